"""`motcua form render|sample`: a paper of a dossier, or of an invented one, as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desk.command_seat import add_sign_in, seated
from models.papers.kinds import NAMES
from models.problems import Problem

DECLARATION = "declaration"
ALL = "all"
"""Asks for every sample, into a folder."""


def register(commands: Any) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("form", help="biểu mẫu và giấy tờ của quầy thành PDF")
    actions = parser.add_subparsers(required=True, metavar="VIỆC")
    render = actions.add_parser("render", help="giấy tờ của một hồ sơ")
    render.add_argument("form", help=", ".join((*NAMES, DECLARATION)))
    render.add_argument("--dossier", required=True, metavar="MÃ", help="mã hồ sơ")
    _common(render, _render)
    add_sign_in(render)
    sample = actions.add_parser("sample", help="giấy tờ mẫu với hồ sơ giả định")
    sample.add_argument("form", help="tên giấy tờ, hoặc all: mọi giấy tờ vào một thư mục")
    _common(sample, _sample)


def _common(parser: argparse.ArgumentParser, run: Any) -> None:
    parser.add_argument("--out", type=Path, required=True, help="tệp PDF sẽ ghi")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def _render(args: argparse.Namespace) -> int:
    with seated(args) as (_, seat):
        found = seat.lookup.by_code(seat.user, args.dossier)
        if args.form == DECLARATION:
            paper = seat.life.declarations.for_dossier(seat.user, found.dossier.id)
            pdf = seat.papers.preview(seat.user, paper)
        else:
            pdf = seat.papers.pdf_of(seat.user, found.dossier.id, args.form)
    return _write(args, {args.out: pdf}, dossier_code=found.dossier.code)


def _sample(args: argparse.Namespace) -> int:
    from printing.samples import SAMPLES

    if args.form == ALL:
        made = {args.out / f"{name}.pdf": make() for name, make in SAMPLES.items()}
        args.out.mkdir(parents=True, exist_ok=True)
        return _write(args, made)
    if args.form not in SAMPLES:
        raise Problem("papers.unknown_form", form=args.form, known=", ".join(SAMPLES))
    return _write(args, {args.out: SAMPLES[args.form]()})


def _write(args: argparse.Namespace, files: dict[Path, bytes], **more: str) -> int:
    from desk.commands import tell

    try:
        for path, pdf in files.items():
            path.write_bytes(pdf)
    except OSError as error:
        raise Problem("command.bad_option", option="--out") from error
    if args.json:
        tell({**more, "form": args.form, "files": [str(path) for path in files]})
    else:
        print("\n".join(str(path) for path in files))
    return 0
