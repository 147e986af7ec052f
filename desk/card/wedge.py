"""What can be trusted of a card's QR text that a scanner typed as if it were a keyboard.

Such a scanner types through the keyboard layout and perhaps the Vietnamese input method.  Digits
and separators come through; letters may lose their marks or become others, and a name without its
marks is another name.  Telling a scanner's keys from a person's is the window's business.
"""

from __future__ import annotations

import re
from dataclasses import replace

from desk.card.qr import QrCard, parse_date, parse_qr
from models.problems import Problem

_BEGINNING = re.compile(r"([0-9]{12})\|(.*)", re.DOTALL)
_OLD_NUMBER = re.compile(r"[0-9]{9}|[0-9]{12}")
_DATE_FIELD = re.compile(r"[0-9/.-]{8,10}")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*")


def parse_typed(text: str) -> QrCard:
    """Read a QR text that may have been typed; without name, sex and address where they are bent.

    Problem card.qr_unreadable when not even the number is there.
    """
    try:
        card = parse_qr(text)
    except Problem:
        begun = _BEGINNING.fullmatch(text.strip())
        if begun is None:
            raise
        return _ascii_parts(begun.group(1), begun.group(2))
    if _keeps_marks(card):
        return card
    return replace(card, full_name="", sex=None, address="")


def _keeps_marks(card: QrCard) -> bool:
    """Whether marks came through: hardly a name and address in Vietnamese are without any."""
    marked = any(ord(c) > 0x7F for c in card.full_name + card.address)
    return marked and "?" not in card.full_name and _NAME.fullmatch(card.full_name) is not None


def _ascii_parts(number: str, rest: str) -> QrCard:
    """Number, old number, birth and issue date; the rest is not readable as a card's text."""
    parts = [part.strip() for part in rest.split("|")]
    dates = [found for part in parts if _DATE_FIELD.fullmatch(part) and (found := parse_date(part))]
    return QrCard(
        number=number,
        old_number=parts[0] if _OLD_NUMBER.fullmatch(parts[0]) else None,
        full_name="",
        birth_date=dates[0] if dates else None,
        sex=None,
        address="",
        issue_date=dates[1] if len(dates) > 1 else None,
    )
