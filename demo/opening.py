"""Opening the demonstration's window: at once, with the hub coming up beside it.

Only the first start waits: it makes the office and lets the desk in at the hub.  Later the hub is
started on the port of before and nobody waits for it; the line finds it when it is there.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from demo.scanner import scanner_environment
from desk import settings
from desk.__main__ import open_window

GOODBYE_S = 10


def open_demonstration(args: argparse.Namespace) -> int:
    """Open the window on the demonstration's profile; `args` has `profile` and `lang`."""
    profile = settings.profile(args.profile or "demo")
    args.profile = profile.folder.name
    hub_folder = profile.folder.parent / "demo-hub"
    known = profile.load()
    if not known.demo or not known.hub_url:
        from demo.seat import connect, hub_running, prepare

        prepare(profile)
        with hub_running(hub_folder) as url:
            known = connect(profile, hub_folder, url)
    scanner_environment(profile.folder / "scanner", None)
    hub = _start_hub(hub_folder, urlsplit(known.hub_url or "").port or 0)
    try:
        return open_window(args)
    finally:
        hub.terminate()
        hub.wait(GOODBYE_S)


def _start_hub(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """The hub ends when this program does, however it does: Qt aborts on a dead display."""
    command = (
        "setpriv", "--pdeathsig", "TERM", sys.executable, "-m", "desk", "hub", "serve",
        "--data", str(folder), "--port", str(port),
    )  # fmt: skip
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(open_demonstration(argparse.Namespace(profile=None, lang=None)))
