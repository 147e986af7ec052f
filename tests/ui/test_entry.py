"""What hands and scanners enter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.citizen import PartialDate
from ui import entry
from ui.entry import Scan


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5/3/1980", PartialDate(1980, 3, 5)),
        ("05031980", PartialDate(1980, 3, 5)),
        ("5-3-1980", PartialDate(1980, 3, 5)),
        ("3/1980", PartialDate(1980, 3)),
        ("1980", PartialDate(1980)),
        ("29/2/2024", PartialDate(2024, 2, 29)),
        ("29/2/2023", None),
        ("13/1980", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_birth_dates_as_people_type_them(typed: str, meant: PartialDate | None) -> None:
    assert entry.birth_date(typed) == meant


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 12, 31)))
def test_what_is_shown_can_be_typed_again(day: date) -> None:
    shown = PartialDate(day.year, day.month, day.day)
    assert entry.birth_date(shown.vietnamese()) == shown


@given(st.text(max_size=30))
def test_no_text_breaks_the_parser(text: str) -> None:
    entry.birth_date(text)
    entry.kind_of(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("001190000017||Nguyễn Thị Ánh|14051990|Nữ|Xã Thử|01032022", Scan.CARD_QR),
        ("001190000017", Scan.NUMBER),
        ("H15.50.05.13-261008-0975", Scan.DOSSIER),
        ("h01.12-250701-0001", Scan.DOSSIER),
        ("G09.20-20260609-0092637", Scan.DOSSIER),
        ("000.00.04.G18-250701-0001", Scan.DOSSIER),
        ("TAM-Q1-261123-0001", Scan.DOSSIER),
        ("0900000012", Scan.OTHER),
        ("hau", Scan.OTHER),
    ],
)
def test_scans_are_told_apart(text: str, kind: Scan) -> None:
    assert entry.kind_of(text) is kind


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("https://danhgia.example/H99.01.02-261119-0009", "H99.01.02-261119-0009"),
        ("https://danhgia.example/?ma=H99.01.02-261119-0009&x=1", "H99.01.02-261119-0009"),
        ("https://danhgia.example/xa", "https://danhgia.example/xa"),
        ("H99.01.02-261119-0009", "H99.01.02-261119-0009"),
        ("001099000017|012345678|A|01011999|Nam|B/C|15042021",) * 2,
    ],
)
def test_the_wrong_symbol_of_a_receipt_names_the_same_dossier(scanned: str, code: str) -> None:
    assert entry.without_address(scanned) == code
