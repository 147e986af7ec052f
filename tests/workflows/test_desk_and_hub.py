"""Desk and hub over a line that breaks: dossiers and scans arrive, each once, byte for byte."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from desk_kit import AGENCY, DeskKit
from faulty_line import HALF_ANSWER, LOSE_ANSWER, REFUSE, Fault, FirstTime, cut, faulty_line, say
from hub_process import HubProcess, running_hub

from desk.sync.line import HttpLine
from hub.settings import HubSettings
from hub.store.engine import HubStore
from models.dossier import CodeKind, Dossier, SyncState
from models.store import outbox, register

MIB = 1 << 20
BUSY = say(b"HTTP/1.1 503 x\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def on_hub(hub: HubProcess, dossier: Dossier) -> dict[str, Any]:
    with hub.client() as client:
        answer = client.get(f"/v1/dossiers/{dossier.id}")
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
    return found


def assert_all_there(hub: HubProcess, kit: DeskKit, received: list[Dossier]) -> None:
    with hub.client() as client:
        changes = client.get("/v1/changes", params={"limit": 500}).json()["changes"]
        for dossier in received:
            found = on_hub(hub, dossier)
            assert found["files_pending"] == []
            for document in dossier.documents:
                content = client.get(f"/v1/blobs/{document.sha256}").content
                assert hashlib.sha256(content).hexdigest() == document.sha256
            assert kit.dossier(dossier.id).code == found["dossier"]["code"]
    told = [each["subject"] for each in changes if each["kind"] == "dossier"]
    assert sorted(told) == sorted(dossier.id for dossier in received)
    with kit.store.reading() as tx:
        assert all(outbox.state_of(tx, one.id) is SyncState.SENT for one in received)


def until_sent(kit: DeskKit, line: HttpLine, passes: int = 40) -> int:
    sync = kit.sync(line, chance=0.5)
    for done in range(1, passes + 1):
        report = sync.once()
        if not report.waiting_events and not report.waiting_files:
            return done
        kit.clock.advance(minutes=16)
    pytest.fail(f"still waiting after {passes} passes: {report}")


def test_received_offline_and_sent_when_the_line_comes(hub: HubProcess, kit: DeskKit) -> None:
    received = [kit.receive(os.urandom(200_000), os.urandom(3000)) for _ in range(5)]
    assert all(dossier.code_kind is CodeKind.PROVISIONAL for dossier in received)
    line = HttpLine(hub.url, hub.tokens["desk-1"])
    hub.kill()
    report = kit.sync(line).once()
    assert report.problem is not None
    assert report.problem.code in {"sync.unreachable", "sync.line_broke"}
    assert (report.waiting_events, report.waiting_files) == (5, 10)
    hub.start()
    assert until_sent(kit, line) == 1
    line.close()
    hub.restart()
    assert_all_there(hub, kit, received)
    with hub.client() as client:
        for dossier in received:
            answer = client.get("/v1/dossiers", params={"code": dossier.code}).json()
            assert [one["dossier"]["id"] for one in answer["dossiers"]] == [dossier.id]


@pytest.mark.parametrize(
    "fault",
    [REFUSE, cut(0), cut(300), LOSE_ANSWER, HALF_ANSWER, BUSY, Fault(delay_s=0.2)],
    ids=["drop", "cut at once", "cut in the body", "answer lost", "half answer", "503", "slow"],
)
def test_every_kind_of_request_fails_once(hub: HubProcess, kit: DeskKit, fault: Fault) -> None:
    received = [kit.receive(os.urandom(1_500_000)), kit.receive(os.urandom(4000))]
    plan = FirstTime(
        ("GET", "/v1/meta", fault),
        ("POST", "/v1/number-leases", fault),
        ("POST", "/v1/events:batch", fault),
        ("HEAD", "/v1/uploads/", fault),
        ("PATCH", "/v1/uploads/", fault),
        ("PATCH", "/v1/uploads/", fault),
        ("POST", "/complete", fault),
        ("GET", "/v1/news", fault),
        ("POST", "/v1/register-numbers", fault),
        ("POST", "/v1/reconciliations", fault),
    )
    with faulty_line(hub.port, plan) as proxy:
        line = HttpLine(proxy.url, hub.tokens["desk-1"])
        until_sent(kit, line)
        first_day = kit.clock().date()
        for _ in range(3):  # compared once a day, and again after it failed
            kit.clock.advance(days=1)
            kit.sync(line).once()
        line.close()
    assert plan.left == 0
    with kit.store.reading() as tx:
        numbers = [one.number for one in register.entries(tx, kit.clock().year)]
    assert numbers == [1, 2], "a lost answer burns no number of the book"
    hub.restart()
    assert_all_there(hub, kit, received)
    with hub.client() as client:
        request = {
            "request_id": "next",
            "agency": AGENCY,
            "day": first_day.isoformat(),
            "count": 1,
            "device_id": "desk-1",
        }
        lease = client.post("/v1/number-leases", json=request).json()
    days = {dossier.received_at.date() for dossier in received}
    if days == {first_day}:
        assert lease["first"] == 50 + 2 + 1


def test_hub_killed_in_the_middle_of_scans(hub: HubProcess, kit: DeskKit) -> None:
    received = [kit.receive(os.urandom(2 * MIB)) for _ in range(3)]
    pieces = 0

    def plan(method: str, _path: str) -> Fault:
        nonlocal pieces
        pieces += method == "PATCH"
        if method == "PATCH" and pieces in {2, 4, 6}:
            hub.restart()
        return Fault()

    with faulty_line(hub.port, plan) as proxy:
        line = HttpLine(proxy.url, hub.tokens["desk-1"])
        until_sent(kit, line)
        line.close()
    assert pieces >= 9
    assert_all_there(hub, kit, received)


_DESK = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from desk_kit import DeskKit
from desk.sync.line import HttpLine
kit = DeskKit(Path(sys.argv[2]))
report = kit.sync(HttpLine(sys.argv[3], sys.argv[4])).once()
print(report.waiting_events, report.waiting_files)
kit.close()
"""


def test_desk_killed_in_the_middle_of_a_scan_goes_on_there(
    hub: HubProcess, kit: DeskKit, tmp_path: Path
) -> None:
    received = [kit.receive(os.urandom(5 * MIB))]
    kit.store.close()
    reached = threading.Semaphore(0)
    go_on = threading.Event()
    pieces: list[int] = []

    def plan(method: str, _path: str) -> Fault:
        if method == "PATCH":
            pieces.append(1)
            if len(pieces) in {2, 4}:
                reached.release()
                go_on.wait(100)
        return Fault()

    support = str(Path(__file__).parents[1] / "support")
    with faulty_line(hub.port, plan) as proxy:
        command = [sys.executable, "-c", _DESK, support, str(kit.folder), proxy.url]
        command.append(hub.tokens["desk-1"])
        for _ in range(2):
            go_on.clear()
            desk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            assert reached.acquire(timeout=100)
            desk.send_signal(signal.SIGKILL)
            desk.communicate()
            go_on.set()
        # What was in flight when the desk died may or may not have reached the hub.
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["0", "0"]
    assert len(pieces) <= 5 + 2
    again = DeskKit(kit.folder)
    assert_all_there(hub, again, received)
    again.close()


def test_two_desks_at_once_never_use_the_same_number(
    hub: HubProcess, kit: DeskKit, tmp_path: Path
) -> None:
    other = DeskKit(tmp_path / "other", device="desk-2")
    hub.enrol("desk-2")
    broken: list[BaseException] = []

    def work(desk: DeskKit) -> None:
        try:
            line = HttpLine(hub.url, hub.tokens[desk.device])
            sync = desk.sync(line)
            for round_number in range(3):
                for _ in range(33 if round_number else 2):
                    desk.receive()
                report = sync.once()
                assert report.problem is None
                assert report.refused == 0
            line.close()
        except BaseException as error:  # noqa: BLE001 - told to the test below
            broken.append(error)

    threads = [threading.Thread(target=work, args=(desk,)) for desk in (kit, other)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert broken == []
    codes = []
    with hub.client() as client:
        cursor, subjects = "0", []
        while True:
            page = client.get("/v1/changes", params={"cursor": cursor}).json()
            subjects += [each["subject"] for each in page["changes"]]
            cursor = page["cursor"]
            if not page["more"]:
                break
        codes = [client.get(f"/v1/dossiers/{s}").json()["dossier"]["code"] for s in subjects]
    assert len(codes) == 2 * (2 + 33 + 33)
    assert len(set(codes)) == len(codes)
    other.close()


def test_no_name_and_no_number_in_the_hubs_or_the_desks_log(
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    kit: DeskKit,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What the hub says to the outside is its log; it has to refuse, and stumbles over data."""
    caplog.set_level("DEBUG")
    dossier = kit.receive(b"%PDF scan")
    person = dossier.owner
    number = str(person.number)
    with running_hub(tmp_path) as hub:
        line = HttpLine(hub.url, hub.enrol("desk-1"))
        kit.sync(line).once()
        line.close()
        told = caplog.text
        with hub.client("desk-1") as client:
            said = {"events": [{"event_id": number, "body_json": person.full_name}]}
            assert client.post("/v1/events:batch", json=said).status_code == 400
            assert client.get(f"/v1/dossiers/{number}").status_code == 404
            store = HubStore.open(HubSettings(hub.data).database_url)
            with store.writing() as tx:
                nonsense = f'"sex": "{person.full_name} {number}"'
                tx.exec_driver_sql(
                    "UPDATE dossier SET body_json = replace(body_json, ?, ?)",
                    (f'"sex": "{person.sex}"', nonsense),
                )
            store.close()
            assert client.get(f"/v1/dossiers/{dossier.id}").status_code == 500
        token = hub.tokens["desk-1"]
    told += "".join(capfd.readouterr())
    assert "defect in the hub" in told
    for word in (person.full_name, number, person.address, person.phone, token):
        assert not word or word not in told
