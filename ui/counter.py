"""The counter: brings desk, person and window together – start, sign-in, lock, hand-over, end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from desk.events import (
    CareNeeded,
    Printed,
    PrintFailed,
    QrScanned,
    ReaderState,
    SettingsChanged,
    SyncChanged,
)
from desk.seat import Seat, work_behind
from desk.threads import Worker
from models.problems import Problem
from ui import look, words
from ui.attendance import Attendance
from ui.bridge import Bridge
from ui.page import Notice, Surroundings
from ui.pages.sign_in import SignInPage
from ui.scan_choice import ScanChoice
from ui.screens import Screens
from ui.translations import Languages
from ui.widgets.display_menu import DisplayMenu
from ui.widgets.rail import Rail
from ui.widgets.status_strip import StatusStrip
from ui.window import Window
from ui.workplace import Workplace

if TYPE_CHECKING:
    from desk.assembly import Desk
    from desk.card.service import CardService


ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class Counter(QObject):
    """Lives as long as the program.

    ``excepthook`` hears of exceptions in slots until the counter ends; ``assembled`` turns true
    when the desk was looked for, found or not.
    """

    def __init__(
        self,
        app: QApplication,
        window: Window,
        languages: Languages,
        remembered: QSettings,
        language: str,
        scheme: str,
    ) -> None:
        super().__init__()
        self._app = app
        self.window = window
        self._bridge = window.bridge
        self._languages = languages
        self._remembered = remembered
        self._language, self._scheme = language, scheme
        self.desk: Desk | None = None
        self.seat: Seat | None = None
        self._card: CardService | None = None
        self._starter: Worker | None = None
        self.assembled = False
        self._reader = ReaderState(())
        self._line: SyncChanged | None = None
        self._care_said: set[str] = set()
        self._connect_sign_in()
        self._attendance = Attendance(window, window.bridge)
        window.leaving.connect(self.leave)
        self._bridge.happened.connect(self._happened)
        self._bridge.happened.connect(self._settle_anew)
        self._bridge.trouble.connect(self._say_problem)
        self._bridge.defect.connect(self._say_defect)
        self._former_hook = sys.excepthook
        self.excepthook = sys.excepthook = _defect_hook(self._bridge)

    # Start and end

    def assemble(self, make_desk: Callable[[], Desk], starter: Worker) -> None:
        """Make the desk on a worker and see whether this office exists yet."""
        self._starter = starter

        def work() -> tuple[Desk, bool, tuple[str, ...]]:
            desk = make_desk()
            accounts = desk.accounts()
            there = accounts.exists()
            return desk, there, accounts.logins() if there else ()

        self._bridge.ask(
            starter,
            work,
            self._assembled,
            self.window.sign_in.show_problem,
            asker=self,
            ended=self._looked,
        )

    def _looked(self) -> None:
        self.assembled = True

    def end(self) -> None:
        """The window is closed: let go of devices, line and store, in this order."""
        self._bridge.deaf()
        if sys.excepthook is self.excepthook:
            sys.excepthook = self._former_hook
        if self.desk is not None:
            if self._card is not None:
                self._card.stop()
            if self.seat is not None:
                self.desk.workers.store.do(self.seat.leave).result()
            self.desk.workers.stop()
        if self._starter is not None:
            self._starter.stop()

    def _assembled(self, made: tuple[Desk, bool, tuple[str, ...]]) -> None:
        self.desk, there, logins = made
        self._bridge.listen(self.desk.events)
        if there:
            self._offer_sign_in(logins)
        else:
            self.window.sign_in.show_first_start()

    def _offer_sign_in(self, logins: tuple[str, ...]) -> None:
        if self.desk is None:
            return
        demo = [(one.login, one.password) for one in self.desk.settings.demo]
        self.window.sign_in.show_sign_in(logins, demo)

    # Sitting down and leaving

    def _sign_in(self, login: str, password: str) -> None:
        desk = self.desk
        if desk is not None:
            self._sit_down(lambda: desk.sign_in(login, password))

    def _create(self, login: str, name: str, password: str) -> None:
        desk = self.desk
        if desk is not None:
            self._sit_down(lambda: desk.create_office(login, name, password))

    def _recover(self, key: str, login: str, password: str) -> None:
        desk = self.desk
        if desk is not None:
            self._sit_down(lambda: desk.recover(key, login, password))

    def _restore(self, place: str, key: str, login: str, password: str) -> None:
        desk = self.desk
        if desk is not None:
            self._sit_down(lambda: desk.restore(Path(place), key, login, password))

    def _sit_down(self, work: Callable[[], Seat]) -> None:
        if self.desk is None:
            return
        self.window.sign_in.show_signing_in()
        self._bridge.ask(
            self.desk.workers.store,
            work,
            self._sat_down,
            self.window.sign_in.show_problem,
            asker=self,
        )

    def _sat_down(self, seat: Seat) -> None:
        if self.desk is None:
            return
        self.seat = seat
        self._care_said.clear()
        if self._card is None:
            self._card = self.desk.card_service()
            self._card.start()
        self._furnish()
        work_behind(seat)

    def _furnish(self) -> None:
        """Build the workplace of the person who sits here, around what they are doing."""
        desk, seat, card = self.desk, self.seat, self._card
        if desk is None or seat is None or card is None:
            return
        around = Surroundings(desk, seat, card, self._bridge)
        pages = Screens(around)
        strip = StatusStrip(seat.user.name, words.role(seat.user.role))
        strip.show_reader(self._reader)
        strip.show_line(self._line)
        menu = DisplayMenu(strip, self._language, self._scheme)
        menu.language_wanted.connect(self._speak)
        menu.scheme_wanted.connect(self._dress)
        menu.access_wanted.connect(self._attendance.change_access)
        scanning = ScanChoice(around, strip)
        scanning.telling.connect(self.window.tell)
        menu.scanning_wanted.connect(scanning.set_up)
        workplace = Workplace(Rail(pages.rail_lines()), strip, menu, pages)
        if self.window.workplace is None:
            self.window.show_workplace(workplace, seat.user.name, desk.settings.lock_after_minutes)
        else:
            self.window.renew_workplace(workplace)
        self.window.sign_in.clear()
        self._attendance.sit_down(around)
        self._ask_printer(desk)

    def leave(self) -> None:
        """This person goes; the next one signs in."""
        desk, seat = self.desk, self.seat
        if desk is None or seat is None:
            return
        page = self.window.page
        if page is not None:
            page.leave()
        self.seat = None
        self._attendance.stand_up()
        self.window.show_sign_in()
        self.window.sign_in.show_opening()

        def work() -> tuple[str, ...]:
            seat.leave()
            return desk.accounts().logins()

        self._bridge.ask(desk.workers.store, work, self._offer_sign_in, asker=self)

    # Other settings

    def _settle_anew(self, event: object) -> None:
        """A changed setting is in force at once: the seat is made anew around its work."""
        from desk.seating import settled_anew  # noqa: PLC0415 - after the first paint

        desk, seat = self.desk, self.seat
        if desk is None or seat is None or not isinstance(event, SettingsChanged):
            return

        def work() -> tuple[Desk, Seat]:
            return settled_anew(desk, seat, event.settings)

        def done(made: tuple[Desk, Seat]) -> None:
            if self.seat is not seat:  # they left meanwhile
                desk.workers.store.do(made[1].end_work)
                return
            self.desk, self.seat = made
            if "qr_scanner_port" in event.names and self._card is not None:
                self._card.stop()
                self._card = self.desk.card_service()
                self._card.start()
            self._furnish()
            self.window.lock_after(self.desk.settings.lock_after_minutes)
            work_behind(self.seat)
            said = self.tr("Đã lưu {0} cài đặt; có hiệu lực từ bây giờ.").format(len(event.names))
            self.window.tell(Notice(said, "", "good", "settings"))

        self._bridge.ask(desk.workers.store, work, done, asker=self)

    # Language and look

    def _speak(self, language: str) -> None:
        self._language = language
        self._remembered.setValue("look/language", language)
        self._languages.speak(language)
        self._renew()

    def _dress(self, scheme: str) -> None:
        self._scheme = scheme
        self._remembered.setValue("look/scheme", scheme)
        look.dress(self._app, scheme)
        self._renew()

    def _renew(self) -> None:
        self.window.renew(SignInPage(self._language, self._scheme))
        self._connect_sign_in()
        if self.seat is not None:
            self._furnish()
        elif self.desk is not None:
            desk = self.desk

            def work() -> tuple[str, ...]:
                accounts = desk.accounts()
                return accounts.logins() if accounts.exists() else ()

            def offer(logins: tuple[str, ...]) -> None:
                if logins:
                    self._offer_sign_in(logins)
                else:
                    self.window.sign_in.show_first_start()

            self._bridge.ask(desk.workers.store, work, offer, asker=self)

    def _connect_sign_in(self) -> None:
        page = self.window.sign_in
        page.signing_in.connect(self._sign_in)
        page.creating.connect(self._create)
        page.recovery.recovering.connect(self._recover)
        page.restoring.restoring.connect(self._restore)
        page.language_chosen.connect(self._speak)
        page.scheme_chosen.connect(self._dress)

    # What happens at the desk

    def _ask_printer(self, desk: Desk) -> None:
        def work() -> str:
            if desk.settings.print_to_folder:
                return str(desk.profile.papers)
            printers = desk.spool().printers()
            wanted = desk.settings.printer
            names = [one.name for one in printers if wanted in (None, one.name)]
            default = [one.name for one in printers if one.is_default]
            return (default or names or [""])[0] if wanted is None else (names or [""])[0]

        def show(name: str) -> None:
            if self.window.workplace is not None:
                self.window.workplace.strip.show_printer(name)

        self._bridge.ask(desk.workers.devices, work, show, lambda _: show(""), asker=self)

    def _happened(self, event: object) -> None:
        strip = self.window.workplace.strip if self.window.workplace else None
        if isinstance(event, ReaderState):
            self._reader = event
            if strip is not None:
                strip.show_reader(event)
        elif isinstance(event, SyncChanged):
            self._line = event
            if strip is not None:
                strip.show_line(event)
        elif isinstance(event, QrScanned):
            self.window.take_scan(event.text)
        elif isinstance(event, Printed):
            self.window.toasts.drop("print")
            if strip is not None:
                strip.show_printed()
        elif isinstance(event, CareNeeded):
            self._say_care(event.problem)
        elif isinstance(event, PrintFailed):
            self._say_print_failed(event.problem)

    def _say_print_failed(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        if self.window.workplace is not None:
            self.window.workplace.strip.show_printer_failed(what)
        self.window.tell(Notice(what, next_step, "bad", "print"))

    def _say_care(self, problem: Problem) -> None:
        """What the store's own care found; said once a sitting, since it looks every minute."""
        if problem.code not in self._care_said:
            self._care_said.add(problem.code)
            what, next_step = words.problem(problem)
            self.window.tell(Notice(what, next_step, "bad", problem.code))

    def _say_problem(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.window.tell(Notice(what, next_step, "bad", problem.code))

    def _say_defect(self, error: BaseException) -> None:
        del error
        if self.window.workplace is None:
            self.window.sign_in.show_defect()
        self.window.tell(
            Notice(
                self.tr("Chương trình gặp lỗi ở một chỗ."),
                self.tr("Việc đã lưu vẫn còn. Nếu lặp lại, gọi bộ phận kỹ thuật."),
                "bad",
                "defect",
            )
        )


def _defect_hook(bridge: Bridge) -> ExceptHook:
    """A slot that raises does not end the program: log it once, show it once."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        del kind
        bridge.report(error.with_traceback(trace))

    return hook
