"""Default deny: every act of every service asks for a right first (decision 38)."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator

import pytest

from desk.life_services import LifeServices
from desk.seat import Seat
from models.problems import Problem
from models.role import ALLOWED, Act, Role, User

UNGUARDED = {"signed", "stop", "unsubscribe", "capture", "digitising", "sync", "care"}
"""Not services of a person: the open store, the line's switch; capture and sync act on what a
guarded service handed out (a draft, the outbox) and know no user; care and digitising are the
desk's own."""


def acts(part: Seat | LifeServices) -> Iterator[tuple[str, str, object]]:
    for field in dataclasses.fields(part):
        if field.name in UNGUARDED:
            continue
        service = getattr(part, field.name)
        if isinstance(service, LifeServices):
            yield from acts(service)
            continue
        for name, _ in inspect.getmembers(type(service), inspect.isfunction):
            if not name.startswith("_"):
                yield field.name, name, getattr(service, name)


def test_every_public_method_declares_the_act_it_needs(clerk: Seat) -> None:
    found = list(acts(clerk))
    assert len(found) > 15
    undeclared = [f"{where}.{name}" for where, name, method in found if not hasattr(method, "act")]
    assert undeclared == []


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_what_it_may_not(clerk: Seat, role: Role) -> None:
    somebody = User("ai-do", "Ai Đó", role)
    refused = 0
    for _, _, method in acts(clerk):
        act: Act = method.act  # type: ignore[attr-defined]
        if act in ALLOWED[role]:
            continue
        wanted = list(inspect.signature(method).parameters)[1:]  # type: ignore[arg-type]
        with pytest.raises(Problem, match=r"desk\.not_allowed"):
            method(somebody, *[None] * len(wanted))  # type: ignore[operator]
        refused += 1
    assert refused or role is Role.SUPERVISOR


def test_no_act_is_left_to_nobody() -> None:
    given = frozenset[Act]().union(*ALLOWED.values())
    assert given == frozenset(Act)
