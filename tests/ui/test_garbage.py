"""Widgets in reference cycles die on the UI thread, whatever the workers allocate."""

from __future__ import annotations

import gc
import threading
from typing import ClassVar

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.garbage import EVERY_MS, collected_on_this_thread
from ui.rehearsal import let_time_pass


class _Ring:
    """Dies only when a collection comes by, and tells on which thread."""

    died_on: ClassVar[list[int]] = []

    def __init__(self) -> None:
        self.itself = self
        self.holds = QObject()

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


def allocate_on_a_worker(kept: list[object]) -> None:
    """So much that Python would have collected on the worker many times."""

    def work() -> None:
        kept.extend([[number]] for number in range(5_000))

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()


def test_only_the_ui_thread_collects(qtbot: QtBot) -> None:
    _Ring.died_on.clear()
    with collected_on_this_thread():
        for _ in range(50):
            _Ring()
        kept: list[object] = []
        for _ in range(20):
            allocate_on_a_worker(kept)
        assert _Ring.died_on == []
        let_time_pass(EVERY_MS + 200)
        assert _Ring.died_on
    assert len(_Ring.died_on) == 50
    assert set(_Ring.died_on) == {threading.get_ident()}
    assert gc.isenabled()
