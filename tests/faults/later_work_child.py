"""The work that came later, killed in its middle: online list, pages read, documents to be signed.

    later_work_child.py OFFICE SCANS

Prints what happened, so that the proof is known to have had something to find.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from desk.assembly import assemble
from desk.events import PageRead
from desk.log_masking import MaskingFormatter
from desk.seat import Seat
from desk.settings import Profile
from models.signing import SignatureKind
from tests.support.life import ready
from tests.support.seat import CHEAP, HAU, LATE, Watch

OFFICE, SCANS = Path(sys.argv[1]), Path(sys.argv[2])
FONT = "printing/fonts/NotoSans-Regular.ttf"


def scan(name: str) -> Path:
    """A page that says the person's name and number."""
    page = Image.new("L", (1000, 420), 255)
    font = ImageFont.truetype(FONT, 44)
    drawn = ImageDraw.Draw(page)
    for line, text in enumerate((f"Họ tên: {HAU.full_name}", f"Số: {HAU.number}", HAU.address)):
        drawn.text((60, 60 + 110 * line), text, font=font, fill=0)
    path = SCANS / f"{name}.png"
    page.save(path, dpi=(200, 200))
    return path


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    profile = Profile(OFFICE)
    handler = logging.FileHandler(profile.log_file)
    handler.setFormatter(MaskingFormatter())
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    watch = Watch(LATE)
    desk = assemble(profile, clock=watch, password_cost=CHEAP)
    seat = desk.sign_in("quay1", "mat khau quay 1")
    online(seat)
    received(seat)
    watch.pass_time(hours=1)
    while seat.digitising.once():
        pass
    with seat.store.reading() as tx:
        rows = tx.exec_driver_sql("SELECT body FROM page_text").scalars().all()
    say(f"read {sum(str(HAU.number) in str(row) for row in rows)}")
    lines = seat.signing.waiting(seat.user, SignatureKind.AGENCY_COPY)
    say(f"tosign {len(lines)}")
    seat.signing.preview(seat.user, lines[0].waiting.id, 300)
    received(seat)
    desk.events.subscribe(PageRead, lambda _: os.kill(os.getpid(), signal.SIGKILL))
    watch.pass_time(hours=1)
    while seat.digitising.once():
        pass
    say("not killed")


def online(seat: Seat) -> None:
    seat.life.online_inbox.fetch(seat.user)
    (line,) = seat.life.online_inbox.waiting(seat.user)
    draft = seat.life.online.open(seat.user, line.id)
    say(f"online {len(seat.capture.pages(draft.id))}")


def received(seat: Seat) -> None:
    draft = ready(seat)
    seat.capture.import_files(draft.id, "01", [scan(draft.id)])
    seat.acceptance.receive(seat.user, draft)


main()
