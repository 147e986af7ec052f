"""Codes of our own separator sheets and receipts, read from damaged pages of every kind."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

from demo.pages.damage import DAMAGES, apply
from desk.capture import page_codes
from desk.capture.preparing import prepare_page
from models.codes import separator_text
from models.papers.handing import BlankReceipts, Separator
from models.papers.heading import Heading
from printing.receipt import render_blank
from printing.separators import render_separators
from tests.support.page_pictures import on_a4, pixels, scanned

pytestmark = pytest.mark.xdist_group("pages")  # they look at the same generated pages

VIETNAM = timezone(timedelta(hours=7))
CODE = "TAM-Q01-261123-0003"
KINDS = ("scan200", "bad200", "bilevel200", "camera200")


def _receipt() -> bytes:
    heading = Heading(
        agency_upper="ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",
        agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        place="Thử Nghiệm",
        at=datetime(2026, 11, 23, 8, 5, tzinfo=VIETNAM),
        hotline="1900 0000",
        form_label="Mẫu số 01",
        legal_basis="Ban hành kèm theo Thông tư số 03/2025/TT-VPCP",
        number="",
    )
    return render_blank(BlankReceipts(heading, (CODE,)))


def _separator() -> bytes:
    return render_separators([Separator("HT-01", "Giấy chứng sinh")])


_RECEIPT, _SHEET = (_receipt, CODE), (_separator, separator_text("HT-01"))


@pytest.mark.parametrize(
    ("paper", "text", "kind"),
    [
        *((*_RECEIPT, kind) for kind in KINDS),
        *((*_SHEET, kind) for kind in ("bad200", "bilevel200")),
        *(pytest.param(*_SHEET, kind, marks=pytest.mark.soak) for kind in ("scan200", "camera200")),
    ],
)
def test_our_own_codes_are_read_whatever_happened_to_the_page(
    paper: object, text: str, kind: str
) -> None:
    assert callable(paper)
    sheet = on_a4(paper())
    made = apply(sheet, DAMAGES[kind], 2, back=sheet, turn=180)
    done = prepare_page(
        made.data, media_type=made.media_type, dpi=made.dpi, camera=kind == "camera200"
    )
    assert done.findings.codes == (text,)


def test_qr_and_bars_of_one_receipt_are_one_text() -> None:
    sheet = np.asarray(on_a4(_receipt()))[..., ::-1]
    assert page_codes.read(np.ascontiguousarray(sheet)) == (CODE,)
    qr_gone = np.ascontiguousarray(sheet).copy()
    found = page_codes.zxingcpp.read_barcodes(
        qr_gone, formats=page_codes.zxingcpp.BarcodeFormat.QRCode
    )
    for one in found:
        corners = one.position
        qr_gone[
            corners.top_left.y : corners.bottom_right.y, corners.top_left.x : corners.bottom_right.x
        ] = 255
    assert page_codes.read(qr_gone) == (CODE,), "the bars alone suffice"


@pytest.mark.parametrize("kind", ["scan200", "bad200"])
def test_ordinary_pages_hold_no_code(kind: str) -> None:
    assert page_codes.read(pixels(scanned("giay_khai_sinh", kind))) == ()
