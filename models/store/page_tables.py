"""Tables of what happens to captured pages: what was seen and read, undone steps, versions."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from models.store.columns import Json, Moment
from models.store.schema import SCHEMA

page_view = Table(
    "page_view",
    SCHEMA,
    # A page as the clean-up left it: the picture that is shown and lies in the document.
    Column("page_id", Text, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("dpi", Integer),
    Column("findings", Json, nullable=False),
    Column("likeness", LargeBinary, nullable=False),
    Column("prepared_at", Moment, nullable=False),
    Index(None, "sha256"),
    sqlite_with_rowid=False,
)

page_undone = Table(
    "page_undone",
    SCHEMA,
    # What the machine proposed for a page and a person took back: turn, clean, blank, separator.
    Column("page_id", Text, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("proposal", Text, primary_key=True),
    sqlite_with_rowid=False,
)

page_text = Table(
    "page_text",
    SCHEMA,
    Column("page_id", Text, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True),
    Column("stage", Text, primary_key=True),  # first, fused
    Column("engine", Text, nullable=False),
    Column("view_sha256", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("read_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

page_step = Table(
    "page_step",
    SCHEMA,
    # The undo stack of a draft: where its pages were before each act.
    Column("serial", Integer, primary_key=True),
    Column("draft_id", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("before", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "draft_id", "serial"),
)

page_work = Table(
    "page_work",
    SCHEMA,
    # Background work that failed: when it may be tried again. Subject: a page or a document.
    Column("subject", Text, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("code", Text, nullable=False),
    sqlite_with_rowid=False,
)

document_source = Table(
    "document_source",
    SCHEMA,
    # Which draft's pages a document of a dossier was made of, and what became of the work on it.
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("component_code", Text, nullable=False),
    Column("draft_id", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("outcome", Text, nullable=False),
    CheckConstraint("(finished_at IS NULL) = (outcome = '')", name="outcome_when_finished"),
    Index(None, "draft_id"),
    sqlite_with_rowid=False,
)
Index(
    "ix_document_source_unfinished",
    document_source.c.made_at,
    sqlite_where=document_source.c.finished_at.is_(None),
)

document_version = Table(
    "document_version",
    SCHEMA,
    # Every version of a renewed document, the first and the present one too.
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
