"""Who is really at the desk: coming back after the lock, and a second person's word.

A second person – another login of this office – lends one right for one act: the supervisor comes
to the counter, types their own password, and the clerk's work goes on.  Both names are on record.
Some acts always want two people, as soon as the office has them (`desk.security.two_people`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desk.clock import Clock
from desk.security import pin as pins
from desk.security import two_people
from models.problems import Problem
from models.role import Act, User, needs
from models.store import accounts, audit
from models.store.engine import Store
from models.text import tidy

GRANT_LASTS = timedelta(minutes=2)
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Grant:
    """One right, lent for one act."""

    act: Act
    by: str
    until: datetime


@dataclass(slots=True)
class Presence:
    """The person who sits here. ``prove`` raises unless the password is that login's."""

    signed_in: User
    store: Store
    prove: Callable[[str, str], None]
    logins: Callable[[], tuple[str, ...]]
    clock: Clock
    _grant: Grant | None = field(default=None, init=False)

    @property
    def user(self) -> User:
        """Who sits here, with the right somebody lent them a moment ago, if any."""
        grant = self._grant
        if grant is None or self.clock() > grant.until:
            return self.signed_in
        return replace(self.signed_in, granted=frozenset({grant.act}))

    @needs(Act.SIT_HERE)
    def unlock(self, user: User, password: str) -> None:
        """Show again who one is. Raises Problem ``security.wrong_password``, ``security.wait``."""
        self.prove(user.login, password)
        with self.store.writing() as tx:
            pins.give_tries_back(tx, user.login)
            audit.append(tx, "unlocked", user.login, self.clock(), user.login)

    @needs(Act.SIT_HERE)
    def pin_tries(self, user: User) -> int:
        """How often a PIN may still be typed; 0: only the password opens."""
        with self.store.reading() as tx:
            return pins.tries_left(tx, user.login)

    @needs(Act.SIT_HERE)
    def unlock_with_pin(self, user: User, typed: str) -> None:
        """Show by PIN who one is.

        Raises Problem ``security.pin_wrong`` (fact ``left``), ``security.pin_spent``.
        """
        with self.store.writing() as tx:
            kept = pins.count_try(tx, user.login)
            left = pins.tries_left(tx, user.login)
        right = pins.holds(kept, typed)
        with self.store.writing() as tx:
            if right:
                pins.give_tries_back(tx, user.login)
            act = "unlocked_by_pin" if right else "pin_failed"
            audit.append(tx, act, user.login, self.clock(), user.login)
        if not right:
            raise Problem("security.pin_wrong" if left else "security.pin_spent", left=left)

    @needs(Act.SIT_HERE)
    def set_pin(self, user: User, password: str, pin: str) -> None:
        """Choose a PIN; an empty one drops it.

        Raises Problem ``security.wrong_password``, ``security.wait``, ``security.pin_weak``.
        """
        self.prove(user.login, password)
        with self.store.writing() as tx:
            if pin:
                pins.set_pin(tx, user.login, pin)
            else:
                pins.drop_pin(tx, user.login)
            audit.append(tx, "pin_set" if pin else "pin_dropped", user.login, self.clock(), "")

    @needs(Act.SIT_HERE)
    def borrow(self, user: User, act: Act, login: str, password: str, reason: str) -> Grant:
        """Have another person allow one act here; the right is gone after two minutes.

        Raises Problem ``security.same_person``, ``security.no_reason``,
        ``security.second_may_not`` when their own role has not the right, and what the password
        says.
        """
        grant = Grant(act, login.strip().lower(), self.clock() + GRANT_LASTS)
        self._second(user, grant.by, password, act, reason, "act.allowed")
        self._grant = grant
        return grant

    @needs(Act.SIT_HERE)
    def give_back(self, user: User) -> None:  # noqa: ARG002 - for the guard
        """The act is done, or was given up."""
        self._grant = None

    @needs(Act.SIT_HERE)
    def wants_second(self, user: User) -> bool:
        """Whether acts for two need a second person here: the office has another who may."""
        with self.store.reading() as tx:
            return two_people.wanted(accounts.everybody(tx), user, self.logins())

    @needs(Act.SIT_HERE)
    def witness(self, user: User, act: str, login: str, password: str, reason: str) -> User:
        """A second person stands by an act for two, such as new keys; who it was.

        Raises as `borrow`.
        """
        return self._second(user, login.strip().lower(), password, None, reason, act)

    def _second(
        self, user: User, login: str, password: str, act: Act | None, reason: str, said: str
    ) -> User:
        why = tidy(reason)[:_LONGEST_REASON]
        if login == user.login:
            raise Problem("security.same_person")
        if not why:
            raise Problem("security.no_reason")
        self.prove(login, password)
        with self.store.writing() as tx:
            second = accounts.get(tx, login)
            if second is None or not _may_stand_by(second, act):
                raise Problem("security.second_may_not")
            facts = {"for": user.login, "act": "" if act is None else act.value, "reason": why}
            audit.append(tx, said, login, self.clock(), "", facts)
        return second


def _may_stand_by(second: User, act: Act | None) -> bool:
    return two_people.may_be_second(second) if act is None else second.may(act)
