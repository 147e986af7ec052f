"""`motcua catalogue check|import`, `old-list`: what procedures lack, packets, old dossiers."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.command_seat import add_sign_in, seated
from models.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.catalogue_check import Finding
    from models.catalogue_packet import LeftOut
    from models.procedure import Procedure


def register(commands: Any) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("catalogue", help="danh mục thủ tục")
    actions = parser.add_subparsers(required=True, metavar="VIỆC")
    check = actions.add_parser("check", help="thủ tục nào còn thiếu gì")
    check.add_argument("file", nargs="?", type=Path, help="gói LayThuTuc (JSON) để xem thử")
    check.add_argument("--office", action="store_true", help="cả bản riêng của cơ quan (đăng nhập)")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)
    add_sign_in(check)
    bring = actions.add_parser("import", help="nhập gói LayThuTuc (JSON) của Cổng DVCQG")
    bring.add_argument("file", type=Path)
    bring.add_argument("--json", action="store_true")
    add_sign_in(bring)
    bring.set_defaults(run=_import)
    old = commands.add_parser("old-list", help="hồ sơ còn dở của phần mềm cũ (XLSX, CSV)")
    old.add_argument("file", type=Path)
    old.add_argument("--bring-in", action="store_true", help="đưa vào; không có thì chỉ xem trước")
    old.add_argument("--from", dest="agency", default="", help="cơ quan khác đã nhận thay ta")
    old.add_argument("--json", action="store_true")
    old.set_defaults(run=_old_list)
    add_sign_in(old)


def _check(args: argparse.Namespace) -> int:
    """Check the shipped catalogue, the office's, or a packet before it is imported.

    Nothing is written.
    """
    from desk.clock import office_time
    from models.catalogue import load_catalogue
    from models.catalogue_check import findings
    from models.catalogue_packet import read_packet

    today = office_time().date()
    if args.office:
        with seated(args) as (desk, seat):
            today = desk.clock().date()
            checked = seat.life.catalogue_editing.listed(seat.user)
        _tell(args, [(one.procedure, one.findings) for one in checked], today)
        return 0
    found: Iterable[Procedure]
    left_out: tuple[LeftOut, ...] = ()
    if args.file is None:
        found = load_catalogue().all_current(today)
    else:
        packet = read_packet(_text(args.file), f"goi-{today}", today, args.file.name)
        found = packet.procedures
        left_out = packet.left_out
    _tell(args, [(one, findings(one, today)) for one in found], today, left_out)
    return 0


def _import(args: argparse.Namespace) -> int:
    text = _text(args.file)
    with seated(args) as (desk, seat):
        found = seat.life.catalogue_editing.import_packet(seat.user, text, args.file.name)
        today = desk.clock().date()
    rows = [(one.procedure, one.findings) for one in found.kept]
    _tell(args, rows, today, found.left_out)
    return 0


def _old_list(args: argparse.Namespace) -> int:
    """Say what a list would bring, or bring it in."""
    from desk.commands import tell
    from models.vocabulary import say

    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise Problem("deadline.file_missing", file=args.file.name) from error
    with seated(args) as (_, seat):
        old = seat.life.old_system
        if args.bring_in:
            report = old.bring_in(seat.user, content, args.file.name, args.agency)
            new, known, bad = report.imported, report.known, report.bad
        else:
            foreseen = old.foresee(seat.user, content)
            new, bad = foreseen.new, foreseen.bad
            known = len(foreseen.coming) - new
    if args.json:
        lines = [{"line": one.line, "why": one.why} for one in bad]
        tell({"brought_in": args.bring_in, "new": new, "known": known, "bad": lines})
        return 0
    done = "Đã đưa vào" if args.bring_in else "Sẽ đưa vào"
    print(f"{done} {new} hồ sơ; {known} đã có; {len(bad)} dòng không đọc được.")
    for one in bad:
        print(f"  dòng {one.line}: {say('old_columns', one.why)}")
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("deadline.file_missing", file=path.name) from error


def _tell(
    args: argparse.Namespace,
    rows: list[tuple[Procedure, tuple[Finding, ...]]],
    today: date,
    left_out: tuple[LeftOut, ...] = (),
) -> None:
    from desk.commands import tell
    from models.vocabulary import say

    if args.json:
        tell({
            "on": today.isoformat(),
            "ready": sum(not found for _, found in rows),
            "procedures": [
                {
                    "code": one.code,
                    "version": one.version,
                    "name": one.title,
                    "missing": list(dict.fromkeys(finding.code for finding in found)),
                    "findings": [
                        {"code": finding.code, "where": finding.where, "words": finding.words()}
                        for finding in found
                    ],
                    "unconfirmed": list(one.unconfirmed),
                }
                for one, found in rows
            ],
            "left_out": [
                {"place": one.place, "name": one.name, "why": one.why} for one in left_out
            ],
        })  # fmt: skip
        return
    for one, found in rows:
        words = ", ".join(finding.words() for finding in found) or "đủ"
        print(f"{one.code}  {one.version}  {one.title}: {words}")
    for out in left_out:
        print(f"Bỏ qua bản ghi {out.place} ({out.name}): {say('left_out', out.why)}")
