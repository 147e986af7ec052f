"""Household businesses: slips of their own system, its code on them before printing or after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desk.assembly import Desk
from desk.reception.supplements import Asking
from models.dossier import ExternalCode
from models.facts import Wanted
from models.forms import form_for, form_texts
from models.procedure import CopyKind
from models.store import dossiers
from printing.papers import set_paper
from tests.support.life import PROCEDURE, OfficeOfThree, ready

HOUSEHOLD = "1.001612"
SYSTEM = "household_business"
CODE = ExternalCode("HKD-2026-0012345", SYSTEM)
LABEL = "Mã trên Hệ thống đăng ký hộ kinh doanh:"


@pytest.fixture
def shop(office: OfficeOfThree, desk: Desk) -> Iterator[OfficeOfThree]:
    """The office completed the procedure of new household businesses."""
    procedure = replace(
        PROCEDURE, code=HOUSEHOLD, name="Đăng ký thành lập hộ kinh doanh", back_end=SYSTEM
    )
    editing, admin = office.admin.life.catalogue_editing, office.admin.user
    editing.save(admin, procedure)
    editing.release(admin, HOUSEHOLD, procedure.version, procedure.valid_from)
    clerk = desk.sign_in("quay1", "mat khau quay 1")
    yield replace(office, clerk=clerk)
    clerk.leave()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def test_the_code_given_before_printing_stands_on_its_own_slip(shop: OfficeOfThree) -> None:
    clerk, user = shop.clerk, shop.clerk.user
    draft = ready(clerk, HOUSEHOLD)
    draft = clerk.life.other_software.code_for_draft(user, draft, CODE)
    received = clerk.acceptance.receive(user, draft)
    assert received.receipt.form == "household_receipt"
    printed = text_of(Path(clerk.papers.print_receipt(user, received.dossier_id)).read_bytes())
    assert "GIẤY BIÊN NHẬN HỒ SƠ ĐĂNG KÝ HỘ KINH DOANH" in printed
    assert f"{LABEL} {CODE.code}" in printed
    assert "BẢN IN LẠI" not in printed


def test_the_code_given_after_printing_makes_a_new_slip(shop: OfficeOfThree) -> None:
    clerk, user = shop.clerk, shop.clerk.user
    dossier = shop.receive(HOUSEHOLD)
    first = Path(clerk.papers.print_receipt(user, dossier.id)).read_bytes()
    assert CODE.code not in text_of(first)
    clerk.life.other_software.code_for_dossier(user, dossier.id, CODE)
    second = text_of(Path(clerk.papers.print_receipt(user, dossier.id)).read_bytes())
    assert f"{LABEL} {CODE.code}" in second
    assert "BẢN IN LẠI" not in second, "this paper did not come out before"
    kept = clerk.papers.kept(user, dossier.id)
    assert [one.form for one in kept] == ["01", "01"], "the slip of before is kept"
    assert clerk.papers.stored_pdf(user, dossier.id, kept[1].id) == first


def test_a_slip_nobody_printed_leaves_no_second_paper(shop: OfficeOfThree) -> None:
    clerk, user = shop.clerk, shop.clerk.user
    dossier = shop.receive(HOUSEHOLD)
    clerk.life.other_software.code_for_dossier(user, dossier.id, CODE)
    assert len(clerk.papers.kept(user, dossier.id)) == 1
    with clerk.papers.scribe.store.reading() as tx:
        receipt = dossiers.receipt(tx, dossier.id)
    assert receipt is not None
    assert receipt.external_code == CODE.code


def test_a_code_of_another_system_is_found_but_not_printed(shop: OfficeOfThree) -> None:
    clerk, user = shop.clerk, shop.clerk.user
    dossier = shop.receive(HOUSEHOLD)
    elsewhere = ExternalCode("THUE-000777", "tax")
    clerk.life.other_software.code_for_dossier(user, dossier.id, elsewhere)
    assert clerk.lookup.by_code(user, elsewhere.code).dossier.id == dossier.id
    assert elsewhere.code not in text_of(clerk.papers.receipt_pdf(user, dossier.id))


def test_its_supplement_notice_is_its_own_and_names_the_code(shop: OfficeOfThree) -> None:
    clerk, user = shop.clerk, shop.clerk.user
    dossier = shop.receive(HOUSEHOLD)
    clerk.life.other_software.code_for_dossier(user, dossier.id, CODE)
    asking = Asking((Wanted("02", CopyKind.CERTIFIED_COPY),), "Thiếu văn bản ủy quyền")
    _, notice = clerk.life.supplements.request(user, dossier.id, asking)
    assert notice.heading.form == "household_supplement"
    said = text_of(set_paper(notice).pdf)
    assert "THÔNG BÁO VỀ VIỆC SỬA ĐỔI, BỔ SUNG HỒ SƠ ĐĂNG KÝ HỘ KINH DOANH" in said
    assert f"{LABEL} {CODE.code}" in said


def test_its_other_program_is_offered_with_the_fields_in_order(shop: OfficeOfThree) -> None:
    clerk, user = shop.clerk, shop.clerk.user
    dossier = shop.receive(HOUSEHOLD)
    (target,) = clerk.life.other_software.targets(user, dossier.id)
    assert (target.back_end, target.confirmed) == (SYSTEM, False)
    values = clerk.life.other_software.values(user, dossier.id, target.name)
    said = {one.label: one.value for one in values}
    assert said["Họ tên chủ hộ, người đại diện"] == dossier.owner.full_name.upper()
    assert said["Mã hồ sơ tại quầy"] == dossier.code


@pytest.mark.parametrize("form", ["receipt", "supplement"])
def test_what_nobody_saw_of_these_slips_is_marked(form: str) -> None:
    texts = form_texts(form_for(form, SYSTEM), PROCEDURE.valid_from)
    assert {"title", "layout", "legal_basis"} <= set(texts.unconfirmed)
    assert not texts.legal_basis, "a law nobody read is not named on a paper"
