"""The one door: arguments, single instance, crash log; then the window or a command."""

from __future__ import annotations

import faulthandler
import logging
import sys
from typing import TYPE_CHECKING

from desk import commands

if TYPE_CHECKING:
    import argparse


def main() -> int:
    """Run what the command line asks for; the result is the exit code."""
    if sys.argv[1:2] == ["--capture-worker"]:
        from desk.capture.worker import main as capture_worker

        return capture_worker(sys.argv[2:])
    return commands.main(sys.argv[1:], open_window)


def open_window(args: argparse.Namespace) -> int:
    """Open the counter on this seat's profile and stay until it is closed."""
    from desk import settings
    from desk.assembly import assemble
    from desk.log_masking import mask_every_log
    from desk.seat_lock import SeatLock

    profile = settings.profile(args.profile)
    profile.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with SeatLock(profile.folder / "seat.lock"), profile.crash_file.open("a") as crash:
        faulthandler.enable(crash)
        logging.basicConfig(
            filename=profile.log_file,
            level=logging.INFO,
            format="%(asctime)s %(levelname)s %(name)s %(message)s",
        )
        mask_every_log()
        from ui import application

        return application.open_window(lambda: assemble(profile), language=args.lang)


if __name__ == "__main__":
    sys.exit(main())
