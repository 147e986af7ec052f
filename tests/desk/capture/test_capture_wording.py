"""Every problem capture can raise has words, and every wording is for a problem it can raise."""

from __future__ import annotations

import json
import re
import string
import unicodedata
from importlib.resources import files
from pathlib import Path

import desk.capture

ROOM = Path(desk.capture.__file__).parent
WORDS = json.loads(
    files("models.data").joinpath("problems", "capture.json").read_text(encoding="utf-8")
)


def raised() -> set[str]:
    text = "\n".join(source.read_text(encoding="utf-8") for source in ROOM.glob("*.py"))
    return set(re.findall(r'"(capture\.[a-z_]+)"', text)) - {"capture.scanner_addresses"}


def test_codes_and_words_are_the_same_set() -> None:
    assert raised() | {"capture.no_feeder", "capture.no_flatbed"} == set(WORDS)


def test_vietnamese_is_composed_and_placeholders_agree() -> None:
    for code, text in WORDS.items():
        names = {
            language: {name for _, name, _, _ in string.Formatter().parse(text[language]) if name}
            for language in ("vi", "en")
        }
        assert names["vi"] == names["en"], code
        for sentence in text.values():
            assert unicodedata.is_normalized("NFC", sentence), code
