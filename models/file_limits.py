"""How large a file each receiving system takes (rules §6.1): dated data, the newest in force."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from models.plain import from_plain

_MB = 1_000_000
"""Portals do not say which they mean; the smaller megabyte is safe with both."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Megabytes a file, by the back-end a procedure goes to."""

    dated: date
    source: str
    confirmed_by_office: bool
    """False: proposals of the program; the office decides."""
    default_mb: int
    back_ends: Mapping[str, int]

    def bytes_for(self, back_end: str) -> int:
        """The largest file for a back-end; the default for one nobody named."""
        return self.back_ends.get(back_end, self.default_mb) * _MB


@cache
def file_limits() -> FileLimits:
    """The limits in force."""
    folder = files("models.data").joinpath("file_limits")
    newest = max((one for one in folder.iterdir() if one.name.endswith(".json")), key=str)
    return from_plain(FileLimits, json.loads(newest.read_text(encoding="utf-8")))
