"""The 766 figures of a period, «ước tính tại quầy»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from models.catalogue import Catalogue
from models.kpi766 import Score, score
from models.problems import Problem
from models.role import Act, User, needs
from models.store import kpi
from models.store.engine import Store

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Kpi766:
    """What the desk's own record says about its share of Bộ chỉ số 766."""

    store: Store
    catalogue: Catalogue
    clock: Clock
    has_hub: bool

    @needs(Act.SEE_FIGURES)
    def of(
        self,
        user: User,  # noqa: ARG002 - its role was asked for by the guard
        start: datetime,
        end: datetime,
    ) -> Score:
        """The score of dossiers received in [start, end).

        Raises:
            Problem: ``kpi.bad_period``.
        """
        if end <= start:
            raise Problem("kpi.bad_period")

        @cache
        def digitises(code: str, version: str) -> frozenset[str]:
            found = self.catalogue.version(code, version)
            components = found.components if found else ()
            return frozenset(one.code for one in components if one.digitise)

        with self.store.reading() as tx:
            counted = kpi.counted(tx, start, end, digitises)
            ratings = kpi.ratings(tx, start, end)
            complaints = kpi.complaints(tx, start, end)
        return score(counted, ratings, complaints, self.clock(), has_hub=self.has_hub)
