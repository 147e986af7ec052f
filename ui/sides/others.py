"""The panels behind «Khác»: what a dossier needs less often, in the order of its life."""

from __future__ import annotations

from ui.page import Surroundings
from ui.sides.deeds import DeedsSide
from ui.sides.ending import EndingSide
from ui.sides.stored_papers import StoredPapersSide


def other_sides(around: Surroundings) -> tuple[DeedsSide, ...]:
    """Every panel of the list; each says itself for which dossiers it is offered."""
    return (
        StoredPapersSide(around),
        EndingSide(around),
    )
