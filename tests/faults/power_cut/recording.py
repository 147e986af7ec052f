"""Running a program on a recorded disk."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.power_cut.recorder import Journal

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
_PATIENCE_S = 60


def recorded(child: str, base: Path, arguments: Sequence[str], scratch: Path) -> Journal:
    """Everything that ``child`` (a program beside this file) did to a disk that began as ``base``.

    The child gets the disk's folder, then ``arguments``; it must end well.  A machine without FUSE
    fails here: this proof is never skipped.
    """
    disk, journal = scratch / "disk", scratch / "journal"
    disk.mkdir(parents=True)
    # By its real name, so that the journal can be read here.
    start = "import sys; from tests.faults.power_cut.recorder import main; main()"
    recorder = subprocess.Popen(
        [sys.executable, "-c", start, str(disk), str(base), str(journal)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(disk, recorder)
        try:
            subprocess.run(
                [sys.executable, str(HERE / child), str(disk), *arguments],
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
                check=True,
                timeout=120,
            )
        finally:
            _unmount(disk)
        recorder.wait(timeout=_PATIENCE_S)
    finally:
        recorder.kill()
        recorder.wait()
    found: Journal = pickle.loads(journal.read_bytes())
    return found


def _wait_for(disk: Path, recorder: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while not os.path.ismount(disk):
        assert recorder.poll() is None, "the recorder ended: is FUSE there? (/dev/fuse, fuse3)"
        assert time.monotonic() < until, "the recorder did not mount its disk"
        time.sleep(0.02)


def _unmount(disk: Path) -> None:
    """Not lazily: the recorder ends only when nobody uses the disk any more."""
    until = time.monotonic() + _PATIENCE_S
    command = ["fusermount3", "-u", str(disk)]
    while subprocess.run(command, check=False, capture_output=True).returncode != 0:
        assert time.monotonic() < until, "somebody keeps the recorded disk busy"
        time.sleep(0.1)
