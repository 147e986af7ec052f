"""Problems a clerk can act on.

A problem is known where it is born: it has a stable code, facts for the sentence, and a kind that
tells whose side it is on.  Its words live in ``models/data/problems/*.json`` (one file a room;
Vietnamese first, English second, and what to do next), so that the window and the command line say
the same thing.
Everything that is not a `Problem` is a defect.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files


class Kind(IntEnum):
    """Whose side a problem is on; the number is the exit code of the command line."""

    BAD_INPUT = 2
    DEVICE_OR_LINE = 3


class Problem(Exception):  # noqa: N818 - a problem is not a defect
    """A known problem: a code, the facts its sentence needs, and the kind.

    Facts never hold personal data: they are written to logs.
    """

    def __init__(self, code: str, kind: Kind = Kind.BAD_INPUT, /, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Wording:
    """A problem in words: what is wrong, in two languages, and what the person can do next."""

    code: str
    message_vi: str
    message_en: str
    next_step: str
    next_step_en: str


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for source in files("models.data").joinpath("problems").iterdir():
        if source.name.endswith(".json"):
            texts.update(json.loads(source.read_text(encoding="utf-8")))
    return texts


def known_codes() -> frozenset[str]:
    """Every code that has words."""
    return frozenset(_texts())


def wording(problem: Problem) -> Wording:
    """Put a problem into words; an unworded code is a defect and raises KeyError."""
    text = _texts()[problem.code]
    facts = problem.facts
    return Wording(
        code=problem.code,
        message_vi=text["vi"].format(**facts),
        message_en=text["en"].format(**facts),
        next_step=text["next_vi"].format(**facts),
        next_step_en=text["next_en"].format(**facts),
    )
