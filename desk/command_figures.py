"""`motcua kpi766`: the desk's share of Bộ chỉ số 766, with what cost points."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time, timedelta
from typing import Any

from desk.command_seat import add_sign_in, seated
from models.calendar import VIETNAM
from models.plain import to_plain
from models.problems import Problem


def register(commands: Any) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("kpi766", help="Bộ chỉ số 766, ước tính tại quầy")
    parser.add_argument("--from", dest="start", required=True, metavar="NGÀY", help="từ ngày")
    parser.add_argument("--to", dest="end", required=True, metavar="NGÀY", help="đến hết ngày")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_kpi766)
    add_sign_in(parser)


def _kpi766(args: argparse.Namespace) -> int:
    from desk.commands import tell

    start, end = _day(args.start), _day(args.end) + timedelta(days=1)
    with seated(args) as (_, seat):
        found = seat.kpi766.of(seat.user, start, end)
    if args.json:
        tell({"from": args.start, "to": args.end, **to_plain(found)})
        return 0
    print(f"Bộ chỉ số 766, {args.start} – {args.end} ({found.label})")
    for one in found.components:
        points = "   –" if one.points is None else f"{one.points:5.2f}"
        print(f"{points} / {one.maximum:g}  {one.name}: {one.good}/{one.total}")
        if one.lost:
            print(f"       mất điểm: {', '.join(one.lost[:10])}")
    print(f"Cộng: {found.points:g} / {found.reachable:g}; không tính được tại quầy: ", end="")
    print(", ".join(found.not_here))
    print(
        f"Kênh: trực tiếp {found.direct}, trực tuyến {found.online}, "
        f"trực tuyến có hỗ trợ {found.assisted}, bưu chính {found.post}"
    )
    if found.online_share is not None:
        print(f"Tỷ lệ tự nộp trực tuyến: {found.online_share:.1%} (điểm do tỉnh tính)")
    return 0


def _day(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(), VIETNAM)
    except ValueError as error:
        raise Problem("command.bad_option", option=text) from error
