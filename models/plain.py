"""Between dataclasses and plain JSON values, for drafts, receipts and messages.

Understands frozen dataclasses, enums, dates and times (ISO), bytes never, tuples, mappings with
string keys, optionals and the JSON scalars.  Unknown keys in the input are ignored, so that an
older desk reads what a newer hub sends.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A value made of dicts, lists and scalars that `json` can write."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
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
    built: T = _build(kind, value)
    return built


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _build_optional(kind, value)
    if origin in (tuple, list):
        item = get_args(kind)[0]
        return tuple(_build(item, one) for one in value)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        item = get_args(kind)[1]
        return {key: _build(item, one) for key, one in value.items()}
    return _build_plain(kind, value)


def _build_optional(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    (inner,) = (one for one in get_args(kind) if one is not type(None))
    return _build(inner, value)


def _build_plain(kind: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        known = {
            f.name: _build(hints[f.name], value[f.name])
            for f in dataclasses.fields(kind)
            if f.name in value
        }
        return kind(**known)  # type: ignore[operator]
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
