"""Tờ khai filled from the card's data: the person checks it and signs (rules §12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.papers.heading import Heading


@dataclass(frozen=True, slots=True)
class SpouseRow:
    """One line of the marriage form: the same fact of both."""

    label: str
    wife: str
    husband: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """A form of one procedure. `heading.form` names its template; names are ``role_field``."""

    heading: Heading
    agency_to: str
    """Kính gửi."""
    values: Mapping[str, str]
    spouses: tuple[SpouseRow, ...] = ()
