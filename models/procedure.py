"""An administrative procedure (thủ tục hành chính) as published: papers, limit, fee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.people import PersonRole


class CopyKind(StrEnum):
    """The four kinds of copies a component may come as (decision 29)."""

    ORIGINAL = "original"
    CERTIFIED_COPY = "certified_copy"
    COMPARED_PHOTOCOPY = "compared_photocopy"
    ELECTRONIC = "electronic"


class PaperReason(StrEnum):
    """Why a paper was taken although a database could answer (NĐ 309/2026 Điều 4.2a)."""

    DATABASE_INCIDENT = "database_incident"
    NO_DATA = "no_data"
    DATA_INACCURATE = "data_inaccurate"


class Unit(StrEnum):
    """Units of a time limit (rules §5.4.2)."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WORKING_HOUR = "working_hour"
    SAME_DAY = "same_day"
    IMMEDIATE = "immediate"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit; `amount` is ignored for same_day and immediate."""

    unit: Unit
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Component:
    """A paper (thành phần hồ sơ) the procedure's publication asks for."""

    code: str
    name: str
    required: bool = True
    copy_kinds: tuple[CopyKind, ...] = (CopyKind.ORIGINAL,)
    """Accepted kinds, the usual one first."""
    count: int = 1
    database: str = ""
    """Name of the database that replaces this paper, empty if none."""
    digitise: bool = True
    """False where nothing may be kept (certified copies, rules §9) or the paper is only shown."""
    presented_only: bool = False
    """Shown, not handed in (xuất trình)."""
    confirmed: bool = True
    """False: not confirmed against the publication yet; marked so on the screen."""
    case: str = ""
    """The case (trường hợp) it belongs to; empty for every case."""
    replaced_by_result: str = ""
    """Code of the result type that may stand for it (MA_KQ_THAYTHE)."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What the applicant pays. `amount_dong` is per `per`; None where it is not confirmed."""

    name: str
    amount_dong: int | None
    per: str = ""
    note: str = ""
    when: str = ""
    """The case in which it is due; empty for what everybody pays."""
    tariff: str = ""
    """Name of the tariff that computes it from pages and copies (`models.money`); empty if none."""


class LodgingChannel(StrEnum):
    """How a procedure may be lodged (KenhThucHien 1, 2, 3)."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


CASE_FIELD = "case"
"""Where the form of a draft or dossier keeps the name of its case."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case (trường hợp) of a procedure; a limit of None is that of the procedure."""

    name: str
    legal_limit: Limit | None = None
    committed_limit: Limit | None = None

    @property
    def limit(self) -> Limit | None:
        """The case's own promise: committed before legal."""
        return self.committed_limit or self.legal_limit


@dataclass(frozen=True, slots=True)
class AskedRole:
    """A person or organisation the procedure asks for besides owner and submitter."""

    role: PersonRole
    required: bool = True


@dataclass(frozen=True, slots=True)
class Procedure:
    """One published version of a procedure."""

    code: str
    """National code ``N.NNNNNN``."""
    version: str
    name: str
    field_name: str
    valid_from: date
    valid_to: date | None
    legal_limit: Limit | None
    committed_limit: Limit | None
    """The shorter limit the province promises; printed instead of the legal one."""
    components: tuple[Component, ...]
    fees: tuple[Fee, ...]
    result_name: str
    complete: bool
    """False: searchable, but acceptance asks the administrator to complete it (decision 28)."""
    immediate: bool = False
    """Answered at once; a receipt only on request (NĐ 61/2018 Điều 17.4)."""
    boundary_free: str = "none"
    back_end: str = "province"
    synonyms: tuple[str, ...] = ()
    """People's own words."""
    legal_basis: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    """Names of facts in this record nobody has confirmed against the publication."""
    short_name: str = ""
    """A name for narrow places; `name` is the published one."""
    extended_limit: Limit | None = None
    """How much longer it may take in the case `extended_when`."""
    extended_when: str = ""
    review_on: date | None = None
    """The day a new law makes this record doubtful."""
    review_reason: str = ""
    source: str = ""
    """Where the facts of this record were read."""
    channels: tuple[LodgingChannel, ...] = tuple(LodgingChannel)
    """Where it may be lodged; all three where the publication was not read for it."""
    cases: tuple[Case, ...] = ()
    roles: tuple[AskedRole, ...] = ()
    """Whom it asks for; its form (`models.people_forms`) says what of each."""

    @property
    def limit(self) -> Limit | None:
        """The limit that is promised: committed before legal."""
        return self.committed_limit or self.legal_limit

    def limit_in(self, case: str) -> Limit | None:
        """The limit that is promised in a case; the procedure's where the case has none."""
        own = next((one.limit for one in self.cases if one.name == case), None)
        return own or self.limit

    def asks_for(self, paper: Component, case: str) -> bool:
        """Whether a paper belongs to a case; papers without one belong to all."""
        return not self.cases or paper.case in ("", case)

    @property
    def title(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name
