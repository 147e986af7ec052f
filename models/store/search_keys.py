"""Search keys: the rows that make a name, a code or a number findable by an index range.

A name of *n* words gets one key for every choice of its words that keeps the last one: «nguyễn văn
hậu» becomes ``nguyen van hau``, ``nguyen hau``, ``van hau`` and ``hau``.  Whatever words a clerk
types in their order, the last one perhaps unfinished, are then the beginning of a key, and one
B-tree range answers (storage §2.3, where skipped middle words needed a slow filter).  Long names
get the plain suffixes and those with one word before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import combinations

import sqlalchemy as sa

from models.citizen import Citizen
from models.dossier import Dossier
from models.store import tables
from models.store.engine import Tx
from models.text import fold, suffix_keys

MANY_WORDS = 7
"""Up to this length a name gets all its keys: 64 for seven words."""
TAIL_DIGITS = 4
"""What clerks read aloud from a receipt: the last four digits of the code."""

ELSEWHERE = 1 << 40
"""Keys of dossiers of other counters have ``nid`` = this minus their serial in the cache: found by
the same range, behind our own, the newest first."""

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


def write(tx: Tx, serial: int, keys: Iterable[Key]) -> None:
    """Store keys of the dossier with this serial; those that are there already stay."""
    rows = [
        {"kind": int(kind), "key": key, "nid": -serial} for kind, key in sorted(set(keys)) if key
    ]
    if rows:
        tx.execute(sa.insert(tables.search_key).prefix_with("OR IGNORE"), rows)
