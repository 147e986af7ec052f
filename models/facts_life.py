"""Facts of special desks: times that do not count, several results, weddings, originals, post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.citizen import Citizen
from models.procedure import Limit


@dataclass(frozen=True, slots=True)
class Paused:
    """Time that does not count began: niêm yết, trích đo, thuế … (rules §5.4)."""

    kind: str
    """A code of `models.pause_kinds`."""
    expected: datetime
    """When it should be over; the promise «dự kiến» rests on it."""
    due_before: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class PauseEnded:
    """The time counts again."""

    kind: str


class ResultState(StrEnum):
    """One result of an interlinked procedure."""

    AWAITED = "awaited"
    ARRIVED = "arrived"
    RETURNED = "returned"
    REFUSED = "refused"
    """Its agency refused it; the others go on."""


@dataclass(frozen=True, slots=True)
class LinkedResult:
    """One of several results, followed on its own (NĐ 63/2024)."""

    key: str
    name: str
    agency: str
    limit: Limit
    due: datetime
    state: ResultState = ResultState.AWAITED
    note: str = ""
    """The shelf, the result's number, or why it was refused."""
    taken_by: Citizen | None = None


@dataclass(frozen=True, slots=True)
class WeddingAgreed:
    """The day both agreed to receive the certificate."""

    day: date
    at: str = ""
    """HH:MM, where an hour was agreed."""


@dataclass(frozen=True, slots=True)
class WeddingHeld:
    """Both came, agreed again and signed; one original each (Luật Hộ tịch 60/2014 Điều 18)."""

    husband: Citizen
    wife: Citizen
    official: str
    """Who handed the certificate over."""


@dataclass(frozen=True, slots=True)
class Verified:
    """Verification was begun: the longer time of the procedure holds."""

    reason: str


@dataclass(frozen=True, slots=True)
class OriginalHeld:
    """An original stays here for a while (NĐ 61/2018 Điều 20)."""

    id: str
    name: str
    mark: str = ""
    """Serial or number on it, e.g. of a sổ đỏ."""
    holder: str = ""
    """Who has it: the desk or a department."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OriginalReturned:
    """It went back."""

    id: str
    to: str
    right: str = "owner"


class PostState(StrEnum):
    """A mail item on its way."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    """Nobody there, wrong address: it comes back."""
    CAME_BACK = "came_back"


@dataclass(frozen=True, slots=True)
class PostItem:
    """What is known of a result's way by public post; the newest fact of a code holds."""

    code: str
    """The BCCI number."""
    state: PostState
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reused:
    """A paper digitised before was taken instead of a new scan."""

    component_code: str
    from_dossier: str
    from_component: str
    sha256: str
    counter: str = ""
    """The counter that digitised it; empty for this one."""


class RatingWay(StrEnum):
    """Where the answer was given."""

    SECOND_SCREEN = "second_screen"
    QR = "qr"
    SLIP = "slip"
    """On the paper slip, typed in later."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What a person answered after the result (NĐ 61/2018 Điều 31); 1 worst to 3 best."""

    level: int
    way: RatingWay
    answers: tuple[int, ...] = ()
    """The five questions, 0 to 2 each, where they were asked."""


@dataclass(frozen=True, slots=True)
class ComplaintNoted:
    """A PAKN about the desk or a dossier; its content stays with the system that handles it."""

    id: str
    number: str
    """Its number in the PAKN system, where it has one."""
    about: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ComplaintAnswered:
    """It was answered; `satisfied` is None where nobody said."""

    id: str
    satisfied: bool | None = None
