"""A value picked out of the text behind its label, by its kind: figures, dates, names, places."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from models.field_checks import figures_date
from models.fields import ValueKind
from models.place_names import country, ethnic_group, key, place, surname
from models.text import nfc, words

_LIKE_DIGITS = str.maketrans("OoQDIl|!SsBZzgq", "000011115582299")
_DIGITISH = r"[0-9OoQDIl|!SsBZzgq]"
_IDENTITY = re.compile(rf"(?<![^\W_])(?:{_DIGITISH}[ .]?){{8,13}}{_DIGITISH}(?![^\W_])")
_FIGURES = re.compile(
    rf"(?<!\w)({_DIGITISH}{{1,2}})\s?[/.\-|]\s?({_DIGITISH}{{1,2}})\s?[/.\-|]\s?({_DIGITISH}{{4}})(?!\d)"
)
_MONTH_YEAR = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?/\s?(\d{4})(?!\d)")
_SPELLED = re.compile(
    rf"(?<![^\W_])({_DIGITISH}{{1,2}})\s*,?\s*th\w{{1,3}}g\s*({_DIGITISH}{{1,2}})\s*,?\s*"
    rf"n\w{{1,2}}m\s*({_DIGITISH}{{4}})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_MONEY = re.compile(r"(?<!\w)\d{1,3}(?:[.,\s]\d{3})+(?!\d)|(?<!\w)\d{4,}(?!\d)")
_AREA = re.compile(r"\d[\d.]*(?:\s?,\s?\d+)?\s?m\s?[2²z]?", re.IGNORECASE)
_COUNT = re.compile(r"(?<![\w/.,])\d{1,3}(?![\d/.,]\d|\d)")
_PHONE = re.compile(rf"(?<!\w)[0O](?:[ .\-]?{_DIGITISH}){{8,10}}(?!\w)")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.]*-\d[\dO\- ]*\d|TAM-[0-9A-Z\-]+")
_SERIES_END = re.compile(r"[;]|,(?!\d)|\s(?:ngày|cấp|do|tại|ngay|cap)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;]|,\s")
_NAME_END = re.compile(r"[,;:\d]|\s\([^)]*\)|\s[–-]\s|\.\s|\.$")
_LEADERS = re.compile(r"[.…·_‥•]{2,}|(?:\. ){2,}\.?|[-–—=~]{2,}")
_SENTENCE_END = re.compile(r"(?<=\w{3})\.\s+(?=[A-ZĐÁÀÂĂÊÔƠƯÝ])")
_UNITS = r"tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn"
_UNIT = re.compile(rf"(?<!\w)(?:{_UNITS})\s", re.IGNORECASE)
_AFTER_UNIT = re.compile(rf"(?<!\w)({_UNITS})[.,]+\s*(?=[^\W\d_a-z])", re.IGNORECASE)
"""A dot of the leaders read as a sign: «Phường, Hải Châu»."""

_DOT_BETWEEN = re.compile(r"(?<=[a-zà-ỹđ]{2})\.(?=[^\W\d])|(?<=[a-zà-ỹđ]{2})\.(?=\s[a-zà-ỹđ])")
_EDGE = " \t.,:;·…_-–—*'\"“”|/\\`"


@dataclass(frozen=True, slots=True)
class Picked:
    """A value, the piece of the text it was read from, and whether a letter became a digit."""

    value: str
    start: int
    end: int
    repaired: bool = False
    restored: bool = False
    """Whether a dictionary vouches for every mark."""
    guessed: bool = False
    """Whether a dictionary replaced marks that were read."""
    partial: bool = False
    """Whether there is more of the value than could be read: a year with a day nobody can read."""


def pick(kind: ValueKind, text: str) -> Picked | None:
    """The value of this kind in a text; None when there is none. Nothing is added to the text."""
    return _PICKERS.get(kind, _text)(text)


def _span(text: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """The piece without blanks, dots and signs at its edges."""
    end = len(text) if end is None else end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _clean(text: str) -> str:
    """Without leaders, also those that stand between the words of a value written over them."""
    return " ".join(_DOT_BETWEEN.sub(" ", _LEADERS.sub(" ", nfc(text))).split())


def _text(text: str, stop: re.Pattern[str] | None = None) -> Picked | None:
    start, end = _span(text)
    if stop is not None:
        found = stop.search(text, start, end)
        start, end = _span(text, start, found.start() if found else end)
    value = _clean(text[start:end])
    if not any(letter.isalnum() for letter in value):
        return None
    return Picked(value, start, end)


def _name(text: str) -> Picked | None:
    found = _text(text, _NAME_END)
    if found is None or not any(letter.isalpha() for letter in found.value):
        return None
    parts = found.value.split()
    first = surname(parts[0])
    middle = [_middle(part) for part in parts[1:]]
    value = " ".join([first.text, *middle])
    return Picked(value, found.start, found.end, guessed=first.guessed)


def _middle(part: str) -> str:
    """Văn and Thị, the two middle names that are never written otherwise."""
    known = {"van": ("Văn", "Vân", "Vạn"), "thi": ("Thị", "Thi", "Thì")}.get(key(part))
    if known is None or part.capitalize() in known[:2]:
        return part
    return known[0].upper() if part.isupper() else known[0]


def _identity(text: str) -> Picked | None:
    best: Picked | None = None
    for found in _IDENTITY.finditer(text):
        raw = re.sub(r"[ .]", "", found.group())
        if sum(letter.isdigit() for letter in raw) < len(raw) - 3:
            continue
        digits = raw.translate(_LIKE_DIGITS)
        one = Picked(digits, found.start(), found.end(), repaired=digits != raw)
        if len(digits) == 12:
            return one
        best = best or one
    return best


def _date(text: str) -> Picked | None:
    for pattern in (_FIGURES, _SPELLED):
        for found in pattern.finditer(text):
            raw = found.groups()
            day, month, year = (part.translate(_LIKE_DIGITS) for part in raw)
            if day.isdigit() and month.isdigit() and year.isdigit():
                value = f"{int(day):02d}/{int(month):02d}/{year}"
                return Picked(value, found.start(), found.end(), (day, month, year) != raw)
    month = _MONTH_YEAR.search(text)
    if month and figures_date(f"{month[1]}/{month[2]}"):
        return Picked(f"{int(month[1]):02d}/{month[2]}", month.start(), month.end())
    year = _YEAR.search(text)
    if year is None:
        return None
    rest = text[: year.start()] + text[year.end() :]
    more = any(letter.isdigit() for letter in rest)
    return Picked(year.group(), year.start(), year.end(), partial=more)


def _money(text: str) -> Picked | None:
    found = _MONEY.search(text)
    if found is None:
        return None
    return Picked(re.sub(r"\D", "", found.group()), found.start(), found.end())


def _area(text: str) -> Picked | None:
    found = _AREA.search(text)
    if found is None:
        return None
    figure = re.match(r"\d[\d.]*(?:\s?,\s?\d+)?", found.group())
    number = re.sub(r"\s", "", figure.group()) if figure else ""
    return Picked(f"{number} m2", found.start(), found.end())


def _count(text: str) -> Picked | None:
    found = _COUNT.search(text)
    return Picked(str(int(found.group())), found.start(), found.end()) if found else None


def _phone(text: str) -> Picked | None:
    found = _PHONE.search(text)
    if found is None:
        return None
    raw = re.sub(r"[ .\-]", "", found.group())
    digits = raw.translate(_LIKE_DIGITS)
    return Picked(digits, found.start(), found.end(), repaired=digits != raw)


def _code(text: str) -> Picked | None:
    found = _CODE.search(text)
    if found is None:
        return None
    return Picked(found.group().replace(" ", ""), found.start(), found.end())


def _series(text: str) -> Picked | None:
    found = _text(text, _SERIES_END)
    if found is None or not any(letter.isdigit() for letter in found.value):
        return None
    value = re.sub(r"\s*([/.\-])\s*", r"\1", found.value)
    return Picked(value, found.start, found.end)


def _place(text: str) -> Picked | None:
    stop = _SENTENCE_END.search(text)
    more = stop is not None and _UNIT.search(text, stop.end())
    found = _text(text, None if more else _SENTENCE_END)
    if found is None:
        return None
    restored = place(_AFTER_UNIT.sub(r"\1 ", found.value))
    return Picked(restored.text, found.start, found.end, restored=restored.known)


def _ethnic(text: str) -> Picked | None:
    found = _text(text, re.compile(r"[/,;:(]"))
    if found is None or len(words(found.value)) > 4:
        return None
    known = ethnic_group(found.value)
    if known is None:
        return found
    # A reader may have lost the blank or hyphen of «Ê Đê».
    joined = found.value.isalpha() and not known.isalpha()
    same = not joined and _letters(known) == _letters(found.value)
    return Picked(found.value if same else known, found.start, found.end, restored=True)


def _letters(text: str) -> str:
    return "".join(letter for letter in nfc(text).casefold() if letter.isalpha())


def _nationality(text: str) -> Picked | None:
    before, slash, behind = text.partition("/")
    offset = len(before) + 1 if slash else 0
    found = _text(behind if slash else text, _CLAUSE_END)
    if found is None:
        return None
    known = country(found.value)
    return Picked(
        known or found.value, offset + found.start, offset + found.end, False, bool(known)
    )


def _sex(text: str) -> Picked | None:
    for found in re.finditer(r"[^\W\d_]+", text):
        sex = {"nam": "Nam", "nu": "Nữ"}.get(key(found.group()))
        if sex is not None:
            return Picked(sex, found.start(), found.end(), restored=True)
    return None


_PICKERS: dict[ValueKind, Callable[[str], Picked | None]] = {
    ValueKind.NAME: _name,
    ValueKind.DATE: _date,
    ValueKind.IDENTITY_NUMBER: _identity,
    ValueKind.PLACE: _place,
    ValueKind.ETHNIC_GROUP: _ethnic,
    ValueKind.NATIONALITY: _nationality,
    ValueKind.SEX: _sex,
    ValueKind.SERIES: _series,
    ValueKind.AREA: _area,
    ValueKind.MONEY: _money,
    ValueKind.COUNT: _count,
    ValueKind.PHONE: _phone,
    ValueKind.DOSSIER_CODE: _code,
}
