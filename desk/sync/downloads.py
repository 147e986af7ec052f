"""Documents from the hub: piece by piece, going on where a line broke, checked at the end.

What came so far lies in memory only: a scan is never on this machine's disk unencrypted, and a
piece that was lost with the program is fetched again.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field

from desk.sync.line import HttpLine
from desk.sync.trouble import LineProblem, Nature
from models.problems import Problem

PIECE_BYTES = 1 << 20
LARGEST = 256 << 20
"""As large as a document may be at the hub."""
_TRIES = 3
"""How often in a row a line may break before a person is told; what came is kept."""
_PARTIAL, _NOT_FOUND = 206, 404


@dataclass(slots=True)
class Downloads:
    """Fetches contents by their hash. Used from any thread, one content at a time."""

    line: HttpLine
    piece_bytes: int = PIECE_BYTES
    _begun: dict[str, bytearray] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def content(self, sha256: str) -> bytes:
        """The whole content.

        Raises:
            LineProblem: when the line breaks; the next call goes on behind what came.
            Problem: ``sync.download_not_there``, ``sync.download_damaged``.
        """
        with self._turn:
            got = self._begun.setdefault(sha256, bytearray())
            self._go_on(sha256, got)
            del self._begun[sha256]
        if hashlib.sha256(got).hexdigest() != sha256:
            raise Problem("sync.download_damaged")
        return bytes(got)

    def _go_on(self, sha256: str, got: bytearray) -> None:
        failures = 0
        while True:
            try:
                data, total = self._piece(sha256, len(got))
            except LineProblem as problem:
                failures += 1
                if failures >= _TRIES or problem.nature is not Nature.RETRYABLE:
                    raise
                continue
            failures = 0
            got += data
            if len(got) >= total:
                return

    def _piece(self, sha256: str, start: int) -> tuple[bytes, int]:
        """Bytes from `start`, and how large the whole is."""
        asked = {"Range": f"bytes={start}-{start + self.piece_bytes - 1}"}
        response = self.line.ask(
            "GET", f"/v1/blobs/{sha256}", headers=asked, also=frozenset({_NOT_FOUND})
        )
        if response.status_code == _NOT_FOUND:
            raise Problem("sync.download_not_there")
        data = response.content
        first, total = _range(response.headers.get("content-range", ""))
        if response.status_code != _PARTIAL or first != start or not data or total > LARGEST:
            raise LineProblem("sync.not_a_hub", Nature.RETRYABLE, status=response.status_code)
        return data, total


def _range(text: str) -> tuple[int, int]:
    """First byte and size of the whole of a ``Content-Range``; (-1, 0) where it is none."""
    span, _, total = text.removeprefix("bytes ").partition("/")
    first = span.partition("-")[0]
    if not (first.isascii() and first.isdigit() and total.isascii() and total.isdigit()):
        return -1, 0
    return int(first), int(total)
