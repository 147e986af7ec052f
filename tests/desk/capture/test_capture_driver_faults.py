"""Drivers that die, hang or do not obey: the desk goes on and no delivered page is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping

import pytest

from demo.escl_device import EsclDevice
from desk.capture.bridge import Bridge, WatchdogTimes, WorkerDefectError
from desk.capture.frames import Frame
from desk.capture.scanner import ScanOptions
from desk.capture.service import Capture
from desk.events import CaptureEnded, PageCaptured
from desk.threads import start_process, start_thread
from models.problems import Kind, Problem
from models.store.blobs import Blobs, StoredBlob
from tests.support.capture_samples import worker_process_ids

DRAFT, PAPER = "draft-1", "TP1"
FEEDER = ScanOptions(source="feeder", dpi=75)
SLOW = ScanOptions(
    source="feeder", dpi=75, driver_options={"read-delay": "yes", "read-delay-duration": "20000"}
)
MakeCapture = Callable[..., Capture]
StartDevice = Callable[..., EsclDevice]


def when_pages(heard: list[object], number: int, act: Callable[[], None]) -> None:
    """Do something as soon as this many pages were published."""

    def wait() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if sum(isinstance(one, PageCaptured) for one in heard) >= number:
                act()
                return
            time.sleep(0.005)

    start_thread("when-pages", wait)


def signal_workers(which: signal.Signals) -> Callable[[], None]:
    def act() -> None:
        for process in worker_process_ids():
            os.kill(process, which)

    return act


@pytest.mark.scanner
def test_a_driver_killed_in_mid_batch_loses_no_delivered_page(
    capture: MakeCapture, sane_test_device: Mapping[str, str], heard: list[object]
) -> None:
    service = capture(sane_test_device)
    when_pages(heard, 2, signal_workers(signal.SIGKILL))
    with pytest.raises(Problem, match=r"capture\.driver_died") as caught:
        service.scan(DRAFT, PAPER, "sane:test:0", SLOW)
    kept = service.pages(DRAFT)
    assert len(kept) >= 2
    assert caught.value.facts["pages"] == len(kept)
    assert service.scan(DRAFT, PAPER, "sane:test:0", FEEDER) == 10, "the next scan works"


@pytest.mark.scanner
def test_a_hung_driver_is_ended_within_the_watchdogs_time(
    capture: MakeCapture, sane_test_device: Mapping[str, str], heard: list[object]
) -> None:
    service = capture(sane_test_device, WatchdogTimes(silence_s=4.0, cancel_s=1.0))
    when_pages(heard, 1, signal_workers(signal.SIGSTOP))
    with pytest.raises(Problem, match=r"capture\.driver_hung"):
        service.scan(DRAFT, PAPER, "sane:test:0", SLOW)
    assert len(service.pages(DRAFT)) >= 1
    assert worker_process_ids() == [], "the hung process is gone"


@pytest.mark.scanner
def test_cancelling_keeps_whole_pages_and_drops_the_cut_one(
    capture: MakeCapture, sane_test_device: Mapping[str, str], heard: list[object]
) -> None:
    service = capture(sane_test_device)
    when_pages(heard, 2, service.cancel)
    taken = service.scan(DRAFT, PAPER, "sane:test:0", SLOW)
    pages = service.pages(DRAFT)
    assert 2 <= taken < 10
    assert len(pages) == taken
    assert {page.height for page in pages} == {876}, "every page has its full length"
    assert heard[-1] == CaptureEnded(DRAFT, taken)


def test_cancelling_a_network_scan_tells_the_scanner(
    capture: MakeCapture, escl_device: StartDevice, heard: list[object]
) -> None:
    device = escl_device("slow")
    service = capture()
    when_pages(heard, 1, service.cancel)
    taken = service.scan(DRAFT, PAPER, f"escl:{device.address}", FEEDER)
    assert 1 <= taken < 5
    assert any(one.startswith("DELETE") for one in device.device.asked)


@pytest.mark.scanner
def test_a_driver_that_does_not_obey_a_cancel_is_ended(
    capture: MakeCapture, sane_test_device: Mapping[str, str], heard: list[object]
) -> None:
    service = capture(sane_test_device, WatchdogTimes(silence_s=60.0, cancel_s=0.5))

    def stop_and_cancel() -> None:
        signal_workers(signal.SIGSTOP)()
        service.cancel()

    when_pages(heard, 1, stop_and_cancel)
    assert service.scan(DRAFT, PAPER, "sane:test:0", SLOW) == len(service.pages(DRAFT))
    assert worker_process_ids() == []


def test_a_full_disk_stops_the_scan_and_keeps_what_is_stored(
    capture: MakeCapture, escl_device: StartDevice, blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = iter(range(2))
    put = blobs.put

    def put_while_there_is_room(data: bytes) -> StoredBlob:
        if next(room, None) is None:
            raise Problem("store.disk_full", Kind.DEVICE_OR_LINE)
        return put(data)

    monkeypatch.setattr(blobs, "put", put_while_there_is_room)
    service = capture()
    device = escl_device()
    with pytest.raises(Problem, match=r"store\.disk_full"):
        service.scan(DRAFT, PAPER, f"escl:{device.address}", FEEDER)
    assert len(service.pages(DRAFT)) == 2
    assert worker_process_ids() == []


def test_cancelling_when_nothing_runs_does_nothing(
    capture: MakeCapture, escl_device: StartDevice
) -> None:
    service = capture()
    service.cancel()
    device = escl_device()
    assert service.scan(DRAFT, PAPER, f"escl:{device.address}", FEEDER) == 5


@pytest.mark.parametrize(
    "script",
    [
        "",
        "import os; os.write(1, b'no frame at all, only text of a driver')",
        "import os; os.write(1, bytes(8))",
        "import os; os.write(1, (0xFFFFFFFF).to_bytes(4, 'big') * 2)",
        "import os; os.write(1, b'\\x00\\x00\\x00\\x02\\x00\\x00\\x00\\x00[]')",
        "import os; os.abort()",
    ],
    ids=["ends", "text", "nothing", "huge", "no object", "aborts"],
)
def test_a_mad_worker_is_a_named_problem(script: str) -> None:
    import sys

    bridge = Bridge(start_process, (sys.executable, "-c", script))
    with pytest.raises(Problem, match=r"capture\.driver_died"):
        bridge.ask(Frame("scanners", {"addresses": []}))


def test_a_hung_worker_ends_itself_when_no_desk_is_left_to_end_it() -> None:
    import subprocess
    import sys

    from desk.capture import frames

    script = (
        "import sys, time\n"
        "from desk.capture import worker\n"
        "worker.SILENCE_LIMIT_S = 1\n"
        "worker.Requests.answer = lambda self, request: time.sleep(60)\n"
        "sys.exit(worker.main([]))\n"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    worker.communicate(frames.pack(Frame("scanners")), timeout=50)
    assert worker.returncode == -signal.SIGALRM


def test_a_slow_start_is_not_silence() -> None:
    import sys

    script = (
        "import os, time\n"
        "from desk.capture.frames import Frame, pack\n"
        "time.sleep(0.3)\n"
        "os.write(1, pack(Frame('alive')) + pack(Frame('scanners', {'scanners': []})))\n"
    )
    times = WatchdogTimes(silence_s=0.05, start_s=60.0)
    bridge = Bridge(start_process, (sys.executable, "-c", script), times=times)
    assert bridge.ask(Frame("scanners")).facts == {"scanners": []}
    bridge.close()


def test_a_request_nobody_knows_is_a_defect_not_a_problem(capfd: pytest.CaptureFixture) -> None:
    bridge = Bridge(start_process)
    with pytest.raises(WorkerDefectError, match="KeyError"):
        bridge.ask(Frame("no-such"))
    bridge.close()
    assert "request no-such" in capfd.readouterr().err
    assert worker_process_ids() == []


def test_no_worker_outlives_a_bridge_that_nobody_closed() -> None:
    import gc

    bridge = Bridge(start_process)
    with pytest.raises(Problem, match=r"capture\.scanner_unknown"):
        bridge.ask(Frame("scan", {"scanner": "fax:x", "options": {}}))
    assert worker_process_ids() != []
    del bridge
    gc.collect()
    assert worker_process_ids() == []
