"""How long one acceptance takes to be on the disk, against the same code on plain SQLite.

Both sides run the repository's own functions in a process of their own, turn by turn, so that a
busy disk is busy for both; neither process ever loads the other's SQLite (storage §1.5).
To reach (decision 33): ratio of medians at most 1.7, and 5 ms median with audit and search keys.

    .venv/bin/python bench/intake_commit.py [--turns 6] [--each 150] [--json]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

RATIO_LIMIT, MEDIAN_LIMIT_MS = 1.7, 5.0
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Ngọc", "Minh", "Thu", "Quốc")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Hậu", "Lan", "Mai", "Nam", "Quân", "Tú", "Yến")

Writing = Callable[[], AbstractContextManager[object]]


def encrypted(folder: Path) -> Writing:
    """The product's store."""
    from migrations.upgrade import open_current

    path = folder / "encrypted.db"
    return open_current(path, bytes(range(32)), create=not path.exists()).writing


def plain(folder: Path) -> Writing:
    """The same tables and settings on the standard library's SQLite."""
    import sqlite3

    import sqlalchemy as sa

    from models.store.tables import SCHEMA

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            folder / "plain.db", isolation_level=None, check_same_thread=False
        )
        for pragma in (
            "busy_timeout = 10000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = 1",
            "secure_delete = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "cache_size = -8192",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.QueuePool, pool_size=1)
    sa.event.listen(engine, "begin", lambda one: one.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as tx:
        SCHEMA.create_all(tx)
    return engine.begin


def measure(side: str, folder: Path, start: int, count: int) -> list[float]:
    """Milliseconds of each acceptance, from BEGIN until the commit has returned."""
    from models.store import audit, dossiers, leases, outbox
    from tests.support.store_samples import NOON, citizen, dossier, event, receipt, status

    writing = {"encrypted": encrypted, "plain": plain}[side](folder)
    taken = []
    for number in range(start, start + count):
        name = f"{SURNAMES[number % 10]} {MIDDLE[number % 8]} {GIVEN[number % 12 - 1]}"
        one = dossier(
            number,
            code=f"H99.50.05-261119-{number:06d}",
            owner=citizen(name, number=f"0010990{number:05d}", phone=f"09{number:08d}"),
        )
        paper, fact, step = receipt(one), event(one.id, body="x" * 2500), status(one, 1)
        begun = time.perf_counter()
        with writing() as tx:
            leases.next_provisional(tx, "Q1", "2026-11-19")
            dossiers.add(tx, one, paper)
            dossiers.append_status(tx, step)
            outbox.put(tx, fact, NOON)
            audit.append(tx, "dossier.received", "lan", NOON + timedelta(seconds=number), one.id)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def turn(side: str, folder: Path, start: int, count: int) -> list[float]:
    """One turn of one side in a fresh process; the first tenth warms it up."""
    ended = subprocess.run(
        [
            sys.executable,
            __file__,
            "--side",
            side,
            "--folder",
            str(folder),
            "--start",
            str(start),
            "--each",
            str(count),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    taken: list[float] = json.loads(ended.stdout)
    return taken[count // 10 :]


def compare(turns: int, count: int) -> dict[str, float]:
    """Figures of both sides over all turns."""
    taken: dict[str, list[float]] = {"encrypted": [], "plain": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(turns):
            sides = ["encrypted", "plain"] if number % 2 else ["plain", "encrypted"]
            for side in sides:
                taken[side] += turn(side, Path(folder), 1 + number * count, count)
    figures = {}
    for side, values in taken.items():
        figures[f"{side}_median_ms"] = round(statistics.median(values), 3)
        figures[f"{side}_p95_ms"] = round(statistics.quantiles(values, n=20)[18], 3)
    figures["ratio_of_medians"] = round(
        figures["encrypted_median_ms"] / figures["plain_median_ms"], 2
    )
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=6)
    parser.add_argument("--each", type=int, default=150)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", choices=["encrypted", "plain"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--start", type=int, default=1, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.side:
        print(json.dumps(measure(args.side, args.folder, args.start, args.each)))
        return 0
    figures = compare(args.turns, args.each)
    reached = (
        figures["ratio_of_medians"] <= RATIO_LIMIT
        and figures["encrypted_median_ms"] <= MEDIAN_LIMIT_MS
    )
    if args.json:
        print(json.dumps(figures | {"reached": reached}))
    else:
        for name, value in figures.items():
            print(f"{name:24} {value:8}")
        print(
            "reached" if reached else "NOT reached", f"(≤ {RATIO_LIMIT} ×, ≤ {MEDIAN_LIMIT_MS} ms)"
        )
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
