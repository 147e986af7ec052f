"""The person before the desk: who they are and how that was established."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """Sex as the identity card states it (Nam, Nữ)."""

    MALE = "male"
    FEMALE = "female"


class IdentifiedBy(StrEnum):
    """How the person was identified; the badge beside the name, and part of the record."""

    CHIP_VERIFIED = "chip_verified"
    CHIP_UNVERIFIED = "chip_unverified"
    QR = "qr"
    VNEID = "vneid"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A birth date of which old papers may know only the year, or the month and year."""

    year: int
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def whole(self) -> date | None:
        """The day, where all of it is known and there is such a day."""
        if self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def vietnamese(self) -> str:
        """``dd/mm/yyyy``, ``mm/yyyy`` or ``yyyy``, as written on Vietnamese papers."""
        return "/".join(reversed(self.iso().split("-")))


class PaperKind(StrEnum):
    """Documents of identification a desk may take (rules §8.5)."""

    CITIZEN_CARD = "citizen_card"
    """Thẻ căn cước công dân."""
    IDENTITY_CARD = "identity_card"
    """Thẻ căn cước, since 01/07/2024."""
    ELECTRONIC = "electronic_identity"
    """Căn cước điện tử on VNeID, level 2."""
    IDENTITY_CERTIFICATE = "identity_certificate"
    """Giấy chứng nhận căn cước of people of Vietnamese origin."""
    PASSPORT = "passport"
    OLD_CARD = "old_card"
    """CMND of nine digits."""
    BIRTH_CERTIFICATE = "birth_certificate"
    """Of a child without a card."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class IdentityPaper:
    """The paper by which a person was identified."""

    kind: PaperKind
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    expires_on: date | None = None
    """As printed; None where the paper says nothing or never expires."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """A natural person as known at the desk. All text is NFC."""

    full_name: str
    number: str | None = None
    """The 12-digit personal identification number; None for a person without one."""
    birth_date: PartialDate | None = None
    sex: Sex | None = None
    nationality: str = ""
    address: str = ""
    old_number: str | None = None
    phone: str = ""
    email: str = ""
    identified_by: IdentifiedBy = IdentifiedBy.TYPED
    paper: IdentityPaper | None = None
    """The paper shown, where it was not the card that was read."""
