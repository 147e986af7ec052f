"""The dossier's life: which status may follow which, by whose act, and under what condition.

The table is data (rules §5.2).  History is never edited: a correction is a new event with a reason.
Being overdue is computed from dates and never a status.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from models.dossier import Status
from models.role import Role


class Actor(StrEnum):
    """Whose act a step is; the clerk often records the act of somebody else."""

    APPLICANT = "applicant"
    CLERK = "clerk"
    UNIT = "unit"
    """The department that decides."""
    RETURNER = "returner"
    """Người trả kết quả."""


class Refusal(StrEnum):
    """Why a step may not be taken."""

    UNKNOWN_STATUS = "unknown_status"
    TERMINAL = "terminal"
    NO_SUCH_STEP = "no_such_step"
    NOT_THEIR_ACT = "not_their_act"
    CONDITION_MISSING = "condition_missing"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table."""

    source: Status | None
    target: Status
    by: frozenset[Actor]
    needs: tuple[str, ...]
    """Conditions, e.g. ``complete_and_valid``, ``full_supplement``, ``written_request``."""
    effects: tuple[str, ...]
    """E.g. ``deadline_starts``, ``clock_restarts``, ``papers_returned``."""
    form: str
    """The form issued with the step, ``01`` to ``05``; empty if none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a step may be taken, and if not, why and what is missing."""

    transition: Transition | None
    refusal: Refusal | None = None
    missing: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against the step."""
        return self.refusal is None


TERMINAL = frozenset({Status.NOT_RECEIVED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED})
"""No way out but a correction."""

_CLOCK_RUNS = frozenset({Status.RECEIVED, Status.PROCESSING})


def allowed(source: int | None, target: int, actor: Actor, have: Collection[str] = ()) -> Answer:
    """Whether `actor` may take a dossier from `source` to `target`, with the conditions in `have`.

    `source` is None before the first event.  A status code of another system is never guessed at.
    """
    row, refusal = _find(source, target)
    if row is None:
        return Answer(None, refusal)
    if actor not in row.by:
        return Answer(row, Refusal.NOT_THEIR_ACT)
    missing = tuple(need for need in row.needs if need not in have)
    return Answer(row, Refusal.CONDITION_MISSING if missing else None, missing)


def followers(source: int | None) -> tuple[Transition, ...]:
    """The steps that lead on from a status; none from a terminal or unknown one."""
    return tuple(row for (start, _), row in _table().items() if start == source)


def steps_to_result(source: int, *, immediate: bool = False) -> tuple[Status, ...]:
    """The statuses to record when a result is there: processing must have begun before it ends.

    From 2 an ordinary dossier passes through 4; an immediate procedure does not (NĐ 61/2018
    Điều 17.4).  Empty where it is finished already; raises ValueError where no result can come,
    also while a supplement or a payment is awaited: those have steps of their own.
    """
    if source == Status.FINISHED:
        return ()
    if source == Status.PROCESSING or (source == Status.RECEIVED and immediate):
        return (Status.FINISHED,)
    onward = _table().get((source, Status.PROCESSING))
    if onward is not None and not onward.needs:
        return (Status.PROCESSING, Status.FINISHED)
    raise ValueError(f"no result follows status {source}")


def may_correct(source: int, target: int, role: Role, reason: str) -> bool:
    """Whether a correction may set another status: a supervisor's act, with a reason in writing."""
    known = {status.value for status in Status}
    return (
        role is Role.SUPERVISOR
        and bool(reason.strip())
        and source in known
        and target in known
        and source != target
    )


def is_overdue(
    status: int, due: datetime, now: datetime, finished_at: datetime | None = None
) -> bool:
    """Whether the promise was or is broken: late while it runs, or finished after the due time.

    While a supplement or payment is awaited, or the dossier is closed without a result, no clock
    runs and nothing is overdue.
    """
    if status in _CLOCK_RUNS:
        return now > due
    if status in (Status.FINISHED, Status.RETURNED):
        return finished_at is not None and finished_at > due
    return False


def _find(source: int | None, target: int) -> tuple[Transition | None, Refusal | None]:
    known = {status.value for status in Status}
    if target not in known or (source is not None and source not in known):
        return None, Refusal.UNKNOWN_STATUS
    if source in TERMINAL:
        return None, Refusal.TERMINAL
    row = _table().get((source, target))
    return row, None if row else Refusal.NO_SUCH_STEP


@cache
def _table() -> Mapping[tuple[int | None, int], Transition]:
    source = files("models.data").joinpath("lifecycle", "transitions.json")
    rows = json.loads(source.read_text(encoding="utf-8"))["transitions"]
    return {(row["from"], row["to"]): _transition(row) for row in rows}


def _transition(row: Mapping[str, Any]) -> Transition:
    return Transition(
        source=Status(row["from"]) if row["from"] is not None else None,
        target=Status(row["to"]),
        by=frozenset(Actor(one) for one in row["by"]),
        needs=tuple(row["needs"]),
        effects=tuple(row["effects"]),
        form=row["form"],
    )
