"""The four books: numbers a year and kind, fees, a longer time by agreement, the monthly print."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pypdfium2
import pytest

from desk.assembly import Desk
from desk.clock import VIETNAM
from desk.reception.certifications import ActOrder
from desk.reception.certified_copies import CopyOrder
from models.certified import book_kinds, book_of
from models.dossier import Agreed, Status
from models.money import certified_copies_fee
from models.problems import Problem
from models.procedure import Component, Limit, Unit
from printing.papers import set_paper
from tests.support.life import PROCEDURE, OfficeOfThree
from tests.support.seat import HAU, Watch

SIGNATURE = "2.000884"
TRANSACTIONS = "2.000942"
DEED = ActOrder("Giấy ủy quyền", documents=2)
IDENTITY = "CCCD 0011******17"
MANY = Agreed(Limit(Unit.WORKING_DAY, 2), "Bản chính có nhiều trang")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def test_each_book_counts_for_itself(office: OfficeOfThree, watch: Watch) -> None:
    user, life = office.clerk.user, office.clerk.life
    life.certified_copies.take(user, "Bà Hậu", [CopyOrder("Bằng", 1, 1)])
    assert life.certifications.next_number(user, SIGNATURE) == "01-SCT/CK,ĐC"
    taken = life.certifications.take(user, SIGNATURE, HAU, IDENTITY, [DEED, ActOrder("Sơ yếu")])
    assert [line.label for line in taken.lines] == ["01-SCT/CK,ĐC", "02-SCT/CK,ĐC"]
    assert taken.fee_dong == 3 * 10_000
    assert not taken.received.slip_required
    assert life.certifications.fee(user, "2.001035", [ActOrder("Hợp đồng tặng cho")]) == 50_000
    watch.now = datetime(2027, 1, 4, 8, tzinfo=VIETNAM)
    again = life.certifications.take(user, SIGNATURE, HAU, IDENTITY, [DEED])
    assert again.lines[0].number == 1
    assert {one.book for one in book_kinds()} == {"SCT/BS", "SCT/CK,ĐC", "SCT/CKND", "SCT/HĐ,GD"}
    assert book_of("1.001193") is None
    kept = {one.name: one.kept_years for one in book_kinds()}
    assert kept == {"copies": 0, "signature": 2, "translator": 2, "contract": 20}


def test_copies_of_certified_transactions_share_the_book_of_copies(
    office: OfficeOfThree, desk: Desk
) -> None:
    procedure = replace(
        PROCEDURE, code=TRANSACTIONS, name="Bản sao giao dịch", legal_limit=Limit(Unit.SAME_DAY),
        components=(Component("01", "Giấy tờ tùy thân", presented_only=True, digitise=False),),
        immediate=True,
    )  # fmt: skip
    editing, admin = office.admin.life.catalogue_editing, office.admin.user
    editing.save(admin, procedure)
    editing.release(admin, TRANSACTIONS, procedure.version, procedure.valid_from)
    seat = desk.sign_in("quay1", "mat khau quay 1")
    copies, user = seat.life.certified_copies, seat.user
    copies.take(user, "Bà Hậu", [CopyOrder("Bằng", 1, 1)])
    taken = copies.take(
        user, "Ông Đạt", [CopyOrder("Hợp đồng tặng cho", 3, 2)], procedure=TRANSACTIONS
    )
    assert [line.label for line in taken.lines] == ["02-SCT/BS"]
    assert taken.fee_dong == 2 * (2_000 + 2_000 + 1_000)
    view = seat.lookup.dossier(user, taken.received.dossier_id)
    assert view.dossier.procedure_code == TRANSACTIONS
    with pytest.raises(Problem, match=r"certified\.no_book"):
        copies.take(user, "Ông Đạt", [CopyOrder("Hợp đồng", 1, 1)], procedure=SIGNATURE)
    seat.leave()


@pytest.mark.parametrize(
    ("code", "book", "dong"),
    [
        ("2.000815", "SCT/BS", 0),
        ("2.000942", "SCT/BS", 0),
        ("2.000884", "SCT/CK,ĐC", 10_000),
        ("2.000992", "SCT/CKND", 10_000),
        ("2.001008", "SCT/CKND", 10_000),
        ("2.001035", "SCT/HĐ,GD", 50_000),
        ("2.000913", "SCT/HĐ,GD", 30_000),
        ("2.001019", "SCT/HĐ,GD", 50_000),
        ("2.001406", "SCT/HĐ,GD", 50_000),
        ("2.001016", "SCT/HĐ,GD", 50_000),
    ],
)
def test_books_and_fees_are_those_of_the_rules(code: str, book: str, dong: int) -> None:
    """Typed from the table of procedures, apart from the data."""
    kind = book_of(code)
    assert kind is not None
    assert (kind.book, kind.procedures[code]) == (book, dong)


@pytest.mark.parametrize(
    ("pages", "copies", "dong"),
    [(1, 1, 2_000), (2, 1, 4_000), (3, 1, 5_000), (10, 3, 36_000), (198, 1, 200_000),
     (199, 1, 200_000), (5_000, 2, 400_000)],
)  # fmt: skip
def test_copies_cost_by_the_page_with_a_cap_for_each_copy(
    pages: int, copies: int, dong: int
) -> None:
    assert certified_copies_fee(pages, copies) == dong


def test_signed_and_handed_back_like_copies(office: OfficeOfThree) -> None:
    user, life = office.clerk.user, office.clerk.life
    taken = life.certifications.take(user, SIGNATURE, HAU, IDENTITY, [DEED])
    of = taken.received.dossier_id
    life.certified_copies.signed(user, [of], "Phó Chủ tịch")
    assert life.certified_copies.hand_back(user, of).dossier.status == Status.RETURNED
    book = life.certifications.book(user, "signature", 2026, 11)
    (row,) = book.rows
    assert (row.people, row.signer, row.fee_dong) == (
        f"Nguyễn Thị Hậu ({IDENTITY})", "Phó Chủ tịch", 20_000,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "identity", "orders", "problem"),
    [
        ("1.001193", IDENTITY, [DEED], "certified.no_book"),
        ("2.000815", IDENTITY, [DEED], "certified.no_book"),
        (SIGNATURE, " ", [DEED], "certified.no_identity"),
        (SIGNATURE, IDENTITY, [], "certified.nothing"),
        (SIGNATURE, IDENTITY, [ActOrder("Đơn", 0)], "money.bad_count"),
        ("2.000992", IDENTITY, [DEED], "intake.procedure_incomplete"),
    ],
)
def test_what_is_not_taken(
    office: OfficeOfThree, code: str, identity: str, orders: list[ActOrder], problem: str
) -> None:
    user, certifications = office.clerk.user, office.clerk.life.certifications
    with pytest.raises(Problem, match=problem.replace(".", r"\.")):
        certifications.take(user, code, HAU, identity, orders)
    assert certifications.book(user, "signature", 2026, 11).rows == ()
    assert office.clerk.intake.open_drafts(user) == ()


def test_two_working_days_longer_by_agreement(office: OfficeOfThree) -> None:
    user, life = office.clerk.user, office.clerk.life
    many = [CopyOrder("Hồ sơ dự án", 900, 5)]
    taken = life.certified_copies.take(user, "Bà Hậu", many, MANY)
    assert taken.received.slip_required, "a slip with hour and day is mandatory then"
    assert taken.received.receipt.due.date().isoformat() == "2026-11-23"
    promises = life.appointments.promises(user, taken.received.dossier_id)
    assert promises.original.reason == MANY.reason
    assert life.appointments.proposals(user) == ()
    for bad, problem in (
        (Agreed(MANY.limit, " "), "intake.agreed_no_reason"),
        (Agreed(Limit(Unit.WORKING_DAY, 3), "Nhiều"), "intake.agreed_in_writing"),
        (Agreed(Limit(Unit.MONTH, 1), "Nhiều"), "intake.not_extendable"),
    ):
        with pytest.raises(Problem, match=problem.replace(".", r"\.")):
            life.certified_copies.take(user, "Bà Hậu", many, bad)
    longer = Agreed(Limit(Unit.WORKING_DAY, 3), "Nhiều", in_writing=True)
    assert life.certified_copies.take(user, "Bà Hậu", many, longer).received.slip_required


@pytest.mark.parametrize("kind", [one.name for one in book_kinds()])
def test_the_month_on_paper(office: OfficeOfThree, kind: str) -> None:
    user, life = office.clerk.user, office.clerk.life
    life.certified_copies.take(user, "Bà Hậu", [CopyOrder("Bằng tốt nghiệp", 2, 3)])
    life.certifications.take(user, SIGNATURE, HAU, IDENTITY, [DEED])
    book = life.certifications.book(user, kind, 2026, 11)
    said = text_of(set_paper(book).pdf)
    assert book.title.split()[-1] in said
    if kind in ("copies", "signature"):
        assert "từ số 01 đến số 01" in said
    else:
        assert "Không có việc chứng thực nào" in said
    with pytest.raises(Problem, match=r"certified\.no_month"):
        life.certifications.book(user, kind, 2026, 13)
