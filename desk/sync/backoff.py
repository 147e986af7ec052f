"""How long to wait before the next try: full jitter, doubling from 2 s to 15 min.

Full jitter, because 650 desks that lose the same hub at the same moment must not all come back at
the same moment.
"""

from __future__ import annotations

from collections.abc import Callable

Chance = Callable[[], float]
"""A number from 0 up to but not including 1."""

FIRST_S = 2.0
LONGEST_S = 900.0
SHORTEST_S = 1.0
"""Never less, so that what was put off is really later and a pass comes to its end."""
_ENOUGH_DOUBLINGS = 20


def wait_s(failures: int, chance: Chance, asked: float | None = None) -> float:
    """Seconds to wait after so many failures in a row; never less than the hub asked for."""
    ceiling = min(LONGEST_S, FIRST_S * 2.0 ** min(failures - 1, _ENOUGH_DOUBLINGS))
    return max(SHORTEST_S, chance() * ceiling, asked or 0.0)


class Patience:
    """Failures in a row of each thing that is being sent, by its identity."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._failures: dict[str, int] = {}

    def failed(self, name: str, asked: float | None = None) -> float:
        """Count one more failure; seconds to wait."""
        self._failures[name] = self._failures.get(name, 0) + 1
        return wait_s(self._failures[name], self._chance, asked)

    def succeeded(self, name: str) -> None:
        """Start counting afresh."""
        self._failures.pop(name, None)
