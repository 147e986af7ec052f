"""What must not be loaded before the window is on the screen (desktop §4)."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "alembic",
    "argon2",
    "cryptography",
    "email",
    "httpx2",
    "importlib.metadata",
    "pikepdf",
    "PIL",
    "pypdfium2",
    "reportlab",
    "smartcard",
    "sqlalchemy",
    "sqlcipher3",
    "starlette",
    "uvicorn",
    "zxingcpp",
)
START = """
import sys
from desk import commands
from desk.__main__ import open_window
from desk.assembly import assemble
from desk.seat_lock import SeatLock
commands.build_parser(open_window, with_guests=False).parse_args(["run"])
import ui.application
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_the_way_to_the_window_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, *HEAVY],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    ("arguments", "guest"),
    [
        (["run"], False),
        (["--profile", "demo", "run", "--lang", "en"], False),
        (["account", "add", "quay1"], False),
        (["hub", "serve"], True),
        (["--profile", "office", "hub", "serve"], True),
        ([], True),
        (["--help"], True),
    ],
)
def test_guests_are_looked_for_only_when_called(arguments: list[str], guest: bool) -> None:
    from desk.commands import _calls_guest

    assert _calls_guest(arguments) is guest
