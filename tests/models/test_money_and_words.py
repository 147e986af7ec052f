from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue import load_catalogue
from models.counting import StepReason
from models.dossier import Channel, Status
from models.forms import form_texts
from models.money import certified_copies_fee, dong, fee_due, fee_words
from models.problems import Problem
from models.procedure import CopyKind, Fee, Limit, PaperReason, Unit
from models.vocabulary import (
    codes_of,
    copy_kind_words,
    form_02_column,
    limit_words,
    national_copy_kind,
    say,
)

TODAY = date(2026, 11, 22)


def test_amounts_are_written_with_dots():
    assert dong(1_234_567) == "1.234.567 đ"
    assert dong(0) == "0 đ"
    assert dong(-8_000) == "-8.000 đ"


@pytest.mark.parametrize(
    ("pages", "copies", "fee"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (10, 3, 36_000),
        (198, 1, 200_000),
        (500, 2, 400_000),
    ],
)
def test_certified_copies_cost_by_the_page_up_to_the_cap(pages, copies, fee):
    assert certified_copies_fee(pages, copies) == fee


@given(st.integers(1, 9_999), st.integers(1, 999))
def test_more_never_costs_less_and_the_cap_holds(pages, copies):
    fee = certified_copies_fee(pages, copies)
    assert fee <= 200_000 * copies
    assert certified_copies_fee(pages + 1, copies) >= fee
    assert certified_copies_fee(pages, copies + 1) > fee


def test_impossible_counts_are_problems():
    for pages, copies in ((0, 1), (1, 0), (-1, 1), (10_001, 1), (1, 1_001)):
        with pytest.raises(Problem, match="bad_count"):
            certified_copies_fee(pages, copies)


def test_fees_in_words_say_free_only_when_it_is_known():
    catalogue = load_catalogue()

    def words(code):
        return fee_words(catalogue.current(code, TODAY).fees)

    def due(code, quantity=1):
        return fee_due(catalogue.current(code, TODAY).fees, quantity)

    assert (words("1.001193"), due("1.001193")) == ("Không thu", 0)
    assert words("2.000635") == "Phí cấp bản sao Trích lục hộ tịch: 8.000 đ/bản"
    assert due("2.000635", 3) == 24_000
    assert due("2.000815") is None
    assert words("2.000815").endswith("1.000 đ/trang (tối đa 200.000 đ/bản)")
    assert (fee_words(()), fee_due(())) == ("Theo quy định", None)
    assert fee_words([Fee("Lệ phí", None)]) == "Lệ phí: theo quy định"
    assert fee_due([Fee("Lệ phí", None)]) is None


def test_limits_in_both_languages():
    assert limit_words(Limit(Unit.WORKING_DAY, 3)) == "3 ngày làm việc"
    assert limit_words(Limit(Unit.SAME_DAY)) == "Trong ngày"
    assert limit_words(Limit(Unit.WORKING_DAY, 1), "en") == "1 working day"
    assert limit_words(Limit(Unit.WORKING_DAY, 1)) == "1 ngày làm việc"
    for unit in Unit:
        for language in ("vi", "en"):
            assert limit_words(Limit(unit, 2), language)


def test_every_code_has_words_and_an_unknown_one_is_shown_raw():
    groups = {
        "copy_kinds": CopyKind,
        "paper_reasons": PaperReason,
        "statuses": Status,
        "channels": Channel,
        "step_reasons": StepReason,
    }
    for group, codes in groups.items():
        assert {str(code.value) for code in codes} == set(codes_of(group))
        assert all(say(group, code.value, "en") for code in codes)
    assert say("statuses", 77) == "77"


def test_copy_kinds_map_to_the_portal_and_to_the_supplement_form():
    assert copy_kind_words(CopyKind.ORIGINAL) == "Bản chính"
    assert [national_copy_kind(kind) for kind in CopyKind] == [0, 1, 1, 2]
    assert form_02_column(CopyKind.COMPARED_PHOTOCOPY) == "photocopy"


def test_the_receipt_names_the_circular_in_force():
    assert "03/2025/TT-VPCP" in form_texts("receipt", TODAY).legal_basis
    assert "01/2018/TT-VPCP" in form_texts("receipt", date(2025, 9, 14)).legal_basis
    assert form_texts("receipt", date(2000, 1, 1)).label == "Mẫu số 01"
    with pytest.raises(KeyError):
        form_texts("khac", TODAY)
