"""The program under the knife: opens a prepared seat, accepts its one draft, prints the receipt."""

from __future__ import annotations

import sys
from pathlib import Path

from desk.assembly import assemble
from desk.settings import Profile
from tests.support.seat import CHEAP, LATE, Watch


def main() -> None:
    desk = assemble(Profile(Path(sys.argv[1])), clock=Watch(LATE), password_cost=CHEAP)
    seat = desk.sign_in("quay1", "mat khau quay 1")
    (draft,) = seat.intake.open_drafts(seat.user)
    received = seat.acceptance.receive(seat.user, draft)
    seat.papers.print_receipt(seat.user, received.dossier_id)
    seat.leave()
    desk.workers.stop()


main()
