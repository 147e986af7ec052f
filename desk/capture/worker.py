"""The child process for drivers and foreign files: ``python -m desk.capture.worker``.

Frames come on standard input and go out on standard output (`desk.capture.frames`). One request at
a time; a scan may be stopped by a ``cancel`` frame. With ``--limited`` memory and CPU are bounded,
for decoding files from outside (capture §10); with ``--portraits`` more tightly, for the faces of
identity cards; with ``--reading`` it steps aside as well, for reading text. The process ends when
its input ends.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from desk.capture import frames
from desk.capture.frames import Frame
from desk.capture.pipes import readable
from desk.capture.scanner import Driver, Preview, ScannedPage, ScanOptions, scan_from
from models.plain import from_plain, to_plain
from models.problems import Kind, Problem

if TYPE_CHECKING:
    from desk.capture.signing_worker import SigningRequests
    from desk.capture.worker_requests_reading import ReadingRequests

log = logging.getLogger(__name__)

LIMITED = "--limited"
PORTRAITS = "--portraits"
READING = "--reading"
SIGNING = "--signing"
LIMITS = {
    LIMITED: (2 << 30, 60),
    PORTRAITS: (256 << 20, 3),
    READING: (3 << 30, 90),
    SIGNING: (4 << 30, 120),
}
"""Octets of address space and seconds of CPU a request may take."""

DRIVERS = {
    "escl": ("escl", "EsclDriver"),
    "sane": ("sane", "SaneDriver"),
    "wia": ("wia", "WiaDriver"),
    "twain": ("twain", "TwainDriver"),
    "camera": ("camera", "CameraDriver"),
}
"""Scheme of a source → module and class; imported when first needed."""

LOCAL_DRIVERS = ("wia", "twain", "camera") if sys.platform == "win32" else ("sane", "camera")
"""Those that list the devices of this machine, in the order of preference (capture §1.3)."""

SILENCE_LIMIT_S = 180
"""The kernel ends a worker hung this long in a driver, in case the desk is no longer there."""

RELEASE_LIMIT_S = 15
_HEARTBEAT_S = 0.25
_NICE = 10
_BELOW_NORMAL = 0x4000


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


class Requests:
    """What the worker can be asked. Libraries are imported when first needed."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._drivers: dict[str, Driver] = {}
        self._reading: ReadingRequests | None = None
        self._signing: SigningRequests | None = None

    def answer(self, request: Frame) -> Frame:
        """Do one request. Raises Problem, or KeyError for a request nobody knows."""
        known = self._known().get(request.kind) or self._signing_requests()[request.kind]
        return known(request)

    def release(self) -> None:
        """Let every driver go of its device."""
        for driver in self._drivers.values():
            driver.release()

    def _known(self) -> dict[str, Callable[[Frame], Frame]]:
        return {
            "scanners": self._scanners,
            "discover": self._discover,
            "probe": self._probe,
            "scan": self._scan,
            "open_file": self._open_file,
            "is_signed": self._is_signed,
            "own_text": self._own_text,
            "thumbnail": self._thumbnail,
            "prepare": self._prepare,
            "crop": self._crop,
            "likeness": self._likeness,
            "assemble": self._assemble,
            "conform": self._conform,
            "portrait": self._portrait,
            "read": self._read,
            "verify": self._verify,
        }

    def _signing_requests(self) -> dict[str, Callable[[Frame], Frame]]:
        if self._signing is None:
            from desk.capture.signing_worker import SigningRequests  # noqa: PLC0415

            self._signing = SigningRequests()
        return self._signing.known()

    def _verify(self, request: Frame) -> Frame:
        from desk.capture import verifying  # noqa: PLC0415

        return Frame("done", {"report": verifying.answer(request.facts, request.payload)})

    def _driver(self, scheme: str) -> Driver:
        if scheme not in self._drivers:
            self._drivers[scheme] = _make_driver(scheme)
        return self._drivers[scheme]

    def _scanners(self, request: Frame) -> Frame:
        from desk.capture.escl import EsclDriver  # noqa: PLC0415

        found = list(EsclDriver(request.facts["addresses"]).scanners())
        for scheme in LOCAL_DRIVERS:
            found += self._driver(scheme).scanners()
        return Frame("done", {"scanners": to_plain(tuple(found))})

    def _discover(self, request: Frame) -> Frame:
        from desk.capture.discovery import discover  # noqa: PLC0415

        found = discover(float(request.facts["seconds"]), request.facts.get("interfaces", ()))
        return Frame("done", {"scanners": to_plain(found)})

    def _probe(self, request: Frame) -> Frame:
        from desk.capture import escl  # noqa: PLC0415

        return Frame("done", {"scanner": to_plain(escl.probe(request.facts["address"]))})

    def _scan(self, request: Frame) -> Frame:
        scheme, _, device = str(request.facts["scanner"]).partition(":")
        options = from_plain(ScanOptions, request.facts["options"])
        scan_from(self._driver(scheme), device, options, ChannelWatch(self._channel))
        return Frame("done")

    def _open_file(self, request: Frame) -> Frame:
        from desk.capture import imports  # noqa: PLC0415

        def emit(page: imports.ForeignPage) -> None:
            renew_cpu_limit()
            self._channel.send(Frame("page", page.facts(), page.data))

        imports.open_file(request.payload, emit, request.facts.get("password", ""))
        return Frame("done")

    def _conform(self, request: Frame) -> Frame:
        from desk.capture import foreign  # noqa: PLC0415

        made = foreign.conform(request.payload)
        facts = {"pdfa": made.pdfa, "removed": made.removed, "reasons": made.reasons}
        return Frame("done", facts, made.pdf)

    def _is_signed(self, request: Frame) -> Frame:
        from desk.capture import imports  # noqa: PLC0415

        return Frame("done", {"signed": imports.holds_signature(request.payload)})

    def _own_text(self, request: Frame) -> Frame:
        from desk.capture.own_text import own_text  # noqa: PLC0415

        return Frame("done", {"own_text": own_text(request.payload)})

    def _thumbnail(self, request: Frame) -> Frame:
        from desk.capture import thumbnails  # noqa: PLC0415

        return Frame("done", {}, thumbnails.render(request.payload, **request.facts))

    def _prepare(self, request: Frame) -> Frame:
        from desk.capture import preparing  # noqa: PLC0415

        done = preparing.prepare_page(request.payload, **request.facts)
        facts = {
            "width": done.width,
            "height": done.height,
            "dpi": done.dpi,
            "findings": to_plain(done.findings),
        }
        return Frame("done", facts, done.jpeg)

    def _crop(self, request: Frame) -> Frame:
        from desk.capture import crops  # noqa: PLC0415

        return Frame("done", {}, crops.crop(request.payload, **request.facts))

    def _likeness(self, request: Frame) -> Frame:
        from desk.capture import crops  # noqa: PLC0415

        return Frame("done", {}, crops.likeness(request.payload))

    def _portrait(self, request: Frame) -> Frame:
        from desk.capture import portrait  # noqa: PLC0415

        return Frame("done", {}, portrait.decode(request.payload))

    def _read(self, request: Frame) -> Frame:
        from desk.capture.worker_requests_reading import ReadingRequests  # noqa: PLC0415

        if self._reading is None:
            self._reading = ReadingRequests()
        return self._reading.read(request, ChannelWatch(self._channel))

    def _assemble(self, request: Frame) -> Frame:
        from desk.capture import assemble  # noqa: PLC0415
        from desk.capture.job import pack_remarks, unpack_job  # noqa: PLC0415

        result = assemble.assemble(unpack_job(request.facts, request.payload))
        facts = {
            "pages": result.pages,
            "pdfa": result.pdfa,
            "reasons": result.reasons,
            "remarks": pack_remarks(result.remarks),
        }
        return Frame("done", facts, result.pdf)


def _make_driver(scheme: str) -> Driver:
    if scheme not in DRIVERS:
        raise Problem("capture.scanner_unknown", Kind.DEVICE_OR_LINE)
    module, name = DRIVERS[scheme]
    driver: Driver = getattr(import_module(f"desk.capture.{module}"), name)()
    return driver


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


def end_after(seconds: int) -> None:
    """Let the kernel end this process after a silence; 0 takes that back.

    The alarm's default action needs no Python, so that it also ends a driver stuck in C.
    """
    if sys.platform != "win32":
        signal.alarm(seconds)


def limit_resources(memory: int, cpu_s: int) -> None:
    """Bound memory and CPU for foreign files; no core files with personal data either."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _Limits.cpu_s = cpu_s


def step_aside() -> None:
    """Let the window, the scanner and everything a clerk waits for go first."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(_NICE)


class _Limits:
    cpu_s = 0
    """Of one piece of work; 0 where no limit applies."""


def renew_cpu_limit() -> None:
    """Grant the next piece of work its CPU seconds, where limits apply."""
    if sys.platform == "win32" or not _Limits.cpu_s:
        return
    import resource  # noqa: PLC0415 - not on Windows

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + _Limits.cpu_s
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def main(arguments: Sequence[str]) -> int:
    """Run the worker on this process's own pipes."""
    # Drivers print to standard output; the frames get a descriptor of their own.
    outgoing = os.dup(1)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for kind, (memory, cpu_s) in LIMITS.items():
        if kind in arguments:
            limit_resources(memory, cpu_s)
    if READING in arguments:
        step_aside()
    try:
        serve(Channel(0, outgoing))
    except BrokenPipeError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
