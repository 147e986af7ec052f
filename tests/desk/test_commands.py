"""The command line: exit codes, JSON of errors, and nothing personal without being asked."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from desk import commands
from desk.settings import Profile
from models.problems import known_codes


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = commands.main(words, no_window)
    said = capsys.readouterr()
    return code, said.out, said.err


def no_window(_: argparse.Namespace) -> int:
    raise AssertionError("no window was asked for")


def test_deadline_answers_with_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(
        capsys, "deadline", "--received", "2026-11-19T14:20", "--limit", "3",
        "--unit", "working_day", "--json",
    )  # fmt: skip
    told = json.loads(out)
    assert code == 0
    assert told["due"] == "2026-11-25T17:00:00+07:00"
    assert told["due_hour_exact"] == "2026-11-25T14:20:00+07:00"
    assert [step["date"] for step in told["steps"] if step["counted"]] == [
        "2026-11-20", "2026-11-23", "2026-11-25",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (
            ("deadline", "--received", "hôm qua", "--limit", "1", "--unit", "month"),
            "deadline.bad_received",
        ),
        (("deadline", "--received", "2026-11-19", "--unit", "week"), "deadline.unknown_unit"),
        (("deadline", "--unit", "month"), "command.bad_option"),
        (("no-such-command",), "command.bad_option"),
        (("card", "read", "--number", "12"), "card.number_invalid"),
        (("card", "read", "--qr", "không phải QR"), "card.qr_unreadable"),
    ],
)
def test_bad_input_is_code_2_and_says_what_to_do(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: str
) -> None:
    status, out, _ = run(capsys, *words, "--json")
    error = json.loads(out)["error"]
    assert (status, error["code"]) == (2, code)
    assert all(error[name] for name in ("message_vi", "message_en", "next_step"))
    status, out, told = run(capsys, *words)
    assert (status, out) == (2, "")
    assert error["message_vi"] in told
    assert error["next_step"] in told


def test_a_seat_that_is_not_set_up_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    status, out, _ = run(capsys, "find", "hau", "--json")
    assert (status, json.loads(out)["error"]["code"]) == (2, "seat.not_set_up")


def test_damaged_settings_are_kept_and_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    file = Profile(tmp_path / "office").settings_file
    file.parent.mkdir()
    file.write_text("{ nửa chừng")
    status, out, _ = run(capsys, "find", "hau", "--json")
    assert (status, json.loads(out)["error"]["code"]) == (2, "settings.unreadable")
    assert file.read_text() == "{ nửa chừng"


def test_a_defect_is_code_1_and_keeps_its_values_to_itself(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Nguyễn Văn An 001099000017")

    monkeypatch.setattr("models.deadline_report.report", broken)
    status, out, _ = run(capsys, "deadline", "--received", "x", "--unit", "month", "--json")
    assert (status, json.loads(out)["error"]["code"]) == (1, "defect")
    assert "001099000017" not in out


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ("card readers", "card read", "deadline", "receipt", "find", "sync", "doctor"):
        with pytest.raises(SystemExit) as end:
            commands.main([*words.split(), "--help"], no_window)
        assert end.value.code == 0
        assert "--json" in capsys.readouterr().out


def test_every_problem_code_has_words_in_the_source() -> None:
    import re

    raised = set()
    for room in ("desk", "models", "printing", "migrations", "hub", "demo", "ui"):
        for source in Path(room).rglob("*.py"):
            raised |= set(re.findall(r'Problem\(\s*"([a-z_]+\.[a-z_]+)"', source.read_text()))
    assert len(raised) > 60
    assert sorted(raised - known_codes()) == []
