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
from desk.assembly import Desk, Seat, assemble
from models.problems import Problem


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
        desk.leave(seat)
        desk.workers.stop()


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
