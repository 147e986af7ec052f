"""Dated data: versions of a rule in one JSON file, and the one in force on a day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Protocol, TypeVar

from models.plain import from_plain


class Dated(Protocol):
    """Something that holds from a day on."""

    @property
    def valid_from(self) -> date:
        """The first day."""


V = TypeVar("V", bound=Dated)


def in_force(versions: Sequence[V], on: date) -> V:
    """The version of a day, of versions in their order; before the first one, the first."""
    return next((one for one in reversed(versions) if one.valid_from <= on), versions[0])


def read_versions(kind: type[V], name: str) -> tuple[V, ...]:
    """Every version in ``models/data/<name>``, the oldest first."""
    text = files("models.data").joinpath(name).read_text(encoding="utf-8")
    read = (from_plain(kind, row) for row in json.loads(text)["versions"])
    return tuple(sorted(read, key=lambda one: one.valid_from))
