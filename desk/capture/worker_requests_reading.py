"""What the reading worker can be asked: a first reading, a fused one, one engine's.

The process is niced and bounded; engines are loaded at the first request and stay warm.
"""

from __future__ import annotations

from collections.abc import Callable

from desk.capture.engines import Alive
from desk.capture.frames import Frame
from desk.capture.page_reader import PageReader
from desk.capture.worker_channel import Channel, ChannelWatch
from models.plain import from_plain, to_plain
from models.reading import PageText


class _Stopped(Exception):  # noqa: N818 - somebody asked for it
    """The desk does not want the page any more."""


class ReadingRequests:
    """One reader for all requests of a process."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._reader = PageReader()

    def known(self) -> dict[str, Callable[[Frame], Frame]]:
        """What can be asked, by the kind of the request."""
        return {"read": self._read}

    def _read(self, request: Frame) -> Frame:
        """Facts: step (get_ready, first, fused, read), dpi, bilevel, engine or the first reading.

        Raises the problems of `PageReader`. The answer to a cancelled one is ``cancelled``.
        """
        watch = ChannelWatch(self._channel)

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
        if facts["step"] == "get_ready":
            return self._reader.get_ready(str(facts["engine"]))
        dpi, bilevel = facts["dpi"], bool(facts["bilevel"])
        if facts["step"] == "first":
            return self._reader.first(view, dpi, alive)
        if facts["step"] == "fused":
            first = from_plain(PageText, facts["first"])
            return self._reader.fused(view, dpi, first, alive, bilevel=bilevel)
        return self._reader.read(view, dpi, str(facts["engine"]), alive, bilevel=bilevel)
