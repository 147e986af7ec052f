"""Every table of a desk's store.  `SCHEMA` is what the migrations must lead to."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from models.store import (  # noqa: F401 - their tables belong to SCHEMA
    field_tables,
    life_tables,
    office_tables,
    page_tables,
    signing_tables,
)
from models.store.columns import Json, Moment
from models.store.schema import SCHEMA

SCHEMA_VERSION = 9
"""PRAGMA user_version of a store this program can use as it is."""

dossier = Table(
    "dossier",
    SCHEMA,
    Column("serial", Integer, primary_key=True),  # order of reception at this desk
    Column("id", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False),  # unique among all codes and aliases: code_alias
    Column("code_kind", Text, nullable=False),
    Column("procedure_code", Text, nullable=False),
    Column("procedure_version", Text, nullable=False),
    Column("procedure_name", Text, nullable=False),
    Column("field_name", Text, nullable=False),
    Column("owner", Json, nullable=False),
    Column("submitter", Json),
    Column("channel", Integer, nullable=False),
    Column("status", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("due", Moment, nullable=False),
    Column("due_hour_exact", Moment, nullable=False),
    Column("due_is_provisional", Boolean, nullable=False),
    Column("desk", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("fee_dong", BigInteger),  # NULL where pages decide or nobody confirmed it
    Column("sets", Integer, nullable=False),
    Column("return_method", Text, nullable=False),
    Column("components", Json, nullable=False),
    Column("note", Text, nullable=False),
    Column("form", Json, nullable=False),
    Column("returned_at", Moment),
    Column("returned_to", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "received_at"),
    Index(None, "due"),
    Index(None, "status", "received_at"),
)

code_alias = Table(
    "code_alias",
    SCHEMA,
    Column("code", Text, primary_key=True),
    Column("dossier_id", Text, ForeignKey("dossier.id"), nullable=False),
    Index(None, "dossier_id"),
    sqlite_with_rowid=False,
)

document = Table(
    "document",
    SCHEMA,
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("component_code", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("pdfa", Text, nullable=False, server_default="not_checked"),
    Index(None, "sha256"),
    sqlite_with_rowid=False,
)

receipt = Table(
    "receipt",
    SCHEMA,
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("body", Json, nullable=False),
)

status_event = Table(
    "status_event",
    SCHEMA,
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_with_rowid=False,
)

search_key = Table(
    "search_key",
    SCHEMA,
    # What kind of key (models.store.search); nid is minus the dossier's serial: newest first.
    Column("kind", Integer, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("nid", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    SCHEMA,
    Column("id", Text, primary_key=True),
    Column("clerk", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("body", Json, nullable=False),
    Index(None, "clerk", "saved_at"),
)

page = Table(
    "page",
    SCHEMA,
    Column("serial", Integer, primary_key=True),  # the order in which pages arrived
    Column("id", Text, nullable=False, unique=True),
    # No reference to draft: pages of digitised papers stay when their draft became a dossier.
    Column("draft_id", Text, nullable=False),
    Column("component_code", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("dpi", Integer),
    Column("source", Text, nullable=False),
    Column("captured_at", Moment, nullable=False),
    Column("rotation", Integer, nullable=False),
    Column("file_page", Integer, nullable=False),
    Column("batch", Text, nullable=False),  # one run of a scanner; empty for files
    Column("removed_at", Moment),  # taken out, kept for undoing as long as the draft lives
    Index(None, "draft_id", "component_code", "position"),
    Index(None, "sha256"),
)

blob = Table(
    "blob",
    SCHEMA,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("name", Text, nullable=False, unique=True),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    SCHEMA,
    Column("position", Integer, primary_key=True),
    Column("event_id", Text, nullable=False, unique=True),
    Column("aggregate_id", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("event", Json, nullable=False),  # the event without its body
    Column("body_json", Text, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("not_before", Moment),
    Column("attempts", Integer, nullable=False),
    Column("last_reason", Text, nullable=False),
    Column("accepted_at", Moment),
    Column("refused_at", Moment),
    Column("refused_code", Text, nullable=False),
    Column("refused_message", Text, nullable=False),
    UniqueConstraint("aggregate_id", "sequence"),
    CheckConstraint("accepted_at IS NULL OR refused_at IS NULL", name="one_answer"),
)
Index(
    "ix_outbox_waiting",  # answers what waits without touching the bodies
    outbox.c.aggregate_id,
    outbox.c.sequence,
    outbox.c.position,
    outbox.c.refused_at,
    outbox.c.not_before,
    sqlite_where=outbox.c.accepted_at.is_(None),
)

outbox_file = Table(
    "outbox_file",
    SCHEMA,
    Column("position", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("dossier_id", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("not_before", Moment),
    Column("attempts", Integer, nullable=False),
    Column("last_reason", Text, nullable=False),
    Column("sent_at", Moment),
    UniqueConstraint("sha256", "dossier_id"),
    Index(None, "dossier_id"),
)
Index(
    "ix_outbox_file_waiting",
    outbox_file.c.position,
    sqlite_where=outbox_file.c.sent_at.is_(None),
)

lease = Table(
    "lease",
    SCHEMA,
    Column("lease_id", Text, primary_key=True),
    Column("agency", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("device_id", Text, nullable=False),
    Column("next", Integer, nullable=False),  # the number the next dossier gets; last + 1: used up
    Index(None, "agency", "day", "first"),
    CheckConstraint("first <= last AND next BETWEEN first AND last + 1", name="in_block"),
)

provisional_number = Table(
    "provisional_number",
    SCHEMA,
    Column("desk", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    SCHEMA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),  # canonical JSON, the text that was hashed
    Column("hash", LargeBinary, nullable=False),
    Index(None, "subject"),
)

audit_checkpoint = Table(
    "audit_checkpoint",
    SCHEMA,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # rows of audit it vouches for
    Column("head", LargeBinary, nullable=False),
    Column("device_id", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    # The witness's answer, all three or none.
    Column("hub_at", Text),  # as the hub wrote it: its signature covers the text
    Column("hub_key", LargeBinary),
    Column("hub_signature", LargeBinary),
    CheckConstraint(
        "(hub_at IS NULL) = (hub_key IS NULL) AND (hub_at IS NULL) = (hub_signature IS NULL)",
        name="whole_answer",
    ),
)

released_scan = Table(
    "released_scan",
    SCHEMA,
    # A document whose bytes left this desk on purpose: its row in document stays.
    Column("sha256", Text, primary_key=True),
    Column("released_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_with_rowid=False,
)

erased_dossier = Table(
    "erased_dossier",
    SCHEMA,
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("erased_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

owed_print = Table(
    "owed_print",
    SCHEMA,
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("owed_since", Moment, nullable=False),
    sqlite_with_rowid=False,
)

account = Table(
    "account",
    SCHEMA,
    Column("login", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("admitted_by", Text, nullable=False),
    Column("admitted_at", Moment, nullable=False),
)

value = Table(
    "value",
    SCHEMA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
