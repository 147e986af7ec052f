"""Accounts: setting up an office, signing in, and getting in again when keys are lost.

The folder holds the keyring in two copies, the device secret, the database and the scans.  The
database comes into being under its final name last, so that a set-up cut short anywhere can simply
be done again; nothing that could hold data is ever made anew because of an error (storage §1.6).
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

from desk.security import attempts, recovery, restoring, rotation, two_people
from desk.security.admission import Admission, check_password, checked_login, checked_name
from desk.security.backups import Backups
from desk.security.keyring import Entry, Keyring
from desk.security.keys import DataKeys, WrongKeyError, signing_key, unwrap, wrap
from desk.security.recovery_key import RecoveryKey
from desk.security.signed_in import SignedIn
from migrations.upgrade import open_current
from models.problems import Problem
from models.role import Act, Role, User
from models.store import accounts, audit, durable
from models.store.blobs import Blobs
from models.store.engine import Store
from models.store.reserve import FLOOR_BYTES, Reserve

__all__ = ["Accounts", "SignedIn"]


class Accounts(Admission):
    """The accounts of one desk's folder."""

    def exists(self) -> bool:
        """Whether this desk has been set up."""
        return self._vault.exists()

    def logins(self) -> tuple[str, ...]:
        """Who may sign in here; empty before the office is set up."""
        return tuple(sorted(self._vault.read().entries)) if self.exists() else ()

    def device_secret_place(self) -> str:
        """Where the device secret is kept: ``file``, the weakest place there is (decision 5)."""
        return self._vault.read().device_secret

    def signing_seed(self) -> bytes:
        """The seed of this device's key for signing checkpoints of the audit."""
        return signing_key(self._vault.device.read())

    def create_office(self, login: str, name: str, password: str) -> SignedIn:
        """Make keys and database with a first administrator, and sign them in.

        The result carries the recovery key, to be printed and sealed; nobody keeps it.  Raises
        Problem ``security.office_exists``, ``security.bad_login``, ``security.no_name``,
        ``security.password_short``.
        """
        user = User(checked_login(login), checked_name(name), Role.ADMINISTRATOR)
        check_password(password)
        with self._vault.locked():
            if self.exists():
                raise Problem("security.office_exists")
            self._vault.device.make()
            keys, paper = DataKeys.fresh(), RecoveryKey.fresh()
            ring = Keyring(secrets.token_hex(8), keys.id)
            ring = recovery.issued(ring, keys, paper)
            self._make_database(user, keys)
            entry = self._entry(ring, user.login, password, keys)
            ring = self._vault.write(ring.with_entry(user.login, entry))
            self._new_database.replace(self._vault.database)
            durable.flush_folder(self._folder)
            self._vault.write(replace(ring, complete=True))
            store = open_current(self._vault.database, keys.database)
        signed = self._seat(user.login, store, keys, {"failures": 0})
        return replace(signed, recovery_key=paper.printed())

    def sign_in(self, login: str, password: str) -> SignedIn:
        """Open the store with a person's password; a store of an older version is upgraded.

        A try is written down before the password is looked at, so that pulling the plug saves
        nobody the wait.  Raises Problem ``security.wrong_password`` (fact ``seconds`` until the
        next try), ``security.wait``, ``security.not_set_up`` and what the keyring, the device
        secret and the store say.
        """
        login = login.strip().lower()
        with self._vault.locked():
            ring, entry, private = self._tried(login, password)
            try:
                store, keys, ring = self._vault.open_store(ring, entry.boxes, private)
            except WrongKeyError as error:
                wait = attempts.seconds_left(ring.entries[login], self._clock())
                raise Problem("security.wrong_password", seconds=wait) from error
            self._welcome(ring, login, password, keys)
        return self._seat(login, store, keys, {"failures": entry.failures})

    def prove(self, login: str, password: str) -> None:
        """Whether this is that person's password; nothing is opened, wrong tries count.

        Raises Problem as `sign_in` does before it opens the store.
        """
        login = login.strip().lower()
        with self._vault.locked():
            ring, entry, _ = self._tried(login, password)
            calm = replace(entry, failures=0, next_try=None)
            self._vault.write(ring.with_entry(login, calm))

    def _tried(self, login: str, password: str) -> tuple[Keyring, Entry, bytes]:
        """The keyring with this try written down, the entry of before, the private key."""
        if not self.exists():
            raise Problem("security.not_set_up")
        ring, secret = self._vault.read(), self._vault.device.read()
        entry = ring.entries.get(login)
        if entry is None:
            # As slow as a wrong password, so that logins cannot be tried out.
            wrap(login, password, secret, ring.office, self._cost)
            raise Problem("security.wrong_password", seconds=0)
        now = self._clock()
        attempts.refuse_early(entry, now)
        tried = attempts.one_more(entry, now)
        ring = self._vault.write(ring.with_entry(login, tried))
        try:
            return ring, entry, unwrap(entry.wrapped, login, password, secret, ring.office)
        except WrongKeyError as error:
            wait = attempts.seconds_left(tried, now)
            raise Problem("security.wrong_password", seconds=wait) from error

    def wants_second(self, by: SignedIn, user: User) -> bool:
        """Whether acts for two need a second person beside this one."""
        with by.store.reading() as tx:
            return two_people.wanted(accounts.everybody(tx), user, self.logins())

    def issue_recovery(self, by: SignedIn, second: User | None = None) -> str:
        """A new recovery key in its printed form; the paper printed before is void from now on.

        For administrators, two people.  Raises Problem ``desk.not_allowed``,
        ``security.second_needed``.
        """
        if not by.user.may(Act.CHANGE_SETTINGS):
            raise Problem("desk.not_allowed")
        paper = RecoveryKey.fresh()
        with self._vault.locked():
            with by.store.writing() as tx:
                facts = two_people.check(accounts.everybody(tx), by.user, second, self.logins())
                audit.append(tx, "keys.recovery_issued", by.user.login, self._clock(), "", facts)
            self._vault.write(recovery.issued(self._vault.read(), by.keys, paper))
        return paper.printed()

    def recover(self, typed: str, login: str, password: str) -> SignedIn:
        """Open the store with the recovery key, give a login a new password and sign them in.

        A keyring or device secret that is gone or damaged is set aside, never deleted, and made
        anew with this one login; the others are readmitted.  Raises Problem
        ``security.recovery_mistyped``, ``security.recovery_length``, ``security.recovery_wrong``,
        ``security.no_account``, ``security.password_short`` and what the store says.
        """
        paper, login = RecoveryKey.typed(typed), checked_login(login)
        check_password(password)
        with self._vault.locked():
            store, keys, ring = recovery.opened(self._vault, paper)
            try:
                with store.writing() as tx:
                    if accounts.get(tx, login) is None:
                        raise Problem("security.no_account")
                    audit.append(tx, "account.recovered", login, self._clock(), login)
                recovery.make_writable(self._vault)
                entry = self._entry(ring, login, password, keys)
                self._vault.write(ring.with_entry(login, entry))
            except BaseException:
                store.close()
                raise
        return self._seat(login, store, keys, {"failures": 0})

    def restore(self, place: Path, typed: str, login: str, password: str) -> SignedIn:
        """Set this empty desk up from the newest backup on a second place, and sign a login in.

        Raises Problem ``security.office_exists``, ``backup.none``, what `recover` says of its
        input, and what `restoring.restored` says of the backup.
        """
        paper, login = RecoveryKey.typed(typed), checked_login(login)
        check_password(password)
        with self._vault.locked():
            if self.exists():
                raise Problem("security.office_exists")
            keys, ring, database = restoring.restored(self._vault, restoring.newest(place), paper)
            self._note_restored(database, keys, login)
            entry = self._entry(ring, login, password, keys)
            ring = self._vault.write(ring.with_entry(login, entry))
            database.replace(self._vault.database)
            durable.flush_folder(self._folder)
            self._vault.write(replace(ring, complete=True))
            store = open_current(self._vault.database, keys.database)
        return self._seat(login, store, keys, {"failures": 0})

    def backups(self, place: Path) -> Backups:
        """The backups of this desk on a second place."""
        return Backups(place, self._vault, self._clock)

    def rotate_keys(self, by: SignedIn, second: User | None = None) -> SignedIn:
        """New data keys for the whole office, by two people; see `desk.security.rotation`.

        Raises Problem ``desk.not_allowed``, ``security.second_needed``, and what the rotation says.
        """
        if not by.user.may(Act.CHANGE_SETTINGS):
            raise Problem("desk.not_allowed")
        with by.store.writing() as tx:
            facts = two_people.check(accounts.everybody(tx), by.user, second, self.logins())
            if facts:
                audit.append(tx, "keys.rotation_begun", by.user.login, self._clock(), "", facts)
        return rotation.rotate(self._vault, by, self._clock)

    @property
    def _new_database(self) -> Path:
        return self._folder / "motcua.new.db"

    def _welcome(self, ring: Keyring, login: str, password: str, keys: DataKeys) -> None:
        """Forget wrong tries, end a rotation, take over a new cost: one write."""
        entry = replace(ring.entries[login], failures=0, next_try=None)
        if entry.wrapped.cost != self._cost:
            entry = self._entry(ring, login, password, keys)
        self._vault.write(replace(ring.with_entry(login, entry), complete=True))

    def _note_restored(self, database: Path, keys: DataKeys, login: str) -> None:
        store = open_current(database, keys.database)
        try:
            with store.writing() as tx:
                if accounts.get(tx, login) is None:
                    raise Problem("security.no_account")
                audit.append(tx, "office.restored", login, self._clock(), login)
        finally:
            store.close()

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

    def _seat(self, login: str, store: Store, keys: DataKeys, facts: dict[str, int]) -> SignedIn:
        try:
            with store.writing() as tx:
                user = accounts.get(tx, login)
                if user is None:
                    raise Problem("security.no_account")
                audit.append(tx, "signed_in", login, self._clock(), login, facts)
            store.reserve = reserve = Reserve(self._folder)
            folder = self._folder / "blobs"
            blobs = Blobs(folder, keys.scans, floor=FLOOR_BYTES, reserve=reserve)
            return SignedIn(user, store, blobs, keys)
        except BaseException:
            store.close()
            raise
