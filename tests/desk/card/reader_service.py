"""A reader service played by hand: what `smartcard.scard` answers, call after call."""

from __future__ import annotations

import time

PRESENT, EMPTY, CHANGED = 0x20, 0x10, 0x02


class ReaderService:
    """Stands in for `smartcard.scard`: a script of what each call answers."""

    SCARD_S_SUCCESS = 0
    SCARD_SCOPE_USER = 0
    SCARD_STATE_UNAWARE = 0
    SCARD_STATE_CHANGED = CHANGED
    SCARD_STATE_PRESENT = PRESENT
    SCARD_STATE_MUTE = 0x200

    def __init__(self) -> None:
        self.readers: list[str] = []
        self.states: dict[str, int] = {}
        self.down = 0
        self.released = 0
        self.contexts = 0

    def SCardEstablishContext(self, _scope: int) -> tuple[int, int]:
        if self.down:
            return self.down, 0
        self.contexts += 1
        return 0, self.contexts

    def SCardReleaseContext(self, _context: int) -> int:
        self.released += 1
        return 0

    def SCardListReaders(self, _context: int, _groups: list[str]) -> tuple[int, list[str]]:
        if self.down:
            return self.down, []
        return (0, list(self.readers)) if self.readers else (0x8010002E - (1 << 32), [])

    def SCardGetStatusChange(
        self, _context: int, _wait: int, asked: list[tuple[str, int]]
    ) -> tuple[int, list[tuple[str, int, list[int]]]]:
        if self.down:
            return self.down, []
        if any(reader not in self.readers for reader, _ in asked[1:]):
            return 0x80100009 - (1 << 32), []
        answers = []
        for reader, known in asked:
            now = self.states.get(reader, 0 if "PnP" in reader else EMPTY)
            answers.append((reader, now | (CHANGED if now != known else 0), []))
        if any(state & CHANGED for _, state, _ in answers):
            return 0, answers
        time.sleep(0.002)
        return 0x8010000A - (1 << 32), answers
