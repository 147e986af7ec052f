"""Reading and writing a child's pipes without ever waiting longer than allowed.

A hung driver neither reads nor writes, and a blocked desk would hang with it. POSIX polls the
descriptor; Windows has no poll for pipes, so its reader peeks (untested, see docs/limits.md).
"""

from __future__ import annotations

import os
import sys
import time
from typing import IO


class PipeTimeoutError(TimeoutError):
    """Nothing moved for as long as was allowed."""


class Pipes:
    """A child's standard input and output with time limits, in seconds of a monotonic clock."""

    def __init__(self, to_child: IO[bytes], from_child: IO[bytes]) -> None:
        self._to_child = to_child
        self._from_child = from_child
        if sys.platform != "win32":
            os.set_blocking(to_child.fileno(), False)

    def readable(self, seconds: float) -> bool:
        """Whether bytes, or the end, arrive within this time."""
        return readable(self._from_child.fileno(), seconds)

    def read_exactly(self, count: int, silence_s: float) -> bytes:
        """Read `count` bytes; fewer only at the end. Raises PipeTimeoutError after a silence."""
        descriptor = self._from_child.fileno()
        parts = bytearray()
        while len(parts) < count:
            if not readable(descriptor, silence_s):
                raise PipeTimeoutError
            part = os.read(descriptor, min(count - len(parts), 1 << 20))
            if not part:
                break
            parts += part
        return bytes(parts)

    def write(self, data: bytes, silence_s: float) -> None:
        """Write all. Raises PipeTimeoutError when the child stops reading, BrokenPipeError."""
        descriptor = self._to_child.fileno()
        rest = memoryview(data)
        while rest:
            if not _writable(descriptor, silence_s):
                raise PipeTimeoutError
            rest = rest[os.write(descriptor, rest[: 1 << 16]) :]

    def close(self) -> None:
        """Close both; the child sees the end of its input."""
        for pipe in (self._to_child, self._from_child):
            try:
                pipe.close()
            except OSError:  # the other end died with bytes on the way
                continue


if sys.platform == "win32":
    import _winapi
    import msvcrt

    def readable(descriptor: int, seconds: float) -> bool:
        """Whether bytes, or the end, can be read from a pipe within this time."""
        handle = msvcrt.get_osfhandle(descriptor)
        deadline = time.monotonic() + seconds
        while True:
            try:
                available, _left = _winapi.PeekNamedPipe(handle, 0)
            except BrokenPipeError:
                return True  # the end can be read
            if available:
                return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.01)

    def _writable(_descriptor: int, _seconds: float) -> bool:
        return True

else:
    import select

    def readable(descriptor: int, seconds: float) -> bool:
        """Whether bytes, or the end, can be read from a pipe within this time."""
        return _poll(descriptor, select.POLLIN, seconds)

    def _writable(descriptor: int, seconds: float) -> bool:
        return _poll(descriptor, select.POLLOUT, seconds)

    def _poll(descriptor: int, event: int, seconds: float) -> bool:
        poll = select.poll()
        poll.register(descriptor, event)
        return bool(poll.poll(max(0.0, seconds) * 1000))
