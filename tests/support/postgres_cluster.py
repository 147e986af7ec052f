"""A database server of the test's own that is killed, started, dumped and put back."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from private_postgres import unprivileged


@dataclass(frozen=True)
class Cluster:
    """A database server of the test's own."""

    programs: Path
    address: str

    @property
    def folder(self) -> Path:
        return Path(self.address.rpartition("host=")[2])

    def run(self, *command: str) -> None:
        with (self.folder / "test.log").open("ab") as log:
            subprocess.run(
                [str(self.programs / command[0]), *command[1:]],
                check=True, stdout=log, stderr=log, user=unprivileged(), cwd="/",
            )  # fmt: skip

    def kill(self) -> None:
        """Every process of the server at once, as a power cut of it would."""
        data = self.folder / "data"
        master = int((data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        for pid in (master, *map(int, children)):
            os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{master}").exists() and not _is_zombie(master):
            time.sleep(0.02)
        # Where nobody buries the dead at once, the server takes the old number for a running one.
        (data / "postmaster.pid").unlink()
        for lock in self.folder.glob(".s.PGSQL.*"):
            lock.unlink()

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=60"
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-o", options, "start")

    def dump(self, target: Path) -> None:
        self.run(
            "pg_dump", "-h", str(self.folder), "-U", "hub", "-Fc", "-f", str(target), "postgres"
        )

    def put_back(self, source: Path, name: str) -> str:
        self.run("createdb", "-h", str(self.folder), "-U", "hub", name)
        self.run("pg_restore", "-h", str(self.folder), "-U", "hub", "-d", name, str(source))
        return self.address.replace("/postgres?", f"/{name}?")


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True
