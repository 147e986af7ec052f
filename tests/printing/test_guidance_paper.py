from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pypdfium2
import pytest

from models.procedure import Component, CopyKind, Fee, Limit, Procedure, Unit
from printing.guidance import Desk, render

AT = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=7)))
DESK = Desk("ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "Thử Nghiệm")


def procedure(*components: Component, unconfirmed: tuple[str, ...] = ()) -> Procedure:
    return Procedure(
        code="1.999999",
        version="1",
        name="Thủ tục thử nghiệm",
        field_name="Thử nghiệm",
        valid_from=date(2026, 1, 1),
        valid_to=None,
        legal_limit=Limit(Unit.WORKING_DAY, 3),
        committed_limit=None,
        components=components,
        fees=(Fee("Lệ phí", 8000),),
        result_name="Giấy thử",
        complete=True,
        unconfirmed=unconfirmed,
    )


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def test_the_list_says_what_to_bring_and_what_it_costs() -> None:
    both = (CopyKind.ORIGINAL, CopyKind.CERTIFIED_COPY)
    made = procedure(
        Component("a", "Tờ khai", count=2),
        Component("b", "Giấy chứng sinh", required=False, copy_kinds=both),
        Component("c", "Căn cước", presented_only=True, database="CSDL dân cư"),
    )
    (text,) = pages(render(made, DESK, AT))
    for wanted in (
        "DANH SÁCH GIẤY TỜ CẦN NỘP", "1.999999", "Thủ tục thử nghiệm", "3 ngày làm việc",
        "Lệ phí: 8.000 đ", "1 Tờ khai Bản chính 02", "Bản chính hoặc bản sao chứng thực",
        "nếu có", "chỉ xuất trình, tra cứu được", "ngày 23 tháng 11 năm 2026",
    ):  # fmt: skip
        assert wanted in text
    assert "chưa được đối chiếu" not in text
    assert "Điện thoại" not in text


def test_doubtful_facts_are_starred() -> None:
    (text,) = pages(render(procedure(Component("a", "Đơn", confirmed=False)), DESK, AT))
    assert "Đơn *" in text
    assert "chưa được đối chiếu" in text


@pytest.mark.parametrize("count", [0, 12, 60])
def test_short_lists_fit_one_page_and_long_ones_flow(count: int) -> None:
    components = [Component(str(i), f"Giấy tờ số {i:02d} của hồ sơ") for i in range(count)]
    made = pages(render(procedure(*components), DESK, AT))
    assert len(made) == (1 if count < 20 else 2)
    assert all(component.name in " ".join(made) for component in components)


def test_all_kinds_of_copies_are_said_in_short() -> None:
    (text,) = pages(render(procedure(Component("a", "Sổ", copy_kinds=tuple(CopyKind))), DESK, AT))
    assert "Bản chính, bản sao hoặc bản điện tử" in text


def test_the_star_stands_at_the_doubtful_fact() -> None:
    doubtful = procedure(Component("a", "Đơn"), unconfirmed=("fees (diện miễn)", "valid_from"))
    (text,) = pages(render(doubtful, DESK, AT))
    assert "8.000 đ *" in text
    assert "ngày làm việc *" not in text
    assert "Giấy tờ cần mang theo:" in text
