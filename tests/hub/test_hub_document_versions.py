"""A document's newest version is what the hub shows; the earlier file may never come."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import httpx2
import pytest
from hub_process import HubProcess, received_event, wrap

Json = dict[str, Any]
PLAIN, TEXT, SIGNED = (
    hashlib.sha256(one).hexdigest() for one in (b"pictures", b"with text", b"signed")
)
PAPER = "C0"


@pytest.fixture
def desk(hub: HubProcess) -> httpx2.Client:
    with hub.client() as client:
        yield client


def paper(sha256: str) -> Json:
    return {
        "component_code": PAPER, "title": "Giấy chứng sinh", "sha256": sha256, "size": 9,
        "pages": 1, "media_type": "application/pdf",
    }  # fmt: skip


def received() -> Json:
    return received_event(files=(b"pictures",))


def renewed(
    event: Json, sequence: int, sha256: str, replaces: str, reason: str, changes: Json | None = None
) -> Json:
    body = {
        "dossier_id": event["aggregate_id"], "component_code": PAPER, "document": paper(sha256),
        "replaces": replaces, "reason": reason,
    }  # fmt: skip
    told = json.dumps(body | (changes or {}))
    of, kind = event["aggregate_id"], "document_renewed"
    return wrap(of, sequence, kind, told, [paper(sha256)], "desk-1")


def tell(desk: httpx2.Client, *events: Json) -> list[str]:
    answer = desk.post("/v1/events:batch", json={"events": list(events)})
    return [one["status"] for one in answer.json()["results"]]


def standing(desk: httpx2.Client, event: Json) -> Json:
    found: Json = desk.get(f"/v1/dossiers/{event['aggregate_id']}").json()
    return found


def test_the_version_with_text_counts_and_the_first_file_is_not_missed(desk: httpx2.Client) -> None:
    event = received()
    assert tell(desk, event, renewed(event, 2, TEXT, PLAIN, "text")) == ["accepted"] * 2
    found = standing(desk, event)
    assert [one["sha256"] for one in found["dossier"]["documents"]] == [TEXT]
    assert found["files_pending"] == [TEXT], "the replaced version is not waited for"
    assert [(one["document"]["sha256"], one["by"]) for one in found["replaced"]] == [(PLAIN, TEXT)]


def test_a_renewal_told_twice_is_one(desk: httpx2.Client) -> None:
    event = received()
    again = renewed(event, 2, TEXT, PLAIN, "text")
    assert tell(desk, event, again, again) == ["accepted", "accepted", "replayed"]
    assert len(standing(desk, event)["replaced"]) == 1


def test_a_signed_version_is_never_replaced_by_text(desk: httpx2.Client) -> None:
    event = received()
    tell(desk, event, renewed(event, 2, SIGNED, PLAIN, "signed"))
    assert tell(desk, renewed(event, 3, TEXT, PLAIN, "text")) == ["accepted"]
    found = standing(desk, event)
    assert [one["sha256"] for one in found["dossier"]["documents"]] == [SIGNED]
    assert found["files_pending"] == [SIGNED]


def test_another_desks_signature_may_come_before_the_version_it_signs(
    hub: HubProcess, desk: httpx2.Client
) -> None:
    event = received()
    tell(desk, event)
    signature = renewed(event, 1, SIGNED, TEXT, "signed") | {"device_id": "desk-2"}
    with hub.client("desk-2") as other:
        assert tell(other, signature) == ["accepted"]
    tell(desk, renewed(event, 2, TEXT, PLAIN, "text"))
    found = standing(desk, event)
    assert [one["sha256"] for one in found["dossier"]["documents"]] == [SIGNED]
    assert {one["document"]["sha256"] for one in found["replaced"]} == {PLAIN, TEXT}


@pytest.mark.parametrize(
    "broken",
    [
        {"document": {}},
        {"replaces": "no hash"},
        {"dossier_id": "another"},
        {"component_code": "TP2"},
        {"reason": 1},
    ],
)
def test_a_renewal_that_tells_nothing_is_refused(desk: httpx2.Client, broken: Json) -> None:
    event = received()
    assert tell(desk, event, renewed(event, 2, TEXT, PLAIN, "text", broken)) == [
        "accepted",
        "refused",
    ]
    assert [one["sha256"] for one in standing(desk, event)["dossier"]["documents"]] == [PLAIN]
