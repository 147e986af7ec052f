"""New data keys for an office: the database copied under them, everybody's boxes sealed anew.

Nothing is overwritten.  The copy is made beside the database, read, counted and flushed; the
keyring then holds both pairs of keys; the names are exchanged; the keyring forgets all but the new
pair and the one of the file kept until the next good start.  Cut short anywhere, the next sign-in
finds by trying which of the two the file is under (`Vault.open_store`).
"""

from __future__ import annotations

import os
from dataclasses import replace

from desk.clock import Clock
from desk.security.keys import DataKeys
from desk.security.signed_in import SignedIn
from desk.security.vault import Vault
from models.problems import Problem
from models.store import audit, durable, rekey
from models.store.blobs import Blobs
from models.store.engine import Store


def rotate(vault: Vault, by: SignedIn, clock: Clock) -> SignedIn:
    """Put the whole office under new data keys; the person's store is closed and opened again.

    Raises Problem ``store.in_use`` when the database is open elsewhere (then nothing has changed
    and the person signs in again), and what the store says.
    """
    new = DataKeys.fresh()
    blobs = by.blobs.under(new.scans)
    with vault.locked():
        ring = vault.read()
        by.store.close()
        _drop_leftovers(vault)
        rekey.copy_under(vault.database, by.keys.database, vault.coming_database, new.database)
        _prove(vault, by, new, blobs, clock)
        ring = vault.write(replace(ring.sealed(new), coming=new.id))
        exchange(vault)
        vault.write(ring.settled(new.id, former=ring.current))
        store = Store.open(vault.database, new.database)
    return replace(by, store=store, blobs=blobs, keys=new)


def exchange(vault: Vault) -> None:
    """The new file takes the database's name; there is no moment without a database."""
    durable.flush_folder(vault.folder)
    os.link(vault.database, vault.former_database)
    durable.flush_folder(vault.folder)
    vault.coming_database.replace(vault.database)
    durable.flush_folder(vault.folder)


def _drop_leftovers(vault: Vault) -> None:
    for database in (vault.coming_database, vault.former_database):
        for left in vault.folder.glob(f"{database.name}*"):
            left.unlink()


def _prove(vault: Vault, by: SignedIn, new: DataKeys, blobs: Blobs, clock: Clock) -> None:
    """The copy has every row, every page is sound, and every scan's key is under the new one."""
    before = Store.open(vault.database, by.keys.database)
    try:
        expected = rekey.counted(before)
    finally:
        before.close()
    copy = Store.open(vault.coming_database, new.database)
    try:
        if rekey.counted(copy) != expected:
            raise Problem("store.damaged")
        with copy.writing() as tx:
            scans = rekey.rewrap_scans(tx, by.blobs, blobs)
            facts: dict[str, str | int] = {"from": by.keys.id, "to": new.id, "scans": scans}
            audit.append(tx, "keys.rotated", by.user.login, clock(), "", facts)
        copy.check()
    finally:
        copy.close()
    durable.flush(vault.coming_database)
