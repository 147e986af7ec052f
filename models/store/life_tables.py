"""Tables of what follows reception: facts, people, books, bundles, the office's own data."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from models.store.columns import Json, Moment
from models.store.schema import SCHEMA

fact = Table(
    "fact",
    SCHEMA,
    # Append-only: who held it, what was promised, said, paid, issued (models.facts).
    Column("serial", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("subject", Text, nullable=False),  # mostly a dossier's id
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("body", Json, nullable=False),
    Index(None, "subject", "kind", "serial"),
    Index(None, "kind", "at"),
)

dossier_person = Table(
    "dossier_person",
    SCHEMA,
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("body", Json, nullable=False),
    sqlite_with_rowid=False,
)

book_number = Table(
    "book_number",
    SCHEMA,
    # The last number given in a book of a year; numbers start at 1 and have no gaps.
    Column("book", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    CheckConstraint("last >= 1", name="from_one"),
    sqlite_with_rowid=False,
)

certified_copy = Table(
    "certified_copy",
    SCHEMA,
    Column("book", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("dossier_id", Text, ForeignKey("dossier.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", Json, nullable=False),
    Column("signed_at", Moment),
    Column("signer", Text, nullable=False),
    Column("handed_at", Moment),
    Index(None, "dossier_id"),
    Index(None, "handed_at", "at"),
    sqlite_with_rowid=False,
)

bundle = Table(
    "bundle",
    SCHEMA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("number", Text, nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("confirmed_at", Moment),
    Column("confirmed_by", Text, nullable=False),
    Index(None, "made_at"),
)

bundle_item = Table(
    "bundle_item",
    SCHEMA,
    Column("bundle_id", Text, ForeignKey("bundle.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("dossier_id", Text, ForeignKey("dossier.id"), nullable=False),
    Column("body", Json, nullable=False),
    Index(None, "dossier_id"),
    sqlite_with_rowid=False,
)

register_year = Table(
    "register_year",
    SCHEMA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("closed_by", Text, nullable=False),
    Column("signer", Text, nullable=False),
)

register_entry = Table(
    "register_entry",
    SCHEMA,
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("dossier_id", Text, ForeignKey("dossier.id"), nullable=False),
    Column("volume", Text, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("dossier_id"),
    sqlite_with_rowid=False,
)

catalogue_entry = Table(
    "catalogue_entry",
    SCHEMA,
    Column("code", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("body", Json, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("source", Text, nullable=False),
    sqlite_with_rowid=False,
)

local_day = Table(
    "local_day",
    SCHEMA,
    Column("day", Text, primary_key=True),  # ISO date
    Column("body", Json, nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("set_by", Text, nullable=False),
    sqlite_with_rowid=False,
)
