"""Secure messaging as the chip does it (ICAO 9303-11 §9.8)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace

from demo.card.apdu import EXTENDED_LIMIT, SHORT_LIMIT, Answer, Command, StatusWord
from demo.card.ciphers import (
    AUTHENTICATION,
    ENCRYPTION,
    MAC_LENGTH,
    Suite,
    decrypt,
    derive,
    encrypt,
    mac,
    one_block,
    pad,
    unpad,
)
from demo.card.tlv import TlvError, length, objects, tlv

CRYPTOGRAM_WITH_INDICATOR = 0x87
CRYPTOGRAM_PLAIN = 0x85
WANTED = 0x97
STATUS = 0x99
CHECKSUM = 0x8E

OBJECTS_MISSING = 0x6987
OBJECTS_WRONG = 0x6988


@dataclass(slots=True)
class Session:
    """Keys and send sequence counter of one secured channel."""

    suite: Suite
    encryption_key: bytes
    mac_key: bytes
    counter: int = 0

    @classmethod
    def agreed(cls, suite: Suite, secret: bytes, counter: int = 0) -> Session:
        """The session of a shared secret: KS_Enc = KDF(K, 1), KS_MAC = KDF(K, 2)."""
        keys = derive(suite, secret, ENCRYPTION), derive(suite, secret, AUTHENTICATION)
        return cls(suite, *keys, counter)

    def open(self, command: Command) -> Command:
        """Check and decrypt a command. Raises StatusWord 6987 or 6988, after which it is dead."""
        self._count()
        try:
            parts = dict(found := list(objects(command.data)))
        except (TlvError, IndexError):
            raise StatusWord(OBJECTS_WRONG) from None
        if len(parts) != len(found) or not found or found[-1][0] != CHECKSUM:
            raise StatusWord(OBJECTS_MISSING)
        checksum = parts.pop(CHECKSUM)
        header = bytes((command.cla, command.ins, command.p1, command.p2))
        covered = command.data[: -len(tlv(CHECKSUM, checksum))]
        if not hmac.compare_digest(checksum, self._command_mac(header, covered)):
            raise StatusWord(OBJECTS_WRONG)
        return self._plain(command, parts)

    def seal(self, answer: Answer, *, odd: bool) -> bytes:
        """The protected response, its status word in clear behind it (§9.8.6.2)."""
        self._count()
        out = b""
        if answer.data:
            block = self.suite.block
            secret = encrypt(
                self.suite, self.encryption_key, self._vector(), pad(answer.data, block)
            )
            out = (
                tlv(CRYPTOGRAM_PLAIN, secret)
                if odd
                else tlv(CRYPTOGRAM_WITH_INDICATOR, b"\x01", secret)
            )
        status = answer.status.to_bytes(2, "big")
        out += tlv(STATUS, status)
        checksum = mac(self.suite, self.mac_key, pad(self._counter() + out, self.suite.block))
        return out + tlv(CHECKSUM, checksum) + status

    def room(self, limit: int) -> int:
        """How many plain bytes fit when the protected data field may have `limit` bytes."""
        rest = limit - 4 - 2 - MAC_LENGTH
        block = self.suite.block
        padded = (rest - 2) // block * block
        while 1 + len(length(padded + 1)) + 1 + padded > rest:
            padded -= block
        return max(0, padded - 1)

    def _plain(self, command: Command, parts: dict[int, bytes]) -> Command:
        data = b""
        if CRYPTOGRAM_WITH_INDICATOR in parts:
            value = parts[CRYPTOGRAM_WITH_INDICATOR]
            if value[:1] != b"\x01":
                raise StatusWord(OBJECTS_WRONG)
            data = self._decrypt(value[1:])
        elif CRYPTOGRAM_PLAIN in parts:
            data = self._decrypt(parts[CRYPTOGRAM_PLAIN])
        wanted = None
        if WANTED in parts:
            octets = parts[WANTED]
            every = SHORT_LIMIT if len(octets) == 1 else EXTENDED_LIMIT
            wanted = int.from_bytes(octets, "big") or every
        return replace(command, cla=command.cla & 0xF3, data=data, le=wanted)

    def _decrypt(self, cryptogram: bytes) -> bytes:
        try:
            return unpad(decrypt(self.suite, self.encryption_key, self._vector(), cryptogram))
        except ValueError:
            raise StatusWord(OBJECTS_WRONG) from None

    def _command_mac(self, header: bytes, covered: bytes) -> bytes:
        block = self.suite.block
        message = self._counter() + pad(header, block)
        if covered:
            message += pad(covered, block)
        return mac(self.suite, self.mac_key, message)

    def _count(self) -> None:
        self.counter = (self.counter + 1) % (1 << 8 * self.suite.block)

    def _counter(self) -> bytes:
        return self.counter.to_bytes(self.suite.block, "big")

    def _vector(self) -> bytes:
        """3DES starts from zero, AES from the enciphered counter (§9.8.6.1)."""
        if self.suite is Suite.TDES:
            return bytes(8)
        return one_block(self.suite, self.encryption_key, self._counter())
