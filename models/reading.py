"""What was seen on a page: its condition, its codes, its lines of text, the values in them.

Coordinates are pixels of the *view image*: the page as it lies in the document, upright.
Everything here is a machine's proposal until a person confirmed it (decision 27).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; `right` and `bottom` lie outside it."""

    left: int
    top: int
    right: int
    bottom: int


class Remark(StrEnum):
    """What is wrong with a picture; the words for it say what to do (capture §2)."""

    SKEWED = "skewed"
    CUT_EDGE = "cut_edge"
    DARK = "dark"
    BLURRED = "blurred"
    LOW_RESOLUTION = "low_resolution"
    GLARE = "glare"
    NO_COLOUR = "no_colour"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the clean-up saw on one page.

    ``turn`` is the clockwise turn (0, 90, 180, 270) that makes the page upright, ``skew`` the
    degrees that were then taken out, positive clockwise. ``ink`` and ``dark_share`` are the two
    measures of emptiness in ten-thousandths: after flattening, and of the plain page. ``codes``
    are the texts of QR codes and Code 128 on the page, in reading order.
    """

    turn: int = 0
    skew: float = 0.0
    ink: float = 0.0
    dark_share: float = 0.0
    probably_blank: bool = False
    bilevel: bool = False
    remarks: tuple[Remark, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one engine read, and how sure it is, from 0 to 1: of the whole and of each word."""

    engine: str
    text: str
    confidence: float
    words: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a page: the text that counts, and what each engine made of it."""

    box: Box
    text: str
    readings: tuple[Reading, ...]

    @property
    def agreed(self) -> bool:
        """Whether two engines read the same."""
        return len(self.readings) > 1 and len({one.text for one in self.readings}) == 1


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page in reading order. ``engine`` is fusion, trueocr or tesseract."""

    engine: str
    width: int
    height: int
    lines: tuple[TextLine, ...]

    @property
    def text(self) -> str:
        """The lines, each on its own."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class FieldProposal:
    """A value found for one field of a document type.

    ``page`` counts from 0 among the pages of the component. ``readings`` are the engines' versions;
    ``doubts`` are codes of what the validators noticed, none when the value is sound.
    """

    name: str
    value: str
    page: int
    box: Box
    readings: tuple[Reading, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmedField:
    """What a person made of a proposal: the value that counts, beside what the machine said."""

    name: str
    value: str
    machine_value: str
    by: str
    at: datetime
