"""The panels behind «Khác»: what a dossier needs less often, the most frequent first."""

from __future__ import annotations

from ui.page import Surroundings
from ui.sides.afterwards import AfterwardsSide
from ui.sides.deeds import DeedsSide
from ui.sides.elsewhere import ElsewhereSide
from ui.sides.ending import EndingSide
from ui.sides.linked import LinkedSide
from ui.sides.money import MoneySide
from ui.sides.originals import OriginalsSide
from ui.sides.post import PostSide
from ui.sides.standing import StandingSide
from ui.sides.stored_papers import StoredPapersSide
from ui.sides.wedding import WeddingSide


def other_sides(around: Surroundings) -> tuple[DeedsSide, ...]:
    """Every panel of the list; each says itself for which dossiers it is offered.

    The first three are always in the same places, for the hands.
    """
    return (
        MoneySide(around),
        StoredPapersSide(around),
        OriginalsSide(around),
        LinkedSide(around),
        WeddingSide(around),
        StandingSide(around),
        ElsewhereSide(around),
        PostSide(around),
        AfterwardsSide(around),
        EndingSide(around),
    )
