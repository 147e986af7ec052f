"""The catalogue of procedures: dated versions, search in people's words, what a record lacks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from models.catalogue_check import findings
from models.codes import national_code
from models.forms import FormTexts, form_texts
from models.plain import from_plain
from models.procedure import Procedure
from models.text import words
from models.vocabulary import copy_kind_words, limit_words

__all__ = [
    "Catalogue",
    "FormTexts",
    "copy_kind_words",
    "form_texts",
    "limit_words",
    "load_catalogue",
    "parse_procedures",
    "what_is_missing",
]

_SHORTEST_CODE_PART = 3
_DEFAULTS: dict[str, Any] = {
    "valid_to": None,
    "legal_limit": None,
    "committed_limit": None,
    "components": [],
    "fees": [],
    "result_name": "",
    "complete": False,
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A procedure with everything search compares, folded once."""

    procedure: Procedure
    order: int
    digits: str
    texts: tuple[str, ...]
    """Name, short name and synonyms, a space before every word."""
    everything: str
    initials: frozenset[str]


class Catalogue:
    """All versions of all procedures. Earlier in the data means earlier among equals."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        self._entries = tuple(_entry(one, order) for order, one in enumerate(procedures))
        self._in_force: tuple[date | None, tuple[_Entry, ...]] = (None, ())
        """The entries of the day asked last; one assignment, so safe between threads."""

    def copy(self) -> Catalogue:
        """A catalogue of its own with the same versions, to which an office adds."""
        other = Catalogue(())
        other._entries = self._entries
        return other

    def add(self, procedures: Iterable[Procedure]) -> None:
        """Take further versions in; one of the same code and version is replaced.

        One assignment: whoever searches meanwhile sees the catalogue before or after.
        """
        new = tuple(procedures)
        keys = {(one.code, one.version) for one in new}
        kept = [
            entry
            for entry in self._entries
            if (entry.procedure.code, entry.procedure.version) not in keys
        ]
        start = len(kept)
        self._entries = (*kept, *(_entry(one, start + place) for place, one in enumerate(new)))
        self._in_force = (None, ())

    def remove(self, code: str, version: str) -> None:
        """Forget a version nobody released; there may be none."""
        self._entries = tuple(
            entry
            for entry in self._entries
            if (entry.procedure.code, entry.procedure.version) != (code, version)
        )
        self._in_force = (None, ())

    def current(self, code: str, on: date) -> Procedure | None:
        """The version in force on a day; a local variant of the code will do (rules §4.3)."""
        national = national_code(code)
        versions = [
            entry.procedure
            for entry in self._entries
            if entry.procedure.code == national and _in_force(entry.procedure, on)
        ]
        return max(versions, key=lambda one: one.valid_from, default=None)

    def version(self, code: str, version: str) -> Procedure | None:
        """The version a dossier was accepted under, whether still in force or not."""
        national = national_code(code)
        for entry in self._entries:
            if entry.procedure.code == national and entry.procedure.version == version:
                return entry.procedure
        return None

    def all_current(self, on: date) -> tuple[Procedure, ...]:
        """Every procedure in force on a day, in the order of the data."""
        return tuple(entry.procedure for entry in self._entries_in_force(on))

    def search(self, text: str, on: date, limit: int = 20) -> tuple[Procedure, ...]:
        """Procedures in force that fit what was typed, the likeliest first.

        Understands codes and parts of them, names and people's own words without diacritics, first
        letters of words as they are typed, and initials («ks»).  Empty text gives those ready for
        use first.
        """
        query = words(text)
        ranked = [
            (rank, not entry.procedure.complete, entry.order, entry.procedure)
            for entry in self._entries_in_force(on)
            if (rank := _rank(entry, query)) is not None
        ]
        ranked.sort(key=lambda one: one[:3])
        return tuple(one[3] for one in ranked[:limit])

    def _entries_in_force(self, on: date) -> tuple[_Entry, ...]:
        day, known = self._in_force
        if day != on:
            known = self._choose_in_force(on)
            self._in_force = (on, known)
        return known

    def _choose_in_force(self, on: date) -> tuple[_Entry, ...]:
        newest: dict[str, _Entry] = {}
        for entry in self._entries:
            if _in_force(entry.procedure, on):
                known = newest.get(entry.procedure.code)
                if known is None or known.procedure.valid_from < entry.procedure.valid_from:
                    newest[entry.procedure.code] = entry
        return tuple(sorted(newest.values(), key=lambda one: one.order))


def what_is_missing(procedure: Procedure, on: date | None = None) -> tuple[str, ...]:
    """Codes of what keeps a procedure from being used, each once; empty when it is ready.

    `models.catalogue_check.findings` says for each where it is.
    """
    return tuple(dict.fromkeys(one.code for one in findings(procedure, on)))


@cache
def load_catalogue() -> Catalogue:
    """The catalogue this release ships."""
    folder = files("models.data").joinpath("procedures")
    sources = sorted(
        (one for one in folder.iterdir() if one.name.endswith(".json")), key=lambda one: one.name
    )
    return Catalogue(
        procedure
        for source in sources
        for procedure in parse_procedures(source.read_text(encoding="utf-8"))
    )


def parse_procedures(text: str) -> tuple[Procedure, ...]:
    """The procedures of one data file; what its ``common`` says holds where a row is silent.

    Raises ValueError, KeyError or TypeError on a misfit.
    """
    data = json.loads(text)
    common = {**_DEFAULTS, **data["common"]}
    return tuple(from_plain(Procedure, {**common, **row}) for row in data["procedures"])


def _in_force(procedure: Procedure, on: date) -> bool:
    return procedure.valid_from <= on and (procedure.valid_to is None or on <= procedure.valid_to)


def _entry(procedure: Procedure, order: int) -> _Entry:
    spoken = (procedure.name, procedure.short_name, *procedure.synonyms)
    phrases = [folded for one in spoken if (folded := words(one))]
    texts = tuple(" " + " ".join(one) for one in phrases)
    return _Entry(
        procedure=procedure,
        order=order,
        digits=procedure.code.replace(".", ""),
        texts=texts,
        everything=" ".join(("", *words(procedure.field_name))) + "".join(texts),
        initials=frozenset("".join(word[0] for word in one) for one in phrases if len(one) > 1),
    )


def _rank(entry: _Entry, query: Sequence[str]) -> int | None:
    """How well an entry fits, 0 best; None if it does not."""
    digits = "".join(query)
    if digits.isdigit():
        return _rank_code(entry, digits)
    fits = enumerate(_fits(entry, query))
    return next((rank for rank, fit in fits if fit), None)


def _fits(entry: _Entry, query: Sequence[str]) -> Iterator[bool]:
    """From the closest fit to the loosest; a leading space makes «begins a word» a substring."""
    typed = " " + " ".join(query)
    yield not query or typed in entry.texts or typed[1:] in entry.initials
    yield any(text.startswith(typed) for text in entry.texts)
    yield any(typed in text for text in entry.texts)
    beginnings = [f" {word}" for word in query]
    yield any(all(one in text for one in beginnings) for text in entry.texts)
    yield all(one in entry.everything for one in beginnings)


def _rank_code(entry: _Entry, digits: str) -> int | None:
    if entry.digits.startswith(digits):
        return 0
    if len(digits) >= _SHORTEST_CODE_PART and digits in entry.digits:
        return 1
    return None
