"""The office's database server dies without a word, or is put back from last night's dump."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_kit import DeskKit
from hub_process import HubProcess, run_hub_command, running_hub
from postgres_cluster import Cluster
from private_postgres import binaries, private_postgres

from desk.sync.line import HttpLine
from models.dossier import Dossier
from models.store.outbox import OutboxCounts


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
