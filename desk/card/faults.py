"""What can go wrong with a chip, in the standard's terms; `reading` turns these into problems.

None of these carries data of the card: texts name steps, tags and status words only.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal


class CardFault(Exception):  # noqa: N818 - a fault of the card is not a defect of the program
    """Anything a chip, or the way to it, did that ends a step."""


class Malformed(CardFault):
    """Octets that do not follow the standard; the text names the structure, never its content."""


class Refused(CardFault):
    """The chip answered a command with a status word that ends the step."""

    def __init__(self, step: str, status: int) -> None:
        super().__init__(f"{step}: {status:04X}")
        self.step = step
        self.status = status


class WrongKey(CardFault):
    """The chip does not accept the access key (ICAO 9303-11 §4.3.4, §4.4.4)."""

    def __init__(self, step: str, status: int = 0) -> None:
        super().__init__(f"{step}: {status:04X}")
        self.step = step
        self.status = status


class ChannelBroken(CardFault):
    """Secure messaging ended: an answer in clear, a wrong checksum, a missing object (§9.8)."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(f"{reason}: {status:04X}" if status else reason)
        self.reason = reason
        self.status = status


class LinkLoss(StrEnum):
    """Why the way to the chip is gone."""

    NO_READER = "no_reader"
    NO_CARD = "no_card"
    UNRESPONSIVE = "unresponsive"
    REMOVED = "removed"
    RESET = "reset"
    BUSY = "busy"
    SERVICE_DOWN = "service_down"
    NO_ACCESS = "no_access"
    BAD_ANSWER = "bad_answer"


class LinkLost(CardFault):
    """The reader, its service or the card went away; a new connection is needed."""

    def __init__(self, loss: LinkLoss, code: int = 0) -> None:
        super().__init__(f"{loss.value}: {code:08X}")
        self.loss = loss
        self.code = code


class Stopped(CardFault):
    """The reading was cancelled or ran out of time between two commands."""

    def __init__(self, reason: Literal["cancelled", "too_slow"]) -> None:
        super().__init__(reason)
        self.reason = reason


class Unsupported(CardFault):
    """The chip wants an algorithm or parameter this reader does not speak."""
