"""The window is on the screen before the desk is even looked for."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
order, calls = [], 0
def count(frame, event, argument):
    global calls
    calls += event in ("call", "c_call")
sys.setprofile(count)
from models.problems import Problem
from ui.application import make_application, start
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, {memory!r})
def make_desk():
    order.append("desk")
    raise Problem('settings.unreadable', file='settings.json')
class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and "paint" not in order:
            order.append("paint")
            sys.setprofile(None)
            print(calls)
        return False
app = make_application()
counter = start(app, make_desk)
eye = Eye()
counter.window.sign_in.installEventFilter(eye)
QTimer.singleShot(50_000, app.quit)
check = QTimer()
check.timeout.connect(lambda: app.quit() if counter.assembled else None)
check.start(10)
app.exec()
counter.end()
assert order == ["paint", "desk"], order
"""
CALLS = 700_000
"""Half as many again as it takes; counted, because seconds depend on who else is at work."""


def test_the_first_paint_comes_first_and_is_cheap(tmp_path: object) -> None:
    program = PROGRAM.format(memory=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60
    )
    assert int(done.stdout.split()[0]) < CALLS
