"""Ký số: the list, the PIN box, a batch by keys alone, and what the token's faults say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.seat import Seat
from desk.settings import Profile
from models.attachment import Document
from models.plain import to_plain
from models.signing import CopyState, SigningSettings
from models.store import documents, tables
from tests.support.soft_token import PIN, SOFTHSM, SoftToken, TokenKit, plain_pdf
from tests.ui.conftest import CLERK
from tests.ui.test_counter import received
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.dossier import DossierPage
from ui.pages.signing import SigningPage
from ui.rehearsal import Rehearsal

PATIENCE_S = 20.0


@pytest.fixture
def with_token(
    office: Profile, token: SoftToken, token_kit: TokenKit, monkeypatch: pytest.MonkeyPatch
) -> Profile:
    monkeypatch.setenv("SOFTHSM2_CONF", token.environment["SOFTHSM2_CONF"])
    settings = replace(office.load(), signing=SigningSettings(module=str(SOFTHSM)))
    office.save(settings)
    token_kit.authority.install(office.signature_roots)
    return office


@pytest.fixture
def ready(with_token: Profile, window: Rehearsal) -> Rehearsal:
    assert with_token.load().signing.module
    window.sign_in(*CLERK)
    return window


def digitised(seat: Seat, count: int = 2) -> str:
    """A received dossier with documents that are ready to be signed."""
    dossier_id = received(seat).dossier_id
    now = seat.lookup.dossier(seat.user, dossier_id).dossier.received_at
    with seat.store.writing() as tx:
        found = []
        for number in range(count):
            blob = seat.signed.blobs.put(plain_pdf(1, f"paper {number}"))
            seat.signed.blobs.record(tx, blob, now)
            one = Document(f"TP{number}", f"Giấy khai sinh {number + 1}", blob.sha256, blob.size, 1)
            row = {"dossier_id": dossier_id, "position": 10 + number, **to_plain(one)}
            tx.execute(tables.document.insert(), row)
            found.append(one)
        documents.came_from(tx, dossier_id, "draft", found, now)
        for source in documents.sources(tx, dossier_id).values():
            documents.finish(tx, source, "text", now)
    return dossier_id


def page_of(window: Rehearsal, settled: Callable[[SigningPage], bool]) -> SigningPage:
    window.press(Command.SIGNING)
    page = window.page
    assert isinstance(page, SigningPage)
    window.wait_until(lambda: settled(page), PATIENCE_S)
    return page


def test_a_batch_by_keys_alone(ready: Rehearsal, token_kit: TokenKit) -> None:
    seat = seat_of(ready)
    dossier_id = digitised(seat)
    page = page_of(ready, lambda page: page.certificate.count() == 2)
    assert [cells[2] for cells in page.table.cells()] == ["Giấy khai sinh 1", "Giấy khai sinh 2"]
    assert page.said.text() == "2 tài liệu chờ ký."
    assert page.go.text() == "Ký 2 tài liệu  (F9)"
    page.certificate.setCurrentIndex(page.certificate.findData(token_kit.agency.fingerprint))
    ready.wait_until(lambda: not page._thumbnail.pixmap().isNull(), PATIENCE_S)
    ready.press(Command.RECEIVE)
    assert QApplication.focusWidget() is page.pin, "the first F9 asks for the PIN"
    ready.type(PIN)
    ready.press(Command.RECEIVE)
    assert page.pin.text() == "", "nothing of the PIN stays in the window"
    ready.wait_until(lambda: page.said.text().startswith("Không có tài liệu nào chờ"), PATIENCE_S)
    assert "Đã ký 2 tài liệu." in page.result.text()
    states = seat.signing.states(seat.user, dossier_id)
    assert list(states.values()) == [CopyState.SIGNED] * 2
    ready.window.go(Go(Place.DOSSIER, dossier_id))
    dossier = ready.page
    assert isinstance(dossier, DossierPage)
    ready.wait_until(
        lambda: any(
            "Chữ ký hợp lệ" in dossier.papers.lines.item(place).text()
            for place in range(dossier.papers.lines.count())
        ),
        PATIENCE_S,
    )
    assert "UBND xã Thử Nghiệm" in dossier.papers.lines.item(0).toolTip()


def test_a_wrong_pin_is_said_and_warned_of(ready: Rehearsal, token_kit: TokenKit) -> None:
    digitised(seat_of(ready), 1)
    page = page_of(ready, lambda page: page.certificate.count() == 2)
    ready.press(Command.RECEIVE)
    ready.type("000000")
    ready.press(Command.RECEIVE)
    ready.wait_until(lambda: page.pin_state.text() != "", PATIENCE_S)
    assert "Mã PIN không đúng." in page.result.text()
    assert "gõ thật chắc" in page.pin_state.text()
    assert len(page.table.cells()) == 1


def test_the_page_as_it_looks(ready: Rehearsal, tmp_path: Path) -> None:
    digitised(seat_of(ready), 3)
    page = page_of(ready, lambda page: page.certificate.count() == 2)
    ready.wait_until(lambda: not page._thumbnail.pixmap().isNull(), PATIENCE_S)
    assert ready.picture(tmp_path / "page.png").stat().st_size > 10_000


def test_an_unsigned_scan_is_called_a_working_copy(seated: Rehearsal) -> None:
    dossier_id = digitised(seat_of(seated), 1)
    seated.window.go(Go(Place.DOSSIER, dossier_id))
    page = seated.page
    assert isinstance(page, DossierPage)
    last = page.papers.lines
    seated.wait_until(
        lambda: last.count() > 0 and "chưa ký" in last.item(last.count() - 1).text(), PATIENCE_S
    )


def test_locking_ends_the_batch(ready: Rehearsal) -> None:
    seat = seat_of(ready)
    ready.press(Command.LOCK)
    assert seat.signing._stop.is_set()


def test_without_a_token_the_page_says_what_to_do(seated: Rehearsal, tmp_path: Path) -> None:
    digitised(seat_of(seated), 1)
    page = page_of(seated, lambda page: "Không thấy thiết bị ký" in page.result.text())
    assert not page.go.isEnabled()
    assert not page.pin.isEnabled()
    assert page.pin.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


def test_enter_opens_the_dossier_and_f7_shows_the_page(ready: Rehearsal) -> None:
    digitised(seat_of(ready), 1)
    page = page_of(ready, lambda page: page.table.count() == 1)
    ready.press(Command.PREVIEW)
    ready.wait_until(page.preview.isVisible, PATIENCE_S)
    ready.press(Command.BACK)
    assert not page.preview.isVisible()
    page.table.open_current()
    ready.settle(100)
    assert not isinstance(ready.page, SigningPage)
