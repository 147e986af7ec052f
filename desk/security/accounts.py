"""Accounts: setting up an office, signing in, letting people in, changing a password.

The folder holds the keyring in two copies, the device secret, the database and the scans.  The
database comes into being under its final name last, so that a set-up cut short anywhere can simply
be done again; nothing that could hold data is ever made anew because of an error (storage §1.6).
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

from desk.clock import Clock
from desk.security import attempts
from desk.security.device import DeviceSecret
from desk.security.keyring import Entry, Keyring, KeyringFile
from desk.security.keys import Cost, DataKeys, WrongPasswordError, unwrap, wrap
from migrations.upgrade import open_current
from models.problems import Problem
from models.role import Act, Role, User
from models.store import accounts, audit, durable
from models.store.blobs import Blobs
from models.store.engine import Store
from models.text import nfc, tidy

SHORTEST_PASSWORD = 8
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person at the desk with the store open. Whoever got it closes the store."""

    user: User
    store: Store
    blobs: Blobs
    keys: DataKeys = field(repr=False)
    """Kept to let others in; gone when the process lets go of this object."""


class Accounts:
    """The accounts of one desk's folder."""

    def __init__(self, folder: Path, clock: Clock, cost: Cost = Cost()) -> None:  # noqa: B008 - frozen
        self._folder = folder
        self._clock = clock
        self._cost = cost
        self._device = DeviceSecret(folder)
        self._keyring = KeyringFile(folder)
        self._database = folder / "motcua.db"

    def exists(self) -> bool:
        """Whether this desk has been set up."""
        if self._database.exists():
            return True
        return self._keyring.exists() and self._read_keyring().complete

    def logins(self) -> tuple[str, ...]:
        """Who may sign in here; empty before the office is set up."""
        return tuple(sorted(self._read_keyring().entries)) if self.exists() else ()

    def device_secret_place(self) -> str:
        """Where the device secret is kept: ``file``, the weakest place there is (decision 5)."""
        return self._read_keyring().device_secret

    def create_office(self, login: str, name: str, password: str) -> SignedIn:
        """Make keys and database with a first administrator, and sign them in.

        Raises Problem ``security.office_exists``, ``security.bad_login``,
        ``security.no_name``, ``security.password_short``.
        """
        user = User(_login(login), _name(name), Role.ADMINISTRATOR)
        _check_password(password)
        if self.exists():
            raise Problem("security.office_exists")
        durable.make_folder(self._folder)
        secret = self._device.make()
        office = secrets.token_hex(8)
        keys = DataKeys.fresh()
        wrapped = wrap(keys, user.login, password, secret, office, self._cost)
        self._make_database(user, keys)
        ring = self._keyring.write(Keyring(office, {user.login: Entry(wrapped)}), secret)
        self._new_database.replace(self._database)
        durable.flush_folder(self._folder)
        self._keyring.write(replace(ring, complete=True), secret)
        return self._enter(user.login, keys, failures=0)

    def sign_in(self, login: str, password: str) -> SignedIn:
        """Open the store with a person's password; a store of an older version is upgraded.

        A try is written down before the password is looked at, so that pulling the plug saves
        nobody the wait.  Raises Problem ``security.wrong_password`` (fact ``seconds`` until the
        next try), ``security.wait``, ``security.not_set_up`` and what the keyring, the device
        secret and the store say.
        """
        if not self.exists():
            raise Problem("security.not_set_up")
        login = login.strip().lower()
        ring, secret = self._read_keyring(), self._device.read()
        entry = ring.entries.get(login)
        if entry is None:
            # As slow as a wrong password, so that logins cannot be tried out.
            wrap(DataKeys.fresh(), login, password, secret, ring.office, self._cost)
            raise Problem("security.wrong_password", seconds=0)
        now = self._clock()
        attempts.refuse_early(entry, now)
        tried = attempts.one_more(entry, now)
        ring = self._keyring.write(ring.with_entry(login, tried), secret)
        try:
            keys = unwrap(entry.wrapped, login, password, secret, ring.office)
        except WrongPasswordError as error:
            wait = attempts.seconds_left(tried, now)
            raise Problem("security.wrong_password", seconds=wait) from error
        wrapped = entry.wrapped
        if wrapped.cost != self._cost:
            wrapped = wrap(keys, login, password, secret, ring.office, self._cost)
        ring = replace(ring.with_entry(login, Entry(wrapped)), complete=True)
        self._keyring.write(ring, secret)
        return self._enter(login, keys, entry.failures)

    def admit(self, by: SignedIn, login: str, name: str, role: Role, password: str) -> None:
        """Let a person in with a role and a first password.

        Administrators admit anybody, supervisors admit clerks (decision 6).  Raises Problem
        ``desk.not_allowed``, ``security.login_taken`` and what `create_office` says of its input.
        """
        user = User(_login(login), _name(name), role)
        _check_password(password)
        beyond = by.user.role is not Role.ADMINISTRATOR and role is not Role.CLERK
        if not by.user.may(Act.ADMIT_CLERK) or beyond:
            raise Problem("desk.not_allowed")
        ring, secret = self._read_keyring(), self._device.read()
        if user.login in ring.entries:
            raise Problem("security.login_taken", login=user.login)
        wrapped = wrap(by.keys, user.login, password, secret, ring.office, self._cost)
        now = self._clock()
        with by.store.writing() as tx:
            accounts.save(tx, user, by.user.login, now)
            audit.append(
                tx, "account.admitted", by.user.login, now, user.login, {"role": role.value}
            )
        # The keyring last: a login without an account could sign in to nothing.
        self._keyring.write(ring.with_entry(user.login, Entry(wrapped)), secret)

    def change_password(self, by: SignedIn, old: str, new: str) -> None:
        """Wrap the same data keys under another password.

        Raises Problem ``security.wrong_password`` and ``security.password_short``.
        """
        _check_password(new)
        login = by.user.login
        ring, secret = self._read_keyring(), self._device.read()
        try:
            keys = unwrap(ring.entries[login].wrapped, login, old, secret, ring.office)
        except WrongPasswordError as error:
            raise Problem("security.wrong_password", seconds=0) from error
        with by.store.writing() as tx:
            audit.append(tx, "account.password_changed", login, self._clock(), login)
        wrapped = wrap(keys, login, new, secret, ring.office, self._cost)
        self._keyring.write(ring.with_entry(login, Entry(wrapped)), secret)

    @property
    def _new_database(self) -> Path:
        return self._folder / "motcua.new.db"

    def _read_keyring(self) -> Keyring:
        if not self._keyring.exists():
            raise Problem("security.keyring_missing")
        return self._keyring.read(self._device.read())

    def _make_database(self, user: User, keys: DataKeys) -> None:
        for left in self._folder.glob(f"{self._new_database.name}*"):
            left.unlink()
        store = open_current(self._new_database, keys.database, create=True)
        try:
            now = self._clock()
            with store.writing() as tx:
                accounts.save(tx, user, user.login, now)
                audit.append(tx, "office.created", user.login, now, user.login)
        finally:
            store.close()

    def _enter(self, login: str, keys: DataKeys, failures: int) -> SignedIn:
        try:
            store = open_current(self._database, keys.database)
        except Problem as problem:
            if problem.code == "store.wrong_key":
                # The keyring vouched for the key: it is the file that is not as it was.
                raise Problem("store.damaged") from problem
            raise
        try:
            with store.writing() as tx:
                user = accounts.get(tx, login)
                if user is None:
                    raise Problem("security.no_account")
                facts = {"failures": failures}
                audit.append(tx, "signed_in", login, self._clock(), login, facts)
            return SignedIn(user, store, Blobs(self._folder / "blobs", keys.scans), keys)
        except BaseException:
            store.close()
            raise


def _login(typed: str) -> str:
    login = typed.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise Problem("security.bad_login")
    return login


def _name(typed: str) -> str:
    name = tidy(typed)
    if not name:
        raise Problem("security.no_name")
    return name


def _check_password(password: str) -> None:
    if len(nfc(password)) < SHORTEST_PASSWORD:
        raise Problem("security.password_short", least=SHORTEST_PASSWORD)
