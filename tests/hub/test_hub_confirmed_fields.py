"""Values persons confirmed are kept and shown with the dossier, the last word about each paper."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest
from hub_process import HubProcess, received_event, wrap

Json = dict[str, Any]


@pytest.fixture
def desk(hub: HubProcess) -> httpx2.Client:
    with hub.client() as client:
        yield client


def confirmed(event: Json, sequence: int, changes: Json, **values: str) -> Json:
    body = {
        "dossier_id": event["aggregate_id"], "component_code": "C0",
        "paper": event["aggregate_id"], "document_type": "giay_khai_sinh",
        "values": [{"name": name, "value": value} for name, value in values.items()],
    }  # fmt: skip
    told = json.dumps(body | changes)
    return wrap(event["aggregate_id"], sequence, "fields_confirmed", told, [], "desk-1")


def tell(desk: httpx2.Client, *events: Json) -> list[str]:
    answer = desk.post("/v1/events:batch", json={"events": list(events)})
    return [one["status"] for one in answer.json()["results"]]


def shown(desk: httpx2.Client, event: Json) -> list[tuple[str, dict[str, str]]]:
    found = desk.get(f"/v1/dossiers/{event['aggregate_id']}").json()["fields"]
    return [
        (one["paper"], {value["name"]: value["value"] for value in one["values"]}) for one in found
    ]


def test_the_last_word_about_each_paper_is_shown(desk: httpx2.Client) -> None:
    event = received_event()
    first = confirmed(event, 2, {}, number="12/2026", name="Hậu")
    told = tell(
        desk,
        event,
        first,
        confirmed(event, 3, {"paper": "another"}, number="7"),
        confirmed(event, 4, {}, number="12/2025"),
    )
    assert told == ["accepted"] * 4
    own = event["aggregate_id"]
    assert sorted(shown(desk, event)) == sorted(
        [(own, {"number": "12/2025"}), ("another", {"number": "7"})]
    )
    assert tell(desk, first) == ["replayed"]


@pytest.mark.parametrize(
    "broken",
    [{"dossier_id": "another"}, {"values": [{"name": 1, "value": "x"}]}, {"values": 3},
     {"document_type": None}],
)  # fmt: skip
def test_a_word_that_tells_nothing_is_refused(desk: httpx2.Client, broken: Json) -> None:
    event = received_event()
    assert tell(desk, event, confirmed(event, 2, broken, number="1")) == ["accepted", "refused"]
    assert shown(desk, event) == []
