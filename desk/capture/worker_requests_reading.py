"""What the reading worker can be asked: a first reading, a fused one, one engine's.

The process is niced and bounded; engines are loaded at the first request and stay warm.
"""

from __future__ import annotations

from typing import Protocol

from desk.capture.engines import Alive
from desk.capture.frames import Frame
from desk.capture.page_reader import PageReader
from models.plain import from_plain, to_plain
from models.reading import PageText


class Watch(Protocol):
    """How the worker hears from the desk while it reads."""

    def alive(self) -> None:
        """Tell the desk that the work goes on."""

    def cancelled(self) -> bool:
        """Whether nobody waits for the answer any more."""


class _Stopped(Exception):  # noqa: N818 - somebody asked for it
    """The desk does not want the page any more."""


class ReadingRequests:
    """One reader for all requests of a process."""

    def __init__(self, reader: PageReader | None = None) -> None:
        self._reader = reader or PageReader()

    def read(self, request: Frame, watch: Watch) -> Frame:
        """Facts: step (first, fused or read), dpi, bilevel, and engine or the first reading.

        Raises the problems of `PageReader`. The answer to a cancelled one is ``cancelled``.
        """

        def alive() -> None:
            watch.alive()
            if watch.cancelled():
                raise _Stopped

        try:
            text = self._text(request, alive)
        except _Stopped:
            return Frame("cancelled")
        return Frame("done", {"text": to_plain(text)})

    def _text(self, request: Frame, alive: Alive) -> PageText:
        facts, view = request.facts, request.payload
        dpi, bilevel = facts["dpi"], bool(facts["bilevel"])
        if facts["step"] == "first":
            return self._reader.first(view, dpi, alive)
        if facts["step"] == "fused":
            first = from_plain(PageText, facts["first"])
            return self._reader.fused(view, dpi, first, alive, bilevel=bilevel)
        return self._reader.read(view, dpi, str(facts["engine"]), alive, bilevel=bilevel)
