"""The byte syntax PDF/A asks for, clause by clause, where pikepdf's validator looks away.

That validator judges what qpdf has just written and takes the file's outer form for granted:
header, end, cross-reference table, spacing of objects, lengths of streams, hexadecimal strings
(ISO 19005-2 §6.1.2–6.1.9). Here the file is walked from its first byte to its last, and whatever
is not the form the standard names is a finding; nothing is decoded. Findings hold offsets, never
content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EOL = rb"(?:\r\n|\r|\n)"
_BLANK = rb"[\x00\t\n\x0c\r ]"
_HEADER = re.compile(rb"%PDF-1\.[0-7](?:\r\n|\r|\n)(%?)([^\r\n]*)")
_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")
_OBJECT_LOOSE = re.compile(rb"(\d+)" + _BLANK + rb"+(\d+)" + _BLANK + rb"+obj(?![a-zA-Z])")
_OBJECT = re.compile(rb"\d+" + _BLANK + rb"\d+" + _BLANK + rb"obj" + _EOL)
_ENDOBJ = re.compile(rb"endobj" + _EOL)
_STREAM = re.compile(rb"stream(?:\r\n|\n)")
_ENDSTREAM = re.compile(_EOL + rb"endstream(?![a-zA-Z])")
_XREF = re.compile(rb"xref" + _EOL + rb"(?=\d)")
_SUBSECTION = re.compile(rb"(\d+)( *)(\d+)[ ]?(?:\r\n|\r|\n)")
_STARTXREF = re.compile(rb"startxref" + _EOL + rb"\d+" + _EOL)
_ENTRY = 20
_SKIPPED = re.compile(rb"(?:[\x00\t\n\x0c\r ]+|%[^\r\n]*)+")
_TOKEN = re.compile(
    rb"<<|>>|\[|\]|(?P<hex><[^>]*>)|(?P<text>\()|/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*"
    rb"|[^\x00\t\n\x0c\r ()<>\[\]{}/%]+"
)
_IN_TEXT = re.compile(rb"[()\\]")
_LENGTH = re.compile(rb"/Length" + _BLANK + rb"+(\d+)(?:" + _BLANK + rb"+(\d+)" + _BLANK + rb"+R)?")
_MOST = 20
"""Findings told; a file with more is as wrong."""


@dataclass(frozen=True, slots=True)
class ByteFinding:
    """A clause of ISO 19005-2 that does not hold, and where in the file."""

    clause: str
    offset: int
    message: str

    def __str__(self) -> str:
        return f"ISO 19005-2 {self.clause} at byte {self.offset}: {self.message}"


def check(data: bytes) -> tuple[ByteFinding, ...]:
    """What of the byte syntax does not conform; empty when all of it does."""
    found: list[ByteFinding] = []
    for finding in _walk(data):
        found.append(finding)
        if len(found) == _MOST:
            break
    return tuple(found)


def _walk(data: bytes) -> Iterator[ByteFinding]:
    yield from _header(data)
    yield from _end(data)
    walk = _Walk(data)
    yield from walk.findings()


def _header(data: bytes) -> Iterator[ByteFinding]:
    header = _HEADER.match(data)
    if header is None:
        yield ByteFinding("6.1.2", 0, "the file does not begin with %PDF-1.n and one line end")
        return
    letters = header[2][:4]
    if not header[1] or len(letters) < 4 or any(one < 128 for one in letters):
        yield ByteFinding("6.1.2", header.start(1), "no comment of four bytes above 127 follows")


def _end(data: bytes) -> Iterator[ByteFinding]:
    last = data.rfind(b"%%EOF")
    if last < 0:
        yield ByteFinding("6.1.3", len(data), "there is no end-of-file marker")
        return
    end = _END.match(data, last)
    if end is None or end.end() != len(data):
        yield ByteFinding("6.1.3", last + 5, "data follow the last end-of-file marker")


class _Walk:
    """One way through the file. ``at`` is the offset of what comes next."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def findings(self) -> Iterator[ByteFinding]:
        """Objects, tables and trailers one behind the other."""
        while self._skip():
            data, at = self._data, self._at
            if _OBJECT_LOOSE.match(data, at):
                yield from self._object()
            elif data.startswith(b"xref", at):
                yield from self._table()
            elif data.startswith(b"trailer", at):
                self._at += len(b"trailer")
                yield from self._body()
            elif data.startswith(b"startxref", at):
                yield from self._start()
            else:
                yield ByteFinding("6.1.9", at, "something that is no object, table or trailer")
                return

    def _skip(self) -> bool:
        """Pass over blanks and comments; whether anything is left."""
        if blank := _SKIPPED.match(self._data, self._at):
            self._at = blank.end()
        return self._at < len(self._data)

    def _object(self) -> Iterator[ByteFinding]:
        data, start = self._data, self._at
        if data[start - 1 : start] not in {b"\n", b"\r"}:
            yield ByteFinding("6.1.9", start, "no line end before the object number")
        if _OBJECT.match(data, start) is None:
            yield ByteFinding("6.1.9", start, "spacing of object number, generation and obj")
        opened = _OBJECT_LOOSE.match(data, start)
        self._at = opened.end() if opened else len(data)
        body = self._at
        yield from self._body()
        if data.startswith(b"stream", self._at):
            yield from self._stream(data[body : self._at])
            self._skip()
        at = self._at
        if not data.startswith(b"endobj", at):
            yield ByteFinding("6.1.9", at, "no endobj")
            self._at = _behind(data, b"endobj", at)
            return
        if data[at - 1 : at] not in {b"\n", b"\r"}:
            yield ByteFinding("6.1.9", at, "no line end before endobj")
        if _ENDOBJ.match(data, at) is None:
            yield ByteFinding("6.1.9", at, "no line end behind endobj")
        self._at = at + len(b"endobj")

    def _body(self) -> Iterator[ByteFinding]:
        """The tokens of an object or a trailer's dictionary, up to the next keyword."""
        data = self._data
        while self._skip():
            token = _TOKEN.match(data, self._at)
            if token is None:
                yield ByteFinding("6.1.9", self._at, "something that is no token")
                self._at = _behind(data, b"endobj", self._at) - len(b"endobj")
                return
            if token[0] in {b"stream", b"endobj", b"startxref", b"xref"}:
                return
            if token["hex"] is not None:
                yield from _hexadecimal(token[0], self._at)
            self._at = self._behind_text() if token["text"] else token.end()

    def _behind_text(self) -> int:
        depth, at = 0, self._at
        while mark := _IN_TEXT.search(self._data, at):
            at = mark.end()
            if mark[0] == b"\\":
                at += 1
            else:
                depth += 1 if mark[0] == b"(" else -1
                if depth == 0:
                    return at
        return len(self._data)

    def _stream(self, dictionary: bytes) -> Iterator[ByteFinding]:
        data, at = self._data, self._at
        opened = _STREAM.match(data, at)
        if opened is None:
            yield ByteFinding("6.1.7.1", at, "no line feed behind stream")
        start = opened.end() if opened else at + len(b"stream")
        length = self._length(dictionary)
        if length is None:
            yield ByteFinding("6.1.7.1", at, "the length of the stream cannot be found")
        elif end := _ENDSTREAM.match(data, start + length):
            self._at = end.end()
            return
        elif data.startswith(b"endstream", start + length):
            yield ByteFinding("6.1.7.1", start + length, "no line end before endstream")
        else:
            yield ByteFinding("6.1.7.1", at, "Length is not the length of the stream")
        self._at = _behind(data, b"endstream", start)

    def _length(self, dictionary: bytes) -> int | None:
        told = _LENGTH.search(dictionary)
        if told is None:
            return None
        if told[2] is None:
            return int(told[1])
        number = rb"(?<!\d)" + told[1] + _BLANK + rb"+" + told[2] + _BLANK
        holder = re.compile(number + rb"+obj" + _BLANK + rb"+(\d+)" + _BLANK + rb"+endobj")
        values = {int(one[1]) for one in holder.finditer(self._data)}
        return values.pop() if len(values) == 1 else None

    def _table(self) -> Iterator[ByteFinding]:
        data, at = self._data, self._at
        if _XREF.match(data, at) is None:
            yield ByteFinding("6.1.4", at, "not one line end between xref and its first section")
        self._at = at + len(b"xref")
        while self._skip() and (section := _SUBSECTION.match(data, self._at)):
            if section[2] != b" ":
                yield ByteFinding("6.1.4", self._at, "not one blank in a section's header")
            self._at = section.end() + int(section[3]) * _ENTRY

    def _start(self) -> Iterator[ByteFinding]:
        at = self._at
        start = _STARTXREF.match(self._data, at)
        if start is None:
            yield ByteFinding("6.1.3", at, "startxref is not followed by one number on its line")
        self._at = start.end() if start else at + len(b"startxref")


def _hexadecimal(token: bytes, at: int) -> Iterator[ByteFinding]:
    digits = re.sub(_BLANK, b"", token[1:-1])
    if len(digits) % 2:
        yield ByteFinding("6.1.6", at, "an odd number of hexadecimal digits")
    if re.search(rb"[^0-9A-Fa-f]", digits):
        yield ByteFinding("6.1.6", at, "something else in a hexadecimal string")


def _behind(data: bytes, word: bytes, at: int) -> int:
    found = data.find(word, at)
    return len(data) if found < 0 else found + len(word)
