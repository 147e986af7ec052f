"""The hub's commands: what they print, what they leave, how they end."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import sqlite3
import time
from pathlib import Path

import pytest
from hub_process import AGENCY, run_hub_command, running_hub

from hub.clock import office_time
from hub.settings import HubSettings
from hub.store import schema, tables
from hub.store.engine import HubStore
from models.problems import Problem, known_codes


def error_of(*arguments: str) -> tuple[int, str]:
    done = run_hub_command(*arguments, "--json")
    return done.returncode, json.loads(done.stdout)["error"]["code"]


def test_enrolling_again_replaces_the_token(tmp_path: Path) -> None:
    with running_hub(tmp_path) as hub:
        first = hub.enrol("desk-1")
        old = hub.client()
        assert old.get("/v1/changes").status_code == 200
        done = run_hub_command("enroll", "desk-1", "--agency", AGENCY, *hub.where())
        hub.tokens["desk-1"] = json.loads(done.stdout)["token"]
        assert hub.tokens["desk-1"] != first
        assert old.get("/v1/changes").status_code == 401
        old.close()
        with hub.client() as new:
            assert new.get("/v1/changes").status_code == 200
        assert first.split(".")[1].encode() not in (hub.data / "hub.db").read_bytes()


def test_what_cannot_work_is_said_with_its_exit_code(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    assert error_of("enroll", "a b", "--agency", AGENCY, *data) == (2, "hub.bad_device")
    assert error_of("enroll", "desk", "--agency", "xã", *data) == (2, "hub.bad_agency")
    assert error_of("serve", "--database", "oracle://x", *data) == (2, "hub.database_address")
    nowhere = "postgresql+psycopg://hub@127.0.0.1:1/x"
    assert error_of("serve", "--database", nowhere, *data) == (3, "hub.database_unavailable")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert error_of("serve", "--port", port, *data) == (3, "hub.port_taken")


def test_a_newer_hubs_database_is_left_alone(tmp_path: Path) -> None:
    store = HubStore.open(HubSettings(tmp_path).database_url)
    schema.migrate(store)
    store.close()
    with sqlite3.connect(tmp_path / "hub.db") as database:
        database.execute("INSERT INTO hub_schema VALUES (99)")
    database.close()
    assert error_of("serve", "--data", str(tmp_path)) == (2, "hub.database_newer")


def test_the_steps_make_the_tables_the_queries_use(tmp_path: Path) -> None:
    store = HubStore.open(HubSettings(tmp_path).database_url)
    schema.migrate(store)
    assert schema.migrate(store) == schema.STEPS[-1].number
    store.close()
    with sqlite3.connect(tmp_path / "hub.db") as database:
        for table in tables.metadata.sorted_tables:
            there = {
                (name, bool(key))
                for _, name, _, _, _, key in database.execute(f"PRAGMA table_info({table.name})")
            }
            assert there == {(c.name, c.primary_key) for c in table.columns}
    database.close()


def test_a_step_that_fails_leaves_the_old_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = HubStore.open(HubSettings(tmp_path).database_url)
    head = schema.migrate(store)
    broken = schema.Step(99, ("CREATE TABLE half (x TEXT)", "CREATE TABLE blob (x TEXT)"))
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, broken))
    with pytest.raises(Problem):
        schema.migrate(store)
    store.close()
    with sqlite3.connect(tmp_path / "hub.db") as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        assert "half" not in names
        assert database.execute("SELECT MAX(number) FROM hub_schema").fetchone() == (head,)
    database.close()


def test_every_code_the_hub_can_answer_has_words() -> None:
    source = Path(schema.__file__).parents[1]
    used = set()
    for module in source.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        used |= {part.split('"')[0] for part in text.split('"hub.')[1:]}
    assert {f"hub.{name}" for name in used} - known_codes() == set()


@pytest.mark.parametrize("told_by", [signal.SIGTERM, signal.SIGINT])
def test_being_told_to_stop_is_no_fault(tmp_path: Path, told_by: signal.Signals) -> None:
    with running_hub(tmp_path) as hub:
        assert hub.stop(told_by) == 0


def test_head_and_body_of_an_answer_do_not_wait_for_each_other(tmp_path: Path) -> None:
    # Nagle's algorithm and a delayed acknowledgement make 40 ms of an answer in two packets.
    with running_hub(tmp_path) as hub, hub.client() as client:
        # A busy machine may be late too, but not every time; those 40 ms come every time.
        for _ in range(300):
            start = time.perf_counter()
            client.post("/v1/events:batch", json={"events": []}).raise_for_status()
            if time.perf_counter() - start < 0.03:
                return
    pytest.fail("every answer waited")


def test_a_restored_hub_gives_no_number_a_desk_may_already_hold(tmp_path: Path) -> None:
    with running_hub(tmp_path) as hub:
        hub.enrol("desk-1")
        hub.kill()
        backup = tmp_path / "backup"
        shutil.copytree(hub.data, backup)
        hub.start()
        day = office_time().date().isoformat()
        asked = {"agency": AGENCY, "day": day, "count": 50, "device_id": "desk-1"}
        with hub.client("desk-1") as desk:
            before = desk.post("/v1/number-leases", json={**asked, "request_id": "a"}).json()
        hub.kill()
        shutil.rmtree(hub.data)
        backup.rename(hub.data)
        done = run_hub_command("restored", "--data", str(hub.data), "--json")
        assert (done.returncode, json.loads(done.stdout)["skipped"]) == (0, 1000)
        hub.start()
        with hub.client("desk-1") as desk:
            after = desk.post("/v1/number-leases", json={**asked, "request_id": "b"}).json()
    assert after["first"] > before["last"]
    assert after["first"] == 1001
