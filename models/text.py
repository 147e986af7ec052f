"""Vietnamese text: one stored form (NFC), and the folded form that search keys are made of."""

from __future__ import annotations

import re
import unicodedata

_D_WITH_STROKE = str.maketrans("đĐ", "dd")
_WORD = re.compile(r"[^\W_]+")


def nfc(text: str) -> str:
    """The composed form, in which all text is stored, hashed and printed."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """NFC without invisible format characters, single spaces, none at the ends."""
    visible = "".join(c for c in nfc(text) if unicodedata.category(c) != "Cf")
    return " ".join(visible.split())


def fold(text: str) -> str:
    """Text as a clerk types it in a hurry: no case, no marks, đ as d, single spaces.

    ``Nguyễn  Văn ĐỨC`` and ``nguyen van duc`` fold to the same string in NFC and in NFD.
    Folding twice changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_D_WITH_STROKE)
    bare = "".join(
        c
        for c in unicodedata.normalize("NFD", lowered)
        if unicodedata.category(c) not in ("Mn", "Cf")
    )
    return " ".join(bare.split())


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, punctuation left out: ``("chung", "thuc", "ban", "sao")``."""
    return tuple(_WORD.findall(fold(text)))


def suffix_keys(folded: str) -> tuple[str, ...]:
    """Every suffix that starts at a word, longest first.

    ``nguyen van hau`` gives ``("nguyen van hau", "van hau", "hau")``: an ordinary index on these
    finds a person by whichever word of the name the clerk types first.
    """
    parts = folded.split()
    return tuple(" ".join(parts[start:]) for start in range(len(parts)))
