"""The workers. Nothing else in the program starts a thread or a process (decision 15).

One single-thread executor a resource – store, devices, line, images – so that each resource has one
user at a time and no lock of its own.  Long listeners (the card monitor, the sync loop) and driver
processes are started by the starters given here.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Protocol, TypeVar

T = TypeVar("T")

TOOL_PATIENCE_S = 30
"""How long a system tool may take; a print service that is down answers late."""

StartThread = Callable[[str, Callable[[], None]], threading.Thread]
"""(name, body) → a started daemon thread."""


class Child(Protocol):
    """A driver process: its pipes, and a way to end it."""

    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def poll(self) -> int | None:
        """The exit status, None while it runs."""

    def kill(self) -> None:
        """End it at once."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""


StartProcess = Callable[[Sequence[str], Mapping[str, str] | None], Child]
"""(command, environment or None to inherit) → a running child with piped stdin and stdout."""


def start_thread(name: str, body: Callable[[], None]) -> threading.Thread:
    """Start a daemon thread."""
    thread = threading.Thread(target=body, name=name, daemon=True)
    thread.start()
    return thread


def start_process(command: Sequence[str], environment: Mapping[str, str] | None) -> Child:
    """Start a child process with piped standard input and output; errors go to ours."""
    return subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=None if environment is None else dict(environment),
    )


def run_tool(
    command: Sequence[str], data: bytes, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """Run a system tool to its end, `data` on its input, `environment` added to ours.

    Raises:
        OSError: the tool is missing.
        TimeoutError: it did not answer in time.
    """
    try:
        return subprocess.run(  # commands come from printing, never from input
            list(command),
            input=data,
            env={**os.environ, **environment},
            capture_output=True,
            timeout=TOOL_PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(command[0]) from error


class Worker:
    """One thread for one resource; work is done in the order it was given."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def do(self, work: Callable[[], T]) -> Future[T]:
        """Queue the work; the future carries its result or its error."""
        return self._pool.submit(work)

    def stop(self) -> None:
        """Finish what is queued, then end."""
        self._pool.shutdown(wait=True)


class Workers:
    """The four workers of a desk."""

    def __init__(self) -> None:
        self.store = Worker("store")
        self.devices = Worker("devices")
        self.line = Worker("line")
        self.images = Worker("images")

    def stop(self) -> None:
        """Stop all four; the store last, since the others report to it."""
        for worker in (self.devices, self.images, self.line, self.store):
            worker.stop()
