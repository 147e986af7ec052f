"""Báo cáo tuần as a Word file (DOCX): the same page, for a head of office who writes on it.

A DOCX is a ZIP of XML (ECMA-376); this writes the few parts such a page needs, in Times New Roman
as NĐ 30/2020 wants it, without a library of its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from xml.sax.saxutils import escape

from models.papers.weekly import WeeklyReport
from models.weekly_lines import field_lines, total_lines
from printing.dates import written_day

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_MM = 56.7
"""Twentieths of a point in a millimetre."""
_TEXT_MM = 160
_FIXED = (2026, 1, 1, 0, 0, 0)
"""The same report is the same file."""


def weekly_word(report: WeeklyReport) -> bytes:
    """The report as DOCX on A4, margins of NĐ 30/2020 annex I."""
    body = "".join((_head(report), _figures(report), _foot(report)))
    page = (
        f'<w:sectPr><w:pgSz w:w="{_twips(210)}" w:h="{_twips(297)}"/>'
        f'<w:pgMar w:top="{_twips(20)}" w:bottom="{_twips(20)}" w:left="{_twips(30)}"'
        f' w:right="{_twips(20)}" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{_W}"><w:body>{body}{page}</w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            file.writestr(zipfile.ZipInfo(name, _FIXED), text)
    return out.getvalue()


def _head(report: WeeklyReport) -> str:
    head, week = report.heading, report.week
    left = _text(head.agency_upper, size=12, middle=True) + _text(
        head.agency, size=12, bold=True, middle=True
    )
    right = (
        _text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, middle=True)
        + _text("Độc lập - Tự do - Hạnh phúc", size=13, bold=True, middle=True, underlined=True)
        + _text(f"{head.place}, {written_day(head.at)}", size=13, italic=True, middle=True)
    )
    last = week.end - timedelta(days=1)
    period = f"Từ {week.start:%d/%m/%Y} đến hết {last:%d/%m/%Y}"
    if head.at < week.end:
        period += f" (số liệu đến {head.at:%H:%M %d/%m})"
    return (
        _table((40.0, 60.0), [[left, right]], ruled=False)
        + _text("BÁO CÁO TUẦN CÔNG TÁC MỘT CỬA", size=14, bold=True, middle=True, before=8)
        + _text(period, size=13, middle=True)
    )


def _figures(report: WeeklyReport) -> str:
    totals = [
        [one.name, str(one.now), one.parts, str(one.before), one.change]
        for one in total_lines(report.week)
    ]
    fields = [
        [
            name, str(one.carried), str(one.new), str(one.early), str(one.on_time), str(one.late),
            str(one.open_in_time), str(one.open_late),
        ]
        for name, one in field_lines(report.week)
    ]  # fmt: skip
    made = _text("1. Tình hình chung", size=13, bold=True, before=6)
    made += _grid(
        (25, 10, 41, 12, 12), ["Hồ sơ", "Tuần này", "Gồm", "Tuần trước", "Tăng, giảm"], totals
    )
    made += _text("2. Theo lĩnh vực", size=13, bold=True, before=6)
    heads = ["Lĩnh vực", "Chuyển sang", "Mới", "Xong trước hạn", "Xong đúng hạn", "Xong quá hạn",
             "Đang trong hạn", "Đang quá hạn"]  # fmt: skip
    made += _grid((27, 11, 9, 11, 11, 10, 11, 10), heads, fields)
    if report.overdue:
        late = [
            [f"{one.code}\n{one.procedure}", f"{one.due:%d/%m/%Y}", one.holder, one.reason or "–"]
            for one in report.overdue
        ]
        made += _text("3. Hồ sơ đang quá hạn", size=13, bold=True, before=6)
        made += _grid((37, 13, 27, 23), ["Mã hồ sơ, thủ tục", "Hẹn trả", "Đang ở", "Lý do"], late)
    if report.more:
        made += _text(f"Và {report.more} hồ sơ quá hạn khác.", size=11)
    return made


def _foot(report: WeeklyReport) -> str:
    number = 4 if report.overdue else 3
    left = _text("NGƯỜI LẬP", size=13, bold=True, middle=True) + "".join(
        _text("", size=13) for _ in range(3)
    ) + _text(report.clerk, size=13, bold=True, middle=True)  # fmt: skip
    right = _text("LÃNH ĐẠO TRUNG TÂM", size=13, bold=True, middle=True)
    return (
        _text(f"{number}. Kiến nghị, đề xuất", size=13, bold=True, before=6)
        + _text(report.proposals, size=13)
        + _table((50.0, 50.0), [[left, right]], ruled=False)
    )


def _grid(shares: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = [_text(one, size=10, bold=True, middle=True) for one in heads]
    body = [
        [
            "".join(_text(part, size=10, middle=_short(one)) for part in one.split("\n"))
            for one in row
        ]
        for row in rows
    ]
    return _table(shares, [head, *body], ruled=True)


def _short(said: str) -> bool:
    """Counts and days stand in the middle of their cell, words at its left."""
    return len(said) <= 10 and not any(letter.isalpha() for letter in said)


def _table(shares: Sequence[float], rows: Sequence[Sequence[str]], *, ruled: bool) -> str:
    widths = [_twips(_TEXT_MM * share / 100) for share in shares]
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(widths, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        + (f"<w:tblBorders>{edge}</w:tblBorders>" if ruled else "")
        + f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'
    )


def _text(
    said: str,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    underlined: bool = False,
    middle: bool = False,
    before: int = 0,
) -> str:
    marks = "".join(
        mark
        for mark, wanted in (
            ("<w:b/>", bold),
            ("<w:i/>", italic),
            ('<w:u w:val="single"/>', underlined),
        )
        if wanted
    )
    face = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    return (
        f'<w:p><w:pPr><w:spacing w:before="{before * 20}" w:after="0"/>'
        f'<w:jc w:val="{"center" if middle else "left"}"/></w:pPr>'
        f'<w:r><w:rPr>{face}{marks}<w:sz w:val="{size * 2}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(said)}</w:t></w:r></w:p>'
    )


def _twips(mm: float) -> int:
    return round(mm * _MM)
