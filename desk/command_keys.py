"""Commands about keys: ``keys recovery``, ``keys rotate``, ``keys recover``."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import Any

from desk.command_account import add_new_password, new_password
from desk.command_seat import add_second, add_sign_in, seated, second_person
from models.problems import Problem

Subparsers = Any
"""argparse keeps this type private."""


def register(commands: Subparsers) -> None:
    """Add the commands under ``keys``."""
    keys = commands.add_parser("keys", help="khóa khôi phục và khóa dữ liệu của quầy")
    acts = keys.add_subparsers(required=True, metavar="VIỆC")
    purpose = "cấp khóa khôi phục mới để in và niêm phong; tờ cũ hết giá trị"
    recovery = acts.add_parser("recovery", help=purpose, description=f"{purpose} (quản trị).")
    recovery.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    add_sign_in(recovery)
    add_second(recovery)
    recovery.set_defaults(run=_recovery)
    purpose = "thay khóa dữ liệu của cả quầy; đóng mọi cửa sổ Một Cửa trước"
    rotate = acts.add_parser("rotate", help=purpose, description=f"{purpose} (quản trị).")
    add_sign_in(rotate)
    add_second(rotate)
    rotate.set_defaults(run=_rotate)
    purpose = "đặt mật khẩu mới bằng khóa khôi phục"
    recover = acts.add_parser("recover", help=purpose, description=purpose)
    recover.add_argument("login", help="tên đăng nhập cần mật khẩu mới")
    recover.add_argument(
        "--recovery-fd", type=int, metavar="N", help="đọc khóa khôi phục từ mô tả tệp N"
    )
    add_new_password(recover)
    recover.set_defaults(run=_recover)


def _recovery(args: argparse.Namespace) -> int:
    from desk.commands import tell

    with seated(args) as (desk, seat):
        second = second_person(args, seat, "keys.recovery_witnessed", "keys recovery")
        printed = desk.accounts().issue_recovery(seat.signed, second)
    if args.json:
        tell({"recovery_key": printed})
    else:
        print(printed)
        print("In tờ này, niêm phong và cất; chương trình không giữ khóa này.", file=sys.stderr)
    return 0


def _rotate(args: argparse.Namespace) -> int:
    with seated(args) as (desk, seat):
        second = second_person(args, seat, "keys.rotation_witnessed", "keys rotate")
        desk.accounts().rotate_keys(seat.signed, second).store.close()
    print("Đã thay khóa dữ liệu; tệp cũ được giữ đến lần đăng nhập sau.")
    return 0


def _recover(args: argparse.Namespace) -> int:
    from desk import settings
    from desk.assembly import assemble

    desk = assemble(settings.profile(args.profile))
    try:
        typed = typed_recovery_key(args)
        desk.accounts().recover(typed, args.login, new_password(args)).store.close()
    finally:
        desk.workers.stop()
    print(args.login)
    return 0


def typed_recovery_key(args: argparse.Namespace) -> str:
    """What stands on the paper.

    Raises:
        Problem: ``command.bad_option`` when there is nobody to ask.
    """
    if args.recovery_fd is not None:
        with os.fdopen(args.recovery_fd, encoding="utf-8") as source:
            return source.readline()
    if not sys.stdin.isatty():
        raise Problem("command.bad_option", option="--recovery-fd")
    return getpass.getpass("Khóa khôi phục: ")
