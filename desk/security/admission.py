"""Admission: letting people in, letting them in again, letting them go; their passwords."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from desk.clock import Clock
from desk.security.keyring import Entry, Keyring
from desk.security.keys import Cost, DataKeys, WrongKeyError, unwrap, wrap
from desk.security.signed_in import SignedIn
from desk.security.vault import Vault
from models.problems import Problem
from models.role import Act, Role, User
from models.store import accounts, audit
from models.text import nfc, tidy

SHORTEST_PASSWORD = 8
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")


class Admission:
    """Who may sign in at one desk's folder, as those who sit there decide."""

    def __init__(self, folder: Path, clock: Clock, cost: Cost = Cost()) -> None:  # noqa: B008 - frozen
        self._folder = folder
        self._clock = clock
        self._cost = cost
        self._vault = Vault(folder)

    def admit(self, by: SignedIn, login: str, name: str, role: Role, password: str) -> None:
        """Let a person in with a role and a first password.

        Administrators admit anybody, supervisors admit clerks (decision 6).  Raises Problem
        ``desk.not_allowed``, ``security.login_taken`` and what `create_office` says of its input.
        """
        user = User(checked_login(login), checked_name(name), role)
        check_password(password)
        _may_admit(by, role)
        with self._vault.locked():
            ring = self._vault.read()
            if user.login in ring.entries:
                raise Problem("security.login_taken", login=user.login)
            now = self._clock()
            with by.store.writing() as tx:
                accounts.save(tx, user, by.user.login, now)
                facts = {"role": role.value}
                audit.append(tx, "account.admitted", by.user.login, now, user.login, facts)
            # The keyring last: a login without an account could sign in to nothing.
            entry = self._entry(ring, user.login, password, by.keys)
            self._vault.write(ring.with_entry(user.login, entry))

    def readmit(self, by: SignedIn, login: str, password: str) -> None:
        """Give a person who lost theirs a new first password; no data are lost by it.

        Whoever may admit them may readmit them, but nobody themselves.  Raises Problem
        ``desk.not_allowed``, ``security.no_account``, ``security.password_short``.
        """
        login = checked_login(login)
        check_password(password)
        with by.store.reading() as tx:
            user = accounts.get(tx, login)
        if user is None:
            raise Problem("security.no_account")
        _may_admit(by, user.role)
        if login == by.user.login:
            raise Problem("desk.not_allowed")
        self._new_password(by, login, password, "account.readmitted")

    def dismiss(self, by: SignedIn, login: str) -> None:
        """Let a person in no more; what they did stays under their name.

        Their sealed keys go; whoever kept a copy of the folder and their password is only shut out
        by a rotation.  Raises Problem ``desk.not_allowed``, also for oneself, and
        ``security.no_account``.
        """
        login = checked_login(login)
        with self._vault.locked():
            ring = self._vault.read()
            with by.store.writing() as tx:
                user = accounts.get(tx, login)
                if user is None or login not in ring.entries:
                    raise Problem("security.no_account")
                _may_admit(by, user.role)
                if login == by.user.login:
                    raise Problem("desk.not_allowed")
                audit.append(tx, "account.dismissed", by.user.login, self._clock(), login)
            entries = {name: one for name, one in ring.entries.items() if name != login}
            self._vault.write(replace(ring, entries=entries))

    def change_password(self, by: SignedIn, old: str, new: str) -> None:
        """Put a new key pair under another password; boxes of the old pair are dropped.

        Raises Problem ``security.wrong_password`` and ``security.password_short``.
        """
        login = by.user.login
        ring, secret = self._vault.read(), self._vault.device.read()
        try:
            unwrap(ring.entries[login].wrapped, login, old, secret, ring.office)
        except WrongKeyError as error:
            raise Problem("security.wrong_password", seconds=0) from error
        self.renew_password(by, new)

    def renew_password(self, by: SignedIn, new: str) -> None:
        """As `change_password`, for somebody who has proved the old one this moment.

        Raises Problem ``security.password_short``.
        """
        check_password(new)
        self._new_password(by, by.user.login, new, "account.password_changed")

    def _entry(self, ring: Keyring, login: str, password: str, keys: DataKeys) -> Entry:
        """A new key pair for a person with the data keys sealed for it."""
        secret = self._vault.device.read()
        wrapped = wrap(login, password, secret, ring.office, self._cost)
        return Entry(wrapped, {keys.id: keys.sealed_for(wrapped.public, ring.office)})

    def _new_password(self, by: SignedIn, login: str, password: str, act: str) -> None:
        with self._vault.locked():
            ring = self._vault.read()
            with by.store.writing() as tx:
                audit.append(tx, act, by.user.login, self._clock(), login)
            entry = self._entry(ring, login, password, by.keys)
            self._vault.write(ring.with_entry(login, entry))


def _may_admit(by: SignedIn, role: Role) -> None:
    beyond = by.user.role is not Role.ADMINISTRATOR and role is not Role.CLERK
    if not by.user.may(Act.ADMIT_CLERK) or beyond:
        raise Problem("desk.not_allowed")


def checked_login(typed: str) -> str:
    """A login as it is kept. Raises Problem ``security.bad_login``."""
    login = typed.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise Problem("security.bad_login")
    return login


def checked_name(typed: str) -> str:
    """A name as it is printed. Raises Problem ``security.no_name``."""
    name = tidy(typed)
    if not name:
        raise Problem("security.no_name")
    return name


def check_password(password: str) -> None:
    """Raise Problem ``security.password_short``."""
    if len(nfc(password)) < SHORTEST_PASSWORD:
        raise Problem("security.password_short", least=SHORTEST_PASSWORD)
