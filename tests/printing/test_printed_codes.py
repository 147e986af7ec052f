"""Bars and QR, read back from the picture of the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from models.receipt import Receipt
from printing.barcodes import MODULE, QR_LEAST, QUIET, bars, qr
from printing.layout import A5
from printing.preview import page_png
from printing.receipt import render

MM = 72 / 25.4


def read_back(pdf: bytes, dpi: float = 200) -> dict[str, str]:
    import io

    from PIL import Image

    with Image.open(io.BytesIO(page_png(pdf, dpi=dpi))) as picture:
        found = zxingcpp.read_barcodes(picture)
    return {found_one.format.name: found_one.text for found_one in found}


LETTERS = "ABCDEFGHKLMNPQRSTUVXY0123456789.-"


@settings(max_examples=16)
@given(code=st.text(LETTERS, min_size=10, max_size=64))
def test_the_printed_codes_are_the_dossier_code(receipt: Receipt, code: str) -> None:
    read = read_back(render(replace(receipt, code=code)))
    expected = {"QRCode": code}
    if bars(code, A5.room) is not None:
        expected["Code128"] = code
    assert read == expected


@pytest.mark.parametrize(
    "code",
    [
        "H15.50.05.13-261123-0007",
        "G09.20-20260609-0092637",
        "TAM-Q01-261123-0003",
        "H01.12-250701-0001",
    ],
)
@pytest.mark.parametrize("dpi", [200, 300])
def test_the_codes_of_practice_have_bars(receipt: Receipt, code: str, dpi: int) -> None:
    assert read_back(render(replace(receipt, code=code)), dpi) == {"QRCode": code, "Code128": code}


def test_a_code_too_long_for_the_line_has_no_bars_rather_than_thin_ones() -> None:
    fitting = [length for length in range(1, 65) if bars("A" * length, A5.room)]
    assert fitting == list(range(1, max(fitting) + 1))
    assert 24 <= max(fitting) < 64
    widest = bars("A" * max(fitting), A5.room)
    assert widest is not None
    assert widest.width_with_quiet <= A5.room


def test_modules_and_quiet_zones_keep_their_size() -> None:
    assert MODULE >= 0.33 * MM
    assert QUIET >= 10
    assert QR_LEAST >= 15 * MM
    made = bars("H15.50.05.13-261123-0007", A5.room)
    assert made is not None
    # Set B: 11 modules a letter, the start and the check letter 11 each, the stop 13.
    assert made.width == pytest.approx((24 * 11 + 35) * MODULE)
    assert made.width_with_quiet == pytest.approx(made.width + 20 * MODULE)


@pytest.mark.parametrize("code", ["", "ĐỒ-1", "A\tB"])
def test_what_set_b_cannot_say_has_no_bars(code: str) -> None:
    assert bars(code, 10_000) is None


def test_the_qr_survives_dirt_of_level_m() -> None:
    symbol = qr("H15.50.05.13-261123-0007")
    assert symbol.side >= 15 * MM
    assert len(symbol.rows) == 25
    assert all(len(row) == 25 for row in symbol.rows)
    assert symbol.quiet == pytest.approx(symbol.side / 25 * 4)
