"""DG13 of the Vietnamese card: the person's data with diacritics.

6D { 30 { INTEGER version, OID 1.0.10646.1.0.8, SET { SEQUENCE { INTEGER n, value } … } } }; the
meaning of n is public only through readers in use.  Fields may be missing, in any order, or new.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from desk.card import tlv
from desk.card.faults import Malformed
from desk.card.qr import parse_date, parse_sex
from models.citizen import PartialDate, Sex

_SEQUENCE, _SET, _INTEGER, _OID = 0x30, 0x31, 0x02, 0x06
_UTF8_STRINGS = (0x0C, 0x13, 0x16)
_MAX_TEXT = 2048

NUMBER, NAME, BIRTH, SEX, NATIONALITY, ETHNICITY = 1, 2, 3, 4, 5, 6
HOMETOWN, ADDRESS, ISSUED, EXPIRES, OLD_NUMBER = 8, 9, 11, 12, 15
_KEPT = frozenset(
    {NUMBER, NAME, BIRTH, SEX, NATIONALITY, ETHNICITY, HOMETOWN, ADDRESS, ISSUED, EXPIRES}
    | {OLD_NUMBER}
)
"""Religion, marks, parents and spouse are never decoded: no procedure of the desk needs them."""


@dataclass(frozen=True, slots=True)
class NationalData:
    """The fields the desk may use; text NFC, empty or None where the chip has none."""

    number: str = field(repr=False)
    full_name: str = field(repr=False)
    birth_date: PartialDate | None = field(repr=False)
    sex: Sex | None = field(repr=False)
    nationality: str = field(repr=False)
    ethnicity: str = field(repr=False)
    hometown: str = field(repr=False)
    address: str = field(repr=False)
    issue_date: PartialDate | None = field(repr=False)
    expiry_date: PartialDate | None = field(repr=False)
    """None when the card never expires or does not say."""
    old_number: str | None = field(repr=False)


def parse_dg13(octets: bytes) -> NationalData:
    """Read DG13; a field of an unexpected type counts as absent.  Raises Malformed."""
    fields = dict(_fields(octets))
    texts = {n: _text(value) for n, value in fields.items() if n in _KEPT}

    def text(n: int) -> str:
        return texts.get(n, "")

    return NationalData(
        number=text(NUMBER),
        full_name=text(NAME),
        birth_date=parse_date(text(BIRTH)),
        sex=parse_sex(text(SEX)),
        nationality=text(NATIONALITY),
        ethnicity=text(ETHNICITY),
        hometown=text(HOMETOWN),
        address=text(ADDRESS),
        issue_date=parse_date(text(ISSUED)),
        expiry_date=parse_date(text(EXPIRES)),
        old_number=text(OLD_NUMBER) or None,
    )


def field_numbers(octets: bytes) -> tuple[int, ...]:
    """Which fields there are, in the chip's order; for the card profile.  Raises Malformed."""
    return tuple(number for number, _ in _fields(octets))


def _fields(octets: bytes) -> Iterator[tuple[int, tlv.Tlv]]:
    members = tlv.one(octets, 0x6D).child(_SEQUENCE).child(_SET)
    for member in members.children():
        if member.tag != _SEQUENCE:
            raise Malformed("DG13 member is no SEQUENCE")
        parts = member.children()
        if not parts or parts[0].tag != _INTEGER or not 1 <= len(parts[0].value) <= 2:
            raise Malformed("DG13 member has no number")
        if len(parts) > 1:
            yield int.from_bytes(parts[0].value, "big"), parts[1]


def _text(value: tlv.Tlv) -> str:
    if value.tag == _SEQUENCE:
        inner = value.children()
        if not inner:
            return ""
        value = inner[0]
    if value.tag not in _UTF8_STRINGS or len(value.value) > _MAX_TEXT:
        return ""
    try:
        return unicodedata.normalize("NFC", value.value.decode("utf-8")).strip()
    except UnicodeDecodeError as error:
        raise Malformed("DG13 text is not UTF-8") from error
