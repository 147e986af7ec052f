"""Search keys: what makes a name, a code or a number findable by an index range, here and at a hub.

A name of *n* words gets one key for every choice of its words that keeps the last one: «nguyễn văn
hậu» becomes ``nguyen van hau``, ``nguyen hau``, ``van hau`` and ``hau``.  Whatever words a clerk
types in their order, the last one perhaps unfinished, are then the beginning of a key, and one
B-tree range answers (storage §2.3, where skipped middle words needed a slow filter).  Long names
get the plain suffixes and those with one word before them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import combinations

from models.citizen import Citizen
from models.dossier import Dossier
from models.text import fold, suffix_keys

MANY_WORDS = 7
"""Up to this length a name gets all its keys: 64 for seven words."""
TAIL_DIGITS = 4
"""What clerks read aloud from a receipt: the last four digits of the code."""

LONGEST_QUESTION = 200
_SHORTEST_NUMBER = 4
_DASHES = str.maketrans("–—−‐‑", "-----")


class Kind(IntEnum):
    """What a key is made of. Stored: never renumber."""

    NAME = 1
    CODE = 2
    CODE_TAIL = 3
    """The code's last four digits."""
    CODE_REVERSED = 4
    """Letters and digits of the code from its end, for longer tails."""
    NUMBER = 5
    NUMBER_REVERSED = 6
    PHONE = 7
    PHONE_REVERSED = 8


Key = tuple[Kind, str]


def code(typed: str) -> str:
    """A dossier code as it is stored: trimmed, upper case, ordinary hyphens (rules §4.2)."""
    return "".join(typed.split()).upper().translate(_DASHES)


def phone_digits(typed: str) -> str:
    """A telephone number as digits in its national form (0…)."""
    digits = "".join(c for c in typed if c.isdecimal() and c.isascii())
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) > 10 else digits


def of_name(name: str) -> set[str]:
    """Every key of a name; see the module's docstring."""
    folded = fold(name)
    words = folded.split()
    if len(words) <= MANY_WORDS:
        last = words[-1:]
        return {
            " ".join((*chosen, *last))
            for count in range(len(words))
            for chosen in combinations(words[:-1], count)
        }
    suffixes = suffix_keys(folded)
    return set(suffixes) | {
        f"{word} {suffix}" for place, word in enumerate(words) for suffix in suffixes[place + 1 :]
    }


def of_code(code: str) -> Iterator[Key]:
    """The keys of one code or alias."""
    yield Kind.CODE, code
    digits = "".join(c for c in code if c.isdecimal())
    yield Kind.CODE_TAIL, digits[-TAIL_DIGITS:]
    yield Kind.CODE_REVERSED, "".join(c for c in reversed(code) if c.isalnum())


def of_person(person: Citizen) -> Iterator[Key]:
    """The keys of an owner or submitter."""
    for name in of_name(person.full_name):
        yield Kind.NAME, name
    for number in (person.number, person.old_number):
        if number:
            yield Kind.NUMBER, number
            yield Kind.NUMBER_REVERSED, number[::-1]
    phone = phone_digits(person.phone)
    if phone:
        yield Kind.PHONE, phone
        yield Kind.PHONE_REVERSED, phone[::-1]


def of_dossier(dossier: Dossier) -> Iterator[Key]:
    """Every key of a new dossier."""
    for one in (dossier.code, *dossier.aliases):
        yield from of_code(one)
    for person in (dossier.owner, dossier.submitter, *(one.person for one in dossier.people)):
        if person is not None:
            yield from of_person(person)


class How(StrEnum):
    """How a probe looks into the index."""

    EQUAL = "equal"
    """Exactly this key, the newest dossier first."""
    BEGINS = "begins"
    """Keys that begin so, in their order, the newest dossier first among equal keys."""
    NEWEST = "newest"
    """Keys that begin so, the newest dossier first; for beginnings that few keys share."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One question to the index."""

    how: How
    kind: Kind
    key: str


def probes(typed: str) -> Iterator[Probe]:
    """What a typed text may mean, the likelier reading first.

    Digits are read as the end of a code, a personal number (whole, beginning or end) or a phone
    number; a text with digits and letters as the beginning of a code; words as words of a name in
    their order, the last one perhaps unfinished, words between them left out at will.
    """
    typed = typed.strip()[:LONGEST_QUESTION]
    compact = "".join(c for c in typed if c.isalnum())
    if compact.isdecimal() and compact.isascii():
        yield from _of_digits(compact)
    if any(c.isdecimal() for c in typed):
        yield Probe(How.BEGINS, Kind.CODE, code(typed))
        if len(compact) > TAIL_DIGITS:
            yield Probe(How.NEWEST, Kind.CODE_REVERSED, compact.upper()[::-1])
        return
    if "." in typed or "-" in typed:
        yield Probe(How.BEGINS, Kind.CODE, code(typed))
    folded = fold(typed)
    if folded:
        yield Probe(How.BEGINS, Kind.NAME, folded)


def _of_digits(digits: str) -> Iterator[Probe]:
    if len(digits) <= TAIL_DIGITS:
        yield Probe(How.EQUAL, Kind.CODE_TAIL, digits.zfill(TAIL_DIGITS))
    if len(digits) < _SHORTEST_NUMBER:
        return
    yield Probe(How.BEGINS, Kind.NUMBER, digits)
    yield Probe(How.NEWEST, Kind.NUMBER_REVERSED, digits[::-1])
    yield Probe(How.BEGINS, Kind.PHONE, phone_digits(digits))
    yield Probe(How.NEWEST, Kind.PHONE_REVERSED, digits[::-1])
