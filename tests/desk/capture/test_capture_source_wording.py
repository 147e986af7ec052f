"""Every problem of the sources has words, and every wording is for a problem they can raise."""

from __future__ import annotations

import json
import re
import string
import unicodedata
from importlib.resources import files
from pathlib import Path

import desk
from models import scan_profile

CODE = Path(desk.__file__).parent
WORDS = json.loads(
    files("models.data").joinpath("problems", "sources.json").read_text(encoding="utf-8")
)


def raised() -> set[str]:
    sources = [*CODE.glob("capture/*.py"), CODE / "command_scan.py", Path(scan_profile.__file__)]
    text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    found = set(re.findall(r'"(sources\.[a-z_]+)"', text)) - {"sources.scanners_found"}
    return found | {"sources.no_brightness", "sources.no_contrast"}


def test_codes_and_words_are_the_same_set() -> None:
    assert raised() == set(WORDS)


def test_vietnamese_is_composed_and_placeholders_agree() -> None:
    for code, text in WORDS.items():
        names = {
            language: {name for _, name, _, _ in string.Formatter().parse(text[language]) if name}
            for language in ("vi", "en")
        }
        assert names["vi"] == names["en"], code
        for sentence in text.values():
            assert unicodedata.is_normalized("NFC", sentence), code
