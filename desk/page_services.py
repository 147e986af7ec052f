"""The services of pages and documents, built together: capture, digitising, values, signatures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desk.capture.bridge import WORKER_COMMAND
from desk.capture.decoder import Decoder
from desk.capture.digitising import READERS, Digitising, Tools
from desk.capture.field_reading import FieldReading
from desk.capture.fields import Fields
from desk.capture.filing import Filing
from desk.capture.finishing import Finishing
from desk.capture.preparer import Preparer
from desk.capture.profiles import ProfileDesk
from desk.capture.reader import Reader
from desk.capture.renewing import Renewals
from desk.capture.service import Capture
from desk.capture.signing import Hands, Signing
from desk.capture.telling import Telling
from desk.capture.writing import Writing
from desk.events import Received, ScanProfilesChanged
from desk.threads import start_process
from models.file_limits import file_limits

if TYPE_CHECKING:
    from desk.assembly import Desk
    from models.catalogue import Catalogue
    from models.dossier import Dossier
    from models.scan_profile import ScanProfiles
    from models.store.blobs import Blobs
    from models.store.engine import Store


@dataclass(frozen=True, slots=True)
class PageServices:
    """What one person can do with pages; fields as in `Seat`."""

    capture: Capture
    digitising: Digitising
    fields: Fields
    scan_profiles: ProfileDesk
    signing: Signing
    unsubscribe: tuple[Callable[[], None], ...]
    """Called when the person leaves."""


def page_services(desk: Desk, store: Store, blobs: Blobs, catalogue: Catalogue) -> PageServices:
    """Build them around one open store; no process is started yet."""
    events, clock = desk.events, desk.clock
    capture = Capture(store, blobs, events, clock, desk.new_id, start_process, WORKER_COMMAND)
    reading = FieldReading(store, events, clock)
    hear = events.subscribe(Received, lambda event: reading.received(event.dossier_id))
    renewals = Renewals(store, events, clock, desk.new_id, desk.settings.device_id)
    writing = Writing(
        store, blobs, Decoder(start_process, WORKER_COMMAND, None), _size_limit(catalogue)
    )
    tools = Tools(
        Preparer(start_process, WORKER_COMMAND),
        tuple(Reader(start_process, WORKER_COMMAND) for _ in range(READERS)),
        Filing(store, events, clock),
        Finishing(store, clock, writing, renewals),
        lambda: capture.scanning,
        reading.when_read,
        Telling(writing, renewals),
    )
    digitising = Digitising(store, blobs, events, clock, tools)
    hands = Hands(desk.signing_bridge(), desk.verifier())
    return PageServices(
        capture=capture,
        digitising=digitising,
        fields=Fields(store, reading, capture.crop, clock),
        scan_profiles=_scan_profiles(desk),
        signing=Signing(renewals, blobs, desk.settings.signing, hands, desk.new_id),
        unsubscribe=(hear, *digitising.listen(), hands.close),
    )


def _size_limit(catalogue: Catalogue) -> Callable[[Dossier], int]:
    """How large a document of a dossier may be for its receiver, in bytes."""

    def limit(dossier: Dossier) -> int:
        procedure = catalogue.version(dossier.procedure_code, dossier.procedure_version)
        return file_limits().bytes_for(procedure.back_end if procedure else "")

    return limit


def _scan_profiles(desk: Desk) -> ProfileDesk:
    def save(profiles: ScanProfiles) -> None:
        desk.profile.save(replace(desk.profile.load(), scan_profiles=profiles))
        desk.events.publish(ScanProfilesChanged(profiles))

    return ProfileDesk(lambda: desk.profile.load().scan_profiles, save)
