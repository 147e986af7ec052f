"""Báo cáo tuần: one page whatever the week was like, and the same figures in Word."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pypdfium2
import pytest

from models.calendar import VIETNAM
from models.papers.heading import Heading
from models.papers.weekly import OverdueRow, WeeklyReport
from models.weekly import Tally, Week, WeekDossier, count_week, week_of
from printing.papers import set_paper
from printing.weekly_word import weekly_word

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=VIETNAM)
START, END = week_of(NOW.date())
HEAD = Heading("ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "Thử Nghiệm",
               NOW)  # fmt: skip
LATE = OverdueRow(
    "H99.01.02-261101-0009",
    "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất " * 2,
    NOW - timedelta(days=3),
    "Phòng Kinh tế, Hạ tầng và Đô thị (Nguyễn Thị Phương Thảo), từ 12/11",
    "Chờ Chi nhánh Văn phòng đăng ký đất đai xác minh nguồn gốc thửa đất " * 2,
)


def week(fields: int) -> Week:
    some = [
        WeekDossier(
            str(place), f"H99-{place}", f"Lĩnh vực có tên thật là dài số {place}", "Thủ tục", 1,
            assisted=False, received_at=START + timedelta(days=1), due=END,
        )
        for place in range(fields)
    ]  # fmt: skip
    return count_week(some, START, END, NOW)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
    try:
        assert len(document) == 1
        return re.sub(r"\s+", " ", document[0].get_textpage().get_text_range())
    finally:
        document.close()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(("fields", "late", "more"), [(0, 0, 0), (3, 2, 0), (20, 8, 37)])
def test_it_is_one_page(fields: int, late: int, more: int) -> None:
    report = WeeklyReport(HEAD, week(fields), (LATE,) * late, more, "Phạm Văn Trách", "Thêm người.")
    said = words(set_paper(report).pdf)
    assert "Từ 14/11/2026 đến hết 20/11/2026 (số liệu đến 16:00 20/11)" in said
    assert "Phạm Văn Trách" in said
    assert "Thêm người." in said
    shown = said.count(LATE.code)
    left = re.search(r"Và (\d+) hồ sơ quá hạn khác", said)
    assert shown + (int(left[1]) if left else 0) == late + more, "nobody is forgotten"


def test_word_has_the_same_figures_and_opens_as_xml() -> None:
    total = Tally(carried=7, direct=2, online=3, early=1, on_time=2, open_late=9)
    report = WeeklyReport(
        HEAD, replace(week(3), total=total), (LATE,), 4, "Phạm <Văn> Trách & Cộng sự"
    )
    made = weekly_word(report)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(name))
        root = ElementTree.fromstring(file.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    said = [one.text or "" for one in root.iter(f"{space}t")]
    assert "trực tiếp 2 · trực tuyến 3" in said
    assert "Phạm <Văn> Trách & Cộng sự" in said
    assert LATE.code in said
    assert "Và 4 hồ sơ quá hạn khác." in said
    tables = list(root.iter(f"{space}tbl"))
    assert len(tables) == 5
    for one in tables:
        columns = len(one.findall(f"{space}tblGrid/{space}gridCol"))
        assert {len(row.findall(f"{space}tc")) for row in one.iter(f"{space}tr")} == {columns}
