"""Work goes out to a worker and comes back on the UI thread, once, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desk.events import Events, Returned
from desk.threads import Worker
from models.problems import Problem
from ui.bridge import Bridge

PATIENCE_MS = 60_000


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker("test")
    yield worker
    worker.stop()


@pytest.fixture
def bridge(qtbot: QtBot) -> Bridge:
    return Bridge()


def test_results_arrive_on_the_ui_thread(qtbot: QtBot, bridge: Bridge, worker: Worker) -> None:
    seen: list[tuple[int, int]] = []
    bridge.ask(
        worker,
        threading.get_ident,
        lambda there: seen.append((there, threading.get_ident())),
        asker=bridge,
    )
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE_MS)
    there, here = seen[0]
    assert there != here == threading.get_ident()
    assert bridge.awaited == 0


def test_a_problem_goes_to_the_asker_or_is_told(
    qtbot: QtBot, bridge: Bridge, worker: Worker
) -> None:
    def fail() -> None:
        raise Problem("lookup.unknown_code")

    codes: list[str] = []
    bridge.ask(worker, fail, lambda _: None, lambda p: codes.append(p.code), asker=bridge)
    qtbot.waitUntil(lambda: bool(codes), timeout=PATIENCE_MS)
    with qtbot.waitSignal(bridge.trouble, timeout=PATIENCE_MS) as told:
        bridge.ask(worker, fail, lambda _: None, asker=bridge)
    assert told.args[0].code == codes[0] == "lookup.unknown_code"


@pytest.mark.expects_warnings
def test_a_defect_is_told_once(qtbot: QtBot, bridge: Bridge, worker: Worker) -> None:
    told: list[BaseException] = []
    ended: list[str] = []
    bridge.defect.connect(told.append)

    def slip() -> None:
        raise ZeroDivisionError

    for _ in range(3):
        bridge.ask(worker, slip, lambda _: None, asker=bridge, ended=lambda: ended.append("x"))
    qtbot.waitUntil(lambda: len(ended) == 3, timeout=PATIENCE_MS)
    assert len(told) == 1


def test_only_the_newest_question_is_answered(qtbot: QtBot, bridge: Bridge, worker: Worker) -> None:
    answers: list[int] = []
    for turn in range(5):
        bridge.ask(worker, lambda turn=turn: turn, answers.append, asker=bridge, latest="find")
    qtbot.waitUntil(lambda: bridge.awaited == 0, timeout=PATIENCE_MS)
    assert answers == [4]


def test_an_asker_that_is_gone_gets_no_answer(qtbot: QtBot, bridge: Bridge, worker: Worker) -> None:
    asker, answers = QObject(), []
    gate = threading.Event()
    bridge.ask(worker, gate.wait, answers.append, asker=asker)
    delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: bridge.awaited == 0, timeout=PATIENCE_MS)
    assert answers == []


def test_what_happens_at_the_desk_reaches_the_window(qtbot: QtBot, bridge: Bridge) -> None:
    events = Events(lambda _: None)
    bridge.listen(events)
    with qtbot.waitSignal(bridge.happened, timeout=PATIENCE_MS) as heard:
        thread = threading.Thread(target=lambda: events.publish(Returned("d1")))
        thread.start()
        thread.join()
    assert heard.args == [Returned("d1")]
    bridge.deaf()
    events.publish(Returned("d2"))
    qtbot.wait(20)
    assert bridge.awaited == 0
