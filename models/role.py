"""Roles at a desk and what each may do; default deny."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is at this office (NĐ 118/2025; rules §5.2)."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """Every act a service offers, for the permission table."""

    RECEIVE = "receive"
    LOOK_UP = "look_up"
    RETURN_RESULT = "return_result"
    REPRINT = "reprint"
    SEE_TODAY = "see_today"
    SEE_FIGURES = "see_figures"
    SYNCHRONISE = "synchronise"
    ADMIT_CLERK = "admit_clerk"
    CHANGE_SETTINGS = "change_settings"


_CLERK = frozenset(
    {
        Act.RECEIVE,
        Act.LOOK_UP,
        Act.RETURN_RESULT,
        Act.REPRINT,
        Act.SEE_TODAY,
        Act.SYNCHRONISE,
    }
)
_SUPERVISOR = _CLERK | {Act.SEE_FIGURES, Act.ADMIT_CLERK}
ALLOWED: dict[Role, frozenset[Act]] = {
    Role.CLERK: _CLERK,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.ADMINISTRATOR: frozenset(
        {
            Act.LOOK_UP,
            Act.SEE_TODAY,
            Act.SYNCHRONISE,
            Act.ADMIT_CLERK,
            Act.CHANGE_SETTINGS,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class User:
    """Who sits at the desk. `login` is the name typed at sign-in, `name` the one on paper."""

    login: str
    name: str
    role: Role

    def may(self, act: Act) -> bool:
        """Whether this person's role allows the act."""
        return act in ALLOWED[self.role]
