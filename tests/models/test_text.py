import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import fold, nfc, suffix_keys, tidy, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Văn Hậu", "nguyen van hau"),
        ("ĐẶNG  THỊ\tĐỖ", "dang thi do"),
        ("Trần\u00a0Thị Bình ", "tran thi binh"),
        ("Lê Thị Ngọc Ẩn", "le thi ngoc an"),
        ("ỦY BAN NHÂN DÂN XÃ ƯỚC", "uy ban nhan dan xa uoc"),
        ("ma\u200bi", "ma\u200bi".replace("\u200b", "")),
        ("", ""),
    ],
)
def test_folds_every_vietnamese_mark(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_every_vietnamese_letter_folds_to_ascii():
    letters = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    assert fold(letters + letters.upper()).isascii()


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_nfc_composes_and_tidy_trims():
    decomposed = unicodedata.normalize("NFD", "  Nguyễn\u200b  Hậu ")
    assert nfc(decomposed) == "  Nguyễn\u200b  Hậu "
    assert tidy(decomposed) == "Nguyễn Hậu"


def test_words_leave_punctuation_out():
    assert words("Chứng thực bản sao (từ bản chính), giấy tờ") == (
        *("chung", "thuc", "ban", "sao", "tu", "ban", "chinh", "giay", "to"),
    )


def test_suffix_keys_start_at_words():
    assert suffix_keys("nguyen van hau") == ("nguyen van hau", "van hau", "hau")
    assert suffix_keys("") == ()
