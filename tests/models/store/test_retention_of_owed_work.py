"""Pages stay as long as somebody needs them for work that is owed, but not for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.attachment import Document, Page, PageSource
from models.problems import Problem
from models.reading import Box, FieldProposal
from models.retention import retention
from models.signing import CopyForm, Level, Owed, SignatureKind
from models.store import documents, dossiers, drafts, field_values, outbox, signing_queue
from models.store.blobs import Blobs
from models.store.engine import Store
from models.store.field_values import ReadPaper
from models.store.retention import overdue, purge
from tests.support import store_samples as samples

DAY = timedelta(days=1)
NOON = samples.NOON
RULES = retention()
ID = "draft-1"
PAPER = ReadPaper(ID, "TP1", "giay_khai_sinh", False, NOON)
VALUE = FieldProposal("number", "12/2026", 0, Box(1, 1, 9, 9))
TOLD, HELD = RULES.owed_told_days * DAY, RULES.owed_held_days * DAY


class Case:
    """A dossier whose document is whole and at the hub, its page still here."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.blobs = store, Blobs(folder / "blobs", bytes(32))
        page, pdf = self.blobs.put(b"page"), self.blobs.put(b"pdf")
        self.page, self.pdf = page.sha256, pdf.sha256
        document = Document("TP1", "Giấy khai sinh", pdf.sha256, pdf.size, 1)
        one = samples.dossier(1, id=ID, documents=(document,))
        with store.writing() as tx:
            self.blobs.record(tx, page, NOON)
            self.blobs.record(tx, pdf, NOON)
            drafts.save(tx, samples.draft(1), NOON)
            drafts.add_page(tx, Page("page-1", ID, "TP1", 0, page.sha256, "image/jpeg", 10, 10,
                                     200, PageSource.SCANNER, NOON))  # fmt: skip
            drafts.delete(tx, ID, {"TP1"})
            dossiers.add(tx, one, samples.receipt(one))
            documents.came_from(tx, ID, ID, (document,), NOON)
            documents.finish(tx, documents.sources(tx, ID)[0], "text", NOON)
            outbox.add_file(tx, pdf.sha256, pdf.size, ID)
            outbox.file_sent(tx, pdf.sha256, NOON)

    def purge(self, at: datetime) -> None:
        with self.store.writing() as tx:
            purge(tx, RULES, at)

    def there(self, sha256: str) -> bool:
        with self.store.reading() as tx:
            try:
                self.blobs.get(tx, sha256)
            except Problem:
                return False
        return True

    def overdue(self, at: datetime) -> list[tuple[int, int]]:
        with self.store.reading() as tx:
            return [(one.fields, one.signatures) for one in overdue(tx, RULES, at)]

    def owe_a_value(self) -> None:
        with self.store.writing() as tx:
            field_values.propose(tx, PAPER, (VALUE,), ("page-1",))

    def owe_a_signature(self) -> None:
        with self.store.writing() as tx:
            signing_queue.add(
                tx, ID, 0, "TP1", SignatureKind.AGENCY_COPY, CopyForm.FULL, NOON, "row-1"
            )  # fmt: skip


@pytest.fixture
def case(store: Store, tmp_path: Path) -> Case:
    return Case(store, tmp_path)


def test_with_nothing_owed_pages_and_document_go_after_a_week(case: Case) -> None:
    case.purge(NOON + 8 * DAY)
    assert not case.there(case.page)
    assert not case.there(case.pdf)
    assert case.overdue(NOON + 99 * DAY) == []


def test_a_value_that_waits_for_a_person_keeps_its_picture(case: Case) -> None:
    case.owe_a_value()
    case.purge(NOON + HELD - DAY)
    assert case.there(case.page)
    with case.store.writing() as tx:
        field_values.confirm(tx, PAPER, "number", "12/2026", "lan", NOON + 9 * DAY)
    case.purge(NOON + HELD - DAY)
    assert case.there(case.page), "the document's record is made of it once more"
    with case.store.writing() as tx:
        field_values.settled(tx, field_values.news(tx)[0])
    case.purge(NOON + HELD - DAY)
    assert not case.there(case.page)


def test_a_signature_that_is_waited_for_keeps_page_and_document(case: Case) -> None:
    case.owe_a_signature()
    case.purge(NOON + HELD - DAY)
    assert case.there(case.page)
    assert case.there(case.pdf), "it is what is to be signed"
    with case.store.writing() as tx:
        signing_queue.signed(tx, "row-1", "5" * 64, "lan", NOON, Level.BASIC, Owed.TIMESTAMP)
    case.purge(NOON + HELD - DAY)
    assert case.there(case.pdf), "its timestamp is still to be added"
    with case.store.writing() as tx:
        signing_queue.completed(tx, "row-1", "5" * 64, Level.ARCHIVED, Owed.NOTHING)
    case.purge(NOON + HELD - DAY)
    assert not case.there(case.pdf)


def test_the_supervisor_hears_of_it_long_before_the_pictures_go(case: Case) -> None:
    case.owe_a_value()
    case.owe_a_signature()
    assert RULES.scan_days_after_sent < RULES.owed_told_days < RULES.owed_held_days
    assert case.overdue(NOON + TOLD - DAY) == []
    assert case.overdue(NOON + TOLD) == [(1, 1)]
    case.purge(NOON + HELD)
    assert not case.there(case.page), "not for ever"
    assert not case.there(case.pdf)
