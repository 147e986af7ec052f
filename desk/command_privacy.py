"""Commands for requests about personal data: ``privacy export|erase|inventory|incident``."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.clock import VIETNAM
from desk.command_seat import add_second, add_sign_in, seated, second_person
from models.plain import to_plain
from models.problems import Problem
from models.retention import retention

Subparsers = Any
"""argparse keeps this type private."""


def register(commands: Subparsers) -> None:
    """Add the commands under ``privacy``."""
    privacy = commands.add_parser(
        "privacy", help="yêu cầu về dữ liệu cá nhân (phụ trách, quản trị)"
    )
    acts = privacy.add_subparsers(required=True, metavar="VIỆC")
    export = _command(acts, "export", "xuất mọi dữ liệu của một người để trao cho họ", _export)
    export.add_argument("--out", type=Path, required=True, help="thư mục mới; tệp không mã hóa")
    erase = _command(acts, "erase", "xóa dữ liệu của một người khỏi quầy này", _erase)
    add_second(erase)
    for one in (export, erase):
        one.add_argument("number", help="số định danh")
        one.add_argument("--reason", required=True, help="văn bản hoặc yêu cầu làm căn cứ")
    _command(acts, "inventory", "bảng kê dữ liệu cá nhân, sinh từ cấu trúc kho", _inventory)
    incident = _command(acts, "incident", "ai làm gì, lúc nào, chạm dữ liệu của ai", _incident)
    incident.add_argument("--from", dest="start", required=True, metavar="ISO")
    incident.add_argument("--to", dest="end", required=True, metavar="ISO")


def _command(acts: Subparsers, name: str, purpose: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = acts.add_parser(name, help=purpose, description=purpose)
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    add_sign_in(parser)
    parser.set_defaults(run=run)
    return parser


def _export(args: argparse.Namespace) -> int:
    with seated(args) as (_, seat):
        done = seat.privacy.export(seat.user, args.number, args.reason, args.out)
    facts = {**asdict(done), "folder": str(done.folder)}
    words = f"{done.folder}: {done.dossiers} hồ sơ, {done.documents} giấy tờ"
    return _tell(args, facts, words)


def _erase(args: argparse.Namespace) -> int:
    with seated(args) as (_, seat):
        second = second_person(args, seat, "person.erasure_witnessed", args.reason)
        done = seat.privacy.erase(seat.user, args.number, args.reason, second)
    return _tell(args, asdict(done), f"Đã xóa trong {done.dossiers} hồ sơ, {done.scans} bản quét")


def _inventory(args: argparse.Namespace) -> int:
    with seated(args) as (_, seat):
        rows = seat.privacy.inventory(seat.user)
    lines = [
        f"{row['table']}.{row['column']}\t{row['about']}\t{row['purpose']}\t{row['kept']}"
        for row in rows
    ]
    lines += [f"không lưu: {one}" for one in retention().never_stored]
    facts = {"columns": rows, "retention": to_plain(retention())}
    return _tell(args, facts, "\n".join(lines))


def _incident(args: argparse.Namespace) -> int:
    start, end = _moment(args.start, "--from"), _moment(args.end, "--to")
    with seated(args) as (_, seat):
        report = seat.privacy.incident(seat.user, start, end)
    return _tell(args, report, json.dumps(report, ensure_ascii=False, indent=2))


def _moment(typed: str, option: str) -> datetime:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as error:
        raise Problem("command.bad_option", option=option) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _tell(args: argparse.Namespace, facts: object, words: str) -> int:
    from desk.commands import tell

    if args.json:
        tell(facts)
    else:
        print(words)
    return 0
