"""Papers other than the card: all are lawful; one that ran out needs a second identification."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desk.reception.identifying import Shower
from models.citizen import Citizen, IdentifiedBy, IdentityPaper, PaperKind, PartialDate
from models.dossier import Draft
from models.people import PaperStanding
from models.problems import Problem
from models.store import audit
from tests.support.life import OfficeOfThree, ready

FOREIGNER = Citizen("Maria Thử Nghiệm", None, PartialDate(1990, 5, 2), nationality="Lào")
LAWFUL = set(PaperKind) - {PaperKind.OLD_CARD}


def about(office: OfficeOfThree, person: Citizen = FOREIGNER) -> Draft:
    return ready(office.clerk, owner=person)


@pytest.mark.parametrize("kind", sorted(LAWFUL))
def test_every_paper_of_the_rules_identifies_without_a_reason(
    office: OfficeOfThree, kind: PaperKind
) -> None:
    user, seat = office.clerk.user, office.clerk
    paper = IdentityPaper(kind, "C1234567", date(2024, 1, 2), "Bộ Công an", date(2034, 1, 2))
    draft = seat.life.identifying.shown(user, about(office), Shower.OWNER, paper)
    assert draft.owner is not None
    assert draft.owner.paper == paper
    vneid = draft.owner.identified_by is IdentifiedBy.VNEID
    assert vneid == (kind is PaperKind.ELECTRONIC)
    received = seat.acceptance.receive(user, draft)
    kept = seat.lookup.dossier(user, received.dossier_id).dossier.owner
    assert (kept.number, kept.paper) == (None, paper), "a person without a number is one"


def test_one_that_ran_out_helps_only_with_another_and_says_which(office: OfficeOfThree) -> None:
    user, identifying = office.clerk.user, office.clerk.life.identifying
    draft = about(office)
    paper = IdentityPaper(PaperKind.PASSPORT, "C1234567", expires_on=date(2026, 11, 18))
    assert identifying.standing(user, FOREIGNER, paper) is PaperStanding.EXPIRED
    with pytest.raises(Problem, match=r"identity\.expired"):
        identifying.shown(user, draft, Shower.OWNER, paper, "  ")
    changed = identifying.shown(user, draft, Shower.OWNER, paper, "Đối chiếu VNeID mức 2")
    assert changed.note == "Đối chiếu VNeID mức 2"
    last_day = replace(paper, expires_on=date(2026, 11, 19))
    assert identifying.standing(user, FOREIGNER, last_day) is PaperStanding.VALID


def test_a_card_runs_out_by_the_age_of_its_owner(office: OfficeOfThree) -> None:
    user, identifying = office.clerk.user, office.clerk.life.identifying
    of_40 = replace(FOREIGNER, birth_date=PartialDate(1985, 1, 1))
    old = IdentityPaper(PaperKind.CITIZEN_CARD, "001085000007", date(2021, 6, 1))
    assert identifying.standing(user, of_40, old) is PaperStanding.EXPIRED
    shortly_before = replace(old, issued_on=date(2023, 1, 2))
    assert identifying.standing(user, of_40, shortly_before) is PaperStanding.VALID


def test_what_proves_nothing_is_refused(office: OfficeOfThree) -> None:
    user, identifying = office.clerk.user, office.clerk.life.identifying
    draft = about(office)
    with pytest.raises(Problem, match=r"identity\.not_accepted"):
        identifying.shown(
            user, draft, Shower.OWNER, IdentityPaper(PaperKind.OLD_CARD, "012345678"), "VNeID"
        )
    with pytest.raises(Problem, match=r"identity\.no_number"):
        identifying.shown(user, draft, Shower.OWNER, IdentityPaper(PaperKind.PASSPORT, " "))
    with pytest.raises(Problem, match=r"identity\.nobody"):
        identifying.shown(user, draft, Shower.SUBMITTER, IdentityPaper(PaperKind.OTHER))


def test_the_number_of_the_paper_is_in_no_audit_line(office: OfficeOfThree) -> None:
    seat = office.clerk
    paper = IdentityPaper(PaperKind.PASSPORT, "C7654321")
    seat.life.identifying.shown(seat.user, about(office), Shower.OWNER, paper)
    with seat.store.reading() as tx:
        lines = [line for line in audit.rows(tx) if "identity.shown" in line.body]
    assert len(lines) == 1
    assert "C7654321" not in lines[0].body
