"""Sổ chứng thực as it is printed each month (TT 01/2020/TT-BTP)."""

from __future__ import annotations

from dataclasses import dataclass

from models.papers.heading import Heading


@dataclass(frozen=True, slots=True)
class CertificationRow:
    """One line of the book in words."""

    number: int
    day: str
    people: str
    paper: str
    signer: str
    count: int
    fee_dong: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CertificationBook:
    """One book's lines of a month."""

    heading: Heading
    kind: str
    """``copies``, ``signature``, ``translator`` or ``contract``: the columns' words."""
    title: str
    book: str
    volume: str
    year: int
    month: int
    rows: tuple[CertificationRow, ...]
    keeper: str
