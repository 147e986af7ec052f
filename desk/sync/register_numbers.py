"""Numbers of the Sổ theo dõi for our own dossiers, from the hub (decision 25).

A desk that numbers the book itself – the primary of an office without a hub – never asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from desk.clock import Clock
from desk.sync.line import Line
from models.messages import RegisterNumber, RegisterRequest
from models.store import register, values
from models.store.engine import Store

PRIMARY = "register.primary"
_ASKED_FOR = 100


@dataclass(slots=True)
class RegisterNumbers:
    """Asks for what is confirmed and not in the book yet."""

    store: Store
    line: Line
    clock: Clock

    def pull(self, *, greet: bool = False) -> int:
        """Fetch numbers; how many dossiers got theirs.

        ``greet``: ask even with nothing to number, since a hub that lost its memory waits for the
        word of every desk.

        Raises:
            LineProblem: when the line is gone.
            Problem: ``register.gap``, ``register.closed`` where the book here says otherwise.
        """
        given = 0
        with self.store.reading() as tx:
            if values.get(tx, PRIMARY) == "yes":
                return 0
            waiting = register.confirmed_unnumbered(tx, _ASKED_FOR)
        while waiting or greet:
            greet = False
            answer = self.line.register_numbers(RegisterRequest(waiting))
            if answer.tell_held:
                answer = self.line.register_numbers(RegisterRequest(waiting, self._held()))
            self._keep(answer.numbers)
            given += len(answer.numbers)
            if len(waiting) < _ASKED_FOR or not answer.numbers:
                break
            with self.store.reading() as tx:
                waiting = register.confirmed_unnumbered(tx, _ASKED_FOR)
        return given

    def _held(self) -> tuple[RegisterNumber, ...]:
        year = self.clock().year
        with self.store.reading() as tx:
            entries = (*register.entries(tx, year - 1), *register.entries(tx, year))
        return tuple(RegisterNumber(one.dossier_id, one.year, one.number) for one in entries)

    def _keep(self, numbers: tuple[RegisterNumber, ...]) -> None:
        now = self.clock()
        with self.store.writing() as tx:
            for one in numbers:
                volume = f"01/{one.year}"
                register.enter(tx, one.dossier_id, one.year, one.number, volume, now)
