"""The window: sign-in, lock, and – once somebody sits here – rail, strip, page and bar of keys.

It owns what pages share: where one is, the keys, the scanner's watch, the notices, the idle lock.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from ui import entry, keys
from ui.bridge import Bridge
from ui.keys import Command
from ui.page import Go, Notice, Page, Place
from ui.pages.lock import LockPage
from ui.pages.sign_in import SignInPage
from ui.scan_box import ScanWatch
from ui.widgets import key_bar, rail
from ui.widgets.toast import Toasts
from ui.workplace import Workplace

BUSY_AFTER_MS = 250
_ALWAYS = (Command.HELP, Command.NEXT_CITIZEN, Command.SEARCH)
_LEADS_TO = {
    Command.HELP: Place.HELP,
    Command.NEXT_CITIZEN: Place.INTAKE,
    Command.SEARCH: Place.SEARCH,
    Command.TODAY: Place.TODAY,
    Command.RESULTS: Place.RESULTS,
    Command.BUNDLES: Place.BUNDLES,
    Command.WAITING: Place.WAITING,
    Command.PRESSING: Place.PRESSING,
    Command.CERTIFY: Place.CERTIFY,
    Command.CLOSING: Place.CLOSING,
    Command.SIGNING: Place.SIGNING,
    Command.BOOKS: Place.BOOKS,
    Command.ONLINE: Place.ONLINE,
    Command.CATALOGUE: Place.CATALOGUE,
    Command.CUSTODY: Place.CUSTODY,
    Command.SETTINGS: Place.SETTINGS,
}
_WAKING = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.MouseMove,
)


class Window(QMainWindow):
    """The one window of the program."""

    locked = Signal()
    unlocking = Signal(str, bool)
    leaving = Signal()
    closing = Signal()
    painted = Signal()
    """The window is on the screen for the first time."""

    def __init__(self, bridge: Bridge, sign_in: SignInPage) -> None:
        super().__init__()
        self.setWindowTitle("Một Cửa Desk")
        self.setObjectName("ground")
        self.bridge = bridge
        self.sign_in = sign_in
        self.lock_page = LockPage()
        self.workplace: Workplace | None = None
        self._place = Place.TODAY
        self._trail: list[Place] = []
        self._kept: dict[Place, object] = {}
        self._lock_name = ""
        self._was_painted = False
        self._stack = QStackedWidget()
        self._stack.addWidget(sign_in)
        self._stack.addWidget(self.lock_page)
        self.setCentralWidget(self._stack)
        self.toasts = Toasts(self._stack, key_bar.HEIGHT, rail.WIDTH)
        self._shortcuts = self._make_shortcuts()
        self._watch = ScanWatch()
        self._watch.scanned.connect(self.take_scan)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(BUSY_AFTER_MS)
        self._busy.timeout.connect(self._show_busy)
        bridge.busy_changed.connect(self._busy_changed)
        self._connect_lock()
        self.resize(1366, 768)

    def _connect_lock(self) -> None:
        self.lock_page.unlocking.connect(self.unlocking)
        self.lock_page.somebody_else.connect(self.leaving)

    # Who sits here

    def show_sign_in(self) -> None:
        """Nobody sits here."""
        self._idle.stop()
        self.toasts.drop_all()
        old, self.workplace = self.workplace, None
        self._stack.setCurrentWidget(self.sign_in)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._enable_keys(enabled=False)

    def renew(self, sign_in: SignInPage) -> None:
        """Another language or scheme: sign-in and lock are made anew."""
        for old, new in ((self.sign_in, sign_in), (self.lock_page, LockPage())):
            front = self._stack.currentWidget() is old
            self._stack.addWidget(new)
            if front:
                self._stack.setCurrentWidget(new)
            self._stack.removeWidget(old)
            old.deleteLater()
            if isinstance(new, LockPage):
                self.lock_page = new
        self.sign_in = sign_in
        self._connect_lock()

    def show_workplace(self, workplace: Workplace, lock_name: str, lock_minutes: int) -> None:
        """Somebody sat down."""
        self._lock_name = lock_name
        self._enable_keys(enabled=True)
        self.lock_after(lock_minutes)
        self._kept = {}
        self._trail = []
        self._place = Place.TODAY
        self._furnish(workplace)

    def lock_after(self, minutes: int) -> None:
        """How long nobody may touch the machine before the lock covers it."""
        self._idle.setInterval(minutes * 60_000)

    def renew_workplace(self, workplace: Workplace) -> None:
        """Another language or scheme: the pages are made anew around what was being done."""
        old = self.workplace
        if old is None:
            return
        old.pages[self._place].leave()
        self._kept |= {place: page.keepsake() for place, page in old.pages.opened().items()}
        self.toasts.drop_all()
        self._furnish(workplace)
        self._stack.removeWidget(old)
        old.deleteLater()

    def _furnish(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self._stack.addWidget(workplace)
        self._stack.setCurrentWidget(workplace)
        workplace.page_made.connect(self._connect_page)
        workplace.bar.pressed.connect(self.obey)
        for choice in (workplace.rail, workplace.siblings):
            choice.chosen.connect(lambda place: self.go(Go(place)))
        workplace.rail.lock_wanted.connect(self.lock)
        workplace.rail.leave_wanted.connect(self.leaving)
        self._wake()
        self.go(Go(self._place))

    def _connect_page(self, page: Page) -> None:
        page.going.connect(self.go)
        page.telling.connect(self.toasts.show_notice)
        page.commands_changed.connect(self._show_keys)

    def lock(self) -> None:
        """Cover everything; what is being done stays."""
        if self.workplace is None or self.is_locked():
            return
        self._idle.stop()
        self.workplace.pages[self._place].leave()
        self.toasts.drop_all()
        self._enable_keys(enabled=False)
        self._stack.setCurrentWidget(self.lock_page)
        self.lock_page.show_locked(self._lock_name)
        self.locked.emit()

    def unlock(self) -> None:
        """The one who sits here came back, exactly where they were."""
        if self.workplace is None or not self.is_locked():
            return
        self._stack.setCurrentWidget(self.workplace)
        self._enable_keys(enabled=True)
        self._wake()
        self.workplace.pages[self._place].enter(None)

    def is_locked(self) -> bool:
        """Whether the lock covers the window."""
        return self._stack.currentWidget() is self.lock_page

    # Where one is

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self.workplace.pages[self._place] if self.workplace else None

    def go(self, where: Go) -> None:
        """Bring another page to the front."""
        if self.workplace is None:
            return
        here = self.workplace.pages[self._place]
        if where.place is not self._place:
            here.leave()
            self._trail = [p for p in self._trail if p is not where.place] + [self._place]
        self._place = where.place
        page = self.workplace.pages[where.place]
        self.workplace.stack.setCurrentWidget(page)
        self.workplace.show_place(where.place, page.title())
        kept = self._kept.pop(where.place, None)
        page.enter(kept if where.subject is None else where.subject)
        self._show_keys()

    def obey(self, command: Command) -> None:
        """Do what a key asks for: first the page, then the window."""
        page = self.page
        if page is None or self.is_locked():
            return
        if command is Command.LOCK:
            self.lock()
        elif command is Command.BACK:
            if not (page.run(command) or self.toasts.drop_newest()):
                self._back()
        elif page.run(command):
            return
        elif command is Command.DISPLAY and self.workplace is not None:
            self.workplace.open_menu()
        elif command in _LEADS_TO:
            self._go_if_there(_LEADS_TO[command])

    def _go_if_there(self, place: Place) -> None:
        if self.workplace is not None and place in self.workplace.pages:
            self.go(Go(place))

    def _back(self) -> None:
        self.go(Go(self._trail.pop() if self._trail else Place.TODAY))

    def take_scan(self, scan: str) -> None:
        """A scanner spoke, by keys or by its port: the page in front first.

        Otherwise the text goes where such a text belongs.
        """
        page, scan = self.page, entry.without_address(scan)
        if page is None or self.is_locked() or page.scanned(scan):
            return
        kind = entry.kind_of(scan)
        if kind is entry.Scan.DOSSIER:
            self.go(Go(Place.DOSSIER, scan))
        elif kind is entry.Scan.OTHER or self.workplace is None:
            self.go(Go(Place.SEARCH, scan))
        elif Place.INTAKE in self.workplace.pages:
            self.go(Go(Place.INTAKE, scan))

    # Keys, notices, idleness

    def _make_shortcuts(self) -> list[QShortcut]:
        made = []
        for key in keys.KEYS:
            for sequence in key.sequences:
                shortcut = QShortcut(QKeySequence(sequence), self)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(lambda command=key.command: self.obey(command))
                shortcut.setEnabled(False)
                made.append(shortcut)
        return made

    def _enable_keys(self, *, enabled: bool) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(enabled)

    def _show_keys(self) -> None:
        page = self.page
        if page is None or self.workplace is None:
            return
        offered = dict.fromkeys(_ALWAYS, "")
        if Place.INTAKE not in self.workplace.pages:
            offered.pop(Command.NEXT_CITIZEN)
        offered.update(page.commands())
        self.workplace.bar.show_commands(offered)

    def tell(self, notice: Notice) -> None:
        """Say something, unless the window is covered."""
        if self.workplace is not None and not self.is_locked():
            self.toasts.show_notice(notice)

    def _busy_changed(self, awaited: int) -> None:
        if awaited and not self._busy.isActive():
            self._busy.start()
        elif not awaited:
            self._busy.stop()
            if self.workplace is not None:
                self.workplace.strip.show_busy(busy=False)

    def _show_busy(self) -> None:
        if self.workplace is not None and self.bridge.awaited:
            self.workplace.strip.show_busy(busy=True)

    def _wake(self) -> None:
        if self.workplace is not None and not self.is_locked():
            self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any input at all puts the idle lock off."""
        del watched
        if event.type() in _WAKING:
            self._wake()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Now there is a window whose keys can be watched."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)
            self._watch.watch(handle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that there is something to see."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed, then let the seat go."""
        page = self.page
        if page is not None:
            page.leave()
        self.closing.emit()
        super().closeEvent(event)
