"""The QR text printed on a Vietnamese identity card, from a scanner, a camera picture or a file.

Fields by position, separated by ``|``: number, old number, name, birth ddmmyyyy, sex, address,
issue date; the 2024 card appends more, which may tell of third persons and is dropped unread.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from models.citizen import PartialDate, Sex
from models.problems import Problem

if TYPE_CHECKING:
    from PIL.Image import Image

_NUMBER = re.compile(r"[0-9]{12}")
_OLD_NUMBER = re.compile(r"[0-9]{9}|[0-9]{12}")
_DATE = re.compile(r"([0-9]{2})[/.-]?([0-9]{2})[/.-]?([0-9]{4})")
_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE}
_MAX_TEXT = 2048
_MAX_PICTURE = 40_000_000


@dataclass(frozen=True, slots=True)
class QrCard:
    """What the printed QR tells. Text is NFC; a field the text lacks is empty or None."""

    number: str = field(repr=False)
    old_number: str | None = field(repr=False)
    full_name: str = field(repr=False)
    birth_date: PartialDate | None = field(repr=False)
    sex: Sex | None = field(repr=False)
    address: str = field(repr=False)
    issue_date: PartialDate | None = field(repr=False)


def parse_qr(text: str) -> QrCard:
    """Read the QR text; the number is required, everything else may be missing or empty.

    Accepts the layout without the old number's field, which some cards show.
    Problem card.qr_unreadable.
    """
    clean = unicodedata.normalize("NFC", text).strip("\ufeff\r\n\t ")
    parts = [part.strip() for part in clean.split("|")]
    if len(clean) > _MAX_TEXT or len(parts) < 6 or not _NUMBER.fullmatch(parts[0]):
        raise Problem("card.qr_unreadable")
    if parts[1] and not _OLD_NUMBER.fullmatch(parts[1]):
        parts.insert(1, "")
    if len(parts) < 7 or not parts[2] or any(c.isdigit() for c in parts[2]):
        raise Problem("card.qr_unreadable")
    return QrCard(
        number=parts[0],
        old_number=parts[1] or None,
        full_name=parts[2],
        birth_date=parse_date(parts[3]),
        sex=parse_sex(parts[4]),
        address=parts[5],
        issue_date=parse_date(parts[6]),
    )


def parse_date(text: str) -> PartialDate | None:
    """``ddmmyyyy`` or ``dd/mm/yyyy``; day, or day and month, may be 00; None when it is no date."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = (int(group) for group in match.groups())
    if year == 0 or month > 12:
        return None
    if month == 0:
        return PartialDate(year)
    if day == 0:
        return PartialDate(year, month)
    try:
        date(year, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def parse_sex(text: str) -> Sex | None:
    """Nam or Nữ in any case; None for anything else."""
    return _SEXES.get(unicodedata.normalize("NFC", text).strip().lower())


def read_picture(picture: bytes) -> QrCard:
    """Find and read the card's QR in a JPEG or PNG picture.  Problem card.qr_unreadable."""
    import zxingcpp  # noqa: PLC0415 - loaded only when a picture is read
    from PIL import Image  # noqa: PLC0415 - likewise

    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG")) as opened:
            grey = _grey(opened)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Problem("card.qr_unreadable") from error
    for found in zxingcpp.read_barcodes(grey):
        try:
            return parse_qr(found.text)
        except Problem:
            continue
    raise Problem("card.qr_unreadable")


def _grey(picture: Image) -> Image:
    if picture.width * picture.height > _MAX_PICTURE:
        raise ValueError("picture too large")
    return picture.convert("L")
