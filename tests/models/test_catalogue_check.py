"""What keeps a procedure from use, and how two versions differ, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.catalogue import load_catalogue, what_is_missing
from models.catalogue_changes import changes
from models.catalogue_check import Finding, findings
from models.people import PersonRole
from models.plain import from_plain, to_plain
from models.procedure import AskedRole, Case, CopyKind, Fee, Limit, Procedure, Unit
from models.vocabulary import codes_of, say

TODAY = date(2026, 11, 22)
READY = next(one for one in load_catalogue().all_current(TODAY) if one.code == "1.000656")
THREE, FIVE = Limit(Unit.WORKING_DAY, 3), Limit(Unit.WORKING_DAY, 5)


def paper(one: Procedure, **facts: object) -> Procedure:
    first = replace(one.components[0], **facts)  # type: ignore[arg-type]
    return replace(one, components=(first, *one.components[1:]))


def fee(**facts: object) -> Callable[[Procedure], Procedure]:
    return lambda one: replace(one, fees=(replace(one.fees[0], **facts),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (lambda one: replace(one, name=" "), ["name"]),
        (lambda one: replace(one, field_name=""), ["field_name"]),
        (lambda one: replace(one, legal_limit=None), ["limit"]),
        (lambda one: replace(one, legal_limit=Limit(Unit.MONTH)), ["limit_amount"]),
        (lambda one: replace(one, legal_limit=THREE, committed_limit=FIVE), ["committed_longer"]),
        (lambda one: replace(one, committed_limit=THREE), ["committed_longer"]),
        (lambda one: replace(one, legal_limit=FIVE, immediate=True), ["immediate_limit"]),
        (lambda one: replace(one, extended_when="", unconfirmed=()), ["extended_when"]),
        (lambda one: replace(one, cases=(Case("A"), Case("A"))), ["case_twice"]),
        (lambda one: replace(one, cases=(Case(""),)), ["case_name"]),
        (lambda one: replace(one, cases=(Case("A", THREE, FIVE),)), ["committed_longer"]),
        (lambda one: paper(replace(one, cases=(Case("A"),)), case="B"), ["unknown_case"]),
        (lambda one: replace(one, components=()), ["components"]),
        (lambda one: paper(one, name=""), ["paper_name"]),
        (lambda one: paper(one, code=one.components[1].code), ["paper_code_twice"]),
        (lambda one: paper(one, copy_kinds=()), ["paper_kinds"]),
        (lambda one: paper(one, count=0), ["paper_count"]),
        (lambda one: paper(one, presented_only=True, digitise=True), ["shown_and_scanned"]),
        (lambda one: paper(one, database="CSDL", required=True), ["database_and_required"]),
        (lambda one: replace(one, fees=()), ["fees"]),
        (fee(amount_dong=None), ["fee_amount"]),
        (fee(amount_dong=None, when="quá hạn"), []),
        (fee(name=""), ["fee_name"]),
        (fee(tariff="x"), ["unknown_tariff"]),
        (lambda one: replace(one, result_name=""), ["result"]),
        (lambda one: replace(one, legal_basis=()), ["legal_basis"]),
        (lambda one: replace(one, channels=()), ["channels"]),
        (lambda one: replace(one, back_end="x"), ["back_end"]),
        (lambda one: replace(one, boundary_free="x"), ["boundary_free"]),
        (lambda one: replace(one, valid_to=date(2001, 1, 1)), ["dates"]),
        (lambda one: replace(one, roles=(AskedRole(PersonRole.CHILD),) * 2), ["role_twice"]),
        (lambda one: replace(one, complete=False), ["not_released"]),
    ],
)
def test_every_gap_is_named_once_and_has_words(
    spoil: Callable[[Procedure], Procedure], codes: list[str]
) -> None:
    assert findings(READY) == ()
    found = findings(spoil(READY))
    assert [one.code for one in found] == codes
    assert what_is_missing(spoil(READY)) == tuple(codes)
    for one in found:
        assert one.code in codes_of("missing_facts")
        assert one.words("en") != one.words()


def test_certified_copies_may_not_be_scanned() -> None:
    copies = next(one for one in load_catalogue().all_current(TODAY) if one.code == "2.000815")
    spoilt = paper(copies, digitise=True, presented_only=False)
    assert findings(spoilt) == (Finding("no_scan_kept", copies.components[0].name),)


def test_two_versions_are_compared_in_words() -> None:
    first, *others = READY.components
    new = replace(
        READY,
        legal_limit=FIVE,
        committed_limit=THREE,
        components=(replace(first, count=2, copy_kinds=(CopyKind.CERTIFIED_COPY,)), *others[1:]),
        fees=(Fee("Lệ phí", 12_000, per="bản"),),
        cases=(Case("Có yếu tố nước ngoài", FIVE),),
        roles=(AskedRole(PersonRole.DECEASED), AskedRole(PersonRole.COLLECTOR, required=False)),
        valid_from=date(2027, 1, 1),
    )
    said = {one.label: (one.before, one.after) for one in changes(READY, new)}
    assert said["Thời hạn theo luật"] == ("Trong ngày", "5 ngày làm việc")
    assert said["Thời hạn cam kết"] == ("", "3 ngày làm việc")
    assert said[f"Giấy tờ: {first.name}"][1].startswith("bắt buộc; 2 × Bản sao chứng thực")
    assert said[f"Giấy tờ: {others[0].name}"][1] == "", "taken out"
    assert said["Phí, lệ phí: Lệ phí"] == ("", "12.000 đ/bản")
    assert said["Trường hợp: Có yếu tố nước ngoài"] == ("", "5 ngày làm việc")
    assert said["Người liên quan: " + say("person_roles", "deceased")] == ("", "bắt buộc")
    assert said["Áp dụng từ"][1] == "01/01/2027"
    assert "Kết quả" not in said
    assert changes(READY, READY) == []
    assert not any(one.counts for one in changes(READY, replace(READY, valid_from=TODAY)))
    assert changes(None, READY)[0].after == READY.name
    assert changes(READY, new, "en")[0].label == "Legal limit"


def test_old_rows_of_the_store_are_read_and_new_facts_come_back() -> None:
    plain = to_plain(READY)
    for name in ("channels", "cases", "roles"):
        del plain[name]
    assert from_plain(Procedure, plain) == READY
    new = replace(READY, cases=(Case("A", FIVE),), roles=(AskedRole(PersonRole.CHILD),))
    assert from_plain(Procedure, to_plain(new)) == new
