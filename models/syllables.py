"""Whether a word can be a Vietnamese syllable: a reader that takes g for q makes words that cannot.

Only the shape is known here, not the meaning; names of other peoples and abbreviations do not fit
it.  So a word that does not fit is a reason to prefer another reading, never to refuse one.
"""

from __future__ import annotations

import re
import unicodedata

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


def odd_words(text: str) -> int:
    """How many words of letters cannot be syllables, or have a sign in the middle."""
    odd = sum(not word.isdecimal() and not is_syllable(word) for word in _WORD.findall(nfc(text)))
    return odd + len(re.findall(r"\w[.,;:()|!?]\w", re.sub(r"\d[.,:]\d", "", text)))
