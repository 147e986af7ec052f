"""How long the desk waits for its store: key known, modules imported, first query answered.

Limit: decision 33, 30 ms.  A store of many dossiers, closed and opened again; the integrity check
comes behind and is reported apart.

    .venv/bin/python bench/open_store.py [--dossiers 20000] [--each 50] [--json]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from migrations.upgrade import open_current
from models.store import dossiers, search
from tests.support.store_samples import dossier, receipt

KEY = bytes(range(32))
LIMIT_MS = 30.0
BATCH = 500


def fill(path: Path, count: int) -> None:
    store = open_current(path, KEY, create=True)
    for first in range(1, count + 1, BATCH):
        with store.writing() as tx:
            for number in range(first, min(first + BATCH, count + 1)):
                one = dossier(number, code=f"H99.50.05-261119-{number:06d}")
                dossiers.add(tx, one, receipt(one))
    store.close()


def opened(path: Path) -> float:
    start = time.perf_counter()
    store = open_current(path, KEY)
    with store.reading() as tx:
        search.find(tx, "nguyen hau")
    took = (time.perf_counter() - start) * 1000
    store.close()
    return took


def checked(path: Path) -> float:
    store = open_current(path, KEY)
    start = time.perf_counter()
    store.check()
    took = time.perf_counter() - start
    store.close()
    return took


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=20_000)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "motcua.db"
        fill(path, args.dossiers)
        took = sorted(opened(path) for _ in range(args.each))
        behind, size = checked(path), path.stat().st_size
    p50, p99 = statistics.median(took), took[min(args.each - 1, int(args.each * 0.99))]
    if args.json:
        facts = {"open_ms": {"p50": p50, "p99": p99}, "check_s": behind, "bytes": size}
        print(json.dumps({**facts, "limit_ms": LIMIT_MS, "reached": p99 <= LIMIT_MS}))
        return
    print(f"open to first answer: p50 {p50:.1f} ms, p99 {p99:.1f} ms (limit {LIMIT_MS:.0f} ms)")
    print(f"integrity check behind: {behind:.2f} s for {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
