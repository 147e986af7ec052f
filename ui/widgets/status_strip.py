"""The strip above every page: where one is, and how reader, printer and line are, at a glance."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desk.events import ReaderState, SyncChanged
from ui import icons, look, words
from ui.widgets.panel import text

HEIGHT = 46


class _State(QWidget):
    """A picture and a word; the sentence behind them is the tip."""

    def __init__(self, drawing: str) -> None:
        super().__init__()
        self._drawing = drawing
        self._picture = QLabel()
        self._picture.setFixedSize(18, 18)
        self._words = text(kind="small", tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(self._picture)
        row.addWidget(self._words)

    def say(self, said: str, tone: str, tip: str = "", drawing: str = "") -> None:
        self._words.setText(said)
        self._words.setProperty("tone", tone)
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self.setToolTip(tip or said)
        self.setAccessibleName(said)
        colour = getattr(look.colours(), tone)
        self._picture.setPixmap(icons.picture(drawing or self._drawing, colour, 18))


class StatusStrip(QFrame):
    """Title on the left, states on the right."""

    display_wanted = Signal()
    """The clerk pressed their name."""

    def __init__(self, who: str, role: str) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(HEIGHT)
        self._title = text(kind="title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._busy = text(self.tr("Đang làm…"), kind="small", tone="muted")
        self._busy.hide()
        self._reader = _State("card")
        self._printer = _State("printer")
        self._line = _State("line")
        self._who = QPushButton(icons.icon("person", look.colours().text), who)
        self._who.setProperty("role", "who")
        self._who.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._who.setCursor(Qt.CursorShape.PointingHandCursor)
        self._who.setToolTip(f"{who} – {role}\nF10")
        self._who.setAccessibleName(f"{who} – {role}")
        self._who.clicked.connect(self.display_wanted)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._title)
        row.addSpacing(12)
        row.addWidget(self._busy)
        row.addStretch(1)
        for state in (self._reader, self._printer, self._line):
            row.addWidget(state)
        row.addWidget(self._who)
        self.show_reader(ReaderState(()))
        self.show_printer(None)
        self.show_line(None)

    def menu_corner(self) -> QPoint:
        """Where a menu of the clerk's own opens, on the screen."""
        return self._who.mapToGlobal(QPoint(0, self._who.height()))

    def put_beside_title(self, widget: QWidget) -> None:
        """Choices that belong to the title."""
        self._row.insertWidget(1, widget)

    def show_title(self, title: str) -> None:
        """Name the page."""
        self._title.setText(title)

    def show_busy(self, *, busy: bool) -> None:
        """Say that something takes longer than a moment."""
        self._busy.setVisible(busy)

    def show_reader(self, state: ReaderState) -> None:
        """A missing reader is a quiet word: everything can be typed."""
        if state.readers:
            self._reader.say(self.tr("Đầu đọc sẵn sàng"), "good", state.readers[0])
            return
        tip = " ".join(words.problem(state.problem)) if state.problem else ""
        self._reader.say(self.tr("Không có đầu đọc"), "muted", tip)

    def show_printer(self, name: str | None) -> None:
        """The printer papers go to; None while nobody has asked yet."""
        if name:
            self._printer.say(self.tr("Máy in"), "good", name)
        elif name is None:
            self._printer.say(self.tr("Máy in"), "muted")
        else:
            self._printer.say(self.tr("Chưa có máy in"), "warn")

    def show_printed(self) -> None:
        """A paper came out: the printer works, whatever was said before."""
        self._printer.say(self.tr("Máy in"), "good")

    def show_printer_failed(self, reason: str) -> None:
        """The last paper did not come out."""
        self._printer.say(self.tr("Chưa in được"), "bad", reason)

    def show_line(self, state: SyncChanged | None) -> None:
        """What has not reached the province's system yet."""
        if state is None:
            self._line.say(self.tr("Đang chờ gửi: –"), "muted", drawing="line-off")
            return
        waiting = state.waiting_events + state.waiting_files
        tip = " ".join(words.problem(state.problem)) if state.problem else state.last_contact
        drawing = "line" if state.online else "line-off"
        if state.refused:
            said, tone = self.tr("Gửi lỗi: {0}").format(state.refused), "bad"
        elif state.problem is not None and state.problem.code == "sync.no_hub":
            said, tone = self.tr("Chưa nối máy chủ"), "muted"
        elif waiting:
            said = self.tr("Đang chờ gửi: {0}").format(waiting)
            tone = "accent_text" if state.online else "warn"
        elif state.online:
            said, tone = self.tr("Đã lên hệ thống tỉnh"), "good"
        else:
            said, tone = self.tr("Mất kết nối – vẫn làm việc được"), "warn"
        self._line.say(said, tone, tip, drawing)
