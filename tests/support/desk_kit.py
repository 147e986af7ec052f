"""A desk's real store with dossiers in it, and a clock that a test moves."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import store_samples as samples

from desk.clock import VIETNAM
from desk.events import Events, SyncChanged
from desk.reception.acceptance import event_of
from desk.reception.lookup import Lookup
from desk.reception.results import Results
from desk.settings import UNNAMED_OFFICE, Settings
from desk.sync.line import Line
from desk.sync.service import SyncService
from migrations.upgrade import open_current
from models.attachment import Document
from models.catalogue import load_catalogue
from models.codes import official_code, provisional_code
from models.dossier import CodeKind, Dossier, Status, StatusEvent
from models.messages import EventType
from models.plain import to_plain
from models.store import blobs as blob_rows
from models.store import dossiers, leases, outbox
from models.store.blobs import Blobs
from models.store.engine import Store

KEY = bytes(range(32))
AGENCY = "H15.50.05"
START = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)


class MovableClock:
    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


def only_today(today: date) -> Sequence[date]:
    return (today,)


@dataclass
class DeskKit:
    """One desk: store, scans, clock, and the acts that fill the outbox."""

    folder: Path
    device: str = "desk-1"
    clock: MovableClock = field(default_factory=MovableClock)
    heard: list[SyncChanged] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / "motcua.db"
        self.store: Store = open_current(path, KEY, create=not path.exists())
        self.blobs = Blobs(self.folder / "blobs", KEY)
        self.defects: list[BaseException] = []
        self.events = Events(self.defects.append)
        self.events.subscribe(SyncChanged, self.heard.append)

    @classmethod
    def copied(cls, template: Path, folder: Path, **more: Any) -> DeskKit:
        """From a closed store made before: making the schema takes a moment."""
        folder.mkdir(parents=True)
        shutil.copy(template, folder / "motcua.db")
        return cls(folder, **more)

    def sync(self, line: Line | None, chance: float = 0.0, **more: Any) -> SyncService:
        return SyncService(
            self.store,
            self.blobs,
            line,
            self.events,
            self.clock,
            lambda: str(uuid4()),
            self.device,
            AGENCY,
            chance=lambda: chance,
            days=more.pop("days", only_today),
            **more,
        )

    def receive(self, *contents: bytes, **facts: Any) -> Dossier:
        """Accept a dossier as reception does: scans first, then everything in one transaction."""
        stored = [self.blobs.put(content) for content in contents]
        documents = tuple(
            Document(f"C{place}", "Bản chính", blob.sha256, blob.size, 1)
            for place, blob in enumerate(stored)
        )
        now = self.clock()
        with self.store.writing() as tx:
            code, kind = self._code(tx)
            dossier = replace(
                samples.dossier(),
                id=str(uuid4()),
                code=code,
                code_kind=kind,
                received_at=now,
                documents=documents,
                **facts,
            )
            for blob in stored:
                blob_rows.record(tx, blob, now)
                outbox.add_file(tx, blob.sha256, blob.size, dossier.id)
            dossiers.add(tx, dossier, samples.receipt(dossier))
            dossiers.append_status(tx, self._step(dossier, 1, Status.RECEIVED))
            self._put(tx, EventType.DOSSIER_RECEIVED, dossier, to_plain(dossier))
        return dossier

    def hand_over(self, dossier: Dossier) -> None:
        body = {
            "dossier_id": dossier.id,
            "returned_at": self.clock().isoformat(),
            "returned_to": "Nguyễn Thị Thử",
            "status_events": [to_plain(self._step(dossier, 2, Status.RETURNED))],
        }
        with self.store.writing() as tx:
            self._put(tx, EventType.RESULT_RETURNED, dossier, body)

    def _code(self, tx: Any) -> tuple[str, CodeKind]:
        day = self.clock().date()
        number = leases.take(tx, AGENCY, day.isoformat())
        if number is not None:
            return official_code(AGENCY, day, number), CodeKind.OFFICIAL
        number = leases.next_provisional(tx, "Q1", day.isoformat())
        return provisional_code("Q1", day, number), CodeKind.PROVISIONAL

    def _step(self, dossier: Dossier, sequence: int, status: Status) -> StatusEvent:
        return StatusEvent(str(uuid4()), dossier.id, sequence, int(status), self.clock(), "lan")

    def _put(self, tx: Any, kind: EventType, dossier: Dossier, body: object) -> None:
        now = self.clock()
        event = event_of(
            kind,
            dossier,
            outbox.next_sequence(tx, dossier.id),
            body,
            now,
            event_id=str(uuid4()),
            device_id=self.device,
            user="lan",
            files=tuple(document.sha256 for document in dossier.documents),
        )
        outbox.put(tx, event, now)

    def results(self) -> Results:
        """The counter's own acts on results, on this store."""
        settings = Settings(office=UNNAMED_OFFICE, device_id=self.device)
        return Results(
            self.store, load_catalogue(), settings, self.events, self.clock, lambda: str(uuid4())
        )

    def lookup(self) -> Lookup:
        return Lookup(self.store, self.blobs, self.clock)

    def counts(self) -> outbox.OutboxCounts:
        with self.store.reading() as tx:
            return outbox.counts(tx)

    def dossier(self, dossier_id: str) -> Dossier:
        with self.store.reading() as tx:
            found = dossiers.get(tx, dossier_id)
        assert found is not None
        return found

    def close(self) -> None:
        self.store.close()
        assert self.defects == []
