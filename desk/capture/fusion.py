"""One text out of two readings of the same line; both readings stay beside it.

TrueOCR is right about letters and figures, Tesseract about marks and about where words end (capture
§3.3). So the two lines are laid side by side word by word, marks not counted: where they agree but
for marks, Tesseract's word counts unless it is unsure beside a certain one, or no text uses it;
where they differ, the word that texts use does, then the surer one, and figures are TrueOCR's.
Measured on generated pages other than those of the published figures, and on pages of other makers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from itertools import groupby, starmap

from desk.capture.engines import TESSERACT, ReadLine, Word
from models.reading import Reading, TextLine
from models.syllables import is_written
from models.text import fold


@dataclass(frozen=True, slots=True)
class Trust:
    """How far Tesseract is believed."""

    marks: float = 0.4
    """From this confidence on its marks count."""
    lead: float = 0.0
    """By how much it must be surer than TrueOCR where they see other letters."""


EASY = Trust()
WARY = Trust(marks=0.9, lead=0.5)
"""For black-and-white originals, where Tesseract invents more than it corrects (capture §3.3)."""

_ADDED = 0.95
"""From this confidence on a word counts that Tesseract alone saw."""

_LIKELY, _CERTAIN = 0.9, 0.95
_VOUCHED = 0.5
"""From this confidence on a word counts that texts use, against one that they do not."""

_TIGHT = re.compile(r"(?<=[^\W\d_])([,;:])(?=[^\W_])")
_DOT = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_])")
_DOTS_BEFORE = re.compile(r"(^|[\s:,;])\.{1,3}(?=[^\W\d_]{2})")
_SIGN = re.compile(r"[\W_]")
_FIGURES = re.compile(r"\d+")
_WRITING = 0.3
_EITHER = 0.5
"""Below these, for TrueOCR alone and for the surer of both, a line is no writing but a stain, a
stamp's rim or the back side showing through."""


def reading(engine: str, line: ReadLine) -> Reading:
    """What an engine made of a line, for the page's text."""
    words = tuple(round(word.confidence, 3) for word in line.words)
    return Reading(engine, line.text, round(line.confidence, 4), words)


def is_writing(line: ReadLine) -> bool:
    """Whether a line read by one engine is worth keeping."""
    return bool(line.words) and line.confidence >= _WRITING


def fuse(first: TextLine, second: ReadLine, trust: Trust = EASY) -> TextLine | None:
    """A line TrueOCR read, Tesseract's reading added; None when neither believes it is one."""
    trueocr, tesseract = first.readings[0], reading(TESSERACT, second)
    ours = _words(trueocr)
    if max(trueocr.confidence, tesseract.confidence) < _EITHER and not _shared(ours, second.words):
        return None
    words = _chosen(ours, second.words, trust)
    text = spaced(" ".join(word.text for word in words))
    return TextLine(first.box, text or trueocr.text, (trueocr, tesseract))


def _shared(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether both read the same word of the language: a label before handwriting nobody can read.

    What engines see in noise and seals is hardly ever the same, and less often a word.
    """
    both = {fold(word.text) for word in ours} & {fold(word.text) for word in theirs}
    return any(fold(word.text) in both and _is_word(word) for word in (*ours, *theirs))


def _is_word(word: Word) -> bool:
    return len(word.text) > 1 and is_written(word.text)


def spaced(text: str) -> str:
    """With the blanks engines lose in tight print, and without the dots of leaders in a value."""
    if sum(map(_between_words, _DOT.finditer(text))) + len(_DOTS_BEFORE.findall(text)) > 1:
        text = _DOT.sub(lambda dot: " " if _between_words(dot) else dot.group(), text)
        text = _DOTS_BEFORE.sub(r"\1", text)
    return _TIGHT.sub(r"\1 ", text)


def _between_words(dot: re.Match[str]) -> bool:
    """Whether a dot without a blank stands between two words of the language."""
    before = re.search(r"[^\W\d_]+$", dot.string[: dot.start()])
    after = re.match(r"[^\W\d_]+", dot.string[dot.end() :])
    return bool(before and after and is_written(before.group()) and is_written(after.group()))


def _words(one: Reading) -> tuple[Word, ...]:
    texts = one.text.split()
    sure = one.words if len(one.words) == len(texts) else (one.confidence,) * len(texts)
    return tuple(Word(text, confidence) for text, confidence in zip(texts, sure, strict=True))


def _chosen(trueocr: Sequence[Word], tesseract: Sequence[Word], trust: Trust) -> Iterator[Word]:
    sides = [fold(word.text) for word in trueocr], [fold(word.text) for word in tesseract]
    aligned = SequenceMatcher(None, *sides, autojunk=False).get_opcodes()
    for kind, start, end, other_start, other_end in aligned:
        ours, theirs = trueocr[start:end], tesseract[other_start:other_end]
        if kind == "equal":
            yield from starmap(partial(_marked, trust=trust), zip(ours, theirs, strict=True))
        elif kind == "insert":
            yield from (word for word in theirs if word.confidence >= _ADDED)
        elif kind == "delete":
            yield from ours
        elif len(ours) == len(theirs):
            for our, their in zip(ours, theirs, strict=True):
                yield from _better([our], [their], trust.lead)
        else:
            yield from _better(ours, theirs, trust.lead)


def _marked(our: Word, their: Word, trust: Trust) -> Word:
    """Of two words with the same letters the one whose marks count."""
    if their.confidence < trust.marks:
        return our
    if our.confidence >= _VOUCHED and is_written(our.text) and not is_written(their.text):
        return our
    if our.confidence >= _CERTAIN and their.confidence < _LIKELY and is_written(our.text):
        return our
    return their


def _better(ours: Sequence[Word], theirs: Sequence[Word], lead: float) -> Sequence[Word]:
    """Of two stretches of words that differ in letters, in signs, or in where words end."""
    joined, other = ("".join(word.text for word in side) for side in (ours, theirs))
    if fold(joined) == fold(other):
        return theirs
    sure, other_sure = (min(word.confidence for word in side) for side in (ours, theirs))
    if any(letter.isdigit() for letter in joined):
        return theirs if other_sure >= _LIKELY and _same_figures(joined, other) else ours
    if other_sure >= _LIKELY and _SIGN.sub("", fold(joined)) == _SIGN.sub("", fold(other)):
        return theirs  # TrueOCR loses the stop at a line's end and takes ; for ,
    known, other_known = (all(map(_is_word, side)) for side in (ours, theirs))
    if known != other_known and (other_sure if other_known else sure) >= _VOUCHED:
        return theirs if other_known else ours
    return theirs if other_sure >= sure + lead else ours


def _same_figures(ours: str, theirs: str) -> bool:
    """Whether two readings with figures differ in signs only, or in a figure met twice.

    TrueOCR loses one of two equal letters that stand close (its steps cannot tell them apart).
    """
    bare, other = (_SIGN.sub("", fold(text)) for text in (ours, theirs))
    if _FIGURES.findall(ours) == _FIGURES.findall(theirs):
        return bare == other
    return len(other) > len(bare) and _once(bare) == _once(other)


def _once(text: str) -> str:
    return "".join(letter for letter, _ in groupby(text))
