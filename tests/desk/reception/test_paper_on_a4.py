"""A printer holds A4: the two liên of a receipt come out side by side on one sheet."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

import printing.spool
from desk.assembly import Desk
from desk.seating import paper_sender
from printing.receipt import render
from tests.support.store_samples import dossier, receipt


class Tray:
    """A printer that keeps what it gets."""

    def __init__(self, run: object) -> None:
        del run

    sheets: list[bytes]

    def send(self, pdf: bytes, title: str, *, printer: str | None, copies: int) -> str:
        self.sheets.append(pdf)
        return f"{title} {printer} {copies}"


@pytest.mark.parametrize(("two", "width_mm"), [(True, 297), (False, 148)])
def test_the_sheet_a_printer_gets(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, two: bool, width_mm: int
) -> None:
    Tray.sheets = []
    monkeypatch.setattr(printing.spool, "CupsSpool", Tray)
    settings = replace(desk.settings, print_to_folder=False, two_liens_on_a4=two)
    send = paper_sender(replace(desk, settings=settings))
    send(render(receipt(dossier())), "giay-tiep-nhan", 1)
    with pikepdf.open(io.BytesIO(Tray.sheets[0])) as sheet:
        box = sheet.pages[0].mediabox
        assert round(float(box[2]) / 72 * 25.4) == width_mm
