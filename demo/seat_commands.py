"""`motcua demo prepare`, `open`, `run`, `screenshots`: the demonstration's seat by command."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from desk import settings
from models.problems import Problem

Subparsers = Any


def register(kinds: Subparsers) -> None:
    """Add this module's subcommands."""
    prepare = kinds.add_parser("prepare", help="tạo văn phòng minh họa nếu chưa có")
    prepare.set_defaults(run=_prepare)
    opening = kinds.add_parser("open", help="mở quầy minh họa với máy chủ trên máy này")
    opening.add_argument("--lang", choices=("vi", "en"), help="ngôn ngữ của cửa sổ")
    opening.set_defaults(run=_open)
    run = kinds.add_parser("run", help="làm trọn việc chính không cần màn hình")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="nơi để kết quả")
    run.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    run.set_defaults(run=_run)
    pictures = kinds.add_parser("screenshots", help="chụp mọi màn hình")
    pictures.add_argument("--out", type=Path, required=True, metavar="DIR", help="nơi để ảnh")
    pictures.set_defaults(run=_screenshots)


def _profile(args: argparse.Namespace) -> settings.Profile:
    return settings.profile(args.profile or "demo")


def _prepare(args: argparse.Namespace) -> int:
    from demo.seat import prepare

    profile = _profile(args)
    prepare(profile)
    print(profile.folder)
    return 0


def _open(args: argparse.Namespace) -> int:
    from demo.opening import open_demonstration

    return open_demonstration(args)


def _run(args: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from demo.main_job import run, tell

    try:
        args.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("command.bad_option", option=f"--out ({error.strerror})") from error
    answer = run(args.out.resolve())
    print(tell(answer, as_json=args.json))
    return 0


def _screenshots(args: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from demo.screenshots import main

    return main([str(args.out)])
