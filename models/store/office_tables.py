"""Tables of what the hub told about the office: dossiers received at other counters, and alarms."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from models.store.columns import Json, Moment
from models.store.schema import SCHEMA

office_dossier = Table(
    "office_dossier",
    SCHEMA,
    # A read cache: everything in it is the hub's word and comes again from there.
    Column("serial", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("body", Json, nullable=False),  # models.messages.DossierOnHub
    # 1: nobody owes anybody anything any more; 2 is added while a snapshot has not told it again.
    Column("closed", Integer, nullable=False),
    Column("learned_at", Moment, nullable=False),
    Index(None, "closed", "learned_at"),
)

alarm = Table(
    "alarm",
    SCHEMA,
    Column("id", Text, primary_key=True),
    Column("dossier_id", Text, nullable=False),
    Column("body", Json, nullable=False),  # models.messages.DoubleReturn
    Column("heard_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Column("settled_by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index(None, "dossier_id"),
)
