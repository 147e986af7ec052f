"""Between the window and the workers: work goes out, results and events come back to the UI thread.

`ask` runs a use case on a worker and delivers its result by a queued signal.  A `Problem` goes to
the asker's `failed` or is said as a notice; anything else is a defect: logged once, shown once.
What happens at the desk (`desk.events`) arrives here as the signal `happened`.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from desk.events import (
    CameraSaw,
    CaptureEnded,
    CaptureFailed,
    CaptureRemarked,
    CardFailed,
    CardPlaced,
    CardProgress,
    CardRead,
    CardRemoved,
    CareNeeded,
    DigitisingFailed,
    DocumentRenewed,
    Events,
    FieldsProposed,
    OnlineChanged,
    PageCaptured,
    PageNamesDossier,
    PagePrepared,
    PageRead,
    PagesFiled,
    Printed,
    PrintFailed,
    QrScanned,
    ReaderState,
    Received,
    Returned,
    ScanProfilesChanged,
    SettingsChanged,
    SigningProgress,
    SyncChanged,
)
from desk.threads import Worker
from models.problems import Problem

log = logging.getLogger(__name__)
T = TypeVar("T")

_HEARD = (
    CameraSaw,
    CaptureEnded,
    CaptureFailed,
    CaptureRemarked,
    CardFailed,
    CardPlaced,
    CardProgress,
    CardRead,
    CardRemoved,
    CareNeeded,
    DigitisingFailed,
    DocumentRenewed,
    FieldsProposed,
    OnlineChanged,
    PageCaptured,
    PageNamesDossier,
    PagePrepared,
    PageRead,
    PagesFiled,
    Printed,
    PrintFailed,
    QrScanned,
    ReaderState,
    Received,
    Returned,
    ScanProfilesChanged,
    SettingsChanged,
    SigningProgress,
    SyncChanged,
)


@dataclass(slots=True)
class _Answer(Generic[T]):
    future: Future[T]
    done: Callable[[T], None]
    failed: Callable[[Problem], None] | None
    ended: Callable[[], None] | None
    asker: QObject
    latest: str
    turn: int
    again: Callable[[], None] | None
    """Asks the same once more, without offering that again; None for such a second try."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An act this person may not do: its name, how to try again, how to let it be."""

    act: str
    again: Callable[[], None]
    give_up: Callable[[], None]


class Bridge(QObject):
    """One for the window; lives on the UI thread."""

    happened = Signal(object)
    """An event of the desk."""
    trouble = Signal(object)
    """A Problem nobody asked to handle."""
    defect = Signal(object)
    """A defect nobody has seen yet."""
    refused = Signal(object)
    """A `Refusal`: this person's role has not the right, somebody else's may."""
    busy_changed = Signal(int)
    """How many answers are awaited."""

    _arrived = Signal(object)
    _event = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._turns: dict[tuple[int, str], int] = {}
        self._seen: set[str] = set()
        self._awaited = 0
        self._deaf = False
        self._stops: list[Callable[[], None]] = []
        queued = Qt.ConnectionType.QueuedConnection
        self._arrived.connect(self._deliver, queued)
        self._event.connect(self.happened, queued)

    def listen(self, events: Events) -> None:
        """Forward everything that happens at this desk."""
        for kind in _HEARD:
            self._stops.append(events.subscribe(kind, self._event.emit))

    def deaf(self) -> None:
        """Stop forwarding and answering, before the window goes."""
        self._deaf = True
        for stop in self._stops:
            stop()
        self._stops.clear()

    def ask(
        self,
        worker: Worker,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Problem], None] | None = None,
        *,
        asker: QObject,
        latest: str = "",
        ended: Callable[[], None] | None = None,
        final: bool = False,
    ) -> None:
        """Run `work` on a worker; `done` or `failed` follow on the UI thread.

        `ended` comes before either, and also when there was a defect.
        With `latest` only the newest question of that name is answered; older answers are dropped,
        as are answers to an asker that is gone.  `final`: nobody is asked to lend a right.
        """
        turn = 0
        if latest:
            turn = self._turns.get((id(asker), latest), 0) + 1
            self._turns[id(asker), latest] = turn

        def again() -> None:
            self.ask(
                worker, work, done, failed, asker=asker, latest=latest, ended=ended, final=True
            )

        second = None if final else again
        answer = _Answer(worker.do(work), done, failed, ended, asker, latest, turn, second)
        self._awaited += 1
        self.busy_changed.emit(self._awaited)
        answer.future.add_done_callback(lambda _: self._arrived.emit(answer))

    @property
    def awaited(self) -> int:
        """How many answers are still on their way."""
        return self._awaited

    def report(self, error: BaseException) -> None:
        """A defect: log it and let it be shown, once for each place it comes from."""
        frames = traceback.extract_tb(error.__traceback__)
        last = frames[-1] if frames else None
        place = f"{type(error).__name__}:{last.filename}:{last.lineno}" if last else repr(error)
        if place in self._seen:
            return
        self._seen.add(place)
        log.error("defect in the window", exc_info=error)
        self.defect.emit(error)

    @Slot(object)
    def _deliver(self, answer: _Answer[Any]) -> None:
        self._awaited -= 1
        self.busy_changed.emit(self._awaited)
        if self._deaf or not isValid(answer.asker):
            return
        if answer.ended is not None:
            answer.ended()
        if answer.latest and self._turns[id(answer.asker), answer.latest] != answer.turn:
            return
        try:
            error = answer.future.exception()
            if error is None:
                answer.done(answer.future.result())
            elif isinstance(error, Problem):
                self._say(error, answer)
            else:
                self.report(error)
        except Exception as slip:  # noqa: BLE001 - the last door before Qt: nothing may vanish here
            self.report(slip)

    def _say(self, problem: Problem, answer: _Answer[Any]) -> None:
        give_up = answer.failed or self.trouble.emit
        lendable = problem.code == "desk.not_allowed" and "act" in problem.facts
        if answer.again is None or not lendable:
            give_up(problem)
            return
        act = str(problem.facts["act"])
        self.refused.emit(Refusal(act, answer.again, lambda: give_up(problem)))
