"""Whether a word can be a Vietnamese syllable: a reader that takes g for q makes words that cannot.

Two measures: the shape a syllable must have, and the list of those that ordinary texts use.  Names
of other peoples and abbreviations fit neither.  So a word that does not fit is a reason to prefer
another reading, never to refuse one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

from models.text import fold, nfc

_SHAPE = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|qu|r|s|th|tr|t|v|x)?"
    r"(?:[aeiou]|y|ai|ao|au|ay|eo|eu|ia|ie|ieu|iu|oa|oai|oao|oay|oe|oeo|oi|oo|ua|uai|uay|ue|ui|uo"
    r"|uoi|uou|uu|uy|uya|uye|uyu|ya|ye|yeu)"
    r"(?:ch|c|m|ng|nh|n|p|t)?"
)
_STOPPED = re.compile(r"(?:ch|c|p|t)$")
_ACUTE, _DOT_BELOW = "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING DOT BELOW}"
_TONES = frozenset(
    {
        _ACUTE,
        _DOT_BELOW,
        "\N{COMBINING GRAVE ACCENT}",
        "\N{COMBINING HOOK ABOVE}",
        "\N{COMBINING TILDE}",
    }
)
_WORD = re.compile(r"[^\W_]+")


def is_syllable(word: str) -> bool:
    """Whether the word has the shape of a syllable, with at most one tone that it can bear."""
    bare = fold(word)
    if _SHAPE.fullmatch(bare) is None:
        return False
    tones = [mark for mark in unicodedata.normalize("NFD", word) if mark in _TONES]
    if _STOPPED.search(bare):
        return len(tones) == 1 and tones[0] in (_ACUTE, _DOT_BELOW)
    return len(tones) <= 1


def is_written(word: str) -> bool:
    """Whether ordinary texts use this syllable; hòa and hoà are one. Signs around it are left out.

    Of what looks alike to a reader, đất is written and đết is not.
    """
    letters = _WORD.findall(nfc(word))
    return len(letters) == 1 and _tone_last(letters[0].casefold()) in _written()


@cache
def _written() -> frozenset[str]:
    data = files("models") / "data" / "names" / "syllables.json"
    lines = json.loads(data.read_text(encoding="utf-8"))["names"]
    return frozenset(_tone_last(word) for line in lines for word in line.split())


def _tone_last(word: str) -> str:
    """The syllable with its tone behind it, wherever that is written."""
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(mark for mark in parts if mark in _TONES)
    return "".join(mark for mark in parts if mark not in _TONES) + tone


def odd_words(text: str) -> int:
    """How many words of letters cannot be syllables, or have a sign in the middle."""
    odd = sum(not word.isdecimal() and not is_syllable(word) for word in _WORD.findall(nfc(text)))
    return odd + len(re.findall(r"\w[.,;:()|!?]\w", re.sub(r"\d[.,:]\d", "", text)))
