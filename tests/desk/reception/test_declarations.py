"""Tờ khai from the card's data: nothing typed twice, nothing invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from models.citizen import Citizen, IdentityPaper, PaperKind
from models.declarations import declaration_of
from models.people import Involved, PersonRole
from models.problems import Problem
from printing.papers import set_paper
from tests.support.life import OfficeOfThree, other, ready
from tests.support.seat import HAU

BABY = Citizen("Lê Bảo An")
PAPER = IdentityPaper(PaperKind.IDENTITY_CARD, "001199000017", date(2024, 8, 2), "Bộ Công an")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def test_birth_names_mother_and_declarant_from_their_cards(office: OfficeOfThree) -> None:
    seat = office.clerk
    mother = replace(HAU, paper=PAPER)
    draft = replace(
        ready(seat, "1.001193", BABY),
        submitter=mother,
        people=(Involved(PersonRole.MOTHER, mother, {"ethnicity": "Kinh"}),),
    )
    paper = seat.life.declarations.for_draft(seat.user, draft)
    said = text_of(set_paper(paper).pdf)
    assert "TỜ KHAI ĐĂNG KÝ KHAI SINH" in said
    assert "Họ, chữ đệm, tên người yêu cầu: Nguyễn Thị Hậu" in said
    assert "Thẻ căn cước số 001199000017 cấp ngày 02/08/2024 do Bộ Công an cấp" in said
    assert "Họ, chữ đệm, tên: Lê Bảo An" in said
    assert "Họ, chữ đệm, tên người mẹ: Nguyễn Thị Hậu" in said
    assert "father_full_name" not in paper.values, "a father nobody named is not invented"


def test_marriage_puts_two_equals_side_by_side(office: OfficeOfThree) -> None:
    people = (Involved(PersonRole.HUSBAND, other()), Involved(PersonRole.WIFE, HAU))
    dossier = office.receive("1.000894", other(), people=people)
    paper = office.clerk.life.declarations.for_dossier(office.clerk.user, dossier.id)
    assert (paper.spouses[0].wife, paper.spouses[0].husband) == ("Nguyễn Thị Hậu", "Lê Văn Nhận")
    assert set_paper(paper).pdf.startswith(b"%PDF")


@pytest.mark.parametrize("code", ["1.001193", "1.000894", "1.000656", "1.004873"])
def test_the_four_forms_are_there(office: OfficeOfThree, code: str) -> None:
    user, declarations = office.clerk.user, office.clerk.life.declarations
    assert declarations.available(user, code)
    assert declaration_of(f"{code}.000.00.00.H55") == declaration_of(code)


def test_a_procedure_without_a_form_says_so(office: OfficeOfThree) -> None:
    dossier = office.receive("2.000635")
    with pytest.raises(Problem, match=r"declaration\.none"):
        office.clerk.life.declarations.for_dossier(office.clerk.user, dossier.id)
