"""No number twice, whoever asks and however often."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest
from hub_process import AGENCY, HubProcess, received_event


def request(day: str, device: str, count: int = 7, request_id: str | None = None) -> dict[str, Any]:
    return {
        "request_id": request_id or str(uuid4()),
        "agency": AGENCY,
        "day": day,
        "count": count,
        "device_id": device,
    }


def numbers(lease: dict[str, Any]) -> list[int]:
    return list(range(lease["first"], lease["last"] + 1))


def test_desks_at_once_never_get_the_same_number(hub: HubProcess) -> None:
    day = "2026-12-01"
    given: list[int] = []
    official: list[str] = []

    def lease(device: str) -> None:
        with hub.client(device) as desk:
            for _ in range(12):
                answer = desk.post("/v1/number-leases", json=request(day, device))
                given.extend(numbers(answer.raise_for_status().json()))

    def receive(device: str) -> None:
        with hub.client(device) as desk:
            for _ in range(12):
                event = received_event(code=f"TAM-{uuid4().hex[:6].upper()}-261123-0001")
                event["body_json"] = str(event["body_json"]).replace("2026-11-23", day)
                event["body_sha256"] = _sha(str(event["body_json"]))
                answer = desk.post("/v1/events:batch", json={"events": [event]})
                official.append(answer.json()["results"][0]["official_code"])

    devices = ["lease-1", "lease-2", "lease-3"]
    for device in devices:
        hub.enrol(device)
    threads = [threading.Thread(target=lease, args=(device,)) for device in devices]
    threads.append(threading.Thread(target=receive, args=("lease-1",)))
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    singles = [int(code.rsplit("-", 1)[1]) for code in official]
    assert sorted(given + singles) == list(range(1, 3 * 12 * 7 + 12 + 1))


def _sha(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


def test_the_same_request_gets_the_same_block_also_at_the_same_moment(hub: HubProcess) -> None:
    hub.enrol("desk-1")
    asked = request("2026-12-02", "desk-1")
    answers: list[dict[str, Any]] = []

    def ask() -> None:
        with hub.client() as desk:
            answers.append(desk.post("/v1/number-leases", json=asked).raise_for_status().json())

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(answers) == 6
    assert all(answer == answers[0] for answer in answers)
    assert numbers(answers[0]) == list(range(1, 8))


def test_a_used_request_id_cannot_mean_something_else(hub: HubProcess) -> None:
    with hub.client() as desk:
        asked = request("2026-12-03", "desk-1")
        desk.post("/v1/number-leases", json=asked).raise_for_status()
        answer = desk.post("/v1/number-leases", json={**asked, "count": 8})
        assert (answer.status_code, answer.json()["code"]) == (422, "hub.lease_changed")


def test_blocks_go_on_where_they_stopped_after_a_kill(hub: HubProcess) -> None:
    with hub.client() as desk:
        asked = request("2026-12-04", "desk-1")
        first = desk.post("/v1/number-leases", json=asked).json()
    hub.restart()
    with hub.client() as desk:
        assert desk.post("/v1/number-leases", json=asked).json() == first
        second = desk.post("/v1/number-leases", json=request("2026-12-04", "desk-1")).json()
        assert second["first"] == first["last"] + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": 0},
        {"count": 501},
        {"count": "7"},
        {"day": "2026-02-30"},
        {"day": "20261201"},
        {"request_id": ""},
        {"request_id": None},
    ],
)
def test_senseless_requests(hub: HubProcess, wrong: dict[str, Any]) -> None:
    with hub.client() as desk:
        answer = desk.post("/v1/number-leases", json={**request("2026-12-05", "desk-1"), **wrong})
        assert (answer.status_code, answer.json()["code"]) == (400, "hub.bad_request")


def test_nobody_asks_in_another_desks_name(hub: HubProcess) -> None:
    with hub.client() as desk:
        answer = desk.post("/v1/number-leases", json=request("2026-12-05", "desk-2"))
        assert (answer.status_code, answer.json()["code"]) == (403, "hub.wrong_device")
