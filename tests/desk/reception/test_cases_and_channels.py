"""What an administrator writes about cases, channels and persons holds at the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from desk.clock import VIETNAM
from desk.reception.supplements import Asking
from models.dossier import Channel, Draft
from models.facts import Wanted
from models.people import PersonRole
from models.procedure import (
    CASE_FIELD,
    AskedRole,
    Case,
    CopyKind,
    Limit,
    LodgingChannel,
    Unit,
)
from tests.support.life import OfficeOfThree, ready
from tests.support.seat import Watch

CODE = "1.004873"
ABROAD, PAPER = "Đã sống ở nước ngoài", "Giấy tờ ở nước ngoài"


def published(office: OfficeOfThree) -> None:
    """A version with a case of its own limit, a paper of that case, and one channel less."""
    admin, editing = office.admin, office.admin.life.catalogue_editing
    present = admin.intake.catalogue.current(CODE, date(2026, 11, 19))
    assert present is not None
    base = editing.begin(admin.user, CODE, present.version).draft.procedure
    last = base.components[-1]
    made = replace(
        base,
        cases=(Case(ABROAD, Limit(Unit.WORKING_DAY, 23), Limit(Unit.WORKING_DAY, 10)),),
        components=(
            *base.components,
            replace(last, code="AB", name=PAPER, case=ABROAD, required=True, database=""),
        ),
        channels=(LodgingChannel.DIRECT, LodgingChannel.ONLINE),
        roles=(AskedRole(PersonRole.WIFE), AskedRole(PersonRole.COLLECTOR, required=False)),
    )
    editing.save(admin.user, made)
    editing.release(admin.user, CODE, made.version, date(2026, 11, 19))
    for seat in (office.clerk, office.supervisor):
        seat.intake.catalogue.add((replace(made, complete=True),))


def fresh(office: OfficeOfThree, case: str = "") -> Draft:
    draft = ready(office.clerk, CODE)
    return replace(draft, form={CASE_FIELD: case} if case else {})


def test_a_case_has_its_own_limit_and_papers(office: OfficeOfThree) -> None:
    published(office)
    seat = office.clerk
    usual = seat.intake.prospect(seat.user, fresh(office))
    assert PAPER not in usual.missing
    draft = fresh(office, ABROAD)
    left_out = replace(draft, components=tuple(one for one in draft.components if one.code != "AB"))
    prospect = seat.intake.prospect(seat.user, left_out)
    assert prospect.limit_text == "10 ngày làm việc"
    assert prospect.missing == (PAPER,)
    gone = seat.intake.prospect(seat.user, fresh(office, "Không còn"))
    assert "intake.unknown_case" in [one.code for one in gone.problems]
    other = seat.intake.choose(seat.user, draft, "1.001193")
    assert CASE_FIELD not in other.form


def test_a_supplement_restarts_the_limit_of_the_case(office: OfficeOfThree, watch: Watch) -> None:
    published(office)
    seat = office.clerk
    received = seat.acceptance.receive(seat.user, fresh(office, ABROAD))
    dossier = office.dossier(received.dossier_id)
    assert dossier.due.date() == date(2026, 12, 4), "ten working days, 24/11 is off"
    asking = Asking((Wanted("AB", CopyKind.CERTIFIED_COPY),), "Thiếu")
    seat.life.supplements.request(seat.user, dossier.id, asking)
    watch.now = datetime(2026, 12, 7, 9, tzinfo=VIETNAM)
    draft = seat.life.supplements.begin(seat.user, dossier.id)
    lines = tuple(replace(one, presented=True) for one in draft.components)
    seat.life.supplements.received(seat.user, replace(draft, components=lines))
    assert office.dossier(dossier.id).due.date() == date(2026, 12, 21)


def test_a_closed_channel_and_a_missing_person_are_said(office: OfficeOfThree) -> None:
    published(office)
    seat = office.clerk
    by_post = replace(fresh(office), channel=Channel.POST)
    said = [one.code for one in seat.intake.prospect(seat.user, by_post).problems]
    assert "intake.channel_closed" in said
    assert "intake.channel_closed" not in [
        one.code for one in seat.intake.prospect(seat.user, fresh(office)).problems
    ]
