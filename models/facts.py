"""What happens to a dossier beside its status: append-only facts, each kind a small dataclass.

A fact is never edited or removed; what holds now is the latest fact of its kind.  Names of kinds
are stored: never rename one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from models.citizen import Citizen
from models.dossier import ExternalCode, LateEntry, LodgedFor
from models.facts_life import (
    ComplaintAnswered,
    ComplaintNoted,
    LinkedResult,
    OriginalHeld,
    OriginalReturned,
    Paused,
    PauseEnded,
    PostItem,
    Rated,
    Reused,
    Verified,
    WeddingAgreed,
    WeddingHeld,
)
from models.facts_money import (
    CashCounted,
    MoneyReversed,
    MoneyTaken,
    OutsideReceipt,
    PaymentMethod,
    ReversalApproved,
)
from models.online import (
    OnlineAnswered,
    OnlineDecided,
    OnlineDossier,
    OnlineElsewhere,
    OnlineHolding,
)
from models.procedure import CopyKind, Limit

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Fact(Generic[F]):
    """A fact with when it was recorded and by whom (a login)."""

    id: str
    subject: str
    at: datetime
    by: str
    body: F


class Stage(StrEnum):
    """Where the work on a dossier stands, for the sentence read aloud on the phone."""

    AT_DESK = "at_desk"
    PROCESSING = "processing"
    """Thụ lý."""
    TO_SIGN = "to_sign"
    """Trình ký."""
    SIGNED = "signed"
    TO_SEAL = "to_seal"
    """Chờ đóng dấu."""
    BACK_AT_DESK = "back_at_desk"


@dataclass(frozen=True, slots=True)
class Holding:
    """With whom the dossier is from now on."""

    stage: Stage
    unit: str
    person: str = ""
    note: str = ""


class Cause(StrEnum):
    """Why an appointment was made."""

    RECEPTION = "reception"
    COMPETENT = "competent"
    """The competent agency received it: only now does the limit run (NĐ 309/2026 Điều 17.3)."""
    SUPPLEMENT = "supplement"
    """Complete at last: counted from zero (NĐ 61/2018 Điều 19.4)."""
    PAYMENT = "payment"
    """Paid: what was left of the limit goes on."""
    EXTENSION = "extension"
    """The one new appointment with an apology (NĐ 61/2018 Điều 19.9)."""
    PAUSE = "pause"
    """Time that does not count began or ended: niêm yết, trích đo … (rules §5.4)."""
    VERIFICATION = "verification"
    """The procedure's longer time, as verification is needed."""
    AGREED_DAY = "agreed_day"
    """A day agreed with the people, e.g. of a wedding."""
    CALENDAR = "calendar"
    """A changed calendar, agreed to by a person with a reason."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A promise as it was made. Earlier ones stay, so that nothing printed is forgotten."""

    cause: Cause
    counting_from: datetime
    due: datetime
    due_hour_exact: datetime
    provisional: bool
    limit: Limit | None = None
    """What was counted from `counting_from`; None where a person set the day."""
    reason: str = ""
    sent_late: bool = False
    """The apology came later than one day before the due day: «gửi muộn»."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper a supplement has to bring."""

    component_code: str
    kind: CopyKind
    count: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class SupplementAsked:
    """One complete request: everything missing, said once (NĐ 309/2026 Điều 17.2a)."""

    wanted: tuple[Wanted, ...]
    reason: str
    asked_by: str
    """The department or desk that asks."""
    until: datetime | None = None
    repeated_because: str = ""
    """Why a second request was let through, and by whom: the fact's author."""


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A numbered paper as it was issued, to be printed again word for word."""

    form: str
    """``01`` to ``06``, or the name of an office's own paper."""
    number: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PaperPrinted:
    """A paper came out; the subject is the paper itself (`desk.reception.papers`)."""

    dossier_id: str
    form: str
    number: str
    copies: int
    again: bool
    """It carried the mark of a reprint."""


@dataclass(frozen=True, slots=True)
class PaymentDemanded:
    """The department's notice of an amount; the clock stands until it is paid."""

    amount_dong: int
    what: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PaymentMade:
    """Money for a demand; `reference` is the bank's or portal's."""

    amount_dong: int
    method: PaymentMethod
    reference: str = ""


class Way(StrEnum):
    """By what a person was reached."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    IN_PERSON = "in_person"
    POST = "post"


class Purpose(StrEnum):
    """Why they were contacted, or called themselves."""

    QUESTION = "question"
    """They asked; we answered."""
    SUPPLEMENT = "supplement"
    LATE = "late"
    EARLY = "early"
    READY = "ready"
    NEW_CODE = "new_code"
    REMINDER = "reminder"
    """To the colleague who holds it, before it is due."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of the contact log; `whom` names a colleague, never the citizen."""

    way: Way
    purpose: Purpose
    reached: bool
    outgoing: bool = True
    whom: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shelved:
    """Where a result lies, e.g. «Ngăn B-17»; `early` when it came before its day."""

    place: str
    early: bool


class Right(StrEnum):
    """By which right somebody takes a result."""

    OWNER = "owner"
    SUBMITTER = "submitter"
    NAMED = "named"
    """The person the applicant named at reception."""
    AUTHORISED = "authorised"
    """By giấy ủy quyền."""
    POST = "post"


@dataclass(frozen=True, slots=True)
class Authority:
    """Giấy ủy quyền: its facts, so that the paper itself need not be copied."""

    given_by: str
    dated: str
    """ISO date on the paper."""
    certified_by: str = ""
    """Who certified the signature; empty where the law asks for none."""
    number: str = ""
    kept: bool = False
    """Whether the paper stays with the dossier."""


@dataclass(frozen=True, slots=True)
class Collected:
    """Who took the result, by which right, and what went back with it."""

    person: Citizen
    right: Right
    authority: Authority | None = None
    slip_shown: bool = True
    originals_returned: bool = True
    together_with: int = 1
    """How many dossiers the person took in the same act."""
    post_code: str = ""


class LegState(StrEnum):
    """A leg of an inter-agency procedure."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LegFact:
    """One agency's part of the work, with its own due time (NĐ 61/2018 Điều 19.6)."""

    position: int
    agency: str
    limit: Limit
    state: LegState
    due: datetime


@dataclass(frozen=True, slots=True)
class SentElsewhere:
    """Gone to the agency that decides; `post_code` is the BCCI number."""

    agency: str
    post_code: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmedThere:
    """The competent agency has it since `received_at`: the limit runs from here."""

    agency: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class FromElsewhere:
    """Received by another office and on its way to us; nothing runs before we confirm."""

    agency: str


@dataclass(frozen=True, slots=True)
class Guided:
    """Guidance without a dossier: what was shown and what is missing (NĐ 61/2018 Điều 15)."""

    procedure_code: str
    procedure_version: str
    present: tuple[str, ...]
    missing: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CodeGiven:
    """A code of another system was tied to the dossier."""

    code: ExternalCode


@dataclass(frozen=True, slots=True)
class EnteredLate:
    """Nhập bù: entered now, received then."""

    entry: LateEntry


@dataclass(frozen=True, slots=True)
class Visited:
    """The dossier belongs to this visit."""

    visit: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A wrong step set right by a new one."""

    was: int
    now: int
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """Came from the old system as an open dossier (decision 31)."""

    source: str
    status_text: str
    """The old system's own word for the status, as it was."""


@dataclass(frozen=True, slots=True)
class BlankGiven:
    """A provisional number printed on a blank receipt before a power cut."""

    code: str


KINDS: dict[type, str] = {
    Holding: "holding",
    Appointment: "appointment",
    SupplementAsked: "supplement_asked",
    IssuedPaper: "issued_paper",
    PaperPrinted: "paper_printed",
    PaymentDemanded: "payment_demanded",
    PaymentMade: "payment_made",
    Contact: "contact",
    Shelved: "shelved",
    Collected: "collected",
    LegFact: "leg",
    SentElsewhere: "sent_elsewhere",
    ConfirmedThere: "confirmed_there",
    FromElsewhere: "from_elsewhere",
    Guided: "guided",
    CodeGiven: "code_given",
    EnteredLate: "entered_late",
    Visited: "visited",
    Corrected: "corrected",
    Imported: "imported",
    BlankGiven: "blank_given",
    MoneyTaken: "money_taken",
    MoneyReversed: "money_reversed",
    ReversalApproved: "reversal_approved",
    OutsideReceipt: "outside_receipt",
    CashCounted: "cash_counted",
    OnlineDossier: "online_fetched",
    OnlineDecided: "online_decided",
    OnlineAnswered: "online_answered",
    OnlineHolding: "online_holding",
    OnlineElsewhere: "online_elsewhere",
    LodgedFor: "lodged_for",
    Paused: "paused",
    PauseEnded: "pause_ended",
    LinkedResult: "linked_result",
    WeddingAgreed: "wedding_agreed",
    WeddingHeld: "wedding_held",
    Verified: "verified",
    OriginalHeld: "original_held",
    OriginalReturned: "original_returned",
    PostItem: "post_item",
    Reused: "reused",
    Rated: "rated",
    ComplaintNoted: "complaint_noted",
    ComplaintAnswered: "complaint_answered",
}
