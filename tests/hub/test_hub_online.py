"""What is lodged online, at the hub: dropped once, held by one desk, answered and told once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from hub_process import AGENCY, HubProcess

from hub.clock import office_time
from hub.enrolment import enrol_device
from hub.settings import HubSettings
from hub.store import online
from hub.store.devices import PORTAL, Device
from hub.store.engine import HubStore
from models.problems import Problem

SCAN = b"%PDF-1.7 gia dinh"
SHA = hashlib.sha256(SCAN).hexdigest()


def packet(code: str, **changes: Any) -> dict[str, Any]:
    file = {"IdGiayTo": "1", "TenGiayTo": "Tờ khai", "HashTepTin": SHA}
    return {
        "MaHoSo": code,
        "MaTTHC": "1.001193",
        "NgayNop": "2026-11-19T09:00:00+07:00",
        "ThongTinNguoiNop": {"HoTen": "Lê Thị Mạng", "SoDinhDanh": "001199000033"},
        "ThanhPhanHoSo": [{"MaThanhPhanHoSo": "01", "GiayToDinhKem": [file]}],
        **changes,
    }


@pytest.fixture(scope="module")
def adapter(hub: HubProcess) -> Iterator[httpx2.Client]:
    settings = HubSettings(hub.data, hub.database)
    hub.tokens["cong"] = enrol_device(settings, "cong", AGENCY, kind=PORTAL)
    with hub.client("cong") as client:
        yield client


@pytest.fixture(scope="module")
def desks(hub: HubProcess) -> Iterator[tuple[httpx2.Client, httpx2.Client]]:
    with hub.client("desk-1") as one, hub.client("desk-2") as two:
        yield one, two


def waiting(desk: httpx2.Client, code: str) -> list[dict[str, Any]]:
    told = desk.get("/v1/online/waiting").json()["waiting"]
    return [one for one in told if one["code"] == code]


def answer(code: str, version: int = 1, decision: str = "accepted") -> dict[str, Any]:
    return {"code": code, "version": version, "decision": decision}


def test_a_packet_is_dropped_once_and_its_files_may_follow(
    adapter: httpx2.Client, desks: tuple[httpx2.Client, httpx2.Client]
) -> None:
    dropped = adapter.post("/v1/online/packets", json=packet("H99-1"))
    assert dropped.json() == {"code": "H99-1", "version": 1, "missing": [SHA]}
    assert adapter.post("/v1/online/packets", json=packet("H99-1")).json() == dropped.json()
    (seen,) = waiting(desks[0], "H99-1")
    assert seen["missing"] == [SHA]
    assert seen["packet"]["ThongTinNguoiNop"]["HoTen"] == "Lê Thị Mạng"
    other = adapter.post("/v1/online/packets", json=packet("H99-1", MaTTHC="2.000815"))
    assert (other.status_code, other.json()["code"]) == (422, "hub.online_changed")
    headers = {"Upload-Offset": "0", "Upload-Length": str(len(SCAN))}
    assert adapter.patch(f"/v1/uploads/{SHA}", content=SCAN, headers=headers).status_code == 204
    adapter.post(f"/v1/uploads/{SHA}/complete", json={"size": len(SCAN)})
    assert adapter.post("/v1/online/packets", json=packet("H99-1")).json()["missing"] == []
    assert desks[0].get(f"/v1/blobs/{SHA}").content == SCAN
    again = adapter.post("/v1/online/packets", json=packet("H99-1", PhienBan=2))
    assert again.json()["version"] == 2
    assert [one["version"] for one in waiting(desks[0], "H99-1")] == [2], "the newest alone"


def test_what_does_not_fit_and_who_may_not_is_refused(
    adapter: httpx2.Client, desks: tuple[httpx2.Client, httpx2.Client]
) -> None:
    nameless = packet("H99-2", ThanhPhanHoSo=[
        {"MaThanhPhanHoSo": "01", "GiayToDinhKem": [{"IdGiayTo": "1"}]}
    ])  # fmt: skip
    for bad in ({}, [], packet(""), nameless, packet("H99-2", PhienBan=0)):
        assert adapter.post("/v1/online/packets", json=bad).status_code == 400
    desk = desks[0]
    refused = [
        desk.post("/v1/online/packets", json=packet("H99-2")),
        desk.get("/v1/online/answers"),
        adapter.get("/v1/online/waiting"),
        adapter.get("/v1/news"),
        adapter.get(f"/v1/blobs/{SHA}"),
    ]
    assert {one.status_code for one in refused} == {403}, "each kind of device does its own"
    unknown = desk.post("/v1/online/answers", json=answer("H99-2"))
    assert unknown.json()["code"] == "hub.online_unknown"


def test_one_desk_holds_it_and_the_first_answer_counts(
    adapter: httpx2.Client, desks: tuple[httpx2.Client, httpx2.Client]
) -> None:
    one, two = desks
    adapter.post("/v1/online/packets", json=packet("H99-3"))
    which = {"code": "H99-3", "version": 1}
    held = one.post("/v1/online/holds", json=which).json()
    assert one.post("/v1/online/holds", json=which).json()["until"] >= held["until"]
    late = two.post("/v1/online/holds", json=which)
    assert (late.status_code, late.json()["device"]) == (409, "desk-1")
    assert waiting(two, "H99-3")[0]["held_by"] == "desk-1"
    two.post("/v1/online/holds:release", json=which)
    assert two.post("/v1/online/holds", json=which).status_code == 409, "not another desk's to give"
    one.post("/v1/online/holds:release", json=which)
    assert two.post("/v1/online/holds", json=which).status_code == 200
    assert one.post("/v1/online/answers", json=answer("H99-3")).status_code == 204
    assert one.post("/v1/online/answers", json=answer("H99-3")).status_code == 204, (
        "again, the same"
    )
    changed = one.post("/v1/online/answers", json=answer("H99-3", decision="refused"))
    second = two.post("/v1/online/answers", json=answer("H99-3"))
    for refused in (changed, second, two.post("/v1/online/holds", json=which)):
        assert (refused.status_code, refused.json()["code"]) == (409, "hub.online_decided")
    assert waiting(two, "H99-3") == []


def test_the_adapter_takes_each_answer_until_it_says_so(
    adapter: httpx2.Client, desks: tuple[httpx2.Client, httpx2.Client]
) -> None:
    adapter.post("/v1/online/packets", json=packet("H99-4"))
    told = answer("H99-4", decision="redirected") | {"agency": "Xã Giả Định", "reason": "Sai nơi"}
    desks[1].post("/v1/online/answers", json=told)
    for _ in range(2):
        found = [one for one in adapter.get("/v1/online/answers").json()["answers"]
                 if one["code"] == "H99-4"]  # fmt: skip
        assert [(one["decision"], one["agency"]) for one in found] == [
            ("redirected", "Xã Giả Định")
        ]
    taken = {"answers": [{"code": "H99-4", "version": 1}]}
    assert adapter.post("/v1/online/answers:told", json=taken).status_code == 204
    codes = [one["code"] for one in adapter.get("/v1/online/answers").json()["answers"]]
    assert "H99-4" not in codes


def test_pages_of_the_list_leave_nothing_out(
    adapter: httpx2.Client, desks: tuple[httpx2.Client, httpx2.Client]
) -> None:
    for number in range(7):
        adapter.post("/v1/online/packets", json=packet(f"K-{number}"))
    seen, after, more = [], "K", True
    while more:
        page = desks[0].get(f"/v1/online/waiting?limit=3&after={after}").json()
        seen += [one["code"] for one in page["waiting"]]
        after, more = seen[-1], page["more"]
    assert seen == [f"K-{number}" for number in range(7)]


def test_held_time_that_passed_is_given_on_with_the_name_of_who_had_it(
    hub: HubProcess, adapter: httpx2.Client
) -> None:
    adapter.post("/v1/online/packets", json=packet("H99-5"))
    now = office_time()
    store = HubStore.open(HubSettings(hub.data, hub.database).database_url)
    one, two = Device("desk-1", AGENCY), Device("desk-2", AGENCY)
    try:
        with store.writing() as tx:
            online.hold(tx, one, "H99-5", 1, now)
        almost, over = now + online.HELD_FOR - timedelta(seconds=1), now + online.HELD_FOR
        with pytest.raises(Problem, match=r"hub\.online_held"), store.writing() as tx:
            online.hold(tx, two, "H99-5", 1, almost)
        with store.writing() as tx:
            given = online.hold(tx, two, "H99-5", 1, over)
        assert given.before == "desk-1", "it may have decided without a line"
        with store.writing() as tx:
            assert online.hold(tx, two, "H99-5", 1, over).before == ""
    finally:
        store.close()
