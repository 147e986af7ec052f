"""Scanners without hardware, and a draft to capture for.

``sane_test_device`` gives the environment in which libsane knows its `test` backend only;
``escl_device`` is the project's own network scanner; ``airscan`` makes libsane reach that device
through Debian's sane-airscan, so that true page content travels through an independent client.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest

from demo.escl_device import EsclDevice
from desk.capture.bridge import WORKER_COMMAND, WatchdogTimes
from desk.capture.decoder import Decoder
from desk.capture.service import Capture
from desk.events import CaptureEnded, CaptureFailed, CaptureRemarked, Events, PageCaptured
from desk.threads import start_process, start_thread
from models.dossier import Draft
from models.store import drafts
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.support.capture_samples import page_jpeg
from tests.support.digitising_bench import Bench, make_bench
from tests.support.empty_store import KEY, open_copy

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=timezone(timedelta(hours=7)))
DRAFT = "draft-1"

MakeCapture = Callable[..., Capture]
StartDevice = Callable[..., EsclDevice]


@pytest.fixture(scope="session")
def sheets() -> tuple[bytes, ...]:
    """Five different A4 pages as a scanner would send them."""
    return tuple(page_jpeg(number) for number in range(1, 6))


@pytest.fixture(scope="session")
def sane_test_device(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Environment for a worker: SANE with its test backend, A4 allowed."""
    folder = tmp_path_factory.mktemp("sane")
    (folder / "dll.conf").write_text("test\n")
    shipped = Path("/etc/sane.d/test.conf").read_text(encoding="utf-8")
    wide = re.sub(r"^geometry_max .*", "geometry_max 300", shipped, flags=re.MULTILINE)
    (folder / "test.conf").write_text(wide)
    return {"SANE_CONFIG_DIR": str(folder)}


@pytest.fixture
def escl_device(sheets: tuple[bytes, ...]) -> Iterator[StartDevice]:
    """Starts the project's eSCL device with a fault."""
    with ExitStack() as stack:

        def start(fault: str = "", pages: tuple[bytes, ...] = sheets) -> EsclDevice:
            return stack.enter_context(EsclDevice(pages, start_thread, fault))

        yield start


@pytest.fixture
def airscan(tmp_path: Path) -> Callable[[EsclDevice], Mapping[str, str]]:
    """Environment in which libsane reaches this eSCL device through sane-airscan (capture §1.2)."""

    def configure(device: EsclDevice) -> Mapping[str, str]:
        folder = tmp_path / "airscan"
        folder.mkdir()
        (folder / "dll.conf").write_text("airscan\n")
        (folder / "airscan.conf").write_text(
            f'[devices]\n"Thu" = {device.address}, eSCL\n[options]\ndiscovery = disable\n'
        )
        return {"SANE_CONFIG_DIR": str(folder)}

    return configure


@pytest.fixture
def store(tmp_path: Path, empty_store: Path) -> Iterator[Store]:
    opened = open_copy(empty_store, tmp_path)
    with opened.writing() as tx:
        drafts.save(tx, Draft(DRAFT, "lan", NOON), NOON)
    yield opened
    opened.close()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", KEY)


@pytest.fixture
def heard() -> list[object]:
    """Everything capture published."""
    return []


@pytest.fixture
def events(heard: list[object]) -> Events:
    """Where capture publishes."""
    made = Events(lambda error: logging.getLogger(__name__).error("listener: %r", error))
    for kind in (PageCaptured, CaptureFailed, CaptureRemarked, CaptureEnded):
        made.subscribe(kind, heard.append)
    return made


@pytest.fixture
def capture(store: Store, blobs: Blobs, events: Events) -> Iterator[MakeCapture]:
    """Makes the service, with an environment for its workers and short watchdog times."""
    numbers = count(1)
    with ExitStack() as stack:

        def make(
            environment: Mapping[str, str] | None = None, watchdog: WatchdogTimes | None = None
        ) -> Capture:
            made = Capture(
                store,
                blobs,
                events,
                lambda: NOON,
                lambda: f"page-{next(numbers):04d}",
                start_process,
                worker_environment=environment,
                watchdog=watchdog,
            )
            stack.callback(made.close)
            return made

        yield make


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    made = Decoder(start_process, WORKER_COMMAND, None)
    yield made
    made.close()


@pytest.fixture
def bench(store: Store, blobs: Blobs, decoder: Decoder) -> Iterator[Bench]:
    defects: list[BaseException] = []
    yield make_bench(store, blobs, decoder, defects)
    assert defects == []
