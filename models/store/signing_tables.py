"""The table of documents and the signatures they wait for, or have got."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from models.store.columns import Moment
from models.store.schema import SCHEMA

signing_wait = Table(
    "signing_wait",
    SCHEMA,
    Column("serial", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("dossier_id", Text, ForeignKey("dossier.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("component_code", Text, nullable=False),
    Column("kind", Text, nullable=False),  # personal, agency_copy
    Column("copy_form", Text, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("state", Text, nullable=False),  # waiting, signed, withdrawn
    Column("problem", Text, nullable=False),  # code of what went wrong at the last try
    Column("signed_sha256", Text, nullable=False),
    Column("signed_at", Moment),
    Column("signed_by", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("owed", Text, nullable=False),  # timestamp, archive: added when the line is back
    UniqueConstraint("dossier_id", "position", "kind"),
    Index(None, "state", "serial"),
    Index(None, "owed"),
)
