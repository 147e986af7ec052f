"""Eight counters, one hub in another process: numbers, news, alarms and a backup put back."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import store_samples as samples
from desk_kit import AGENCY, DeskKit
from hub_process import HubProcess, running_hub
from private_postgres import binaries, private_postgres

from desk.sync.line import HttpLine
from hub.codes import read_code
from models.dossier import CodeKind, Status
from models.messages import Lease
from models.role import Role, User
from models.store import alarms, leases
from models.store.outbox import OutboxCounts

LAN = User("lan", "Phạm Thị Lan", Role.CLERK)
COUNTERS = 8


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    programs = binaries()
    assert programs is not None, "PostgreSQL 15 or newer is missing: ./dev test installs it"
    with private_postgres(programs) as address:
        yield address


class Counter(threading.Thread):
    """One desk that receives and syncs in turn."""

    def __init__(self, kit: DeskKit, hub: HubProcess, wanted: int) -> None:
        super().__init__(daemon=True)
        self.kit, self.hub, self.wanted = kit, hub, wanted
        self.token = hub.enrol(kit.device)
        self.codes: list[str] = []
        self.blocks: tuple[Lease, ...] = ()
        self.left = 0
        self.broken: BaseException | None = None

    def run(self) -> None:
        try:
            self.receive_all()
        except BaseException as error:  # noqa: BLE001 - told to the test
            self.broken = error

    def receive_all(self) -> None:
        line = HttpLine(self.hub.url, self.token)
        sync = self.kit.sync(line)
        day = self.kit.clock().date().isoformat()
        sync.once()
        while len(self.codes) < self.wanted:
            for _ in range(min(25, self.wanted - len(self.codes))):
                dossier = self.kit.receive()
                assert dossier.code_kind is CodeKind.OFFICIAL
                self.codes.append(dossier.code)
            report = sync.once()
            assert (report.problem, report.refused) == (None, 0)
        line.close()
        with self.kit.store.reading() as tx:
            self.blocks = leases.held(tx, day)
            self.left = leases.remaining(tx, AGENCY, day)


def number_them(empty_store: Path, folder: Path, database: str | None, each: int) -> None:
    with running_hub(folder, database) as hub:
        counters = [
            Counter(DeskKit.copied(empty_store, folder / f"d{n}", device=f"desk-{n}"), hub, each)
            for n in range(COUNTERS)
        ]
        for one in counters:
            one.start()
        for one in counters:
            one.join()
        assert [one.broken for one in counters] == [None] * COUNTERS
        for one in counters:
            one.kit.close()
    numbers = [parts.number for one in counters for code in one.codes if (parts := read_code(code))]
    assert len(numbers) == COUNTERS * each
    assert len(set(numbers)) == len(numbers), "no number twice"
    given = sorted(n for one in counters for b in one.blocks for n in range(b.first, b.last + 1))
    assert given == list(range(1, len(given) + 1)), "the blocks leave no gap"
    assert set(numbers) <= set(given)
    assert len(given) - len(numbers) == sum(one.left for one in counters), "the rest is known"


def test_eight_counters_number_without_twins_or_gaps(empty_store: Path, tmp_path: Path) -> None:
    number_them(empty_store, tmp_path, None, 30)


def test_eight_counters_number_the_same_on_postgresql(
    empty_store: Path, tmp_path: Path, database: str
) -> None:
    number_them(empty_store, tmp_path, database, 10)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_eight_counters_of_three_hundred(
    engine: str, empty_store: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue("database") if engine == "postgresql" else None
    if address is not None:
        address = fresh(address)
    number_them(empty_store, tmp_path, address, 300)


def fresh(address: str) -> str:
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url

    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE three_hundred"))
    engine.dispose()
    return make_url(address).set(database="three_hundred").render_as_string(hide_password=False)


def test_two_counters_apart_and_a_hub_put_back_from_its_backup(
    empty_store: Path, tmp_path: Path
) -> None:
    with running_hub(tmp_path) as hub:
        kits = [
            DeskKit.copied(empty_store, tmp_path / f"d{n}", device=f"desk-{n}") for n in range(2)
        ]
        lines = [HttpLine(hub.url, hub.enrol(kit.device)) for kit in kits]
        here, there = kits
        syncs = [kit.sync(line) for kit, line in zip(kits, lines, strict=True)]
        first = here.receive(os.urandom(300_000))
        for sync in (*syncs, *syncs):
            assert sync.once().problem is None
        hub.kill()
        backup = tmp_path / "backup"
        shutil.copytree(hub.data, backup)
        hub.start()

        scanned = there.receive(os.urandom(300_000))
        assert (syncs[1].once().problem, syncs[0].once().problem) == (None, None)
        assert here.lookup().by_code(LAN, scanned.code).elsewhere
        hub.kill()
        for kit, sync in zip(kits, syncs, strict=True):
            assert not sync.once().online
            kit.results().hand_over(LAN, first.id, samples.citizen(f"Người nhận {kit.device}"))
        offline = here.receive(os.urandom(1000))

        shutil.rmtree(hub.data)
        backup.rename(hub.data)
        hub.start()
        for _ in range(3):
            for kit, sync in zip(kits, syncs, strict=True):
                kit.clock.advance(minutes=20)
                sync.once()
        with hub.client("desk-0") as client:
            for dossier in (first, scanned, offline):
                told = client.get(f"/v1/dossiers/{dossier.id}").json()
                assert told["files_pending"] == []
                for document in dossier.documents:
                    whole = client.get(f"/v1/blobs/{document.sha256}")
                    assert len(whole.content) == document.size
            told = client.get(f"/v1/dossiers/{first.id}").json()
        assert len(told["alarms"]) == 1
        for kit in kits:
            assert kit.counts() == OutboxCounts(0, 0, 0)
            with kit.store.reading() as tx:
                (alarm,) = alarms.unsettled(tx)
            assert alarm.told.alarm_id == told["alarms"][0]["alarm_id"]
            view = kit.lookup().dossier(LAN, first.id)
            assert view.dossier.status == Status.RETURNED
            assert view.dossier.returned_to == told["alarms"][0]["first"]["returned_to"]
            assert kit.lookup().by_code(LAN, scanned.code).dossier.id == scanned.id
        for line in lines:
            line.close()
        for kit in kits:
            kit.close()
