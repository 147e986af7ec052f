"""The work behind the clerk on the recorded disk: pages ready, read, renewed, told, sent.

    digitise_child.py FOLDER [SPOILED]

What the engines see is played; pictures, documents, rows and files are the program's own.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

from desk.capture.bridge import WORKER_COMMAND
from desk.capture.decoder import Decoder
from desk.events import DocumentRenewed, FieldsTold, PagePrepared, PageRead
from desk.threads import start_process
from migrations.upgrade import open_current
from models.store import outbox
from models.store.blobs import Blobs
from tests.faults.power_cut.spoilers import SPOILERS
from tests.support.digitising_bench import Bench, make_bench

DISK = Path(sys.argv[1])
KEY = bytes(range(32))


def promise(text: str) -> None:
    os.setxattr(DISK, "user.mark", text.encode())


def main() -> None:
    if len(sys.argv) > 2:
        SPOILERS[sys.argv[2]]()
    store = open_current(DISK / "motcua.db", KEY)
    decoder = Decoder(start_process, WORKER_COMMAND, None)
    defects: list[BaseException] = []
    bench = make_bench(store, Blobs(DISK / "blobs", KEY), decoder, defects)
    hear(bench)
    bench.clock.now += timedelta(hours=1)
    while bench.work.once():
        send(bench)
    bench.work.close()
    store.close()
    assert defects == []


def hear(bench: Bench) -> None:
    """Promise what the window and the line are told, as they are told it."""
    listen = bench.work._events.subscribe
    listen(PagePrepared, lambda event: promise(f"prepared {event.page.id}"))
    listen(PageRead, lambda event: promise(f"read {event.page.id} {event.final:d}"))
    listen(FieldsTold, lambda event: promise(f"told {event.dossier_id}"))
    listen(
        DocumentRenewed,
        lambda event: promise(
            f"renewed {event.dossier_id} {event.document.sha256} {event.reason.value}"
        ),
    )


def send(bench: Bench) -> None:
    """Play the line: what it confirmed stays confirmed."""
    now = bench.clock.now
    with bench.store.writing() as tx:
        due = outbox.files_due(tx, now, 1) if outbox.due(tx, now, 1) else ()
        for one in due:
            bench.blobs.get(tx, one.sha256)
            outbox.file_sent(tx, one.sha256, now)
    for one in due:
        promise(f"sent {one.dossier_id} {one.sha256}")


main()
