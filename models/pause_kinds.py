"""Times that do not count, by kind, and what interlinked procedures bring: dated data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from models.codes import national_code
from models.plain import from_plain
from models.procedure import Limit


@dataclass(frozen=True, slots=True)
class PauseKind:
    """Why time does not count; `usual` is only for what is expected."""

    code: str
    vi: str
    en: str
    fields: tuple[str, ...]
    """Fields of law it belongs to; empty: any."""
    usual: Limit | None = None


@dataclass(frozen=True, slots=True)
class ResultPlan:
    """One of several results; `after` names the one that must be there first."""

    key: str
    name: str
    agency: str
    limit: Limit
    after: str = ""


@cache
def pause_kinds() -> tuple[PauseKind, ...]:
    """Every kind, in the order of the data."""
    return tuple(from_plain(PauseKind, one) for one in _read("pauses.json")["kinds"])


def pause_kind(code: str) -> PauseKind | None:
    """One kind by its code."""
    return next((one for one in pause_kinds() if one.code == code), None)


def linked_results(procedure_code: str) -> tuple[ResultPlan, ...]:
    """What an interlinked procedure brings, in order; empty for any other."""
    code = national_code(procedure_code)
    for one in _read("linked.json")["procedures"]:
        if code in one["codes"]:
            return tuple(from_plain(ResultPlan, row) for row in one["results"])
    return ()


@cache
def _read(name: str) -> dict[str, Any]:
    source = files("models.data").joinpath(name)
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data
