import json

import pytest

from models.calendar_data import parse_calendar, parse_hours, read_calendar, read_hours
from models.deadline_report import report
from models.problems import Kind, Problem, wording


def test_the_answer_is_plain_json():
    answer = report("2026-11-19T14:20", "working_day", "3")
    assert json.loads(json.dumps(answer)) == answer
    assert answer["received"] == "2026-11-19T14:20:00+07:00"
    assert answer["counting_from"] == "2026-11-20T07:00:00+07:00"
    assert answer["due"] == "2026-11-25T17:00:00+07:00"
    assert answer["due_hour_exact"] == "2026-11-25T14:20:00+07:00"
    assert answer["calendar"] == "official"
    assert answer["steps"][-2] == {
        "date": "2026-11-24",
        "counted": False,
        "reason": "holiday",
        "name": "Ngày Văn hóa Việt Nam",
    }


def test_an_offset_is_respected_and_a_date_is_its_midnight():
    assert report("2026-11-19T07:20:00Z", "working_day", 3)["due_hour_exact"].endswith(
        "25T14:20:00+07:00"
    )
    assert report("2026-11-19", "working_day", 3)["due"] == "2026-11-25T17:00:00+07:00"


def test_same_day_and_immediate_need_no_number():
    assert report("2026-11-23T15:05", "same_day")["due"] == "2026-11-25T17:00:00+07:00"
    assert report("2026-11-23T15:05", "immediate")["due_hour_exact"].endswith("23T15:05:00+07:00")


def test_hours_show_their_minutes_and_the_method_sets_the_time():
    answer = report("2026-11-23T15:05", "working_hour", 4)
    assert [step.get("minutes") for step in answer["steps"]] == [115, None, 125]
    exact = report("2026-11-20T16:50", "working_day", 1, method="hour_exact")
    assert exact["due"] == exact["due_hour_exact"] == "2026-11-23T16:50:00+07:00"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("hôm qua", "working_day", 3), "deadline.bad_received"),
        (("2026-13-01", "working_day", 3), "deadline.bad_received"),
        (("2026-11-19", "week", 3), "deadline.unknown_unit"),
        (("2026-11-19", "working_day", "ba"), "deadline.bad_limit"),
        (("2026-11-19", "working_day", None), "deadline.bad_limit"),
        (("2026-11-19", "working_day", 0), "deadline.limit_out_of_range"),
        (("0001-01-01", "month", 1), "deadline.received_out_of_range"),
        (("0001-01-01T00:00+14:00", "month", 1), "deadline.received_out_of_range"),
        (("9999-12-31T23:00-14:00", "month", 1), "deadline.received_out_of_range"),
    ],
)
def test_bad_input_is_a_worded_problem(arguments, code):
    with pytest.raises(Problem) as caught:
        report(*arguments)
    assert caught.value.code == code
    assert caught.value.kind is Kind.BAD_INPUT
    assert "{" not in wording(caught.value).message_vi + wording(caught.value).next_step


def test_an_unknown_method_is_a_problem():
    with pytest.raises(Problem, match="unknown_method"):
        report("2026-11-19", "month", 1, method="noon")


def test_an_office_brings_its_own_year_and_hours(tmp_path):
    calendar, hours = tmp_path / "storm.json", tmp_path / "hours.json"
    calendar.write_text(
        json.dumps({"year": 2026, "off": [{"date": "2026-11-20", "name": "Bão"}]}), "utf-8"
    )
    hours.write_text(
        json.dumps({"week": {"monday": [["08:00", "16:00"]], "friday": [["08:00", "12:00"]]}}),
        "utf-8",
    )
    answer = report(
        "2026-11-16T09:00",
        "working_day",
        1,
        calendar=read_calendar(calendar),
        hours=read_hours(hours),
    )
    assert answer["due"] == "2026-11-23T16:00:00+07:00"
    assert [step["reason"] for step in answer["steps"]].count("no_office_hours") == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]x",
        "3",
        '{"status": "official"}',
        '{"year": 2026, "off": [{"date": "2027-01-01"}]}',
        '{"year": 2026, "off": [{"date": "2026-02-30"}]}',
        '{"year": 2026, "makeup": [{"date": "2026-01-10", "part": "evening"}]}',
        '{"year": 2026, "status": "missing"}',
    ],
)
def test_a_bad_calendar_file_is_a_problem(text):
    with pytest.raises(Problem, match="calendar_unreadable"):
        parse_calendar(text, "lich.json")


@pytest.mark.parametrize(
    "week",
    [
        {},
        {"monday": [["17:00", "07:00"]]},
        {"monday": [["07:00", "12:00"], ["11:00", "17:00"]]},
        {"monday": [["07:00"]]},
        {"monday": [["7 giờ", "17 giờ"]]},
    ],
)
def test_bad_hours_are_a_problem(week):
    with pytest.raises(Problem, match="hours_unreadable"):
        parse_hours(json.dumps({"week": week}), "gio.json")


def test_a_missing_file_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="file_missing"):
        read_calendar(tmp_path / "khong-co.json")
