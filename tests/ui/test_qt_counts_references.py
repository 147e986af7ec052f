"""The Qt binding must not lose references of None and the booleans.

PySide6 6.12.0 did on Python 3.11, where these are not immortal: a program lives for some thousand
calls and then dies.  A desk has to run all day.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

CALLS = 300


@pytest.mark.parametrize("what", ["none", "true", "false"])
def test_calls_leave_the_counts_alone(qtbot: QtBot, what: str) -> None:
    box, label = QCheckBox(), QLabel()
    qtbot.addWidget(box)
    qtbot.addWidget(label)
    box.setChecked(what == "true")
    calls: dict[str, tuple[object, Callable[[], object]]] = {
        "none": (None, lambda: label.setText("x")),
        "true": (True, box.isChecked),
        "false": (False, box.isChecked),
    }
    value, call = calls[what]
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        call()
    assert abs(sys.getrefcount(value) - before) < CALLS / 3
