"""A hub in memory behind the port `Line`, which fails where a test says so.

Only for injecting faults at the port; that the real hub behaves like this is shown with the real
one, in another process.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from desk.sync.trouble import LineProblem, Nature
from models.checkpoint import AuditCheckpoint, CounterSignature
from models.messages import (
    Event,
    ItemResult,
    ItemStatus,
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

T = TypeVar("T")

BROKEN = LineProblem("sync.line_broke", Nature.RETRYABLE)
BUSY = LineProblem("sync.hub_busy", Nature.RETRYABLE, status=503)
CRASHED = LineProblem("sync.hub_busy", Nature.RETRYABLE, status=500, hub_code="hub.defect")
NOT_ADMITTED = LineProblem("sync.not_admitted", Nature.AUTH, status=401)
BAD_BATCH = LineProblem("sync.refused", Nature.PERMANENT, status=400, hub_code="hub.bad_request")


@dataclass
class FakeHub:
    """Strict about order and identity; counts everything it is told twice."""

    chunk: int = 64 << 10
    server_time: str = "2026-11-23T08:00:00+07:00"
    log: list[Event] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)
    leases: dict[str, Lease] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    last_number: dict[str, int] = field(default_factory=dict)
    poison: set[str] = field(default_factory=set)
    """Dossiers it refuses item by item."""
    spoiling: dict[str, LineProblem] = field(default_factory=dict)
    """Dossiers that make a whole batch fail."""
    faults: deque[tuple[str, LineProblem] | None] = field(default_factory=deque)
    """Next requests: None passes, ("before" | "after", problem) fails."""
    asked: list[str] = field(default_factory=list)

    def _request(self, name: str, work: Callable[[], T]) -> T:
        self.asked.append(name)
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and fault[0] == "before":
            raise fault[1]
        result = work()
        if fault is not None:
            raise fault[1]
        return result

    def meta(self) -> Meta:
        return self._request("meta", lambda: Meta(1, self.server_time, 200, self.chunk, {}))

    def send_events(self, events: Sequence[Event]) -> tuple[ItemResult, ...]:
        def take() -> tuple[ItemResult, ...]:
            for event in events:
                if event.aggregate_id in self.spoiling:
                    raise self.spoiling[event.aggregate_id]
            return tuple(self._take(event) for event in events)

        return self._request(f"events:{len(events)}", take)

    def last(self, aggregate: str) -> int:
        return max((e.sequence for e in self.log if e.aggregate_id == aggregate), default=0)

    def _take(self, event: Event) -> ItemResult:
        if event.aggregate_id in self.poison:
            return ItemResult(event.event_id, ItemStatus.REFUSED, "hub.body_unreadable", "Không")
        assert hashlib.sha256(event.body_json.encode()).hexdigest() == event.body_sha256
        last = self.last(event.aggregate_id)
        code = self.codes.get(event.aggregate_id)
        if event.sequence <= last:
            (same,) = [
                e
                for e in self.log
                if (e.aggregate_id, e.sequence) == (event.aggregate_id, event.sequence)
            ]
            assert same == event
            return ItemResult(event.event_id, ItemStatus.REPLAYED, official_code=code)
        if event.sequence > last + 1:
            return ItemResult(event.event_id, ItemStatus.GAP, expected_sequence=last + 1)
        self.log.append(event)
        if event.type == "dossier_received":
            code = self.codes[event.aggregate_id] = self._code(json.loads(event.body_json))
        return ItemResult(event.event_id, ItemStatus.ACCEPTED, official_code=code)

    def _code(self, body: dict[str, str]) -> str:
        if body["code_kind"] == "official":
            return body["code"]
        day = body["received_at"][:10]
        return f"H15.50.05-{day[2:].replace('-', '')}-{self._number(day, 1):04d}"

    def _number(self, day: str, count: int) -> int:
        self.last_number[day] = self.last_number.get(day, 0) + count
        return self.last_number[day]

    def blob_offset(self, sha256: str) -> int | None:
        return self._request(
            "head", lambda: None if sha256 in self.blobs else len(self.parts.get(sha256, b""))
        )

    def send_chunk(self, sha256: str, offset: int, total: int, data: bytes) -> int:
        def write() -> int:
            have = self.parts.get(sha256, b"")
            if offset > len(have):
                return len(have)
            self.parts[sha256] = have[:offset] + data
            assert len(self.parts[sha256]) <= total
            return offset + len(data)

        return self._request("chunk", write)

    def complete(self, sha256: str, size: int) -> None:
        def check() -> None:
            if sha256 in self.blobs:
                return
            content = self.parts.pop(sha256, b"")
            if len(content) != size or hashlib.sha256(content).hexdigest() != sha256:
                raise LineProblem(
                    "sync.refused", Nature.PERMANENT, status=422, hub_code="hub.wrong_hash"
                )
            self.blobs[sha256] = content

        self._request("complete", check)

    def lease(self, request: LeaseRequest) -> Lease:
        def grant() -> Lease:
            if request.request_id not in self.leases:
                last = self._number(request.day, request.count)
                first = last - request.count + 1
                self.leases[request.request_id] = Lease(
                    request.request_id, request.agency, request.day, first, last, request.device_id
                )
            return self.leases[request.request_id]

        return self._request("lease", grant)

    def news(self, cursor: str) -> OfficeNews:
        """Never asked: this hub does not name the feature."""
        return OfficeNews((), cursor, more=False)

    def reconcile(self, manifest: Manifest) -> Reconciled:
        """Never asked: this hub does not name the feature."""
        raise AssertionError(manifest)

    def countersign(self, checkpoints: Sequence[AuditCheckpoint]) -> tuple[CounterSignature, ...]:
        """Never asked: this hub does not name the feature."""
        raise AssertionError(checkpoints)

    def register_numbers(self, request: RegisterRequest) -> RegisterAnswer:
        """Never asked: this hub does not name the feature."""
        raise AssertionError(request)

    def register_book(self, year: int, after: int) -> OfficeRegister:
        """Nobody looks at the book here."""
        raise AssertionError((year, after))

    def renew(self, request: bytes) -> Renewed:
        """This hub signs nothing."""
        raise AssertionError(request)

    def close_register(self, closing: RegisterClosing) -> OfficeRegister:
        """Nor closes it."""
        raise AssertionError(closing)

    def close(self) -> None:
        """Nothing is held."""
