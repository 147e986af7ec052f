"""Which desks may talk to this hub.

A token is ``<device>.<secret>``; the hub keeps only the secret's hash (the secret has 256 random
bits, so a plain hash cannot be guessed back).  Certificates replace tokens later (sync §D.10).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from hub.codes import is_agency
from hub.store import tables
from hub.store.engine import Tx
from models.problems import Problem

_DEVICE = re.compile(r"^[0-9A-Za-z_-]{1,64}$")
_NOBODY = "0" * 64
DESK, PORTAL = "desk", "portal"
"""Kinds of devices: a counter's machine, and the adapter that brings what was lodged online."""


@dataclass(frozen=True, slots=True)
class Device:
    """A desk that may talk to the hub, and the agency it works for."""

    device_id: str
    agency: str
    kind: str = DESK


def enrol(tx: Tx, device_id: str, agency: str, at: datetime, kind: str = DESK) -> str:
    """Let a desk or an adapter in and return its token; a token it had before stops working.

    Raises:
        Problem: ``hub.bad_device`` or ``hub.bad_agency`` when a name is not of the known form.
    """
    if not _DEVICE.match(device_id):
        raise Problem("hub.bad_device")
    if not is_agency(agency):
        raise Problem("hub.bad_agency")
    secret = secrets.token_urlsafe(32)
    tx.execute(delete(tables.device).where(tables.device.c.device_id == device_id))
    tx.execute(
        insert(tables.device).values(
            device_id=device_id,
            agency=agency,
            secret_sha256=_digest(secret),
            enrolled_at=at.isoformat(),
            kind=kind,
        )
    )
    return f"{device_id}.{secret}"


def known(tx: Tx, token: str) -> Device | None:
    """The desk this token belongs to; None for any other token, compared in constant time."""
    device_id, _, secret = token.partition(".")
    row = tx.execute(
        select(tables.device).where(tables.device.c.device_id == device_id)
    ).one_or_none()
    expected = _NOBODY if row is None else str(row.secret_sha256)
    fits = hmac.compare_digest(expected, _digest(secret))
    return Device(row.device_id, row.agency, row.kind) if fits and row is not None else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
