"""What keeps an office able to open its own data: people, passwords, the sealed paper, the backups.

One door for the window and the command line to what `Accounts` and `Backups` do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.clock import Clock
from desk.housekeeping import Housekeeping
from desk.security.accounts import Accounts
from desk.security.backups import LAST_BACKUP
from desk.security.signed_in import SignedIn
from models.problems import Kind, Problem
from models.role import Act, Role, User, needs
from models.store import accounts, audit, values


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person known here; one who left keeps the name on what they did."""

    user: User
    may_sign_in: bool


@dataclass(frozen=True, slots=True)
class Safety:
    """How safe the data are now. ``last_backup`` is the newest one proved by restoring."""

    place: Path | None
    last_backup: datetime | None
    device_secret: str
    wants_second: bool


@dataclass(frozen=True, slots=True)
class Custody:
    """The acts of whoever minds the office's accounts and keys."""

    signed: SignedIn
    accounts: Accounts
    care: Housekeeping
    save_place: Callable[[Path], None]
    clock: Clock

    @needs(Act.ADMIT_CLERK)
    def colleagues(self, user: User) -> tuple[Colleague, ...]:  # noqa: ARG002 - for the guard
        """Everybody who works or worked here, by login."""
        enrolled = self.accounts.logins()
        with self.signed.store.reading() as tx:
            known = accounts.everybody(tx)
        return tuple(Colleague(one, one.login in enrolled) for one in known)

    @needs(Act.ADMIT_CLERK)
    def admit(self, user: User, login: str, name: str, role: Role, password: str) -> None:  # noqa: ARG002
        """Let a person in. Raises as `Accounts.admit`."""
        self.accounts.admit(self.signed, login, name, role, password)

    @needs(Act.ADMIT_CLERK)
    def readmit(self, user: User, login: str, password: str) -> None:  # noqa: ARG002 - for the guard
        """A new first password for somebody who lost theirs. Raises as `Accounts.readmit`."""
        self.accounts.readmit(self.signed, login, password)

    @needs(Act.ADMIT_CLERK)
    def dismiss(self, user: User, login: str) -> None:  # noqa: ARG002 - for the guard
        """Let a person in no more. Raises as `Accounts.dismiss`."""
        self.accounts.dismiss(self.signed, login)

    @needs(Act.SIT_HERE)
    def change_password(self, user: User, old: str, new: str) -> None:
        """One's own.

        Raises Problem ``security.wrong_password``, ``security.wait``, ``security.password_short``.
        """
        self.accounts.prove(user.login, old)
        self.accounts.renew_password(self.signed, new)

    @needs(Act.CHANGE_SETTINGS)
    def new_recovery_key(self, user: User, second: User | None) -> str:  # noqa: ARG002
        """A new paper to be printed and sealed; the old one is void. Two people."""
        return self.accounts.issue_recovery(self.signed, second)

    @needs(Act.MIND_BACKUPS)
    def safety(self, user: User) -> Safety:
        """What the page shows."""
        with self.signed.store.reading() as tx:
            last = values.get(tx, LAST_BACKUP)
        return Safety(
            place=None if self.care.backups is None else self.care.backups.place,
            last_backup=None if last is None else datetime.fromisoformat(last),
            device_secret=self.accounts.device_secret_place(),
            wants_second=self.accounts.wants_second(self.signed, user),
        )

    @needs(Act.MIND_BACKUPS)
    def back_up_now(self, user: User) -> int:  # noqa: ARG002 - for the guard
        """Make a backup and prove it by restoring; how many dossiers it holds.

        Raises Problem ``backup.no_place`` and what `Backups.take` says.
        """
        if self.care.backups is None:
            raise Problem("backup.no_place", Kind.DEVICE_OR_LINE)
        return self.care.backups.take(self.signed).manifest.counts["dossier"]

    @needs(Act.CHANGE_SETTINGS)
    def keep_backups_at(self, user: User, place: Path) -> None:
        """Another disk or a folder of the office's server, from now on.

        Raises Problem ``backup.no_place`` when there is no such folder.
        """
        if not place.is_dir():
            raise Problem("backup.no_place", Kind.DEVICE_OR_LINE)
        self.save_place(place)
        self.care.backups = self.accounts.backups(place)
        with self.signed.store.writing() as tx:
            audit.append(tx, "backup.place_set", user.login, self.clock(), "")
