"""From the text of pages to proposals for the fields of a document type. Pure; 3–15 ms a page.

A value is proposed only where its anchor (the printed label) was found, and only in the words that
stand there.  Both engines' versions and every doubt go with it: a person decides (decision 27).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from desk.capture.page_words import Reading as Pages
from desk.capture.page_words import clearest
from desk.capture.paper_sections import labels
from desk.capture.typed_values import Picked, pick
from desk.capture.value_places import Found, Piece, Places
from models.field_checks import (
    code_doubts,
    date_doubts,
    identity_doubts,
    name_doubts,
    phone_doubts,
    words_differ,
)
from models.fields import DocumentType, FieldTemplate, ValueKind, document_type, document_types
from models.place_names import country, ethnic_group, place
from models.reading import Box, FieldProposal, PageText, Reading
from models.syllables import odd_words
from models.text import fold, words

_TITLE_LIKENESS = 86.0
_TITLE_IN_UPPER = 0.6
_WEAK = 0.6
_SURE = {ValueKind.SEX, ValueKind.ETHNIC_GROUP, ValueKind.NATIONALITY}


@dataclass(frozen=True, slots=True)
class _Value:
    """One field's value while it is being judged."""

    template: FieldTemplate
    picked: Picked
    box: Box
    page: int
    readings: tuple[Reading, ...]
    doubts: tuple[str, ...]


def recognise(pages: Sequence[PageText]) -> str | None:
    """The document type the title on the first page names; None when no title is like it."""
    if not pages:
        return None
    lines = [
        fold(line.text) for line in pages[0].lines
        if line.box.top < _TITLE_IN_UPPER * pages[0].height
    ]  # fmt: skip
    lines += [f"{one} {other}" for one, other in pairwise(lines)]
    texts = [" ".join(words(line)) for line in lines]
    best: tuple[float, int, str] | None = None
    for document in document_types().values():
        for title in document.titles:
            wanted = " ".join(words(title))
            likeness = max((fuzz.ratio(wanted, one) for one in texts), default=0.0)
            found = (likeness + min(len(wanted), 40) / 10, len(wanted), document.code)
            if likeness >= _TITLE_LIKENESS and (best is None or found > best):
                best = found
    return best[2] if best else None


def extract(
    type_code: str, pages: Sequence[PageText], today: date | None = None
) -> tuple[FieldProposal, ...]:
    """The values found for the fields of a document type, in the order of its template.

    Empty for an unknown type. ``today`` lets days in the future be doubted.
    """
    document = document_type(type_code)
    if document is None or not pages:
        return ()
    reading = Pages(clearest(pages, labels(document)), flowing=document.prose)
    values: dict[str, _Value] = {}
    for found in Places(document, reading):
        if found.template.name not in values:
            value = _value(found, reading)
            if value is not None:
                whose = ("person_unclear",) if found.whose_unclear else ()
                values[found.template.name] = replace(value, doubts=(*value.doubts, *whose))
    _alone(document, reading, values)
    judged = [_judged(value, values, today) for value in values.values()]
    order = {one.name: place for place, one in enumerate(document.every)}
    judged.sort(key=lambda one: order[one.name])
    return tuple(judged)


def _value(found: Found, reading: Pages) -> _Value | None:
    """The value in the rows behind an anchor: as few rows as give one, all for running text."""
    kind = found.template.kind
    several = kind in (ValueKind.TEXT, ValueKind.PLACE, ValueKind.NAME)
    for count in [len(found.rows)] if several else range(1, len(found.rows) + 1):
        pieces = [piece for row in found.rows[:count] for piece in row]
        value = _picked(found.template, pieces, reading)
        if value is not None:
            return value
    return None


def _picked(template: FieldTemplate, pieces: Sequence[Piece], reading: Pages) -> _Value | None:
    text = " ".join(reading.between(one.line, one.start, one.end) for one in pieces)
    picked = pick(template.kind, text)
    if picked is None:
        return None
    used = _narrowed(pieces, picked)
    versions = _versions(template.kind, used, reading)
    chosen, doubts = _settled(template.kind, picked, versions)
    boxes = [reading.box(one.line, one.start, one.end) for one in used]
    page = next(row.page for row in reading.rows if any(w.line == used[0].line for w in row.words))
    return _Value(template, chosen, _around(boxes), page, versions, doubts)


def _narrowed(pieces: Sequence[Piece], picked: Picked) -> list[Piece]:
    """The pieces the picked span covers; pieces are joined by one blank."""
    used, at = [], 0
    for one in pieces:
        length = one.end - one.start
        start, end = max(picked.start, at) - at, min(picked.end, at + length) - at
        if start < end:
            used.append(Piece(one.line, one.start + start, one.start + end))
        at += length + 1
    return used


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _versions(kind: ValueKind, pieces: Sequence[Piece], reading: Pages) -> tuple[Reading, ...]:
    """What each engine made of the value, in the pieces of its own text that correspond."""
    texts: dict[str, list[str]] = {}
    trust: dict[str, float] = {}
    for piece in pieces:
        line = reading.lines[piece.line]
        for one in line.readings:
            start, end = _mapped(line.text, one.text, piece.start, piece.end)
            texts.setdefault(one.engine, []).append(one.text[start:end])
            trust[one.engine] = min(trust.get(one.engine, 1.0), one.confidence)
    whole = {engine: " ".join(parts).strip() for engine, parts in texts.items()}
    return tuple(
        Reading(engine, picked.value if (picked := pick(kind, text)) else text, trust[engine])
        for engine, text in whole.items()
    )


def _mapped(source: str, target: str, start: int, end: int) -> tuple[int, int]:
    """The piece of another reading of a line that corresponds to source[start:end]."""
    if source == target:
        return start, end
    blocks = list(Levenshtein.opcodes(source, target))
    first, last = 0, len(target)
    for one in blocks:
        if one.src_start <= start <= one.src_end:
            first = one.dest_start + min(start - one.src_start, one.dest_end - one.dest_start)
            break
    for one in reversed(blocks):
        if one.src_start <= end <= one.src_end:
            last = one.dest_end - min(one.src_end - end, one.dest_end - one.dest_start)
            break
    return (first, last) if first <= last else (first, first)


def _settled(
    kind: ValueKind, picked: Picked, versions: Sequence[Reading]
) -> tuple[Picked, tuple[str, ...]]:
    """The value that counts among the engines' versions, and what their difference means."""
    doubts = ["digit_repaired"] if picked.repaired else []
    if picked.partial:
        doubts.append("date_partial")
    if picked.guessed:
        doubts.append("marks_restored")
    if versions and max(one.confidence for one in versions) < _WEAK:
        doubts.append("weak_reading")
    others = [one for one in versions if one.text and one.text != picked.value]
    if any(fold(one.text) != fold(picked.value) for one in others):
        better = next((one for one in others if _sounder(kind, one.text, picked.value)), None)
        doubts.append("readings_differ")
        return (replace(picked, value=better.text) if better else picked), tuple(doubts)
    if others and not picked.restored:
        doubts.append("marks_differ")
    elif len(versions) == 1 and not picked.restored and not _checked(kind, picked.value):
        doubts.append("one_reading")
    return picked, tuple(doubts)


def _checked(kind: ValueKind, value: str) -> bool:
    """Whether the value's own form vouches for it, so that a single reading will do."""
    if kind is ValueKind.IDENTITY_NUMBER:
        return not identity_doubts(value)
    return kind in (ValueKind.DATE, ValueKind.DOSSIER_CODE) or kind in _SURE


def _sounder(kind: ValueKind, other: str, value: str) -> bool:
    """Whether the other version has, or comes nearer to, the form this kind must have."""
    return _flaws(kind, other) < _flaws(kind, value)


def _flaws(kind: ValueKind, value: str) -> tuple[int, ...]:
    """What speaks against a version of a value, the weightiest first."""
    found: tuple[int, ...] = (0,)
    match kind:
        case ValueKind.IDENTITY_NUMBER:
            found = (len(identity_doubts(value)),)
        case ValueKind.DATE:
            found = (len(date_doubts(value, date.max)), -value.count("/"))
        case ValueKind.PHONE:
            found = (len(phone_doubts(value)),)
        case ValueKind.ETHNIC_GROUP:
            found = (ethnic_group(value) is None,)
        case ValueKind.PLACE:
            found = (not place(value).known, odd_words(value))
        case ValueKind.NAME | ValueKind.TEXT:
            found = (odd_words(value),)
    return found


def _alone(document: DocumentType, reading: Pages, values: dict[str, _Value]) -> None:
    """Values known by their form, each on a line of its own: the serial of a land certificate."""
    for template in document.every:
        if not template.pattern or template.name in values:
            continue
        for number, line in enumerate(reading.lines):
            text = line.text.strip(" .,:")
            if re.fullmatch(template.pattern, text):
                start = line.text.index(text)
                value = _picked(template, [Piece(number, start, start + len(text))], reading)
                if value is not None:
                    values[template.name] = value
                    break


def _judged(value: _Value, values: Mapping[str, _Value], today: date | None) -> FieldProposal:
    doubts = (*value.doubts, *_own_doubts(value, values, today), *_spoken(value, values))
    return FieldProposal(
        value.template.name,
        value.picked.value,
        value.page,
        value.box,
        value.readings,
        tuple(dict.fromkeys(doubts)),
    )


def _own_doubts(value: _Value, values: Mapping[str, _Value], today: date | None) -> tuple[str, ...]:
    text = value.picked.value
    match value.template.kind:
        case ValueKind.IDENTITY_NUMBER:
            return identity_doubts(text, *_holder(value, values))
        case ValueKind.DATE:
            found = date_doubts(text, today or date.max)
        case ValueKind.PHONE:
            found = phone_doubts(text)
        case ValueKind.DOSSIER_CODE:
            found = code_doubts(text)
        case ValueKind.NAME:
            found = name_doubts(text.split())
        case ValueKind.ETHNIC_GROUP if ethnic_group(text) is None:
            found = ("ethnic_unknown",)
        case ValueKind.NATIONALITY if country(text) is None:
            found = ("nationality_unknown",)
        case _:
            found = ()
    return found


def _holder(value: _Value, values: Mapping[str, _Value]) -> tuple[str, str]:
    """Birth and sex of the person whose number this is, as far as they were found."""
    of = value.template.name.rpartition(".")[0]
    birth, sex = values.get(f"{of}.birth_date"), values.get(f"{of}.sex")
    return birth.picked.value if birth else "", sex.picked.value if sex else ""


def _spoken(value: _Value, values: Mapping[str, _Value]) -> tuple[str, ...]:
    """Figures that the words beside them contradict; both are doubted."""
    name = value.template.name
    figures = values.get(name.removesuffix("_words")) if name.endswith("_words") else value
    spoken = values.get(f"{figures.template.name}_words") if figures else None
    if figures is None or spoken is None:
        return ()
    money = figures.template.kind is ValueKind.MONEY
    if figures.template.kind is not ValueKind.DATE and not money:
        return ()
    if not words_differ(figures.picked.value, spoken.picked.value, money=money):
        return ()
    return ("money_words_differ",) if money else ("date_words_differ",)
