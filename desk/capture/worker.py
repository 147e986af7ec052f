"""The child process for drivers and foreign files: ``python -m desk.capture.worker``.

Frames come on standard input and go out on standard output (`desk.capture.frames`). One request at
a time; a scan may be stopped by a ``cancel`` frame. With ``--limited`` memory and CPU are bounded,
for decoding files from outside (capture §10); with ``--portraits`` more tightly, for the faces of
identity cards; ``--reading`` is for the text of pages, ``--signing`` for tokens. With
``--give-way`` everything else on the machine goes first. The process ends when its input ends.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any

from desk.capture.frames import Frame
from desk.capture.worker_channel import Channel
from desk.capture.worker_limits import (
    SILENCE_LIMIT_S,
    end_after,
    limit_resources,
    renew_cpu_limit,
    step_aside,
)
from desk.capture.worker_requests_drivers import DriverRequests
from desk.capture.worker_requests_files import FileRequests
from models.problems import Problem

log = logging.getLogger(__name__)

LIMITED = "--limited"
PORTRAITS = "--portraits"
READING = "--reading"
GIVE_WAY = "--give-way"
SIGNING = "--signing"
LIMITS = {
    LIMITED: (2 << 30, 60),
    PORTRAITS: (256 << 20, 3),
    READING: (3 << 30, 90),
    SIGNING: (4 << 30, 120),
}
"""Octets of address space and seconds of CPU a request may take."""

RELEASE_LIMIT_S = 15


class Requests:
    """What the worker can be asked, by subject."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._drivers = DriverRequests(channel)
        self._known = self._drivers.known() | FileRequests(channel).known()

    def answer(self, request: Frame) -> Frame:
        """Do one request. Raises Problem, or KeyError for a request nobody knows."""
        if request.kind not in self._known:
            self._known |= self._heavy(request.kind)
        return self._known[request.kind](request)

    def release(self) -> None:
        """Let every driver go of its device."""
        self._drivers.release()

    def _heavy(self, kind: str) -> dict[str, Callable[[Frame], Frame]]:
        """Requests whose modules bring large libraries, loaded by the first of them."""
        if kind == "read":
            from desk.capture.worker_requests_reading import ReadingRequests  # noqa: PLC0415

            return ReadingRequests(self._channel).known()
        from desk.capture.signing_worker import SigningRequests  # noqa: PLC0415

        return SigningRequests().known()


def serve(channel: Channel) -> None:
    """Answer requests until the desk closes the line."""
    requests = Requests(channel)
    while True:
        try:
            request = channel.receive()
        except EOFError:
            return
        if request.kind == "cancel":
            continue  # it came when the batch was already over
        channel.send(Frame("alive"))  # the process is up: from here on silence counts
        renew_cpu_limit()
        end_after(SILENCE_LIMIT_S)
        channel.send(_answered(requests, request))
        end_after(RELEASE_LIMIT_S)
        requests.release()
        end_after(0)


def _answered(requests: Requests, request: Frame) -> Frame:
    try:
        return requests.answer(request)
    except Problem as problem:
        facts: dict[str, Any] = {"code": problem.code, "side": int(problem.kind)}
        return Frame("problem", facts | {"facts": problem.facts})
    except BrokenPipeError:
        raise
    except Exception as error:  # the desk reports it as a defect; this process stays
        log.exception("request %s", request.kind)
        return Frame("defect", {"type": type(error).__name__})


def main(arguments: Sequence[str]) -> int:
    """Run the worker on this process's own pipes."""
    # Drivers print to standard output; the frames get a descriptor of their own.
    outgoing = os.dup(1)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for kind, (memory, cpu_s) in LIMITS.items():
        if kind in arguments:
            limit_resources(memory, cpu_s)
    if GIVE_WAY in arguments:
        step_aside()
    try:
        serve(Channel(0, outgoing))
    except BrokenPipeError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
