"""The hub's database: one code path for SQLite and PostgreSQL.

SQLite runs in WAL with synchronous=FULL and one writer at a time; PostgreSQL with its own durable
commit.  Either way a transaction that has ended is on the disk, and only then is it answered.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from models.problems import Kind, Problem

Tx = Connection
"""A transaction of the hub."""

_WRITING = "hub_writing"


class HubStore:
    """The database behind the hub; usable from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # PostgreSQL would show each statement its own moment; a page and its end must be of one.
        one_view = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._reader = engine.execution_options(**one_view)
        # SQLite waits for a writer by polling, and under load some wait seconds; a lock is fair.
        self._one_writer = threading.Lock() if engine.dialect.name == "sqlite" else None

    @classmethod
    def open(cls, address: str) -> HubStore:
        """Connect to the database of this address.

        Raises:
            Problem: ``hub.database_address`` when the address names no supported database.
        """
        url = _read(address)
        engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
        return cls(engine)

    @property
    def name(self) -> str:
        """The address without its password, for people."""
        return self._engine.url.render_as_string(hide_password=True)

    @contextmanager
    def writing(self) -> Iterator[Tx]:
        """A transaction that is durable once the block has ended, and undone when it raises."""
        with self._turn(), _saying_unavailable(), self._engine.connect() as connection:
            marked = connection.execution_options(**{_WRITING: True})
            with marked.begin():
                yield marked

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """A consistent view for reading."""
        with _saying_unavailable(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._one_writer is None:
            yield
            return
        with self._one_writer:
            yield

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()


def check_durable(tx: Tx) -> None:
    """Refuse a server that was told not to write what it says it wrote.

    Raises:
        Problem: ``hub.database_careless`` with the setting's name.
    """
    if tx.dialect.name != "postgresql":
        return
    for setting in ("fsync", "full_page_writes"):
        if tx.execute(text("SELECT current_setting(:name)"), {"name": setting}).scalar() != "on":
            raise Problem("hub.database_careless", Kind.DEVICE_OR_LINE, setting=setting)


def add_unless_there(tx: Tx, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert one row unless its key is taken; whether it was inserted.

    The row is asked back: counts of rows are -1 where the driver does not know them.
    """
    kind = postgresql if tx.dialect.name == "postgresql" else sqlite
    adding = kind.insert(table).values(**values).on_conflict_do_nothing()
    return tx.execute(adding.returning(*table.primary_key)).first() is not None


def _read(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise Problem("hub.database_address") from error
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise Problem("hub.database_address")
    return url


def _sqlite(url: URL) -> Engine:
    # Parameters hold personal data; they must not reach an error's text.
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": 10.0, "isolation_level": None, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(_WRITING, False)
        # A writer that starts as a reader can fail half-way with "locked"; this one cannot.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            hide_parameters=True,
            # Whatever the server or the role was set to: a commit is answered after it is written.
            connect_args={"connect_timeout": 3, "options": "-c synchronous_commit=on"},
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise Problem("hub.database_address") from error


@contextmanager
def _saying_unavailable() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise Problem("hub.database_unavailable", Kind.DEVICE_OR_LINE) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Problem("hub.database_unavailable", Kind.DEVICE_OR_LINE) from error
        raise
