"""Backups on a second place: encrypted as the desk is, and proved by restoring each one.

    FOLDER/motcua-OFFICE/blobs/…            every scan once, as it lies on the desk
    FOLDER/motcua-OFFICE/20261122-173000/   motcua.db, and manifest.json last: with it, it is whole

The manifest names what must be there and holds the data keys sealed for the recovery key: a backup
and the paper are enough to go on at a new PC, and without the paper a backup is noise.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.clock import Clock
from desk.security.keyring import Recovery, plain_recovery, recovery_from
from desk.security.signed_in import SignedIn
from desk.security.vault import Vault
from models.plain import from_plain, to_plain
from models.problems import Kind, Problem
from models.store import audit, durable, rekey, values
from models.store.audit import Head
from models.store.blobs import Blobs, everything
from models.store.engine import Store

log = logging.getLogger(__name__)

LAST_BACKUP = "backup.last"
"""When the last proved backup was made, in the store's values."""
FORMAT = 1
_UNFINISHED = timedelta(days=1)
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one backup holds."""

    office: str
    made_at: datetime
    keys: str
    """The data keys everything is under, by name."""
    counts: Mapping[str, int]
    """Rows of every table."""
    head: Head
    """The end of the audit chain."""
    scans: tuple[str, ...]
    """The files of scans that belong to it, by their meaningless names."""
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Backup:
    """One whole backup on the second place."""

    folder: Path
    manifest: Manifest
    recovery: Recovery

    @property
    def database(self) -> Path:
        """The copy of the database."""
        return self.folder / "motcua.db"

    @property
    def scans(self) -> Path:
        """The folder of all backups' scans."""
        return self.folder.parent / "blobs"


class Backups:
    """The backups of one desk on one second place."""

    def __init__(self, place: Path, vault: Vault, clock: Clock) -> None:
        self.place = place
        self._vault = vault
        self._clock = clock

    def take(self, signed: SignedIn) -> Backup:
        """Make one backup and prove it by restoring it beside itself.

        Raises Problem ``backup.no_place`` when the second place is not there, ``backup.no_paper``
        before a recovery key was issued, ``backup.not_proved`` when what was written is not what
        is here, and ``store.disk_full``.
        """
        if not self.place.is_dir():
            raise Problem("backup.no_place", Kind.DEVICE_OR_LINE)
        ring = self._vault.read()
        if ring.recovery is None:
            raise Problem("backup.no_paper")
        now = self._clock()
        root = self.place / f"motcua-{ring.office}"
        folder = root / now.strftime(_STAMP)
        durable.make_folder(root)
        durable.make_folder(folder)
        signed.store.back_up(folder / "motcua.db")
        manifest = self._described(folder, signed, ring.office, now)
        fresh = self._copy_scans(root / "blobs", signed.blobs, manifest.scans)
        self._prove(folder, signed, manifest, fresh)
        content = {"manifest": to_plain(manifest), "recovery": plain_recovery(ring.recovery)}
        durable.write(folder / "manifest.json", json.dumps(content).encode())
        with signed.store.writing() as tx:
            values.set(tx, LAST_BACKUP, now.isoformat())
            facts = {"scans": len(manifest.scans), "new_scans": len(fresh)}
            audit.append(tx, "backup.made", signed.user.login, now, "", facts)
        log.info("backup proved: %d scans, %d of them new", len(manifest.scans), len(fresh))
        return Backup(folder, manifest, ring.recovery)

    def kept(self) -> tuple[Backup, ...]:
        """Every whole backup of this office, the newest last."""
        return whole_backups(self.place / f"motcua-{self._vault.read().office}")

    def purge(self, older_than: datetime) -> int:
        """Drop backups made before this moment but never the newest, and scans of none kept.

        Unfinished ones go after a day.  How many backups went.
        """
        root = self.place / f"motcua-{self._vault.read().office}"
        backups = whole_backups(root)
        going = [one for one in backups[:-1] if one.manifest.made_at < older_than]
        for one in going:
            # Without its manifest it counts no more, however far the rest gets.
            (one.folder / "manifest.json").unlink()
            shutil.rmtree(one.folder)
        unfinished = self._clock() - _UNFINISHED
        for folder in _dated(root):
            stamp = folder.name < unfinished.strftime(_STAMP)
            if stamp and not (folder / "manifest.json").exists():
                shutil.rmtree(folder)
        _sweep(root / "blobs", [one for one in backups if one not in going])
        return len(going)

    def _described(self, folder: Path, signed: SignedIn, office: str, now: datetime) -> Manifest:
        """What the copy holds; the desk may have gone on meanwhile."""
        with (
            TemporaryDirectory(dir=folder) as scratch,
            closing(_opened(folder, Path(scratch), signed.keys.database)) as copy,
        ):
            counts = rekey.counted(copy)
            with copy.reading() as tx:
                return Manifest(
                    office,
                    now,
                    signed.keys.id,
                    counts,
                    audit.head(tx),
                    tuple(everything(tx).values()),
                )

    def _copy_scans(self, target: Path, blobs: Blobs, names: Iterable[str]) -> set[str]:
        fresh = set()
        durable.make_folder(target)
        for name in names:
            source, copy = blobs.file_of(name), target / name[:2] / name
            try:
                whole = copy.exists() and copy.stat().st_size == source.stat().st_size
                if not whole:
                    durable.write(copy, source.read_bytes())
                    fresh.add(name)
            except FileNotFoundError as error:
                raise Problem("backup.not_proved") from error
        return fresh

    def _prove(self, folder: Path, signed: SignedIn, manifest: Manifest, fresh: set[str]) -> None:
        """Restore the copy beside itself, count it, and read every scan that is new in it."""
        with (
            TemporaryDirectory(dir=folder) as scratch,
            closing(_opened(folder, Path(scratch), signed.keys.database)) as restored,
        ):
            prove(restored, manifest)
            scans = Blobs(folder.parent / "blobs", signed.keys.scans)
            with restored.reading() as tx:
                for digest, name in everything(tx).items():
                    if name in fresh:
                        scans.get(tx, digest)


def prove(restored: Store, manifest: Manifest) -> None:
    """The restored database is sound, complete, and its audit ends where the manifest says.

    Raises Problem ``backup.not_proved``, ``store.damaged``.
    """
    restored.check()
    if rekey.counted(restored) != dict(manifest.counts):
        raise Problem("backup.not_proved")
    with restored.reading() as tx:
        report = audit.verify(tx, manifest.head)
        if report.broken_at is not None or report.rows != manifest.head.seq:
            raise Problem("backup.not_proved")


def whole_backups(root: Path) -> tuple[Backup, ...]:
    """The whole backups in an office's folder, the newest last; damaged ones are left out."""
    found = []
    for folder in _dated(root):
        try:
            plain = json.loads((folder / "manifest.json").read_bytes())
            manifest = from_plain(Manifest, plain["manifest"])
            recovery = recovery_from(plain["recovery"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.info("a backup without a good manifest: %s", type(error).__name__)
            continue
        found.append(Backup(folder, manifest, recovery))
    return tuple(found)


def _dated(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(one for one in root.iterdir() if one.is_dir() and one.name[:8].isdigit())


def _opened(folder: Path, scratch: Path, key: bytes) -> Store:
    """A copy of the copy: what lies in the backup is not touched by being looked at."""
    shutil.copyfile(folder / "motcua.db", scratch / "motcua.db")
    return Store.open(scratch / "motcua.db", key)


def _sweep(scans: Path, backups: Iterable[Backup]) -> None:
    wanted = {name for one in backups for name in one.manifest.scans}
    for path in scans.glob("??/*"):
        if path.name not in wanted:
            path.unlink()
