"""Secure messaging (ICAO 9303-11 §9.8): one channel between this reader and one chip.

The counter moves on before every command and before every answer, whatever the answer says.  An
answer in clear, a wrong checksum or a missing object ends the channel for good: afterwards every
use raises ChannelBroken.
"""

from __future__ import annotations

import hmac
from dataclasses import replace

from desk.card import tlv
from desk.card.apdu import EXTENDED_NE, SHORT_DATA, SHORT_NE, Command, Response
from desk.card.faults import ChannelBroken, Malformed
from desk.card.symmetric import CHECKSUM_OCTETS, KeyUse, Suite, pad, unpad

_ENCRYPTED_EVEN = 0x87
_ENCRYPTED_ODD = 0x85
_EXPECTED = 0x97
_STATUS = 0x99
_CHECKSUM = 0x8E
_PROTECTED = 0x0C


class SecureChannel:
    """Session keys, send sequence counter, and the two directions."""

    def __init__(self, suite: Suite, encryption: bytes, mac: bytes, counter: int = 0) -> None:
        self.suite = suite
        self._encryption = encryption
        self._mac = mac
        self._counter = counter
        self._broken: ChannelBroken | None = None

    @classmethod
    def from_secret(cls, suite: Suite, secret: bytes) -> SecureChannel:
        """The channel of a shared secret K, counter zero (§9.8.3, §4.4.3.3, §6.2.4)."""
        return cls(suite, suite.derive(secret, KeyUse.ENCRYPTION), suite.derive(secret, KeyUse.MAC))

    @property
    def broken(self) -> bool:
        """Whether the channel has ended."""
        return self._broken is not None

    def protect(self, command: Command) -> Command:
        """Wrap a command (§9.8.4, Figure 5).  Raises ChannelBroken when the channel has ended."""
        if self._broken is not None:
            raise self._broken
        counter = self._next()
        protected = replace(command, cla=command.cla | _PROTECTED)
        body = self._cryptogram(command, counter) + _expected(command)
        objects = body + tlv.encode(_CHECKSUM, self._checksum(counter, protected.header, body))
        extended = command.extended or len(objects) > SHORT_DATA
        return replace(protected, data=objects, ne=EXTENDED_NE if extended else SHORT_NE)

    def open(self, response: Response, odd: bool = False) -> Response:
        """Check and unwrap an answer (§9.8.5, Figure 6); `odd` tells the instruction's parity.

        Raises ChannelBroken for an answer in clear, missing or misplaced objects, a wrong checksum,
        or a protected status word that differs from the outer one.
        """
        if self._broken is not None:
            raise self._broken
        counter = self._next()
        try:
            return self._open(response, counter, odd)
        except Malformed as error:
            raise self._end("answer not in secure messaging", response.status) from error
        except ChannelBroken as error:
            self._broken = error
            raise

    def _open(self, response: Response, counter: bytes, odd: bool) -> Response:
        if not response.data:
            raise ChannelBroken("answer in clear", response.status)
        objects = tlv.parse(response.data)
        secret, status, checksum = _arranged(objects, odd)
        covered = response.data[: -(CHECKSUM_OCTETS + 2)]
        if not hmac.compare_digest(self._checksum(counter, b"", covered), checksum.value):
            raise ChannelBroken("checksum", response.status)
        inner = int.from_bytes(status.value, "big")
        if inner != response.status:
            raise ChannelBroken("status words differ", response.status)
        return Response(b"" if secret is None else self._plain(secret, counter, odd), inner)

    def _plain(self, secret: tlv.Tlv, counter: bytes, odd: bool) -> bytes:
        cryptogram = secret.value
        if not odd:
            if cryptogram[:1] != b"\x01":
                raise ChannelBroken("padding indicator")
            cryptogram = cryptogram[1:]
        vector = self.suite.vector(self._encryption, counter)
        return unpad(self.suite.decrypt(self._encryption, vector, cryptogram))

    def _cryptogram(self, command: Command, counter: bytes) -> bytes:
        if not command.data:
            return b""
        vector = self.suite.vector(self._encryption, counter)
        padded = pad(command.data, self.suite.block)
        cryptogram = self.suite.encrypt(self._encryption, vector, padded)
        if command.ins & 1:
            return tlv.encode(_ENCRYPTED_ODD, cryptogram)
        return tlv.encode(_ENCRYPTED_EVEN, b"\x01" + cryptogram)

    def _checksum(self, counter: bytes, head: bytes, body: bytes) -> bytes:
        block = self.suite.block
        message = counter + (pad(head, block) if head else b"") + body
        padded = message if not body and head else pad(message, block)
        return self.suite.checksum(self._mac, padded)

    def _next(self) -> bytes:
        self._counter = (self._counter + 1) % (1 << 8 * self.suite.block)
        return self._counter.to_bytes(self.suite.block, "big")

    def _end(self, reason: str, status: int) -> ChannelBroken:
        self._broken = ChannelBroken(reason, status)
        return self._broken


def _expected(command: Command) -> bytes:
    if not command.ne:
        return b""
    size, limit = (2, EXTENDED_NE) if command.extended else (1, SHORT_NE)
    return tlv.encode(_EXPECTED, (command.ne % limit).to_bytes(size, "big"))


def _arranged(objects: tuple[tlv.Tlv, ...], odd: bool) -> tuple[tlv.Tlv | None, tlv.Tlv, tlv.Tlv]:
    """Cryptogram (if any), status and checksum, in exactly this order and with nothing else."""
    secret = None
    if objects and objects[0].tag == (_ENCRYPTED_ODD if odd else _ENCRYPTED_EVEN):
        secret, objects = objects[0], objects[1:]
    if tuple(each.tag for each in objects) != (_STATUS, _CHECKSUM):
        raise ChannelBroken("objects missing or misplaced")
    status, checksum = objects
    if len(status.value) != 2 or len(checksum.value) != CHECKSUM_OCTETS:
        raise ChannelBroken("object length")
    return secret, status, checksum
