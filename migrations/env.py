"""Run by alembic within the one transaction that `migrations.upgrade` opened."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from models.store import tables  # noqa: F401 - every table enters SCHEMA by being imported
from models.store.schema import SCHEMA


def _run() -> None:
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=SCHEMA,
        # The driver is in autocommit mode and BEGIN IMMEDIATE has been sent, so that SQLite's
        # transactional DDL really holds: a failing step takes back every step before it.
        transactional_ddl=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
