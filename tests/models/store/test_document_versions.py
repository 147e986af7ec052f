"""Pages behind a document, and its versions: how long they stay, and that they go with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.attachment import Document, Page, PageSource
from models.messages import RenewalReason
from models.pages import PageView, ReadingStage
from models.problems import Problem
from models.reading import Box, Findings, PageText, TextLine
from models.retention import retention
from models.store import (
    documents,
    dossiers,
    drafts,
    outbox,
    page_findings,
    page_steps,
    page_texts,
    page_work,
    subjects,
)
from models.store.blobs import Blobs
from models.store.engine import Store
from models.store.retention import purge
from tests.support import store_samples as samples

NOON, DAY = samples.NOON, timedelta(days=1)
RULES = retention()
PAPER, STRANGER = "TP1", "TP9"
NAME = "Nguyễn Thị Hậu"


class Case:
    """A dossier received from a draft of three pages: one of another paper, one taken out."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.blobs = Blobs(folder / "blobs", bytes(32))
        self.id = samples.dossier(1).id
        self.contents: dict[str, str] = {}
        with store.writing() as tx:
            drafts.save(tx, samples.draft(id=self.id), NOON)
        for number, component in enumerate((PAPER, STRANGER, PAPER), start=1):
            self._page(f"page-{number}", component)
        with store.writing() as tx:
            page_steps.note(tx, self.id, "deleted", NOON)
            drafts.remove_page(tx, "page-3", NOON)

    def _page(self, name: str, component: str) -> None:
        page = Page(
            name, self.id, component, 0, self.put(name), "image/jpeg", 9, 9, 200,
            PageSource.SCANNER, NOON,
        )  # fmt: skip
        view = PageView(name, self.put(f"view {name}"), 9, 9, 9, 200, Findings())
        text = PageText("fusion", 9, 9, (TextLine(Box(0, 0, 9, 9), NAME, ()),))
        with self.store.writing() as tx:
            drafts.add_page(tx, page)
            page_findings.keep(tx, view, NOON)
            for stage in ReadingStage:
                page_texts.keep(tx, name, stage, view.sha256, text, NOON)
            page_work.failed(tx, name, NOON, "capture.page_unreadable")

    def put(self, what: str) -> str:
        blob = self.blobs.put(what.encode())
        with self.store.writing() as tx:
            self.blobs.record(tx, blob, NOON)
        self.contents[what] = blob.sha256
        return blob.sha256

    def receive(self) -> Document:
        document = Document(PAPER, "Tờ khai", self.put("plain"), 5, 1)
        one = samples.dossier(1, documents=(document,))
        with self.store.writing() as tx:
            dossiers.add(tx, one, samples.receipt(one))
            documents.came_from(tx, one.id, one.id, (document,), NOON)
            outbox.add_file(tx, document.sha256, 5, one.id)
            for sha256 in drafts.delete(tx, one.id, {PAPER}):
                self.blobs.drop(tx, sha256)
        return document

    def renew(self, what: str = "text", reason: RenewalReason = RenewalReason.TEXT) -> Document:
        document = Document(PAPER, "Tờ khai", self.put(what), len(what), 1)
        with self.store.writing() as tx:
            documents.renew(tx, self.id, PAPER, document, reason, NOON)
            for source in documents.unfinished(tx):
                documents.finish(tx, source, reason.value, NOON)
        return document

    def here(self) -> set[str]:
        found = set()
        with self.store.reading() as tx:
            for what, sha256 in self.contents.items():
                try:
                    self.blobs.get(tx, sha256)
                except Problem:
                    continue
                found.add(what)
        return found

    def purge(self, at: datetime) -> None:
        with self.store.writing() as tx:
            purge(tx, RULES, at)

    def send(self, sha256: str) -> None:
        with self.store.writing() as tx:
            outbox.file_sent(tx, sha256, NOON)


@pytest.fixture
def case(store: Store, tmp_path: Path) -> Case:
    return Case(store, tmp_path)


def test_only_pages_behind_a_document_outlive_the_draft(case: Case) -> None:
    case.receive()
    assert case.here() == {"plain", "page-1", "view page-1"}
    with case.store.reading() as tx:
        assert [page.id for page in drafts.pages(tx, case.id)] == ["page-1"]
        assert page_steps.steps(tx, case.id) == ()
        assert page_texts.best(tx, "page-1") is not None
        assert page_texts.best(tx, "page-2") is None
        assert page_work.page_trouble(tx, "page-2") is None


def test_a_draft_that_goes_takes_everything_with_it(case: Case) -> None:
    with case.store.writing() as tx:
        for sha256 in drafts.delete(tx, case.id):
            case.blobs.drop(tx, sha256)
    assert case.here() == set()
    with case.store.reading() as tx:
        for table in ("page", "page_view", "page_text", "page_step", "page_work", "page_undone"):
            count = tx.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            assert count == 0, table


def test_originals_stay_until_text_and_hub_and_a_week(case: Case) -> None:
    plain = case.receive()
    case.send(plain.sha256)
    case.purge(NOON + 30 * DAY)
    assert "page-1" in case.here(), "its text is still to come"
    text = case.renew()
    case.purge(NOON + 60 * DAY)
    assert "page-1" in case.here(), "the hub does not have the new version"
    case.send(text.sha256)
    case.purge(NOON + 6 * DAY)
    assert {"page-1", "view page-1"} <= case.here()
    case.purge(NOON + 7 * DAY)
    assert case.here() == set()
    with case.store.reading() as tx:
        assert drafts.pages(tx, case.id) == ()


def test_a_version_not_sent_need_not_be_sent_any_more(case: Case) -> None:
    case.receive()
    text = case.renew()
    with case.store.reading() as tx:
        assert [one.sha256 for one in outbox.files_due(tx, NOON, 9)] == [text.sha256]
    assert "plain" not in case.here()


def test_a_version_on_its_way_stays_when_it_was_sent(case: Case) -> None:
    plain = case.receive()
    case.send(plain.sha256)
    case.renew()
    assert "plain" in case.here()
    with case.store.reading() as tx:
        day = NOON.date().isoformat()
        found = outbox.confirmed_since(tx, NOON - DAY).get(day)
        assert found is None or plain.sha256 in found.files


def test_text_never_follows_a_signature(case: Case) -> None:
    case.receive()
    signed = case.renew("signed", RenewalReason.SIGNED)
    case.renew("text")
    with case.store.reading() as tx:
        assert documents.present(tx, case.id)[0] == signed
        assert documents.is_signed(tx, case.id, 0)
        assert [one.reason for one in documents.versions(tx, case.id)] == ["received", "signed"]


def test_a_document_nobody_knows_is_not_renewed(case: Case) -> None:
    case.receive()
    one = Document(STRANGER, "Khác", "ab" * 32, 1, 1)
    with pytest.raises(Problem, match=r"store\.no_document"), case.store.writing() as tx:
        documents.renew(tx, case.id, STRANGER, one, RenewalReason.TEXT, NOON)


def test_erasing_a_dossier_erases_pages_texts_and_older_versions(case: Case) -> None:
    plain = case.receive()
    case.send(plain.sha256)
    case.renew()
    with case.store.writing() as tx:
        subjects.erase_dossier(tx, case.id, NOON)
    assert case.here() == set()
    with case.store.reading() as tx:
        for table in ("page", "page_view", "page_text"):
            count = tx.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            assert count == 0, table
