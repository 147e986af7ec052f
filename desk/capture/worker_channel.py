"""The worker's end of the line to the desk: frames, signs of life, cancelling."""

from __future__ import annotations

import os
import time

from desk.capture import frames
from desk.capture.frames import Frame
from desk.capture.pipes import readable
from desk.capture.scanner import Preview, ScannedPage
from desk.capture.worker_limits import SILENCE_LIMIT_S, end_after

_HEARTBEAT_S = 0.25


class Channel:
    """Frames over two file descriptors, unbuffered so that waiting input can be seen."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    def receive(self) -> Frame:
        """The next frame. Raises EOFError when the desk is gone."""
        return frames.unpack(self._read)

    def send(self, frame: Frame) -> None:
        """Write one frame whole."""
        rest = memoryview(frames.pack(frame))
        while rest:
            rest = rest[os.write(self._outgoing, rest) :]

    def waiting(self) -> bool:
        """Whether something, or the end, lies in the input."""
        return readable(self._incoming, 0.0)

    def _read(self, count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            part = os.read(self._incoming, min(count - len(parts), 1 << 20))
            if not part:
                break
            parts += part
        return bytes(parts)


class ChannelWatch:
    """A driver's `Watch` over the channel."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._last = 0.0
        self._cancelled = False
        self._shot = False

    def alive(self) -> None:
        """Tell the desk, at most four times a second."""
        now = time.monotonic()
        if now - self._last >= _HEARTBEAT_S:
            self._last = now
            end_after(SILENCE_LIMIT_S)
            self._channel.send(Frame("alive"))

    def cancelled(self) -> bool:
        """Whether a cancel frame came, or the desk went away."""
        self._look()
        return self._cancelled

    def shot_wanted(self) -> bool:
        """Whether the clerk pressed the release since this was last asked."""
        self._look()
        wanted, self._shot = self._shot, False
        return wanted

    def _look(self) -> None:
        while not self._cancelled and self._channel.waiting():
            try:
                kind = self._channel.receive().kind
            except EOFError:
                kind = "cancel"
            self._cancelled = kind == "cancel"
            self._shot = self._shot or kind == "shoot"

    def show(self, preview: Preview) -> None:
        """Send what the camera sees."""
        facts = {"state": preview.state, "corners": preview.corners}
        end_after(SILENCE_LIMIT_S)
        self._channel.send(Frame("preview", facts, preview.data))

    def deliver(self, page: ScannedPage) -> None:
        """Send a page."""
        facts = {
            "media_type": "image/jpeg",
            "width": page.width,
            "height": page.height,
            "dpi": page.dpi,
            "rotation": page.rotation,
        }
        self._channel.send(Frame("page", facts, page.data))
