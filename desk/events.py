"""What happened at the desk, and who hears it.

Publishing never fails and never blocks on a listener's error: a listener that raises is a defect,
reported to `on_defect`.  Listeners run on the thread that publishes; the window moves to its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from desk.settings import Settings
from models.attachment import Document, Page
from models.card_reading import CardReading
from models.messages import RenewalReason
from models.problems import Problem
from models.reading import Findings
from models.receipt import Receipt
from models.scan_profile import ScanProfiles

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class CardPlaced:
    """A card lies on a reader."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card is gone."""

    reader: str


@dataclass(frozen=True, slots=True)
class ReaderState:
    """Readers present now; empty with `problem` set when there is none or the service is down."""

    readers: tuple[str, ...]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class CardProgress:
    """Reading goes on: `done` of `total` bytes; `step` is access, person, face or checks."""

    reader: str
    step: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class CardRead:
    """The person is known; `reading.complete` tells whether face and checks are there too."""

    reader: str
    reading: CardReading


@dataclass(frozen=True, slots=True)
class CardFailed:
    """Reading ended with a problem; the next try starts afresh."""

    reader: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class QrScanned:
    """A scanner on a serial port read a text: a card's QR, a number, a dossier code."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PageCaptured:
    """A page is stored and belongs to a draft."""

    page: Page


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """An administrator changed settings; the seat is to be made anew with them."""

    settings: Settings
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScanProfilesChanged:
    """Somebody chose another way to scan, or changed one."""

    profiles: ScanProfiles


@dataclass(frozen=True, slots=True)
class CameraSaw:
    """What the document camera sees: a small JPEG, the page's corners on it, and its state.

    ``state`` and ``corners`` are those of `desk.capture.scanner.Preview`.
    """

    draft_id: str
    picture: bytes = field(repr=False)
    state: str
    corners: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CaptureFailed:
    """A scan or import ended with a problem; pages delivered before it are kept."""

    draft_id: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class CaptureRemarked:
    """Pages were taken, and something about their file is to be known: it held a script, say."""

    draft_id: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class CaptureEnded:
    """The batch is over; `pages` were delivered."""

    draft_id: str
    pages: int


@dataclass(frozen=True, slots=True)
class PagesArranged:
    """The clerk changed pages; their pictures may have to be made anew."""


@dataclass(frozen=True, slots=True)
class PagePrepared:
    """A page has its clean picture; `findings` are proposals, each undone with one key."""

    page: Page
    findings: Findings


@dataclass(frozen=True, slots=True)
class PagesFiled:
    """A separator sheet put the pages behind it into `component_code`; empty: nowhere was free."""

    draft_id: str
    component_code: str
    sheet_id: str
    pages: int


@dataclass(frozen=True, slots=True)
class PageNamesDossier:
    """A page bears the code of a dossier: one that is already here, or an earlier one."""

    page: Page
    dossier_code: str


@dataclass(frozen=True, slots=True)
class FieldsProposed:
    """Values were read on a component's pages; they wait for a person."""

    draft_id: str
    component_code: str
    fields: int


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page has its text: the first one, or (`final`) the one that counts."""

    page: Page
    final: bool


@dataclass(frozen=True, slots=True)
class DocumentRenewed:
    """A document has a newer version: with text, with confirmed values, or signed."""

    dossier_id: str
    document: Document
    reason: RenewalReason


@dataclass(frozen=True, slots=True)
class FieldsTold:
    """What was confirmed of a dossier's paper is queued for the hub."""

    dossier_id: str
    component_code: str


@dataclass(frozen=True, slots=True)
class DigitisingFailed:
    """The work behind a page or document did not succeed; it is tried again later.

    `draft_id` is the dossier's id too, once the draft was received.
    """

    draft_id: str
    component_code: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Received:
    """A dossier was accepted and is durable."""

    dossier_id: str
    receipt: Receipt
    slip_required: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper went to the printer or a file."""

    dossier_id: str
    destination: str


@dataclass(frozen=True, slots=True)
class PrintFailed:
    """The paper did not come out; the dossier stands."""

    dossier_id: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Returned:
    """A result was handed over."""

    dossier_id: str


@dataclass(frozen=True, slots=True)
class SigningProgress:
    """A batch of signatures goes on: `done` of `total` documents have been dealt with."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class OfficeChanged:
    """Dossiers – our own or other counters' – stand differently by the hub's word."""

    dossier_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnlineChanged:
    """What was lodged online changed: some came, or another desk took or answered some."""

    new: int


@dataclass(frozen=True, slots=True)
class ReturnedTwice:
    """Two counters handed the same result over: the paper may have left twice."""

    dossier_id: str
    alarm_id: str


@dataclass(frozen=True, slots=True)
class CareNeeded:
    """The store's own care found something: damage, no backup place, a full disk."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class SyncChanged:
    """The line: pending counts, whether the hub answers, and what it last said."""

    online: bool
    waiting_events: int
    waiting_files: int
    refused: int
    last_contact: str = ""
    problem: Problem | None = None


class Events:
    """Listeners by type of event."""

    def __init__(self, on_defect: Callable[[BaseException], None]) -> None:
        self._listeners: dict[type, list[Callable[[Any], None]]] = {}
        self._lock = threading.Lock()
        self._on_defect = on_defect

    def subscribe(self, kind: type[E], listener: Callable[[E], None]) -> Callable[[], None]:
        """Hear events of one type; call what is returned to stop."""
        with self._lock:
            self._listeners.setdefault(kind, []).append(listener)

        def stop() -> None:
            with self._lock:
                self._listeners[kind].remove(listener)

        return stop

    def publish(self, event: object) -> None:
        """Tell everybody who listens to this type."""
        with self._lock:
            listeners = tuple(self._listeners.get(type(event), ()))
        for listener in listeners:
            try:
                listener(event)
            except Exception as error:  # noqa: BLE001 - one bad listener must not silence the rest
                self._on_defect(error)
