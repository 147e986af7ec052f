"""A line into the hub's own code and database without HTTP, which fails where a test says so.

For properties over many short histories; that HTTP carries the same is shown with real processes.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import select

from desk.sync.trouble import LineProblem, Nature
from hub.api import changes
from hub.clock import VIETNAM
from hub.store import blobs, dossiers, leases, register, register_book, schema, tables
from hub.store.devices import Device
from hub.store.engine import HubStore
from hub.store.events import Intake
from hub.store.files import Files
from hub.store.reconcile import Reconciliation
from hub.witness import HubWitness
from models.checkpoint import AuditCheckpoint, CounterSignature
from models.messages import (
    DossierOnHub,
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
from models.problems import Problem

T = TypeVar("T")
BROKEN = LineProblem("sync.line_broke", Nature.RETRYABLE)
START = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)


class HubInside:
    """A hub's database and folder, opened in this process."""

    def __init__(self, folder: Path, address: str | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.store = HubStore.open(address or f"sqlite:///{folder / 'hub.db'}")
        schema.migrate(self.store)
        self.files = Files(folder)
        self.witness = HubWitness.of(folder)
        self.now = START

    def all_dossiers(self, agency: str) -> tuple[DossierOnHub, ...]:
        with self.store.reading() as tx:
            table = tables.dossier
            ids = tx.execute(select(table.c.dossier_id).where(table.c.agency == agency)).scalars()
            return dossiers.get_all(tx, agency, tuple(ids))

    def close(self) -> None:
        self.store.close()


@dataclass
class OfficeLine:
    """One desk's line. `faults`: None passes, "before" and "after" break it; `away` breaks all."""

    hub: HubInside
    device: str
    agency: str
    away: bool = False
    faults: deque[str | None] = field(default_factory=deque)

    def _ask(self, work: Callable[[], T]) -> T:
        fault = self.faults.popleft() if self.faults else None
        if self.away or fault == "before":
            raise BROKEN
        try:
            result = work()
        except Problem as problem:
            raise LineProblem(
                "sync.refused", Nature.PERMANENT, status=400, hub_code=problem.code
            ) from problem
        if fault == "after":
            raise BROKEN
        return result

    def _carried(self, kind: type[T], value: Any) -> T:
        return from_plain(kind, json.loads(json.dumps(to_plain(value), ensure_ascii=False)))

    def meta(self) -> Meta:
        named = ("news", "reconciliations", "checkpoints", "register_numbers")
        features = dict.fromkeys(named, True)
        return self._ask(lambda: Meta(1, self.hub.now.isoformat(), 200, 1 << 20, features))

    def send_events(self, events: Sequence[Event]) -> tuple[ItemResult, ...]:
        def take() -> tuple[ItemResult, ...]:
            carried = tuple(self._carried(Event, event) for event in events)
            with self.hub.store.writing() as tx:
                return Intake(tx, Device(self.device, self.agency), self.hub.now).take(carried)

        return tuple(self._carried(ItemResult, one) for one in self._ask(take))

    def blob_offset(self, sha256: str) -> int | None:
        def look() -> int | None:
            with self.hub.store.reading() as tx:
                held = blobs.size(tx, self.agency, sha256)
            return None if held is not None else self.hub.files.offset(self.agency, sha256)

        return self._ask(look)

    def send_chunk(self, sha256: str, offset: int, total: int, data: bytes) -> int:
        def write() -> int:
            writing = self.hub.files.begin(self.agency, sha256, offset, total)
            try:
                writing.write(data)
                return writing.settle()
            finally:
                writing.close()

        return self._ask(write)

    def complete(self, sha256: str, size: int) -> None:
        def finish() -> None:
            with self.hub.store.reading() as tx:
                if blobs.size(tx, self.agency, sha256) == size:
                    return
            self.hub.files.complete(self.agency, sha256, size)
            with self.hub.store.writing() as tx:
                blobs.record(tx, self.agency, sha256, size, self.hub.now)

        self._ask(finish)

    def lease(self, request: LeaseRequest) -> Lease:
        def grant() -> Lease:
            with self.hub.store.writing() as tx:
                return leases.grant(tx, request, str(uuid4()), self.hub.now)

        return self._carried(Lease, self._ask(grant))

    def news(self, cursor: str) -> OfficeNews:
        def read() -> OfficeNews:
            device = Device(self.device, self.agency)
            return changes.read_news(self.hub.store, device, cursor or "0", 3, self.hub.now)

        return self._carried(OfficeNews, self._ask(read))

    def reconcile(self, manifest: Manifest) -> Reconciled:
        def compare() -> Reconciled:
            with self.hub.store.writing() as tx:
                device = Device(self.device, self.agency)
                work = Reconciliation(tx, device, self.hub.files.has, self.hub.now)
                return work.answer(self._carried(Manifest, manifest))

        return self._carried(Reconciled, self._ask(compare))

    def countersign(self, given: Sequence[AuditCheckpoint]) -> tuple[CounterSignature, ...]:
        def keep() -> tuple[CounterSignature, ...]:
            with self.hub.store.writing() as tx:
                return self.hub.witness.answer(tx, self.device, given, self.hub.now)

        return self._ask(keep)

    def register_numbers(self, request: RegisterRequest) -> RegisterAnswer:
        def number() -> RegisterAnswer:
            with self.hub.store.writing() as tx:
                device = Device(self.device, self.agency)
                return register.answer(tx, device, self._carried(RegisterRequest, request))

        return self._carried(RegisterAnswer, self._ask(number))

    def register_book(self, year: int, after: int) -> OfficeRegister:
        def read() -> OfficeRegister:
            with self.hub.store.reading() as tx:
                return register_book.read(tx, self.agency, year, after, 3)

        return self._carried(OfficeRegister, self._ask(read))

    def close_register(self, closing: RegisterClosing) -> OfficeRegister:
        def close() -> OfficeRegister:
            with self.hub.store.writing() as tx:
                register_book.close(tx, self.agency, closing, self.hub.now)
                return register_book.read(tx, self.agency, closing.year, 0, 0)

        return self._carried(OfficeRegister, self._ask(close))

    def renew(self, request: bytes) -> Renewed:
        """There is no TLS here."""
        raise AssertionError(request)

    def close(self) -> None:
        """Nothing is held."""
