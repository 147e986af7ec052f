"""Who works at this desk: logins with names and roles. Keys and passwords are not here."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from models.role import Role, User
from models.store import tables
from models.store.engine import Tx

_account = tables.account


def save(tx: Tx, user: User, by: str, at: datetime) -> None:
    """Let a person in, or change the name and role of one who is."""
    row = {
        "name": user.name,
        "role": user.role.value,
        "admitted_by": by,
        "admitted_at": at,
    }
    tx.execute(
        insert(_account)
        .values(login=user.login, **row)
        .on_conflict_do_update(index_elements=[_account.c.login], set_=row)
    )


def get(tx: Tx, login: str) -> User | None:
    """The person with this login."""
    row = tx.execute(sa.select(_account).where(_account.c.login == login)).first()
    return None if row is None else User(row.login, row.name, Role(row.role))


def everybody(tx: Tx) -> tuple[User, ...]:
    """All who may sign in, by login."""
    rows = tx.execute(sa.select(_account).order_by(_account.c.login))
    return tuple(User(row.login, row.name, Role(row.role)) for row in rows)
