"""What the window offers with captured pages: keys of the strip, states, words, taking back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QMenu

from demo.escl_device import EsclDevice
from desk.assembly import assemble
from desk.events import PageNamesDossier, PagesFiled
from desk.settings import Profile
from desk.threads import start_thread
from models.attachment import Page as PaperPage
from models.pages import DocumentState, DocumentStatus, PageState
from models.reading import Findings, Remark
from models.scan_profile import ScanProfile
from tests.support.capture_samples import page_jpeg
from tests.support.seat import CHEAP, Watch
from tests.ui.conftest import CLERK
from ui import page_words
from ui.keys import Command
from ui.page import Go, Notice, Place
from ui.page_keys import PAGE_KEYS, PageAct
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal, rehearse

BIRTH = "1.001193"


@pytest.fixture(autouse=True)
def _nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are neither cleaned nor read: what a test sees is what it did."""
    monkeypatch.setattr("desk.capture.digitising.Digitising.loops", lambda _self: ())


@pytest.fixture
def device() -> Iterator[EsclDevice]:
    with EsclDevice(tuple(map(page_jpeg, (1, 2, 3))), start_thread, "simplex") as made:
        yield made


def begun(seated: Rehearsal, scanner: EsclDevice | None = None) -> IntakePage:
    """An intake whose first paper is in front; F6 scans from that feeder."""
    seated.press(Command.NEXT_CITIZEN)
    page = seated.page
    assert isinstance(page, IntakePage)
    if scanner is not None:
        seat = page.around.seat
        profile = ScanProfile("Khay", f"escl:{scanner.address}", source="feeder")
        seat.scan_profiles.put(seat.user, profile)
        seat.scan_profiles.choose(seat.user, "Khay")
    page.procedure.chosen.emit(BIRTH)
    seated.settle()
    page.papers.focus_first()
    seated.settle()
    return page


def with_pages(seated: Rehearsal, folder: Path, count: int) -> IntakePage:
    """The same with pages from files; the strip has the focus."""
    page = begun(seated)
    paths = [folder / f"{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(page_jpeg(number))
    page.tray.add_files(paths)
    seated.settle(100)
    page.strip.strip.setFocus()
    page.strip.strip.choose_row(0)
    return page


def pages_of(page: IntakePage, code: str = "") -> list[PaperPage]:
    wanted = code or page.papers.rows[0].component.code
    every = page.around.seat.capture.pages(page.tray._draft)
    return [one for one in every if one.component_code == wanted]


def ids(page: IntakePage, code: str = "") -> list[str]:
    return [one.id for one in pages_of(page, code)]


def pressed(menu: QMenu | None, place: int) -> None:
    assert menu is not None
    menu.actions()[place].trigger()
    menu.close()


def test_every_act_has_a_key_of_its_own_and_a_sentence(qapp: object) -> None:
    taken = [one for key in PAGE_KEYS for one in key.sequences]
    assert len(taken) == len(set(taken))
    assert {key.act for key in PAGE_KEYS} == set(PageAct)


def test_the_keys_of_the_strip_turn_move_and_remove(seated: Rehearsal, tmp_path: Path) -> None:
    page = with_pages(seated, tmp_path, 3)
    first, second, third = ids(page)
    seated.key("R")
    assert pages_of(page)[0].rotation == 90
    seated.key("Shift+R")
    assert pages_of(page)[0].rotation == 0
    seated.key("Alt+Right")
    assert ids(page) == [second, first, third]
    assert page.strip.current() == first, "the page moved stays the chosen one"
    seated.key("Right")
    seated.key("Del")
    assert ids(page) == [second, first]
    seated.key("D")
    assert ids(page) == [first, second]


def test_ctrl_z_takes_back_the_last_of_anything(seated: Rehearsal, tmp_path: Path) -> None:
    page = with_pages(seated, tmp_path, 3)
    before = ids(page)
    told: list[Notice] = []
    page.tray.telling.connect(told.append)
    seated.key("D")
    seated.key("R")
    seated.press(Command.UNDO)
    assert told[-1].words == "Đã lấy lại: xoay trang."
    seated.press(Command.UNDO)
    assert ids(page) == before
    seated.press(Command.UNDO)
    assert told[-1].words == "Không còn thao tác trang nào để lấy lại."


def test_pages_are_split_sent_and_merged_between_papers(
    seated: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # nothing grabs keys without a display
    page = with_pages(seated, tmp_path, 3)
    first, second, third = ids(page)
    following = page.papers.rows[1].component.code
    page.strip.strip.choose_row(1)
    seated.key("T")
    pressed(page.strip.findChild(QMenu), 0)
    seated.settle()
    assert (ids(page), ids(page, following)) == ([first], [second, third])
    assert page.papers.rows[1].tick.isChecked(), "a paper whose pages came is here"
    page.papers.focus_row(page.papers.rows[1])
    seated.settle()
    page.strip.strip.setFocus()
    seated.key("G")
    assert ids(page) == [first, second, third]
    seated.press(Command.UNDO)
    assert ids(page, following) == [second, third]


def test_a_scan_is_inserted_and_a_page_is_taken_again(
    seated: Rehearsal, device: EsclDevice
) -> None:
    page = begun(seated, device)
    seated.press(Command.SCAN)
    seated.wait_until(lambda: len(ids(page)) == 3 and not page.tray.scans.running)
    seated.settle()
    first, second, third = ids(page)
    device.device.load((page_jpeg(7),), "simplex")
    page.strip.strip.setFocus()
    page.strip.strip.choose_row(1)
    seated.key("Ins")
    seated.wait_until(lambda: len(ids(page)) == 4 and not page.tray.scans.running)
    seated.settle()
    (new,) = set(ids(page)) - {first, second, third}
    assert ids(page) == [first, new, second, third]
    device.device.load((page_jpeg(8),), "simplex")
    page.strip.choose(third)
    seated.press(Command.RETAKE)
    seated.wait_until(lambda: third not in ids(page) and not page.tray.scans.running)
    seated.settle()
    assert ids(page)[:3] == [first, new, second]
    seated.press(Command.UNDO)
    assert third in ids(page)


def test_fronts_then_backs_become_sheets(seated: Rehearsal, device: EsclDevice) -> None:
    page = begun(seated, device)
    page.strip.strip.setFocus()
    seated.key("H")
    assert "mặt trước; nhấn F6" in page.strip.foot.said()
    seated.press(Command.SCAN)
    seated.wait_until(lambda: "Lật cả xấp giấy" in page.strip.foot.said())
    fronts = ids(page)
    device.device.load(tuple(map(page_jpeg, (6, 5, 4))), "simplex")
    seated.press(Command.SCAN)
    seated.wait_until(lambda: len(ids(page)) == 6 and page.strip.foot.said() == "")
    seated.settle()
    assert ids(page)[::2] == fronts
    backs = [one.sha256 for one in pages_of(page)[1::2]]
    assert len(set(backs)) == 3
    seated.press(Command.UNDO)
    assert ids(page)[:3] == fronts
    assert [one.sha256 for one in pages_of(page)[3:]] == backs[::-1]


def test_sheets_written_beforehand_are_counted_without_a_question(
    seated: Rehearsal, device: EsclDevice
) -> None:
    page = begun(seated, device)
    told: list[Notice] = []
    page.tray.telling.connect(told.append)
    page.strip.foot.sheets.setValue(5)
    seated.press(Command.SCAN)
    seated.wait_until(lambda: any(one.key == "sheets" for one in told))
    assert "thiếu 2" in told[-1].next_step
    assert page.strip.foot.sheets.value() == 0, "the next stack is counted anew"


def test_an_empty_feeder_is_waited_for_until_paper_comes(
    seated: Rehearsal, device: EsclDevice
) -> None:
    page = begun(seated, device)
    device.device.load((), "empty")
    page.strip.foot.wait.setChecked(True)
    page.tray.scan()
    seated.window.repaint()
    device.device.load((page_jpeg(9),), "simplex")
    seated.wait_until(lambda: len(ids(page)) == 1 and not page.tray.scans.running)


def test_what_lies_in_the_clipboard_becomes_pages(seated: Rehearsal, tmp_path: Path) -> None:
    page = with_pages(seated, tmp_path, 1)
    clipboard = QGuiApplication.clipboard()
    picture = QImage()
    picture.loadFromData(page_jpeg(5))
    clipboard.setImage(picture)
    seated.press(Command.PASTE)
    assert len(ids(page)) == 2
    out = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(out, "PDF")
    held = QMimeData()
    held.setData("application/pdf", out.getvalue())
    clipboard.setMimeData(held)
    seated.press(Command.PASTE)
    assert pages_of(page)[2].media_type == "application/pdf"
    clipboard.setText("chữ")
    seated.press(Command.PASTE)
    assert len(ids(page)) == 3


def test_files_dropped_anywhere_on_the_page_belong_to_the_paper_in_front(
    seated: Rehearsal, tmp_path: Path
) -> None:
    page = begun(seated)
    path = tmp_path / "trang.jpg"
    path.write_bytes(page_jpeg(1))
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path))])
    page.dropEvent(
        QDropEvent(
            QPointF(20, 20), Qt.DropAction.CopyAction, held,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    seated.settle()
    assert len(ids(page)) == 1


def test_blank_pages_are_folded_and_flaws_are_said(seated: Rehearsal, tmp_path: Path) -> None:
    page = with_pages(seated, tmp_path, 2)
    first, second = page.tray._pages
    blank = replace(first, state=PageState.PREPARED, findings=Findings(probably_blank=True))
    blurred = replace(second, state=PageState.READ, findings=Findings(remarks=(Remark.BLURRED,)))
    page.tray._came((blank, blurred))
    strip = page.strip.strip
    assert strip.visualItemRect(strip.item(0)).width() < strip.visualItemRect(strip.item(1)).width()
    strip.choose_row(0)
    assert "K: giữ" in page.strip.foot.said()
    strip.choose_row(1)
    assert page.strip.foot.said().startswith("Trang mờ.")
    assert page.papers.rows[0].flaws.text() == "1 cần xem"
    assert "đã đọc chữ" in strip.item(1).toolTip()
    strip.choose_row(0)
    seated.key("K")
    (kept,) = (one for one in page.tray._pages if one.page.id == first.page.id)
    assert not kept.collapsed


def test_a_dropped_separator_and_a_dossiers_code_are_told(
    seated: Rehearsal, tmp_path: Path
) -> None:
    page = with_pages(seated, tmp_path, 1)
    told: list[Notice] = []
    page.tray.telling.connect(told.append)
    desk = seated.counter.desk
    assert desk is not None
    second = page.papers.rows[1].component
    desk.events.publish(PagesFiled(page.tray._draft, second.code, "sheet", 2))
    desk.events.publish(PagesFiled(page.tray._draft, "", "sheet", 2))
    desk.events.publish(PageNamesDossier(pages_of(page)[0], "H26.98-261121-0037"))
    seated.settle()
    assert f"«{second.name}»" in told[0].words
    assert "ở nguyên chỗ" in told[1].words
    assert "H26.98-261121-0037" in told[2].words


def test_there_are_words_for_every_remark_state_and_act(qapp: object) -> None:
    assert all(" " in page_words.remark(one) for one in Remark)
    acts = ("turned", "moved", "deleted", "restored", "split", "merged", "ordered")
    for act in (*acts, "taken_back", "retaken", "filed"):
        assert page_words.act(act) != act
    document = DocumentStatus("A", "Tờ khai", "", 1, DocumentState.TEXT, "pass", False, False)
    assert page_words.document(document) == "có chữ · PDF/A đạt"


def test_pages_of_a_desk_that_was_cut_off_are_there_at_the_next_start(
    qapp: object, office: Profile, watch: Watch, device: EsclDevice, tmp_path: Path,
    reader: object,
) -> None:  # fmt: skip
    del reader

    def desk() -> object:
        return assemble(office, clock=watch, password_cost=CHEAP)

    device.device.load(tuple(map(page_jpeg, (1, 2, 3))), "drop@3")
    with rehearse(desk, memory=tmp_path / "memory") as before:  # type: ignore[arg-type]
        before.sign_in(*CLERK)
        page = begun(before, device)
        before.press(Command.SCAN)
        before.wait_until(lambda: not page.tray.scans.running)
        delivered, draft = ids(page), page.drafting.current()
        assert len(delivered) == 2
        page.drafting.save()
        before.settle()
    with rehearse(desk, memory=tmp_path / "memory") as after:  # type: ignore[arg-type]
        after.sign_in(*CLERK)
        after.window.go(Go(Place.INTAKE, draft))
        after.settle(200)
        again = after.page
        assert isinstance(again, IntakePage)
        again.papers.focus_first()
        after.settle()
        assert ids(again) == delivered
        assert again.papers.rows[0].pages.text() == "2 trang"
