"""The office's database server killed while desks write: what was acknowledged is there.

Every process of the cluster gets SIGKILL at once, at a random moment, over and over.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import psycopg
import pytest
from hub_process import received_event, running_hub
from postgres_cluster import Cluster
from private_postgres import binaries, private_postgres

from hub.store import schema
from hub.store.engine import HubStore
from models.problems import Problem

WRITERS = 4
Say = Callable[[], str | None]
"""Write one thing; its name once it was acknowledged, None when it was not."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    programs = binaries()
    assert programs is not None, "PostgreSQL 15 or newer is missing: ./dev test installs it"
    with private_postgres(programs) as address:
        yield Cluster(programs, address)


class Writer(threading.Thread):
    """Goes on writing whatever happens to the server; remembers what was acknowledged."""

    def __init__(self, say: Say, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.say, self.stop = say, stop
        self.acknowledged: list[str] = []

    def run(self) -> None:
        while not self.stop.is_set():
            if (name := self.say()) is None:
                time.sleep(0.02)
            else:
                self.acknowledged.append(name)


def killed_at_work(
    cluster: Cluster, says: list[Say], rounds: int, pause_s: float = 0.4
) -> set[str]:
    """Kill the server in the middle of writing, so many times; what was acknowledged."""
    stop, chance = threading.Event(), random.Random(15)
    writers = [Writer(say, stop) for say in says]
    for one in writers:
        one.start()
    for _ in range(rounds):
        had = [len(one.acknowledged) for one in writers]
        while any(len(one.acknowledged) < n + 3 for one, n in zip(writers, had, strict=True)):
            time.sleep(0.01)  # everybody is at work
        time.sleep(chance.uniform(0.0, pause_s))
        cluster.kill()
        cluster.start()
    stop.set()
    for one in writers:
        one.join(30)
    return {name for one in writers for name in one.acknowledged}


def desk_says(client: httpx2.Client, device: str) -> Say:
    waiting: list[dict[str, Any]] = []

    def say() -> str | None:
        if not waiting:
            code = f"TAM-{device}-261123-{uuid4().hex[:8]}"
            waiting.append(received_event(code, device=device))
        (event,) = waiting
        response = client.post("/v1/events:batch", json={"events": [event]})
        if response.status_code != 200:
            assert response.status_code == 503, response.text
            return None
        (result,) = response.json()["results"]
        assert result["status"] in {"accepted", "known"}, result
        waiting.clear()
        return f"{event['aggregate_id']} {result['official_code']}"

    return say


def at_work(cluster: Cluster, folder: Path, rounds: int) -> None:
    name = f"at_work_{uuid4().hex[:8]}"
    cluster.run("createdb", "-h", str(cluster.folder), "-U", "hub", name)
    address = cluster.address.replace("/postgres?", f"/{name}?")
    with running_hub(folder, address) as hub, ExitStack() as lines:
        devices = [f"desk-{n}" for n in range(WRITERS)]
        says = [desk_says(lines.enter_context(hub.client(one)), one) for one in devices]
        acknowledged = killed_at_work(cluster, says, rounds)
        with hub.client("desk-0") as client:
            dossier_id, code = min(acknowledged).split()
            assert client.get(f"/v1/dossiers/{dossier_id}").json()["dossier"]["code"] == code
    store = HubStore.open(address)
    with store.reading() as tx:
        kept = {
            f"{row.dossier_id} {row.code}"
            for row in tx.exec_driver_sql("SELECT dossier_id, code FROM dossier WHERE status > 0")
        }
        (dossiers, events, first, last, changes) = tx.exec_driver_sql(
            "SELECT (SELECT count(*) FROM dossier), (SELECT count(*) FROM event),"
            " min(seq), max(seq), count(*) FROM change"
        ).one()
    store.close()
    assert acknowledged <= kept, "an acknowledged dossier is gone, or has another code"
    assert dossiers == events == changes, "nothing is there by halves"
    assert (first, last) == (1, changes), "the feed has no gap"
    assert len({one.split()[1] for one in acknowledged}) == len(acknowledged), "no code twice"
    assert len(acknowledged) <= dossiers <= len(acknowledged) + WRITERS * rounds


def test_a_server_killed_in_the_middle_of_commits_keeps_its_word(
    cluster: Cluster, tmp_path: Path
) -> None:
    at_work(cluster, tmp_path, 1)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_a_server_killed_again_and_again_keeps_its_word(cluster: Cluster, tmp_path: Path) -> None:
    at_work(cluster, tmp_path, 15)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_the_proof_notices_a_server_that_answers_before_it_wrote(cluster: Cluster) -> None:
    """The control: the same kills, writers that do not wait for the log."""
    where = f"host={cluster.folder} user=hub dbname=postgres options='-c synchronous_commit=off'"
    with psycopg.connect(where, autocommit=True) as made:
        made.execute("CREATE TABLE said (name text PRIMARY KEY)")

    lines: list[list[psycopg.Connection[Any]]] = [[] for _ in range(WRITERS)]

    def careless(line: list[psycopg.Connection[Any]]) -> Say:
        def say() -> str | None:
            name = uuid4().hex
            try:
                if not line:
                    line.append(psycopg.connect(where, autocommit=True, connect_timeout=3))
                line[0].execute("INSERT INTO said VALUES (%s)", (name,))
            except psycopg.OperationalError:
                for broken in line:
                    broken.close()
                line.clear()
                return None
            return name

        return say

    acknowledged = killed_at_work(cluster, [careless(line) for line in lines], 5)
    for last in (one for line in lines for one in line):
        last.close()
    with psycopg.connect(where) as line:
        kept = {row[0] for row in line.execute("SELECT name FROM said")}
    assert acknowledged - kept, "the control lost nothing: the proof proves nothing"


def test_the_hub_waits_for_the_log_and_refuses_a_server_that_does_not_flush(
    cluster: Cluster,
) -> None:
    tell(cluster, "ALTER ROLE hub SET synchronous_commit = off")
    store = HubStore.open(cluster.address)
    schema.migrate(store)
    with store.reading() as tx:
        assert tx.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
    store.close()
    tell(cluster, "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")
    try:
        with pytest.raises(Problem, match=r"hub\.database_careless") as caught:
            open_until_refused(cluster.address)
        assert caught.value.facts["setting"] == "full_page_writes"
    finally:
        tell(cluster, "ALTER SYSTEM RESET full_page_writes", "SELECT pg_reload_conf()")


def open_until_refused(address: str) -> None:
    for _ in range(200):  # the reload is seen a moment later
        store = HubStore.open(address)
        try:
            schema.migrate(store)
        finally:
            store.close()
        time.sleep(0.05)


def tell(cluster: Cluster, *commands: str) -> None:
    said = [part for command in commands for part in ("-c", command)]
    cluster.run("psql", "-h", str(cluster.folder), "-U", "hub", *said, "postgres")
