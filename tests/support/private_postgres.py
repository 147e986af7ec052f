"""A PostgreSQL cluster of the test's own, when the binaries are on the machine."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The newest PostgreSQL's programs, from 15 on."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    return found[-1].parent if found and int(found[-1].parts[4]) >= 15 else None


def unprivileged() -> str | None:
    # The server refuses to run as root.
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def private_postgres(programs: Path) -> Iterator[str]:
    """A started cluster behind a Unix socket; yields the address of its database."""
    user = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if user is not None:
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        # Errors go to a file: the server inherits what is open and would keep a pipe open for ever.
        with (folder.parent / f"{folder.name}.log").open("ab") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, user=user, cwd="/")

    data = str(folder / "data")
    settings = f"-k {folder} -c listen_addresses= -c max_connections=60"
    try:
        run(str(programs / "initdb"), "-D", data, "-U", "hub", "-A", "trust", "-E", "UTF8", "-N")
        run(str(programs / "pg_ctl"), "-D", data, "-w", "-o", settings, "start")
        try:
            yield f"postgresql+psycopg://hub@/postgres?host={folder}"
        finally:
            run(str(programs / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)
