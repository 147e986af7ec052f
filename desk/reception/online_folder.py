"""A portal that is a folder: packets come as files, answers go as files.

No province publishes an interface for desks; a folder filled by the province's own export is what
works today, and a line can take its place behind the same port.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.online import OnlineBrought, OnlineDecided, OnlineFile, OnlineHolding, read_online
from models.plain import to_plain
from models.problems import Kind, Problem

_INCOMING, _FILES, _ANSWERS = "den", "tep", "tra-loi"
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class FolderPortal:
    """Packets ``den/*.json``, their files in ``tep``, our answers in ``tra-loi``."""

    folder: Path
    name: str = "folder"
    reserves: bool = False

    def fetch(self) -> OnlineBrought:
        """Every packet there is, and how many could not be read.

        Raises:
            Problem: ``online.no_portal``.
        """
        incoming = self.folder / _INCOMING
        if not incoming.is_dir():
            raise Problem("online.no_portal", Kind.DEVICE_OR_LINE)
        good, bad = [], 0
        for path in sorted(incoming.glob("*.json")):
            try:
                if path.stat().st_size > _LARGEST:
                    raise ValueError("too large")
                data = json.loads(path.read_text(encoding="utf-8"))
                good.append(read_online(data, self.name))
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                bad += 1
        return OnlineBrought(tuple(good), bad, self.name)

    def hold(self, code: str, version: int) -> OnlineHolding | None:
        """A folder gives nothing to one desk alone: whoever decides first makes the dossier."""
        del code, version
        return None

    def let_go(self, code: str, version: int) -> None:
        """Nothing was reserved."""
        del code, version

    def content(self, one: OnlineFile) -> bytes:
        """The attached file, unchanged since the portal hashed it.

        Raises:
            Problem: ``online.file_missing``, ``online.file_changed``.
        """
        root = (self.folder / _FILES).resolve()
        path = (root / one.place).resolve()
        if root not in path.parents or not path.is_file():
            raise Problem("online.file_missing", Kind.DEVICE_OR_LINE)
        content = path.read_bytes()
        if one.sha256 and hashlib.sha256(content).hexdigest() != one.sha256:
            raise Problem("online.file_changed")
        return content

    def answer(self, code: str, decided: OnlineDecided, at: datetime) -> bool:
        """Tell the portal what became of a dossier; the same answer again changes nothing.

        Raises:
            Problem: ``online.no_portal``.
        """
        target = self.folder / _ANSWERS
        try:
            target.mkdir(exist_ok=True)
            name = "".join(c if c.isalnum() or c in ".-" else "_" for c in code)
            body = {"MaHoSo": code, **to_plain(decided), "decided_at": at.isoformat()}
            draft = target / f"{name}.{decided.version}.tmp"
            draft.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
            draft.replace(draft.with_suffix(".json"))
        except OSError as error:
            raise Problem("online.no_portal", Kind.DEVICE_OR_LINE) from error
        return True
