"""When a camera shoots by itself: the page has been still for a while, and is a new one."""

from __future__ import annotations

import math

Corners = tuple[tuple[float, float], ...]
"""Four points in fractions of the picture, clockwise from the top left."""

HOLD_S = 0.7
"""How long a page has to lie still (capture §1.5)."""

TREMBLE = 0.015
"""Movement of a corner, in fractions of the picture, that is only the finder's unrest."""

ANOTHER = 0.06
"""Movement of a corner after a shot that means the clerk is changing the sheet."""

GONE_S = 0.4
"""A page not seen for this long was taken away; shorter gaps are the finder's."""


class Stillness:
    """Follows the page's corners through time, in seconds of any monotonic clock."""

    def __init__(self) -> None:
        self._rest: Corners | None = None
        self._since = 0.0
        self._seen_at = float("-inf")
        self._shot: Corners | None = None

    def see(self, corners: Corners | None, at: float) -> str:
        """What the newest picture means.

        ``looking`` no page, ``moving``, ``still`` shoot now, ``taken`` this page has its shot.
        """
        if corners is None:
            if at - self._seen_at > GONE_S:
                self._rest = self._shot = None
            return "looking" if self._rest is None else "moving"
        self._seen_at = at
        if self._shot is not None:
            if _movement(self._shot, corners) < ANOTHER:
                return "taken"
            self._shot = None
        if self._rest is None or _movement(self._rest, corners) > TREMBLE:
            self._rest, self._since = corners, at
        return "still" if at - self._since >= HOLD_S else "moving"

    def taken(self) -> None:
        """The page was shot; nothing is shot again before it moves or goes."""
        self._shot = self._rest


def _movement(before: Corners, now: Corners) -> float:
    return max(math.dist(one, other) for one, other in zip(before, now, strict=True))
