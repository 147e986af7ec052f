"""What encryption costs a scan: 200 KB put and got, against plain files with the same flushes.

Peer: the same bytes in a plain file, written beside, flushed, renamed, folder flushed.

    .venv/bin/python bench/scan_files.py [--each 200] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from migrations.upgrade import open_current
from models.store import durable
from models.store.blobs import Blobs
from tests.support.store_samples import NOON

SIZE = 200_000
KEY = bytes(range(32))


def timed(work: Callable[[int], object], each: int) -> dict[str, float]:
    took = []
    for number in range(each):
        start = time.perf_counter()
        work(number)
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    return {
        "p50": round(statistics.median(took), 2),
        "p99": round(took[min(each - 1, int(each * 0.99))], 2),
    }


def measure(folder: Path, each: int) -> dict[str, dict[str, float]]:
    scans = [os.urandom(SIZE) for _ in range(each)]
    blobs = Blobs(folder / "blobs", KEY)
    plain = folder / "plain"
    plain.mkdir()
    stored = []
    found = {
        "plain put": timed(lambda n: durable.write(plain / f"{n}", scans[n]), each),
        "put": timed(lambda n: stored.append(blobs.put(scans[n])), each),
        "plain get": timed(lambda n: (plain / f"{n}").read_bytes(), each),
    }
    store = open_current(folder / "motcua.db", KEY, create=True)
    with store.writing() as tx:
        for one in stored:
            blobs.record(tx, one, NOON)
    with store.reading() as tx:
        found["get"] = timed(lambda n: blobs.get(tx, stored[n].sha256), each)
    store.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), args.each)
    if args.json:
        print(json.dumps({"ms": found}))
        return
    for name, times in found.items():
        print(f"{name:10} p50 {times['p50']:6.2f} ms   p99 {times['p99']:6.2f} ms")


if __name__ == "__main__":
    main()
