"""A connection to a card over PC/SC: shared, in one transaction, with the errors named.

Written on SCard calls themselves, since their codes tell what happened and nothing else does.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import smartcard.scard

from desk.card.faults import LinkLoss, LinkLost

scard: Any = smartcard.scard
"""Untyped functions that return tuples beginning with a result code."""

_PROTOCOLS = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
_LOSSES = {
    0x80100009: LinkLoss.NO_READER,  # unknown reader
    0x80100017: LinkLoss.NO_READER,  # reader unavailable
    0x8010002E: LinkLoss.NO_READER,  # no readers available
    0x8010000C: LinkLoss.NO_CARD,
    0x80100066: LinkLoss.UNRESPONSIVE,  # often a card half on the reader
    0x80100067: LinkLoss.UNRESPONSIVE,  # unpowered
    0x80100069: LinkLoss.REMOVED,
    0x80100010: LinkLoss.REMOVED,  # not ready
    0x80100016: LinkLoss.REMOVED,  # not transacted: also a reader without extended length
    0x8010002F: LinkLoss.REMOVED,  # communication data lost
    0x80100068: LinkLoss.RESET,
    0x8010000B: LinkLoss.BUSY,  # sharing violation
    0x8010001D: LinkLoss.SERVICE_DOWN,  # no service
    0x8010001E: LinkLoss.SERVICE_DOWN,  # service stopped
    0x80100003: LinkLoss.SERVICE_DOWN,  # invalid handle: left over from a service gone
    0x80100013: LinkLoss.SERVICE_DOWN,  # internal communication error
    0x80100001: LinkLoss.SERVICE_DOWN,
    0x8010006A: LinkLoss.NO_ACCESS,  # security violation: access denied by policy
    0x80100027: LinkLoss.NO_ACCESS,
}
_CONNECT_TRIES = 3


def loss_of(code: int) -> LinkLost:
    """The fault a PC/SC result code means."""
    unsigned = code & 0xFFFFFFFF
    return LinkLost(_LOSSES.get(unsigned, LinkLoss.BAD_ANSWER), unsigned)


def check(code: int) -> None:
    """Raise LinkLost for any result but success."""
    if code != scard.SCARD_S_SUCCESS:
        raise loss_of(code)


def list_readers() -> tuple[str, ...]:
    """Names of the readers present.  Raises LinkLost when the service does not answer."""
    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    check(code)
    try:
        return readers_in(context)
    finally:
        scard.SCardReleaseContext(context)


def readers_in(context: int) -> tuple[str, ...]:
    """Names of the readers a context sees; none is no error.  Raises LinkLost."""
    code, names = scard.SCardListReaders(context, [])
    if code & 0xFFFFFFFF == 0x8010002E:
        return ()
    check(code)
    return tuple(names)


class PcscLink:
    """A connected card; other programs wait until it is closed."""

    def __init__(self, reader: str) -> None:
        """Connect and begin the transaction.  Raises LinkLost."""
        code, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        check(code)
        try:
            self._card, self._protocol = self._connect(reader)
        except BaseException:
            scard.SCardReleaseContext(self._context)
            raise

    def _connect(self, reader: str) -> tuple[int, int]:
        """Connect; a card just placed may report a reset on its first use, then it is steady."""
        fault = LinkLost(LinkLoss.RESET)
        for _ in range(_CONNECT_TRIES):
            code, card, protocol = scard.SCardConnect(
                self._context, reader, scard.SCARD_SHARE_SHARED, _PROTOCOLS
            )
            check(code)
            code = scard.SCardBeginTransaction(card)
            if code == scard.SCARD_S_SUCCESS:
                return card, protocol
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
            fault = loss_of(code)
            if fault.loss is not LinkLoss.RESET:
                break
        raise fault

    def transmit(self, apdu: bytes) -> bytes:
        """Exchange one APDU; blocks as long as the chip does.  Raises LinkLost."""
        code, answer = scard.SCardTransmit(self._card, self._protocol, list(apdu))
        if code != scard.SCARD_S_SUCCESS:
            fault = loss_of(code)
            # access once granted is not withdrawn: this is the service on its way down
            denied = fault.loss is LinkLoss.NO_ACCESS
            raise LinkLost(LinkLoss.SERVICE_DOWN, fault.code) if denied else fault
        if len(answer) < 2:
            raise LinkLost(LinkLoss.REMOVED)
        return bytes(answer)

    def close(self) -> None:
        """End the transaction and reset the chip, so that no session outlives its reading."""
        scard.SCardEndTransaction(self._card, scard.SCARD_RESET_CARD)
        scard.SCardDisconnect(self._card, scard.SCARD_RESET_CARD)
        scard.SCardReleaseContext(self._context)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
