"""Pictures of every screen, made by driving the real window over a real desk off screen.

``python -m demo.screenshots FOLDER`` fills FOLDER with ``NAME-LANGUAGE-SCHEME.png``: every screen
in Vietnamese and light, the main ones in other colours and in English too; with ``--language`` or
``--scheme`` every screen in those.  The desk lives in a temporary folder; its people and papers are
invented and the clock stands still.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageDraw, ImageFont

from demo.office import ADMINISTRATOR, CLERKS, OFFICE, SUPERVISOR
from demo.screenshots_books import (
    film_books,
    film_catalogue,
    film_online,
    film_settings,
    portal_folder,
)
from demo.screenshots_life import film_life
from demo.screenshots_pages import film_pages
from desk.assembly import Desk, assemble
from desk.clock import VIETNAM
from desk.events import CardProgress, CardRead, Printed, PrintFailed, ReaderState, SyncChanged
from desk.seat import Seat
from desk.security.keys import Cost
from desk.settings import DemoSignIn, Profile, Settings
from models.card_reading import (
    Access,
    Advice,
    CardPerson,
    CardReading,
    Check,
    CheckState,
    Verdict,
)
from models.citizen import Citizen, IdentifiedBy, PartialDate, Sex
from models.problems import Kind, Problem
from ui.keys import Command
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal, rehearse

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
Person = tuple[str, str, int, Sex, str]
PEOPLE = (
    ("Nguyễn Thị Ngọc Ánh", "001190000017", 1990, Sex.FEMALE, "Thôn Đoài, Xã Thử Nghiệm"),
    ("Trần Văn Hậu", "001085000023", 1985, Sex.MALE, "Tổ 4, Xã Thử Nghiệm"),
    ("Lê Hoàng Phương Uyên", "001301000031", 2001, Sex.FEMALE, "Xóm Bãi, Xã Thử Nghiệm"),
    ("Phạm Đức Thịnh", "001072000047", 1972, Sex.MALE, "Thôn Hạ, Xã Thử Nghiệm"),
)


MAIN = frozenset({"today", "intake", "dossier"})
HANDBOOK: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("vi", "light", frozenset()),
    ("vi", "dark", MAIN),
    ("vi", "contrast", frozenset({"intake"})),
    ("en", "light", MAIN),
)
"""(language, scheme, screens; none named means all)."""
COLOURS = 256


class StandingClock:
    """A Monday morning that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 12, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        """The moment it shows."""
        return self.now


@dataclass(frozen=True, slots=True)
class Studio:
    """One desk in one language and scheme, and where its pictures go."""

    folder: Path
    shots: Path
    language: str
    scheme: str
    clock: StandingClock
    wanted: frozenset[str] = frozenset()
    """Names of the pictures to keep; all when empty."""

    @property
    def profile(self) -> Profile:
        """The desk's own folder."""
        return Profile(self.folder / f"{self.language}-{self.scheme}")

    def desk(self) -> Desk:
        """The desk."""
        return assemble(self.profile, clock=self.clock, password_cost=CHEAP)

    def open(self) -> AbstractContextManager[Rehearsal]:
        """The window over it."""
        return rehearse(self.desk, language=self.language, scheme=self.scheme, memory=self.folder)

    def shoot(self, rehearsal: Rehearsal, name: str) -> None:
        """Keep a picture of the window, small: a screen has few colours."""
        if self.wanted and name not in self.wanted:
            return
        path = rehearsal.picture(self.shots / f"{name}-{self.language}-{self.scheme}.png")
        with Image.open(path) as picture:
            few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def furnish(studio: Studio) -> None:
    """An office with people, dossiers of the last days and one draft that was put aside."""
    settings = Settings(
        office=OFFICE,
        desk="Q1",
        print_to_folder=True,
        online_folder=str(portal_folder(studio.folder / "tinh")),
        demo=tuple(DemoSignIn(one.login, one.password) for one in (CLERKS[0], SUPERVISOR)),
    )
    studio.profile.save(settings)
    clock = studio.clock
    desk = assemble(studio.profile, clock=clock, password_cost=CHEAP)
    seat = desk.create_office(ADMINISTRATOR.login, ADMINISTRATOR.name, ADMINISTRATOR.password)
    for one in (SUPERVISOR, *CLERKS):
        desk.admit(seat, one.login, one.name, one.role, one.password)
    seat.leave()
    seat = desk.sign_in(CLERKS[0].login, CLERKS[0].password)
    today = clock.now
    plan = (
        (timedelta(days=6), "1.000894", 0, False),
        (timedelta(days=5), "1.000656", 1, True),
        (timedelta(days=3), "2.000635", 3, False),
        (timedelta(minutes=70), "1.001193", 0, False),
        (timedelta(minutes=52), "2.000884", 1, False),
        (timedelta(minutes=31), "1.000894", 2, False),
    )
    for ago, procedure, who, result in plan:
        clock.now = today - ago
        dossier = _receive(seat, procedure, PEOPLE[who])
        if procedure != plan[-2][1]:
            seat.papers.print_receipt(seat.user, dossier)
        if result:
            clock.now = today - timedelta(minutes=20)
            seat.results.arrived(seat.user, dossier, "Ngăn B-17")
    clock.now = today - timedelta(minutes=9)
    draft = replace(seat.intake.begin(seat.user), owner=_citizen(PEOPLE[3]))
    seat.intake.hold(seat.user, seat.intake.choose(seat.user, draft, "2.000635"))
    clock.now = today
    seat.leave()
    desk.workers.stop()


def _citizen(person: Person) -> Citizen:
    name, number, year, sex, address = person
    return Citizen(
        full_name=name,
        number=number,
        birth_date=PartialDate(year, 5, 14),
        sex=sex,
        address=address,
        phone="0900 000 012".replace(" ", ""),
        identified_by=IdentifiedBy.QR,
    )


def _receive(seat: Seat, procedure: str, person: Person) -> str:
    draft = seat.intake.choose(
        seat.user, replace(seat.intake.begin(seat.user), owner=_citizen(person)), procedure
    )
    found = seat.intake.procedure(seat.user, procedure)
    published = {one.code: one for one in found.components} if found else {}
    draft = replace(
        draft,
        components=tuple(
            replace(line, presented=published[line.code].required) for line in draft.components
        ),
    )
    seat.intake.save(seat.user, draft)
    return str(seat.acceptance.receive(seat.user, draft).dossier_id)


def sample_pages(folder: Path) -> list[Path]:
    """Two invented pages, as a scanner would leave them."""
    paths = []
    face = ImageFont.truetype(
        str(Path(__file__).parent.parent / "printing" / "fonts" / "NotoSans-Regular.ttf"), 44
    )
    for number, title in enumerate(("TỜ KHAI ĐĂNG KÝ KHAI SINH", "Trang hai – chữ ký"), start=1):
        page = Image.new("RGB", (1240, 1754), "#FBFAF6")
        pen = ImageDraw.Draw(page)
        pen.text((200, 160), title, fill="#222", font=face)
        for line in range(18):
            width = 900 if line % 5 else 620
            pen.rectangle((160, 330 + line * 64, 160 + width, 344 + line * 64), fill="#9AA3AD")
        path = folder / f"trang-{number}.jpg"
        page.save(path, quality=80)
        paths.append(path)
    return paths


def portrait() -> bytes:
    """An invented face: a drawing."""
    picture = Image.new("RGB", (240, 310), "#B9D2EA")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 210, 220, 420), fill="#35506E")
    pen.ellipse((70, 70, 170, 200), fill="#E8C7A6")
    pen.pieslice((62, 50, 178, 190), 180, 360, fill="#2B2622")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def reading(*, complete: bool) -> CardReading:
    """A reading of the first person's chip."""
    name, number, year, sex, address = PEOPLE[0]
    passed = Check(CheckState.PASSED)
    return CardReading(
        person=CardPerson(number, name, PartialDate(year, 5, 14), sex, "Việt Nam", address),
        access=Access.PACE_CAN,
        verdict=Verdict(passed, passed, passed, passed, passed, Advice.DATA_MAY_BE_USED)
        if complete
        else Verdict(),
        apdus=61,
        seconds=2.4,
        complete=complete,
        face=portrait() if complete else None,
    )


def film(studio: Studio) -> None:
    """Walk through the window and keep a picture of every screen."""
    with studio.open() as window:
        studio.shoot(window, "first-start")
    furnish(studio)
    with studio.open() as window:
        studio.shoot(window, "sign-in")
        window.sign_in(SUPERVISOR.login, SUPERVISOR.password)
        studio.shoot(window, "today-supervisor")
        window.counter.leave()
        window.settle(200)
        window.sign_in(CLERKS[0].login, CLERKS[0].password)
        tell(window, ReaderState(("Identiv uTrust 3700 F",)))
        tell(window, SyncChanged(True, 3, 0, 0, "09:11"))
        studio.shoot(window, "today")
        film_intake(studio, window)
        tell(window, Printed("x", "giay-tiep-nhan"))
        tell(window, SyncChanged(True, 3, 0, 0, "09:11"))
        film_life(window, studio.shoot)
        film_pages(window, studio.shoot, sample_pages(studio.profile.folder))
        film_online(window, studio.shoot)
        film_dossier(studio, window)
        window.counter.leave()
        window.settle(200)
        window.sign_in(SUPERVISOR.login, SUPERVISOR.password)
        film_books(window, studio.shoot)
        window.counter.leave()
        window.settle(200)
        window.sign_in(ADMINISTRATOR.login, ADMINISTRATOR.password)
        film_catalogue(window, studio.shoot)
        film_settings(window, studio.shoot)


def film_intake(studio: Studio, window: Rehearsal) -> None:
    """From an empty form to the next citizen."""
    window.press(Command.NEXT_CITIZEN)
    studio.shoot(window, "intake-empty")
    page = window.page
    if not isinstance(page, IntakePage):
        raise TypeError(page)
    name, number, year, _, address = PEOPLE[0]
    page.scanned(f"{number}||{name}|1405{year}|Nữ|{address}|01032022")
    window.settle()
    tell(window, CardProgress("r", "person", 900, 4200))
    tell(window, CardRead("r", reading(complete=False)))
    window.settle()
    studio.shoot(window, "intake-card")
    tell(window, CardRead("r", reading(complete=True)))
    window.press(Command.PROCEDURE)
    window.type("khai")
    window.settle(250)
    studio.shoot(window, "intake-procedure")
    window.key("Return")
    window.settle(300)
    page.tray.add_files(sample_pages(studio.profile.folder))
    window.settle(300)
    window.press(Command.RECEIVE)
    window.settle(300)
    studio.shoot(window, "intake-open-points")
    window.press(Command.COMPONENTS)
    for _ in range(2):
        window.key("Return")
    page.papers.focus_row(page.papers.rows[0])
    window.settle(500)
    studio.shoot(window, "intake")
    window.press(Command.PREVIEW)
    window.settle(300)
    studio.shoot(window, "intake-preview")
    window.press(Command.BACK)
    window.press(Command.RECEIVE)
    window.settle(500)
    studio.shoot(window, "intake-received")
    window.window.toasts.drop_all()
    tell(window, PrintFailed("x", Problem("printing.no_printer", Kind.DEVICE_OR_LINE)))
    tell(window, SyncChanged(False, 4, 1, 0, "09:11"))
    studio.shoot(window, "printer-failed")
    window.window.toasts.drop_all()


def film_dossier(studio: Studio, window: Rehearsal) -> None:
    """Finding a dossier, looking at it, handing its result over; help and lock."""
    window.press(Command.SEARCH)
    window.type("hau")
    window.settle(300)
    studio.shoot(window, "search")
    window.key("Return")
    window.settle(200)
    studio.shoot(window, "dossier")
    window.press(Command.PREVIEW)
    window.settle(300)
    studio.shoot(window, "receipt")
    window.press(Command.BACK)
    window.press(Command.RECEIVE)
    studio.shoot(window, "hand-over")
    window.press(Command.RECEIVE)
    window.settle(200)
    studio.shoot(window, "handed-over")
    window.window.toasts.drop_all()
    window.press(Command.HELP)
    studio.shoot(window, "help")
    window.press(Command.LOCK)
    studio.shoot(window, "lock")


def tell(window: Rehearsal, event: object) -> None:
    """Let something happen at the desk."""
    if window.counter.desk is not None:
        window.counter.desk.events.publish(event)


def main(arguments: list[str]) -> int:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of every screen.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=("vi", "en"), action="append")
    parser.add_argument("--scheme", choices=("light", "dark", "contrast"), action="append")
    args = parser.parse_args(arguments)
    args.folder.mkdir(parents=True, exist_ok=True)
    wanted = HANDBOOK
    if args.language or args.scheme:
        languages, schemes = args.language or ("vi",), args.scheme or ("light",)
        wanted = tuple((one, other, frozenset()) for one in languages for other in schemes)
    with tempfile.TemporaryDirectory() as scratch:
        for language, scheme, names in wanted:
            studio = Studio(Path(scratch), args.folder, language, scheme, StandingClock(), names)
            film(studio)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
