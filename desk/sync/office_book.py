"""The whole office's Sổ theo dõi, asked of the hub when somebody wants to see, print or close it.

Nothing of it is kept here: a desk has no business with every person of the office for a year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk.sync.line import Line
from desk.sync.trouble import LineProblem, Nature
from models.messages import OfficeRegister, RegisterClosing
from models.problems import Problem

_THEIR_NO = {
    "hub.register_closed": "register.closed",
    "hub.register_not_over": "register.not_over",
    "hub.register_unnumbered": "register.waits_at_counters",
    "hub.register_held": "register.held",
}
"""What the hub refuses, in the words the same refusal has at a desk that keeps the book."""


@dataclass(frozen=True, slots=True)
class OfficeBook:
    """Asked from another thread than the sync loop's, over the same line."""

    line: Line | None
    """None for an office without a hub."""

    def read(self, year: int, first: int, last: int | None) -> OfficeRegister:
        """The book with its lines from number ``first`` to ``last``.

        Raises:
            Problem: ``register.no_hub``; those of the line.
        """
        page = self._page(year, first - 1)
        lines = [*page.lines]
        while page.more and (last is None or lines[-1].number < last):
            page = self._page(year, lines[-1].number)
            lines += page.lines
        wanted = tuple(one for one in lines if last is None or one.number <= last)
        return replace(page, lines=wanted, more=False)

    def newest(self, year: int, most: int) -> OfficeRegister:
        """The book with the last lines of it. Raises as `read`."""
        last = self._line().register_book(year, _BEHIND_ALL).last
        return self.read(year, max(1, last - most + 1), None)

    def close(self, year: int, closed_by: str, signer: str) -> OfficeRegister:
        """Close the year for the whole office.

        Raises:
            Problem: ``register.closed``, ``register.not_over``, ``register.waits_at_counters``,
                ``register.held``, ``register.no_hub``; those of the line.
        """
        try:
            return self._line().close_register(RegisterClosing(year, closed_by, signer))
        except LineProblem as problem:
            if problem.hub_code in _THEIR_NO:
                raise Problem(_THEIR_NO[problem.hub_code], year=year) from problem
            raise

    def _page(self, year: int, after: int) -> OfficeRegister:
        page = self._line().register_book(year, after)
        numbers = [one.number for one in page.lines]
        if numbers != list(range(after + 1, after + 1 + len(numbers))) or page.more > bool(numbers):
            # A book has no gap; a page that stands still would be asked for without end.
            raise LineProblem("sync.not_a_hub", Nature.RETRYABLE, status=200)
        return page

    def _line(self) -> Line:
        if self.line is None:
            raise Problem("register.no_hub")
        return self.line


_BEHIND_ALL = 2**31 - 1
"""No line stands behind this number: the answer is how the book stands."""
