"""How long a contactless chip takes (a model: 6 ms a command, 40 kB/s, public-key work on top)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from demo.card.faults import PluggedCard

_GENERAL_AUTHENTICATE, _SECURITY_ENVIRONMENT, _KEY_AGREEMENT = 0x86, 0x22, 0xA6
_INTERNAL_AUTHENTICATE, _MUTUAL_AUTHENTICATE = 0x88, 0x82


@dataclass(frozen=True, slots=True)
class TimingModel:
    """Seconds and bytes a second."""

    command: float = 0.006
    bytes_a_second: float = 40_000
    pace: float = 0.55
    chip_authentication: float = 0.25
    active_authentication: float = 0.20
    bac: float = 0.15

    def seconds(self, apdu: bytes, answer: bytes) -> float:
        """The time of one exchange."""
        wire = self.command + (len(apdu) + len(answer)) / self.bytes_a_second
        return wire + self._thinking(apdu)

    def _thinking(self, apdu: bytes) -> float:
        if len(apdu) < 4:
            return 0
        secured, instruction = apdu[0] & 0x0C, apdu[1]
        if instruction == _GENERAL_AUTHENTICATE:
            return self.chip_authentication if secured else self.pace / 4
        if instruction == _SECURITY_ENVIRONMENT and apdu[3] == _KEY_AGREEMENT:
            return self.chip_authentication
        if instruction == _INTERNAL_AUTHENTICATE:
            return self.active_authentication
        return self.bac if instruction == _MUTUAL_AUTHENTICATE else 0


class TimedCard:
    """A card that answers no sooner than the model allows."""

    def __init__(
        self,
        card: PluggedCard,
        model: TimingModel | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._card = card
        self._model = model or TimingModel()
        self._sleep = sleep
        self.seconds = 0.0
        """Model time spent so far."""

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        return self._card.atr

    def reset(self) -> None:
        """Reset the chip."""
        self._card.reset()

    def process(self, apdu: bytes) -> bytes:
        """Answer after the modelled time."""
        started = time.perf_counter()
        answer = self._card.process(apdu)
        wanted = self._model.seconds(apdu, answer)
        self.seconds += wanted
        self._sleep(max(0.0, wanted - (time.perf_counter() - started)))
        return answer
