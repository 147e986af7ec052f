"""The `motcua` command line: parse, call a use case, print. Words for people and JSON for programs.

Exit codes: 0 done · 1 a defect of the program · 2 bad input · 3 a device or the line is not there.
Other parts of the product bring their own subcommands through the entry point group
``motcua.commands``: a function that takes the subparsers and registers itself.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from models.problems import Problem, wording

Run = Callable[[argparse.Namespace], int]

OWN_COMMANDS = frozenset(
    {
        "run",
        "account",
        "card",
        "catalogue",
        "deadline",
        "form",
        "kpi766",
        "receipt",
        "find",
        "sync",
        "settings",
        "doctor",
    }
    | {"keys", "backup", "audit", "privacy", "sign", "verify"}
    | {"scan", "separators", "digitise"}
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are problems, so that ``--json`` holds for them too."""

    def error(self, message: str) -> NoReturn:
        """Complain about the arguments.

        Raises:
            Problem: ``command.bad_option``.
        """
        raise Problem("command.bad_option", option=message)


def main(arguments: Sequence[str], open_window: Run) -> int:
    """Run one command; the result is the exit code."""
    as_json = "--json" in arguments
    try:
        args = build_parser(open_window, with_guests=_calls_guest(arguments)).parse_args(arguments)
        code: int = args.run(args)
    except Problem as problem:
        tell_problem(problem, as_json=as_json)
        return int(problem.kind)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("MOTCUA_TRACEBACK"):  # for developers: values may be personal
            raise
        return _defect(error, as_json=as_json)
    return code


def build_parser(open_window: Run, *, with_guests: bool = True) -> Parser:
    """The whole command line; without guests, only the desk's own commands.

    Looking for guests reads the metadata of every installed package: the counter opens sooner
    without it.
    """
    from desk import (
        command_account,
        command_card,
        command_catalogue,
        command_desk,
        command_digitise,
        command_figures,
        command_form,
        command_keys,
        command_privacy,
        command_safety,
        command_scan,
        command_sign,
    )

    parser = Parser(prog="motcua", description="Một Cửa Desk – phần mềm quầy một cửa")
    parser.add_argument("--profile", help="hồ sơ máy (mặc định: office, hoặc MOTCUA_PROFILE)")
    commands = parser.add_subparsers(required=True, metavar="LỆNH", parser_class=Parser)
    run = commands.add_parser("run", help="mở quầy tiếp nhận")
    run.add_argument("--lang", choices=("vi", "en"), help="ngôn ngữ của cửa sổ")
    run.set_defaults(run=open_window)
    command_account.register(commands)
    command_card.register(commands)
    command_catalogue.register(commands)
    command_desk.register(commands)
    command_digitise.register(commands)
    command_form.register(commands)
    command_figures.register(commands)
    command_keys.register(commands)
    command_safety.register(commands)
    command_scan.register(commands)
    command_sign.register(commands)
    command_privacy.register(commands)
    if with_guests:
        _seat_guests(commands)
    return parser


def _seat_guests(commands: Any) -> None:
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    for entry in entry_points(group="motcua.commands"):
        if find_spec(entry.module.partition(".")[0]) is not None:  # an installed desk has no demo
            entry.load()(commands)


def _calls_guest(arguments: Sequence[str]) -> bool:
    """Whether the command is none of the desk's own, or none is named."""
    words = iter(arguments)
    for word in words:
        if word == "--profile":
            next(words, None)
        elif not word.startswith("-"):
            return word not in OWN_COMMANDS
    return True


def tell_problem(problem: Problem, *, as_json: bool) -> None:
    """Say what is wrong and what to do next: JSON to standard output, words to standard error."""
    if as_json:
        tell(problem_json(problem))
        return
    words = wording(problem)
    print(f"{words.message_vi} ({words.message_en})", file=sys.stderr)
    print(f"→ {words.next_step}", file=sys.stderr)


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as every command answers it."""
    words = wording(problem)
    return {
        "error": {
            "code": words.code,
            "message_vi": words.message_vi,
            "message_en": words.message_en,
            "next_step": words.next_step,
        }
    }


def tell(answer: Any) -> None:
    """One JSON value on one line of standard output."""
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def _defect(error: Exception, *, as_json: bool) -> int:
    """A defect: its kind and place, never its text, which might hold personal data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
    name = type(error).__name__
    if as_json:
        tell({
            "error": {
                "code": "defect",
                "message_vi": f"Chương trình gặp lỗi ({name} tại {place}).",
                "message_en": f"The program has a defect ({name} at {place}).",
                "next_step": "Báo bộ phận kỹ thuật dòng chữ này.",
            }
        })  # fmt: skip
    else:
        print(f"Chương trình gặp lỗi / defect: {name} tại {place}", file=sys.stderr)
        print("→ Báo bộ phận kỹ thuật dòng chữ này.", file=sys.stderr)
    return 1
