"""Roles at a desk and what each may do; default deny."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from models.problems import Problem

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")


class Role(StrEnum):
    """What a person is at this office (NĐ 118/2025; rules §5.2)."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """Every act a service offers, for the permission table."""

    SIT_HERE = "sit_here"
    """Unlock, choose a PIN, have somebody else stand by."""
    RECEIVE = "receive"
    LOOK_UP = "look_up"
    RETURN_RESULT = "return_result"
    REPRINT = "reprint"
    SEE_TODAY = "see_today"
    SEE_FIGURES = "see_figures"
    SYNCHRONISE = "synchronise"
    ADMIT_CLERK = "admit_clerk"
    CHANGE_SETTINGS = "change_settings"
    PROCESS = "process"
    """Record the steps of a dossier's life after reception."""
    BUNDLE = "bundle"
    CONTACT = "contact"
    GUIDE = "guide"
    CERTIFY = "certify"
    SIGN = "sign"
    """Sign digitised documents; whose signature it is, the token and its PIN decide."""
    CORRECT = "correct"
    """Set a wrong step right by a new event."""
    EXTEND = "extend"
    """The one extension, and other new promises for an office's own reasons."""
    KEEP_REGISTER = "keep_register"
    IMPORT_DOSSIERS = "import_dossiers"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_CALENDAR = "edit_calendar"
    MIND_BACKUPS = "mind_backups"
    """See how safe the office's data are, and make a backup now."""
    SETTLE_ALARM = "settle_alarm"
    """Say what became of a result that left twice."""
    HANDLE_PERSONAL_DATA = "handle_personal_data"
    """Answer a person's or the authority's request about personal data (rules §10)."""


_CLERK = frozenset(
    {
        Act.SIT_HERE,
        Act.RECEIVE,
        Act.LOOK_UP,
        Act.RETURN_RESULT,
        Act.REPRINT,
        Act.SEE_TODAY,
        Act.SYNCHRONISE,
        Act.PROCESS,
        Act.BUNDLE,
        Act.CONTACT,
        Act.GUIDE,
        Act.CERTIFY,
        Act.SIGN,
    }
)
_SUPERVISOR = _CLERK | {
    Act.SEE_FIGURES,
    Act.ADMIT_CLERK,
    Act.CORRECT,
    Act.EXTEND,
    Act.KEEP_REGISTER,
    Act.IMPORT_DOSSIERS,
    Act.EDIT_CALENDAR,
    Act.SETTLE_ALARM,
    Act.HANDLE_PERSONAL_DATA,
    Act.MIND_BACKUPS,
}
ALLOWED: dict[Role, frozenset[Act]] = {
    Role.CLERK: _CLERK,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.ADMINISTRATOR: frozenset(
        {
            Act.SIT_HERE,
            Act.LOOK_UP,
            Act.SEE_TODAY,
            Act.SYNCHRONISE,
            Act.ADMIT_CLERK,
            Act.CHANGE_SETTINGS,
            Act.IMPORT_DOSSIERS,
            Act.EDIT_CATALOGUE,
            Act.EDIT_CALENDAR,
            Act.HANDLE_PERSONAL_DATA,
            Act.MIND_BACKUPS,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class User:
    """Who sits at the desk. `login` is the name typed at sign-in, `name` the one on paper."""

    login: str
    name: str
    role: Role
    granted: frozenset[Act] = frozenset()
    """Rights somebody else lent for the act at hand (`desk.security.presence`); never stored."""

    def may(self, act: Act) -> bool:
        """Whether this person's role, or somebody who stands by, allows the act."""
        return act in ALLOWED[self.role] or act in self.granted


def needs(
    act: Act,
) -> Callable[[Callable[Concatenate[S, User, P], R]], Callable[Concatenate[S, User, P], R]]:
    """Guard a service's method: its first argument is the user, whose role must allow the act.

    A service method without this guard is a defect; a test walks all services and finds it.

    Raises:
        Problem: ``desk.not_allowed``, before the method runs.
    """

    def guard(
        method: Callable[Concatenate[S, User, P], R],
    ) -> Callable[Concatenate[S, User, P], R]:
        @wraps(method)
        def guarded(self: S, user: User, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not user.may(act):
                raise Problem("desk.not_allowed", act=act.value)
            return method(self, user, *args, **kwargs)

        guarded.act = act  # type: ignore[attr-defined]
        return guarded

    return guard
