"""The line to the hub: a port, and HTTP behind it.

httpx2 is imported when the first request is made, on the worker that makes it: the window does not
wait for it.  Redirects are not followed and the environment's proxies are not used; an answer that
is not this hub's own (a captive portal, another server) is never taken for one.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import quote

from desk.sync.certificates import Certificates, client_context, newest, refused_by_tls, renewed_at
from desk.sync.trouble import LineProblem, Nature
from models.checkpoint import AuditCheckpoint, CounterSignature
from models.messages import (
    Event,
    ItemResult,
    Lease,
    LeaseRequest,
    Manifest,
    Meta,
    OfficeNews,
    OfficeRegister,
    Reconciled,
    RegisterAnswer,
    RegisterClosing,
    RegisterRequest,
    Renewed,
)
from models.plain import from_plain, to_plain

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")

_CONNECT_S = 10.0
_SILENCE_S = 60.0
"""A line that says nothing for so long is given up; a slow one that moves is not."""
_RETRYABLE = frozenset({408, 425, 429})
_PERMANENT = frozenset({400, 409, 413, 422})
_GONE = 410


class Line(Protocol):
    """What a desk asks of a hub. Everything raises `LineProblem` and may be repeated."""

    def meta(self) -> Meta:
        """What the hub speaks, and its time."""

    def send_events(self, events: Sequence[Event]) -> tuple[ItemResult, ...]:
        """Report facts; one answer each."""

    def blob_offset(self, sha256: str) -> int | None:
        """How many bytes of a document the hub has; None when it has the whole, checked."""

    def send_chunk(self, sha256: str, offset: int, total: int, data: bytes) -> int:
        """Send a piece; the offset the hub is at now, also when it differs from what we thought."""

    def complete(self, sha256: str, size: int) -> None:
        """Have the hub check the whole content and keep it."""

    def lease(self, request: LeaseRequest) -> Lease:
        """Get a block of numbers."""

    def news(self, cursor: str) -> OfficeNews:
        """One page of what changed at the office since the cursor; empty reads from the start."""

    def reconcile(self, manifest: Manifest) -> Reconciled:
        """Compare what we believe the hub has with what it has."""

    def countersign(self, checkpoints: Sequence[AuditCheckpoint]) -> tuple[CounterSignature, ...]:
        """Have the hub keep audit checkpoints and sign them back; refused ones are left out."""

    def register_numbers(self, request: RegisterRequest) -> RegisterAnswer:
        """Ask for numbers of the year's book."""

    def register_book(self, year: int, after: int) -> OfficeRegister:
        """A page of the whole office's book of a year, behind a number."""

    def close_register(self, closing: RegisterClosing) -> OfficeRegister:
        """Close the year's book for the whole office; how it stands then, without lines."""

    def renew(self, request: bytes) -> Renewed:
        """Have the hub sign this desk's new key (a PEM request)."""

    def close(self) -> None:
        """Let go of the connection."""


class HttpLine:
    """A hub over HTTP/1.1 with one kept connection."""

    def __init__(
        self,
        base_url: str,
        token: str | None = None,
        *,
        certificates: Certificates | None = None,
        silence_s: float = _SILENCE_S,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self.certificates = certificates
        """What the line is secured with, as the office installed it."""
        self._answered = False
        self._token = token
        self._silence_s = silence_s
        self._client: httpx2.Client | None = None
        self._made_with = 0
        self._left: list[httpx2.Client] = []
        """Clients of a certificate that was renewed since; somebody may still wait for them."""
        self._connecting = threading.Lock()

    def meta(self) -> Meta:
        """What the hub speaks, and its time."""
        return self.read(self.ask("GET", "/v1/meta"), lambda told: from_plain(Meta, told))

    def send_events(self, events: Sequence[Event]) -> tuple[ItemResult, ...]:
        """Report facts; one answer each."""
        response = self.ask("POST", "/v1/events:batch", body={"events": to_plain(tuple(events))})
        return self.read(
            response,
            lambda told: tuple(from_plain(ItemResult, each) for each in told["results"]),
        )

    def blob_offset(self, sha256: str) -> int | None:
        """How many bytes of a document the hub has; None when it has the whole, checked."""
        response = self.ask("HEAD", f"/v1/uploads/{sha256}")
        if response.headers.get("upload-complete") == "?1":
            return None
        return _offset(response)

    def send_chunk(self, sha256: str, offset: int, total: int, data: bytes) -> int:
        """Send a piece; the offset the hub is at now, also when it differs from what we thought."""
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Length": str(total),
            "Content-Type": "application/partial-upload",
        }
        path = f"/v1/uploads/{sha256}"
        return _offset(self.ask("PATCH", path, data=data, headers=headers, also=frozenset({409})))

    def complete(self, sha256: str, size: int) -> None:
        """Have the hub check the whole content and keep it."""
        response = self.ask("POST", f"/v1/uploads/{sha256}/complete", body={"size": size})
        told = self.read(response, lambda answer: (answer["sha256"], answer["size"]))
        if told != (sha256, size):
            raise _not_a_hub(response.status_code)

    def lease(self, request: LeaseRequest) -> Lease:
        """Get a block of numbers."""
        response = self.ask("POST", "/v1/number-leases", body=to_plain(request))
        return self.read(response, lambda told: from_plain(Lease, told))

    def news(self, cursor: str) -> OfficeNews:
        """One page of what changed at the office since the cursor; empty reads from the start."""
        query = f"?cursor={quote(cursor)}" if cursor else ""
        response = self.ask("GET", f"/v1/news{query}")
        return self.read(response, lambda told: from_plain(OfficeNews, told))

    def reconcile(self, manifest: Manifest) -> Reconciled:
        """Compare what we believe the hub has with what it has."""
        response = self.ask("POST", "/v1/reconciliations", body=to_plain(manifest))
        return self.read(response, lambda told: from_plain(Reconciled, told))

    def countersign(self, checkpoints: Sequence[AuditCheckpoint]) -> tuple[CounterSignature, ...]:
        """Have the hub keep audit checkpoints and sign them back; refused ones are left out."""
        body = {"checkpoints": to_plain(tuple(checkpoints))}
        response = self.ask("POST", "/v1/audit-checkpoints", body=body)
        return self.read(
            response,
            lambda told: tuple(from_plain(CounterSignature, each) for each in told["answers"]),
        )

    def register_numbers(self, request: RegisterRequest) -> RegisterAnswer:
        """Ask for numbers of the year's book."""
        response = self.ask("POST", "/v1/register-numbers", body=to_plain(request))
        return self.read(response, lambda told: from_plain(RegisterAnswer, told))

    def register_book(self, year: int, after: int) -> OfficeRegister:
        """A page of the whole office's book of a year, behind a number."""
        response = self.ask("GET", f"/v1/register?year={year}&after={after}")
        return self.read(response, lambda told: from_plain(OfficeRegister, told))

    def close_register(self, closing: RegisterClosing) -> OfficeRegister:
        """Close the year's book for the whole office; how it stands then, without lines."""
        response = self.ask("POST", "/v1/register-closings", body=to_plain(closing))
        return self.read(response, lambda told: from_plain(OfficeRegister, told))

    def renew(self, request: bytes) -> Renewed:
        """Have the hub sign this desk's new key (a PEM request)."""
        response = self.ask("POST", "/v1/certificates", data=request)
        return self.read(response, lambda told: from_plain(Renewed, told))

    def close(self) -> None:
        """Let go of the connection."""
        with self._connecting:
            clients, self._client, self._left = [*self._left, self._client], None, []
        for client in clients:
            if client is not None:
                client.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        also: frozenset[int] = frozenset(),
    ) -> httpx2.Response:
        """Ask the hub; statuses in `also` are answers too. Raises LineProblem for any other."""
        import httpx2  # noqa: PLC0415 - see the module's docstring

        sent = dict(headers or {})
        if body is not None:
            data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
            sent["Content-Type"] = "application/json"
        try:
            response = self._connected().request(method, path, content=data, headers=sent)
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise LineProblem("sync.bad_address", Nature.AUTH) from error
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise refused_by_tls(error) or LineProblem(
                "sync.unreachable", Nature.RETRYABLE
            ) from error
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            raise refused_by_tls(error) or self._broke() from error
        self._answered = True
        if response.is_success or response.status_code in also:
            return response
        raise _refusal(response)

    def _broke(self) -> LineProblem:
        if self._base_url.startswith("https:") and not self._answered:
            # A hub that refuses our certificate may close without the word TLS has for it; so may
            # one that is being stopped, therefore it is tried again.
            return LineProblem("sync.certificate_refused", Nature.RETRYABLE)
        return LineProblem("sync.line_broke", Nature.RETRYABLE)

    def _connected(self) -> httpx2.Client:
        import httpx2  # noqa: PLC0415 - see the module's docstring

        with self._connecting:  # the book is asked for beside the sync loop
            renewed = 0 if self.certificates is None else renewed_at(self.certificates)
            if self._client is not None and renewed != self._made_with:
                self._left, self._client = [*self._left, self._client], None
            if self._client is None:
                self._made_with = renewed
                shown = None if self.certificates is None else newest(self.certificates)
                headers = {} if self._token is None else {"Authorization": f"Bearer {self._token}"}
                self._client = httpx2.Client(
                    base_url=self._base_url,
                    headers=headers,
                    trust_env=False,
                    verify=client_context(self._base_url, shown),
                    timeout=httpx2.Timeout(self._silence_s, connect=_CONNECT_S),
                )
            return self._client

    def read(self, response: httpx2.Response, build: Callable[[Any], T]) -> T:
        """Build a value of an answer. Raises LineProblem where it is not this hub's."""
        try:
            return build(response.json())
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _not_a_hub(response.status_code) from error


def _offset(response: httpx2.Response) -> int:
    text = response.headers.get("upload-offset", "")
    if not text.isascii() or not text.isdigit():
        raise _not_a_hub(response.status_code)
    return int(text)


def _refusal(response: httpx2.Response) -> LineProblem:
    status, code = response.status_code, _hub_code(response)
    asked = _retry_after(response)
    if status in {401, 403} and code:
        return LineProblem("sync.not_admitted", Nature.AUTH, status=status, hub_code=code)
    if status == _GONE and code:
        return LineProblem("sync.read_anew", Nature.RETRYABLE, status=status, hub_code=code)
    if status in _RETRYABLE or status >= 500:
        return LineProblem(
            "sync.hub_busy", Nature.RETRYABLE, status=status, hub_code=code, retry_after=asked
        )
    if status in _PERMANENT and code:
        return LineProblem("sync.refused", Nature.PERMANENT, status=status, hub_code=code)
    return _not_a_hub(status)


def _not_a_hub(status: int) -> LineProblem:
    # Refusing content on the word of a stranger would set every dossier aside.
    return LineProblem("sync.not_a_hub", Nature.RETRYABLE, status=status)


def _hub_code(response: httpx2.Response) -> str:
    # An answer to HEAD has no body; its status is all there is.
    if response.request.method == "HEAD":
        return "hub" if response.status_code in {401, 403} else ""
    try:
        code = response.json()["code"]
    except (ValueError, KeyError, TypeError):
        return ""
    return code if isinstance(code, str) and code.startswith("hub.") else ""


def _retry_after(response: httpx2.Response) -> float | None:
    text = response.headers.get("retry-after", "")
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        # The hub's own clock, not ours: only the difference counts.
        return max(0.0, (until - parsedate_to_datetime(response.headers["date"])).total_seconds())
    except (ValueError, TypeError, KeyError):
        return None
