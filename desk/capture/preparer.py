"""Clean pictures of captured pages: the desk's side of a limited worker of its own.

Its own, so that a thumbnail the clerk waits for never stands behind the preparing of a batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from desk.capture.bridge import Bridge, WatchdogTimes, WorkerDefectError
from desk.capture.frames import Frame
from desk.threads import StartProcess
from models.attachment import Page, PageSource
from models.plain import from_plain
from models.problems import Problem
from models.reading import Findings

_LIMITED = "--limited"
_UNREADABLE = "capture.page_unreadable"
_TIMES = WatchdogTimes(silence_s=60.0, cancel_s=3.0)
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENCV_FOR_THREADS_NUM": "1"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A page made ready: the JPEG that is shown, what was seen on it, and its likeness."""

    jpeg: bytes
    width: int
    height: int
    dpi: int | None
    findings: Findings
    likeness: bytes = b""


class Prepares(Protocol):
    """Makes pages ready; the tests have one without a worker."""

    def prepare(self, page: Page, data: bytes, *, turned: bool, plain: bool) -> Picture:
        """The page upright and clean.

        ``turned``: a person decided how it lies, nothing is turned by itself. ``plain``: a person
        wants it as it was captured, turned upright at most. Raises Problem page_unreadable.
        """

    def close(self) -> None:
        """End the worker."""


class Preparer:
    """Asks the worker for clean pictures, one page at a time."""

    def __init__(
        self,
        start_process: StartProcess,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._bridge = Bridge(
            start_process,
            (*command, _LIMITED),
            {**_ONE_THREAD, **(environment or {})},
            times=_TIMES,
            died=_UNREADABLE,
            hung=_UNREADABLE,
        )

    def get_ready(self) -> None:
        """Start the worker and load what it needs, before the first page is there."""
        with suppress(Problem, WorkerDefectError, OSError):
            self._bridge.ask(Frame("get_ready", {"for": "prepare"}))

    def prepare(self, page: Page, data: bytes, *, turned: bool, plain: bool) -> Picture:
        """As `Prepares`."""
        facts = {
            "media_type": page.media_type,
            "file_page": page.file_page,
            "dpi": page.dpi,
            "rotation": page.rotation,
            "camera": page.source is PageSource.CAMERA,
            "turned": turned,
            "plain": plain,
        }
        answer = self._ask(Frame("prepare", facts, data))
        likeness = self._ask(Frame("likeness", {}, answer.payload)).payload
        told: Mapping[str, Any] = answer.facts
        return Picture(
            jpeg=answer.payload,
            width=int(told["width"]),
            height=int(told["height"]),
            dpi=told["dpi"],
            findings=from_plain(Findings, told["findings"]),
            likeness=likeness,
        )

    def close(self) -> None:
        """End the worker."""
        self._bridge.close()

    def _ask(self, request: Frame) -> Frame:
        try:
            return self._bridge.ask(request)
        except (WorkerDefectError, OSError) as error:
            raise Problem(_UNREADABLE) from error
