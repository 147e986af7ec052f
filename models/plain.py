"""Between dataclasses and plain JSON values, for drafts, receipts and messages.

Understands frozen dataclasses, enums, dates and times (ISO), bytes never, tuples, mappings with
string keys, optionals and the JSON scalars.  Unknown keys in the input are ignored, so that an
older desk reads what a newer hub sends.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A value made of dicts, lists and scalars that `json` can write."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], value: Any) -> T:
    """Build ``kind`` from plain values.  Raises ValueError, KeyError or TypeError on a misfit."""
    shape: Any = kind
    built: T = _builder(shape)(value)
    return built


Builder = Callable[[Any], Any]


@cache
def _builder(kind: Any) -> Builder:
    """How a value of this kind is built; its shape is looked at once."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (one for one in get_args(kind) if one is not type(None))
        return partial(_optional, inner)
    if origin in (tuple, list):
        return partial(_several, get_args(kind)[0])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return partial(_by_name, get_args(kind)[1])
    return _builder_of_type(kind) if isinstance(kind, type) else _as_it_is


def _builder_of_type(kind: type) -> Builder:
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return partial(_record, kind, tuple((f.name, hints[f.name]) for f in fields(kind)))
    if issubclass(kind, (datetime, date)):
        return kind.fromisoformat
    return kind if issubclass(kind, Enum) else _as_it_is


def _optional(inner: Any, value: Any) -> Any:
    return None if value is None else _builder(inner)(value)


def _several(item: Any, value: Any) -> Any:
    return tuple(map(_builder(item), value))


def _by_name(item: Any, value: Any) -> Any:
    build = _builder(item)
    return {key: build(one) for key, one in value.items()}


def _record(kind: type, parts: tuple[tuple[str, Any], ...], value: Any) -> Any:
    known = {name: _builder(part)(value[name]) for name, part in parts if name in value}
    return kind(**known)


def _as_it_is(value: Any) -> Any:
    return value
