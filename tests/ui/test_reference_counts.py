"""A Qt binding that miscounts None or True ends the program after a day of signals.

PySide6 6.12.0 did on Python 3.11: every signal and every call without an answer took a reference
that was never given.  A counter that runs all day would be aborted by the interpreter.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

ROUNDS = 400


class _Bell(QObject):
    rung = Signal(object)


def test_signals_and_calls_give_back_what_they_take(qtbot: QtBot) -> None:
    bell = _Bell()
    heard: list[object] = []
    bell.rung.connect(heard.append)
    bell.rung.emit("warm")
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(ROUNDS):
        bell.rung.emit("")
        bell.setObjectName("")
    lost = before[0] - sys.getrefcount(None), before[1] - sys.getrefcount(True)
    assert max(lost) < ROUNDS // 4
    assert len(heard) == ROUNDS + 1
