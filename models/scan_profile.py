"""Scan profiles: named ways to scan, kept in the settings of a seat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from models.pages import Proposal
from models.problems import Problem

Source = Literal["flatbed", "feeder", "auto"]
PageSize = Literal["a4", "a3", "a5", "letter", "longest"]
DEFAULT_DPI = 200
"""The legal minimum of NĐ 30/2020 and enough for reading the text by machine."""


class Blanks(StrEnum):
    """What becomes of a page that is probably blank."""

    PROPOSE = "propose"
    """Marked, with one key to take it out."""
    KEEP = "keep"


class Expected(StrEnum):
    """Whether the clerk is asked how many sheets there are."""

    ASK = "ask"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class ScanProfile:
    """One way to scan. ``device`` None: the first scanner of the list.

    ``brightness`` and ``contrast`` go from -100 to 100. ``auto_turn`` and ``deskew`` are proposals
    of the clean-up, never done to the original.
    """

    name: str
    device: str | None = None
    source: Source = "auto"
    dpi: int = DEFAULT_DPI
    colour: bool = True
    duplex: bool = False
    flip_backs: bool = False
    page_size: PageSize = "a4"
    brightness: int = 0
    contrast: int = 0
    blanks: Blanks = Blanks.PROPOSE
    expected: Expected = Expected.IGNORE
    auto_turn: bool = True
    deskew: bool = True

    @property
    def declined(self) -> tuple[Proposal, ...]:
        """What the clean-up need not propose for pages scanned this way."""
        wanted = {
            Proposal.TURN: self.auto_turn,
            Proposal.CLEAN: self.deskew,
            Proposal.BLANK: self.blanks is Blanks.PROPOSE,
        }
        return tuple(one for one, keep in wanted.items() if not keep)


@dataclass(frozen=True, slots=True)
class ScanProfiles:
    """The profiles of a desk, which of them is chosen, and whether they are locked."""

    every: tuple[ScanProfile, ...] = ()
    chosen: str = ""
    locked: bool = False

    @property
    def current(self) -> ScanProfile:
        """The chosen one; the first when the choice is gone; the usual way when there is none."""
        named = {one.name: one for one in self.every}
        first = self.every[0] if self.every else STANDARD
        return named.get(self.chosen, first)

    def or_shipped(self) -> ScanProfiles:
        """The same; the shipped profiles where the desk has none of its own."""
        return self if self.every else replace(self, every=SHIPPED)

    def named(self, name: str) -> ScanProfile:
        """The profile of this name.  Raises Problem sources.no_profile."""
        for one in self.every:
            if one.name == name:
                return one
        raise Problem("sources.no_profile")

    def next(self) -> ScanProfiles:
        """The same, with the next profile chosen."""
        if not self.every:
            return self
        at = self.every.index(self.current)
        return replace(self, chosen=self.every[(at + 1) % len(self.every)].name)


STANDARD = ScanProfile("Màu 200 dpi")
"""What a desk has that set up nothing: colour, the legal minimum, feeder when loaded."""

SHIPPED = (
    STANDARD,
    ScanProfile("Hai mặt", source="feeder", duplex=True),
    ScanProfile("Mặt kính", source="flatbed"),
)
