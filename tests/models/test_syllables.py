"""Readers' slips make words no Vietnamese word can be."""

from __future__ import annotations

import pytest

from demo.pages.documents import DOCUMENTS, write
from models.place_names import _surnames
from models.syllables import is_syllable, is_written, odd_words


@pytest.mark.parametrize("word", ["Trn", "Trunq", "đng", "phườnq", "khacs", "hoc", "tốt3", "wen"])
def test_words_that_cannot_be(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["nghiêng", "Quỳnh", "giêng", "gì", "khuya", "ngoằn", "yếu", "Ứng", "học", "quốc", "oai"],
)
def test_words_that_can_be(word: str) -> None:
    assert is_syllable(word)


def test_every_surname_fits() -> None:
    for names in _surnames().values():
        assert all(is_syllable(part) for name in names for part in name.split())


def test_faultless_papers_have_few_odd_words() -> None:
    for document in DOCUMENTS:
        for line in write(document, 5).lines:
            assert odd_words(line.text) <= 3, line.text


def test_signs_inside_words_are_odd() -> None:
    assert odd_words("số 178 dườ.q Hoàng") > odd_words("số 178 đường Hoàng") == 0
    assert odd_words("1.250.000 đồng, ngày 12/03/2024") == 0


@pytest.mark.parametrize("word", ["đất", "Đất,", "HÒA", "hoà", "thuỷ", "Nguyễn"])
def test_syllables_that_texts_use(word: str) -> None:
    assert is_written(word)


@pytest.mark.parametrize("word", ["đết", "thờnh", "khâng", "nguyen", "a.b", "12", ""])
def test_syllables_that_no_text_uses(word: str) -> None:
    assert not is_written(word)
