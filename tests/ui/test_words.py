"""Every code has words, in the clerks' own language, and none of them is a builder's word."""

from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from models.card_reading import Advice
from models.citizen import IdentifiedBy, Sex
from models.dossier import Status, SyncState
from models.procedure import CopyKind, PaperReason
from models.role import Role
from ui import words

TRANSLATIONS = Path(words.__file__).parent / "translations" / "motcua_en.ts"
BUILDERS_WORDS = re.compile(
    r"\b(lease|outbox|event|blob|hash|hub|sync|thread|null|none)\b", re.IGNORECASE
)


def test_every_code_has_words(qapp: object) -> None:
    said = [
        *(words.status(one) for one in Status),
        *(words.sync(one) for one in SyncState),
        *(words.identified(one) for one in IdentifiedBy),
        *(words.copy_kind(one) for one in CopyKind),
        *(words.paper_reason(one) for one in PaperReason),
        *(words.role(one) for one in Role),
        *(words.advice(one) for one in Advice),
        *(words.sex(one) for one in Sex),
    ]
    assert all(said)
    assert len(set(said)) == len(said)


def test_an_unknown_status_is_shown_raw(qapp: object) -> None:
    assert words.status(77) == "77"
    assert words.status_badge(77) == "neutral"


@pytest.mark.parametrize(
    ("by", "badge"),
    [
        (IdentifiedBy.CHIP_VERIFIED, "Đã xác thực chip"),
        (IdentifiedBy.CHIP_UNVERIFIED, "Đọc chip chưa xác thực"),
        (IdentifiedBy.QR, "Quét QR"),
        (IdentifiedBy.VNEID, "Đối chiếu VNeID"),
        (IdentifiedBy.TYPED, "Nhập tay"),
    ],
)
def test_the_badge_says_what_clerks_say(qapp: object, by: IdentifiedBy, badge: str) -> None:
    assert words.identified(by) == badge


def _messages() -> list[tuple[str, str]]:
    tree = ElementTree.parse(TRANSLATIONS)
    return [
        (message.findtext("source") or "", message.findtext("translation") or "")
        for message in tree.iter("message")
    ]


def test_the_screen_never_speaks_of_how_it_is_built() -> None:
    for source, english in _messages():
        assert not BUILDERS_WORDS.search(source), source
        assert not BUILDERS_WORDS.search(english), english


def test_every_sentence_has_its_english_and_is_composed() -> None:
    for source, english in _messages():
        assert english, source
        assert unicodedata.is_normalized("NFC", source)
        assert set(re.findall(r"\{\d\}", source)) == set(re.findall(r"\{\d\}", english)), source


def _said_in_code() -> set[str]:
    """Every literal given to `tr`, `translate` or `QT_TRANSLATE_NOOP` in the window's code."""
    said = set()
    for path in Path(words.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}.get(name)
            given = node.args[place] if place is not None and len(node.args) > place else None
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                said.add(given.value)
    return said


def test_every_sentence_of_the_code_is_in_the_translation_and_no_other() -> None:
    assert _said_in_code() == {source for source, _ in _messages()}
