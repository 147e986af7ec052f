"""Commands about dossiers and the seat: deadline, receipt, find, sync, settings, doctor."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from desk import settings as profiles
from desk.assembly import assemble
from desk.command_seat import add_sign_in, seated
from desk.setting_list import BY_NAME, Value, read_as
from models.plain import from_plain, to_plain
from models.problems import Kind, Problem
from models.role import Act

Subparsers = Any
"""argparse keeps this type private."""


def register(commands: Subparsers) -> None:
    """Add this module's commands."""
    _register_deadline(commands)
    receipt = _command(commands, "receipt", "in lại giấy tiếp nhận thành PDF", _receipt)
    receipt.add_argument("code", help="mã hồ sơ, chính thức hay tạm")
    receipt.add_argument("--out", type=Path, required=True, help="tệp PDF sẽ ghi")
    add_sign_in(receipt)
    find = _command(commands, "find", "tìm hồ sơ", _find)
    find.add_argument("text", help="mã, vài số cuối, họ tên không dấu, số định danh, điện thoại")
    add_sign_in(find)
    sync = _command(commands, "sync", "gửi những gì đang chờ lên máy chủ", _sync)
    sync.add_argument("--once", action="store_true", help="một lượt rồi thôi (mặc định)")
    add_sign_in(sync)
    settings = _command(commands, "settings", "xem hoặc đặt cài đặt của máy", _settings)
    settings.add_argument("name", nargs="?", help="tên cài đặt, ví dụ hub_url, office.agency_code")
    settings.add_argument("value", nargs="?", help="giá trị mới; bỏ trống để chỉ xem")
    settings.add_argument(
        "more", nargs="*", help="thêm tên và giá trị, cho các cài đặt phải đặt cùng lúc"
    )
    add_sign_in(settings)
    _command(commands, "doctor", "kiểm tra máy: đầu đọc, máy quét, máy in, …", _doctor)


def _command(commands: Subparsers, name: str, purpose: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose)
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    parser.set_defaults(run=run)
    return parser


def _register_deadline(commands: Subparsers) -> None:
    parser = _command(commands, "deadline", "tính ngày hẹn trả kết quả", _deadline)
    parser.add_argument("--received", required=True, metavar="ISO", help="thời điểm tiếp nhận")
    parser.add_argument("--limit", metavar="N", help="số ngày, giờ, tháng")
    parser.add_argument(
        "--unit",
        required=True,
        metavar="U",
        help="working_day, calendar_day, working_hour, same_day, immediate, month",
    )
    parser.add_argument(
        "--method", default="end_of_day", metavar="M", help="end_of_day, hour_exact"
    )
    parser.add_argument("--calendar", type=Path, help="tệp lịch nghỉ thay cho lịch kèm theo")
    parser.add_argument("--hours", type=Path, help="tệp giờ làm việc thay cho giờ kèm theo")


def _deadline(args: argparse.Namespace) -> int:
    from desk.commands import tell
    from models.calendar_data import read_calendar, read_hours
    from models.deadline_report import report as report_of
    from models.vocabulary import say

    report = report_of(
        args.received,
        args.unit,
        args.limit,
        method=args.method,
        calendar=read_calendar(args.calendar) if args.calendar else None,
        hours=read_hours(args.hours) if args.hours else None,
    )
    if args.json:
        tell(report)
        return 0
    print(f"Tiếp nhận: {report['received']}\nTính từ:   {report['counting_from']}")
    for step in report["steps"]:
        words = say("step_reasons", step["reason"])
        print(
            f"  {step['date']}  {'+' if step['counted'] else ' '}  {words} {step['name']}".rstrip()
        )
    note = " (dự kiến)" if report["provisional"] else ""
    print(f"Hẹn trả:   {report['due']}{note}\nCăn cứ:    {'; '.join(report['legal_basis'])}")
    return 0


def _receipt(args: argparse.Namespace) -> int:
    from desk.commands import tell

    with seated(args) as (_, seat):
        found = seat.lookup.by_code(seat.user, args.code)
        pdf = seat.papers.receipt_pdf(seat.user, found.dossier.id)
    try:
        args.out.write_bytes(pdf)
    except OSError as error:
        raise Problem("command.bad_option", option="--out") from error
    if args.json:
        tell({"dossier_code": found.dossier.code, "receipt": str(args.out)})
    else:
        print(args.out)
    return 0


def _find(args: argparse.Namespace) -> int:
    from desk.commands import tell

    with seated(args) as (_, seat):
        rows = seat.lookup.find(seat.user, args.text)
    if args.json:
        tell([to_plain(row) for row in rows])
    for row in () if args.json else rows:
        print(
            f"{row.code}  {row.received_at:%d/%m/%Y %H:%M}  {row.owner_name}  {row.procedure_name}"
        )
    return 0


def _sync(args: argparse.Namespace) -> int:
    from desk.commands import tell

    with seated(args) as (_, seat):
        report = seat.sync.once()
    if report.problem is not None:
        raise report.problem
    answer = {
        field.name: getattr(report, field.name)
        for field in dataclasses.fields(report)
        if field.name != "problem"
    }
    if args.json:
        tell(answer)
    else:
        print("  ".join(f"{name}: {value}" for name, value in answer.items()))
    return 0


def _settings(args: argparse.Namespace) -> int:
    from desk.commands import tell

    profile = profiles.profile(args.profile)
    current = profile.load()
    if args.value is None:
        plain = to_plain(dataclasses.replace(current, demo=()))
        tell(_at(plain, args.name) if args.name else plain)
        return 0
    with seated(args) as (_, seat):
        if not seat.user.may(Act.CHANGE_SETTINGS):
            raise Problem("desk.not_allowed", act=Act.CHANGE_SETTINGS.value)
        if args.name in BY_NAME:
            seat.setting_up.change(seat.user, _pairs(args))
        else:
            profile.save(_changed(current, args.name, args.value))
    return 0


def _pairs(args: argparse.Namespace) -> dict[str, Value]:
    words = [args.name, args.value, *args.more]
    named = dict(zip(words[::2], words[1::2], strict=False))
    if len(words) % 2:
        raise Problem("command.bad_option", option=words[-1])
    return {
        name: read_as(BY_NAME[name], said) if name in BY_NAME else said
        for name, said in named.items()
    }


def _at(plain: Any, name: str) -> Any:
    for part in name.split("."):
        if not isinstance(plain, dict) or part not in plain:
            raise Problem("command.bad_option", option=name)
        plain = plain[part]
    return plain


def _changed(current: profiles.Settings, name: str, text: str) -> profiles.Settings:
    plain = to_plain(current)
    *path, last = name.split(".")
    place = _at(plain, ".".join(path)) if path else plain
    old = _at(place, last)
    place[last] = _typed(text, old)
    try:
        return from_plain(profiles.Settings, plain)
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("command.bad_option", option=name) from error


def _typed(text: str, old: Any) -> Any:
    if isinstance(old, bool):
        return text.lower() in ("true", "1", "yes", "có")
    if isinstance(old, int):
        return int(text)
    return text or None


def _doctor(args: argparse.Namespace) -> int:
    from desk.commands import tell
    from desk.doctor import examine

    findings = examine(assemble(profiles.profile(args.profile)))
    if args.json:
        tell({"checks": [to_plain(one) for one in findings]})
    for one in () if args.json else findings:
        print(f"[{one.state.value:>11}] {one.name}: {one.detail}")
        if one.what_to_do:
            print(f"{'':14}→ {one.what_to_do}")
    bad = any(one.state.value == "missing" for one in findings)
    return int(Kind.DEVICE_OR_LINE) if bad else 0
