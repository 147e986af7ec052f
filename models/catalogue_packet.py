"""The national procedure packet (LayThuTuc): read into a `Procedure` with everything unconfirmed.

A packet is what the portal publishes; nobody at the office has compared it yet.  So every fact of
it is named in `unconfirmed` and the record is not released: an administrator does that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from models.codes import national_code
from models.problems import Problem
from models.procedure import Component, CopyKind, Fee, Limit, Procedure, Unit
from models.text import fold, tidy

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
    "valid_from",
)
_CHANNELS = {"1": "trực tiếp", "2": "trực tuyến", "3": "bưu chính công ích"}
_UNITS = (
    ("gio lam viec", Unit.WORKING_HOUR),
    ("gio", Unit.WORKING_HOUR),
    ("ngay lam viec", Unit.WORKING_DAY),
    ("trong ngay", Unit.SAME_DAY),
    ("thang", Unit.MONTH),
    ("ngay", Unit.CALENDAR_DAY),
)
_Row = Mapping[str, Any]


def read_packet(text: str, version: str, valid_from: date, source: str) -> tuple[Procedure, ...]:
    """The procedures of a packet: one record, a list, or either under ``data`` or ``result``.

    Raises Problem ``catalogue.unreadable``, ``catalogue.no_code``.
    """
    try:
        data = json.loads(text)
        records = list(_records(data))
        if not records:
            raise Problem("catalogue.unreadable")
        return tuple(_procedure(one, version, valid_from, source) for one in records)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem("catalogue.unreadable") from error


def _records(data: Any) -> Iterator[_Row]:
    if isinstance(data, list):
        for one in data:
            yield from _records(one)
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
    return Procedure(
        code=code,
        version=version,
        name=_text(row, "TENTTHC"),
        field_name=next((_text(one, "TENLINHVUC") for one in _list(row, "LINHVUCTHUCHIEN")), ""),
        valid_from=valid_from,
        valid_to=None,
        legal_limit=_limit(times),
        committed_limit=None,
        components=tuple(_components(row)),
        fees=tuple(_fees(times)),
        result_name="; ".join(
            name for one in _list(row, "KETQUATHUCHIEN") if (name := _text(one, "TENKETQUA"))
        ),
        complete=False,
        synonyms=tuple(w for one in _text(row, "TUKHOA").split(",") if (w := one.strip())),
        legal_basis=tuple(_basis(row)),
        unconfirmed=UNCONFIRMED,
        source=source,
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
    return channel == "1" or "truc tiep" in fold(channel)


def _limit(times: list[tuple[str, _Row]]) -> Limit | None:
    """The first time that can be read; None where none can: a person enters it."""
    for _, time in times:
        unit_text = fold(_text(time, "DONVITINH"))
        amount = _text(time, "THOIGIANGIAIQUYET").split(",")[0].split(".")[0].strip()
        unit = next((unit for words, unit in _UNITS if words in unit_text), None)
        if unit is Unit.SAME_DAY:
            return Limit(unit)
        if unit is not None and amount.isdecimal() and int(amount) > 0:
            return Limit(unit, int(amount))
    return None


def _fees(times: list[tuple[str, _Row]]) -> Iterator[Fee]:
    """Fees of direct reception; those of another channel only in its case."""
    seen: set[tuple[str, str]] = set()
    for channel, time in times:
        words = "" if _is_direct(channel) else _CHANNELS.get(channel, channel)
        for row in _list(time, "PHILEPHI"):
            name = _text(row, "MOTA") or _text(row, "MAPHILEPHI") or "Phí, lệ phí"
            amount = "".join(c for c in _text(row, "SOTIEN").split(",")[0] if c.isdecimal())
            key = (name, amount)
            if key in seen:
                continue
            seen.add(key)
            unit = _text(row, "DONVI")
            per = "" if "dong" in fold(unit) or not unit else unit
            yield Fee(name, int(amount) if amount else None, per=per, when=words)


def _components(row: _Row) -> Iterator[Component]:
    used: set[str] = set()
    groups = list(_list(row, "THANHPHANHOSO"))
    for group in groups:
        case = _text(group, "TRUONGHOP") if len(groups) > 1 else ""
        for paper in _list(group, "GIAYTO"):
            wanted = _text(paper, "MAGIAYTO")
            code = wanted if wanted and wanted not in used else f"{len(used) + 1:02d}"
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
    return [value] if isinstance(value, dict) else list(value)


def _text(row: _Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else tidy(str(value))


def _count(row: _Row, name: str) -> int:
    text = _text(row, name)
    return int(text) if text.isdecimal() else 0
