"""Nothing that fails blocks the window or puts a box in front of it."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
)

from desk.events import SyncChanged
from ui.keys import Command
from ui.pages.intake import IntakePage
from ui.pages.search import SearchPage
from ui.rehearsal import Rehearsal, let_time_pass


def publish(window: Rehearsal, event: object) -> None:
    desk = window.counter.desk
    assert desk is not None
    desk.events.publish(event)
    window.settle()


def test_the_ui_thread_is_never_blocked(seated: Rehearsal) -> None:
    desk = seated.counter.desk
    assert desk is not None
    go_on = threading.Event()
    blocked = desk.workers.store.do(lambda: go_on.wait(30))
    seated.window.obey(Command.SEARCH)
    page = seated.page
    assert isinstance(page, SearchPage)
    seated.window.obey(Command.NEXT_CITIZEN)
    for _ in range(10):
        let_time_pass(20)  # the window goes on while its answers wait behind the store
    assert not blocked.done()
    go_on.set()
    assert blocked.result(), "nobody waited for the store to the end"
    seated.settle()


def test_no_scanner_is_a_notice_and_no_box(
    seated: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.capture.service import Capture

    monkeypatch.setattr(Capture, "scanners", lambda _self: ())
    seated.press(Command.NEXT_CITIZEN)
    seated.press(Command.SCAN)
    assert seated.window.toasts.words() == ("Chọn giấy tờ cần quét trước (F5).",)
    page = seated.page
    assert isinstance(page, IntakePage)
    page.drafting.choose("1.001193")
    seated.settle(150)
    seated.press(Command.SCAN)
    seated.settle(100)
    assert seated.window.toasts.words()[-1].startswith("Không thấy máy quét nào.")
    assert QApplication.activeModalWidget() is None
    seated.press(Command.BACK)
    assert not any("máy quét" in said for said in seated.window.toasts.words())


def test_a_lost_line_is_a_word_in_the_strip_and_no_box(seated: Rehearsal) -> None:
    publish(seated, SyncChanged(online=False, waiting_events=2, waiting_files=1, refused=0))
    workplace = seated.window.workplace
    assert workplace is not None
    said = [label.text() for label in workplace.strip.findChildren(QLabel)]
    assert "Đang chờ gửi: 3" in said
    assert seated.window.toasts.words() == ()
    assert QApplication.activeModalWidget() is None


@pytest.mark.expects_warnings
def test_a_slot_that_raises_is_shown_once_and_the_window_lives(seated: Rehearsal) -> None:
    def slip() -> None:
        raise ZeroDivisionError

    for _ in range(2):
        QTimer.singleShot(0, slip)
        hook, sys.excepthook = sys.excepthook, seated.counter.excepthook
        try:
            let_time_pass(30)
        finally:
            sys.excepthook = hook
    (said,) = seated.window.toasts.words()
    assert said.startswith("Chương trình gặp lỗi ở một chỗ.")
    seated.press(Command.SEARCH)
    assert isinstance(seated.page, SearchPage)
