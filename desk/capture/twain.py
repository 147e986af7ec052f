"""TWAIN scanners through the 32-bit helper, a program of its own: 64-bit Python cannot load them.

The line protocol is written down in ``installer/windows/twain_helper/PROTOCOL.md``. Runs in the
worker process, on Windows; the tests drive it with a helper written in Python.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from desk.capture.pipes import Pipes, PipeTimeoutError
from desk.capture.scanner import JPEG_QUALITY, ScannedPage, ScannerInfo, ScanOptions, Watch
from desk.threads import Child, StartProcess, start_process
from models.problems import Kind, Problem

PREFIX = "twain:"
DRIVER = "TWAIN"
HELPER = "motcua-twain32.exe"
HELPER_PLACE = "MOTCUA_TWAIN_HELPER"
"""Environment variable that names another helper."""

SILENCE_S = 45.0
"""Longest silence of a driver between two signs of life; below the desk's watchdog."""

_TICK_S = 0.2
_LONGEST_LINE = 4096
_LARGEST_PAGE = 512 << 20
_GREETING = "HELLO\t1"
PROBLEMS = {
    "jam": "capture.feeder_jammed",
    "empty": "capture.feeder_empty",
    "double_feed": "capture.feeder_double",
    "cover": "capture.cover_open",
    "busy": "capture.device_busy",
    "denied": "capture.device_denied",
    "offline": "capture.scanner_unknown",
    "unknown_source": "capture.scanner_unknown",
    "memory": "capture.device_memory",
    "options": "capture.options_refused",
    "no_feeder": "capture.no_feeder",
    "no_flatbed": "capture.no_flatbed",
    "no_duplex": "sources.no_duplex",
    "cancelled": "capture.cancelled_at_device",
    "failed": "capture.device_failed",
}
"""The helper's words for what went wrong."""


def helper_command() -> tuple[str, ...]:
    """The helper beside this program, or the one the environment names."""
    return (os.environ.get(HELPER_PLACE) or str(Path(sys.executable).with_name(HELPER)),)


class TwainDriver:
    """Driver for what the helper reaches. One scan at a time."""

    def __init__(
        self,
        command: Callable[[], Sequence[str]] = helper_command,
        start: StartProcess = start_process,
        silence_s: float = SILENCE_S,
    ) -> None:
        self._command = command
        self._start = start
        self._silence_s = silence_s
        self._helper: _Helper | None = None

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The drivers TWAIN knows; none where the helper is not installed."""
        try:
            helper = self._open()
        except Problem as problem:
            if problem.code == "sources.helper_missing":
                return ()
            raise
        try:
            helper.ask("LIST")
            found = [_info(words[1:]) for words in helper.answers() if words[0] == "SOURCE"]
        finally:
            self.release()
        return tuple(found)

    def scan(self, device: str, options: ScanOptions, watch: Watch) -> None:
        """Scan with the driver of this name. See `Driver.scan`."""
        helper = self._open()
        helper.ask("SCAN", device, *_fields(options))
        _Batch(helper, options, watch).run()

    def release(self) -> None:
        """End the helper; with it every hold on the device ends."""
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.end()

    def _open(self) -> _Helper:
        self.release()
        try:
            child = self._start(tuple(self._command()), None)
        except OSError as error:
            raise Problem("sources.helper_missing", Kind.DEVICE_OR_LINE) from error
        self._helper = helper = _Helper(child, self._silence_s)
        helper.greet()
        return helper


def _info(words: Sequence[str]) -> ScannerInfo:
    name, told = words[0], dict(word.partition("=")[::2] for word in words[1:])
    return ScannerInfo(
        f"{PREFIX}{name}",
        name,
        DRIVER,
        has_flatbed=told.get("flatbed") == "1",
        has_feeder=told.get("feeder") == "1",
        has_duplex=told.get("duplex") == "1",
    )


def _fields(options: ScanOptions) -> Iterator[str]:
    feeder = options.source == "feeder"
    yield f"source={'feeder' if feeder else 'flatbed'}"
    yield f"dpi={options.dpi}"
    yield f"colour={int(options.colour)}"
    yield f"duplex={int(options.duplex and feeder)}"
    yield f"size={options.page_size}"
    yield f"brightness={options.brightness}"
    yield f"contrast={options.contrast}"
    yield f"pages={(options.max_pages or 0) if feeder else 1}"


class _Helper:
    """A running helper and the lines with it."""

    def __init__(self, child: Child, silence_s: float) -> None:
        if child.stdin is None or child.stdout is None:
            raise Problem("sources.helper_failed", Kind.DEVICE_OR_LINE, pages=0)
        self._child = child
        self.silence_s = silence_s
        self._pipes = Pipes(child.stdin, child.stdout)

    def greet(self) -> None:
        """Agree on the protocol.  Raises Problem sources.helper_failed."""
        self.ask(_GREETING)
        if self.line()[:2] != _GREETING.split("\t"):
            raise Problem("sources.helper_failed", Kind.DEVICE_OR_LINE, pages=0)

    def ask(self, *words: str) -> None:
        """Send one line. Tabs and line ends in a word would be another line."""
        text = "\t".join((words[0], *(" ".join(word.split()) for word in words[1:])))
        try:
            self._pipes.write(text.encode() + b"\n", self.silence_s)
        except OSError as error:
            raise Problem("sources.helper_failed", Kind.DEVICE_OR_LINE, pages=0) from error

    def readable(self) -> bool:
        """Whether something came within a moment."""
        return self._pipes.readable(_TICK_S)

    def line(self) -> list[str]:
        """The next line's words.  Raises Problem sources.helper_failed, capture.driver_hung."""
        parts = bytearray()
        while not parts.endswith(b"\n"):
            parts += self.octets(1)
            if len(parts) > _LONGEST_LINE:
                raise Problem("sources.helper_failed", Kind.DEVICE_OR_LINE, pages=0)
        return parts.decode("utf-8", "replace").rstrip("\r\n").split("\t")

    def octets(self, count: int) -> bytes:
        """Exactly so many octets.  Raises as `line`."""
        try:
            data = self._pipes.read_exactly(count, self.silence_s)
        except PipeTimeoutError as error:
            raise Problem("capture.driver_hung", Kind.DEVICE_OR_LINE, pages=0) from error
        if len(data) != count:
            raise Problem("sources.helper_failed", Kind.DEVICE_OR_LINE, pages=0)
        return data

    def answers(self) -> Iterator[list[str]]:
        """The lines up to DONE.  Raises the problem a PROBLEM names."""
        while (words := self.line())[0] != "DONE":
            if words[0] == "PROBLEM":
                raise problem_of(words[1:], 0)
            yield words

    def end(self) -> None:
        """End it at once: a driver may hang in its goodbye."""
        self._child.kill()
        self._pipes.close()
        self._child.wait()


def problem_of(words: Sequence[str], pages: int) -> Problem:
    """The problem for the helper's word; unknown words count as a failed device."""
    code = PROBLEMS.get(words[0] if words else "", "capture.device_failed")
    return Problem(code, Kind.DEVICE_OR_LINE, pages=pages)


class _Batch:
    """The pages of one SCAN."""

    def __init__(self, helper: _Helper, options: ScanOptions, watch: Watch) -> None:
        self._helper = helper
        self._options = options
        self._watch = watch
        self._delivered = 0
        self._cancel_sent = False

    def run(self) -> None:
        patience = time.monotonic() + self._helper.silence_s
        while True:
            self._pass_cancel_on()
            if not self._helper.readable():
                if time.monotonic() > patience:
                    raise Problem("capture.driver_hung", Kind.DEVICE_OR_LINE, pages=self._delivered)
                continue
            words = self._helper.line()
            patience = time.monotonic() + self._helper.silence_s
            self._watch.alive()
            if words[0] == "PAGE":
                self._deliver(words[1:])
            elif words[0] == "PROBLEM" and not self._cancel_sent:
                raise problem_of(words[1:], self._delivered)
            elif words[0] in {"DONE", "PROBLEM"}:
                break
        if self._options.source == "feeder" and not self._delivered and not self._cancel_sent:
            raise Problem("capture.feeder_empty", Kind.DEVICE_OR_LINE, pages=0)

    def _pass_cancel_on(self) -> None:
        if self._watch.cancelled() and not self._cancel_sent:
            self._cancel_sent = True
            self._helper.ask("CANCEL")

    def _deliver(self, words: Sequence[str]) -> None:
        told = dict(word.partition("=")[::2] for word in words)
        length, dpi = told.get("length", ""), told.get("dpi", "")
        if not length.isdecimal() or int(length) > _LARGEST_PAGE:
            raise Problem("sources.helper_failed", Kind.DEVICE_OR_LINE, pages=self._delivered)
        data = self._helper.octets(int(length))
        if self._watch.cancelled():
            return
        number = self._delivered + 1
        resolution = int(dpi) if dpi.isdecimal() and int(dpi) else self._options.dpi
        try:
            page = page_of(data, resolution, self._options.turn_of(number))
        except (OSError, ValueError, struct.error) as error:
            raise Problem("capture.page_incomplete", Kind.DEVICE_OR_LINE, page=number) from error
        self._watch.deliver(page)
        self._delivered = number


def page_of(dib: bytes, dpi: int, turn: int = 0) -> ScannedPage:
    """A JPEG of a packed DIB.  Raises OSError, ValueError or struct.error on half a page."""
    head_size, width, height, _planes, depth, compression = struct.unpack_from("<IiiHHI", dib)
    if depth not in (1, 8, 24) or compression:
        raise ValueError("a kind of DIB no scanner sends")
    (used,) = struct.unpack_from("<I", dib, 32)
    colours = (used or (1 << depth)) if depth <= 8 else used
    rows_at = head_size + 4 * colours
    stride = (width * depth + 31) // 32 * 4
    if len(dib) < rows_at + stride * abs(height):
        raise ValueError("rows are missing")
    file_head = struct.pack("<2sIHHI", b"BM", 14 + len(dib), 0, 0, 14 + rows_at)
    try:
        image = Image.open(io.BytesIO(file_head + dib), formats=["BMP"])
        image.load()
    except UnidentifiedImageError as error:
        raise ValueError("no DIB") from error
    out = io.BytesIO()
    flat = image.convert("L" if image.mode in {"1", "L"} else "RGB")
    flat.save(out, "JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi))
    return ScannedPage(out.getvalue(), flat.width, flat.height, dpi, turn)
