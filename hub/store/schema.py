"""The hub's schema, step by step, in SQL that SQLite and PostgreSQL both read.

A step runs in one transaction together with the row that says it ran, so that an interrupted
upgrade leaves either the old schema or the new one.  Steps that have been released never change.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select, text

from hub.store import search, tables
from hub.store.engine import HubStore, Tx, check_durable
from models.dossier import Dossier
from models.plain import from_plain
from models.problems import Problem


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the schema."""

    number: int
    statements: tuple[str, ...]
    fill: Callable[[Tx], None] | None = None
    """What SQL alone cannot say, in the same transaction."""


_OCTETS = {"sqlite": "BLOB", "postgresql": "BYTEA"}
"""The one type both engines have and name differently."""


def _index_dossiers(tx: Tx) -> None:
    """Search keys of the dossiers that were here before there were any."""
    dossier = tables.dossier
    rows = tx.execute(select(dossier.c.agency, dossier.c.code, dossier.c.body_json)).all()
    for row in rows:
        search.index(tx, row.agency, from_plain(Dossier, json.loads(row.body_json)), row.code)


_FIRST = Step(
    1,
    (
        """CREATE TABLE device (
            device_id TEXT PRIMARY KEY, agency TEXT NOT NULL, secret_sha256 TEXT NOT NULL,
            enrolled_at TEXT NOT NULL)""",
        """CREATE TABLE dossier (
            dossier_id TEXT PRIMARY KEY, agency TEXT NOT NULL, code TEXT NOT NULL,
            status INTEGER NOT NULL, last_sequence INTEGER NOT NULL, returned_at TEXT,
            returned_to TEXT NOT NULL, body_json TEXT NOT NULL, updated_at TEXT NOT NULL,
            UNIQUE (agency, code))""",
        """CREATE TABLE dossier_code (
            agency TEXT NOT NULL, code TEXT NOT NULL, dossier_id TEXT NOT NULL,
            PRIMARY KEY (agency, code, dossier_id))""",
        "CREATE INDEX dossier_code_by_dossier ON dossier_code (dossier_id)",
        """CREATE TABLE event (
            event_id TEXT PRIMARY KEY, aggregate_id TEXT NOT NULL, sequence INTEGER NOT NULL,
            type TEXT NOT NULL, type_version INTEGER NOT NULL, device_id TEXT NOT NULL,
            sent_by TEXT NOT NULL, user_login TEXT NOT NULL, device_time TEXT NOT NULL,
            received_at TEXT NOT NULL, body_json TEXT NOT NULL, body_sha256 TEXT NOT NULL,
            fingerprint TEXT NOT NULL, answer_json TEXT NOT NULL,
            UNIQUE (aggregate_id, sequence))""",
        """CREATE TABLE dossier_file (
            dossier_id TEXT NOT NULL, sha256 TEXT NOT NULL, agency TEXT NOT NULL,
            PRIMARY KEY (dossier_id, sha256))""",
        "CREATE INDEX dossier_file_by_hash ON dossier_file (agency, sha256)",
        """CREATE TABLE blob (
            agency TEXT NOT NULL, sha256 TEXT NOT NULL, size BIGINT NOT NULL,
            stored_at TEXT NOT NULL, PRIMARY KEY (agency, sha256))""",
        """CREATE TABLE day_counter (
            agency TEXT NOT NULL, day TEXT NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (agency, day))""",
        """CREATE TABLE lease (
            lease_id TEXT PRIMARY KEY, request_id TEXT NOT NULL UNIQUE, agency TEXT NOT NULL,
            day TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            device_id TEXT NOT NULL, granted_at TEXT NOT NULL, UNIQUE (agency, day, first))""",
        "CREATE TABLE feed_head (agency TEXT PRIMARY KEY, last BIGINT NOT NULL)",
        """CREATE TABLE change (
            agency TEXT NOT NULL, seq BIGINT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
            at TEXT NOT NULL, PRIMARY KEY (agency, seq))""",
    ),
)

_SECOND = Step(
    2,
    (
        # Sequences count within a dossier and a device, so that two desks may append to one
        # dossier; the hub's own order gets a column. Until now only one desk ever appended to a
        # dossier, so that its sequence is the order.
        """CREATE TABLE event_in_order (
            event_id TEXT NOT NULL PRIMARY KEY, aggregate_id TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            type TEXT NOT NULL, type_version INTEGER NOT NULL, device_id TEXT NOT NULL,
            sent_by TEXT NOT NULL, user_login TEXT NOT NULL, device_time TEXT NOT NULL,
            received_at TEXT NOT NULL, body_json TEXT NOT NULL, body_sha256 TEXT NOT NULL,
            fingerprint TEXT NOT NULL, answer_json TEXT NOT NULL, position INTEGER NOT NULL,
            UNIQUE (aggregate_id, device_id, sequence), UNIQUE (aggregate_id, position))""",
        """INSERT INTO event_in_order (event_id, aggregate_id, sequence, type, type_version,
            device_id, sent_by, user_login, device_time, received_at, body_json, body_sha256,
            fingerprint, answer_json, position)
            SELECT event_id, aggregate_id, sequence, type, type_version, device_id, sent_by,
            user_login, device_time, received_at, body_json, body_sha256, fingerprint,
            answer_json, sequence FROM event""",
        "DROP TABLE event",
        "ALTER TABLE event_in_order RENAME TO event",
        "CREATE INDEX event_by_device ON event (device_id, device_time)",
        """CREATE TABLE alarm (
            alarm_id TEXT NOT NULL PRIMARY KEY, agency TEXT NOT NULL, dossier_id TEXT NOT NULL,
            first_event TEXT NOT NULL, raised_at TEXT NOT NULL)""",
        "CREATE INDEX alarm_by_dossier ON alarm (dossier_id)",
    ),
)

_THIRD = Step(
    3,
    (
        """CREATE TABLE checkpoint (
            device_id TEXT NOT NULL, epoch INTEGER NOT NULL, seq BIGINT NOT NULL,
            head TEXT NOT NULL, at TEXT NOT NULL, public_key TEXT NOT NULL,
            signature TEXT NOT NULL, hub_at TEXT NOT NULL, hub_key TEXT NOT NULL,
            hub_signature TEXT NOT NULL, PRIMARY KEY (device_id, epoch, seq))""",
        """CREATE TABLE checkpoint_epoch (
            device_id TEXT NOT NULL, epoch INTEGER NOT NULL, opened_at TEXT NOT NULL,
            reason TEXT NOT NULL, PRIMARY KEY (device_id, epoch))""",
        """CREATE TABLE checkpoint_refused (
            device_id TEXT NOT NULL, seq BIGINT NOT NULL, head TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (device_id, seq, head))""",
    ),
)

_FOURTH = Step(
    4,
    (
        """CREATE TABLE search_key (
            agency TEXT NOT NULL, kind INTEGER NOT NULL, key OCTETS NOT NULL,
            nid BIGINT NOT NULL, dossier_id TEXT NOT NULL,
            PRIMARY KEY (agency, kind, key, nid, dossier_id))""",
        """CREATE TABLE look_up (
            look_up_id TEXT NOT NULL PRIMARY KEY, agency TEXT NOT NULL, device_id TEXT NOT NULL,
            user_login TEXT NOT NULL, at TEXT NOT NULL, dossiers TEXT NOT NULL)""",
    ),
    _index_dossiers,
)

_FIFTH = Step(
    5,
    (
        """CREATE TABLE register_year (
            agency TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (agency, year))""",
        """CREATE TABLE register_number (
            dossier_id TEXT NOT NULL PRIMARY KEY, agency TEXT NOT NULL, year INTEGER NOT NULL,
            number INTEGER NOT NULL, UNIQUE (agency, year, number))""",
        """CREATE TABLE register_hold (
            agency TEXT NOT NULL, device_id TEXT NOT NULL, PRIMARY KEY (agency, device_id))""",
    ),
)

_SIXTH = Step(
    6,
    (
        "ALTER TABLE register_year ADD COLUMN closed_at TEXT",
        "ALTER TABLE register_year ADD COLUMN closed_by TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE register_year ADD COLUMN signer TEXT NOT NULL DEFAULT ''",
    ),
)

_SEVENTH = Step(
    7,
    (
        # Whoever is enrolled by now is a desk; the province's adapter is another kind of device.
        "ALTER TABLE device ADD COLUMN kind TEXT NOT NULL DEFAULT 'desk'",
        """CREATE TABLE online_packet (
            agency TEXT NOT NULL, code TEXT NOT NULL, version INTEGER NOT NULL,
            body_json TEXT NOT NULL, body_sha256 TEXT NOT NULL, dropped_at TEXT NOT NULL,
            PRIMARY KEY (agency, code, version))""",
        """CREATE TABLE online_hold (
            agency TEXT NOT NULL, code TEXT NOT NULL, device_id TEXT NOT NULL,
            until TEXT NOT NULL, PRIMARY KEY (agency, code))""",
        """CREATE TABLE online_answer (
            agency TEXT NOT NULL, code TEXT NOT NULL, version INTEGER NOT NULL,
            device_id TEXT NOT NULL, body_json TEXT NOT NULL, answered_at TEXT NOT NULL,
            told_at TEXT, PRIMARY KEY (agency, code, version))""",
        "CREATE INDEX online_answer_untold ON online_answer (agency, told_at)",
    ),
)

STEPS = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH)


def migrate(store: HubStore) -> int:
    """Bring the schema up to date; the number it has now.

    Raises:
        Problem: ``hub.database_newer`` when a newer hub has already changed the schema;
            ``hub.database_careless`` for a server that does not flush what it commits.
    """
    with store.writing() as tx:
        check_durable(tx)
        tx.execute(text("CREATE TABLE IF NOT EXISTS hub_schema (number INTEGER PRIMARY KEY)"))
        done = _done(tx)
    if done > STEPS[-1].number:
        raise Problem("hub.database_newer", found=done, known=STEPS[-1].number)
    for step in STEPS:
        if step.number > done:
            _take(store, step)
    return STEPS[-1].number


def answers(store: HubStore) -> None:
    """Ask the database something.

    Raises:
        Problem: ``hub.database_unavailable`` when it does not answer.
    """
    with store.reading() as tx:
        _done(tx)


def _take(store: HubStore, step: Step) -> None:
    with store.writing() as tx:
        # Writing the mark first lets only one of two hubs that start together make the step.
        tx.execute(
            text("INSERT INTO hub_schema (number) VALUES (:number)"), {"number": step.number}
        )
        for statement in step.statements:
            tx.execute(text(statement.replace("OCTETS", _OCTETS[tx.dialect.name])))
        if step.fill is not None:
            step.fill(tx)


def _done(tx: Tx) -> int:
    return int(tx.execute(text("SELECT COALESCE(MAX(number), 0) FROM hub_schema")).scalar_one())
