"""A person sits down: the services of their seat, built around the store they opened.

Here the rooms of the desk meet.  What belongs to one concern is built beside: the pages
(`desk.page_services`), a dossier's life after reception (`desk.life_services`), the line to the hub
(`desk.hub_line`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desk.capture.signing_modules import modules
from desk.card.serial_scanner import ports
from desk.custody import Custody
from desk.events import DocumentRenewed, FieldsTold, Received, Returned
from desk.housekeeping import Housekeeping
from desk.hub_line import online_at_contact, online_portal, sync_service
from desk.life_services import life_services, office_catalogue, office_days
from desk.page_services import page_services
from desk.reception.acceptance import Acceptance
from desk.reception.intake import Intake
from desk.reception.lookup import Lookup
from desk.reception.papers import Papers
from desk.reception.results import Results
from desk.reception.scribe import Scribe
from desk.reception.today import Today
from desk.seat import Seat
from desk.security.checkpoints import Checkpoints
from desk.security.presence import Presence
from desk.security.privacy import Privacy
from desk.setting_up import SettingUp
from desk.supervision.alarms import Alarms
from desk.supervision.kpi766 import Kpi766
from desk.supervision.weekly import Weekly
from desk.threads import run_tool
from models.papers.kinds import Printable
from printing.imposition import is_a5, two_up
from printing.papers import set_paper
from printing.spool import CupsSpool

if TYPE_CHECKING:
    from desk.assembly import Desk
    from desk.security.accounts import SignedIn
    from desk.settings import Settings

NEWS_FOR_THE_HUB = (Received, Returned, DocumentRenewed, FieldsTold)
"""What the line is woken for."""


def seat_of(desk: Desk, signed: SignedIn) -> Seat:
    """The seat of one person at one desk; nothing runs yet (`desk.seat.work_behind`)."""
    store, blobs, accounts = signed.store, signed.blobs, desk.accounts()
    events, clock, settings, new_id = desk.events, desk.clock, desk.settings, desk.new_id
    checkpoints = Checkpoints(store, settings.device_id, accounts.signing_seed(), clock)
    care = _care(desk, signed, checkpoints)
    sync = sync_service(desk, store, blobs, checkpoints)
    scribe = Scribe(store, settings, clock, new_id)
    days = office_days(scribe)
    intake = Intake(store, office_catalogue(scribe), days.deadline, clock, new_id)
    pages = page_services(desk, store, blobs, intake.catalogue)
    acceptance = Acceptance(
        store,
        intake,
        pages.capture.assemble,
        settings,
        events,
        clock,
        new_id,
        blobs.drop,
        pages.digitising.file_waits_until,
    )
    results = Results(store, intake.catalogue, settings, events, clock, new_id)
    portal = online_portal(desk, store)
    woken = [events.subscribe(kind, lambda _: sync.wake()) for kind in NEWS_FOR_THE_HUB]
    life = life_services(
        scribe, days, acceptance, results, pages.capture, blobs, sync.office_book, portal
    )
    presence = Presence(signed.user, store, accounts.prove, accounts.logins, clock)
    if portal is not None:
        sync.at_contact["online"] = online_at_contact(
            desk, life.online_inbox, lambda: presence.user
        )
    return Seat(
        signed=signed,
        life=life,
        intake=intake,
        acceptance=acceptance,
        lookup=Lookup(store, blobs, clock),
        results=results,
        today=Today(store, clock),
        kpi766=Kpi766(store, intake.catalogue, clock, settings.hub_url is not None),
        weekly=Weekly(store, settings, clock),
        alarms=Alarms(store, clock),
        capture=pages.capture,
        digitising=pages.digitising,
        fields=pages.fields,
        scan_profiles=pages.scan_profiles,
        papers=Papers(scribe, intake.catalogue, _set_paper, paper_sender(desk), events),
        sync=sync,
        privacy=Privacy(store, blobs, accounts.logins, clock),
        presence=presence,
        care=care,
        custody=Custody(signed, accounts, care, _backup_place_of(desk), clock),
        signing=pages.signing,
        setting_up=SettingUp(store, desk.profile, events, clock, _offers()),
        stop=threading.Event(),
        unsubscribe=(*woken, *pages.unsubscribe, *([portal.line.close] if portal else [])),
    )


def settled_anew(desk: Desk, seat: Seat, settings: Settings) -> tuple[Desk, Seat]:
    """The same person at the same open store, served with other settings.

    The old seat's work behind ends; `desk.seat.work_behind` starts the new one's.
    """
    seat.end_work()
    desk = replace(desk, settings=settings)
    return desk, seat_of(desk, seat.signed)


def _care(desk: Desk, signed: SignedIn, checkpoints: Checkpoints) -> Housekeeping:
    place = desk.settings.backup_folder
    return Housekeeping(
        signed,
        checkpoints,
        desk.accounts().backups(Path(place)) if place else None,
        desk.profile.papers,
        desk.events,
        desk.clock,
    )


def _backup_place_of(desk: Desk) -> Callable[[Path], None]:
    def keep(place: Path) -> None:
        desk.profile.save(replace(desk.profile.load(), backup_folder=str(place)))

    return keep


def _offers() -> dict[str, Callable[[], tuple[str, ...]]]:
    """What this machine knows that can be chosen in a setting."""

    def printers() -> tuple[str, ...]:
        return tuple(one.name for one in CupsSpool(run_tool).printers())

    return {
        "printer": printers,
        "qr_scanner_port": ports,
        "signing.module": partial(modules, None),
    }


def paper_sender(desk: Desk) -> Callable[[bytes, str, int], str]:
    """Sends a paper to where papers of this desk come out; two slips share a sheet if wished."""

    def send(pdf: bytes, title: str, copies: int) -> str:
        two = desk.settings.two_liens_on_a4 and not desk.settings.print_to_folder
        if two and is_a5(pdf):
            pdf, copies = two_up(pdf), (copies + 1) // 2
        return desk.spool().send(pdf, title, printer=desk.settings.printer, copies=copies)

    return send


def _set_paper(paper: object, reprinted_at: datetime | None) -> Printable:
    return set_paper(paper, reprinted_at)
