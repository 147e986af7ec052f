"""Command APDUs as a card receives them (ISO/IEC 7816-4 §5.2), short and extended."""

from __future__ import annotations

from dataclasses import dataclass

SHORT_LIMIT = 256
EXTENDED_LIMIT = 65_536


class StatusWord(Exception):  # noqa: N818 - a status word is what ISO 7816 calls it
    """The command ends with this status word and no data."""

    def __init__(self, value: int) -> None:
        super().__init__(f"{value:04X}")
        self.value = value


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `le` is the count of bytes wanted, None when no answer data is expected."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None
    extended: bool = False

    @property
    def secured(self) -> bool:
        """The class byte announces secure messaging with an authenticated header (CLA x'0C')."""
        return self.cla & 0x0C == 0x0C

    @property
    def chained(self) -> bool:
        """Further commands of the chain follow (CLA bit 5)."""
        return bool(self.cla & 0x10)

    @property
    def p1p2(self) -> int:
        """Both parameter bytes as one number."""
        return self.p1 << 8 | self.p2


@dataclass(frozen=True, slots=True)
class Answer:
    """Response data and status word."""

    data: bytes = b""
    status: int = 0x9000

    def octets(self) -> bytes:
        """The response APDU."""
        return self.data + self.status.to_bytes(2, "big")


def parse(apdu: bytes) -> Command:
    """Split a command APDU. Raises StatusWord 6700 when the lengths do not add up."""
    if len(apdu) < 4:
        raise StatusWord(0x6700)
    data, le, extended = _body(apdu[4:])
    cla, ins, p1, p2 = apdu[:4]
    return Command(cla, ins, p1, p2, data, le, extended)


def _body(body: bytes) -> tuple[bytes, int | None, bool]:
    if not body:
        return b"", None, False
    if len(body) == 1:
        return b"", body[0] or SHORT_LIMIT, False
    if body[0]:
        return _short(body)
    return _extended(body)


def _short(body: bytes) -> tuple[bytes, int | None, bool]:
    size = body[0]
    data, rest = body[1 : 1 + size], body[1 + size :]
    if len(data) != size or len(rest) > 1:
        raise StatusWord(0x6700)
    return data, (rest[0] or SHORT_LIMIT) if rest else None, False


def _extended(body: bytes) -> tuple[bytes, int | None, bool]:
    if len(body) < 3:
        raise StatusWord(0x6700)
    size = int.from_bytes(body[1:3], "big")
    if len(body) == 3:
        return b"", size or EXTENDED_LIMIT, True
    data, rest = body[3 : 3 + size], body[3 + size :]
    if not size or len(data) != size or len(rest) not in {0, 2}:
        raise StatusWord(0x6700)
    return data, (int.from_bytes(rest, "big") or EXTENDED_LIMIT) if rest else None, True
