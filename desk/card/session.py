"""A session with one chip: commands go out plain or protected, are counted, timed and bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from desk.card.apdu import SHORT_NE, Command, Ins, Response, decode_response
from desk.card.faults import LinkLoss, LinkLost, Malformed, Refused
from desk.card.messaging import SecureChannel

_MORE_AVAILABLE = 0x61
_WRONG_LE = 0x6C
_MAX_CONTINUATIONS = 512


class Link(Protocol):
    """The way to a chip: PC/SC in the office, a scripted card in a test."""

    def transmit(self, apdu: bytes) -> bytes:
        """Send a command APDU, return the response APDU.  Raises LinkLost."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One command and answer as the card profile may show it: sizes and status, never content."""

    step: str
    instruction: int
    sent: int
    received: int
    status: int


class Session:
    """Sends commands to a chip; `checkpoint` runs before each and raises Stopped to end it all."""

    def __init__(
        self,
        link: Link,
        checkpoint: Callable[[], None] = lambda: None,
        trace: Callable[[Exchange], None] = lambda _: None,
    ) -> None:
        self._link = link
        self._checkpoint = checkpoint
        self._trace = trace
        self.channel: SecureChannel | None = None
        self.apdus = 0

    def send(self, command: Command, step: str) -> Response:
        """Exchange one command, through the channel when there is one.

        Raises LinkLost, ChannelBroken or Stopped; the status word is the caller's to judge.
        """
        if self.channel is None:
            return self._plain(command, step)
        answer = self._exchange(self.channel.protect(command), step)
        return self.channel.open(answer, odd=bool(command.ins & 1))

    def expect(self, command: Command, step: str) -> bytes:
        """Exchange a command that must end normally.  Raises Refused besides what `send` raises."""
        response = self.send(command, step)
        if not response.ok:
            raise Refused(step, response.status)
        return response.data

    def _plain(self, command: Command, step: str) -> Response:
        response = self._exchange(command, step)
        if response.status >> 8 == _WRONG_LE and not response.data:
            exact = response.status & 0xFF or SHORT_NE
            response = self._exchange(replace(command, ne=exact), step)
        return response

    def _exchange(self, command: Command, step: str) -> Response:
        """One command with its continuations by GET RESPONSE (ISO/IEC 7816-4 §7.6.1)."""
        response = self._transmit(command, step)
        collected = response.data
        for _ in range(_MAX_CONTINUATIONS):
            if response.status >> 8 != _MORE_AVAILABLE:
                return Response(collected, response.status)
            available = response.status & 0xFF or SHORT_NE
            follow = Command(command.cla & 0xF0, Ins.GET_RESPONSE, 0, 0, b"", available)
            response = self._transmit(follow, step)
            collected += response.data
        raise LinkLost(LinkLoss.BAD_ANSWER)

    def _transmit(self, command: Command, step: str) -> Response:
        self._checkpoint()
        self.apdus += 1
        raw = self._link.transmit(command.encode())
        try:
            response = decode_response(raw)
        except Malformed as error:
            raise LinkLost(LinkLoss.BAD_ANSWER) from error
        self._trace(
            Exchange(step, command.ins, len(command.data), len(response.data), response.status)
        )
        return response
