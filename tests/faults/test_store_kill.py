"""A process killed at any moment loses nothing it has acknowledged and keeps nothing by halves."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from migrations.upgrade import open_current
from models.store import audit, dossiers, leases, outbox
from models.store.blobs import Blobs
from models.store.engine import Store, Tx
from tests.support.store_samples import NOON

KEY = bytes(range(32))
ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from datetime import timedelta
from pathlib import Path
from models.attachment import Document
from models.messages import Lease
from models.store import audit, dossiers, leases, outbox
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.support.store_samples import NOON, dossier, event, receipt, status

folder = Path(sys.argv[1])
store = Store.open(folder / "motcua.db", bytes(range(32)))
blobs = Blobs(folder / "blobs", bytes(32))
while True:
    with store.writing() as tx:
        number = leases.next_provisional(tx, "Q1", "2026-11-19")
        one = dossier(number, documents=())
    blob = blobs.put(f"scan {number}".encode() * 999)
    document = Document("TP1", "Tờ khai", blob.sha256, blob.size, 1)
    one = dossier(number, documents=(document,))
    with store.writing() as tx:
        blobs.record(tx, blob, NOON)
        dossiers.add(tx, one, receipt(one))
        dossiers.append_status(tx, status(one, 1))
        outbox.put(tx, event(one.id), NOON)
        outbox.add_file(tx, blob.sha256, blob.size, one.id)
        audit.append(tx, "dossier.received", "lan", NOON, one.id)
    print(number, flush=True)
"""


def run_and_kill(folder: Path, seconds: float) -> list[int]:
    """Let the writer work, kill it, and tell which dossiers it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(seconds)
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read()
    writer.stdout.close()
    writer.wait()
    lines = (first + rest).split("\n")[:-1]
    return [int(line) for line in lines]


def check_whole(tx: Tx, blobs: Blobs, dossier_id: str) -> None:
    one = dossiers.get(tx, dossier_id)
    assert one is not None
    assert dossiers.receipt(tx, dossier_id) is not None
    assert len(dossiers.timeline(tx, dossier_id)) == one.version == 1
    (document,) = one.documents
    assert len(blobs.get(tx, document.sha256)) == document.size


def kill_rounds(folder: Path, rounds: int) -> None:
    open_current(folder / "motcua.db", KEY, create=True).close()
    acknowledged: list[int] = []
    chance = random.Random(19)
    for _ in range(rounds):
        acknowledged += run_and_kill(folder, chance.uniform(0.0, 0.3))
        store = Store.open(folder / "motcua.db", KEY)
        store.check()
        blobs = Blobs(folder / "blobs", bytes(32))
        with store.reading() as tx:
            kept = tx.exec_driver_sql("SELECT id FROM dossier ORDER BY serial").scalars().all()
            assert {f"dossier-{number}" for number in acknowledged} <= set(kept)
            assert len(kept) - len(acknowledged) <= rounds, "one unacknowledged a kill at most"
            for dossier_id in kept:
                check_whole(tx, blobs, dossier_id)
            events = outbox.due(tx, NOON, 10_000)
            assert [one.aggregate_id for one in events] == list(kept)
            assert len(outbox.files_due(tx, NOON, 10_000)) == len(kept)
            report = audit.verify(tx)
            assert (report.rows, report.broken_at) == (len(kept), None)
        store.close()


def test_a_few_kills(tmp_path: Path) -> None:
    kill_rounds(tmp_path, 4)


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_many_kills(tmp_path: Path) -> None:
    kill_rounds(tmp_path, 40)


def test_numbers_are_not_given_again_after_a_kill(tmp_path: Path) -> None:
    open_current(tmp_path / "motcua.db", KEY, create=True).close()
    last = run_and_kill(tmp_path, 0.05)[-1]
    store = Store.open(tmp_path / "motcua.db", KEY)
    with store.writing() as tx:
        assert leases.next_provisional(tx, "Q1", "2026-11-19") > last
    store.close()
