"""Command and response APDUs (ISO/IEC 7816-4 §5), short and extended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from desk.card.faults import Malformed

SHORT_DATA = 255
SHORT_NE = 256
EXTENDED_DATA = 65_535
EXTENDED_NE = 65_536


class Status(IntEnum):
    """Status words this reader acts on (ISO/IEC 7816-4 §5.6)."""

    OK = 0x9000
    WRONG_LENGTH = 0x6700
    OFFSET_OUTSIDE = 0x6B00


class Ins(IntEnum):
    """Instructions used on an eMRTD (ICAO 9303-10 §3.6, 9303-11 §4)."""

    MANAGE_SECURITY_ENVIRONMENT = 0x22
    EXTERNAL_AUTHENTICATE = 0x82
    GET_CHALLENGE = 0x84
    GENERAL_AUTHENTICATE = 0x86
    INTERNAL_AUTHENTICATE = 0x88
    SELECT = 0xA4
    READ_BINARY = 0xB0
    READ_BINARY_ODD = 0xB1
    GET_RESPONSE = 0xC0


@dataclass(frozen=True, slots=True)
class Command:
    """A command APDU. `ne` is the greatest number of octets expected back, 0 for none."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    ne: int = 0

    @property
    def header(self) -> bytes:
        """CLA INS P1 P2."""
        return bytes((self.cla, self.ins, self.p1, self.p2))

    @property
    def extended(self) -> bool:
        """Whether Lc or Le need the extended form."""
        return len(self.data) > SHORT_DATA or self.ne > SHORT_NE

    def encode(self) -> bytes:
        """The octets on the wire, cases 1 to 4, short where that is enough (ISO/IEC 7816-4 §5.2).

        Raises ValueError for data or Ne that no APDU can carry.
        """
        if len(self.data) > EXTENDED_DATA or not 0 <= self.ne <= EXTENDED_NE:
            raise ValueError("APDU too long")
        return self.header + (self._extended_body() if self.extended else self._short_body())

    def _short_body(self) -> bytes:
        lc = bytes((len(self.data),)) if self.data else b""
        le = bytes((self.ne % SHORT_NE,)) if self.ne else b""
        return lc + self.data + le

    def _extended_body(self) -> bytes:
        lc = b"\0" + len(self.data).to_bytes(2, "big") if self.data else b""
        le = (self.ne % EXTENDED_NE).to_bytes(2, "big") if self.ne else b""
        return lc + self.data + (le if self.data or not le else b"\0" + le)


@dataclass(frozen=True, slots=True)
class Response:
    """A response APDU: data and status word."""

    data: bytes
    status: int

    @property
    def ok(self) -> bool:
        """Normal end, 9000."""
        return self.status == Status.OK


def decode_response(raw: bytes) -> Response:
    """Split an answer into data and status word (ISO/IEC 7816-4 §5.1).

    Raises Malformed for fewer than two octets, more than an APDU can carry, or a first status
    octet outside 61…6F and 9x, which no application may send.
    """
    if not 2 <= len(raw) <= EXTENDED_NE + 2:
        raise Malformed("response APDU length")
    first = raw[-2]
    if not (0x61 <= first <= 0x6F or 0x90 <= first <= 0x9F):
        raise Malformed("status word outside ISO/IEC 7816-4")
    return Response(bytes(raw[:-2]), first << 8 | raw[-1])
