"""Packets as portals really give them: HTML, missing fields, unknown codes, the same one twice."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from models.catalogue_packet import MOST_PROCEDURES, LeftOut, Packet, read_packet
from models.problems import Problem
from models.procedure import Fee, Limit, LodgingChannel, Procedure, Unit
from models.untagged import untagged

BARE = {"MATTHC": "1.000001", "TENTTHC": "Thủ tục thử"}


def packet(*records: object) -> Packet:
    return read_packet(json.dumps(list(records)), "goi", date(2026, 11, 22), "goi.json")


def one(**facts: Any) -> Procedure:
    (found,) = packet(BARE | facts).procedures
    return found


def way(channel: str, unit: str, amount: object, *fees: dict[str, Any]) -> dict[str, Any]:
    time = {"DONVITINH": unit, "THOIGIANGIAIQUYET": amount, "PHILEPHI": list(fees)}
    return {"KENH": channel, "THOIGIAN": [time]}


def test_a_record_with_nothing_but_code_and_name_comes_in_and_lacks_the_rest() -> None:
    found = one()
    assert (found.legal_limit, found.components, found.fees) == (None, (), ())
    assert found.channels == tuple(LodgingChannel)
    assert (
        one(THANHPHANHOSO=None, LINHVUCTHUCHIEN={"TENLINHVUC": "Hộ tịch"}).field_name == "Hộ tịch"
    )


def test_html_becomes_words() -> None:
    assert untagged("a < 5 ngày & b") == "a < 5 ngày & b"
    assert untagged("<script>alert(1)</script>Tờ&nbsp;khai<br/>mẫu") == "Tờ\xa0khai  mẫu"
    papers = [{"GIAYTO": [{"TENGIAYTO": "<p style='x'>Tờ khai<br>theo <b>mẫu</b> &lt;01&gt;</p>"}]}]
    assert one(THANHPHANHOSO=papers).components[0].name == "Tờ khai theo mẫu <01>"
    assert one(TENTTHC="<div>Cấp  bản&nbsp;sao</div>").name == "Cấp bản sao"


@pytest.mark.parametrize(
    ("unit", "amount", "limit"),
    [
        ("Ngày làm việc", "05", Limit(Unit.WORKING_DAY, 5)),
        ("Ngày làm việc", 5.0, Limit(Unit.WORKING_DAY, 5)),
        ("ngày", 15, Limit(Unit.CALENDAR_DAY, 15)),
        ("Giờ làm việc", "4", Limit(Unit.WORKING_HOUR, 4)),
        ("Tháng", "2", Limit(Unit.MONTH, 2)),
        ("Trong ngày làm việc", None, Limit(Unit.SAME_DAY)),
        ("Giải quyết ngay", "", Limit(Unit.IMMEDIATE)),
        ("Ngày làm việc", "3,5", None),
        ("Ngày làm việc", "3 - 5", None),
        ("Ngày làm việc", "0", None),
        ("Ngày làm việc", "99999", None),
        ("Tuần trăng", "1", None),
    ],
)
def test_a_limit_is_what_is_written_or_nothing(unit: str, amount: object, limit: Limit) -> None:
    assert one(CACHTHUCTHUCHIEN=[way("1", unit, amount)]).legal_limit == limit


@pytest.mark.parametrize(
    ("said", "dong"),
    [
        ("15.000", 15_000), ("15000.0", 15_000), (15000.0, 15_000), ("15.000,00 Đồng", 15_000),
        ("1.500.000 đ", 1_500_000), ("15 000 VND", 15_000), ("0", 0), ("Miễn phí", 0),
        ("10.000 - 20.000", None), ("theo nghị quyết", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_an_amount_is_read_whole_or_not_at_all(said: object, dong: int | None) -> None:
    fees = one(CACHTHUCTHUCHIEN=[way("1", "Ngày", "1", {"MOTA": "Phí", "SOTIEN": said})]).fees
    assert fees == (Fee("Phí", dong),)


def test_channels_by_number_or_words_and_unknown_ones_are_no_channel() -> None:
    found = one(CACHTHUCTHUCHIEN=[way("Nộp trực tuyến", "Ngày", 1), way("9", "Ngày", 2)])
    assert found.channels == (LodgingChannel.ONLINE,)
    assert one(CACHTHUCTHUCHIEN=[way("9", "Ngày", 1)]).channels == tuple(LodgingChannel)


def test_codes_of_papers_never_meet() -> None:
    papers = [{"MAGIAYTO": code, "TENGIAYTO": "x"} for code in ("02", "", "02", None, "A")]
    codes = [paper.code for paper in one(THANHPHANHOSO=[{"GIAYTO": papers}]).components]
    assert len(set(codes)) == len(codes) == 5
    assert codes[0] == "02"


def test_what_cannot_be_read_is_left_out_and_named_the_rest_comes_in() -> None:
    found = packet(
        BARE,
        {"MATTHC": "9.1", "TENTTHC": "Sai mã"},
        BARE | {"TENTTHC": "Lần hai"},
        {"MATTHC": "1.000002", "THANHPHANHOSO": "không phải danh sách"},
        {"MATTHC": "1.000003", "TENTTHC": {"vi": "x"}},
        {"MATTHC": "1.000004.000.00.00.H26", "TENTTHC": "Riêng của tỉnh"},
    )
    assert [(made.code, made.name) for made in found.procedures] == [
        ("1.000001", "Thủ tục thử"),
        ("1.000004", "Riêng của tỉnh"),
    ]
    assert found.left_out == (
        LeftOut(2, "9.1", "catalogue.no_code"),
        LeftOut(3, "1.000001", "catalogue.twice"),
        LeftOut(4, "1.000002", "catalogue.bad_record"),
        LeftOut(5, "1.000003", "catalogue.bad_record"),
    )


@pytest.mark.parametrize("text", ["[" * 100_000, '{"data": {"data": [3]}}', "NaN", '"x"'])
def test_what_is_no_packet_at_all_is_refused(text: str) -> None:
    with pytest.raises(Problem, match=r"catalogue\.unreadable"):
        read_packet(text, "v", date(2026, 1, 1), "x")


def test_more_than_any_portal_has_is_refused() -> None:
    text = "[" + ",".join(['{"MATTHC":"x"}'] * (MOST_PROCEDURES + 1)) + "]"
    with pytest.raises(Problem, match=r"catalogue\.unreadable"):
        read_packet(text, "v", date(2026, 1, 1), "x")
