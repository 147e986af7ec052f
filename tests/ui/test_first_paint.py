"""The window is on the screen before the desk is even looked for."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import time
from models.problems import Problem
from ui.application import make_application, start
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, {memory!r})
order = []
def make_desk():
    order.append("desk")
    raise Problem('settings.unreadable', file='settings.json')
class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and "paint" not in order:
            order.append("paint")
            print(time.process_time())
        return False
app = make_application()
counter = start(app, make_desk)
eye = Eye()
counter.window.sign_in.installEventFilter(eye)
QTimer.singleShot(5000, app.quit)
check = QTimer()
check.timeout.connect(lambda: app.quit() if counter.assembled else None)
check.start(10)
app.exec()
counter.end()
assert order == ["paint", "desk"], order
"""
BUDGET_S = 0.6
"""CPU time, twice what it takes on a 2-core machine with others at work."""


def test_the_first_paint_comes_first_and_is_cheap(tmp_path: object) -> None:
    program = PROGRAM.format(memory=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60
    )
    assert float(done.stdout.split()[0]) < BUDGET_S
