"""Every problem capture can raise has words, and every wording is for a problem it can raise."""

from __future__ import annotations

import json
import re
import string
import unicodedata
from importlib.resources import files
from pathlib import Path

import desk.capture
from desk.capture.acting_content import ACTIONS, FILES, FORM_PROGRAM, JBIG2, MEDIA, SCRIPTS
from desk.capture.job import LOCKS

ROOM = Path(desk.capture.__file__).parent
WORDS = {
    code: words
    for source in files("models.data").joinpath("problems").iterdir()
    if source.name.endswith(".json")
    for code, words in json.loads(source.read_text(encoding="utf-8")).items()
    if code.startswith(("capture.", "pdf."))
}
MADE = {
    f"pdf.found_{one}"
    for one in (*LOCKS, SCRIPTS, ACTIONS, FILES, MEDIA, FORM_PROGRAM, JBIG2)
}  # fmt: skip


def raised() -> set[str]:
    text = "\n".join(source.read_text(encoding="utf-8") for source in ROOM.glob("*.py"))
    return set(re.findall(r'"((?:capture|pdf)\.[a-z_]+)"', text)) - {"capture.scanner_addresses"}


def test_codes_and_words_are_the_same_set() -> None:
    assert raised() | MADE | {"capture.no_feeder", "capture.no_flatbed"} == set(WORDS)


def test_vietnamese_is_composed_and_placeholders_agree() -> None:
    for code, text in WORDS.items():
        names = {
            language: {name for _, name, _, _ in string.Formatter().parse(text[language]) if name}
            for language in ("vi", "en")
        }
        assert names["vi"] == names["en"], code
        for sentence in text.values():
            assert unicodedata.is_normalized("NFC", sentence), code
