"""Tables of the values read from pages: what the machine proposes, what a person confirmed."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, Table, Text

from models.store.columns import Json, Moment
from models.store.schema import SCHEMA

field_paper = Table(
    "field_paper",
    SCHEMA,
    # A component's kind of paper, and whether confirming its values was put off.
    Column("subject", Text, primary_key=True),  # a draft's id, which is later the dossier's
    Column("component_code", Text, primary_key=True),
    Column("document_type", Text, nullable=False),
    Column("by_person", Boolean, nullable=False),  # a clerk named the kind of paper
    Column("proposed_at", Moment, nullable=False),
    Column("deferred_by", Text, nullable=False),
    Column("deferred_at", Moment),
    sqlite_with_rowid=False,
)

field_value = Table(
    "field_value",
    SCHEMA,
    # The machine's value with its place and readings; beside it what a person made of it.
    Column("subject", Text, primary_key=True),
    Column("component_code", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("machine_value", Text, nullable=False),
    Column("readings", Json, nullable=False),
    Column("doubts", Json, nullable=False),
    Column("page_id", Text, nullable=False),
    Column("page", Integer, nullable=False),
    Column("box", Json, nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("value", Text),  # NULL until confirmed; empty: a person saw that there is none
    Column("confirmed_by", Text, nullable=False),
    Column("confirmed_at", Moment),
    CheckConstraint("(value IS NULL) = (confirmed_at IS NULL)", name="confirmed_whole"),
    sqlite_with_rowid=False,
)
Index(
    "ix_field_value_owed",
    field_value.c.subject,
    sqlite_where=field_value.c.confirmed_at.is_(None),
)

field_news = Table(
    "field_news",
    SCHEMA,
    # Papers with values confirmed since their document's record was made and the hub was told.
    Column("subject", Text, primary_key=True),
    Column("component_code", Text, primary_key=True),
    Column("confirmed_at", Moment, nullable=False),  # the last of them
    Column("told", Boolean, nullable=False),  # the hub's event is queued; the record is still owed
    sqlite_with_rowid=False,
)
