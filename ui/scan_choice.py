"""Which way the clerk scans: the chosen profile, its menu, and the window where ways are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desk.events import ScanProfilesChanged
from models.problems import Problem
from models.role import Act
from models.scan_profile import STANDARD, ScanProfile, ScanProfiles
from ui import words
from ui.page import Notice, Surroundings

if TYPE_CHECKING:
    from desk.capture.scanner import ScannerInfo
    from ui.widgets.scan_setup import ScanSetup

SEARCH_S = 3.0


class ScanChoice(QObject):
    """One for a tray of papers."""

    chosen = Signal(str)
    """The name of the profile that F6 scans with."""
    telling = Signal(object)
    """A `Notice`."""

    def __init__(self, around: Surroundings, over: QWidget) -> None:
        super().__init__(over)
        self._around = around
        self._over = over
        self._setup: ScanSetup | None = None
        self._profiles: ScanProfiles | None = None
        around.bridge.happened.connect(self._happened)

    @property
    def profile(self) -> ScanProfile:
        """The chosen one."""
        return self._profiles.current if self._profiles is not None else STANDARD

    def refresh(self) -> None:
        """Ask for the profiles of this desk."""
        service, user = self._around.seat.scan_profiles, self._around.seat.user
        self._ask(lambda: service.profiles(user), self._came)

    def next(self) -> None:
        """Take the next profile."""
        if self._profiles is not None and self._profiles.every:
            self.choose(self._profiles.next().current.name)

    def choose(self, name: str) -> None:
        """Scan this way from now on."""
        service, user = self._around.seat.scan_profiles, self._around.seat.user

        def done(profiles: ScanProfiles) -> None:
            self._came(profiles)
            self.telling.emit(
                Notice(self.tr("Cách quét: {0}").format(profiles.current.name), key="scan-profile")
            )

        self._ask(lambda: service.choose(user, name), done)

    def menu(self, corner: QPoint) -> None:
        """The profiles to choose from, and the way to change them."""
        menu = QMenu(self._over)
        for one in self._profiles.every if self._profiles is not None else ():
            action = menu.addAction(one.name)
            action.setCheckable(True)
            action.setChecked(one.name == self.profile.name)
            action.triggered.connect(lambda _=False, name=one.name: self.choose(name))
        menu.addSeparator()
        menu.addAction(self.tr("Cách quét và máy quét…")).triggered.connect(
            lambda _=False: self.set_up()
        )
        menu.popup(corner)

    def set_up(self) -> ScanSetup:
        """Open the window of profiles and scanners."""
        from ui.widgets.scan_setup import ScanSetup  # noqa: PLC0415 - made when it is first needed

        user = self._around.seat.user
        setup = self._setup = ScanSetup(self._over, may_lock=user.may(Act.CHANGE_SETTINGS))
        setup.finished.connect(self._close_setup)
        service = self._around.seat.scan_profiles
        setup.keeping.connect(
            lambda profile: self._change(
                lambda: (service.put(user, profile), service.choose(user, _name(profile)))[1]
            )
        )
        setup.removing.connect(lambda name: self._change(lambda: service.remove(user, name)))
        setup.locking.connect(lambda on: self._change(lambda: service.lock(user, on)))
        setup.searching.connect(self._search)
        setup.adding.connect(self._add)
        self.refresh()
        setup.open()
        self._list_devices()
        return setup

    def _close_setup(self) -> None:
        setup, self._setup = self._setup, None
        if setup is not None:
            setup.deleteLater()

    def _change(self, work: Callable[[], ScanProfiles]) -> None:
        self._ask(work, self._came)

    def _came(self, profiles: ScanProfiles) -> None:
        self._profiles = profiles
        self.chosen.emit(profiles.current.name)
        if self._setup is not None:
            self._setup.show_profiles(profiles)

    def _happened(self, event: object) -> None:
        if isinstance(event, ScanProfilesChanged):
            self._came(event.profiles)

    def _list_devices(self) -> None:
        capture = self._around.seat.capture
        self._ask_devices(capture.scanners, self._devices_came)

    def _devices_came(self, devices: tuple[ScannerInfo, ...]) -> None:
        if self._setup is not None:
            self._setup.show_devices(devices)

    def _search(self) -> None:
        capture, setup = self._around.seat.capture, self._setup
        if setup is None:
            return
        setup.show_searching(searching=True)

        def done(found: tuple[ScannerInfo, ...]) -> None:
            if self._setup is not None:
                self._setup.show_found(len(found))
                self._list_devices()

        def ended() -> None:
            if self._setup is not None:
                self._setup.show_searching(searching=False)

        self._ask_devices(lambda: capture.discover(SEARCH_S), done, ended)

    def _add(self, address: str) -> None:
        capture = self._around.seat.capture

        def done(added: ScannerInfo) -> None:
            if self._setup is not None:
                self._setup.choose_device(added.id)
                self._list_devices()

        self._ask_devices(lambda: capture.add_scanner(address), done)

    def _ask(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        store = self._around.desk.workers.store
        self._around.bridge.ask(store, work, done, self._failed, asker=self)

    def _ask_devices(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        ended: Callable[[], None] | None = None,
    ) -> None:
        devices = self._around.desk.workers.devices
        self._around.bridge.ask(devices, work, done, self._failed, asker=self, ended=ended)

    def _failed(self, problem: Problem) -> None:
        if self._setup is not None:
            self._setup.say(problem)
            return
        what, next_step = words.problem(problem)
        self.telling.emit(Notice(what, next_step, "bad", "scan-profile"))


def _name(profile: ScanProfile) -> str:
    return " ".join(profile.name.split())
