"""The national procedure packet (LayThuTuc): read into a `Procedure` with everything unconfirmed.

A packet is what the portal publishes; nobody at the office has compared it yet.  So every fact of
it is named in `unconfirmed` and the record is not released: an administrator does that.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.catalogue_check import AT_ONCE
from models.codes import national_code
from models.problems import Problem
from models.procedure import (
    Case,
    Component,
    CopyKind,
    Fee,
    Limit,
    LodgingChannel,
    Procedure,
    Unit,
)
from models.text import fold, tidy
from models.untagged import untagged
from models.vocabulary import say

UNCONFIRMED = (
    "name",
    "field_name",
    "legal_limit",
    "components",
    "component_codes",
    "fees",
    "result_name",
    "legal_basis",
    "boundary_free",
    "back_end",
    "channels",
    "valid_from",
)
MOST_PROCEDURES = 20_000
LONGEST_TEXT = 4_000
"""Letters of one text; what portals publish stays far below."""
_CHANNELS = {
    LodgingChannel.DIRECT: ("1", "truc tiep"),
    LodgingChannel.ONLINE: ("2", "truc tuyen"),
    LodgingChannel.POST: ("3", "buu chinh"),
}
_FOR_ALL = ("", "bao gom", "ho so bao gom", "ho so gom", "thanh phan ho so", "chung")
"""Headings of papers every case needs."""
_MOST_UNITS, _MOST_COPIES = 999, 99
_AMOUNT = re.compile(r"(\d+)(?:[.,]0+)?")
_DONG = re.compile(r"(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,]\d{1,2})?")
_UNITS = (
    ("giai quyet ngay", Unit.IMMEDIATE),
    ("tra ngay", Unit.IMMEDIATE),
    ("trong ngay", Unit.SAME_DAY),
    ("gio lam viec", Unit.WORKING_HOUR),
    ("gio", Unit.WORKING_HOUR),
    ("ngay lam viec", Unit.WORKING_DAY),
    ("thang", Unit.MONTH),
    ("ngay", Unit.CALENDAR_DAY),
)
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record of a packet that did not come in: its place, from 1, what it is called, and why."""

    place: int
    name: str
    why: str
    """Code of a problem: ``catalogue.no_code``, ``catalogue.twice``, ``catalogue.bad_record``."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What was read, and what was left out."""

    procedures: tuple[Procedure, ...]
    left_out: tuple[LeftOut, ...]


def read_packet(text: str, version: str, valid_from: date, source: str) -> Packet:
    """The procedures of a packet: one record, a list, or either under ``data`` or ``result``.

    A record that cannot be read is left out and named; the others come in.  The first of several
    with one code counts.

    Raises Problem ``catalogue.unreadable``, ``catalogue.no_code`` when no record could be read.
    """
    try:
        records = list(itertools.islice(_records(json.loads(text)), MOST_PROCEDURES + 1))
    except (ValueError, TypeError, RecursionError) as error:
        raise Problem("catalogue.unreadable") from error
    if not records or len(records) > MOST_PROCEDURES:
        raise Problem("catalogue.unreadable")
    found: dict[str, Procedure] = {}
    left_out: list[LeftOut] = []
    for place, record in enumerate(records, 1):
        try:
            one = _procedure(record, version, valid_from, source)
        except Problem as problem:
            left_out.append(LeftOut(place, _name(record), problem.code))
            continue
        except (ValueError, KeyError, TypeError, AttributeError):
            left_out.append(LeftOut(place, _name(record), "catalogue.bad_record"))
            continue
        if one.code in found:
            left_out.append(LeftOut(place, _name(record), "catalogue.twice"))
        found.setdefault(one.code, one)
    if not found:
        raise Problem(left_out[0].why)
    return Packet(tuple(found.values()), tuple(left_out))


def _records(data: Any) -> Iterator[_Row]:
    if isinstance(data, list):
        for one in data:
            yield from _records(one)
    elif not isinstance(data, dict):
        raise TypeError("a packet is made of records")
    elif "MATTHC" in data or "TENTTHC" in data:
        yield data
    else:
        for name in ("data", "result", "DATA", "RESULT"):
            if name in data:
                yield from _records(data[name])


def _procedure(row: _Row, version: str, valid_from: date, source: str) -> Procedure:
    code = national_code(_text(row, "MATTHC"))
    if code is None:
        raise Problem("catalogue.no_code")
    times = list(_times(row))
    components = tuple(_components(row))
    return Procedure(
        code=code,
        version=version,
        name=_text(row, "TENTTHC"),
        field_name=next((_text(one, "TENLINHVUC") for one in _list(row, "LINHVUCTHUCHIEN")), ""),
        valid_from=valid_from,
        valid_to=None,
        legal_limit=_limit(times),
        committed_limit=None,
        components=components,
        fees=tuple(_fees(times)),
        result_name="; ".join(
            name for one in _list(row, "KETQUATHUCHIEN") if (name := _text(one, "TENKETQUA"))
        ),
        complete=False,
        synonyms=tuple(w for one in _text(row, "TUKHOA").split(",") if (w := one.strip())),
        legal_basis=tuple(_basis(row)),
        unconfirmed=UNCONFIRMED,
        source=source,
        channels=_channels(row),
        cases=tuple(Case(name) for name in dict.fromkeys(one.case for one in components) if name),
    )


def _name(row: _Row) -> str:
    try:
        return _text(row, "MATTHC") or _text(row, "TENTTHC")[:80]
    except (ValueError, TypeError, AttributeError):
        return ""


def _channels(row: _Row) -> tuple[LodgingChannel, ...]:
    """The channels it names; all where none is known, since nobody compared them yet."""
    named = {_channel(_text(way, "KENH")) for way in _list(row, "CACHTHUCTHUCHIEN")}
    return tuple(one for one in LodgingChannel if one in named) or tuple(LodgingChannel)


def _channel(text: str) -> LodgingChannel | None:
    folded = fold(text)
    return next(
        (one for one, (number, said) in _CHANNELS.items() if folded == number or said in folded),
        None,
    )


def _times(row: _Row) -> Iterator[tuple[str, _Row]]:
    """(channel, time) rows, direct reception first."""
    ways = [
        (_text(way, "KENH"), time)
        for way in _list(row, "CACHTHUCTHUCHIEN")
        for time in _list(way, "THOIGIAN")
    ]
    yield from sorted(ways, key=lambda one: (not _is_direct(one[0]), one[0]))


def _is_direct(channel: str) -> bool:
    return _channel(channel) is LodgingChannel.DIRECT


def _limit(times: list[tuple[str, _Row]]) -> Limit | None:
    """The first time that can be read; None where none can: a person enters it."""
    for _, time in times:
        unit_text = fold(_text(time, "DONVITINH"))
        amount = _AMOUNT.fullmatch(_text(time, "THOIGIANGIAIQUYET"))
        unit = next((unit for words, unit in _UNITS if words in unit_text), None)
        if unit in AT_ONCE and unit is not None:
            return Limit(unit)
        if unit is not None and amount and 0 < int(amount[1]) <= _MOST_UNITS:
            return Limit(unit, int(amount[1]))
    return None


def _fees(times: list[tuple[str, _Row]]) -> Iterator[Fee]:
    """Fees of direct reception; those of another channel only in its case."""
    seen: set[tuple[str, int | None]] = set()
    for channel, time in times:
        known = _channel(channel)
        words = say("lodging_channels", known.value) if known else channel
        if known is LodgingChannel.DIRECT:
            words = ""
        for row in _list(time, "PHILEPHI"):
            name = _text(row, "MOTA") or _text(row, "MAPHILEPHI") or "Phí, lệ phí"
            amount = _dong(_text(row, "SOTIEN"))
            key = (name, amount)
            if key in seen:
                continue
            seen.add(key)
            unit = _text(row, "DONVI")
            per = "" if "dong" in fold(unit) or not unit else unit
            yield Fee(name, amount, per=per, when=words)


def _dong(text: str) -> int | None:
    """``15.000``, ``15000.0``, ``15.000,00 đồng`` → 15000; None where it is no single amount."""
    folded = fold(text)
    if "mien" in folded or "khong thu" in folded:
        return 0
    said = _DONG.fullmatch(
        folded.removesuffix("vnd").removesuffix("dong").removesuffix("d").strip()
    )
    return int(re.sub(r"\D", "", said[1])) if said else None


def _components(row: _Row) -> Iterator[Component]:
    used: set[str] = set()
    groups = list(_list(row, "THANHPHANHOSO"))
    for group in groups:
        case = _text(group, "TRUONGHOP").rstrip(":") if len(groups) > 1 else ""
        if fold(case) in _FOR_ALL:
            case = ""
        for paper in _list(group, "GIAYTO"):
            wanted = _text(paper, "MAGIAYTO")
            free = (f"{number:02d}" for number in itertools.count(len(used) + 1))
            code = (
                wanted if wanted and wanted not in used else next(c for c in free if c not in used)
            )
            used.add(code)
            originals, copies = _count(paper, "SOBANCHINH"), _count(paper, "SOBANSAO")
            yield Component(
                code=code,
                name=_text(paper, "TENGIAYTO"),
                required=not case,
                copy_kinds=_kinds(originals, copies),
                count=max(originals, copies, 1),
                confirmed=False,
                case=case,
                replaced_by_result=_text(paper, "MA_KQ_THAYTHE"),
            )


def _kinds(originals: int, copies: int) -> tuple[CopyKind, ...]:
    kinds: list[CopyKind] = [CopyKind.ORIGINAL] if originals or not copies else []
    if copies:
        kinds += [CopyKind.CERTIFIED_COPY, CopyKind.COMPARED_PHOTOCOPY]
    return (*kinds, CopyKind.ELECTRONIC)


def _basis(row: _Row) -> Iterator[str]:
    for one in _list(row, "CANCUPHAPLY"):
        text = " ".join(part for name in ("TENVANBAN", "SOVANBAN") if (part := _text(one, name)))
        if text:
            yield text


def _list(row: _Row, name: str) -> list[_Row]:
    value = row.get(name) or []
    rows = [value] if isinstance(value, dict) else list(value)
    if any(not isinstance(one, dict) for one in rows):
        raise TypeError(name)
    return rows


def _text(row: _Row, name: str) -> str:
    value = row.get(name)
    if isinstance(value, (dict, list)):
        raise TypeError(name)
    return "" if value is None else tidy(untagged(str(value)))[:LONGEST_TEXT]


def _count(row: _Row, name: str) -> int:
    text = _text(row, name)
    number = _AMOUNT.fullmatch(text)
    return min(int(number[1]), _MOST_COPIES) if number else 0
