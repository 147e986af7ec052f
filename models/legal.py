"""The articles a rule rests on, as dated data: what is printed and shown as «căn cứ»."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


def basis(*topics: str) -> tuple[str, ...]:
    """The legal basis of the topics, in their order.  An unknown topic raises KeyError."""
    return tuple(line for topic in topics for line in _topics()[topic])


@cache
def _topics() -> dict[str, tuple[str, ...]]:
    topics: dict[str, tuple[str, ...]] = {}
    for source in files("models.data").joinpath("legal").iterdir():
        if source.name.endswith(".json"):
            rows = json.loads(source.read_text(encoding="utf-8"))["topics"]
            topics.update({topic: tuple(lines) for topic, lines in rows.items()})
    return topics
