"""The office's database server dies without a word, or is put back from last night's dump."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk_kit import DeskKit
from hub_process import HubProcess, run_hub_command, running_hub
from private_postgres import binaries, private_postgres, unprivileged

from desk.sync.line import HttpLine
from models.dossier import Dossier
from models.store.outbox import OutboxCounts


@dataclass(frozen=True)
class Cluster:
    """A database server of the test's own."""

    programs: Path
    address: str

    @property
    def folder(self) -> Path:
        return Path(self.address.rpartition("host=")[2])

    def run(self, *command: str) -> None:
        with (self.folder / "test.log").open("ab") as log:
            subprocess.run(
                [str(self.programs / command[0]), *command[1:]],
                check=True, stdout=log, stderr=log, user=unprivileged(), cwd="/",
            )  # fmt: skip

    def kill(self) -> None:
        """Every process of the server at once, as a power cut of it would."""
        data = self.folder / "data"
        master = int((data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        for pid in (master, *map(int, children)):
            os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{master}").exists() and not _is_zombie(master):
            time.sleep(0.02)
        # Where nobody buries the dead at once, the server takes the old number for a running one.
        (data / "postmaster.pid").unlink()
        for lock in self.folder.glob(".s.PGSQL.*"):
            lock.unlink()

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=60"
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-o", options, "start")

    def dump(self, target: Path) -> None:
        self.run(
            "pg_dump", "-h", str(self.folder), "-U", "hub", "-Fc", "-f", str(target), "postgres"
        )

    def put_back(self, source: Path, name: str) -> str:
        self.run("createdb", "-h", str(self.folder), "-U", "hub", name)
        self.run("pg_restore", "-h", str(self.folder), "-U", "hub", "-d", name, str(source))
        return self.address.replace("/postgres?", f"/{name}?")


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    programs = binaries()
    assert programs is not None, "PostgreSQL 15 or newer is missing: ./dev test installs it"
    with private_postgres(programs) as address:
        yield Cluster(programs, address)


def test_a_database_killed_and_later_put_back_from_a_dump_loses_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    kit = DeskKit(tmp_path / "desk")
    with running_hub(tmp_path, cluster.address) as hub:
        line = HttpLine(hub.url, hub.enrol("desk-1"))
        sync = kit.sync(line, chance=0.2)
        received = [kit.receive(os.urandom(5000))]
        assert sync.once().problem is None

        cluster.kill()
        received.append(kit.receive(os.urandom(5000)))
        report = sync.once()
        assert report.problem is not None
        assert report.problem.code == "sync.hub_busy"
        assert (report.waiting_events, report.refused) == (1, 0)
        cluster.start()
        kit.clock.advance(minutes=16)
        sync.once()
        assert_there(hub, kit, received)

        dump = cluster.folder / "night.dump"
        cluster.dump(dump)
        received += [kit.receive(os.urandom(5000)) for _ in range(3)]
        kit.hand_over(received[0])
        sync.once()
        assert_there(hub, kit, received)
        codes = {one.id: kit.dossier(one.id).code for one in received}
        hub.kill()
        hub.database = cluster.put_back(dump, "put_back")
        shutil.rmtree(hub.data / "blobs")
        where = ["--data", str(hub.data), "--database", hub.database]
        assert run_hub_command("restored", *where).returncode == 0
        hub.start()
        for _ in range(3):
            kit.clock.advance(hours=8)
            sync.once()
        assert_there(hub, kit, received)
        assert {one.id: kit.dossier(one.id).code for one in received} == codes
        line.close()
    kit.close()


def assert_there(hub: HubProcess, kit: DeskKit, received: list[Dossier]) -> None:
    assert kit.counts() == OutboxCounts(0, 0, 0)
    with hub.client("desk-1") as client:
        for dossier in received:
            told = client.get(f"/v1/dossiers/{dossier.id}").json()
            assert told["files_pending"] == []
            assert told["dossier"]["code"] == kit.dossier(dossier.id).code
            for document in dossier.documents:
                assert len(client.get(f"/v1/blobs/{document.sha256}").content) == document.size
