"""The hub on the recorded disk: a desk reports three dossiers with scans over HTTP.

    hub_child.py DISK DESK TOKEN [SPOILED]

DESK is the folder of the desk's store, which is not on that disk.
"""

from __future__ import annotations

import os
import socket
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn

sys.path.insert(0, str(Path(__file__).parents[2] / "support"))

from desk_kit import DeskKit

from desk.sync.line import HttpLine
from hub.app import build, open_hub
from hub.settings import HubSettings
from hub.store import blobs, engine
from hub.store.files import Files
from models.messages import Event, ItemResult

DISK, DESK, TOKEN = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]


def promise(text: str) -> None:
    os.setxattr(DISK, "user.mark", text.encode())


class Hearing(HttpLine):
    """Promises what the hub answered, as the desk hears it."""

    def send_events(self, events: Any) -> tuple[ItemResult, ...]:
        results = super().send_events(events)
        sent: dict[str, Event] = {one.event_id: one for one in events}
        for one in results:
            promise(f"event {one.event_id} {sent[one.event_id].aggregate_id} {one.official_code}")
        return results

    def complete(self, sha256: str, size: int) -> None:
        super().complete(sha256, size)
        promise(f"file {sha256}")


def commit_without_waiting() -> None:
    make: Callable[..., Any] = engine._sqlite

    def normal(url: Any) -> Any:
        made = make(url)
        engine.event.listen(
            made, "connect", lambda line, _: line.execute("PRAGMA synchronous = NORMAL").close()
        )
        return made

    engine._sqlite = normal


def leave(kind: Callable[[int], bool]) -> Callable[[], None]:
    """Leave unflushed what is under ``blobs`` or ``uploads`` and of this kind."""
    flush = os.fsync

    def but_not(descriptor: int) -> None:
        places = Path(f"/proc/self/fd/{descriptor}").readlink().parts
        if not ({"blobs", "uploads"} & set(places) and kind(os.fstat(descriptor).st_mode)):
            flush(descriptor)

    def spoil() -> None:
        os.fsync = but_not

    return spoil


def record_before_the_file() -> None:
    keep = Files.complete

    def late(files: Files, agency: str, sha256: str, size: int) -> None:
        hub = RUNNING[0]
        with hub.store.writing() as tx:
            blobs.record(tx, agency, sha256, size, hub.clock())
        keep(files, agency, sha256, size)

    Files.complete = late  # type: ignore[method-assign]


RUNNING: list[Any] = []
SPOILERS = {
    "normal": commit_without_waiting,
    "names": leave(stat.S_ISDIR),
    "files": leave(stat.S_ISREG),
    "rows_first": record_before_the_file,
}


def main() -> None:
    if len(sys.argv) > 4:
        SPOILERS[sys.argv[4]]()
    hub = open_hub(HubSettings(DISK))
    RUNNING.append(hub)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(build(hub), log_level="warning", lifespan="off"))
    serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    serving.start()
    kit = DeskKit(DESK)
    line = Hearing(f"http://127.0.0.1:{listener.getsockname()[1]}", TOKEN)
    for number in range(3):
        kit.receive(f"scan {number}".encode() * 900, f"page {number}".encode() * 40)
        report = kit.sync(line).once()
        assert (report.problem, report.waiting_files) == (None, 0), report
    line.close()
    kit.close()
    server.should_exit = True
    serving.join()
    hub.store.close()


main()
