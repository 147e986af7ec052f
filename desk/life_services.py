"""The services of a dossier's life after reception, built together: one scribe, one counting."""

from __future__ import annotations

from dataclasses import dataclass

from desk.reception.acceptance import Acceptance, Assemble
from desk.reception.agencies import Agencies
from desk.reception.appointments import Appointments, Promising
from desk.reception.bundle_papers import BundlePapers
from desk.reception.bundles import Bundles
from desk.reception.cash_counts import CashCounts
from desk.reception.certifications import Certifications
from desk.reception.certified_copies import CertifiedCopies
from desk.reception.collecting import Collections
from desk.reception.contacts import Contacts
from desk.reception.endings import Endings
from desk.reception.fees import Fees
from desk.reception.guidance import Guidance
from desk.reception.holding import Holdings
from desk.reception.late_entries import LateEntries
from desk.reception.lateness import Lateness
from desk.reception.office_data import CalendarEditing, CatalogueEditing, usable
from desk.reception.office_days import OfficeDays
from desk.reception.old_system import OldSystem
from desk.reception.other_software import OtherSoftware
from desk.reception.payments import Payments
from desk.reception.registering import Registering
from desk.reception.results import Results
from desk.reception.scribe import Scribe
from desk.reception.supplements import Supplements
from desk.reception.visits import Visits
from models.calendar_data import shipped_calendar, shipped_hours
from models.catalogue import Catalogue, load_catalogue
from models.store import office_data


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
    agencies: Agencies
    collections: Collections
    bundles: Bundles
    contacts: Contacts
    guidance: Guidance
    other_software: OtherSoftware
    visits: Visits
    certified_copies: CertifiedCopies
    certifications: Certifications
    registering: Registering
    late_entries: LateEntries
    old_system: OldSystem
    catalogue_editing: CatalogueEditing
    calendar_editing: CalendarEditing


def office_days(scribe: Scribe) -> OfficeDays:
    """The official calendar with the office's own days, and its hours."""
    days = OfficeDays(shipped_calendar(), shipped_hours())
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


def life_services(
    scribe: Scribe,
    days: OfficeDays,
    acceptance: Acceptance,
    results: Results,
    assemble: Assemble,
) -> LifeServices:
    """Build them all around the seat's acceptance and results."""
    catalogue = acceptance.intake.catalogue
    promising = Promising(scribe, days, catalogue)
    return LifeServices(
        appointments=Appointments(scribe, promising),
        holdings=Holdings(scribe, days),
        supplements=Supplements(scribe, promising, assemble, acceptance.file_waits_until),
        endings=Endings(scribe, catalogue),
        payments=Payments(scribe, promising),
        fees=Fees(scribe, catalogue),
        cash_counts=CashCounts(scribe),
        lateness=Lateness(scribe, promising),
        agencies=Agencies(scribe, promising),
        collections=Collections(scribe, catalogue),
        bundles=Bundles(scribe, days, BundlePapers(scribe, catalogue), results),
        contacts=Contacts(scribe),
        guidance=Guidance(scribe, catalogue),
        other_software=OtherSoftware(scribe, catalogue),
        visits=Visits(scribe),
        certified_copies=CertifiedCopies(scribe, acceptance),
        certifications=Certifications(scribe, acceptance),
        registering=Registering(scribe),
        late_entries=LateEntries(scribe),
        old_system=OldSystem(scribe, catalogue),
        catalogue_editing=CatalogueEditing(scribe, catalogue),
        calendar_editing=CalendarEditing(scribe, days),
    )
