"""Text of pages: the desk's side of the reading worker, a niced process loaded at the first page.

One page at a time. `first` gives a text about half a second after it was asked for, `fused` the
better one in the background; both readings of every line stay with it. A page that ends the worker
is one Problem, and the next page gets a new worker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from desk.capture.bridge import Bridge, WatchdogTimes, WorkerDefectError
from desk.capture.engines import FUSION
from desk.capture.frames import Frame
from desk.threads import StartProcess
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.reading import PageText

_READING, _GIVE_WAY = "--reading", "--give-way"
_UNREADABLE = "reading.page_unreadable"
_TIMES = WatchdogTimes(silence_s=60.0, cancel_s=3.0)
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENCV_FOR_THREADS_NUM": "1"}


class ReadingCancelledError(Exception):
    """`cancel` was called while the page was being read."""


class Reader:
    """Reads pages in a worker process. ``dpi`` None: unknown, taken as an A4 sheet.

    ``give_way``: everything else on the machine goes first; not where somebody waits for the text.

    ``bilevel`` says that the original was black and white (`Findings.bilevel`), where Tesseract is
    believed only when it is very sure. Every reading raises Problem reading.page_unreadable for a
    page that cannot be read or ends the worker, reading.engine_missing, reading.language_missing,
    and ReadingCancelledError.
    """

    def __init__(
        self,
        start_process: StartProcess,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        *,
        times: WatchdogTimes = _TIMES,
        give_way: bool = True,
    ) -> None:
        self._bridge = Bridge(
            start_process,
            (*command, _READING, *((_GIVE_WAY,) if give_way else ())),
            {**_ONE_THREAD, **(environment or {})},
            times=times,
            died=_UNREADABLE,
            hung=_UNREADABLE,
        )

    def first(self, view: bytes, dpi: int | None, *, bilevel: bool = False) -> PageText:
        """The quick reading: TrueOCR's."""
        return self._ask("first", view, dpi, bilevel)

    def fused(
        self, view: bytes, dpi: int | None, first: PageText, *, bilevel: bool = False
    ) -> PageText:
        """The first reading checked by Tesseract line by line."""
        return self._ask("fused", view, dpi, bilevel, first=to_plain(first))

    def read(
        self, view: bytes, dpi: int | None, engine: str = FUSION, *, bilevel: bool = False
    ) -> PageText:
        """The reading of one engine: fusion, trueocr or tesseract."""
        return self._ask("read", view, dpi, bilevel, engine=engine)

    def get_ready(self, engine: str = FUSION) -> None:
        """Start the worker and load its engines; the first page then waits for neither.

        What fails here is told with the first page.
        """
        with suppress(Problem, ReadingCancelledError):
            self._ask("get_ready", b"", None, False, engine=engine)

    def cancel(self) -> None:
        """Give up the page being read. From any thread; nothing happens when idle."""
        self._bridge.cancel()

    def close(self) -> None:
        """End the worker."""
        self._bridge.close()

    def _ask(self, step: str, view: bytes, dpi: int | None, bilevel: bool, **more: Any) -> PageText:
        facts = {"step": step, "dpi": dpi, "bilevel": bilevel, **more}
        try:
            answer = self._bridge.ask(Frame("read", facts, view))
        except (WorkerDefectError, OSError) as error:
            raise Problem(_UNREADABLE) from error
        if answer.kind == "cancelled":
            raise ReadingCancelledError
        return from_plain(PageText, answer.facts["text"])
