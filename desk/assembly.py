"""The composition root: settings → store, workers, devices, line → use cases.

`Desk` is the seat before anybody signed in: no store is open and no key is known.  `sign_in` gives
a `Seat`: everything one person can do until they leave.  Nobody else builds services.

Imports of SQL, cryptography and PDF stand inside the functions that need them: they run on a worker
while the window is already on the screen (design, house rules).
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desk.clock import Clock, office_time
from desk.events import DocumentRenewed, Events, FieldsTold, Received, Returned, ScanProfilesChanged
from desk.identifiers import NewId, new_id
from desk.reader_memory import ReaderMemory
from desk.settings import Profile, Settings
from desk.threads import Workers, run_tool, start_process, start_thread
from models.problems import Problem
from models.role import Role, User

if TYPE_CHECKING:
    from datetime import datetime

    from desk.capture.digitising import Digitising
    from desk.capture.field_reading import FieldReading
    from desk.capture.fields import Fields
    from desk.capture.profiles import ProfileDesk
    from desk.capture.scanner import ScannerInfo
    from desk.capture.service import Capture
    from desk.capture.signing import Signing
    from desk.capture.signing_bridge import SigningBridge
    from desk.capture.verifier import Verifier
    from desk.card.service import CardService
    from desk.custody import Custody
    from desk.housekeeping import Housekeeping
    from desk.life_services import LifeServices
    from desk.reception.acceptance import Acceptance
    from desk.reception.intake import Intake
    from desk.reception.lookup import Lookup
    from desk.reception.papers import Papers
    from desk.reception.results import Results
    from desk.reception.today import Today
    from desk.security.accounts import Accounts, SignedIn
    from desk.security.checkpoints import Checkpoints
    from desk.security.keys import Cost
    from desk.security.presence import Presence
    from desk.security.privacy import Privacy
    from desk.supervision.alarms import Alarms
    from desk.supervision.kpi766 import Kpi766
    from desk.sync.certificates import Certificates
    from desk.sync.line import Line
    from desk.sync.service import SyncService
    from models.catalogue import Catalogue
    from models.dossier import Dossier
    from models.papers.kinds import Printable
    from models.store.blobs import Blobs
    from models.store.engine import Store
    from printing.spool import Spool

log = logging.getLogger(__name__)

HUB_TOKEN = "hub.token"  # noqa: S105 - a name, not a token
"""Name under which the encrypted store keeps this device's token."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What the signed-in person can do here."""

    signed: SignedIn
    life: LifeServices
    """The acts after reception, and the office's own data: holders, bundles, supplements …"""
    intake: Intake
    acceptance: Acceptance
    lookup: Lookup
    results: Results
    today: Today
    kpi766: Kpi766
    capture: Capture
    digitising: Digitising
    fields: Fields
    """The work behind the clerk: clean pictures, text, documents renewed with it."""
    scan_profiles: ProfileDesk
    papers: Papers
    alarms: Alarms
    sync: SyncService
    privacy: Privacy
    presence: Presence
    care: Housekeeping
    custody: Custody
    signing: Signing
    stop: threading.Event
    """Set when the person leaves; ends the sync loop."""
    unsubscribe: tuple[Callable[[], None], ...]
    """Called when the person leaves: nobody wakes a line that is gone."""

    @property
    def user(self) -> User:
        """Who sits here, with a right lent for the act at hand."""
        return self.presence.user

    @property
    def store(self) -> Store:
        """The open store."""
        return self.signed.store


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
            PortraitDecoder(start_process, worker_command()),
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
        from desk.capture.bridge import Bridge
        from desk.capture.frames import Frame
        from desk.capture.scanner import ScannerInfo
        from models.plain import from_plain

        bridge = Bridge(start_process, worker_command(), fresh=True)
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

    def leave(self, seat: Seat) -> None:
        """End the person's session: the line stops, the store closes, its key is dropped."""
        seat.stop.set()
        for stop in seat.unsubscribe:
            stop()
        seat.sync.wake()
        seat.digitising.close()
        self._release_files(seat.store)
        seat.sync.close()
        seat.capture.close()
        seat.store.close()

    def _release_files(self, store: Store) -> None:
        from models.store import outbox

        try:
            with store.writing() as tx:
                outbox.release_files(tx)
        except Problem as problem:
            log.info("leaving: %s", problem.code)  # a full disk keeps nobody in the seat

    def keep_hub_token(self, seat: Seat, token: str) -> None:
        """Keep this device's token for the hub in the encrypted store."""
        from models.store import audit, values

        with seat.store.writing() as tx:
            values.set(tx, HUB_TOKEN, token)
            audit.append(tx, "hub.token_set", seat.user.login, self.clock(), "")

    def _seat(self, signed: SignedIn) -> Seat:
        from desk.capture.field_reading import FieldReading
        from desk.capture.fields import Fields
        from desk.capture.service import Capture
        from desk.custody import Custody
        from desk.life_services import life_services, office_catalogue, office_days
        from desk.reception.acceptance import Acceptance
        from desk.reception.intake import Intake
        from desk.reception.lookup import Lookup
        from desk.reception.papers import Papers
        from desk.reception.results import Results
        from desk.reception.scribe import Scribe
        from desk.reception.today import Today
        from desk.security.presence import Presence
        from desk.security.privacy import Privacy
        from desk.supervision.alarms import Alarms
        from desk.supervision.kpi766 import Kpi766

        store, blobs, accounts = signed.store, signed.blobs, self.accounts()
        checkpoints = self._checkpoints(signed)
        care = self._care(signed, checkpoints)
        sync = self._sync(store, blobs, checkpoints)
        stops = tuple(
            self.events.subscribe(kind, lambda _: sync.wake())
            for kind in (Received, Returned, DocumentRenewed, FieldsTold)
        )
        scribe = Scribe(store, self.settings, self.clock, self.new_id)
        days = office_days(scribe)
        intake = Intake(store, office_catalogue(scribe), days.deadline, self.clock, self.new_id)
        capture = Capture(
            store, blobs, self.events, self.clock, self.new_id, start_process, worker_command()
        )
        reading = FieldReading(store, self.events, self.clock)
        hear = self.events.subscribe(Received, lambda event: reading.received(event.dossier_id))
        digitising = self._digitising(store, blobs, capture, reading, intake.catalogue)
        acceptance = Acceptance(
            store,
            intake,
            capture.assemble,
            self.settings,
            self.events,
            self.clock,
            self.new_id,
            blobs.drop,
            digitising.file_waits_until,
        )
        results = Results(
            store, intake.catalogue, self.settings, self.events, self.clock, self.new_id
        )
        signing = self._signing(store, blobs)
        return Seat(
            signed=signed,
            life=life_services(scribe, days, acceptance, results, capture, blobs),
            intake=intake,
            acceptance=acceptance,
            lookup=Lookup(store, blobs, self.clock),
            results=results,
            today=Today(store, self.clock),
            kpi766=Kpi766(store, intake.catalogue, self.clock, self.settings.hub_url is not None),
            alarms=Alarms(store, self.clock),
            capture=capture,
            digitising=digitising,
            fields=Fields(store, reading, capture.crop, self.clock),
            scan_profiles=self._scan_profiles(),
            papers=Papers(scribe, intake.catalogue, _set_paper, self._send_paper, self.events),
            sync=sync,
            privacy=Privacy(store, blobs, accounts.logins, self.clock),
            presence=Presence(signed.user, store, accounts.prove, accounts.logins, self.clock),
            care=care,
            custody=Custody(signed, accounts, care, self._keep_backups_at, self.clock),
            signing=signing,
            stop=threading.Event(),
            unsubscribe=(*stops, hear, *digitising.listen(), signing.hands.close),
        )

    def _digitising(
        self,
        store: Store,
        blobs: Blobs,
        capture: Capture,
        reading: FieldReading,
        catalogue: Catalogue,
    ) -> Digitising:
        from desk.capture.decoder import Decoder
        from desk.capture.digitising import READERS, Digitising, Tools
        from desk.capture.filing import Filing
        from desk.capture.finishing import Finishing
        from desk.capture.preparer import Preparer
        from desk.capture.reader import Reader
        from desk.capture.renewing import Renewals
        from desk.capture.telling import Telling
        from desk.capture.writing import Writing
        from models.file_limits import file_limits

        def limit(dossier: Dossier) -> int:
            procedure = catalogue.version(dossier.procedure_code, dossier.procedure_version)
            return file_limits().bytes_for(procedure.back_end if procedure else "")

        command, device = worker_command(), self.settings.device_id
        writing = Writing(store, blobs, Decoder(start_process, command, None), limit)
        renewals = Renewals(store, self.events, self.clock, self.new_id, device)
        tools = Tools(
            Preparer(start_process, command),
            tuple(Reader(start_process, command) for _ in range(READERS)),
            Filing(store, self.events, self.clock),
            Finishing(store, self.clock, writing, renewals),
            lambda: capture.scanning,
            reading.when_read,
            Telling(writing, renewals),
        )
        return Digitising(store, blobs, self.events, self.clock, tools)

    def _signing(self, store: Store, blobs: Blobs) -> Signing:
        from desk.capture.renewing import Renewals
        from desk.capture.signing import Hands, Signing

        device = self.settings.device_id
        return Signing(
            Renewals(store, self.events, self.clock, self.new_id, device),
            blobs,
            self.settings.signing,
            Hands(self.signing_bridge(), self.verifier()),
            self.new_id,
        )

    def signing_bridge(self) -> SigningBridge:
        """Tokens and signatures, in a process of their own that is not started yet."""
        from desk.capture.signing_bridge import SigningBridge

        return SigningBridge(
            start_process, self.clock, self.signature_roots, worker_command=worker_command()
        )

    def verifier(self, roots: Path | None = None) -> Verifier:
        """Who explains signatures; trust is the office's unless a folder is given."""
        from desk.capture.signing_trust import installed
        from desk.capture.verifier import Verifier

        trust = self.signature_roots if roots is None else lambda: installed(roots)
        return Verifier(start_process, self.clock, trust, worker_command())

    def signature_roots(self) -> tuple[bytes, ...]:
        """The certificates this office installed for signatures on documents, DER."""
        from desk.capture.signing_trust import installed

        return installed(self.profile.signature_roots)

    def _checkpoints(self, signed: SignedIn) -> Checkpoints:
        from desk.security.checkpoints import Checkpoints

        seed = self.accounts().signing_seed()
        return Checkpoints(signed.store, self.settings.device_id, seed, self.clock)

    def _scan_profiles(self) -> ProfileDesk:
        from desk.capture.profiles import ProfileDesk
        from models.scan_profile import ScanProfiles

        def save(profiles: ScanProfiles) -> None:
            self.profile.save(replace(self.profile.load(), scan_profiles=profiles))
            self.events.publish(ScanProfilesChanged(profiles))

        return ProfileDesk(lambda: self.profile.load().scan_profiles, save)

    def _keep_backups_at(self, place: Path) -> None:
        self.profile.save(replace(self.profile.load(), backup_folder=str(place)))

    def _care(self, signed: SignedIn, checkpoints: Checkpoints) -> Housekeeping:
        from desk.housekeeping import Housekeeping

        accounts, place = self.accounts(), self.settings.backup_folder
        return Housekeeping(
            signed,
            checkpoints,
            accounts.backups(Path(place)) if place else None,
            self.profile.papers,
            self.events,
            self.clock,
        )

    def _sync(self, store: Store, blobs: Blobs, checkpoints: Checkpoints) -> SyncService:
        from desk.sync.service import SyncService

        return SyncService(
            store,
            blobs,
            self._line(store),
            self.events,
            self.clock,
            self.new_id,
            self.settings.device_id,
            self.settings.office.agency_code,
            hand_over=checkpoints.hand_over,
        )

    def _line(self, store: Store) -> Line | None:
        from desk.sync.line import HttpLine
        from models.store import values

        if not self.settings.hub_url:
            return None
        with store.reading() as tx:
            token = values.get(tx, HUB_TOKEN)
        return HttpLine(self.settings.hub_url, token, certificates=self.certificates())

    def certificates(self) -> Certificates | None:
        """What the line to the hub is secured with; None as long as the office has not set it."""
        from desk.sync.certificates import Certificates

        settings = self.settings
        if settings.hub_ca and settings.hub_certificate and settings.hub_key:
            return Certificates(
                Path(settings.hub_ca), Path(settings.hub_certificate), Path(settings.hub_key)
            )
        return None

    def _send_paper(self, pdf: bytes, title: str, copies: int) -> str:
        from printing.imposition import is_a5, two_up

        two = self.settings.two_liens_on_a4 and not self.settings.print_to_folder
        if two and is_a5(pdf):
            pdf, copies = two_up(pdf), (copies + 1) // 2
        return self.spool().send(pdf, title, printer=self.settings.printer, copies=copies)


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


def worker_command() -> tuple[str, ...]:
    """How to start this program's own driver process, frozen or not."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--capture-worker")
    return (sys.executable, "-P", "-m", "desk.capture.worker")


def run_sync(seat: Seat) -> None:
    """Keep the line busy and the store in care, on their own threads, until the person leaves."""
    start_thread("sync", lambda: seat.sync.run(seat.stop))
    start_thread("care", lambda: seat.care.run(seat.stop))
    for work in seat.digitising.loops():
        start_thread("digitising", partial(work, seat.stop))
    start_thread("signatures", lambda: seat.signing.debts.run(seat.stop))


def _set_paper(paper: object, reprinted_at: datetime | None) -> Printable:
    from printing.papers import set_paper

    return set_paper(paper, reprinted_at)


def _defect(error: BaseException) -> None:
    if isinstance(error, Problem):
        log.error("problem %s escaped a listener", error.code)
    else:
        log.error("a listener failed", exc_info=error)
