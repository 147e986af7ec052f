"""The hub's schema on both engines: before or after, never in between, and with its data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hub_process import AGENCY, received_event, returned_event

from hub.store import devices, dossiers, feed, schema, tables
from hub.store.devices import DESK, PORTAL, Device
from hub.store.engine import HubStore, Tx, add_unless_there
from hub.store.events import Intake
from models.messages import Event, ItemStatus
from models.plain import from_plain
from models.problems import Problem

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hub.db'}"
    where: str = request.getfixturevalue("postgres_address")
    engine = sa.create_engine(where, isolation_level="AUTOCOMMIT")
    name = f"schema_{uuid4().hex}"
    with engine.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return sa.engine.make_url(where).set(database=name).render_as_string(hide_password=False)


@contextmanager
def opened(address: str) -> Iterator[HubStore]:
    store = HubStore.open(address)
    try:
        yield store
    finally:
        store.close()


def picture(store: HubStore) -> dict[str, Any]:
    """Every table with its columns, keys and rows, whatever the engine."""
    with store.reading() as tx:
        looked = sa.inspect(tx)
        return {
            name: (
                [
                    (one["name"], str(one["type"]), one["nullable"])
                    for one in looked.get_columns(name)
                ],
                sorted(
                    str(sorted(one["column_names"])) for one in looked.get_unique_constraints(name)
                ),
                sorted(str(one["name"]) for one in looked.get_indexes(name)),
                sorted(map(str, tx.exec_driver_sql(f'SELECT * FROM "{name}"').all())),
            )
            for name in looked.get_table_names()
        }


class FailingError(Exception):
    pass


@contextmanager
def failing_after(statements: int) -> Iterator[None]:
    seen = 0

    def hear(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal seen
        if statement.lstrip().upper().startswith(("CREATE", "ALTER", "DROP", "UPDATE", "INSERT")):
            seen += 1
            if seen == statements:
                raise FailingError

    sa.event.listen(sa.Engine, "after_cursor_execute", hear)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "after_cursor_execute", hear)


@contextmanager
def only_up_to(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As the program of that schema would have left the database."""
    with monkeypatch.context() as patched:
        patched.setattr(schema, "STEPS", schema.STEPS[:number])
        yield


def fill_first(tx: Tx) -> None:
    """A dossier, received and returned, as the first schema kept it."""
    received = from_plain(Event, received_event(dossier_id="d-1"))
    returned = from_plain(Event, returned_event("d-1"))
    body = received.body_json
    tx.execute(sa.insert(tables.feed_head).values(agency=AGENCY, last=1))
    tx.execute(
        sa.insert(tables.change).values(
            agency=AGENCY, seq=1, kind="dossier", subject="d-1", at=NOW.isoformat()
        )
    )
    tx.execute(
        sa.insert(tables.dossier).values(
            dossier_id="d-1", agency=AGENCY, code=f"{AGENCY}-261123-0001", status=10,
            last_sequence=2, returned_at="2026-11-25T09:00:00+07:00",
            returned_to="Nguyễn Thị Thử", body_json=body, updated_at=NOW.isoformat(),
        )
    )  # fmt: skip
    for one in (received, returned):
        answer = {"event_id": one.event_id, "status": "accepted"}
        tx.execute(
            sa.text(
                "INSERT INTO event VALUES (:event_id, 'd-1', :sequence, :type, 1, 'desk-1',"
                " 'desk-1', 'lan', :time, :time, :body, :sha, :print, :answer)"
            ),
            {
                "event_id": one.event_id, "sequence": one.sequence, "type": one.type,
                "time": NOW.isoformat(), "body": one.body_json, "sha": one.body_sha256,
                "print": "f", "answer": json.dumps(answer),
            },
        )  # fmt: skip


def test_head_is_what_the_queries_see(address: str) -> None:
    with opened(address) as store:
        assert schema.migrate(store) == schema.STEPS[-1].number
        with store.reading() as tx:
            differing = compare_metadata(
                MigrationContext.configure(tx, opts={"include_name": _ours}), tables.metadata
            )
            assert [one for one in differing if not _all_one_to_us(one)] == []


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name == "hub_schema")


def _all_one_to_us(change: Any) -> bool:
    """TEXT and VARCHAR without a length are one thing to both engines; and SQLite calls the keys
    of the first step nullable, which no query ever makes use of."""
    return isinstance(change, list) and all(
        (one[0] == "modify_type" and {type(one[5]), type(one[6])} <= {sa.TEXT, sa.String, sa.Text})
        or (one[0] == "modify_nullable" and tables.metadata.tables[one[2]].c[one[3]].primary_key)
        for one in change
    )


@pytest.mark.parametrize("start", range(len(schema.STEPS)))
def test_a_failure_after_any_statement_leaves_before_or_after(
    address: str, start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(address) as store:
        if start:
            with only_up_to(1, monkeypatch):
                schema.migrate(store)
            with store.writing() as tx:
                fill_first(tx)
            with only_up_to(start, monkeypatch):
                schema.migrate(store)
        before = picture(store)
        allowed = [before]
        for statement in range(1, 60):
            try:
                with failing_after(statement):
                    schema.migrate(store)
            except FailingError:
                now = picture(store)
                if now not in allowed:
                    # A step before the failing one went through whole: its mark says so.
                    marks = now["hub_schema"][3]
                    assert now["hub_schema"] not in [one.get("hub_schema") for one in allowed]
                    assert len(marks) <= len(schema.STEPS)
                    allowed.append(now)
            else:
                break
        assert 3 <= statement < 59
        # The empty table of marks, then one picture a step at most: nothing in between.
        assert len(allowed) <= 2 + len(schema.STEPS) - start
        assert len(picture(store)["hub_schema"][3]) == len(schema.STEPS)


def test_an_upgrade_keeps_what_was_there_and_goes_on_from_it(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(address) as store:
        with only_up_to(1, monkeypatch):
            schema.migrate(store)
        with store.writing() as tx:
            fill_first(tx)
        schema.migrate(store)
        assert schema.migrate(store) == schema.STEPS[-1].number, "and again changes nothing"
        with store.reading() as tx:
            (found,) = dossiers.get_all(tx, AGENCY, ("d-1",))
            assert (found.home, found.last_sequence, found.dossier.status) == ("desk-1", 2, 10)
            assert [step.status for step in found.timeline] == [2, 10]
            assert [one.subject for one in feed.after(tx, AGENCY, 0, 10)] == ["d-1"]
        late = from_plain(Event, {**returned_event("d-1", 1), "device_id": "desk-2"})
        with store.writing() as tx:
            (answer,) = Intake(tx, Device("desk-2", AGENCY), NOW).take((late,))
        assert (answer.status, answer.code) == (ItemStatus.ACCEPTED, "hub.already_returned")
        with store.reading() as tx:
            (found,) = dossiers.get_all(tx, AGENCY, ("d-1",))
            assert len(found.alarms) == 1


def test_whoever_was_let_in_before_there_were_adapters_is_a_desk(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(address) as store:
        with only_up_to(6, monkeypatch):
            schema.migrate(store)
        secret = hashlib.sha256(b"mat khau may").hexdigest()
        with store.writing() as tx:
            tx.execute(
                sa.text("INSERT INTO device VALUES ('desk-1', :agency, :secret, :at)"),
                {"agency": AGENCY, "secret": secret, "at": NOW.isoformat()},
            )
        schema.migrate(store)
        with store.reading() as tx:
            assert devices.known(tx, "desk-1.mat khau may") == Device("desk-1", AGENCY, DESK)
        with store.writing() as tx:
            token = devices.enrol(tx, "cong", AGENCY, NOW, PORTAL)
        with store.reading() as tx:
            assert devices.known(tx, token) == Device("cong", AGENCY, PORTAL)


def test_a_database_of_a_later_hub_is_left_alone(address: str) -> None:
    with opened(address) as store:
        schema.migrate(store)
        with store.writing() as tx:
            tx.execute(sa.text("INSERT INTO hub_schema (number) VALUES (99)"))
        with pytest.raises(Problem, match=r"hub\.database_newer"):
            schema.migrate(store)


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(address: str) -> None:
    with opened(address) as store:
        schema.migrate(store)
        with store.writing() as tx:
            feed.append(tx, AGENCY, "dossier", "d-1", NOW)
        with store.reading() as tx:
            before = feed.after(tx, AGENCY, 0, 10)
            with store.writing() as other:
                feed.append(other, AGENCY, "dossier", "d-2", NOW)
            assert feed.head(tx, AGENCY) == before[-1].seq == 1
            assert feed.after(tx, AGENCY, 0, 10) == before
        with store.reading() as tx:
            assert feed.head(tx, AGENCY) == 2


def test_a_row_whose_key_is_taken_is_not_added(address: str) -> None:
    store = HubStore.open(address)
    schema.migrate(store)
    blob = {"agency": AGENCY, "sha256": "a" * 64, "size": 1, "stored_at": NOW.isoformat()}
    with store.writing() as tx:
        assert add_unless_there(tx, tables.blob, blob)
        assert not add_unless_there(tx, tables.blob, blob)
    store.close()
