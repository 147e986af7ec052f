"""Commands about backups and the audit: ``backup now|list|restore``, ``audit verify|export``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from desk.assembly import Desk, assemble
from desk.command_account import add_new_password, new_password
from desk.command_keys import typed_recovery_key
from desk.command_seat import add_sign_in, seated
from desk.seat import Seat
from models.problems import Kind, Problem
from models.role import Act

Subparsers = Any
"""argparse keeps this type private."""


def register(commands: Subparsers) -> None:
    """Add the commands under ``backup`` and ``audit``."""
    backup = commands.add_parser("backup", help="bản sao mã hóa ở nơi thứ hai")
    acts = backup.add_subparsers(required=True, metavar="VIỆC")
    now = _command(acts, "now", "sao lưu ngay và kiểm tra bằng cách khôi phục thử", _now)
    listed = _command(acts, "list", "các bản sao nguyên vẹn", _list)
    for one in (now, listed):
        one.add_argument("--to", type=Path, metavar="THƯ_MỤC", help="thay cho backup_folder")
        add_sign_in(one)
    restore = _command(acts, "restore", "dựng lại quầy trên máy mới từ bản sao mới nhất", _restore)
    restore.add_argument("place", type=Path, help="ổ đĩa hoặc thư mục sao lưu")
    restore.add_argument("login", help="tên đăng nhập sẽ đặt mật khẩu mới")
    restore.add_argument("--recovery-fd", type=int, metavar="N", help="đọc khóa khôi phục từ tệp N")
    add_new_password(restore)
    audit = commands.add_parser("audit", help="nhật ký chuỗi băm")
    acts = audit.add_subparsers(required=True, metavar="VIỆC")
    verify = _command(acts, "verify", "kiểm tra toàn bộ chuỗi và các chữ ký", _verify)
    verify.add_argument("--witness", type=Path, metavar="TỆP", help="các mốc do máy chủ giữ")
    add_sign_in(verify)
    export = _command(acts, "export", "xuất chuỗi để kiểm tra bằng chương trình riêng", _export)
    export.add_argument("--out", type=Path, required=True, help="tệp sẽ ghi, chưa có")
    add_sign_in(export)


def _command(acts: Subparsers, name: str, purpose: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = acts.add_parser(name, help=purpose, description=purpose)
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    parser.set_defaults(run=run)
    return parser


def _now(args: argparse.Namespace) -> int:
    with seated(args) as (desk, seat):
        made = desk.accounts().backups(_place(args, desk)).take(seat.signed)
    manifest = made.manifest
    facts = {
        "folder": str(made.folder),
        "dossiers": manifest.counts["dossier"],
        "scans": len(manifest.scans),
    }
    _tell(args, facts, f"{made.folder}: {facts['dossiers']} hồ sơ, {facts['scans']} bản quét")
    return 0


def _list(args: argparse.Namespace) -> int:
    with seated(args) as (desk, _):
        kept = desk.accounts().backups(_place(args, desk)).kept()
    rows = [
        {"made_at": one.manifest.made_at.isoformat(), "dossiers": one.manifest.counts["dossier"]}
        for one in kept
    ]
    _tell(args, rows, "\n".join(f"{row['made_at']}: {row['dossiers']} hồ sơ" for row in rows))
    return 0


def _restore(args: argparse.Namespace) -> int:
    from desk import settings

    desk = assemble(settings.profile(args.profile))
    try:
        typed, password = typed_recovery_key(args), new_password(args)
        signed = desk.accounts().restore(args.place, typed, args.login, password)
        signed.store.close()
    finally:
        desk.workers.stop()
    _tell(args, {"login": signed.user.login}, "Đã dựng lại quầy; cấp lại mật khẩu cho người khác.")
    return 0


def _verify(args: argparse.Namespace) -> int:
    from desk.security.checkpoints import exported
    from desk.security.verify_audit import check

    with seated(args) as (_, seat):
        _allowed(seat)
        kept = _lines(args.witness) if args.witness else []
        with seat.store.reading() as tx:
            rows, findings = check(exported(tx), kept)
    facts = {"rows": rows, "findings": [{"what": one.what, "seq": one.seq} for one in findings]}
    words = "không thấy sai lệch" if not findings else f"{len(findings)} sai lệch"
    _tell(args, facts, f"{rows} dòng nhật ký, {words}")
    return int(Kind.BAD_INPUT) if findings else 0


def _export(args: argparse.Namespace) -> int:
    from desk.security.checkpoints import exported

    with seated(args) as (_, seat):
        _allowed(seat)
        with seat.store.reading() as tx, args.out.open("x", encoding="utf-8") as file:
            lines = 0
            for line in exported(tx):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                lines += 1
    _tell(args, {"lines": lines}, str(args.out))
    return 0


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines() if line]
    except (OSError, ValueError) as error:
        raise Problem("command.bad_option", option="--witness") from error


def _allowed(seat: Seat) -> None:
    if not seat.user.may(Act.HANDLE_PERSONAL_DATA):
        raise Problem("desk.not_allowed")


def _place(args: argparse.Namespace, desk: Desk) -> Path:
    place = args.to or desk.settings.backup_folder
    if not place:
        raise Problem("backup.no_place", Kind.DEVICE_OR_LINE)
    return Path(place)


def _tell(args: argparse.Namespace, facts: object, words: str) -> None:
    from desk.commands import tell

    if args.json:
        tell(facts)
    else:
        print(words)
