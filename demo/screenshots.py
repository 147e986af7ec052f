"""Pictures of every screen, made by driving the real window over a real desk off screen.

``python -m demo.screenshots FOLDER [--only NAME]`` fills FOLDER with ``NAME-LANGUAGE-SCHEME.png``.
The desk lives in a temporary folder; its people and papers are invented and the clock stands still.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageDraw, ImageFont
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from demo.card.people import EVERYDAY
from demo.office import ADMINISTRATOR, CLERKS, OFFICE, SUPERVISOR, DemoUser
from desk.assembly import Desk, assemble
from desk.clock import VIETNAM
from desk.events import CardProgress, CardRead, PrintFailed, ReaderState, SyncChanged
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
from ui.application import make_application, start
from ui.counter import Counter
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.intake import IntakePage

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
SIZE = (1366, 768)
PATIENCE_S = 20.0
PEOPLE = (
    ("Nguyễn Thị Ngọc Ánh", "001190000017", 1990, Sex.FEMALE, "Thôn Đoài, Xã Thử Nghiệm"),
    ("Trần Văn Hậu", "001085000023", 1985, Sex.MALE, "Tổ 4, Xã Thử Nghiệm"),
    ("Lê Hoàng Phương Uyên", "001301000031", 2001, Sex.FEMALE, "Xóm Bãi, Xã Thử Nghiệm"),
    ("Phạm Đức Thịnh", "001072000047", 1972, Sex.MALE, "Thôn Hạ, Xã Thử Nghiệm"),
)


class StandingClock:
    """A Monday morning that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 12, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.now


class Studio:
    """One desk, one window, one language and scheme."""

    def __init__(self, folder: Path, shots: Path, language: str, scheme: str) -> None:
        self.shots, self.language, self.scheme = shots, language, scheme
        self.clock = StandingClock()
        self.profile = Profile(folder / f"{language}-{scheme}")
        self.app = make_application()
        QSettings().setValue("look/scheme", scheme)
        self.counter: Counter | None = None

    @contextmanager
    def window(self) -> Iterator[Counter]:
        """Open the window; close it and let everything go afterwards."""
        counter = start(self.app, self._desk, language=self.language)
        counter.window.resize(*SIZE)
        self.counter = counter
        try:
            self.settle()
            yield counter
        finally:
            counter.window.close()
            counter.end()
            self.counter = None

    def settle(self, pause_ms: int = 60) -> None:
        """Wait until no answer is awaited any more."""
        until = time.monotonic() + PATIENCE_S
        while True:
            QTest.qWait(pause_ms)
            if self.counter is None or not self.counter.window.bridge.awaited:
                return
            if time.monotonic() > until:
                raise TimeoutError("the window is still waiting for an answer")

    def shoot(self, name: str) -> None:
        """Keep a picture of the window."""
        if self.counter is None:
            return
        self.settle()
        self.counter.window.grab().save(str(self.shots / f"{name}-{self.language}-{self.scheme}.png"))

    def sign_in(self, user: DemoUser) -> None:
        """Sit down."""
        if self.counter is not None:
            self.counter.window.sign_in.signing_in.emit(user.login, user.password)
            self.settle(200)

    def _desk(self) -> Desk:
        return assemble(self.profile, clock=self.clock, password_cost=CHEAP)


def furnish(studio: Studio) -> None:
    """An office with people, dossiers of the last days and one draft that was put aside."""
    settings = Settings(
        office=OFFICE,
        desk="Q1",
        print_to_folder=True,
        demo=tuple(DemoSignIn(one.login, one.password) for one in (CLERKS[0], SUPERVISOR)),
    )
    studio.profile.save(settings)
    clock = studio.clock
    desk = assemble(studio.profile, clock=clock, password_cost=CHEAP)
    seat = desk.create_office(ADMINISTRATOR.login, ADMINISTRATOR.name, ADMINISTRATOR.password)
    for one in (SUPERVISOR, *CLERKS):
        desk.admit(seat, one.login, one.name, one.role, one.password)
    desk.leave(seat)
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
        if result:
            clock.now = today - timedelta(minutes=20)
            seat.results.arrived(seat.user, dossier, "Ngăn B-17")
    clock.now = today - timedelta(minutes=9)
    draft = replace(seat.intake.begin(seat.user), owner=_citizen(PEOPLE[3]))
    seat.intake.hold(seat.user, seat.intake.choose(seat.user, draft, "2.000635"))
    clock.now = today
    desk.leave(seat)
    desk.workers.stop()


def _citizen(person: tuple[str, str, int, Sex, str]) -> Citizen:
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


def _receive(seat, procedure: str, person) -> str:  # type: ignore[no-untyped-def]
    draft = seat.intake.choose(
        seat.user, replace(seat.intake.begin(seat.user), owner=_citizen(person)), procedure
    )
    published = {one.code: one for one in seat.intake.procedure(seat.user, procedure).components}
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
    import io

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


def film(studio: Studio, wanted: Callable[[str], bool]) -> None:
    """Walk through the window and keep a picture of every screen."""
    del wanted
    with studio.window() as counter:
        studio.shoot("01-dau-tien")
    furnish(studio)
    with studio.window() as counter:
        window, events = counter.window, counter.desk.events
        studio.shoot("02-dang-nhap")
        studio.sign_in(SUPERVISOR)
        studio.shoot("03-hom-nay-lanh-dao")
        counter.leave()
        studio.settle(200)
        studio.sign_in(CLERKS[0])
        events.publish(ReaderState(("Identiv uTrust 3700 F",)))
        events.publish(SyncChanged(True, 3, 0, 0, "09:11"))
        studio.shoot("04-hom-nay")
        window.obey(Command.NEXT_CITIZEN)
        studio.shoot("05-tiep-nhan-trong")
        page = window.page
        assert isinstance(page, IntakePage)
        name, number, year, sex, address = PEOPLE[0]
        page.scanned(f"{number}||{name}|1405{year}|Nữ|{address}|01032022")
        studio.settle()
        events.publish(CardProgress("r", "person", 900, 4200))
        events.publish(CardRead("r", reading(complete=False)))
        studio.settle()
        studio.shoot("06-dang-doc-the")
        events.publish(CardRead("r", reading(complete=True)))
        studio.settle()
        page.run(Command.PROCEDURE)
        QTest.keyClicks(page.procedure.field, "khai")
        studio.settle(250)
        studio.shoot("07-tim-thu-tuc")
        QTest.keyClick(page.procedure.field, Qt.Key.Key_Return)
        studio.settle(200)
        page.papers.current_changed.emit(page.papers.current)
        page.tray.add_files(sample_pages(studio.profile.folder))
        studio.settle(900)
        studio.settle(600)
        window.obey(Command.RECEIVE)
        studio.settle(200)
        studio.shoot("08-con-thieu")
        for row in page.papers._rows:
            row.tick.setChecked(row.component.required)
        page.papers.focus_first()
        studio.settle(500)
        studio.shoot("09-du-ho-so")
        page.run(Command.PREVIEW)
        studio.settle(500)
        studio.shoot("10-xem-trang")
        page.run(Command.BACK)
        window.obey(Command.RECEIVE)
        studio.settle(500)
        studio.shoot("11-da-tiep-nhan")
        window.toasts.drop_all()
        events.publish(
            PrintFailed("x", Problem("printing.no_printer", Kind.DEVICE_OR_LINE))
        )
        events.publish(SyncChanged(False, 4, 1, 0, "09:11"))
        studio.shoot("12-may-in-hong")
        window.toasts.drop_all()
        window.obey(Command.SEARCH)
        page = window.page
        QTest.keyClicks(page.field, "hau")
        studio.settle(400)
        studio.shoot("13-tra-cuu")
        page.table.open_current()
        studio.settle(200)
        studio.shoot("14-ho-so")
        window.obey(Command.PREVIEW)
        studio.settle(500)
        studio.shoot("15-xem-giay-hen")
        window.obey(Command.BACK)
        window.obey(Command.RECEIVE)
        studio.shoot("16-xac-nhan-tra")
        window.obey(Command.RECEIVE)
        studio.settle(200)
        studio.shoot("17-da-tra")
        window.go(Go(Place.HELP))
        studio.shoot("18-tro-giup")
        window.lock()
        studio.shoot("19-khoa")


def main(arguments: list[str]) -> int:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=("vi", "en"), action="append")
    parser.add_argument("--scheme", choices=("light", "dark"), action="append")
    args = parser.parse_args(arguments)
    args.folder.mkdir(parents=True, exist_ok=True)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        for language in args.language or ("vi", "en"):
            for scheme in args.scheme or ("light", "dark"):
                film(Studio(Path(scratch), args.folder, language, scheme), lambda _: True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
