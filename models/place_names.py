"""Vietnamese names with the marks they are written with: places, ethnic groups, surnames.

A dictionary answers only what it knows exactly: the letters must agree without their marks, and one
name alone may fit.  It never adds a name that is not on the paper.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from models.text import nfc, words

_PROVINCE = frozenset({"tinh", "thanh pho", "tp", "t"})
_DISTRICT = frozenset({"huyen", "quan", "thi xa", "thanh pho", "tp", "tx", "h", "q"})
_COMMUNE = frozenset({"xa", "phuong", "dac khu", "thi tran", "p", "x", "tt"})
_ABOVE_VILLAGE = _PROVINCE | _DISTRICT | _COMMUNE
_UNIT_WORDS: Mapping[str, str] = {
    "tinh": "tỉnh",
    "thanh pho": "thành phố",
    "huyen": "huyện",
    "quan": "quận",
    "thi xa": "thị xã",
    "xa": "xã",
    "phuong": "phường",
    "dac khu": "đặc khu",
    "thi tran": "thị trấn",
    "thon": "thôn",
    "to dan pho": "tổ dân phố",
    "khu pho": "khu phố",
    "duong": "đường",
    "so nha": "số nhà",
}


@dataclass(frozen=True, slots=True)
class Restored:
    """A name as it should be written, and whether the dictionary was sure.

    `guessed` says that marks which were read had to give way, not only missing ones.
    """

    text: str
    known: bool
    guessed: bool = False


def key(text: str) -> str:
    """What two spellings of one name share: folded words, hyphens and apostrophes aside."""
    return " ".join(words(text.replace("'", "").replace("’", "").replace("-", " ")))


def ethnic_group(text: str) -> str | None:
    """The group of this name written without marks or with wrong ones; None when unknown."""
    return _ethnic().get(key(text).replace(" ", ""))


def country(text: str) -> str | None:
    """The nationality of this name written without marks or with wrong ones; None when unknown."""
    return _countries().get(key(text).replace(" ", ""))


def surname(text: str) -> Restored:
    """The surname with its marks: as it stands when it is one, else the only one it can be."""
    wanted = nfc(text).casefold()
    found = _surnames().get(key(text), ())
    if any(one.casefold() == wanted for one in found):
        return Restored(text, known=True)
    if len(found) == 1:
        return Restored(_in_case_of(text, found[0]), known=True, guessed=not _bare(text))
    return Restored(text, known=False)


def place(text: str) -> Restored:
    """An address with the marks of its provinces, districts and communes.

    Pieces between commas are looked up one by one, the province first, since its communes are then
    known. A piece that is no dictionary name stays as it was read. `known` says that every unit
    above the village was found.
    """
    pieces = [piece.strip() for piece in text.split(",")]
    done = list(pieces)
    province, sure = None, bool(pieces) and len(pieces) > 1
    for index in range(len(pieces) - 1, -1, -1):
        unit, name = _apart(pieces[index])
        if index == len(pieces) - 1:
            province, written = _province(unit, name)
        else:
            written = _below(unit, name, province)
        if written is not None:
            done[index] = _joined(pieces[index], unit, name, written)
        elif unit in _ABOVE_VILLAGE or index == len(pieces) - 1:
            sure = False
    return Restored(", ".join(done), known=sure)


def _apart(piece: str) -> tuple[str, str]:
    """The folded unit words a piece begins with, and the name behind them as it was read."""
    parts = piece.replace(".", ". ").split()
    for count in (3, 2, 1):
        head = key(" ".join(parts[:count]))
        if len(parts) > count and head in (_ABOVE_VILLAGE | _UNIT_WORDS.keys()):
            return head, " ".join(parts[count:])
    return "", piece


def _province(unit: str, name: str) -> tuple[str | None, str | None]:
    if unit and unit not in _PROVINCE:
        return None, None
    written = _only(_provinces().get(key(name), ()), name)
    return written, written


def _below(unit: str, name: str, province: str | None) -> str | None:
    if unit in _DISTRICT:
        # Until 06/2025 a «thành phố» could lie inside a province.
        return _only(_districts().get(key(name), ()), name)
    if unit in _COMMUNE and name[:1].isalpha():
        here = _communes().get(key(province), {}) if province else {}
        return _only(here.get(key(name), ()), name)
    return None


def _only(found: Iterable[str], read: str) -> str | None:
    names = set(found)
    if any(_same_marks(one, read) for one in names):
        return read
    return names.pop() if len(names) == 1 else None


def _joined(piece: str, unit: str, name: str, written: str) -> str:
    head = piece[: len(piece) - len(name)].rstrip() if unit else ""
    if unit in _UNIT_WORDS and head:
        head = _in_case_of(head, _UNIT_WORDS[unit])
    return f"{head} {_in_case_of(name, written)}".strip()


def _same_marks(one: str, other: str) -> bool:
    """Whether two spellings differ at most in case and in where a tone mark stands (hòa, hoà)."""
    return sorted(unicodedata.normalize("NFD", one.casefold())) == sorted(
        unicodedata.normalize("NFD", other.casefold())
    ) and key(one) == key(other)


def _bare(text: str) -> bool:
    """Whether a word was read without any mark."""
    return text.isascii()


def _in_case_of(read: str, written: str) -> str:
    if read.isupper() and len(read) > 1:
        return written.upper()
    if read[:1].islower():
        return written if written[:1].isupper() and " " in written else written.lower()
    return written[:1].upper() + written[1:]


def _table(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        found[key(name)] = tuple(dict.fromkeys((*found.get(key(name), ()), nfc(name))))
    return found


@cache
def _ethnic() -> dict[str, str]:
    data = _read("names", "ethnic_groups.json")
    known = [*data["aliases"], *data["names"]]  # the official name wins where letters agree
    return {key(name).replace(" ", ""): nfc(name) for name in known}


@cache
def _countries() -> dict[str, str]:
    names = _read("names", "nationalities.json")["names"]
    return {key(name).replace(" ", ""): nfc(name) for name in names}


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    return _table(_read("names", "surnames.json")["names"])


@cache
def _provinces() -> dict[str, tuple[str, ...]]:
    today = [one["name"] for one in _units().values()]
    before = _read("places", "identity_number_prefixes.json")["places"].values()
    return _table(name.removeprefix("Thành phố ") for name in [*today, *before])


@cache
def _districts() -> dict[str, tuple[str, ...]]:
    names = _read("places", "districts_until_2025-06-30.json")["names"]
    today = [one["name"] for one in _units().values() if one["kind"] == "thành phố"]
    return _table([*names, *today])


@cache
def _communes() -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        key(one["name"]): _table(
            name for unit in ("xã", "phường", "đặc khu") for name in one.get(unit, ())
        )
        for one in _units().values()
    }


@cache
def _units() -> dict[str, Any]:
    units: dict[str, Any] = _read("places", "units_2025-07-01.json")["provinces"]
    return units


def _read(folder: str, name: str) -> dict[str, Any]:
    source = files("models.data").joinpath(folder, name)
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data
