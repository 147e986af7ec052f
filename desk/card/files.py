"""The files of the eMRTD application and how they are read (ICAO 9303-10 §3.6, §3.9, §4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk.card import tlv
from desk.card.apdu import SHORT_NE, Command, Ins, Response, Status
from desk.card.faults import Malformed, Refused
from desk.card.session import Session

APPLICATION = bytes.fromhex("A0000002471001")
SHORT_BLOCK = 223
"""The most a short answer carries in every secure messaging suite (ICAO 9303-10 §3.6.3)."""

_LONGEST_BLOCK = 60_000
"""Leaves room for secure messaging in an extended answer."""

_LADDER = (SHORT_BLOCK, 1024, 4096)
_HEADER_BLOCK = 8
_OBJECT_HEADER = 8
_EVEN_OFFSETS = 0x8000
_OFFSET = 0x54
_DISCRETIONARY = (0x53, 0x73)


@dataclass(frozen=True, slots=True)
class ElementaryFile:
    """One file: identifiers, the tag of its only object, and how large it may be at most."""

    name: str
    fid: int
    sfi: int
    tag: int
    max_size: int = 200_000


COM = ElementaryFile("EF.COM", 0x011E, 0x1E, 0x60, 1024)
SOD = ElementaryFile("EF.SOD", 0x011D, 0x1D, 0x77)
CARD_ACCESS = ElementaryFile("EF.CardAccess", 0x011C, 0x1C, 0x31, 4096)
DG1 = ElementaryFile("DG1", 0x0101, 0x01, 0x61, 1024)
DG2 = ElementaryFile("DG2", 0x0102, 0x02, 0x75)
DG13 = ElementaryFile("DG13", 0x010D, 0x0D, 0x6D, 8192)
DG14 = ElementaryFile("DG14", 0x010E, 0x0E, 0x6E, 8192)
DG15 = ElementaryFile("DG15", 0x010F, 0x0F, 0x6F, 8192)

GROUP_FILES = {1: DG1, 2: DG2, 13: DG13, 14: DG14, 15: DG15}


class BlockSize:
    """How much one READ BINARY may ask for: proven sizes, and the careful way up to larger ones.

    A reader or chip that does not carry extended length fails in ways that may end the connection,
    so a larger size is tried once, remembered either way, and never tried again on that reader.
    A larger size is proven by an answer longer than any before, not by a short file read with it.
    """

    def __init__(self, proven: int = SHORT_BLOCK, ceiling: int = _LADDER[-1]) -> None:
        self.ceiling = max(1, min(ceiling, _LONGEST_BLOCK))
        self.proven = min(proven, self.ceiling)
        self.trying: int | None = None
        self.limited_by_link = False
        """Whether a longer block cost the connection: then the reader is to blame, not the chip."""
        self._opens_wider = True
        self.asked = 0
        """What the last command asked for; more than `SHORT_BLOCK` makes a lost link suspicious."""

    def ask(self, remaining: int) -> int:
        """How many of `remaining` octets the next command asks for."""
        self.trying = self._next() if remaining > self.proven else None
        self.asked = min(self.trying or self.proven, remaining)
        if SHORT_BLOCK < self.asked <= SHORT_NE:
            # a short command could ask for it, and no short answer could carry it
            self.asked = SHORT_BLOCK
        return self.asked

    def _next(self) -> int | None:
        """The size above the proven one, None at the ceiling."""
        return next((s for s in _LADDER if self.proven < s <= self.ceiling), None)

    @property
    def limit(self) -> int:
        """The most the next answer may hold."""
        return max(self.proven, self.trying or 0, _HEADER_BLOCK)

    def opening(self) -> tuple[int, ...]:
        """Sizes for the first command of a file, whose length is not known yet."""
        self.trying = self._next() if self._opens_wider else None
        sizes = (self.trying or 0, self.proven, min(SHORT_BLOCK, self.proven), _HEADER_BLOCK)
        return tuple(dict.fromkeys(size for size in sizes if size))

    def succeeded(self, received: int) -> None:
        """The last command brought data; more than was proven proves the size tried."""
        if self.trying is not None:
            if received > self.proven:
                self.proven = self.trying
            self.trying = None

    def opened_too_wide(self) -> None:
        """The chip would not begin a file with the larger size; it may only want exact lengths."""
        self._opens_wider, self.trying = False, None

    def failed(self, *, link_lost: bool = False) -> None:
        """The size just tried does not work here: stay below it."""
        self.limited_by_link = self.limited_by_link or link_lost
        self.ceiling = self.proven if self.trying is not None else min(self.proven, SHORT_BLOCK)
        self.proven = self.ceiling
        self.trying = None


def select_application(session: Session) -> None:
    """SELECT the eMRTD application by its identifier (§3.6.1).  Raises Refused."""
    session.expect(Command(0, Ins.SELECT, 0x04, 0x0C, APPLICATION), "select application")


def read_file(
    session: Session,
    file: ElementaryFile,
    blocks: BlockSize,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """Read a whole file by its short identifier, else by SELECT (§3.6.3, §3.9).

    Returns exactly the octets of its one object.  Raises Refused with the chip's status word,
    Malformed for another object, a size beyond the file's limit or an early end.
    """
    content = _begin(session, file, blocks)
    head = tlv.header(content)
    if head.tag != file.tag:
        raise Malformed(f"{file.name} begins with {head.tag:X}")
    if head.total > file.max_size:
        raise Malformed(f"{file.name} claims more than {file.max_size} octets")
    octets = bytearray(content[: head.total])
    progress(len(octets), head.total)
    while len(octets) < head.total:
        octets += _block(session, file, blocks, len(octets), head.total - len(octets))
        progress(len(octets), head.total)
    return bytes(octets)


def _begin(session: Session, file: ElementaryFile, blocks: BlockSize) -> bytes:
    """The first block: by short file identifier, else after SELECT.

    Chips that know no short identifiers say so in many ways, "not found" among them.
    """
    by_sfi = _first(session, file, blocks, 0x80 | file.sfi)
    if by_sfi.data:
        return by_sfi.data
    select = Command(0, Ins.SELECT, 0x02, 0x0C, file.fid.to_bytes(2, "big"))
    session.expect(select, file.name)
    response = _first(session, file, blocks, 0)
    if not response.data:
        raise Refused(file.name, response.status)
    return response.data


def _first(session: Session, file: ElementaryFile, blocks: BlockSize, p1: int) -> Response:
    for size in blocks.opening():
        blocks.asked = size
        response = session.send(Command(0, Ins.READ_BINARY, p1, 0, b"", size), file.name)
        if response.data:
            if size < blocks.proven and size != _HEADER_BLOCK:
                blocks.failed()
            blocks.succeeded(len(response.data))
            return Response(response.data[:size], response.status)
        if not about_length(response.status):
            break
        blocks.opened_too_wide()
    blocks.trying = None
    return response


def _block(
    session: Session, file: ElementaryFile, blocks: BlockSize, offset: int, remaining: int
) -> bytes:
    """The next block; a size the chip refuses is given up, and the smaller one tried at once."""
    while True:
        size = blocks.ask(remaining)
        response = _read_at(session, file, offset, size, blocks.limit)
        if response.data:
            blocks.succeeded(len(response.data))
            return response.data[:remaining]
        if not about_length(response.status) or (
            blocks.trying is None and blocks.proven <= SHORT_BLOCK
        ):
            raise Refused(file.name, response.status)
        blocks.failed()


def _read_at(
    session: Session, file: ElementaryFile, offset: int, size: int, limit: int
) -> Response:
    """READ BINARY at an offset; from 32 768 on only the odd instruction reaches (§3.6.3.2).

    The odd instruction wraps its data in an object, whose header counts against the limit too.
    """
    if offset < _EVEN_OFFSETS:
        command = Command(0, Ins.READ_BINARY, offset >> 8, offset & 0xFF, b"", size)
        return session.send(command, file.name)
    place = tlv.encode(_OFFSET, offset.to_bytes((offset.bit_length() + 7) // 8, "big"))
    expected = min(size + _OBJECT_HEADER, limit)
    command = Command(0, Ins.READ_BINARY_ODD, 0, 0, place, expected)
    response = session.send(command, file.name)
    if not response.data:
        return response
    inner = tlv.parse(response.data)
    if len(inner) != 1 or inner[0].tag not in _DISCRETIONARY:
        raise Malformed(f"{file.name}: odd READ BINARY answer")
    return Response(inner[0].value, response.status)


def about_length(status: int) -> bool:
    """Whether a chip complains about Le: 6700, 6Cxx, or an offset-and-length it will not join."""
    return status == Status.WRONG_LENGTH or status >> 8 == 0x6C or status == Status.OFFSET_OUTSIDE
