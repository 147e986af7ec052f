"""One running reading: its deadline, its signs of life, and what becomes of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from desk.card.faults import Stopped
from desk.card.reading import Reading
from desk.card.session import Exchange
from desk.events import CardFailed, CardProgress, CardRead
from models.card_reading import CardReading
from models.problems import Kind, Problem

HANGING_AFTER_S = 5.0
"""A chip that does not answer one command for so long is given up; PC/SC has no time limit."""

READING_LIMIT_S = 30.0


class Job:
    """Follows a Reading on its own thread; cancelled jobs publish nothing any more."""

    def __init__(
        self, reader: str, publish: Callable[[object], None], limit_s: float = READING_LIMIT_S
    ) -> None:
        self.reader = reader
        self._publish = publish
        self._deadline = time.monotonic() + limit_s
        self._last_sign = time.monotonic()
        self._cancelled = threading.Event()
        self._reading: CardReading | None = None
        self._problem: Problem | None = None

    def run(self, reading: Reading) -> None:
        """Read, and keep the result or the problem; a defect is raised, and told as bad answer."""
        try:
            self._reading = reading.run()
        except Problem as problem:
            self._problem = problem
        except BaseException:
            self._problem = Problem("card.bad_answer", Kind.DEVICE_OR_LINE)
            raise
        finally:
            self._last_sign = time.monotonic()

    def outcome(self) -> CardReading:
        """The completed reading.  Raises the problem it ended with."""
        if self._reading is None:
            raise self._problem or Problem("card.cancelled", Kind.DEVICE_OR_LINE)
        return self._reading

    @property
    def found_card(self) -> bool:
        """Whether there was a card at all."""
        return self._problem is None or self._problem.code != "card.no_card"

    def tell(self) -> None:
        """Publish how it ended."""
        if self._reading is not None:
            self._say(CardRead(self.reader, self._reading))
        elif self._problem is not None:
            self._say(CardFailed(self.reader, self._problem))

    def cancel(self) -> None:
        """End before the next command and say nothing more."""
        self._cancelled.set()

    def hangs(self, now: float) -> bool:
        """Whether the chip has been silent for too long (monotonic seconds)."""
        return now - self._last_sign > HANGING_AFTER_S

    # -- Hearing --------------------------------------------------------------------------------

    def checkpoint(self) -> None:
        """Raises Stopped when cancelled or over the limit."""
        self._last_sign = time.monotonic()
        if self._cancelled.is_set():
            raise Stopped("cancelled")
        if self._last_sign > self._deadline:
            raise Stopped("too_slow")

    def progress(self, step: str, done: int, total: int) -> None:
        """Publish how far a step is."""
        self._say(CardProgress(self.reader, step, done, total))

    def person_known(self, reading: CardReading) -> None:
        """Publish the person while the face is still coming."""
        self._say(CardRead(self.reader, reading))

    def exchanged(self, exchange: Exchange) -> None:  # noqa: ARG002 - nobody profiles here
        """An answer came."""
        self._last_sign = time.monotonic()

    def _say(self, event: object) -> None:
        if not self._cancelled.is_set():
            self._publish(event)
