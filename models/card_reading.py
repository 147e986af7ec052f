"""What a card reader learned: the person, how the chip was opened, and what each check says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from models.citizen import PartialDate, Sex


class CheckState(StrEnum):
    """The outcome of one cryptographic or logical check."""

    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"
    NOT_APPLICABLE = "not_applicable"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Check:
    """One check's state and, unless it passed, a stable reason code such as ``issuer_unknown``."""

    state: CheckState
    reason: str = ""


class Access(StrEnum):
    """How the chip was opened (ICAO 9303-11 §4.3, §4.4)."""

    PACE_CAN = "pace_can"
    PACE_MRZ = "pace_mrz"
    BAC = "bac"


class Advice(StrEnum):
    """What follows for the clerk, in one word; the words on the screen live in ui and commands."""

    DATA_MAY_BE_USED = "data_may_be_used"
    COMPARE_FACE = "compare_face"
    DO_NOT_ACCEPT = "do_not_accept"


NOT_CHECKED = Check(CheckState.UNAVAILABLE, "not_checked_yet")


@dataclass(frozen=True, slots=True)
class Verdict:
    """All checks of one reading."""

    passive_authentication: Check = NOT_CHECKED
    chip_authentication: Check = NOT_CHECKED
    active_authentication: Check = NOT_CHECKED
    data_groups: Check = NOT_CHECKED
    cross_checks: Check = NOT_CHECKED
    advice: Advice = Advice.COMPARE_FACE
    warnings: tuple[str, ...] = ()
    """Reason codes that stop nobody: card_expired, number_pattern_unknown, bac_after_pace …"""


@dataclass(frozen=True, slots=True)
class CardPerson:
    """The person as the chip tells it (DG13 before DG1); text NFC, unknown fields absent."""

    number: str
    full_name: str
    birth_date: PartialDate | None
    sex: Sex | None
    nationality: str = ""
    address: str = ""
    hometown: str = ""
    ethnicity: str = ""
    old_number: str | None = None
    issue_date: PartialDate | None = None
    expiry_date: PartialDate | None = None
    """None when the card never expires."""


@dataclass(frozen=True, slots=True)
class CardReading:
    """One completed (or, while `complete` is false, still running) reading of a chip."""

    person: CardPerson
    access: Access
    verdict: Verdict
    apdus: int
    seconds: float
    complete: bool = True
    face: bytes | None = field(default=None, repr=False)
    """The portrait as PNG bytes, for display only; never stored (rules §10)."""
