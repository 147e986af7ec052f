"""The hub's tables as the queries see them; `hub.store.schema` makes them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

device = Table(
    "device",
    metadata,
    Column("device_id", String, primary_key=True),
    Column("agency", String, nullable=False),
    Column("secret_sha256", String, nullable=False),
    Column("enrolled_at", String, nullable=False),
    Column("kind", String, nullable=False, server_default="desk"),
)

dossier = Table(
    "dossier",
    metadata,
    Column("dossier_id", String, primary_key=True),
    Column("agency", String, nullable=False),
    Column("code", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("last_sequence", Integer, nullable=False),
    Column("returned_at", String),
    Column("returned_to", String, nullable=False),
    Column("body_json", Text, nullable=False),
    Column("updated_at", String, nullable=False),
    UniqueConstraint("agency", "code"),
)

dossier_code = Table(
    "dossier_code",
    metadata,
    Column("agency", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("dossier_id", String, primary_key=True),
    Index("dossier_code_by_dossier", "dossier_id"),
)

event = Table(
    "event",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("aggregate_id", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("type_version", Integer, nullable=False),
    Column("device_id", String, nullable=False),
    Column("sent_by", String, nullable=False),
    Column("user_login", String, nullable=False),
    Column("device_time", String, nullable=False),
    Column("received_at", String, nullable=False),
    Column("body_json", Text, nullable=False),
    Column("body_sha256", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("answer_json", Text, nullable=False),
    # The dossier's own order: the place of each event among those of all desks.
    Column("position", Integer, nullable=False),
    UniqueConstraint("aggregate_id", "device_id", "sequence"),
    UniqueConstraint("aggregate_id", "position"),
    Index("event_by_device", "device_id", "device_time"),
)

alarm = Table(
    "alarm",
    metadata,
    Column("alarm_id", String, primary_key=True),  # the event that was one too many
    Column("agency", String, nullable=False),
    Column("dossier_id", String, nullable=False),
    Column("first_event", String, nullable=False),
    Column("raised_at", String, nullable=False),
    Index("alarm_by_dossier", "dossier_id"),
)

dossier_file = Table(
    "dossier_file",
    metadata,
    Column("dossier_id", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("agency", String, nullable=False),
    Index("dossier_file_by_hash", "agency", "sha256"),
)

blob = Table(
    "blob",
    metadata,
    Column("agency", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("stored_at", String, nullable=False),
)

day_counter = Table(
    "day_counter",
    metadata,
    Column("agency", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("last", Integer, nullable=False),
)

lease = Table(
    "lease",
    metadata,
    Column("lease_id", String, primary_key=True),
    Column("request_id", String, nullable=False, unique=True),
    Column("agency", String, nullable=False),
    Column("day", String, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("device_id", String, nullable=False),
    Column("granted_at", String, nullable=False),
    UniqueConstraint("agency", "day", "first"),
)

feed_head = Table(
    "feed_head",
    metadata,
    Column("agency", String, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

change = Table(
    "change",
    metadata,
    Column("agency", String, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("at", String, nullable=False),
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("device_id", String, primary_key=True),
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("head", String, nullable=False),
    Column("at", String, nullable=False),
    Column("public_key", String, nullable=False),
    Column("signature", String, nullable=False),
    Column("hub_at", String, nullable=False),
    Column("hub_key", String, nullable=False),
    Column("hub_signature", String, nullable=False),
)

checkpoint_epoch = Table(
    "checkpoint_epoch",
    metadata,
    Column("device_id", String, primary_key=True),
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("opened_at", String, nullable=False),
    Column("reason", String, nullable=False),
)

checkpoint_refused = Table(
    "checkpoint_refused",
    metadata,
    Column("device_id", String, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("head", String, primary_key=True),
    Column("at", String, nullable=False),
)

search_key = Table(
    "search_key",
    metadata,
    Column("agency", String, primary_key=True),
    Column("kind", Integer, primary_key=True, autoincrement=False),
    Column("key", LargeBinary, primary_key=True),
    Column("nid", BigInteger, primary_key=True, autoincrement=False),
    Column("dossier_id", String, primary_key=True),
)

look_up = Table(
    "look_up",
    metadata,
    Column("look_up_id", String, primary_key=True),
    Column("agency", String, nullable=False),
    Column("device_id", String, nullable=False),
    Column("user_login", String, nullable=False),
    Column("at", String, nullable=False),
    Column("dossiers", Text, nullable=False),
)

register_year = Table(
    "register_year",
    metadata,
    Column("agency", String, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("closed_at", String),
    Column("closed_by", String, nullable=False, server_default=""),
    Column("signer", String, nullable=False, server_default=""),
)

register_number = Table(
    "register_number",
    metadata,
    Column("dossier_id", String, primary_key=True),
    Column("agency", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("agency", "year", "number"),
)

register_hold = Table(
    "register_hold",
    metadata,
    Column("agency", String, primary_key=True),
    Column("device_id", String, primary_key=True),
)

online_packet = Table(
    "online_packet",
    metadata,
    Column("agency", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body_json", Text, nullable=False),
    Column("body_sha256", String, nullable=False),
    Column("dropped_at", String, nullable=False),
)

online_hold = Table(
    "online_hold",
    metadata,
    Column("agency", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("device_id", String, nullable=False),
    Column("until", String, nullable=False),
)

online_answer = Table(
    "online_answer",
    metadata,
    Column("agency", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("device_id", String, nullable=False),
    Column("body_json", Text, nullable=False),
    Column("answered_at", String, nullable=False),
    Column("told_at", String),
    Index("online_answer_untold", "agency", "told_at"),
)
