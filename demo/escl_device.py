"""A network scanner of eSCL for tests and demonstrations, with faults on demand.

It delivers given JPEG files as its pages, through its feeder or from its glass, to any eSCL client:
the product's own and Debian's sane-airscan alike. Not part of the installed product. A fault is
``jam@N``, ``drop@N``, ``trunc@N``, ``500@N`` (at page N, counting from 1), ``empty``, ``busy``,
``cover``, ``simplex`` (it scans no backs) or ``slow`` (half a second a page).
"""

from __future__ import annotations

import ssl
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

_ROOT = "/eSCL"
_SLOW_S = 0.5
_FEEL_S = 0.15
_NAMESPACES = (
    'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" '
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
)
_SOURCE = """
<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth>
<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>4200</scan:MaxHeight>
<scan:MaxScanRegions>1</scan:MaxScanRegions>
<scan:SettingProfiles><scan:SettingProfile>
<scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode>
</scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>
<scan:DiscreteResolution><scan:XResolution>100</scan:XResolution><scan:YResolution>100</scan:YResolution></scan:DiscreteResolution>
<scan:DiscreteResolution><scan:XResolution>200</scan:XResolution><scan:YResolution>200</scan:YResolution></scan:DiscreteResolution>
<scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution>
</scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles>
"""
_SUPPORTS = "".join(
    f"<scan:{name}Support><scan:Min>0</scan:Min><scan:Max>2000</scan:Max>"
    f"<scan:Normal>1000</scan:Normal><scan:Step>1</scan:Step></scan:{name}Support>"
    for name in ("Brightness", "Contrast")
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, and at which page (0: from the start)."""

    kind: str = ""
    page: int = 0

    @classmethod
    def named(cls, text: str) -> Fault:
        """From its short name, such as ``jam@3``."""
        kind, _, page = text.partition("@")
        return cls(kind, int(page or 0))


@dataclass(slots=True)
class _Tray:
    """Pages still to come in one job."""

    pages: list[bytes]
    number: int = 0
    due: float = 0.0
    """When the feeder has the next page ready, by `time.monotonic`."""


@dataclass(slots=True)
class Device:
    """The scanner's inside: pages in its feeder, jobs, and what it was asked."""

    pages: Sequence[bytes]
    fault: Fault = field(default_factory=Fault)
    name: str = "Máy quét thử eSCL"
    backs: Sequence[bytes] = ()
    """Of the sheets in the feeder; where there are none, a back looks like its front."""
    page_s: float = 0.0
    """The feeder's pace: no page is out sooner than this after the one before it."""
    asked: list[str] = field(default_factory=list)
    tickets: list[str] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    """When the last byte of each page had left, by `time.monotonic`."""
    jammed: bool = False
    _jobs: dict[str, _Tray] = field(default_factory=dict)
    _loaded: bool = True
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def load(self, pages: Sequence[bytes], fault: str = "", backs: Sequence[bytes] = ()) -> None:
        """Put new sheets into the feeder and clear every fault but the one given."""
        with self._lock:
            self.pages, self.backs, self.fault = pages, backs, Fault.named(fault)
            self.jammed, self._loaded = False, True
            self._jobs.clear()

    def capabilities(self) -> str:
        """The capabilities document."""
        duplex = f"<scan:AdfDuplexInputCaps>{_SOURCE}</scan:AdfDuplexInputCaps>"
        if self.fault.kind == "simplex":
            duplex = ""
        return (
            f"<scan:ScannerCapabilities {_NAMESPACES}><pwg:Version>2.63</pwg:Version>"
            f"<pwg:MakeAndModel>{self.name}</pwg:MakeAndModel>"
            f"<scan:Platen><scan:PlatenInputCaps>{_SOURCE}</scan:PlatenInputCaps></scan:Platen>"
            f"<scan:Adf><scan:AdfSimplexInputCaps>{_SOURCE}</scan:AdfSimplexInputCaps>"
            f"{duplex}</scan:Adf>{_SUPPORTS}</scan:ScannerCapabilities>"
        )

    def status(self) -> str:
        """The status document."""
        state = "Processing" if self._jobs else "Idle"
        return (
            f"<scan:ScannerStatus {_NAMESPACES}><pwg:Version>2.63</pwg:Version>"
            f"<pwg:State>{state}</pwg:State><scan:AdfState>{self.adf_state()}</scan:AdfState>"
            "</scan:ScannerStatus>"
        )

    def adf_state(self) -> str:
        """What the feeder says of itself."""
        if self.jammed:
            return "ScannerAdfJam"
        if self.fault.kind == "cover":
            return "ScannerAdfHatchOpen"
        if self.fault.kind == "empty" or not self._loaded:
            return "ScannerAdfEmpty"
        return "ScannerAdfLoaded"

    def new_job(self, ticket: str) -> str | None:
        """Begin a job; None when busy or when a feeder is asked that has no paper."""
        feeder = "Feeder" in ticket
        self.tickets.append(ticket)
        with self._lock:
            if self.fault.kind == "busy":
                return None
            if feeder and self.adf_state() != "ScannerAdfLoaded":
                return None
            job = str(uuid.uuid4())
            pages = list(self.pages if feeder else self.pages[:1])
            if feeder and "Duplex>true<" in ticket:
                sheets = zip(pages, self.backs or pages, strict=True)
                pages = [side for sheet in sheets for side in sheet]
            self._jobs[job] = _Tray(pages, due=time.monotonic() + self.page_s)
            return job

    def end_job(self, job: str) -> bool:
        """Forget a job."""
        with self._lock:
            return self._jobs.pop(job, None) is not None

    def next_page(self, job: str) -> tuple[int, bytes]:
        """The number and bytes of the next page. Raises LookupError at the end, or on a jam."""
        self._pull(job)
        with self._lock:
            tray = self._jobs.get(job)
            if tray is None or not tray.pages:
                self._jobs.pop(job, None)
                self._loaded = tray is None and self._loaded
                raise LookupError(job)
            if self.fault == Fault("jam", tray.number + 1):
                self.jammed = True
                self._jobs.pop(job)
                raise LookupError(job)
            tray.number += 1
            return tray.number, tray.pages.pop(0)

    def _pull(self, job: str) -> None:
        """The paper moves at its pace, whether anybody asks for pages or not."""
        tray = self._jobs.get(job)
        if tray is None or not tray.pages:
            return
        time.sleep(max(0.0, tray.due - time.monotonic()))
        tray.due += self.page_s


class EsclDevice:
    """The device behind HTTP on 127.0.0.1. Use as a context manager.

    ``start_thread`` is `desk.threads.start_thread` or alike: (name, body) → a started thread.
    """

    def __init__(
        self,
        pages: Sequence[bytes],
        start_thread: Callable[[str, Callable[[], None]], threading.Thread],
        fault: str = "",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.device = Device(tuple(pages), Fault.named(fault))
        self._server = _Server(("127.0.0.1", port), _handler(self.device))
        self._secure = tls is not None
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._start_thread = start_thread

    @property
    def address(self) -> str:
        """What a clerk would type to reach it."""
        return f"http{'s' * self._secure}://127.0.0.1:{self.port}{_ROOT}"

    @property
    def port(self) -> int:
        """The TCP port it listens on."""
        return self._server.server_port

    def __enter__(self) -> Self:
        body = lambda: self._server.serve_forever(poll_interval=0.05)  # noqa: E731
        self._thread = self._start_thread("escl-device", body)
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up in mid-page are what this device is for; the rest is reported."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _handler(device: Device) -> type[BaseHTTPRequestHandler]:
    class Handler(_EsclHandler):
        pass

    Handler.device = device
    return Handler


class _EsclHandler(BaseHTTPRequestHandler):
    device: Device
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Stay silent; `Device.asked` keeps what was asked."""

    def do_GET(self) -> None:
        path = self._asked("GET")
        if not path.startswith(_ROOT):
            self._send(404, b"")
        elif path.endswith("/ScannerCapabilities"):
            self._send_xml(self.device.capabilities())
        elif path.endswith("/ScannerStatus"):
            self._send_xml(self.device.status())
        elif path.endswith("/NextDocument"):
            self._send_page(path.split("/")[-2])
        else:
            self._send(404, b"")

    def do_POST(self) -> None:
        path = self._asked("POST")
        ticket = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if path != f"{_ROOT}/ScanJobs":
            self._send(404, b"")
            return
        job = self.device.new_job(ticket)
        if job is None:
            self._send(503 if self.device.fault.kind == "busy" else 409, b"")
            return
        self.send_response(201)
        self.send_header("Location", f"{path}/{job}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_DELETE(self) -> None:
        known = self.device.end_job(self._asked("DELETE").split("/")[-1])
        self._send(200 if known else 404, b"")

    def _asked(self, method: str) -> str:
        path = self.path.rstrip("/")
        self.device.asked.append(f"{method} {path.rsplit('/', 1)[-1]}")
        return path

    def _send_page(self, job: str) -> None:
        try:
            number, data = self.device.next_page(job)
        except LookupError:
            # Feeling for another sheet takes time. Debian's sane-airscan drops the last page of a
            # device that says at once that there is none (3 of 100 scans measured).
            time.sleep(_FEEL_S)
            self._send(404, b"")
            return
        fault = self.device.fault
        if fault.kind == "slow":
            time.sleep(_SLOW_S)
        at_this_page = fault.page == number
        if at_this_page and fault.kind == "500":
            self._send(500, b"")
        elif at_this_page and fault.kind == "drop":
            self._drop(data)
        elif at_this_page and fault.kind == "trunc":
            self._send(200, data[: len(data) // 2], "image/jpeg")
        else:
            self._send(200, data, "image/jpeg")
            self.device.sent.append(time.monotonic())

    def _drop(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 3])
        self.wfile.flush()
        self.close_connection = True

    def _send_xml(self, text: str) -> None:
        declared = f'<?xml version="1.0" encoding="UTF-8"?>{text}'
        self._send(200, declared.encode(), "text/xml")

    def _send(self, status: int, body: bytes, kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
