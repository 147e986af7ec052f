"""The composition root: settings → a desk at which somebody can sit down.

`Desk` is the seat before anybody signed in: no store is open and no key is known.  Signing in gives
a `desk.seat.Seat`, whose services `desk.seating` builds and nobody else.

Imports of SQL, cryptography and PDF stand inside the functions that need them: they run on a worker
while the window is already on the screen (design, house rules).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk.clock import Clock, office_time
from desk.events import Events
from desk.identifiers import NewId, new_id
from desk.reader_memory import ReaderMemory
from desk.settings import Profile, Settings
from desk.threads import Workers, run_tool, start_process, start_thread
from models.problems import Problem
from models.role import Role

if TYPE_CHECKING:
    from desk.capture.scanner import ScannerInfo
    from desk.capture.signing_bridge import SigningBridge
    from desk.capture.verifier import Verifier
    from desk.card.service import CardService
    from desk.seat import Seat
    from desk.security.accounts import Accounts, SignedIn
    from desk.security.keys import Cost
    from printing.spool import Spool

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """A seat at the counter before sign-in."""

    profile: Profile
    settings: Settings
    clock: Clock
    new_id: NewId
    events: Events
    workers: Workers
    password_cost: Cost | None = None
    """What a guess of a password costs; None for the recommended one. Tests take less."""

    def accounts(self) -> Accounts:
        """The keyring of this seat."""
        from desk.security.accounts import Accounts

        if self.password_cost is None:
            return Accounts(self.profile.security, self.clock)
        return Accounts(self.profile.security, self.clock, self.password_cost)

    def card_service(self, certificates: Sequence[Path] | None = None) -> CardService:
        """The card readers of this seat, not started yet; trust is the office's unless given."""
        from desk.capture.bridge import WORKER_COMMAND
        from desk.capture.decoder import PortraitDecoder
        from desk.card.service import CardService
        from desk.card.trust import TrustStore
        from desk.card.trust_folder import TrustFolder

        if certificates is None:
            trust = TrustFolder(self.profile.trust).store()
        else:
            trust = TrustStore.from_files(certificates)
        return CardService(
            self.events,
            start_thread,
            trust,
            self.clock,
            PortraitDecoder(start_process, WORKER_COMMAND),
            block_sizes=ReaderMemory(self.profile.reader_memory),
            scanner_port=self.settings.qr_scanner_port,
        )

    def spool(self) -> Spool:
        """Where papers come out: the system's printers, or a folder when the office says so."""
        from printing.spool import CupsSpool, FolderSpool

        if self.settings.print_to_folder:
            return FolderSpool(self.profile.papers)
        return CupsSpool(run_tool)

    def list_scanners(self) -> tuple[ScannerInfo, ...]:
        """Scanners this machine sees, asked for in a driver process."""
        from desk.capture.bridge import WORKER_COMMAND, Bridge
        from desk.capture.frames import Frame
        from desk.capture.scanner import ScannerInfo
        from models.plain import from_plain

        bridge = Bridge(start_process, WORKER_COMMAND, fresh=True)
        answer = bridge.ask(Frame("scanners", {"addresses": []}))
        return tuple(from_plain(ScannerInfo, one) for one in answer.facts["scanners"])

    def create_office(self, login: str, name: str, password: str) -> Seat:
        """First start: make the keys, the store and the first administrator.

        Raises:
            Problem: when a store is already there.
        """
        return self._seat(self.accounts().create_office(login, name, password))

    def sign_in(self, login: str, password: str) -> Seat:
        """Open the store for one person.

        Raises:
            Problem: ``security.wrong_password`` and what else the keyring or the store says.
        """
        return self._seat(self.accounts().sign_in(login, password))

    def print_recovery_key(self, key: str) -> str:
        """The sealed paper, straight to a printer: never into a folder, where it would stay.

        Raises:
            Problem: ``printing.no_printer``; the printer's.
        """
        from printing.recovery_sheet import render
        from printing.spool import CupsSpool

        pdf = render(key, self.settings.office.agency, self.clock())
        printer = self.settings.printer
        return CupsSpool(run_tool).send(pdf, "Tờ khóa khôi phục", printer=printer, copies=1)

    def recover(self, typed: str, login: str, password: str) -> Seat:
        """Sit down with the recovery key, which gives the login a new password.

        Raises:
            Problem: as `Accounts.recover`.
        """
        return self._seat(self.accounts().recover(typed, login, password))

    def restore(self, place: Path, typed: str, login: str, password: str) -> Seat:
        """Set this empty machine up from the newest backup on a second place.

        Raises:
            Problem: as `Accounts.restore`.
        """
        return self._seat(self.accounts().restore(place, typed, login, password))

    def admit(self, seat: Seat, login: str, name: str, role: Role, password: str) -> None:
        """Let another person in at this seat.

        Raises:
            Problem: ``desk.not_allowed``, ``security.login_taken``, ``security.password_short`` …
        """
        self.accounts().admit(seat.signed, login, name, role, password)

    def signing_bridge(self) -> SigningBridge:
        """Tokens and signatures, in a process of their own that is not started yet."""
        from desk.capture.signing_bridge import SigningBridge

        return SigningBridge(start_process, self.clock, self.signature_roots)

    def verifier(self, roots: Path | None = None) -> Verifier:
        """Who explains signatures; trust is the office's unless a folder is given."""
        from desk.capture.signing_trust import installed
        from desk.capture.verifier import Verifier

        trust = self.signature_roots if roots is None else lambda: installed(roots)
        return Verifier(start_process, self.clock, trust)

    def signature_roots(self) -> tuple[bytes, ...]:
        """The certificates this office installed for signatures on documents, DER."""
        from desk.capture.signing_trust import installed

        return installed(self.profile.signature_roots)

    def _seat(self, signed: SignedIn) -> Seat:
        from desk.seating import seat_of

        return seat_of(self, signed)


def assemble(
    profile: Profile, *, clock: Clock = office_time, password_cost: Cost | None = None
) -> Desk:
    """The desk of one profile.

    Raises:
        Problem: ``settings.unreadable``.
    """
    return Desk(
        profile=profile,
        settings=profile.load(),
        clock=clock,
        new_id=new_id,
        events=Events(_defect),
        workers=Workers(),
        password_cost=password_cost,
    )


def _defect(error: BaseException) -> None:
    if isinstance(error, Problem):
        log.error("problem %s escaped a listener", error.code)
    else:
        log.error("a listener failed", exc_info=error)
