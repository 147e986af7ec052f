"""Báo cáo tuần as a Word file (DOCX): the same page, for a head of office who writes on it.

In Times New Roman and with the margins of NĐ 30/2020 annex I.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from models.papers.weekly import WeeklyReport
from models.weekly_lines import field_lines, total_lines
from printing.dates import written_day

_FACE = "Times New Roman"
_PAGE_MM = (210, 297)
_MARGINS_MM = {"top": 20, "bottom": 20, "left": 30, "right": 20}
_TEXT_MM = 160
_RULED = "Table Grid"


def weekly_word(report: WeeklyReport) -> bytes:
    """The report as DOCX on A4."""
    page = _empty_page(report)
    _head(page, report)
    _figures(page, report)
    _foot(page, report)
    out = io.BytesIO()
    page.save(out)
    return out.getvalue()


def _empty_page(report: WeeklyReport) -> Document:
    page = docx.Document()
    said = page.core_properties
    said.author, said.title, said.comments = report.clerk, "Báo cáo tuần công tác một cửa", ""
    said.created = said.modified = report.heading.at
    style = page.styles["Normal"]
    style.font.name = _FACE
    section = page.sections[0]
    section.page_width, section.page_height = map(Mm, _PAGE_MM)
    for side, width in _MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(width))
    return page


def _head(page: Document, report: WeeklyReport) -> None:
    head, week = report.heading, report.week
    left, right = _row(page, (40, 60))
    _say(left.paragraphs[0], head.agency_upper, 12, middle=True)
    _say(left.add_paragraph(), head.agency, 12, bold=True, middle=True)
    _say(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, middle=True)
    motto = _say(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", 13, bold=True, middle=True)
    motto.runs[0].underline = True
    dated = _say(right.add_paragraph(), f"{head.place}, {written_day(head.at)}", 13, middle=True)
    dated.runs[0].italic = True
    last = week.end - timedelta(days=1)
    period = f"Từ {week.start:%d/%m/%Y} đến hết {last:%d/%m/%Y}"
    if head.at < week.end:
        period += f" (số liệu đến {head.at:%H:%M %d/%m})"
    title = _say(page.add_paragraph(), "BÁO CÁO TUẦN CÔNG TÁC MỘT CỬA", 14, bold=True, middle=True)
    title.paragraph_format.space_before = Pt(8)
    _say(page.add_paragraph(), period, 13, middle=True)


def _figures(page: Document, report: WeeklyReport) -> None:
    _section(page, "1. Tình hình chung")
    _grid(
        page,
        (25, 10, 41, 12, 12),
        ["Hồ sơ", "Tuần này", "Gồm", "Tuần trước", "Tăng, giảm"],
        [
            [one.name, str(one.now), one.parts, str(one.before), one.change]
            for one in total_lines(report.week)
        ],
    )
    _section(page, "2. Theo lĩnh vực")
    _grid(
        page,
        (27, 11, 9, 11, 11, 10, 11, 10),
        ["Lĩnh vực", "Chuyển sang", "Mới", "Xong trước hạn", "Xong đúng hạn", "Xong quá hạn",
         "Đang trong hạn", "Đang quá hạn"],
        [
            [name, *map(str, (one.carried, one.new, one.early, one.on_time, one.late,
                              one.open_in_time, one.open_late))]
            for name, one in field_lines(report.week)
        ],
    )  # fmt: skip
    if report.overdue:
        _section(page, "3. Hồ sơ đang quá hạn")
        heads = ["Mã hồ sơ, thủ tục", "Hẹn trả", "Đang ở", "Lý do"]
        late = [
            [f"{one.code}\n{one.procedure}", f"{one.due:%d/%m/%Y}", one.holder, one.reason or "–"]
            for one in report.overdue
        ]
        _grid(page, (37, 13, 27, 23), heads, late)
    if report.more:
        _say(page.add_paragraph(), f"Và {report.more} hồ sơ quá hạn khác.", 11)


def _foot(page: Document, report: WeeklyReport) -> None:
    _section(page, f"{4 if report.overdue else 3}. Kiến nghị, đề xuất")
    _say(page.add_paragraph(), report.proposals, 13)
    left, right = _row(page, (50, 50))
    _say(left.paragraphs[0], "NGƯỜI LẬP", 13, bold=True, middle=True)
    signed = _say(left.add_paragraph(), report.clerk, 13, bold=True, middle=True)
    signed.paragraph_format.space_before = Pt(45)
    _say(right.paragraphs[0], "LÃNH ĐẠO TRUNG TÂM", 13, bold=True, middle=True)


def _section(page: Document, title: str) -> None:
    _say(page.add_paragraph(), title, 13, bold=True).paragraph_format.space_before = Pt(6)


def _row(page: Document, shares: Sequence[int]) -> tuple[_Cell, ...]:
    """One line of cells without rules, `shares` per cent of the text's width each."""
    table = page.add_table(1, len(shares))
    _set_widths(table, shares)
    cells: tuple[_Cell, ...] = table.rows[0].cells
    return cells


def _grid(
    page: Document, shares: Sequence[int], heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    table = page.add_table(1 + len(rows), len(shares), _RULED)
    _set_widths(table, shares)
    for row, said in zip(table.rows, (heads, *rows), strict=True):
        for cell, text in zip(row.cells, said, strict=True):
            is_head = said is heads
            _say(cell.paragraphs[0], text, 10, bold=is_head, middle=is_head or _is_short(text))


def _set_widths(table: Table, shares: Sequence[int]) -> None:
    """Told of columns and of cells: programs differ in which of them they believe."""
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(_TEXT_MM * share / 100)
        for cell in column.cells:
            cell.width = column.width


def _is_short(said: str) -> bool:
    """Counts and days stand in the middle of their cell, words at its left."""
    return len(said) <= 10 and not any(letter.isalpha() for letter in said)


def _say(
    where: Paragraph, said: str, size: int, *, bold: bool = False, middle: bool = False
) -> Paragraph:
    run = where.add_run(said)
    run.bold, run.font.size, run.font.name = bold, Pt(size), _FACE
    where.alignment = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.LEFT
    where.paragraph_format.space_after = Pt(0)
    return where
