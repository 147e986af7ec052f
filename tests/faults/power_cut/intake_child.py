"""The program on the recorded disk: two dossiers with two scans each, accepted and printed.

    intake_child.py PROFILE [SPOILED]

``SPOILED`` takes one promise away, to prove that the proof would notice.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from PIL import Image

from desk.assembly import assemble
from desk.seat import Seat
from desk.settings import Profile
from tests.faults.power_cut.spoilers import SPOILERS
from tests.support.seat import CHEAP, HAU, LATE, Watch

DISK = Path(sys.argv[1])


def promise(text: str) -> None:
    os.setxattr(DISK, "user.mark", text.encode())


def main() -> None:
    if len(sys.argv) > 2:
        SPOILERS[sys.argv[2]]()
    desk = assemble(Profile(DISK), clock=Watch(LATE), password_cost=CHEAP)
    seat = desk.sign_in("quay1", "mat khau quay 1")
    for number in (1, 2):
        receive(seat, number)
    seat.leave()
    desk.workers.stop()


def receive(seat: Seat, number: int) -> None:
    draft = replace(seat.intake.begin(seat.user), owner=HAU)
    draft = seat.intake.choose(seat.user, draft, "1.001193")
    procedure = seat.intake.procedure(seat.user, "1.001193")
    assert procedure is not None
    papers = {one.code for one in procedure.components if not one.database}
    lines = tuple(replace(line, presented=line.code in papers) for line in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    digitised = next(one.code for one in procedure.components if one.code in papers)
    for page in (1, 2):
        scan = DISK.parent / f"{number}-{page}.jpg"
        Image.effect_noise((300, 400), 20 * page + number).convert("L").save(scan, dpi=(50, 50))
        (stored,) = seat.capture.import_files(draft.id, digitised, [scan])
        promise(f"page {stored.id} {draft.id}")
    received = seat.acceptance.receive(seat.user, draft)
    promise(f"accepted {received.dossier_id}")
    seat.papers.print_receipt(seat.user, received.dossier_id)
    promise(f"printed {received.dossier_id}")


main()
