"""One promise of the store taken away in the running program, to prove that a proof notices."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.store import blobs, durable, engine


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
