"""Scans over a line as communes have it: narrow, far, losing packets, cut, and the hub killed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from bad_network import HUB_ADDRESS, BadNetwork, available, bad_network
from desk_kit import DeskKit
from faulty_line import Fault, faulty_line
from hub_process import HubProcess, Secured, running_hub

from desk.sync.line import HttpLine
from hub.authority import Authority
from hub.settings import HubSettings
from hub.store import blobs
from hub.store.engine import HubStore
from hub.store.files import Files

SUPPORT = str(Path(__file__).parents[1] / "support")
_DESK = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from desk_kit import DeskKit
from desk.sync.certificates import Certificates
from desk.sync.line import HttpLine
told = json.loads(sys.argv[2])
kit = DeskKit(Path(told["folder"]))
files = Certificates(*(Path(told[name]) for name in ("root", "certificate", "key")))
line = HttpLine(told["url"], told["token"], certificates=files, silence_s=6)
sync = kit.sync(line, chance=0.3)
end = time.monotonic() + told["patience_s"]
passes = 0
while time.monotonic() < end:
    report = sync.once()
    passes += 1
    if not report.waiting_events and not report.waiting_files:
        break
    time.sleep(0.5)
    # What was put off is due again: the test's patience is shorter than an office's.
    kit.clock.advance(minutes=16)
print(json.dumps([report.waiting_events, report.waiting_files, report.refused, passes]))
kit.close()
"""


def on_disk(data: Path, agency: str, sha256: str) -> bool:
    """Whether the hub has the document whole, by its own files and rows."""
    store = HubStore.open(HubSettings(data).database_url)
    try:
        with store.reading() as tx:
            held = blobs.size(tx, agency, sha256)
    finally:
        store.close()
    content = Files(data).document(sha256)
    return held is not None and hashlib.sha256(content.read_bytes()).hexdigest() == sha256


def test_slow_line_with_outages_and_a_hub_killed_in_mid_piece(tmp_path: Path) -> None:
    """The short form, through the proxy: every kind of hurt once, many times over."""
    kit = DeskKit(tmp_path / "desk")
    received = [kit.receive(os.urandom(1_300_000)) for _ in range(2)]
    with running_hub(tmp_path) as hub:
        token = hub.enrol("desk-1")
        asked = 0

        def plan(method: str, _path: str) -> Fault:
            nonlocal asked
            asked += 1
            if method == "PATCH" and asked % 5 == 0:
                threading.Thread(target=hub.restart).start()
                return Fault("cut", body_bytes=200_000, delay_s=0.05)
            if asked % 7 == 0:
                return Fault("refuse")
            return Fault(delay_s=0.02)

        with faulty_line(hub.port, plan) as proxy:
            line = HttpLine(proxy.url, token, silence_s=5)
            sync = kit.sync(line, chance=0.3)
            end = time.monotonic() + 100
            while time.monotonic() < end:
                report = sync.once()
                if not report.waiting_events and not report.waiting_files:
                    break
                kit.clock.advance(minutes=16)
                time.sleep(0.05)
            line.close()
        assert (report.waiting_events, report.waiting_files, report.refused) == (0, 0, 0)
        hub.restart()
        for dossier in received:
            for document in dossier.documents:
                assert on_disk(hub.data, "H15.50.05", document.sha256)
    kit.close()


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.skipif(not available(), reason="needs root, ip and /dev/net/tun")
@pytest.mark.parametrize(
    ("rate_kbit", "rtt_ms", "loss_percent", "size"),
    [(1000, 50, 2, 200_000), (256, 300, 5, 60_000)],
    ids=["1 Mbit, 50 ms, 2 %", "256 kbit, 300 ms, 5 %"],
)
def test_scans_over_a_bad_network(
    rate_kbit: int, rtt_ms: int, loss_percent: float, size: int, tmp_path: Path
) -> None:
    office = Authority(tmp_path / "root", datetime.now(timezone(timedelta(hours=7))))
    made = office.issue_server([HUB_ADDRESS], tmp_path / "tls")
    mine = office.issue_client("desk-1", tmp_path / "desk-tls")
    kit = DeskKit(tmp_path / "desk")
    received = [kit.receive(os.urandom(size), os.urandom(3 * size)) for _ in range(3)]
    kit.close()
    with bad_network(rate_kbit, rtt_ms, loss_percent, outage_s=4) as network:
        hub = HubProcess(
            tmp_path / "hub-data",
            host=HUB_ADDRESS,
            port=8765,
            secured=Secured(str(made.certificate), str(made.key), str(office.root)),
            within=network.at_hub,
        )
        hub.start()
        told = {
            "folder": str(kit.folder),
            "url": hub.url,
            "token": hub.enrol("desk-1"),
            "root": str(office.root),
            "certificate": str(mine.certificate),
            "key": str(mine.key),
            "patience_s": 150,
        }
        desk = subprocess.Popen(
            [*network.at_desk, sys.executable, "-c", _DESK, SUPPORT, json.dumps(told)],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            hurt(network, hub)
            answer, _ = desk.communicate(timeout=200)
        finally:
            desk.kill()
            hub.kill()
    events, files, refused, _passes = json.loads(answer)
    assert (events, files, refused) == (0, 0, 0)
    for dossier in received:
        for document in dossier.documents:
            assert on_disk(tmp_path / "hub-data", "H15.50.05", document.sha256)


def hurt(network: BadNetwork, hub: HubProcess) -> None:
    """An outage, then the hub killed while a piece is on its way, then both at once."""
    time.sleep(4)
    network.pull_the_cable()
    time.sleep(7)
    hub.restart()
    time.sleep(5)
    network.pull_the_cable()
    hub.restart()
