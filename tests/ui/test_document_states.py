"""What the page of a dossier says of its papers: working copy, text, signature, PDF/A, trouble."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desk.events import DigitisingFailed
from models.pages import DocumentState, DocumentStatus
from models.problems import Problem
from tests.ui.test_page_work import with_pages
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.dossier import DossierPage
from ui.rehearsal import Rehearsal

QR = "001099000017||Nguyễn Thị Đào|01011999|Nữ|Thôn Đường Ấm, Xã Thử|15042021"
SAID = DocumentStatus("A", "Tờ khai", "", 2, DocumentState.WORKING_COPY, "pass", True, False)


@pytest.fixture(autouse=True)
def _nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.capture.digitising.Digitising.loops", lambda _self: ())


def received_with_pages(seated: Rehearsal, folder: Path) -> DossierPage:
    """A dossier accepted in the window, whose first paper has two pages, opened."""
    page = with_pages(seated, folder, 2)
    page.scanned(QR)
    seated.settle()
    draft_id = page.drafting.current().id  # type: ignore[union-attr]
    seated.press(Command.COMPONENTS)
    for _ in range(3):
        seated.key("Return")
    seated.press(Command.RECEIVE)
    seated.settle(300)
    seated.window.go(Go(Place.DOSSIER, draft_id))
    seated.settle(200)
    opened = seated.page
    assert isinstance(opened, DossierPage)
    return opened


def test_a_fresh_document_is_a_working_copy_whose_text_is_being_read(
    seated: Rehearsal, tmp_path: Path
) -> None:
    page = received_with_pages(seated, tmp_path)
    said = page.papers.lines.item(0).text()
    assert "2 trang" in said
    assert "bản làm việc · PDF/A đạt · đang đọc chữ" in said


def test_what_changes_behind_is_told_without_opening_it_again(
    seated: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = received_with_pages(seated, tmp_path)
    dossier = page._dossier
    desk = seated.counter.desk
    assert dossier is not None
    assert desk is not None
    heavy = replace(
        SAID, state=DocumentState.TEXT, working=False, trouble="capture.page_unreadable"
    )
    seat = page.around.seat
    monkeypatch.setattr(type(seat.digitising), "documents", lambda _self, _id: (heavy,))
    desk.events.publish(DigitisingFailed(dossier.id, "A", Problem("capture.page_unreadable")))
    seated.settle(100)
    first = page.papers.lines.item(0).text()
    assert "có chữ · PDF/A đạt" in first
    assert "đang đọc chữ" not in first
    assert len(first.splitlines()) == 3, "the trouble stands below, with what to do"
