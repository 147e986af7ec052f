"""A barcode scanner that types: its keystrokes are told from a person's, held, and never leak.

Such a scanner types through the keyboard layout and the Vietnamese input method, which may turn
letters and digits into others.  So only what stays ASCII is used: the number, which comes first,
and the dates; name and address come from the chip or from the clerk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from desk.card.qr import QrCard, parse_date

KEY_GAP_S = 0.03
"""Keys closer together than this are not typed by a person."""

_MAX_HELD = 2048
_TERMINATORS = frozenset("\r\n\t")
_BEGINNING = re.compile(r"[0-9]{1,12}|[0-9]{12}\|.*", re.DOTALL)
_WHOLE = re.compile(r"([0-9]{12})(?:\|(.*))?", re.DOTALL)
_DATE_FIELD = re.compile(r"[0-9/.-]{8,10}")


@dataclass(frozen=True, slots=True)
class Keys:
    """What follows from a key: characters that belong to the focused field, or a finished scan."""

    released: str = ""
    scan: QrCard | None = field(default=None, repr=False)


class Wedge:
    """Holds keys that may belong to a scan until a pause or a misfit shows that they do not."""

    def __init__(self) -> None:
        self._held = ""
        self._fast = 0
        self._last = 0.0

    @property
    def holding(self) -> bool:
        """Whether `pause` has to be called after the gap."""
        return bool(self._held)

    def key(self, character: str, at: float) -> Keys:
        """One key at a moment in seconds; hand on `released`, swallow everything else."""
        before = self._expire(at)
        self._fast = self._fast + 1 if at - self._last <= KEY_GAP_S else 0
        self._last = at
        if character in _TERMINATORS:
            return self._ended(before, character)
        candidate = self._held + character
        if len(candidate) <= _MAX_HELD and _BEGINNING.fullmatch(candidate):
            self._held = candidate
            return Keys(before)
        self._held = ""
        return Keys(before + candidate)

    def pause(self, at: float) -> Keys:
        """Time went by without a key: what is held was typed by a person after all."""
        return Keys(self._expire(at))

    def _expire(self, at: float) -> str:
        """Release what was held when the gap is too long; a scan's body is never released."""
        if at - self._last <= KEY_GAP_S:
            return ""
        released, self._held = self._held, ""
        return "" if "|" in released else released

    def _ended(self, before: str, terminator: str) -> Keys:
        held, self._held = self._held, ""
        match = _WHOLE.fullmatch(held)
        if match is None or self._fast < len(held):
            return Keys(before + held + terminator)
        return Keys(before, _card(match.group(1), match.group(2) or ""))


def _card(number: str, rest: str) -> QrCard:
    """Number, old number and the two dates; nothing an input method may have changed."""
    parts = [part.strip() for part in rest.split("|")]
    dates = [found for part in parts if _DATE_FIELD.fullmatch(part) and (found := parse_date(part))]
    old = parts[0] if re.fullmatch(r"[0-9]{9}", parts[0]) else None
    return QrCard(
        number=number,
        old_number=old,
        full_name="",
        birth_date=dates[0] if dates else None,
        sex=None,
        address="",
        issue_date=dates[1] if len(dates) > 1 else None,
    )
