"""What travels between desk and hub. Versioned; unknown fields are ignored on both sides.

The wire is JSON of these dataclasses (`models.plain`). One event is one fact about one dossier;
its body is frozen when it is queued and its hash is part of the promise (sync §D.4).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from models.attachment import Document
from models.dossier import Dossier, ReturnMethod, StatusEvent

API_VERSION = 1


class EventType(StrEnum):
    """Facts a desk reports."""

    DOSSIER_RECEIVED = "dossier_received"
    RESULT_ARRIVED = "result_arrived"
    RESULT_RETURNED = "result_returned"
    STATUS_CHANGED = "status_changed"
    """Steps of the life-cycle: body has ``status_events`` and what belongs to the act."""
    HOLDER_CHANGED = "holder_changed"
    APPOINTMENT_CHANGED = "appointment_changed"
    CODE_ADDED = "code_added"
    CONTACT_LOGGED = "contact_logged"
    REGISTER_NUMBERED = "register_numbered"
    CORRECTED = "corrected"
    LINKED_RESULT = "linked_result"
    """A result of an interlinked procedure: body has ``results`` or ``result``."""
    POST_MOVED = "post_moved"
    RESULT_DIGITISED = "result_digitised"
    RATED = "rated"
    MONEY_MOVED = "money_moved"
    """A slip for money, or one taken back: body has ``taken`` or ``reversed``."""
    DOCUMENT_RENEWED = "document_renewed"
    """A document has a newer version: with its text, or signed. Body: `DocumentRenewed`."""
    FIELDS_CONFIRMED = "fields_confirmed"
    """What persons confirmed of a paper's values (decision 27). Body: `FieldsConfirmed`."""


class RenewalReason(StrEnum):
    """Why a document has a newer version."""

    TEXT = "text"
    """The same pictures, cleaned, with their text."""
    FIELDS = "fields"
    """The same pictures and text; values confirmed since stand in its record."""
    SIGNED = "signed"
    """Signed; no version with text or values alone ever follows it."""


@dataclass(frozen=True, slots=True)
class DocumentRenewed:
    """Body of ``document_renewed``. ``replaces`` is the hash of the version before.

    A desk may renew a document before its first version was sent; that one then never arrives.
    """

    dossier_id: str
    component_code: str
    document: Document
    replaces: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConfirmedValue:
    """A value a person confirmed; what the machine made of it stays at the desk."""

    name: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FieldsConfirmed:
    """Body of ``fields_confirmed``: everything confirmed of one paper by now, in its order.

    ``paper`` tells two papers of one component apart (a supplement's); a later event about the
    same paper takes the place of an earlier one.
    """

    dossier_id: str
    component_code: str
    paper: str
    document_type: str
    values: tuple[ConfirmedValue, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One fact about one dossier (sync §D.4). `body_sha256` is over the UTF-8 bytes of `body_json`.

    ``sequence`` counts from 1 within the aggregate and the device: two desks that append to one
    dossier, both without a line, never want the same place.  ``files`` are the hashes of documents
    the event names, which may arrive later.  ``official_code`` is set when an event is sent again
    after the hub gave its dossier a code: a hub that lost the code must not give another one.
    """

    event_id: str
    aggregate_id: str
    sequence: int
    type: str
    type_version: int
    device_id: str
    user: str
    device_time: str
    body_json: str
    body_sha256: str
    files: tuple[str, ...] = ()
    official_code: str = ""


def frozen(
    kind: EventType, aggregate_id: str, sequence: int, body: object, at: datetime, *,
    event_id: str, device_id: str, user: str, files: tuple[str, ...] = (),
) -> Event:  # fmt: skip
    """Freeze a fact for the hub: its body as bytes, and their hash (sync §D.4)."""
    body_json = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Event(
        event_id=event_id,
        aggregate_id=aggregate_id,
        sequence=sequence,
        type=kind.value,
        type_version=1,
        device_id=device_id,
        user=user,
        device_time=at.isoformat(),
        body_json=body_json,
        body_sha256=hashlib.sha256(body_json.encode()).hexdigest(),
        files=files,
    )


class ItemStatus(StrEnum):
    """The hub's answer for one event of a batch."""

    ACCEPTED = "accepted"
    REPLAYED = "replayed"
    GAP = "gap"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """Per-item answer; `official_code` is set when the hub gave or confirmed the official code.

    ``code`` and ``message_vi`` say why an event was not taken, or – on one that was – what a person
    must look at: ``hub.already_returned``.
    """

    event_id: str
    status: ItemStatus
    code: str = ""
    message_vi: str = ""
    expected_sequence: int | None = None
    official_code: str | None = None
    server_time: str = ""


@dataclass(frozen=True, slots=True)
class FoundDossier:
    """A line of a search at the hub; the number masked, `received_at` ISO."""

    id: str
    code: str
    owner_name: str
    number_masked: str
    procedure_name: str
    status: int
    received_at: str
    returned: bool


@dataclass(frozen=True, slots=True)
class RegisterNumber:
    """A dossier's number in the year's book."""

    dossier_id: str
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class RegisterRequest:
    """Ask for numbers; ``held`` tells a hub that lost its memory which ones this desk has."""

    wanted: tuple[str, ...]
    held: tuple[RegisterNumber, ...] | None = None


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """Numbers given. ``tell_held``: none before this desk has said which ones it holds."""

    numbers: tuple[RegisterNumber, ...]
    tell_held: bool = False


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One dossier of the year's book, whichever desk received it; no more than the book prints."""

    number: int
    code: str
    procedure: str
    sets: int
    person: str
    address: str
    phone: str
    received_at: datetime
    due: datetime
    returned_at: datetime | None
    return_method: ReturnMethod
    collected_by: str
    note: str


@dataclass(frozen=True, slots=True)
class OfficeRegister:
    """The whole office's book of a year: how it stands, and a page of its lines in order.

    ``last`` is the last number given, 0 before the first; ``more`` tells that lines follow.
    """

    year: int
    last: int
    opened_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    signer: str
    lines: tuple[RegisterLine, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class RegisterClosing:
    """Close the year's book for the whole office: who keeps it, and who signs for the agency."""

    year: int
    closed_by: str
    signer: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """A desk's new certificate (PEM), for the key it asked with."""

    certificate: str


@dataclass(frozen=True, slots=True)
class LeaseRequest:
    """Ask for a block of numbers of one day. Idempotent by `request_id`."""

    request_id: str
    agency: str
    day: str
    count: int
    device_id: str


@dataclass(frozen=True, slots=True)
class Lease:
    """Numbers first…last of `day` belong to `device_id` alone, for ever (sync §D.3)."""

    lease_id: str
    agency: str
    day: str
    first: int
    last: int
    device_id: str


@dataclass(frozen=True, slots=True)
class Meta:
    """GET /v1/meta."""

    api: int
    server_time: str
    max_batch: int
    chunk_bytes: int
    features: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One hand-over of a result, as the desk that did it reported it; times in ISO 8601."""

    event_id: str
    device_id: str
    user: str
    returned_at: str
    returned_to: str


@dataclass(frozen=True, slots=True)
class DoubleReturn:
    """Two hand-overs of one result: the paper may have left twice. The first one counts."""

    alarm_id: str
    dossier_id: str
    raised_at: str
    first: HandedOver
    second: HandedOver


@dataclass(frozen=True, slots=True)
class ReplacedDocument:
    """An older version of a document: what took its place, and why."""

    document: Document
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class DossierOnHub:
    """A dossier with what the hub knows beyond one desk's words.

    ``home`` is the device that received it, ``last_sequence`` how many events the hub accepted;
    ``timeline`` is in the hub's order, which is the order of acceptance.
    """

    dossier: Dossier
    home: str
    last_sequence: int
    files: tuple[str, ...]
    files_pending: tuple[str, ...]
    """Hashes of documents that were named but have not arrived yet, replaced versions apart."""
    timeline: tuple[StatusEvent, ...] = ()
    alarms: tuple[DoubleReturn, ...] = ()
    replaced: tuple[ReplacedDocument, ...] = ()
    """Versions of documents that newer ones have replaced, arrived or not, oldest first."""
    fields: tuple[FieldsConfirmed, ...] = ()
    """What persons confirmed of its papers' values, by paper."""


@dataclass(frozen=True, slots=True)
class OfficeNews:
    """One page of what changed at the office: each dossier once, as it stands now.

    ``cursor`` is opaque and goes into the next question; ``more`` tells that there is a next page.
    A desk without a cursor, or with one the hub no longer remembers, is told a snapshot: what is
    open, what closed lately and what it had a part in.  Between ``snapshot_begins`` and
    ``snapshot_ends`` whatever else it has in its cache is not worth keeping.
    """

    dossiers: tuple[DossierOnHub, ...]
    cursor: str
    more: bool
    snapshot_begins: bool = False
    snapshot_ends: bool = False


@dataclass(frozen=True, slots=True)
class DayManifest:
    """What one device believes the hub has of one day's events: how many, and one hash over all.

    ``day`` is the date the desk wrote on its events; the hash is SHA-256 over the sorted ids, one a
    line (`manifest_hash`).  ``event_ids`` and ``files`` are only listed where the hashes differed.
    """

    day: str
    events: int
    events_hash: str
    files: int
    files_hash: str
    event_ids: tuple[str, ...] | None = None
    file_hashes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A device's days, and the blocks of numbers it holds: a restored hub may not know them."""

    device_id: str
    days: tuple[DayManifest, ...]
    leases: tuple[Lease, ...] = ()


@dataclass(frozen=True, slots=True)
class DayReconciled:
    """The hub's side of one day. The lists are only filled where the desk listed its own."""

    day: str
    agrees: bool
    hub_misses_events: tuple[str, ...] = ()
    hub_misses_files: tuple[str, ...] = ()
    desk_misses_events: tuple[str, ...] = ()
    """The hub has these of this device; the desk does not: it was put back from a backup itself."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The hub's answer to a manifest, day by day in the same order."""

    days: tuple[DayReconciled, ...]


def manifest_hash(ids: Iterable[str]) -> str:
    """One hash over a set of ids."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()
