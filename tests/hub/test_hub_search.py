"""Search at the hub, on both engines: the same readings as at a desk, bounded to the agency."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from hub_process import AGENCY, HubProcess, received_event

from hub.store import schema, search, tables
from hub.store.engine import HubStore
from models.search_keys import Kind


def send(hub: HubProcess, device: str, names: list[str], agency: str = AGENCY) -> list[str]:
    ids = []
    hub.enrol(device, agency)
    with hub.client(device) as desk:
        for number, name in enumerate(names, start=1):
            event = received_event(code=f"TAM-{uuid4().hex[:6].upper()}-261123-{number:04d}")
            body = json.loads(str(event["body_json"]))
            body["owner"] |= {
                "full_name": name,
                "number": f"0011990{number:05d}",
                "phone": "0912345678",
            }
            event["body_json"] = json.dumps(body, ensure_ascii=False)
            event["body_sha256"] = _sha(str(event["body_json"]))
            event["device_id"] = device
            (answer,) = desk.post("/v1/events:batch", json={"events": [event]}).json()["results"]
            assert answer["status"] == "accepted", answer
            ids.append(str(event["aggregate_id"]))
    return ids


def found(hub: HubProcess, device: str, typed: str) -> list[dict[str, object]]:
    with hub.client(device) as desk:
        answer = desk.get("/v1/dossiers:search", params={"q": typed, "user": "lan"})
        lines: list[dict[str, object]] = answer.raise_for_status().json()["dossiers"]
        return lines


def test_words_of_a_name_with_the_middle_left_out(hub: HubProcess) -> None:
    first, second, _ = send(
        hub, "search-1", ["Nguyễn Thị Ánh Hậu", "Nguyễn Văn Hậu", "Đặng Văn Đức"]
    )
    assert {one["id"] for one in found(hub, "search-1", "nguyen hau")} == {first, second}
    assert [one["owner_name"] for one in found(hub, "search-1", "dang duc")] == ["Đặng Văn Đức"]
    assert [one["owner_name"] for one in found(hub, "search-1", "ĐỨ")] == ["Đặng Văn Đức"]
    assert found(hub, "search-1", "hau nguyen") == []
    (line,) = found(hub, "search-1", "001199000002")
    assert line["id"] == second
    assert str(line["number_masked"]).endswith("02")
    assert "001199000002" not in json.dumps(line)
    code = str(line["code"])
    assert [one["id"] for one in found(hub, "search-1", code)] == [second]
    assert second in [one["id"] for one in found(hub, "search-1", code[-4:])]


def test_another_agency_finds_nothing_of_ours_and_who_looked_is_kept(hub: HubProcess) -> None:
    send(hub, "search-1", ["Phùng Thị Riêng"])
    send(hub, "search-9", ["Quách Văn Khác"], agency="H15.50.06")
    assert found(hub, "search-9", "phung") == []
    assert len(found(hub, "search-1", "phung")) == 1
    with hub.client("search-1") as desk:
        assert desk.get("/v1/dossiers:search", params={"q": "phung"}).status_code == 400
    store = HubStore.open(hub.database or f"sqlite:///{hub.data / 'hub.db'}")
    with store.reading() as tx:
        kept = tx.execute(sa.select(tables.look_up)).all()
    store.close()
    assert {row.user_login for row in kept} == {"lan"}
    assert any(row.dossiers for row in kept if row.agency == AGENCY)
    assert not any(row.dossiers for row in kept if row.agency == "H15.50.06")


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_more_keys_than_a_page_still_find_as_many_dossiers(tmp_path: Path) -> None:
    store = HubStore.open(f"sqlite:///{tmp_path / 'hub.db'}")
    schema.migrate(store)
    with store.writing() as tx:
        for number in range(30):
            keys = [(Kind.NAME, f"an {letter}") for letter in "abcdefg"]
            search.write(tx, AGENCY, f"d-{number:02d}", number, keys)
    with store.reading() as tx:
        ids = search.find(tx, AGENCY, "an", 25)
    store.close()
    assert len(set(ids)) == len(ids) == 25
    assert ids[0] == "d-29", "the newest first among equal keys"
