"""The form at the counter: known values stand in it, papers' values are offered, blanks go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from models.calendar import VIETNAM
from models.citizen import Citizen, PartialDate, Sex
from models.dossier import Draft
from models.eform import Key, OfferedValue, SheetField, filled, sheet, taken_over
from models.people import PersonRole
from models.people_forms import people_missing
from models.problems import Problem

BIRTH = "1.001193"
LAN = Citizen("Nguyễn Thị Lan", "001199000017", PartialDate(1999, 1, 1), Sex.FEMALE,
              address="Thôn 1, Xã Thử", phone="0900000001")  # fmt: skip
DRAFT = Draft(
    id="d", clerk="lan", started_at=datetime(2026, 11, 19, 8, 0, tzinfo=VIETNAM),
    procedure_code=BIRTH, owner=Citizen("Nguyễn An Nhiên"), submitter=LAN,
)  # fmt: skip


def field(draft: Draft, role: str, name: str, *offers: OfferedValue) -> SheetField:
    found = [one for part in sheet(draft, offers) for one in part.fields]
    return next(one for one in found if one.key == (role, name))


def given(draft: Draft) -> dict[Key, str]:
    return {one.key: one.value for part in sheet(draft) for one in part.fields}


def test_the_card_stands_in_the_form_and_papers_are_only_offered() -> None:
    assert field(DRAFT, "declarant", "full_name").value == LAN.full_name
    assert field(DRAFT, "child", "full_name").value == "Nguyễn An Nhiên"
    assert field(DRAFT, "mother", "full_name").value == "", "nobody said who the mother is"
    offers = (
        OfferedValue("mother", "full_name", "Nguyễn Thị Lan", "02", "giay_chung_sinh"),
        OfferedValue("child", "full_name", "Nguyễn An Nhiên", "02", "giay_chung_sinh"),
    )
    offered = field(DRAFT, "mother", "full_name", *offers)
    assert (offered.value, offered.offer) == ("", offers[0])
    assert field(DRAFT, "child", "full_name", *offers).offer is None, "it stands there already"
    assert taken_over(sheet(DRAFT, offers)) == {("mother", "full_name"): "Nguyễn Thị Lan"}
    written = replace(DRAFT, people=filled(DRAFT, given(DRAFT) | {
        ("mother", "full_name"): "Nguyễn Thị Lân"}).people)  # fmt: skip
    assert taken_over(sheet(written, offers)) == {}, "what somebody wrote stays"


def test_what_is_filled_in_becomes_persons_and_fields_of_the_form() -> None:
    values = given(DRAFT) | {
        ("child", "birth_date"): "10/11/2026",
        ("child", "sex"): "Nữ",
        ("child", "ethnicity"): "Kinh",
        ("child", "home_place"): "Xã Thử",
        ("child", "birth_place"): "Bệnh viện Mẫu",
        ("mother", "full_name"): "Nguyễn  Thị Lan",
        ("declarant", "relation"): "Mẹ",
    }
    draft = filled(DRAFT, values)
    people = {one.role: one for one in draft.people}
    child = people[PersonRole.CHILD]
    assert draft.owner == child.person
    assert (child.person.birth_date, child.person.sex) == (PartialDate(2026, 11, 10), Sex.FEMALE)
    assert child.facts["ethnicity"] == "Kinh"
    assert people[PersonRole.MOTHER].person.full_name == "Nguyễn Thị Lan"
    assert people[PersonRole.DECLARANT].person.phone == LAN.phone, "what no field shows stays"
    assert PersonRole.FATHER not in people, "an empty person is nobody"
    assert people_missing(draft) == ()
    assert given(draft)[("child", "birth_date")] == "10/11/2026"


def test_what_is_emptied_goes_and_what_is_not_on_the_form_stays() -> None:
    draft = filled(replace(DRAFT, form={"Mã của cổng": "7"}), given(DRAFT) | {("", "copies"): "2"})
    assert draft.form == {"Mã của cổng": "7", "copies": "2"}
    draft = filled(draft, given(draft) | {("", "copies"): " "})
    assert draft.form == {"Mã của cổng": "7"}
    again = filled(draft, dict.fromkeys(given(draft), ""))
    assert again.people == ()
    assert again.owner == draft.owner, "a dossier never loses its owner by an empty form"


def test_a_date_that_is_none_is_said() -> None:
    with pytest.raises(Problem, match=r"eform\.bad_date"):
        filled(DRAFT, given(DRAFT) | {("child", "birth_date"): "31/02/2026"})


def test_a_procedure_without_a_form_has_none() -> None:
    assert sheet(replace(DRAFT, procedure_code="9.999999")) == ()
    assert sheet(replace(DRAFT, procedure_code=None)) == ()
