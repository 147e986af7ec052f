"""Each fact once, in order, with the same answer for ever – on both databases."""

from __future__ import annotations

import json
import threading
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from hub_process import AGENCY, HubProcess, dossier_body, received_event, returned_event, wrap

Json = dict[str, Any]


@pytest.fixture
def desk(hub: HubProcess) -> httpx2.Client:
    with hub.client() as client:
        yield client


def send(desk: httpx2.Client, *events: Json) -> list[Json]:
    answer = desk.post("/v1/events:batch", json={"events": list(events)})
    assert answer.status_code == 200, answer.text
    results = answer.json()["results"]
    assert [each["event_id"] for each in results] == [each["event_id"] for each in events]
    return results


def statuses(results: list[Json]) -> list[str]:
    return [each["status"] for each in results]


def test_a_repeated_event_gets_the_answer_it_got_first(desk: httpx2.Client) -> None:
    event = received_event()
    (first,) = send(desk, event)
    (again,) = send(desk, event)
    assert (first["status"], again["status"]) == ("accepted", "replayed")
    assert {**again, "status": "accepted"} == first
    assert desk.get(f"/v1/events/{event['event_id']}").json() == first


def test_a_provisional_number_becomes_official_once_and_stays_an_alias(desk: httpx2.Client) -> None:
    event = received_event(code="TAM-Q7-261123-0001")
    (first,) = send(desk, event)
    (again,) = send(desk, event)
    official = first["official_code"]
    assert official.startswith(f"{AGENCY}-261123-")
    assert again["official_code"] == official
    for code in (official, "TAM-Q7-261123-0001"):
        (found,) = desk.get("/v1/dossiers", params={"code": code}).json()["dossiers"]
        assert found["dossier"]["id"] == event["aggregate_id"]
        assert found["dossier"]["code"] == official
        assert found["dossier"]["aliases"] == ["TAM-Q7-261123-0001"]


def test_two_desks_may_have_used_one_provisional_number(desk: httpx2.Client) -> None:
    one, other = received_event("TAM-Q8-261123-0001"), received_event("TAM-Q8-261123-0001")
    results = send(desk, one, other)
    assert statuses(results) == ["accepted", "accepted"]
    assert results[0]["official_code"] != results[1]["official_code"]
    found = desk.get("/v1/dossiers", params={"code": "TAM-Q8-261123-0001"}).json()["dossiers"]
    assert {each["dossier"]["id"] for each in found} == {one["aggregate_id"], other["aggregate_id"]}


def test_an_official_code_belongs_to_one_dossier_and_is_never_handed_out(
    desk: httpx2.Client,
) -> None:
    code = f"{AGENCY}-261124-0007"
    first, second = received_event(code, "official"), received_event(code, "official")
    results = send(desk, first, second)
    assert statuses(results) == ["accepted", "refused"]
    assert results[1]["code"] == "hub.code_taken"
    assert code in results[1]["message_vi"]
    lease = desk.post("/v1/number-leases", json=lease_request("2026-11-24", 5)).json()
    assert lease["first"] == 8


def test_a_code_of_another_agency_is_refused(desk: httpx2.Client) -> None:
    (result,) = send(desk, received_event("H15.50.99-261124-0001", "official"))
    assert result["code"] == "hub.foreign_code"


def lease_request(day: str, count: int, device: str = "desk-1") -> Json:
    return {
        "request_id": str(uuid4()),
        "agency": AGENCY,
        "day": day,
        "count": count,
        "device_id": device,
    }


def test_other_content_under_a_known_identity_is_refused(desk: httpx2.Client) -> None:
    event = received_event()
    send(desk, event)
    other = {**received_event(dossier_id=str(event["aggregate_id"]), code="TAM-Q1-261123-0999")}
    (by_id,) = send(desk, {**other, "event_id": event["event_id"]})
    (by_place,) = send(desk, other)
    assert (by_id["status"], by_id["code"]) == ("refused", "hub.event_changed")
    assert (by_place["status"], by_place["code"]) == ("refused", "hub.sequence_taken")


def test_a_gap_names_the_sequence_that_is_missing(desk: httpx2.Client) -> None:
    dossier_id = str(uuid4())
    first = received_event(dossier_id=dossier_id)
    (gap,) = send(desk, returned_event(dossier_id))
    assert (gap["status"], gap["expected_sequence"]) == ("gap", 1)
    assert statuses(send(desk, first, returned_event(dossier_id, 3))) == ["accepted", "gap"]
    assert statuses(send(desk, returned_event(dossier_id, 2))) == ["accepted"]


def test_one_bad_event_among_a_hundred_does_not_touch_the_others(desk: httpx2.Client) -> None:
    events = [received_event() for _ in range(100)]
    events[37] = {**events[37], "body_sha256": "0" * 64}
    events[38] = {**events[38], "sequence": "one"}
    results = send(desk, *events)
    assert [i for i, each in enumerate(results) if each["status"] != "accepted"] == [37, 38]
    assert [results[i]["code"] for i in (37, 38)] == ["hub.body_hash", "hub.event_malformed"]
    assert desk.get(f"/v1/dossiers/{events[37]['aggregate_id']}").status_code == 404
    codes = [each["official_code"] for each in results if each["status"] == "accepted"]
    assert len(set(codes)) == 98


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[]",
        "not json",
        '"\\u0000"',
        "[" * 5000,
        '{"id": 7}',
    ],
)
def test_an_unreadable_body_is_refused_and_leaves_nothing(desk: httpx2.Client, body: str) -> None:
    dossier_id = str(uuid4())
    (result,) = send(desk, wrap(dossier_id, 1, "dossier_received", body, [], "desk-1"))
    assert (result["status"], result["code"]) == ("refused", "hub.body_unreadable")
    assert desk.get(f"/v1/dossiers/{dossier_id}").status_code == 404
    assert statuses(send(desk, received_event(dossier_id=dossier_id))) == ["accepted"]


def test_text_that_a_database_cannot_hold_is_refused_alone(desk: httpx2.Client) -> None:
    dossier_id = str(uuid4())
    whole = dossier_body(dossier_id, "TAM-X", "provisional", [])
    for escape in ("\\u0000", "\\ud800"):
        good = received_event()
        body = whole.replace("TAM-X", f"TAM-{escape}")
        results = send(desk, wrap(dossier_id, 1, "dossier_received", body, [], "desk-1"), good)
        assert statuses(results) == ["refused", "accepted"]
    raw = whole.replace("TAM-X", "TAM-\0")
    (result,) = send(desk, wrap(dossier_id, 1, "dossier_received", raw, [], "desk-1"))
    assert result["code"] == "hub.event_malformed"


def test_a_result_leaves_the_office_once(desk: httpx2.Client) -> None:
    received = received_event()
    dossier_id = str(received["aggregate_id"])
    returned = returned_event(dossier_id)
    assert statuses(send(desk, received, returned)) == ["accepted", "accepted"]
    other_desk = {**returned_event(dossier_id, 1), "device_id": "desk-2"}
    (second,) = send(desk, other_desk)
    assert (second["status"], second["code"]) == ("accepted", "hub.already_returned")
    assert "đã được trả" in second["message_vi"]
    found = desk.get(f"/v1/dossiers/{dossier_id}").json()
    assert found["dossier"]["status"] == 10
    assert found["dossier"]["returned_at"] == "2026-11-25T09:00:00+07:00"
    assert found["last_sequence"] == 3
    (alarm,) = found["alarms"]
    assert alarm["first"]["event_id"] == returned["event_id"]
    assert alarm["second"]["event_id"] == other_desk["event_id"]
    assert (alarm["first"]["device_id"], alarm["second"]["device_id"]) == ("desk-1", "desk-2")
    (again,) = send(desk, other_desk)
    assert (again["status"], again["code"]) == ("replayed", "hub.already_returned")
    assert desk.get(f"/v1/dossiers/{dossier_id}").json()["alarms"] == [alarm]


def test_two_desks_append_to_one_dossier_without_wanting_the_same_place(
    desk: httpx2.Client,
) -> None:
    received = received_event()
    dossier_id = str(received["aggregate_id"])
    arrived = wrap(
        dossier_id, 1, "result_arrived", json.dumps({"dossier_id": dossier_id}), [], "desk-2"
    )
    (too_early,) = send(desk, arrived)
    assert (too_early["status"], too_early["expected_sequence"]) == ("gap", None)
    assert too_early["code"] == "hub.unknown_dossier", "it comes again when the dossier is known"
    results = send(desk, received, arrived, returned_event(dossier_id, 2))
    assert statuses(results) == ["accepted", "accepted", "accepted"]
    late = wrap(
        dossier_id, 2, "result_arrived", json.dumps({"dossier_id": dossier_id}), [], "desk-2"
    )
    assert statuses(send(desk, late)) == ["accepted"]
    found = desk.get(f"/v1/dossiers/{dossier_id}").json()
    assert found["dossier"]["status"] == 10, "a result that has left does not come back"
    assert (found["home"], found["last_sequence"]) == ("desk-1", 4)


def test_steps_of_any_kind_of_event_are_where_the_dossier_stands(desk: httpx2.Client) -> None:
    received = received_event()
    dossier_id = str(received["aggregate_id"])
    send(desk, received)

    def step(sequence: int, kind: str, status: int) -> tuple[int, str | None, list[int]]:
        steps = json.loads(str(returned_event(dossier_id)["body_json"]))["status_events"]
        body = json.dumps({"status_events": [{**steps[0], "status": status}]})
        (answer,) = send(desk, wrap(dossier_id, sequence, kind, body, [], "desk-1"))
        assert answer["status"] == "accepted"
        told = desk.get(f"/v1/dossiers/{dossier_id}").json()
        timeline = [one["status"] for one in told["timeline"]]
        return told["dossier"]["status"], told["dossier"]["returned_at"], timeline

    assert step(2, "status_changed", 5) == (5, None, [2, 5])
    assert step(3, "a_kind_of_tomorrow", 4) == (4, None, [2, 5, 4])
    send(desk, returned_event(dossier_id, 4))
    assert step(5, "status_changed", 4)[0] == 10, "what has left does not come back by itself"
    assert step(6, "corrected", 9)[:2] == (9, None), "but a mistake can be set right"
    send(desk, returned_event(dossier_id, 7))
    told = desk.get(f"/v1/dossiers/{dossier_id}").json()
    assert (told["dossier"]["status"], told["alarms"]) == (10, [])
    odd = wrap(
        dossier_id, 8, "status_changed", '{"status_events": [{"status": "x"}]}', [], "desk-1"
    )
    assert statuses(send(desk, odd)) == ["accepted"]
    assert desk.get(f"/v1/dossiers/{dossier_id}").json()["last_sequence"] == 8


def test_a_code_the_hub_gave_and_lost_is_taken_back_from_the_desk(desk: httpx2.Client) -> None:
    promised = f"{AGENCY}-261123-7777"
    event = {**received_event("TAM-Q6-261123-0001"), "official_code": promised}
    (result,) = send(desk, event)
    assert result["official_code"] == promised
    (next_one,) = send(desk, received_event("TAM-Q6-261123-0002"))
    assert next_one["official_code"] > promised, "and never given to another dossier"


def test_the_news_tell_each_changed_dossier_once_and_whole(desk: httpx2.Client) -> None:
    cursor = desk.get("/v1/changes", params={"limit": 500}).json()["cursor"]
    while (page := desk.get("/v1/news", params={"cursor": cursor}).json())["more"]:
        cursor = page["cursor"]
    cursor = page["cursor"]
    received = received_event(files=(uuid4().bytes,))
    dossier_id = str(received["aggregate_id"])
    send(desk, received, returned_event(dossier_id))
    page = desk.get("/v1/news", params={"cursor": cursor}).json()
    (found,) = page["dossiers"]
    assert found == desk.get(f"/v1/dossiers/{dossier_id}").json()
    assert [step["status"] for step in found["timeline"]] == [2, 10]
    assert [step["sequence"] for step in found["timeline"]] == [1, 2]
    after = desk.get("/v1/news", params={"cursor": page["cursor"]}).json()
    assert (after["dossiers"], after["cursor"]) == ([], page["cursor"])
    number, _, mark = page["cursor"].partition(".")
    gone = desk.get("/v1/news", params={"cursor": f"{number}.{mark[::-1]}"})
    assert (gone.status_code, gone.json()["code"]) == (410, "hub.cursor_gone")
    beyond = desk.get("/v1/news", params={"cursor": f"{int(number) + 900}.{mark}"})
    assert beyond.status_code == 410


def test_a_kind_of_event_this_hub_does_not_know_is_kept(desk: httpx2.Client) -> None:
    received = received_event()
    dossier_id = str(received["aggregate_id"])
    later = wrap(dossier_id, 2, "stamped_by_the_moon", '{"x": 1}', [], "desk-1")
    assert statuses(send(desk, received, later, later)) == ["accepted", "accepted", "replayed"]
    assert statuses(send(desk, returned_event(dossier_id, 3))) == ["accepted"]


def test_files_are_pending_until_they_have_arrived(desk: httpx2.Client) -> None:
    content = b"%PDF-1.7 " + uuid4().bytes * 100
    event = received_event(files=(content,))
    (sha,) = event["files"]  # type: ignore[misc]
    send(desk, event)
    where = f"/v1/dossiers/{event['aggregate_id']}"
    assert desk.get(where).json()["files_pending"] == [sha]
    headers = {"Upload-Offset": "0", "Upload-Length": str(len(content))}
    assert desk.patch(f"/v1/uploads/{sha}", content=content, headers=headers).status_code == 204
    assert desk.get(where).json()["files_pending"] == [sha]
    desk.post(f"/v1/uploads/{sha}/complete", json={"size": len(content)}).raise_for_status()
    assert desk.get(where).json()["files_pending"] == []
    assert desk.get(where).json()["files"] == [sha]


def test_too_large_a_batch_is_refused_as_a_whole(desk: httpx2.Client) -> None:
    event = received_event()
    many = desk.post("/v1/events:batch", json={"events": [event] * 201})
    large = desk.post("/v1/events:batch", json={"events": [event], "padding": "x" * (2 << 20)})
    for answer in (many, large):
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "hub.batch_too_large"
    assert desk.get(f"/v1/dossiers/{event['aggregate_id']}").status_code == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"events": [7]}', b"\xff", b'{"events":'])
def test_what_is_no_batch_is_a_bad_request(desk: httpx2.Client, body: bytes) -> None:
    answer = desk.post("/v1/events:batch", content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "hub.bad_request")
    assert answer.json()["title"] == "Máy chủ không đọc được yêu cầu."


def test_only_enrolled_desks_and_only_their_agency(hub: HubProcess, desk: httpx2.Client) -> None:
    event = received_event()
    send(desk, event)
    where = f"/v1/dossiers/{event['aggregate_id']}"
    token = hub.tokens["desk-1"]
    for wrong in ("", "Bearer", "Bearer desk-1.", f"Bearer {token}x", f"Basic {token}"):
        answer = httpx2.get(hub.url + where, headers={"Authorization": wrong}, trust_env=False)
        assert (answer.status_code, answer.json()["code"]) == (401, "hub.not_enrolled")
    hub.enrol("desk-9", "H15.50.06")
    with hub.client("desk-9") as stranger:
        assert stranger.get(where).status_code == 404
        assert stranger.get(f"/v1/events/{event['event_id']}").status_code == 404
        assert stranger.get("/v1/changes").json()["changes"] == []
        (result,) = send(stranger, returned_event(str(event["aggregate_id"])))
        assert result["code"] == "hub.unknown_dossier"
        wrong_agency = stranger.post("/v1/number-leases", json=lease_request("2026-11-24", 5))
        assert wrong_agency.status_code == 403


def test_the_feed_has_no_gaps_however_many_desks_write(hub: HubProcess) -> None:
    agency = "H15.50.77"
    desks = [f"feed-{number}" for number in range(4)]
    for name in desks:
        hub.enrol(name, agency)
    seen: list[int] = []
    done = threading.Event()

    def write(name: str) -> None:
        with hub.client(name) as client:
            for _ in range(10):
                send(client, received_event(), received_event())

    def follow() -> None:
        cursor = "0"
        with hub.client(desks[0]) as client:
            while True:
                last = done.is_set()
                page = client.get("/v1/changes", params={"cursor": cursor, "limit": 7}).json()
                seen.extend(each["seq"] for each in page["changes"])
                cursor = page["cursor"]
                if last and not page["more"]:
                    return

    reader = threading.Thread(target=follow)
    writers = [threading.Thread(target=write, args=(name,)) for name in desks]
    for each in (reader, *writers):
        each.start()
    for each in writers:
        each.join()
    done.set()
    reader.join()
    assert seen == list(range(1, 81))


def test_everything_is_still_there_after_a_kill(hub: HubProcess) -> None:
    content = uuid4().bytes * 1000
    event = received_event(files=(content,))
    (sha,) = event["files"]  # type: ignore[misc]
    with hub.client() as desk:
        (first,) = send(desk, event)
        headers = {"Upload-Offset": "0", "Upload-Length": str(len(content))}
        desk.patch(f"/v1/uploads/{sha}", content=content, headers=headers).raise_for_status()
        desk.post(f"/v1/uploads/{sha}/complete", json={"size": len(content)}).raise_for_status()
    hub.restart()
    with hub.client() as desk:
        found = desk.get(f"/v1/dossiers/{event['aggregate_id']}").json()
        assert found["dossier"]["code"] == first["official_code"]
        assert found["files_pending"] == []
        assert desk.get(f"/v1/blobs/{sha}").content == content
        (again,) = send(desk, event)
        assert (again["status"], again["official_code"]) == ("replayed", first["official_code"])
