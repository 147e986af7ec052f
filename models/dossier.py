"""A dossier (hồ sơ) from the first key at the counter to the result in the citizen's hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from models.attachment import Document
from models.citizen import Citizen
from models.people import Involved
from models.procedure import CopyKind, Limit, PaperReason


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


class LookupOutcome(StrEnum):
    """What a look-up in a database brought; all but the first give the reason for paper."""

    FOUND = "found"
    DATABASE_INCIDENT = "database_incident"
    NO_DATA = "no_data"
    DATA_INACCURATE = "data_inaccurate"


@dataclass(frozen=True, slots=True)
class DatabaseLookup:
    """A look-up done for a component, also in other software: it counts as consulted."""

    database: str
    at: datetime
    by: str
    outcome: LookupOutcome


@dataclass(frozen=True, slots=True)
class ExternalCode:
    """The code another system gave the same dossier; it finds the dossier for ever."""

    code: str
    system: str
    """Back-end name as in the catalogue, e.g. ``civil_status``."""


@dataclass(frozen=True, slots=True)
class OnlineOrigin:
    """The code, name and time a portal gave a dossier that was lodged there."""

    code: str
    portal: str
    lodged_at: datetime


class ConsentWay(StrEnum):
    """How somebody agreed to being lodged for."""

    SIGNED = "signed"
    SPOKEN = "spoken"
    """Said at the counter before the clerk who records it."""


@dataclass(frozen=True, slots=True)
class LodgedFor:
    """A clerk lodged online for somebody who stood here: counted apart, never as plain online."""

    way: ConsentWay
    consent: str
    """What the person agreed to, in a sentence."""


@dataclass(frozen=True, slots=True)
class LateEntry:
    """Nhập bù: the real hour of a reception on paper, and why it was not entered then."""

    received_at: datetime
    reason: str
    paper_code: str = ""
    """The provisional number of the blank receipt that was used; empty if none."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A longer time agreed with the applicant (NĐ 23/2015 Điều 21)."""

    limit: Limit
    reason: str
    in_writing: bool = False
    """Beyond the procedure's own extension only a written agreement helps."""


@dataclass(frozen=True, slots=True)
class ReusedPaper:
    """An earlier document taken instead of a new scan, by whom and when."""

    dossier_id: str
    component_code: str
    title: str
    sha256: str
    size: int
    pages: int
    media_type: str
    pdfa: str
    at: datetime
    by: str
    compared: bool = False
    """The clerk compared it with the original, which lay here."""
    counter: str = ""
    """The counter that digitised it; empty for this one."""


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """One line of the checklist as the clerk left it."""

    code: str
    presented: bool = False
    copy_kind: CopyKind = CopyKind.ORIGINAL
    count: int = 1
    paper_reason: PaperReason | None = None
    """Why paper was taken although a database could answer (NĐ 309/2026 Điều 4.2a)."""
    lookup: DatabaseLookup | None = None
    """The look-up that was made instead of, or before, asking for paper."""
    reused: ReusedPaper | None = None


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
    people: tuple[Involved, ...] = ()
    """Persons in further roles: child, mother, spouse, household head, organisation …"""
    form: Mapping[str, str] = field(default_factory=dict)
    """Fields of the procedure's own form that belong to no person."""
    external_codes: tuple[ExternalCode, ...] = ()
    competent_agency: str = ""
    """Code of the agency that decides, where it is another one (boundary-free reception)."""
    late_entry: LateEntry | None = None
    visit: str = ""
    """One identity for all dossiers of one visitor; empty for a single one."""
    fee_dong: int | None = None
    """What is due where pages or cases decide; None: as published."""
    agreed: Agreed | None = None
    channel: Channel = Channel.DIRECT
    online: OnlineOrigin | None = None
    """Where it was lodged online; its code is the dossier's."""
    lodged_for: LodgedFor | None = None
    """Set where a clerk lodged it online for somebody at the counter."""
    supplement_of: str = ""
    """The dossier whose supplement these pages are; such a draft never becomes a dossier."""


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
    people: tuple[Involved, ...] = ()


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
    elsewhere: bool = False
    """Received at another counter; known here by the hub's word."""
    seen_at: datetime | None = None
    """The age of the hub's word: when its news had last been read to their end."""
