"""Commands about people: ``account add``, ``readmit``, ``dismiss`` and ``password``."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Any

from desk.command_seat import add_sign_in, seated
from models.problems import Problem
from models.role import Role

Subparsers = Any
"""argparse keeps this type private."""


def register(commands: Subparsers) -> None:
    """Add the commands under ``account``."""
    account = commands.add_parser("account", help="tài khoản của những người làm việc ở quầy này")
    acts = account.add_subparsers(required=True, metavar="VIỆC")
    purpose = "cho một người vào làm việc ở quầy này"
    add = acts.add_parser(
        "add",
        help=purpose,
        description=f"{purpose}. Mã thoát: 0 xong, 1 lỗi chương trình, 2 dữ liệu vào sai.",
    )
    add.add_argument("login", help="tên đăng nhập của người mới: chữ thường không dấu, số, . -")
    add.add_argument("--name", required=True, help="họ và tên, như in trên giấy tiếp nhận")
    add.add_argument("--role", choices=[one.value for one in Role], default=Role.CLERK.value)
    add_new_password(add)
    add.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    add_sign_in(add)
    add.set_defaults(run=_add)
    again = acts.add_parser(
        "readmit", help="đặt mật khẩu mới cho người đã quên; dữ liệu còn nguyên"
    )
    again.add_argument("login", help="tên đăng nhập của người quên mật khẩu")
    add_new_password(again)
    add_sign_in(again)
    again.set_defaults(run=_readmit)
    gone = acts.add_parser("dismiss", help="không cho một người đăng nhập nữa")
    gone.add_argument("login", help="tên đăng nhập của người nghỉ việc")
    add_sign_in(gone)
    gone.set_defaults(run=_dismiss)
    change = acts.add_parser("password", help="đổi mật khẩu của chính mình")
    add_new_password(change)
    add_sign_in(change)
    change.set_defaults(run=_change)


def add_new_password(parser: argparse.ArgumentParser) -> None:
    """The option of every command that sets a password."""
    parser.add_argument(
        "--new-password-fd", type=int, metavar="N",
        help="đọc mật khẩu mới từ mô tả tệp N (hoặc tệp ở MOTCUA_NEW_PASSWORD_FILE)",
    )  # fmt: skip


def _readmit(args: argparse.Namespace) -> int:
    with seated(args) as (desk, seat):
        desk.accounts().readmit(seat.signed, args.login, new_password(args))
    print(args.login)
    return 0


def _dismiss(args: argparse.Namespace) -> int:
    with seated(args) as (desk, seat):
        desk.accounts().dismiss(seat.signed, args.login)
    print(args.login)
    return 0


def _change(args: argparse.Namespace) -> int:
    with seated(args) as (desk, seat):
        # Whoever got here just proved the old password.
        desk.accounts().renew_password(seat.signed, new_password(args))
    return 0


def _add(args: argparse.Namespace) -> int:
    from desk.commands import tell

    role = Role(args.role)
    with seated(args) as (desk, seat):
        desk.admit(seat, args.login, args.name, role, new_password(args))
    if args.json:
        tell({"login": args.login, "role": role.value})
    else:
        print(args.login)
    return 0


def new_password(args: argparse.Namespace) -> str:
    """What the person will sign in with from now on.

    Raises:
        Problem: ``command.bad_option`` when there is nobody to ask, or they typed two things.
    """
    if args.new_password_fd is not None:
        with os.fdopen(args.new_password_fd, encoding="utf-8") as source:
            return source.readline().rstrip("\n")
    if file := os.environ.get("MOTCUA_NEW_PASSWORD_FILE"):
        return Path(file).read_text(encoding="utf-8").rstrip("\n")
    if not sys.stdin.isatty():
        raise Problem("command.bad_option", option="--new-password-fd")
    typed = getpass.getpass("Mật khẩu mới: ")
    if getpass.getpass("Nhập lại: ") != typed:
        raise Problem("command.bad_option", option="--new-password-fd")
    return typed
