"""The program on the recorded disk: two dossiers with two scans each, accepted and printed.

    intake_child.py PROFILE [SPOILED]

``SPOILED`` takes one promise away, to prove that the proof would notice.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image

from desk.assembly import Seat, assemble
from desk.settings import Profile
from models.store import blobs, durable, engine
from tests.support.seat import CHEAP, HAU, LATE, Watch

DISK = Path(sys.argv[1])


def promise(text: str) -> None:
    os.setxattr(DISK, "user.mark", text.encode())


def main() -> None:
    if len(sys.argv) > 2:
        SPOILERS[sys.argv[2]]()
    desk = assemble(Profile(DISK), clock=Watch(LATE), password_cost=CHEAP)
    seat = desk.sign_in("quay1", "mat khau quay 1")
    for number in (1, 2):
        receive(seat, number)
    desk.leave(seat)
    desk.workers.stop()


def receive(seat: Seat, number: int) -> None:
    draft = replace(seat.intake.begin(seat.user), owner=HAU)
    draft = seat.intake.choose(seat.user, draft, "1.001193")
    procedure = seat.intake.procedure(seat.user, "1.001193")
    assert procedure is not None
    papers = {one.code for one in procedure.components if not one.database}
    lines = tuple(replace(line, presented=line.code in papers) for line in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    digitised = next(one.code for one in procedure.components if one.code in papers)
    for page in (1, 2):
        scan = DISK.parent / f"{number}-{page}.jpg"
        Image.effect_noise((300, 400), 20 * page + number).convert("L").save(scan, dpi=(50, 50))
        (stored,) = seat.capture.import_files(draft.id, digitised, [scan])
        promise(f"page {stored.id} {draft.id}")
    received = seat.acceptance.receive(seat.user, draft)
    promise(f"accepted {received.dossier_id}")
    seat.papers.print_receipt(seat.user, received.dossier_id)
    promise(f"printed {received.dossier_id}")


def replaced(owner: Any, **parts: Any) -> None:
    for name, part in parts.items():
        setattr(owner, name, part)


def commit_without_waiting() -> None:
    connect: Callable[..., Any] = engine.connect

    def normal(*args: Any, **kwargs: Any) -> Any:
        connection = connect(*args, **kwargs)
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    replaced(engine, connect=normal)


def leave_names_unflushed() -> None:
    replaced(durable, flush_folder=lambda _: None)


def leave_scans_unflushed() -> None:
    flush = os.fsync

    def but_not_scans(descriptor: int) -> None:
        open_file = Path(f"/proc/self/fd/{descriptor}").readlink()
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) or "blobs" not in open_file.parts:
            flush(descriptor)

    replaced(os, fsync=but_not_scans)


def write_rows_first() -> None:
    """The file follows after the commit that names it."""
    late: list[Callable[[], None]] = []
    write = durable.write

    class Late:
        write = staticmethod(lambda path, data: late.append(lambda: write(path, data)))
        make_folder = staticmethod(durable.make_folder)

    begin = engine.Store.writing

    @contextmanager
    def writing(store: engine.Store) -> Iterator[engine.Tx]:
        with begin(store) as tx:
            yield tx
        while late:
            late.pop(0)()

    replaced(blobs, durable=Late)
    replaced(engine.Store, writing=writing)


SPOILERS = {
    "normal": commit_without_waiting,
    "names": leave_names_unflushed,
    "scans": leave_scans_unflushed,
    "rows_first": write_rows_first,
}

main()
