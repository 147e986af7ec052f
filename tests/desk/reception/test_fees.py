"""Money: slips numbered from 01 a counter and year, reversals only, the shift's count."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk.clock import VIETNAM
from desk.reception.fees import Fees, Taking
from models.facts_money import MoneyLine, Occasion, PaymentMethod
from models.papers.kinds import NAMES
from models.problems import Problem
from models.store import outbox
from models.vietqr import is_whole, read_fields
from printing.papers import set_paper
from tests.support.life import OfficeOfThree
from tests.support.seat import OFFICE, Watch

EXTRACT = "2.000635"
ONE = (MoneyLine("Phí cấp bản sao trích lục hộ tịch", 1, 8_000),)


def test_a_slip_is_numbered_kept_and_told_the_hub(office: OfficeOfThree, watch: Watch) -> None:
    user, fees = office.clerk.user, office.clerk.life.fees
    dossier = office.receive(EXTRACT)
    balance = fees.balance(user, dossier.id)
    assert (balance.due_dong, balance.left_dong) == (8_000, 8_000)
    slip = fees.take(user, dossier.id, Taking(balance.suggested))
    assert slip.heading.number == "01/PTNB-Q1"
    assert (slip.total_dong, slip.method, slip.payer) == (8_000, "Tiền mặt", "Nguyễn Thị Hậu")
    assert fees.balance(user, dossier.id).left_dong == 0
    with pytest.raises(Problem, match=r"fees\.more_than_due"):
        fees.take(user, dossier.id, Taking(ONE))
    assert office.clerk.papers.pdf_of(user, dossier.id, "cash").startswith(b"%PDF")
    with office.clerk.store.reading() as tx:
        told = [one for one in outbox.due(tx, watch.now, 100) if one.type == "money_moved"]
    assert json.loads(told[0].body_json)["taken"]["number"] == "01/PTNB-Q1"
    assert "cash" in NAMES


def test_the_rest_is_collected_once(office: OfficeOfThree) -> None:
    user, fees = office.clerk.user, office.clerk.life.fees
    dossier = office.receive(EXTRACT)
    slip = fees.collect_rest(user, dossier.id, Occasion.RESULT)
    assert slip is not None
    assert slip.total_dong == 8_000
    assert fees.collect_rest(user, dossier.id, Occasion.RESULT) is None


def test_numbers_begin_anew_with_the_year(office: OfficeOfThree, watch: Watch) -> None:
    user, fees = office.clerk.user, office.clerk.life.fees
    first, second = office.receive(EXTRACT), office.receive(EXTRACT)
    fees.take(user, first.id, Taking(ONE))
    watch.now = datetime(2027, 1, 4, 8, tzinfo=VIETNAM)
    assert fees.take(user, second.id, Taking(ONE)).heading.number == "01/PTNB-Q1"


def test_nothing_is_changed_only_reversed(office: OfficeOfThree, watch: Watch) -> None:
    user, boss, fees = office.clerk.user, office.supervisor, office.clerk.life.fees
    dossier = office.receive(EXTRACT)
    fees.take(user, dossier.id, Taking(ONE))
    with pytest.raises(Problem, match=r"fees\.no_reason"):
        fees.reverse(user, dossier.id, "01/PTNB-Q1", " ")
    with pytest.raises(Problem, match=r"fees\.unknown_slip"):
        fees.reverse(user, dossier.id, "09/PTNB-Q1", "Nhầm")
    back = fees.reverse(user, dossier.id, "01/PTNB-Q1", "Thu nhầm hồ sơ")
    assert (back.reverses, back.total_dong, back.heading.number) == (
        "01/PTNB-Q1", -8_000, "02/PTNB-Q1",
    )  # fmt: skip
    with pytest.raises(Problem, match=r"fees\.reversed_already"):
        fees.reverse(user, dossier.id, "01/PTNB-Q1", "Lần nữa")
    assert fees.balance(user, dossier.id).left_dong == 8_000
    assert len(fees.slips(user, dossier.id)) == 2
    day, end = watch.now - timedelta(hours=1), watch.now + timedelta(hours=1)
    (waiting,) = fees.to_approve(user, day, end)
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        fees.approve(user, dossier.id, waiting.body.number)
    boss.life.fees.approve(boss.user, dossier.id, waiting.body.number)
    watch.pass_time(minutes=1)
    assert fees.to_approve(user, day, end) == ()


def test_what_is_not_cash_names_its_transaction(office: OfficeOfThree) -> None:
    user, fees = office.clerk.user, office.clerk.life.fees
    dossier = office.receive(EXTRACT)
    online = Taking(ONE, Occasion.RESULT, PaymentMethod.ONLINE, " ")
    with pytest.raises(Problem, match=r"fees\.reference_needed"):
        fees.take(user, dossier.id, online)
    slip = fees.take(user, dossier.id, replace(online, reference="DVCQG-77"))
    assert "DVCQG-77" in slip.method
    fees.note_outside(user, dossier.id, slip.heading.number, "0000123", "Thuế tỉnh")
    assert fees.outside(user, dossier.id)[slip.heading.number].number == "0000123"
    with pytest.raises(Problem, match=r"fees\.nothing"):
        fees.take(user, dossier.id, Taking(()))


def test_the_transfer_carries_exactly_what_is_due(office: OfficeOfThree) -> None:
    user, fees = office.clerk.user, office.clerk.life.fees
    dossier = office.receive(EXTRACT)
    with pytest.raises(Problem, match=r"fees\.no_account"):
        fees.transfer(user, dossier.id)
    bank = replace(OFFICE, bank_bin="970403", bank_account="0011012345678", bank_owner="UBND XA")
    settings = replace(fees.scribe.settings, office=bank)
    fees = Fees(replace(fees.scribe, settings=settings), fees.catalogue)
    slip = fees.transfer(user, dossier.id)
    assert is_whole(slip.text)
    assert read_fields(slip.text)["54"] == "8000"
    assert read_fields(read_fields(slip.text)["62"])["08"] == slip.purpose
    assert set_paper(slip).a5


def test_the_drawer_is_counted_against_the_book(office: OfficeOfThree, watch: Watch) -> None:
    user, life = office.clerk.user, office.clerk.life
    first, second, third = (office.receive(EXTRACT) for _ in range(3))
    life.fees.take(user, first.id, Taking(ONE))
    life.fees.take(user, second.id, Taking(ONE))
    life.fees.take(user, third.id, Taking(ONE, method=PaymentMethod.TRANSFER, reference="FT1"))
    life.fees.reverse(user, second.id, "02/PTNB-Q1", "Miễn phí")
    drawer = life.cash_counts.drawer(user)
    assert (drawer.expected_dong, drawer.transfer_dong) == (8_000, 8_000)
    with pytest.raises(Problem, match=r"fees\.bad_count"):
        life.cash_counts.count(user, {3_000: 1})
    with pytest.raises(Problem, match=r"fees\.explain_difference"):
        life.cash_counts.count(user, {5_000: 1, 2_000: 1})
    paper = life.cash_counts.count(
        user, {5_000: 1, 2_000: 1}, left_dong=5_000, explanation="Trả thừa 1.000"
    )
    assert (paper.heading.number, len(paper.rows)) == ("01/BBKQ-Q1", 4)
    assert paper.counted_dong - paper.expected_dong == -1_000
    assert set_paper(paper).pdf.startswith(b"%PDF")
    fourth = office.receive(EXTRACT)
    life.fees.take(user, fourth.id, Taking(ONE))
    drawer = life.cash_counts.drawer(user)
    assert (drawer.opening_dong, drawer.expected_dong) == (5_000, 13_000)
