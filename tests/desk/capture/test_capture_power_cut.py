"""The desk itself is killed in mid-batch: what was published is there at the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from migrations.upgrade import open_current
from models.store import drafts
from models.store.blobs import Blobs

KEY = bytes(range(32))
DESK = """
import sys, logging
from datetime import datetime, timedelta, timezone
from pathlib import Path
from desk.capture.scanner import ScanOptions
from desk.capture.service import Capture
from desk.events import Events, PageCaptured
from desk.identifiers import new_id
from desk.threads import start_process
from migrations.upgrade import open_current
from models.dossier import Draft
from models.store import drafts
from models.store.blobs import Blobs

noon = datetime(2026, 11, 19, 12, tzinfo=timezone(timedelta(hours=7)))
folder, key = Path(sys.argv[1]), bytes(range(32))
store = open_current(folder / "motcua.db", key, create=True)
with store.writing() as tx:
    drafts.save(tx, Draft("draft-1", "lan", noon), noon)
events = Events(print)
events.subscribe(PageCaptured, lambda event: print(event.page.sha256, flush=True))
capture = Capture(store, Blobs(folder / "blobs", key), events, lambda: noon, new_id, start_process)
slow = {"read-delay": "yes", "read-delay-duration": "20000"}
options = ScanOptions(source="feeder", dpi=75, driver_options=slow)
capture.scan("draft-1", "TP1", "sane:test:0", options)
"""


@pytest.mark.scanner
def test_pages_published_before_the_kill_are_there_and_the_driver_goes_away(
    tmp_path: Path, sane_test_device: Mapping[str, str]
) -> None:
    desk = subprocess.Popen(
        [sys.executable, "-c", DESK, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **sane_test_device},
        process_group=0,
    )
    assert desk.stdout is not None
    published = [desk.stdout.readline().strip() for _ in range(3)]
    desk.send_signal(signal.SIGKILL)
    published += [line.strip() for line in desk.stdout.readlines() if line.strip()]
    desk.wait()
    desk.stdout.close()

    store = open_current(tmp_path / "motcua.db", KEY)
    with store.reading() as tx:
        pages = drafts.pages(tx, "draft-1")
        for page in pages:
            assert Blobs(tmp_path / "blobs", KEY).get(tx, page.sha256).endswith(b"\xff\xd9")
    store.close()
    assert [page.sha256 for page in pages][: len(published)] == published
    assert gone(desk.pid), "the driver outlived the desk"


def gone(group: int) -> bool:
    """Whether the whole process group ended within a minute; a zombie nobody reaps has ended."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not any(_lives_in(group, entry) for entry in Path("/proc").glob("[0-9]*/stat")):
            return True
        time.sleep(0.1)
    return False


def _lives_in(group: int, stat: Path) -> bool:
    try:
        state, _parent, its_group = stat.read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return False
    return int(its_group) == group and state != "Z"
