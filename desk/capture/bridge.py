"""The desk's side of a worker process: starts it, watches over it, ends it when it hangs.

Whatever a driver does – crash, hang, abort – the desk gets a Problem within the watchdog's time and
keeps every page delivered before (capture §1.2). The next request starts a fresh process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.capture import frames
from desk.capture.frames import Frame
from desk.capture.pipes import Pipes, PipeTimeoutError
from desk.threads import Child, StartProcess
from models.problems import Kind, Problem

WORKER_COMMAND = (
    (sys.executable, "--capture-worker")
    if getattr(sys, "frozen", False)
    else (sys.executable, "-P", "-m", "desk.capture.worker")
)
"""How to start this program's own driver process, packaged or not."""
_TICK_S = 0.1
_GOODBYE_S = 8.0
"""Time for a driver to let go of its device when the answer is already here."""


class WorkerDefectError(RuntimeError):
    """The worker met something that is no known problem; its traceback is on standard error."""


class PageNotTakenError(RuntimeError):
    """Who asked could not take a delivered page; the cause tells why."""


@dataclass(frozen=True, slots=True)
class WatchdogTimes:
    """``silence_s``: without a sign of life a driver counts as hung. ``cancel_s``: time to obey.

    ``start_s``: what a process just started has for its first sign, however slow the disk is.
    """

    silence_s: float = 60.0
    cancel_s: float = 5.0
    start_s: float = 30.0


class Bridge:
    """One worker process and the conversation with it. One conversation at a time.

    ``died`` and ``hung`` are the codes of the problems when the process ends by itself or falls
    silent; the problem's fact ``pages`` counts the page frames delivered before. ``fresh`` gives
    every conversation a process of its own, for drivers that carry a fault over to the next scan.
    """

    def __init__(
        self,
        start_process: StartProcess,
        command: Sequence[str] = WORKER_COMMAND,
        environment: Mapping[str, str] | None = None,
        *,
        times: WatchdogTimes | None = None,
        died: str = "capture.driver_died",
        hung: str = "capture.driver_hung",
        fresh: bool = False,
    ) -> None:
        self._start_process = start_process
        self._command = tuple(command)
        self._environment = _environment(environment or {})
        self._times = times or WatchdogTimes()
        self._died = died
        self._hung = hung
        self._fresh = fresh
        self._talking = threading.Lock()
        self._cancel = threading.Event()
        self._nudges: deque[str] = deque()
        self._process: _Process | None = None
        self._leaving: _Process | None = None
        self._keeper: weakref.finalize[[], Bridge] | None = None

    def ask(
        self,
        request: Frame,
        on_page: Callable[[Frame], None] | None = None,
        on_preview: Callable[[Frame], None] | None = None,
    ) -> Frame:
        """Send a request, hand over its pages as they come, give the final answer.

        Raises the worker's Problem, a Problem when it died or hung, WorkerDefectError. After a
        `cancel` the answer is a frame of kind ``cancelled``, whether the driver obeyed or not.
        """
        with self._talking:
            self._cancel.clear()
            self._nudges.clear()
            ears = {"page": on_page, "preview": on_preview}
            known = self._process
            pipes = self._open()
            conversation = _Conversation(
                pipes,
                self._times,
                self._cancel,
                self._nudges,
                ears,
                fresh=self._process is not known,
            )
            try:
                return conversation.hold(request)
            except PipeTimeoutError as error:
                self._end(at_once=True)
                return self._lost(conversation, self._hung, error)
            except (OSError, EOFError) as error:
                self._end(at_once=True)
                return self._lost(conversation, self._died, error)
            except (Problem, WorkerDefectError):
                if conversation.unfinished:
                    self._end(at_once=True)
                raise
            except BaseException:
                self._end(at_once=True)
                raise
            finally:
                if self._fresh:
                    self._end(at_once=False)

    def _lost(self, conversation: _Conversation, code: str, error: Exception) -> Frame:
        if conversation.cancel_sent:
            return Frame("cancelled")
        raise Problem(code, Kind.DEVICE_OR_LINE, pages=conversation.pages) from error

    def cancel(self) -> None:
        """Ask the running conversation to stop. From any thread; nothing happens when idle."""
        self._cancel.set()

    def nudge(self, kind: str) -> None:
        """Send a word without facts into the running conversation. From any thread."""
        self._nudges.append(kind)

    def close(self) -> None:
        """End the worker process."""
        self._cancel.set()
        with self._talking:
            self._end(at_once=False)
            self._part()

    def _open(self) -> Pipes:
        if self._process is not None and self._process.has_ended():
            self._end(at_once=True)
        self._part()
        if self._process is None:
            child = self._start_process(self._command, self._environment)
            self._process = _Process(child)
            # No worker outlives its bridge, even one that nobody closed.
            self._keeper = weakref.finalize(self, self._process.part)
        return self._process.pipes

    def _end(self, *, at_once: bool) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.let_go(at_once=at_once)
        self._leaving = process
        if at_once:
            self._part()

    def _part(self) -> None:
        # A process still letting go of its device keeps the next one waiting, not the answer.
        leaving, self._leaving = self._leaving, None
        if leaving is not None:
            leaving.part()
        if self._process is None and self._keeper is not None:
            self._keeper.detach()


class _Process:
    """A running worker, until it is gone."""

    def __init__(self, child: Child) -> None:
        if child.stdin is None or child.stdout is None:
            raise WorkerDefectError("a worker without pipes")
        self._child = child
        self._patience_ends: float | None = None
        self.pipes = Pipes(child.stdin, child.stdout)

    def has_ended(self) -> bool:
        return self._child.poll() is not None

    def let_go(self, *, at_once: bool) -> None:
        """End its input; it leaves by itself, or at once."""
        if at_once:
            self._child.kill()
        self.pipes.close()
        self._patience_ends = time.monotonic() + _GOODBYE_S

    def part(self) -> None:
        """Wait until it is gone; after the time for goodbyes it is ended."""
        if self._patience_ends is None:
            self.let_go(at_once=False)
        left = (self._patience_ends or 0.0) - time.monotonic()
        try:
            self._child.wait(max(0.0, left))
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


class _Conversation:
    """One request and what follows it."""

    def __init__(
        self,
        pipes: Pipes,
        times: WatchdogTimes,
        cancel: threading.Event,
        nudges: deque[str],
        ears: Mapping[str, Callable[[Frame], None] | None],
        *,
        fresh: bool,
    ) -> None:
        self._first_s = max(times.silence_s, times.start_s) if fresh else times.silence_s
        self._pipes = pipes
        self._times = times
        self._cancel = cancel
        self._nudges = nudges
        self._ears = ears
        self.pages = 0
        self.cancel_sent = False
        self.unfinished = True

    def hold(self, request: Frame) -> Frame:
        self._pipes.write(frames.pack(request), self._first_s)
        deadline = time.monotonic() + self._first_s
        obey_by: float | None = None
        while True:
            if self._cancel.is_set() and not self.cancel_sent:
                self.cancel_sent = True
                self._pipes.write(frames.pack(Frame("cancel")), self._times.cancel_s)
                obey_by = time.monotonic() + self._times.cancel_s
            while self._nudges:
                nudge = Frame(self._nudges.popleft())
                self._pipes.write(frames.pack(nudge), self._times.cancel_s)
            if not self._pipes.readable(_TICK_S):
                if time.monotonic() > min(deadline, obey_by or deadline):
                    raise PipeTimeoutError
                continue
            frame = frames.unpack(self._read)
            deadline = time.monotonic() + self._times.silence_s
            if obey_by is not None and time.monotonic() > obey_by:
                raise PipeTimeoutError  # it goes on talking but does not stop
            if frame.kind in self._ears:
                self._deliver(frame)
            elif frame.kind != "alive":
                return self._final(frame)

    def _deliver(self, frame: Frame) -> None:
        hear = self._ears[frame.kind]
        try:
            if hear is not None:
                hear(frame)
        except OSError as error:  # ours, not the driver's
            raise PageNotTakenError from error
        self.pages += frame.kind == "page"

    def _final(self, frame: Frame) -> Frame:
        self.unfinished = False
        if self.cancel_sent and frame.kind != "defect":
            return Frame("cancelled")
        if frame.kind == "problem":
            facts = frame.facts
            raise Problem(str(facts["code"]), Kind(facts["side"]), **facts["facts"])
        if frame.kind == "defect":
            raise WorkerDefectError(str(frame.facts["type"]))
        return frame

    def _read(self, count: int) -> bytes:
        return self._pipes.read_exactly(count, self._times.silence_s)


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    # The worker finds this very program wherever it was started from, and nothing in that place.
    root = str(Path(__file__).parents[2])
    inherited = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([root, inherited] if inherited else [root])
    return {**os.environ, "PYTHONPATH": path, **extra}
