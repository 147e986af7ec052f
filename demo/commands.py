"""The `motcua demo` command: a card on the reader, sample data, the main job without hardware."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

from demo import seat_commands
from demo.card.deck import DECKS, csca_of
from demo.card.faults import Kind as FaultKind
from demo.card.faults import PluggedCard, faulty, parse_fault
from demo.card.identity import Person
from demo.card.link import PluggedIn, VirtualReaderAbsentError
from demo.card.reader import Reader, ReaderServiceError, held_elsewhere, service_answers
from demo.card.timing import TimedCard
from desk.threads import start_thread
from models.problems import Kind, Problem

_SYSTEM_READER_TRIES = 20


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `demo` and its own subcommands, one function each."""
    parser = commands.add_parser("demo", help="dữ liệu và thiết bị minh họa")
    kinds = parser.add_subparsers(required=True, metavar="LỆNH")
    _register_card(kinds)
    seat_commands.register(kinds)


def _register_card(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    card = kinds.add_parser(
        "card",
        help="đặt một thẻ căn cước ảo lên đầu đọc",
        description="Đặt một thẻ căn cước ảo lên đầu đọc cho đến khi nhấn Ctrl-C.",
    )
    card.add_argument("--deck", default="demo", help="bộ thẻ: " + ", ".join(DECKS))
    card.add_argument("--person", metavar="KEY", help="người trong bộ thẻ (mặc định: người đầu)")
    card.add_argument("--list", action="store_true", help="liệt kê người trong bộ thẻ rồi thôi")
    card.add_argument("--timing", action="store_true", help="chậm như thẻ không tiếp xúc thật")
    card.add_argument("--fault", metavar="KIND[:N[:SECONDS]]", help="lỗi: " + ", ".join(FaultKind))
    card.add_argument("--json", action="store_true", help="in một dòng JSON cho chương trình khác")
    card.set_defaults(run=run_card)


def run_card(args: argparse.Namespace) -> int:
    """Plug the chosen card until interrupted.

    Raises:
        Problem: ``demo.unknown_deck``, ``demo.unknown_person``, ``demo.bad_fault``, and
            ``demo.reader_…`` when there is no virtual reader to be had.
    """
    people = DECKS.get(args.deck)
    if people is None:
        raise Problem("demo.unknown_deck", decks=", ".join(DECKS))
    if args.list:
        for someone in people:
            _print(_description(someone) if args.json else f"{someone.key}\t{someone.name}")
        return 0
    chosen = _choose(people, args.person)
    card = _card(chosen, args.fault, timed=args.timing)
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    with ExitStack() as stack:
        plug(card, stack)
        _print(_description(chosen) if args.json else _sentence(chosen))
        try:
            stopped.wait()
        except KeyboardInterrupt:
            return 0
    return 0


def _choose(people: tuple[Person, ...], key: str | None) -> Person:
    if key is None:
        return people[0]
    for someone in people:
        if someone.key == key:
            return someone
    raise Problem("demo.unknown_person", people=", ".join(p.key for p in people))


def _card(chosen: Person, fault: str | None, *, timed: bool) -> PluggedCard:
    try:
        card = faulty(chosen, parse_fault(fault) if fault else None)
    except ValueError as error:
        raise Problem("demo.bad_fault", faults=", ".join(FaultKind)) from error
    return TimedCard(card) if timed else card


def plug(card: PluggedCard, stack: ExitStack) -> None:
    """Into the virtual reader that waits for cards, else into one of our own, open to others."""
    try:
        if service_answers() and _plugged_into_waiting_reader(card, stack):
            return
        # A reader that another demo or test keeps to itself is waited for, not shared.
        reader = stack.enter_context(Reader(start_thread))
        reader.open_door()
        reader.put_on(card)
    except ReaderServiceError as error:
        raise Problem(f"demo.reader_{error.hindrance}", Kind.DEVICE_OR_LINE) from error
    except VirtualReaderAbsentError as error:
        raise Problem("demo.reader_absent", Kind.DEVICE_OR_LINE) from error


def _plugged_into_waiting_reader(card: PluggedCard, stack: ExitStack) -> bool:
    plugged = PluggedIn(card, tries=_SYSTEM_READER_TRIES)
    start_thread("virtual-card", plugged.run)
    plugged.settled.wait()
    if plugged.failure is None:
        stack.callback(plugged.take_out)
        return True
    if service_answers() and not held_elsewhere():
        raise plugged.failure
    return False


def _description(someone: Person) -> str:
    return json.dumps(
        {
            "person": someone.key,
            "number": someone.number,
            "name": someone.name,
            "qr": someone.qr_text,
            "can": someone.can,
            "mrz": list(someone.mrz_lines),
            "csca": str(_csca_file(someone)),
        },
        ensure_ascii=False,
    )


def _sentence(someone: Person) -> str:
    return (
        f"Thẻ ảo đã đặt lên đầu đọc: {someone.name}, số {someone.number}.\n"
        f"QR: {someone.qr_text}\nCSCA: {_csca_file(someone)}\nNhấn Ctrl-C để lấy thẻ ra."
    )


def _csca_file(someone: Person) -> Path:
    """The certificate an operator would install for this card, as a file."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    kind = "explicit" if someone.chip.signer == "explicit" else "usual"
    path = cache / "motcua-demo" / f"csca-{kind}.cer"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csca_of(someone))
    return path


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
