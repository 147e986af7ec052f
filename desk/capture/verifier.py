"""Signed PDFs from outside are judged here: the desk's side of `verifying`, in a limited worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desk.capture.bridge import WORKER_COMMAND, Bridge, WatchdogTimes
from desk.capture.frames import Frame
from desk.clock import Clock
from desk.threads import StartProcess
from models.plain import from_plain
from models.signing import PdfReport

_TOO_HEAVY = "sign.pdf_too_heavy"


class Verifier:
    """Explains signatures by the certificates that ``trust`` gives."""

    def __init__(
        self,
        start_process: StartProcess,
        clock: Clock,
        trust: Callable[[], Sequence[bytes]],
        worker_command: Sequence[str] = WORKER_COMMAND,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._clock = clock
        self._trust = trust
        self._bridge = Bridge(
            start_process,
            (*worker_command, "--limited"),
            environment,
            times=WatchdogTimes(silence_s=90.0),
            died=_TOO_HEAVY,
            hung=_TOO_HEAVY,
        )

    def verify(self, pdf: bytes) -> PdfReport:
        """Every signature of a PDF.

        Raises Problem sign.pdf_unreadable, pdf_locked, pdf_too_heavy.
        """
        parts = tuple(self._trust())
        facts = {"sizes": [len(one) for one in parts], "at": self._clock().isoformat()}
        answer = self._bridge.ask(Frame("verify", facts, b"".join(parts) + pdf))
        return from_plain(PdfReport, answer.facts["report"])

    def thumbnail(self, pdf: bytes, width_px: int) -> bytes:
        """The first page as PNG. Raises Problem capture.page_unreadable."""
        facts = {
            "media_type": "application/pdf",
            "file_page": 0,
            "rotation": 0,
            "width_px": width_px,
        }
        return self._bridge.ask(Frame("thumbnail", facts, pdf)).payload

    def close(self) -> None:
        """End the worker."""
        self._bridge.close()
