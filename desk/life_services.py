"""The services of a dossier's life after reception, built together: one scribe, one counting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desk.reception.acceptance import Acceptance
from desk.reception.after_result import AfterResult
from desk.reception.agencies import Agencies
from desk.reception.appointments import Appointments, Promising
from desk.reception.bundle_papers import BundlePapers
from desk.reception.bundles import Bundles
from desk.reception.cash_counts import CashCounts
from desk.reception.certifications import Certifications
from desk.reception.certified_copies import CertifiedCopies
from desk.reception.collecting import Collections
from desk.reception.contacts import Contacts
from desk.reception.declarations import Declarations
from desk.reception.deliveries import Deliveries
from desk.reception.eforms import EForms
from desk.reception.endings import Endings
from desk.reception.fees import Fees
from desk.reception.guidance import Guidance
from desk.reception.holding import Holdings
from desk.reception.identifying import Identifying
from desk.reception.late_entries import LateEntries
from desk.reception.lateness import Lateness
from desk.reception.linked import Linked
from desk.reception.lodging import LodgingOnline
from desk.reception.office_data import CalendarEditing, CatalogueEditing, usable
from desk.reception.office_days import OfficeDays
from desk.reception.old_system import OldSystem
from desk.reception.online import Online
from desk.reception.online_folder import FolderPortal
from desk.reception.online_inbox import OnlineInbox, Portal
from desk.reception.originals import Originals
from desk.reception.other_software import OtherSoftware
from desk.reception.pauses import Pauses
from desk.reception.payments import Payments
from desk.reception.registering import OfficeBook, Registering
from desk.reception.result_scans import ResultScans
from desk.reception.results import Results
from desk.reception.reuse import Reuse
from desk.reception.scans_owed import ScansOwed
from desk.reception.scribe import Scribe
from desk.reception.supplements import Supplements
from desk.reception.visits import Visits
from desk.reception.weddings import Weddings
from models.attachment import PageSource
from models.calendar_data import shipped_calendar, shipped_hours
from models.catalogue import Catalogue, load_catalogue
from models.office_hours import hours_of
from models.store import office_data

if TYPE_CHECKING:
    from desk.capture.service import Capture
    from desk.sync.online_portal import HubPortal
    from models.store.blobs import Blobs, StoredBlob


@dataclass(frozen=True, slots=True)
class LifeServices:
    """What one person can do with a dossier after it was received; fields as in `Seat`."""

    appointments: Appointments
    holdings: Holdings
    supplements: Supplements
    endings: Endings
    payments: Payments
    fees: Fees
    cash_counts: CashCounts
    lateness: Lateness
    pauses: Pauses
    linked: Linked
    weddings: Weddings
    declarations: Declarations
    eforms: EForms
    identifying: Identifying
    reuse: Reuse
    after_result: AfterResult
    deliveries: Deliveries
    originals: Originals
    result_scans: ResultScans
    agencies: Agencies
    collections: Collections
    bundles: Bundles
    contacts: Contacts
    guidance: Guidance
    other_software: OtherSoftware
    visits: Visits
    certified_copies: CertifiedCopies
    certifications: Certifications
    scans_owed: ScansOwed
    online_inbox: OnlineInbox
    online: Online
    lodging: LodgingOnline
    registering: Registering
    late_entries: LateEntries
    old_system: OldSystem
    catalogue_editing: CatalogueEditing
    calendar_editing: CalendarEditing


def office_days(scribe: Scribe) -> OfficeDays:
    """The official calendar with the office's own days, and its hours."""
    typed = scribe.settings.office_hours
    days = OfficeDays(shipped_calendar(), hours_of(typed, shipped_hours()), typed.appointment)
    with scribe.store.reading() as tx:
        days.use(office_data.days(tx))
    return days


def office_catalogue(scribe: Scribe) -> Catalogue:
    """The shipped catalogue with the office's own versions."""
    catalogue = load_catalogue().copy()
    with scribe.store.reading() as tx:
        own = office_data.procedures(tx)
    if own:
        catalogue.add(usable(own, catalogue, scribe.clock().date()))
    return catalogue


def _attaching(capture: Capture) -> Callable[[str, str, bytes], object]:
    """Takes a file that was lodged online as pages of a paper."""
    return partial(capture.import_bytes, source=PageSource.FILE)


def _reading(scribe: Scribe, blobs: Blobs) -> Callable[[str, StoredBlob], bytes]:
    """Reads a file that was just made and belongs to nothing yet; it leaves no row behind."""

    def read(sha256: str, blob: StoredBlob) -> bytes:
        with scribe.store.writing() as tx:
            blobs.record(tx, blob, scribe.clock())
            content = blobs.get(tx, sha256)
            blobs.drop(tx, sha256)
        return content

    return read


def life_services(
    scribe: Scribe,
    days: OfficeDays,
    acceptance: Acceptance,
    results: Results,
    capture: Capture,
    blobs: Blobs,
    office_book: OfficeBook,
    hub_portal: HubPortal | None = None,
) -> LifeServices:
    """Build them all around the seat's acceptance and results."""
    catalogue = acceptance.intake.catalogue
    promising = Promising(scribe, days, catalogue)
    supplements = Supplements(scribe, promising, capture.assemble, acceptance.file_waits_until)
    endings = Endings(scribe, catalogue)
    folder = scribe.settings.online_folder
    portal: Portal | None = FolderPortal(Path(folder)) if folder else hub_portal
    return LifeServices(
        appointments=Appointments(scribe, promising),
        holdings=Holdings(scribe, days),
        supplements=supplements,
        endings=endings,
        payments=Payments(scribe, promising),
        fees=Fees(scribe, catalogue),
        cash_counts=CashCounts(scribe),
        lateness=Lateness(scribe, promising),
        pauses=Pauses(scribe, promising),
        linked=Linked(scribe, promising),
        weddings=Weddings(scribe, promising),
        declarations=Declarations(scribe),
        eforms=EForms(scribe),
        identifying=Identifying(scribe),
        reuse=Reuse(scribe, catalogue, blobs, hub_portal.downloads.content if hub_portal else None),
        after_result=AfterResult(scribe, days),
        deliveries=Deliveries(scribe, results),
        originals=Originals(scribe),
        result_scans=ResultScans(scribe, catalogue, capture.assemble),
        agencies=Agencies(scribe, promising),
        collections=Collections(scribe, catalogue),
        bundles=Bundles(scribe, days, BundlePapers(scribe, catalogue), results),
        contacts=Contacts(scribe),
        guidance=Guidance(scribe, catalogue),
        other_software=OtherSoftware(scribe, catalogue),
        visits=Visits(scribe),
        certified_copies=CertifiedCopies(scribe, acceptance),
        certifications=Certifications(scribe, acceptance),
        scans_owed=ScansOwed(scribe, catalogue),
        online_inbox=OnlineInbox(scribe, days, catalogue, portal),
        online=Online(scribe, acceptance, supplements, endings, portal, _attaching(capture)),
        lodging=LodgingOnline(scribe, catalogue, capture.assemble, _reading(scribe, blobs)),
        registering=Registering(scribe, office_book),
        late_entries=LateEntries(scribe),
        old_system=OldSystem(scribe, catalogue, capture.spreadsheet),
        catalogue_editing=CatalogueEditing(scribe, catalogue),
        calendar_editing=CalendarEditing(scribe, days),
    )
