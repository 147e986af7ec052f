"""Watching readers and cards on a thread of its own (SCardGetStatusChange with plug and play).

Lives through everything: readers pulled out, the service stopped and started again (on Windows it
stops with the last reader), a card already lying there at the start.
"""

from __future__ import annotations

import logging
import threading
from typing import Any, Protocol

import smartcard.scard

from desk.card.faults import LinkLoss, LinkLost
from desk.card.transport import check, readers_in

scard: Any = smartcard.scard

_PLUG_AND_PLAY = r"\\?PnP?\Notification"
_WAIT_MS = 500
_TIMEOUT = 0x8010000A
_CANCELLED = 0x80100002
_READER_GONE = (0x80100009, 0x80100017)
_REST_S = 0.1
_FIRST_DELAY, _LONGEST_DELAY = 0.5, 5.0
_UNUSABLE = scard.SCARD_STATE_MUTE
_COUNTER_SHIFT = 16
_DENIALS = 3

log = logging.getLogger(__name__)


class Listener(Protocol):
    """Who hears; calls come on the monitor's thread, one at a time."""

    def readers_changed(self, readers: tuple[str, ...]) -> None:
        """These readers are present now."""

    def service_lost(self, loss: LinkLost) -> None:
        """The reader service does not answer; it is asked again from time to time."""

    def card_placed(self, reader: str) -> None:
        """A card lies on the reader."""

    def card_removed(self, reader: str) -> None:
        """The card is gone."""

    def tick(self) -> None:
        """Called at least twice a second while the service answers, and after each failure."""


class Monitor:
    """One watcher; `run` is its thread's body."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._states: dict[str, int] = {}
        self._plug_state = scard.SCARD_STATE_UNAWARE
        self._known: tuple[str, ...] | None = None
        self._denials = 0

    def run(self, stop: threading.Event) -> None:
        """Watch until told to stop."""
        delay = _FIRST_DELAY
        while not stop.is_set():
            try:
                self._watch(stop)
                delay = _FIRST_DELAY
            except LinkLost as loss:
                if self._known is not None:
                    delay = _FIRST_DELAY
                self._forget()
                self._listener.service_lost(self._lasting(loss))
                self._listener.tick()
                log.info("reader service: %s", loss)
                stop.wait(delay)
                delay = min(2 * delay, _LONGEST_DELAY)

    def _lasting(self, loss: LinkLost) -> LinkLost:
        """A service on its way down or up denies access too; only a lasting denial is a policy."""
        self._denials = self._denials + 1 if loss.loss is LinkLoss.NO_ACCESS else 0
        if 0 < self._denials < _DENIALS:
            return LinkLost(LinkLoss.SERVICE_DOWN, loss.code)
        return loss

    def _watch(self, stop: threading.Event) -> None:
        """Watch through one context until it breaks (LinkLost) or the end."""
        code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        check(code)
        try:
            while not stop.is_set():
                self._look_for_readers(context)
                if not self._wait(context):
                    stop.wait(_REST_S)
                self._listener.tick()
        finally:
            scard.SCardReleaseContext(context)

    def _look_for_readers(self, context: int) -> None:
        present = readers_in(context)
        for gone in [reader for reader in self._states if reader not in present]:
            self._drop(gone)
        for reader in present:
            self._states.setdefault(reader, scard.SCARD_STATE_UNAWARE)
        if present != self._known:
            self._known = present
            self._listener.readers_changed(present)

    def _wait(self, context: int) -> bool:
        """Wait for a change; False when a reader went between listing and asking."""
        asked = [(_PLUG_AND_PLAY, self._plug_state), *self._states.items()]
        code, answers = scard.SCardGetStatusChange(context, _WAIT_MS, asked)
        if code & 0xFFFFFFFF in (_TIMEOUT, _CANCELLED):
            return True
        if code & 0xFFFFFFFF in _READER_GONE:
            return False
        check(code)
        for reader, state, _atr in answers:
            if reader == _PLUG_AND_PLAY:
                self._plug_state = state & ~scard.SCARD_STATE_CHANGED
            elif state & scard.SCARD_STATE_CHANGED:
                self._changed(reader, state & ~scard.SCARD_STATE_CHANGED)
        return True

    def _changed(self, reader: str, state: int) -> None:
        """Compare with before; the upper half counts changes, so no quick swap goes unseen."""
        before = self._states[reader]
        self._states[reader] = state
        was, present = _usable(before), _usable(state)
        swapped = was and present and before >> _COUNTER_SHIFT != state >> _COUNTER_SHIFT
        if was and (not present or swapped):
            self._listener.card_removed(reader)
        if present and (not was or swapped):
            self._listener.card_placed(reader)

    def _drop(self, reader: str) -> None:
        if _usable(self._states.pop(reader)):
            self._listener.card_removed(reader)

    def _forget(self) -> None:
        for reader in list(self._states):
            self._drop(reader)
        self._plug_state = scard.SCARD_STATE_UNAWARE
        self._known = None


def _usable(state: int) -> bool:
    return bool(state & scard.SCARD_STATE_PRESENT) and not state & _UNUSABLE
