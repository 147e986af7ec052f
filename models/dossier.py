"""A dossier (hồ sơ) from the first key at the counter to the result in the citizen's hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from models.attachment import Document
from models.citizen import Citizen
from models.procedure import CopyKind, PaperReason


class Status(IntEnum):
    """Status codes of the national portal (rules §5.1); unknown ones are shown raw."""

    REGISTERED = 1
    RECEIVED = 2
    NOT_RECEIVED = 3
    PROCESSING = 4
    SUPPLEMENT_REQUESTED = 5
    PAYMENT_REQUESTED = 6
    WITHDRAWN = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10


class Channel(IntEnum):
    """KenhThucHien (rules §5.1)."""

    DIRECT = 1
    ONLINE = 2
    POST = 3


class CodeKind(StrEnum):
    """Whether the code is the official one or a clearly marked provisional number."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"


class ReturnMethod(StrEnum):
    """How the applicant wants the result."""

    AT_DESK = "at_desk"
    BY_POST = "by_post"


class SyncState(StrEnum):
    """What the clerk may believe about the line; derived from the outbox, never stored."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """One line of the checklist as the clerk left it."""

    code: str
    presented: bool = False
    copy_kind: CopyKind = CopyKind.ORIGINAL
    count: int = 1
    paper_reason: PaperReason | None = None
    """Why paper was taken although a database could answer (NĐ 309/2026 Điều 4.2a)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An intake in progress. Saved after every pause in typing; nothing of it is ever lost."""

    id: str
    clerk: str
    started_at: datetime
    procedure_code: str | None = None
    procedure_version: str | None = None
    owner: Citizen | None = None
    """Chủ hồ sơ."""
    submitter: Citizen | None = None
    """Người nộp; None when the owner stands here in person."""
    components: tuple[ComponentLine, ...] = ()
    sets: int = 1
    return_method: ReturnMethod = ReturnMethod.AT_DESK
    note: str = ""
    held: bool = False
    """Put aside with F8 to serve somebody else first."""


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """One step in a dossier's life. Never edited; a correction is a new event."""

    id: str
    dossier_id: str
    sequence: int
    status: int
    at: datetime
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """An accepted dossier as it stands now."""

    id: str
    code: str
    code_kind: CodeKind
    procedure_code: str
    procedure_version: str
    procedure_name: str
    field_name: str
    owner: Citizen
    submitter: Citizen | None
    channel: Channel
    status: int
    received_at: datetime
    due: datetime
    due_hour_exact: datetime
    due_is_provisional: bool
    desk: str
    clerk: str
    fee_dong: int | None
    """What is due; None where it is not known at reception."""
    sets: int
    return_method: ReturnMethod
    components: tuple[ComponentLine, ...]
    documents: tuple[Document, ...] = ()
    note: str = ""
    aliases: tuple[str, ...] = ()
    returned_at: datetime | None = None
    returned_to: str = ""
    version: int = 1
    """Number of events so far; the next event has sequence `version` + 1."""
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier as one line of a list; the number masked."""

    id: str
    code: str
    owner_name: str
    number_masked: str
    procedure_name: str
    status: int
    received_at: datetime
    due: datetime
    clerk: str
    sync: SyncState
