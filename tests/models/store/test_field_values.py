"""Proposals and confirmations as rows: both values kept, machines never overwrite persons."""

from __future__ import annotations

from datetime import timedelta

from models.attachment import Page, PageSource
from models.reading import Box, FieldProposal, Reading
from models.store import dossiers, drafts, field_values
from models.store.engine import Store, Tx
from models.store.field_values import ReadPaper
from tests.support.store_samples import NOON, dossier, draft, receipt

LATER = NOON + timedelta(minutes=5)
NAME = FieldProposal(
    "child.full_name", "LÊ VĂN SỸ", 0, Box(10, 20, 300, 60),
    (Reading("trueocr", "LÊ VĂN SÝ", 0.9), Reading("tesseract", "LÊ VĂN SỸ", 0.95)),
    ("marks_differ",),
)  # fmt: skip
DATE = FieldProposal("child.birth_date", "12/03/2026", 1, Box(10, 80, 200, 120))


def paper(subject: str = "draft-1", component: str = "TP1") -> ReadPaper:
    return ReadPaper(subject, component, "giay_khai_sinh", by_person=False, proposed_at=NOON)


def test_what_was_proposed_comes_back_with_its_readings_and_place(store: Store) -> None:
    with store.writing() as tx:
        field_values.propose(tx, paper(), (NAME, DATE), ("page-1", "page-2"))
        first, second = field_values.fields(tx, "draft-1", "TP1")
        assert (first.proposal, first.page_id, first.confirmed) == (NAME, "page-1", None)
        assert (second.proposal, second.page_id) == (DATE, "page-2")
        assert field_values.papers(tx, "draft-1") == (paper(),)
        assert field_values.owed(tx, "draft-1") == 2
        assert field_values.confirmed(tx, "draft-1") == {}


def test_both_values_stay_and_a_new_reading_changes_only_what_is_unconfirmed(
    store: Store,
) -> None:
    with store.writing() as tx:
        field_values.propose(tx, paper(), (NAME, DATE), ("page-1", "page-2"))
        field_values.confirm(tx, paper(), NAME.name, "LÊ VĂN SỸ EM", "lan", LATER)
        again = FieldProposal(NAME.name, "KHÁC HẲN", 0, NAME.box)
        moved = FieldProposal(DATE.name, "13/03/2026", 0, DATE.box)
        field_values.propose(tx, paper(), (again, moved), ("page-9",))
        name, born = field_values.fields(tx, "draft-1", "TP1")
        assert name.confirmed is not None
        assert (name.confirmed.value, name.confirmed.machine_value) == ("LÊ VĂN SỸ EM", NAME.value)
        assert (name.confirmed.by, name.confirmed.at) == ("lan", LATER)
        assert (born.proposal.value, born.page_id) == ("13/03/2026", "page-9")
        assert field_values.owed(tx, "draft-1", "TP1") == 1


def test_a_typed_value_needs_no_machine_and_an_empty_one_is_not_extracted(store: Store) -> None:
    with store.writing() as tx:
        field_values.propose(tx, paper(), (NAME,), ("page-1",))
        field_values.confirm(tx, paper(), "number", "12/2026", "lan", LATER)
        field_values.confirm(tx, paper(), NAME.name, "", "lan", LATER)
        (only,) = field_values.confirmed(tx, "draft-1")["TP1"]
        assert (only.name, only.value, only.machine_value) == ("number", "12/2026", "")
        assert field_values.owed(tx, "draft-1") == 0


def test_debts_are_received_dossiers_and_say_who_was_put_off(store: Store) -> None:
    one, other = dossier(1), dossier(2)
    with store.writing() as tx:
        for each in (one, other):
            dossiers.add(tx, each, receipt(each))
        field_values.propose(tx, paper(other.id), (NAME, DATE), ("page-1",))
        field_values.propose(tx, paper("only-a-draft"), (NAME,), ("page-1",))
        field_values.put_off(tx, other.id, "TP1", "lan", LATER)
        (debt,) = field_values.debts(tx)
        assert (debt.subject, debt.code, debt.fields, debt.deferred) == (
            other.id, other.code, 2, True,
        )  # fmt: skip
        assert debt.since == NOON
        for proposal in (NAME, DATE):
            field_values.confirm(tx, paper(other.id), proposal.name, "x", "lan", LATER)
        assert field_values.debts(tx) == ()


def add_draft(tx: Tx) -> None:
    drafts.save(tx, draft(), NOON)
    for number, component in ((1, "TP1"), (2, "TP2")):
        drafts.add_page(
            tx,
            Page(
                f"page-{number}", "draft-1", component, 0, f"{number:02d}" * 32, "image/jpeg",
                1654, 2339, 200, PageSource.SCANNER, NOON,
            ),
        )  # fmt: skip
        field_values.propose(tx, paper("draft-1", component), (NAME,), (f"page-{number}",))


def test_values_of_a_discarded_draft_go_with_it(store: Store) -> None:
    with store.writing() as tx:
        add_draft(tx)
        drafts.delete(tx, "draft-1")
        assert field_values.papers(tx, "draft-1") == ()
        assert field_values.owed(tx, "draft-1") == 0


def test_values_of_received_components_outlive_their_draft(store: Store) -> None:
    with store.writing() as tx:
        add_draft(tx)
        drafts.delete(tx, "draft-1", {"TP2"})
        assert [one.component_code for one in field_values.papers(tx, "draft-1")] == ["TP2"]
        assert field_values.owed(tx, "draft-1", "TP2") == 1


def test_values_of_a_page_that_was_taken_out_are_no_debt(store: Store) -> None:
    with store.writing() as tx:
        add_draft(tx)
        field_values.confirm(tx, paper("draft-1", "TP2"), NAME.name, "đúng", "lan", LATER)
        drafts.remove_page(tx, "page-1", LATER)
        drafts.remove_page(tx, "page-2", LATER)
        assert field_values.drop_without_page(tx, "draft-1") == 1
        assert field_values.owed(tx, "draft-1") == 0
        assert list(field_values.confirmed(tx, "draft-1")) == ["TP2"], "a person's word stays"
        assert field_values.drop_without_page(tx, "draft-1") == 0
