"""A scanner daemon killed in mid-batch, twenty times: never a hang, never a lost page."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from desk.capture.bridge import WatchdogTimes
from desk.capture.scanner import ScanOptions
from desk.capture.service import Capture
from desk.events import PageCaptured
from desk.threads import start_thread
from models.problems import Problem

DRAFT, PAPER = "draft-1", "TP1"
WATCHDOG = WatchdogTimes(silence_s=6.0, cancel_s=2.0)
SLOW = ScanOptions(
    source="feeder", dpi=75, driver_options={"read-delay": "yes", "read-delay-duration": "20000"}
)
MakeCapture = Callable[..., Capture]


def start_daemon(device: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """saned on its only port, 6566, with the test backend; in a group of its own."""
    (Path(device["SANE_CONFIG_DIR"]) / "saned.conf").write_text("127.0.0.1\nlocalhost\n")
    daemon = subprocess.Popen(
        ["/usr/sbin/saned", "-l", "-b", "127.0.0.1"],
        env={**os.environ, **device},
        process_group=0,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(0.3)
    return daemon


@pytest.mark.soak
@pytest.mark.scanner
@pytest.mark.timeout(600)
def test_twenty_killed_daemons(
    capture: MakeCapture,
    sane_test_device: Mapping[str, str],
    heard: list[object],
    tmp_path: Path,
) -> None:
    client = tmp_path / "client"
    client.mkdir()
    (client / "dll.conf").write_text("net\n")
    (client / "net.conf").write_text("connect_timeout = 5\n127.0.0.1\n")
    service = capture({"SANE_CONFIG_DIR": str(client)}, WATCHDOG)
    for trial in range(20):
        daemon = start_daemon(sane_test_device)
        published = len(heard)

        def kill_after_two(
            daemon: subprocess.Popen[bytes] = daemon, start: int = published
        ) -> None:
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                if sum(isinstance(one, PageCaptured) for one in heard[start:]) >= 2:
                    break
                time.sleep(0.01)
            os.killpg(daemon.pid, signal.SIGKILL)
            daemon.wait()

        killer = start_thread("killer", kill_after_two)
        paper = f"TP{trial}"
        began = time.monotonic()
        with pytest.raises(Problem) as caught:
            service.scan(DRAFT, paper, "sane:net:127.0.0.1:test:0", SLOW)
        took = time.monotonic() - began
        killer.join(30)
        kept = [page for page in service.pages(DRAFT) if page.component_code == paper]
        shown = [one for one in heard[published:] if isinstance(one, PageCaptured)]
        assert len(kept) == len(shown) >= 2, caught.value.code
        assert took < 30, "longer than the watchdog allows"
        print(trial, caught.value.code, len(kept), round(took, 1))
