"""Going on at a new PC: a backup and the recovery key become this desk's folder.

Like a set-up, it is only true when the database has its final name; cut short, it is done again.
"""

from __future__ import annotations

from pathlib import Path

from desk.security.backups import Backup, prove, whole_backups
from desk.security.keyring import Keyring
from desk.security.keys import DataKeys, WrongKeyError
from desk.security.recovery_key import RecoveryKey
from desk.security.vault import Vault
from models.problems import Kind, Problem
from models.store import durable
from models.store.blobs import Blobs, everything
from models.store.engine import Store


def newest(place: Path) -> Backup:
    """The newest whole backup on a second place, of whichever office.

    Raises Problem ``backup.none``.
    """
    roots = [place, *place.glob("motcua-*")] if place.is_dir() else []
    backups = [one for root in roots for one in whole_backups(root)]
    if not backups:
        raise Problem("backup.none", Kind.BAD_INPUT)
    return max(backups, key=lambda one: one.manifest.made_at)


def restored(vault: Vault, backup: Backup, paper: RecoveryKey) -> tuple[DataKeys, Keyring, Path]:
    """Copy and prove everything under the desk's folder; the database not yet under its name.

    Every scan is read.  Raises Problem ``security.recovery_wrong``, ``backup.not_proved``,
    ``store.damaged``, ``store.scan_damaged`` and ``store.scan_missing``.
    """
    manifest = backup.manifest
    try:
        keys = DataKeys.opened(
            manifest.keys, backup.recovery.boxes[manifest.keys], paper.private_key(),
            manifest.office,
        )  # fmt: skip
    except (WrongKeyError, KeyError) as error:
        raise Problem("security.recovery_wrong") from error
    database = vault.folder / "motcua.new.db"
    for left in vault.folder.glob(f"{database.name}*"):
        left.unlink()
    durable.write(database, backup.database.read_bytes())
    store = Store.open(database, keys.database)
    try:
        prove(store, manifest)
        _bring_scans(vault, backup, store, keys)
    finally:
        store.close()
    vault.device.make()
    return keys, Keyring(manifest.office, keys.id, recovery=backup.recovery), database


def _bring_scans(vault: Vault, backup: Backup, store: Store, keys: DataKeys) -> None:
    scans = Blobs(vault.folder / "blobs", keys.scans)
    with store.reading() as tx:
        for digest, name in everything(tx).items():
            source = backup.scans / name[:2] / name
            if not source.exists():
                raise Problem("store.scan_missing", content=digest[:8])
            durable.write(scans.file_of(name), source.read_bytes())
            scans.get(tx, digest)
