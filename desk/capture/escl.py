"""Network scanners by eSCL (AirScan), with a client of our own over the standard library.

It keeps the scanner's own JPEG bytes and sees when a page is cut: sane-airscan turns half a page
into gray without a word (capture §1.2). Runs in the worker process. Scanners show certificates they
signed themselves, so ``https`` here hides the pages on the wire but proves no identity.
"""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit
from xml.etree import ElementTree

from desk.capture import escl_xml, jpeg
from desk.capture.escl_address import Address
from desk.capture.escl_xml import Capabilities
from desk.capture.scanner import (
    ScannedPage,
    ScannerInfo,
    ScanOptions,
    Watch,
    nearest_dpi,
)
from models.problems import Kind, Problem

PREFIX = "escl:"
DRIVER = "eSCL"
CONNECT_TIMEOUT_S = 4.0
PAGE_TIMEOUT_S = 45.0
"""Longest silence of a scanner in the middle of a page; below the desk's watchdog."""

_MAX_XML = 1 << 20
_MAX_PAGE = 64 << 20
_RETRY_S = 0.5
_ADF_PROBLEMS = {
    "ScannerAdfJam": "capture.feeder_jammed",
    "ScannerAdfEmpty": "capture.feeder_empty",
    "ScannerAdfHatchOpen": "capture.cover_open",
    "ScannerAdfMispick": "capture.feeder_jammed",
    "ScannerAdfMultipickDetected": "capture.feeder_double",
    "ScannerAdfDuplexPageTooShort": "capture.feeder_jammed",
    "ScannerAdfDuplexPageTooLong": "capture.feeder_jammed",
    "ScannerAdfInputTrayFailed": "capture.device_failed",
    "ScannerAdfInputTrayOverloaded": "capture.feeder_jammed",
}


class EsclDriver:
    """Driver for scanners at typed addresses."""

    def __init__(self, addresses: Sequence[str] = ()) -> None:
        self._addresses = tuple(addresses)

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The scanners at the typed addresses; one that is silent now is listed by its address."""
        return tuple(_listed(text) for text in self._addresses)

    def scan(self, device: str, options: ScanOptions, watch: Watch) -> None:
        """Scan with the device at this address. See `Driver.scan`."""
        EsclScanner(Address.typed(device)).scan(options, watch)

    def release(self) -> None:
        """Nothing is held between two requests."""


def probe(text: str) -> ScannerInfo:
    """The scanner at a typed address.

    Raises Problem capture.address_wrong, scanner_unreachable, scanner_not_escl, device_busy.
    """
    address = Address.typed(text)
    return _info(address, EsclScanner(address).capabilities())


def _info(address: Address, found: Capabilities) -> ScannerInfo:
    inputs = [one for one in (found.feeder, found.flatbed) if one is not None]
    return ScannerInfo(
        f"{PREFIX}{address}",
        found.name,
        DRIVER,
        has_flatbed=found.flatbed is not None,
        has_feeder=found.feeder is not None,
        has_duplex=found.duplex is not None,
        resolutions=inputs[0].resolutions if inputs else (),
        adjusts=tuple(found.adjusts),
    )


def _input(able: Capabilities, options: ScanOptions) -> escl_xml.Source:
    """The input that is asked for.

    Raises Problem capture.no_feeder, capture.no_flatbed, sources.no_duplex.
    """
    if options.source == "feeder":
        source, missing = able.feeder, "capture.no_feeder"
        if source is not None and options.duplex:
            source, missing = able.duplex, "sources.no_duplex"
    else:
        source, missing = able.flatbed, "capture.no_flatbed"
    if source is None:
        raise Problem(missing, Kind.DEVICE_OR_LINE)
    return source


def _listed(text: str) -> ScannerInfo:
    try:
        return probe(text)
    except Problem:
        return ScannerInfo(f"{PREFIX}{text}", text, DRIVER, has_flatbed=True, has_feeder=True)


class EsclScanner:
    """One scanner. A connection a request: many devices close it without saying so."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def capabilities(self) -> Capabilities:
        """Ask what it can do. Raises Problem capture.scanner_unreachable, scanner_not_escl."""
        tree = self._xml("/ScannerCapabilities")
        return escl_xml.capabilities(tree, otherwise=str(self._address))

    def scan(self, options: ScanOptions, watch: Watch) -> None:
        """Scan a batch. Raises Problem; pages delivered before it are whole."""
        capabilities = self.capabilities()
        source = _input(capabilities, options)
        if options.source == "feeder":
            self._raise_state(0)
        dpi = nearest_dpi(source.resolutions, options.dpi)
        job = self._start(escl_xml.ticket(capabilities, source, options, dpi))
        _Job(self, job, options, dpi, watch).run()

    def _start(self, ticket: bytes) -> str:
        headers = {"Content-Type": "text/xml"}
        path = f"{self._address.root}/ScanJobs"
        with self._answer("POST", path, CONNECT_TIMEOUT_S * 2, ticket, headers) as answer:
            if answer.status == http.client.CREATED:
                return self._job_path(answer.getheader("Location") or "")
            status = answer.status
        if status in {409, 503}:
            self._raise_state(0, but="capture.feeder_empty")
            raise Problem("capture.device_busy", Kind.DEVICE_OR_LINE, pages=0)
        raise Problem("capture.scanner_refused", Kind.DEVICE_OR_LINE, status=status)

    def _job_path(self, location: str) -> str:
        # Only the path counts: devices behind a relay name hosts nobody can reach.
        path = urlsplit(location).path.rstrip("/")
        if not path.startswith("/"):
            raise Problem("capture.scanner_not_escl", Kind.DEVICE_OR_LINE)
        return path

    def next_page(self, job: str, watch: Watch, number: int) -> bytes | None:
        """The bytes of the next page, None when there is none. ``number`` counts from 1."""
        while not watch.cancelled():
            with self._answer("GET", f"{job}/NextDocument", PAGE_TIMEOUT_S) as answer:
                if answer.status == http.client.OK:
                    return _whole(answer, watch, number)
                status = answer.status
            if status in {404, 410}:
                return None
            if status != http.client.SERVICE_UNAVAILABLE:
                raise Problem("capture.scanner_refused", Kind.DEVICE_OR_LINE, status=status)
            self._raise_state(number - 1, but="capture.feeder_empty")
            time.sleep(_RETRY_S)
        return None

    def end(self, job: str) -> None:
        """Tell the scanner that the job is over; a scanner that does not listen is left alone."""
        try:
            with self._answer("DELETE", job, CONNECT_TIMEOUT_S):
                return
        except Problem:
            return

    def raise_state(self, pages: int) -> None:
        """Raise the problem the scanner reports after the last page, if it reports one."""
        self._raise_state(pages, but="capture.feeder_empty" if pages else "")

    def _raise_state(self, pages: int, but: str = "") -> None:
        tree = self._xml("/ScannerStatus")
        code = _ADF_PROBLEMS.get(escl_xml.feeder_state(tree), "")
        if code and code != but:
            raise Problem(code, Kind.DEVICE_OR_LINE, pages=pages)

    def _xml(self, path: str) -> ElementTree.Element:
        with self._answer("GET", self._address.root + path, CONNECT_TIMEOUT_S) as answer:
            body = answer.read(_MAX_XML)
            if answer.status == http.client.SERVICE_UNAVAILABLE:
                raise Problem("capture.device_busy", Kind.DEVICE_OR_LINE, pages=0)
            if answer.status != http.client.OK:
                raise Problem("capture.scanner_not_escl", Kind.DEVICE_OR_LINE)
        return escl_xml.parse(body)

    @contextmanager
    def _answer(
        self,
        method: str,
        path: str,
        timeout_s: float,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Iterator[http.client.HTTPResponse]:
        connection = self._connection(timeout_s)
        try:
            connection.request(method, path, body, headers or {})
            yield connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            raise Problem("capture.scanner_unreachable", Kind.DEVICE_OR_LINE) from error
        finally:
            connection.close()

    def _connection(self, timeout_s: float) -> http.client.HTTPConnection:
        host, port = self._address.host, self._address.port
        if not self._address.secure:
            return http.client.HTTPConnection(host, port, timeout=timeout_s)
        unproven = ssl.create_default_context()
        unproven.check_hostname = False
        unproven.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(host, port, timeout=timeout_s, context=unproven)


class _Job:
    """The pages of one scan job."""

    def __init__(
        self, scanner: EsclScanner, job: str, options: ScanOptions, dpi: int, watch: Watch
    ) -> None:
        self._scanner = scanner
        self._job = job
        self._limit = 1 if options.source == "flatbed" else options.max_pages
        self._options = options
        self._dpi = dpi
        self._watch = watch
        self._delivered = 0

    def run(self) -> None:
        ended_by_scanner = False
        try:
            while self._limit is None or self._delivered < self._limit:
                data = self._next()
                if data is None:
                    ended_by_scanner = not self._watch.cancelled()
                    break
                self._deliver(data)
        finally:
            if not ended_by_scanner:
                self._scanner.end(self._job)
        if ended_by_scanner:
            self._scanner.raise_state(self._delivered)
            if self._delivered == 0:
                raise Problem("capture.no_data", Kind.DEVICE_OR_LINE, pages=0)

    def _next(self) -> bytes | None:
        try:
            return self._scanner.next_page(self._job, self._watch, self._delivered + 1)
        except Problem as problem:
            if problem.code == "capture.scanner_unreachable":
                raise Problem(
                    "capture.line_lost", Kind.DEVICE_OR_LINE, pages=self._delivered
                ) from problem
            raise

    def _deliver(self, data: bytes) -> None:
        number = self._delivered + 1
        try:
            shape = jpeg.walk(data)
        except jpeg.BrokenJpegError as error:
            raise Problem("capture.page_incomplete", Kind.DEVICE_OR_LINE, page=number) from error
        if not shape.fits_pdf or not shape.width or not shape.height:
            raise Problem("capture.picture_unknown", Kind.DEVICE_OR_LINE)
        whole = jpeg.with_height(data[: shape.end], shape)
        dpi = shape.dpi or self._dpi
        turn = self._options.turn_of(number)
        self._watch.deliver(ScannedPage(whole, shape.width, shape.height, dpi, turn))
        self._delivered = number


def _whole(answer: http.client.HTTPResponse, watch: Watch, number: int) -> bytes | None:
    parts = bytearray()
    try:
        while part := answer.read1(1 << 16):
            parts += part
            watch.alive()
            if watch.cancelled():
                return None
            if len(parts) > _MAX_PAGE:
                raise Problem("capture.picture_unknown", Kind.DEVICE_OR_LINE)
    except http.client.IncompleteRead as error:
        raise Problem("capture.line_lost", Kind.DEVICE_OR_LINE, pages=number - 1) from error
    promised = answer.getheader("Content-Length")
    if promised is not None and promised.isdigit() and len(parts) != int(promised):
        raise Problem("capture.line_lost", Kind.DEVICE_OR_LINE, pages=number - 1)
    return bytes(parts)
