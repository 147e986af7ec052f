"""How long a search takes at a hub, on SQLite and on PostgreSQL, with the questions of a desk.

The corpus and the keystrokes are those of `find_dossier.py`.  Limit: 10 ms at the 99th percentile
from the text to the identities (decision 33); the two engines are each other's peers.

    .venv/bin/python bench/find_at_hub.py [--dossiers 1000000] [--each 200] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import sqlalchemy as sa
from find_dossier import LIMIT_MS, WHAT, Texts, invented

from hub.store import schema, search, tables
from hub.store.engine import HubStore
from models.dossier import Dossier
from models.search_keys import of_dossier
from tests.support.private_postgres import binaries, private_postgres

AGENCY = "H99.50.05"
BATCH = 20_000


def rows(count: int, chance: random.Random, sample: list[Dossier]) -> Iterator[dict[str, object]]:
    for number in range(1, count + 1):
        one = invented(number, chance)
        if chance.random() < 2000 / count:
            sample.append(one)
        for kind, key in set(of_dossier(one)):
            yield {
                "agency": AGENCY,
                "kind": int(kind),
                "key": key.encode(),
                "nid": -number,
                "dossier_id": one.id,
            }


def fill(store: HubStore, found: Iterable[dict[str, object]]) -> None:
    """Straight into the index: what is measured is the looking, not the reception."""
    batch: list[dict[str, object]] = []
    for row in found:
        batch.append(row)
        if len(batch) == BATCH:
            write(store, batch)
            batch = []
    write(store, batch)
    with store.writing() as tx:
        tx.execute(sa.text("ANALYZE"))


def write(store: HubStore, batch: list[dict[str, object]]) -> None:
    if not batch:
        return
    with store.writing() as tx:
        if tx.dialect.name != "postgresql":
            tx.execute(sa.insert(tables.search_key), batch)
            return
        cursor = tx.connection.cursor()
        names = "agency, kind, key, nid, dossier_id"
        with cursor.copy(f"COPY search_key ({names}) FROM STDIN") as copy:
            for row in batch:
                copy.write_row(tuple(row.values()))


def measure(store: HubStore, sample: list[Dossier], texts: Texts) -> dict[str, float]:
    taken = []
    for one in sample:
        for text in texts(one):
            begun = time.perf_counter()
            with store.reading() as tx:
                ids = search.find(tx, AGENCY, text, 20)
            taken.append((time.perf_counter() - begun) * 1000)
            assert ids, "what is there must be found"
    cuts = statistics.quantiles(taken, n=100)
    return {name: round(cuts[at], 2) for name, at in (("p50", 49), ("p95", 94), ("p99", 98))}


def figures_of(address: str, count: int, each: int) -> dict[str, dict[str, float]]:
    chance, sample = random.Random(2026), []
    store = HubStore.open(address)
    schema.migrate(store)
    fill(store, rows(count, chance, sample))
    chance.shuffle(sample)
    for texts in WHAT.values():  # warm
        measure(store, sample[:20], texts)
    figures = {what: measure(store, sample[:each], texts) for what, texts in WHAT.items()}
    store.close()
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dossiers", type=int, default=1_000_000)
    parser.add_argument("--each", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    told: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'hub.db'}"
        told["sqlite"] = figures_of(address, args.dossiers, args.each)
    programs = binaries()
    if programs is not None:
        with private_postgres(programs) as address:
            told["postgresql"] = figures_of(address, args.dossiers, args.each)
    reached = all(one["p99"] <= LIMIT_MS for engine in told.values() for one in engine.values())
    if args.json:
        print(json.dumps({"ms": told, "dossiers": args.dossiers, "reached": reached}))
    else:
        for engine, figures in told.items():
            for what, one in figures.items():
                print(
                    f"{engine:11} {what:28} "
                    f"p50 {one['p50']:7} p95 {one['p95']:7} p99 {one['p99']:7} ms"
                )
        print(f"{args.dossiers} dossiers;", "reached" if reached else "NOT reached")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
