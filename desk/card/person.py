"""The person as the chip tells it, and whether its sources agree.

DG13 comes before DG1: it has the diacritics.  The QR and the typed number come from outside the
chip and are compared, never mixed in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

from desk.card import number_pattern
from desk.card.dg13 import NationalData
from desk.card.faults import Malformed
from desk.card.mrz import Mrz
from desk.card.qr import QrCard
from models.card_reading import CardPerson, Check, CheckState
from models.citizen import PartialDate, Sex

_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}
_NO_EXPIRY = "991231"
_NAME_ROOM = 30


def assemble(mrz: Mrz | None, national: NationalData | None, today: date) -> CardPerson:
    """Merge DG13 and DG1; without DG13 the name has no diacritics, a foreigner has no number.

    Raises Malformed when neither tells who it is.
    """
    number = (national.number if national else "") or (mrz.number if mrz else None) or ""
    printed = f"{mrz.surname} {mrz.given_names}".strip() if mrz else ""
    name = (national.full_name if national else "") or printed
    if not name:
        raise Malformed("no person in DG1 and DG13")
    birth = mrz_birth(mrz, number, today) if mrz else None
    sex = _SEXES.get(mrz.sex) if mrz else None
    expiry = mrz_expiry(mrz) if mrz else None
    if national is None:
        nationality = mrz.nationality if mrz else ""
        return CardPerson(number, name, birth, sex, nationality, expiry_date=expiry)
    return CardPerson(
        number=number,
        full_name=name,
        birth_date=national.birth_date or birth,
        sex=national.sex or sex,
        nationality=national.nationality,
        address=national.address,
        hometown=national.hometown,
        ethnicity=national.ethnicity,
        old_number=national.old_number,
        issue_date=national.issue_date,
        expiry_date=national.expiry_date or expiry,
    )


def mrz_birth(mrz: Mrz, number: str, today: date) -> PartialDate | None:
    """Birth date of the MRZ; the century comes from the number, else from what is past."""
    if number:
        century = number_pattern.birth_year(number) // 100 * 100
    else:
        century = (
            1900 if mrz.birth[:2].isdecimal() and int(mrz.birth[:2]) > today.year % 100 else 2000
        )
    return _date(mrz.birth, century)


def mrz_expiry(mrz: Mrz) -> PartialDate | None:
    """Expiry of the MRZ, None for a card that never expires."""
    return None if mrz.expiry == _NO_EXPIRY else _date(mrz.expiry, 2000)


def _date(text: str, century: int) -> PartialDate | None:
    """YYMMDD where unknown parts are fillers or zeros (9303-3 §4.8)."""
    digits = text.replace("<", "0")
    if not digits.isdecimal() or text[:2] == "<<":
        return None
    year, month, day = century + int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if month == 0:
        return PartialDate(year)
    if day == 0:
        return PartialDate(year, month) if month <= 12 else None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def cross_check(
    mrz: Mrz | None,
    national: NationalData | None,
    qr: QrCard | None,
    number: str | None,
    today: date,
) -> Check:
    """Compare DG1, DG13, the QR and the number used; the gravest difference is reported."""
    if mrz is None:
        return Check(CheckState.INCONCLUSIVE, "mrz_missing")
    if not mrz.is_card and mrz.document_code[:1] != "P":
        return Check(CheckState.INCONCLUSIVE, "document_type_unknown")
    if reason := next(_contradictions(mrz, national, qr, number, today), ""):
        return Check(CheckState.FAILED, reason)
    if reason := next(_oddities(mrz, national, qr), ""):
        return Check(CheckState.INCONCLUSIVE, reason)
    return Check(CheckState.PASSED)


def _contradictions(
    mrz: Mrz, national: NationalData | None, qr: QrCard | None, number: str | None, today: date
) -> Iterator[str]:
    chip_number = (national.number if national else "") or mrz.number
    if national and national.number and mrz.number not in (None, national.number):
        yield "number_differs"
    if chip_number and mrz.is_card and mrz.document_number != chip_number[-9:]:
        yield "number_differs"
    if number and chip_number and number != chip_number:
        yield "typed_number_differs"
    if qr and chip_number and qr.number != chip_number:
        yield "qr_number_differs"
    birth = mrz_birth(mrz, chip_number or "", today)
    if national and None not in (national.birth_date, birth) and national.birth_date != birth:
        yield "birth_date_differs"
    if qr and None not in (qr.birth_date, birth) and qr.birth_date != birth:
        yield "qr_birth_date_differs"
    if national and national.sex and _SEXES.get(mrz.sex) not in (None, national.sex):
        yield "sex_differs"


def _oddities(mrz: Mrz, national: NationalData | None, qr: QrCard | None) -> Iterator[str]:
    if mrz.wrong_digits:
        yield "mrz_check_digit"
    if national is None:
        yield "national_data_missing"
        return
    if not _same_name(mrz, national.full_name):
        yield "name_differs"
    if qr and qr.full_name and _folded(qr.full_name) != _folded(national.full_name):
        yield "qr_name_differs"


def _same_name(mrz: Mrz, full_name: str) -> bool:
    """The MRZ has no diacritics and only thirty places, and splits the name anywhere."""
    printed = _folded(f"{mrz.surname} {mrz.given_names}")
    name = _folded(full_name)
    if len(printed) >= _NAME_ROOM - 3:
        return name.startswith(printed[: _NAME_ROOM - 3])
    return printed == name


def _folded(name: str) -> str:
    plain = name.upper().replace("Đ", "D")
    letters = (c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalpha() else " " for c in letters).split())


def card_warnings(person: CardPerson, today: date) -> tuple[str, ...]:
    """What to tell the clerk without stopping anybody: the card's dates, the number's pattern."""
    found = list(number_pattern.warnings(person.number, person.birth_date, person.sex))
    if person.expiry_date is not None and _last_day(person.expiry_date) < today:
        found.append("card_expired")
    if person.issue_date is not None and person.issue_date.iso() > today.isoformat():
        found.append("card_not_yet_valid")
    return tuple(found)


def _last_day(expiry: PartialDate) -> date:
    return date(expiry.year, expiry.month or 12, expiry.day or (28 if expiry.month else 31))


def issue_moment(person: CardPerson, like: datetime) -> datetime | None:
    """The issue date as a moment in the time zone of `like`; None when not wholly known."""
    issued = person.issue_date
    if issued is None or issued.month is None or issued.day is None:
        return None
    return datetime(issued.year, issued.month, issued.day, 12, tzinfo=like.tzinfo)
