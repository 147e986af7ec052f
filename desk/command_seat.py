"""Signing in from the command line: who, the password, and the seat that follows (decision 4)."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk import settings
from desk.assembly import Desk, assemble
from desk.seat import Seat
from models.problems import Problem
from models.role import User


def add_sign_in(parser: argparse.ArgumentParser) -> None:
    """The options of every command that reads the store."""
    parser.add_argument("--user", help="tên đăng nhập")
    parser.add_argument("--password-fd", type=int, metavar="N", help="đọc mật khẩu từ mô tả tệp N")


@contextmanager
def seated(args: argparse.Namespace) -> Iterator[tuple[Desk, Seat]]:
    """Sign in as the options say and leave when the command is done.

    In the demonstration profile the first demo clerk signs in when nobody is named.
    """
    desk = assemble(settings.profile(args.profile))
    if not desk.accounts().exists():
        raise Problem("seat.not_set_up")
    login, password = _credentials(args, desk)
    seat = desk.sign_in(login, password)
    try:
        yield desk, seat
    finally:
        seat.leave()
        desk.workers.stop()


def add_second(parser: argparse.ArgumentParser) -> None:
    """The options of a command that takes two people."""
    parser.add_argument("--second", metavar="LOGIN", help="người thứ hai cùng xác nhận")
    parser.add_argument(
        "--second-password-fd", type=int, metavar="N", help="đọc mật khẩu của người thứ hai"
    )


def second_person(args: argparse.Namespace, seat: Seat, act: str, reason: str) -> User | None:
    """The second person's word, as the options say; None where nobody was named.

    Raises:
        Problem: what `Presence.witness` says; ``command.bad_option`` when there is nobody to ask.
    """
    if args.second is None:
        return None
    if args.second_password_fd is not None:
        with os.fdopen(args.second_password_fd, encoding="utf-8") as source:
            password = source.readline().rstrip("\n")
    elif sys.stdin.isatty():
        password = getpass.getpass(f"Mật khẩu của {args.second}: ")
    else:
        raise Problem("command.bad_option", option="--second-password-fd")
    return seat.presence.witness(seat.user, act, args.second, password, reason)


def _credentials(args: argparse.Namespace, desk: Desk) -> tuple[str, str]:
    demo = {one.login: one.password for one in desk.settings.demo}
    login = args.user or next(iter(demo), None)
    if login is None:
        raise Problem("command.bad_option", option="--user")
    if args.password_fd is not None:
        with os.fdopen(args.password_fd, encoding="utf-8") as source:
            return login, source.readline().rstrip("\n")
    if file := os.environ.get("MOTCUA_PASSWORD_FILE"):
        return login, Path(file).read_text(encoding="utf-8").rstrip("\n")
    if login in demo:
        return login, demo[login]
    if not sys.stdin.isatty():
        raise Problem("command.bad_option", option="--password-fd")
    return login, getpass.getpass("Mật khẩu: ")
