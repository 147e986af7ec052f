"""What the hub's commands share: their options, the hub they mean, and how they speak."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from hub.settings import HubSettings, default_data, default_database
from models.problems import Problem, wording


def command(
    acts: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    *,
    short: str,
    long: str,
) -> argparse.ArgumentParser:
    """Add a command that takes what every command of the hub takes."""
    parser = acts.add_parser(name, help=short, description=long)
    parser.set_defaults(run=run)
    parser.add_argument(
        "--database",
        default=None,
        metavar="URL",
        help="SQLAlchemy address (postgresql+psycopg://…); also from MOTCUA_HUB_DATABASE, "
        "which keeps a password off the command line; default: SQLite in the data folder",
    )
    parser.add_argument("--data", type=Path, default=None, metavar="DIR", help="the hub's folder")
    parser.add_argument("--json", action="store_true", help="machine-readable output")
    return parser


def settings_of(args: argparse.Namespace, host: str = "127.0.0.1", port: int = 0) -> HubSettings:
    """The hub the command is about."""
    return HubSettings(
        data=(args.data or default_data()).absolute(),
        database=args.database or default_database(),
        host=host,
        port=port,
    )


def say(problem: Problem, *, as_json: bool) -> int:
    """Tell a person or a program about a problem; the exit code."""
    text = wording(problem)
    error = {
        "code": text.code,
        "message_vi": text.message_vi,
        "message_en": text.message_en,
        "next_step": text.next_step,
    }
    if as_json:
        print_line(json.dumps({"error": error}, ensure_ascii=False))
    else:
        sys.stderr.write(f"{text.message_vi}\n{text.next_step}\n")
    return int(problem.kind)


def print_line(line: str) -> None:
    """One line on standard output, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
