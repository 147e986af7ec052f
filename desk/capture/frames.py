"""How desk and worker process talk: one frame is a JSON head and bytes, each with its length.

Two big-endian 32-bit lengths, then the head (UTF-8 JSON object), then the payload. The same code
serves both ends; limits keep a mad child from filling the desk's memory.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_LENGTHS = struct.Struct(">II")
MAX_HEAD = 4 << 20
MAX_PAYLOAD = 1 << 30


class BrokenFrameError(ConnectionError):
    """The other side sent something that is no frame, or ended inside one."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message. `kind` is the verb or the state; `facts` are JSON values."""

    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    payload: bytes = b""


def pack(frame: Frame) -> bytes:
    """The frame's bytes."""
    head = json.dumps({"kind": frame.kind, "facts": dict(frame.facts)}).encode()
    return _LENGTHS.pack(len(head), len(frame.payload)) + head + frame.payload


def unpack(read_exactly: Callable[[int], bytes]) -> Frame:
    """Read one frame through a reader that gives exactly as many bytes as it is asked for.

    Raises EOFError when the other side ended between two frames, BrokenFrameError otherwise.
    """
    start = read_exactly(_LENGTHS.size)
    if not start:
        raise EOFError
    head_length, payload_length = _lengths(start)
    try:
        head = json.loads(read_exactly(head_length))
        kind, facts = head["kind"], head["facts"]
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenFrameError("a head that is no JSON object") from error
    payload = read_exactly(payload_length) if payload_length else b""
    if len(payload) != payload_length:
        raise BrokenFrameError("ended inside a payload")
    return Frame(kind, facts, payload)


def _lengths(start: bytes) -> tuple[int, int]:
    if len(start) != _LENGTHS.size:
        raise BrokenFrameError("ended inside the lengths")
    head_length, payload_length = _LENGTHS.unpack(start)
    if head_length > MAX_HEAD or payload_length > MAX_PAYLOAD:
        raise BrokenFrameError("a frame larger than the limit")
    return head_length, payload_length
