"""The catalogue of procedures: dated versions, search in people's words, what a record lacks."""

from __future__ import annotations

import itertools
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


class _Held:
    """Versions and the ways to find them. Never changed: a new one takes its place."""

    __slots__ = ("by_code", "entries")

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self.entries = tuple(entries)
        self.by_code: dict[str, list[_Entry]] = {}
        for entry in self.entries:
            self.by_code.setdefault(entry.procedure.code, []).append(entry)


@dataclass(frozen=True, slots=True)
class _Day:
    """The entries in force on a day: in the order of the data, and those ready for use first."""

    on: date
    entries: tuple[_Entry, ...]
    ready_first: tuple[_Entry, ...]


class Catalogue:
    """All versions of all procedures. Earlier in the data means earlier among equals."""

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        self._held = _Held([_entry(one, order) for order, one in enumerate(procedures)])
        self._day: _Day | None = None
        """The day asked last; one assignment, so safe between threads."""

    def copy(self) -> Catalogue:
        """A catalogue of its own with the same versions, to which an office adds."""
        other = Catalogue(())
        other._held = self._held
        return other

    def add(self, procedures: Iterable[Procedure]) -> None:
        """Take further versions in; one of the same code and version is replaced.

        One assignment: whoever searches meanwhile sees the catalogue before or after.
        """
        new = tuple(procedures)
        kept = self._without({(one.code, one.version) for one in new})
        start = max((entry.order for entry in kept), default=-1) + 1
        self._hold([*kept, *(_entry(one, start + place) for place, one in enumerate(new))])

    def remove(self, code: str, version: str) -> None:
        """Forget a version nobody released; there may be none."""
        self._hold(self._without({(code, version)}))

    def current(self, code: str, on: date) -> Procedure | None:
        """The version in force on a day; a local variant of the code will do (rules §4.3)."""
        versions = [one for one in self._versions(code) if _in_force(one, on)]
        return max(versions, key=lambda one: one.valid_from, default=None)

    def version(self, code: str, version: str) -> Procedure | None:
        """The version a dossier was accepted under, whether still in force or not."""
        return next((one for one in self._versions(code) if one.version == version), None)

    def all_current(self, on: date) -> tuple[Procedure, ...]:
        """Every procedure in force on a day, in the order of the data."""
        return tuple(entry.procedure for entry in self._in_force_on(on).entries)

    def search(self, text: str, on: date, limit: int = 20) -> tuple[Procedure, ...]:
        """Procedures in force that fit what was typed, the likeliest first.

        Understands codes and parts of them, names and people's own words without diacritics, first
        letters of words as they are typed, and initials («ks»).  Empty text gives those ready for
        use first.
        """
        query = words(text)
        entries = self._in_force_on(on).ready_first
        digits = "".join(query)
        tiers = _by_digits(entries, digits) if digits.isdigit() else _by_words(entries, query)
        found: dict[str, Procedure] = {}
        for entry in itertools.chain.from_iterable(tiers):
            if len(found) >= limit:
                break
            found.setdefault(entry.procedure.code, entry.procedure)
        return tuple(found.values())

    def _versions(self, code: str) -> list[Procedure]:
        national = national_code(code)
        held = self._held.by_code.get(national, ()) if national else ()
        return [entry.procedure for entry in held]

    def _without(self, keys: set[tuple[str, str]]) -> list[_Entry]:
        return [
            entry
            for entry in self._held.entries
            if (entry.procedure.code, entry.procedure.version) not in keys
        ]

    def _hold(self, entries: Sequence[_Entry]) -> None:
        self._held = _Held(entries)
        self._day = None

    def _in_force_on(self, on: date) -> _Day:
        known = self._day
        if known is None or known.on != on:
            known = self._day = self._choose_in_force(on)
        return known

    def _choose_in_force(self, on: date) -> _Day:
        newest: dict[str, _Entry] = {}
        for entry in self._held.entries:
            if _in_force(entry.procedure, on):
                known = newest.get(entry.procedure.code)
                if known is None or known.procedure.valid_from < entry.procedure.valid_from:
                    newest[entry.procedure.code] = entry
        entries = sorted(newest.values(), key=lambda one: one.order)
        ready_first = sorted(entries, key=lambda one: not one.procedure.complete)
        return _Day(on, tuple(entries), tuple(ready_first))


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


def _by_words(entries: Sequence[_Entry], query: Sequence[str]) -> Iterator[Iterable[_Entry]]:
    """Those that fit, from the closest to the loosest; a later tier repeats what an earlier gave.

    A leading space makes «begins a word» a substring.  The loosest fit is tried first, once: only
    what passes it, and initials, can fit more closely.
    """
    if not query:
        yield entries
        return
    typed, beginnings = " " + " ".join(query), [f" {word}" for word in query]
    loose = [one for one in entries if all(begun in one.everything for begun in beginnings)]
    initials = typed[1:]
    if len(query) == 1:
        yield (one for one in entries if typed in one.texts or initials in one.initials)
    else:
        yield (one for one in loose if typed in one.texts)
    yield (one for one in loose if any(text.startswith(typed) for text in one.texts))
    yield (one for one in loose if any(typed in text for text in one.texts))
    yield (
        one
        for one in loose
        if any(all(begun in text for begun in beginnings) for text in one.texts)
    )
    yield loose


def _by_digits(entries: Sequence[_Entry], digits: str) -> Iterator[Iterable[_Entry]]:
    """Codes that begin so, then those that hold it."""
    yield (one for one in entries if one.digits.startswith(digits))
    if len(digits) >= _SHORTEST_CODE_PART:
        yield (one for one in entries if digits in one.digits)
