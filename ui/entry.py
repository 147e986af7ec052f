"""What hands and scanners enter, made into values: birth dates, numbers, scans, card readings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from models.card_reading import Advice, CardReading
from models.citizen import Citizen, IdentifiedBy, PartialDate
from models.codes import is_dossier_code, is_provisional_code, normalise

_DATE = re.compile(r"^(?:(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ])?(\d{4})$")


class Scan(Enum):
    """What a scanned text is."""

    CARD_QR = auto()
    NUMBER = auto()
    DOSSIER = auto()
    OTHER = auto()


def kind_of(text: str) -> Scan:
    """Tell a card's QR, a person's number and a dossier code apart by their form."""
    text = text.strip()
    if text.count("|") >= 5:
        return Scan.CARD_QR
    if re.fullmatch(r"\d{12}", text):
        return Scan.NUMBER
    code = normalise(text)
    if is_dossier_code(code) or is_provisional_code(code):
        return Scan.DOSSIER
    return Scan.OTHER


def without_address(text: str) -> str:
    """The dossier's code out of the address a receipt's rating symbol holds; other text as it is.

    Whoever aims at the receipt with a scanner may catch the wrong one of its two symbols.
    """
    if "://" not in text:
        return text
    parts = [part for part in re.split(r"[/=?&#]", text) if kind_of(part) is Scan.DOSSIER]
    return parts[-1] if parts else text


def birth_date(text: str) -> PartialDate | None:
    """A birth date as typed – 5/3/1980, 05031980, 3/1980 or 1980; None when it is none."""
    text = text.strip()
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:2]}/{text[2:4]}/{text[4:]}"
    found = _DATE.match(text)
    if found is None:
        return None
    day, month, year = (int(part) if part else None for part in found.groups())
    if year is None or not 1880 <= year <= 2100:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def digits(text: str) -> str:
    """The digits of a number typed with spaces, dots or dashes between them."""
    return re.sub(r"[ .\-]", "", text.strip())


@dataclass(frozen=True, slots=True)
class Contact:
    """What a card does not know and an earlier visit does."""

    phone: str = ""
    email: str = ""


def from_reading(reading: CardReading, contact: Contact) -> Citizen:
    """The person of a chip. Only a verdict that says so makes the reading a verified one."""
    person = reading.person
    verified = reading.complete and reading.verdict.advice is Advice.DATA_MAY_BE_USED
    return Citizen(
        full_name=person.full_name,
        number=person.number,
        birth_date=person.birth_date,
        sex=person.sex,
        nationality=person.nationality,
        address=person.address,
        old_number=person.old_number,
        phone=contact.phone,
        email=contact.email,
        identified_by=IdentifiedBy.CHIP_VERIFIED if verified else IdentifiedBy.CHIP_UNVERIFIED,
    )


def with_contact(person: Citizen, earlier: Citizen) -> Citizen:
    """Fill an empty phone and e-mail from an earlier visit; never overwrite what was typed."""
    return replace(person, phone=person.phone or earlier.phone, email=person.email or earlier.email)
