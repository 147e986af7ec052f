"""How long a receipt takes, against reportlab alone writing the same letters with the same fonts.

The peer is one bare canvas page: every text run of the receipt at its place in its face, no layout,
no bars, no QR.  The ratio says what our layout and codes cost on top.
Run: ``.venv/bin/python bench/receipt_pdf.py [--json]``.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reportlab.pdfgen.canvas import Canvas

from models.receipt import Receipt, ReceiptLine
from printing import pen
from printing.fonts import REGULAR, register
from printing.layout import A5
from printing.receipt import render

VIETNAM = timezone(timedelta(hours=7))
ROUNDS = 200

RECEIPT = Receipt(
    dossier_id="0190aaaa-0000-7000-8000-000000000001",
    code="H15.50.05.13-261123-0007",
    provisional=False,
    agency_upper="ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",
    agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    place="Thử Nghiệm",
    hotline="1900 0000",
    form_label="Mẫu số 01",
    legal_basis="Ban hành kèm theo Thông tư số 03/2025/TT-VPCP",
    number="12/TNHS",
    person="NGUYỄN THỊ ÁNH TUYẾT",
    identity_number="001185000007",
    address="Thôn Đoài, xã Thử Nghiệm, tỉnh Đắk Lắk",
    phone="0900 000 007",
    email="anh.tuyet@vi-du.vn",
    procedure="Thủ tục đăng ký khai sinh",
    lines=(
        ReceiptLine("Tờ khai đăng ký khai sinh theo mẫu", "Bản chính", 1),
        ReceiptLine("Giấy chứng sinh", "Bản chính", 1),
        ReceiptLine("Giấy chứng nhận kết hôn", "Bản chụp (có bản chính đối chiếu)", 2),
    ),
    sets=1,
    limit_text="3 ngày làm việc",
    received_at=datetime(2026, 11, 23, 8, 5, tzinfo=VIETNAM),
    due=datetime(2026, 11, 26, 8, 5, tzinfo=VIETNAM),
    due_note="",
    return_place="Quầy số 3",
    fee_text="Miễn lệ phí",
    clerk_name="Trần Văn Bình",
    submitter_name="Nguyễn Thị Ánh Tuyết",
)

Word = tuple[float, float, float, str, str]
"""x, base line, size, face, text"""


class Noting(pen.Pen):
    """A pen that notes which letters go where."""

    noted: list[Word]

    def runs(self, x: float, base: float, size: float, runs: Any) -> None:
        kept = list(runs)
        Noting.noted += [(x, base, size, face, text) for text, face in kept]
        super().runs(x, base, size, kept)

    def left(self, x: float, base: float, text: str, face: str, size: float) -> None:
        Noting.noted.append((x, base, size, face, text))

    centred = right = left


def words_of_receipt() -> list[Word]:
    Noting.noted = []
    with mock.patch("printing.layout.Pen", Noting):
        render(RECEIPT)
    return Noting.noted


def bare_page(words: list[Word]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A5.width, A5.height), invariant=1, initialFontName=REGULAR)
    for x, base, size, face, text in words:
        canvas.setFont(face, size)
        canvas.drawString(x, base, text)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def take_turns(*works: Callable[[int], object]) -> list[list[float]]:
    """Milliseconds of each work; they take turns so that a busy machine hits both alike."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(ROUNDS + 10):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work(turn)
            if turn >= 10:
                taken.append((time.perf_counter() - start) * 1000)
    return times


def figures(taken: list[float]) -> dict[str, float]:
    ordered = sorted(taken)
    return {
        "median_ms": round(statistics.median(ordered), 2),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 2),
    }


def main() -> None:
    start = time.perf_counter()
    register()
    fonts_ms = (time.perf_counter() - start) * 1000
    words = words_of_receipt()
    ours, bare = take_turns(
        lambda turn: render(replace(RECEIPT, code=f"H15.50.05.13-261123-{turn:04d}")),
        lambda _: bare_page(words),
    )
    result = {
        "rounds": ROUNDS,
        "load": round(os.getloadavg()[0], 1),
        "fonts_once_ms": round(fonts_ms, 1),
        "receipt": figures(ours),
        "bare_canvas": figures(bare),
        "ratio_of_medians": round(statistics.median(ours) / statistics.median(bare), 2),
        "ratio_of_p95": round(figures(ours)["p95_ms"] / figures(bare)["p95_ms"], 2),
    }
    if "--json" in sys.argv:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name:18} {value}")


if __name__ == "__main__":
    main()
