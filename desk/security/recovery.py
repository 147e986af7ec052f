"""Getting in with the recovery key: no password known, or the keyring or device secret gone.

What the paper opens proves itself twice: only the sealed keys for this paper open at all, and only
the right ones open the database.  So a keyring whose code cannot be checked any more may still be
read for them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desk.security.keyring import Keyring, Recovery
from desk.security.keys import DataKeys, WrongKeyError, public_half
from desk.security.recovery_key import RecoveryKey
from desk.security.vault import Vault
from models.problems import Problem
from models.store import durable
from models.store.engine import Store

_SET_ASIDE = ".set-aside"
_KEYRING_GONE = {
    "security.keyring_damaged",
    "security.device_secret_missing",
    "security.device_secret_damaged",
}


def issued(ring: Keyring, keys: DataKeys, paper: RecoveryKey) -> Keyring:
    """The keyring with the data keys sealed for this paper and no other."""
    public = public_half(paper.private_key())
    box = keys.sealed_for(public, ring.office)
    return replace(ring, recovery=Recovery(public, {keys.id: box}))


def opened(vault: Vault, paper: RecoveryKey) -> tuple[Store, DataKeys, Keyring]:
    """The store, opened with the paper, and the keyring as it must be written.

    Raises Problem ``security.recovery_wrong`` for a paper that is void or of another office,
    ``security.keyring_missing`` when no copy of the keyring is left: then a backup is restored.
    """
    ring, proved = _ring(vault)
    if ring.recovery is None:
        raise Problem("security.recovery_wrong")
    try:
        store, keys, ring = vault.open_store(ring, ring.recovery.boxes, paper.private_key())
    except WrongKeyError as error:
        raise Problem("security.recovery_wrong") from error
    # Key pairs nobody can vouch for, or whose device secret is gone, are not carried over.
    return store, keys, ring if proved else replace(ring, entries={})


def make_writable(vault: Vault) -> None:
    """Set aside what is damaged, so that a new device secret and keyring can be written."""
    try:
        vault.read()
    except Problem as problem:
        if problem.code not in _KEYRING_GONE:
            raise
    else:
        return
    device = vault.folder / "device-secret"
    for path in (device, *vault.file.copies):
        if path.exists():
            path.replace(_free_name(path))
    durable.flush_folder(vault.folder)
    vault.device.make()


def _free_name(path: Path) -> Path:
    number = 1
    while (free := path.with_name(f"{path.name}{_SET_ASIDE}-{number}")).exists():
        number += 1
    return free


def _ring(vault: Vault) -> tuple[Keyring, bool]:
    try:
        return vault.read(), True
    except Problem as problem:
        if problem.code not in _KEYRING_GONE:
            raise
    return vault.file.read_unproved(), False
