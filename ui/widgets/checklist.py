"""The checklist of papers: Space ticks, ← → kind, + − count, Enter takes and goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.dossier import ComponentLine
from models.procedure import Component, CopyKind, PaperReason
from ui import look, words
from ui.widgets.panel import Badge, OneLine, button, set_property, text

MOST_COPIES = 99


class ComponentRow(QFrame):
    """One paper."""

    changed = Signal()
    focused = Signal(str)
    """The code of the row that has the focus now."""
    confirming = Signal(str)
    """The code of the row whose values the clerk wants to see."""

    def __init__(self, component: Component, line: ComponentLine) -> None:
        super().__init__()
        self.setObjectName("row")
        self.component = component
        self._line = line
        self.tick = QCheckBox()
        self.tick.setChecked(line.presented)
        self.tick.setAccessibleName(component.name)
        self._name = OneLine()
        self._name.say(component.name)
        self._whole = text(component.name, wrap=True)
        self._remark = text(self._remarks(), kind="small", tone="muted", wrap=True)
        self._short = text(kind="small", tone="muted")
        self.pages = Badge()
        self.flaws = Badge()
        self.read = button("", "small")
        self.read.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.read.clicked.connect(lambda: self.confirming.emit(component.code))
        self.read.hide()
        self._make_fields(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 6, 0)
        column.setSpacing(0)
        column.addLayout(self._first_line())
        column.addWidget(self._more)
        self.choose(chosen=False)
        self.tick.toggled.connect(self._changed)
        self.kind.currentIndexChanged.connect(self._changed)
        self.count.valueChanged.connect(self._changed)
        self.reason.currentIndexChanged.connect(self._changed)
        for field in (self.tick, self.kind, self.count, self.reason):
            field.installEventFilter(self)

    def choose(self, *, chosen: bool) -> None:
        """The chosen row shows everything, the others one line."""
        set_property(self, "chosen", chosen)
        self._name.setVisible(not chosen)
        self._whole.setVisible(chosen)
        self._more.setVisible(chosen)
        self._say_short(chosen=chosen)
        self._show_reason()

    def line(self) -> ComponentLine:
        """The row as the clerk left it."""
        # Qt keeps an enum's text only.
        ticked, why = self.tick.isChecked(), self.reason.currentData()
        return replace(
            self._line,
            presented=ticked,
            copy_kind=CopyKind(self.kind.currentData()),
            count=self.count.value(),
            paper_reason=PaperReason(why) if ticked and why else None,
        )

    def show_pages(self, pages: int) -> None:
        """How many pages are captured for it."""
        self.pages.say(self.tr("{0} trang").format(pages) if pages else "", "accent")

    def show_flaws(self, pages: int) -> None:
        """How many of them somebody should look at: blurred, cut off, not worked on."""
        self.flaws.say(self.tr("{0} cần xem").format(pages) if pages else "", "warn")

    def show_read(self, owed: int | None) -> None:
        """How many values read on its pages wait; None where nothing was read."""
        self.read.setVisible(owed is not None)
        said = self.tr("Xác nhận {0}").format(owed) if owed else self.tr("Đã xác nhận")
        self.read.setText(said)
        self.read.setAccessibleName(f"{said}: {self.component.name}")

    def needs_reason(self) -> bool:
        """Paper was taken although a database could answer, and nobody said why."""
        return (
            self.tick.isChecked()
            and bool(self.component.database)
            and self.reason.currentData() is None
        )

    def next_kind(self, step: int) -> None:
        """The next or previous kind of copy."""
        self.kind.setCurrentIndex((self.kind.currentIndex() + step) % max(1, self.kind.count()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which row the focus is in."""
        del watched
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit(self.component.code)
        return False

    def _make_fields(self, line: ComponentLine) -> None:
        named = self.component.name
        self.kind = QComboBox()
        for one in self.component.copy_kinds:
            self.kind.addItem(words.copy_kind(one), one)
        self.kind.setCurrentIndex(max(0, self.kind.findData(line.copy_kind)))
        self.kind.setAccessibleName(self.tr("Loại bản: {0}").format(named))
        self.kind.setMinimumWidth(150)
        self.count = QSpinBox()
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.setRange(1, MOST_COPIES)
        self.count.setValue(line.count)
        self.count.setAccessibleName(self.tr("Số bản: {0}").format(named))
        self.count.setFixedWidth(46)
        self.reason = QComboBox()
        self.reason.addItem(self.tr("Lý do nhận bản giấy…"), None)
        for why in PaperReason:
            self.reason.addItem(words.paper_reason(why), why)
        self.reason.setCurrentIndex(max(0, self.reason.findData(line.paper_reason)))
        self.reason.setAccessibleName(self.tr("Lý do nhận bản giấy: {0}").format(named))
        self._more = QWidget()
        fields = QHBoxLayout(self._more)
        fields.setContentsMargins(30, 0, 0, 5)
        fields.setSpacing(look.GAP_PX)
        fields.addWidget(self._remark, 4)
        fields.addStretch(1)
        for field in (self.reason, self.kind, self.count):
            field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            fields.addWidget(field)

    def _first_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._name, 1)
        row.addWidget(self._whole, 1)
        row.addWidget(self.read)
        row.addWidget(self.flaws)
        row.addWidget(self.pages)
        row.addWidget(self._short)
        return row

    def _remarks(self) -> str:
        said = []
        if self.component.case:
            said.append(self.tr("trường hợp {0}").format(self.component.case))
        if not self.component.required:
            said.append(self.tr("nếu có"))
        if self.component.presented_only:
            said.append(self.tr("chỉ xuất trình"))
        if self.component.database:
            said.append(self.tr("tra được trong {0}").format(self.component.database))
        if not self.component.digitise:
            said.append(self.tr("không lưu bản quét"))
        if not self.component.confirmed:
            said.append(self.tr("chưa xác nhận với bản công bố"))
        return " · ".join(said)

    def _say_short(self, *, chosen: bool) -> None:
        kind, count = words.copy_kind_short(CopyKind(self.kind.currentData())), self.count.value()
        ticked = f"{kind} · {count}" if count > 1 else kind
        optional = "" if self.component.required else self.tr("nếu có")
        self._short.setText("" if chosen else ticked if self.tick.isChecked() else optional)

    def _show_reason(self) -> None:
        asked = bool(self.component.database) and self.tick.isChecked()
        self.reason.setVisible(asked)
        self._remark.setVisible(not asked)

    def _changed(self) -> None:
        self._show_reason()
        self._say_short(chosen=bool(self.property("chosen")))
        self.changed.emit()


class Checklist(QScrollArea):
    """All papers of the procedure; one of them is the current one."""

    changed = Signal()
    current_changed = Signal(str)
    confirming = Signal(str)
    """The paper whose values the clerk wants to see."""
    finished = Signal()
    """Enter on the last paper."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: list[ComponentRow] = []
        self._current = ""
        self._pages: dict[str, int] = {}
        self._flaws: dict[str, int] = {}
        self._build()

    def show_lines(self, components: Sequence[Component], lines: Sequence[ComponentLine]) -> None:
        """Rows for these papers, each with the line the clerk left."""
        self._rows = []
        by_code = {line.code: line for line in lines}
        self._build()
        for component in components:
            row = ComponentRow(
                component, by_code.get(component.code, ComponentLine(component.code))
            )
            row.changed.connect(self.changed)
            row.focused.connect(self._show_current)
            row.confirming.connect(self.confirming)
            row.tick.installEventFilter(self)
            self._rows.append(row)
            self._column.insertWidget(len(self._rows) - 1, row)
        self._empty.setVisible(not self._rows)
        self._current = ""
        self._show_current(self._rows[0].component.code if self._rows else "")
        self.show_pages(self._pages)
        self.show_flaws(self._flaws)

    def lines(self) -> tuple[ComponentLine, ...]:
        """The checklist as it stands."""
        return tuple(row.line() for row in self._rows)

    def show_pages(self, pages: dict[str, int]) -> None:
        """Captured pages by component."""
        self._pages = pages
        for row in self._rows:
            row.show_pages(pages.get(row.component.code, 0))

    def show_flaws(self, flaws: dict[str, int]) -> None:
        """Pages to look at, by component."""
        self._flaws = flaws
        for row in self._rows:
            row.show_flaws(flaws.get(row.component.code, 0))

    def show_read(self, owed: dict[str, int]) -> None:
        """Values that wait for the clerk, by component; a component that is not there: unread."""
        for row in self._rows:
            row.show_read(owed.get(row.component.code))

    @property
    def rows(self) -> tuple[ComponentRow, ...]:
        """The rows in their order."""
        return tuple(self._rows)

    @property
    def current(self) -> str:
        """The component pages go to; empty when there is none."""
        return self._current

    def row(self, code: str) -> ComponentRow | None:
        """The row of a component."""
        return next((row for row in self._rows if row.component.code == code), None)

    def row_named(self, name: str) -> ComponentRow | None:
        """The row of a component by its published name."""
        return next((row for row in self._rows if row.component.name == name), None)

    def focus_first(self) -> bool:
        """Go to the first paper nobody ticked; False when there are no papers."""
        if not self._rows:
            return False
        row = next((one for one in self._rows if not one.tick.isChecked()), self._rows[0])
        self.focus_row(row)
        return True

    def focus_row(self, row: ComponentRow) -> None:
        """Put the focus on a paper and bring it into view."""
        row.tick.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a row."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            for place, row in enumerate(self._rows):
                if row.tick is watched and not event.modifiers() & _COMMANDS:
                    return self._key(place, row, event.key())
        return False

    def _key(self, place: int, row: ComponentRow, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._entered(place, row)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.focus_row(self._rows[min(max(place + step, 0), len(self._rows) - 1)])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            row.next_kind(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            row.count.stepUp()
        elif key == Qt.Key.Key_Minus:
            row.count.stepDown()
        else:
            return False
        return True

    def _entered(self, place: int, row: ComponentRow) -> None:
        """Enter takes a required paper and goes to the next one; the rest is for Space."""
        if row.component.required:
            row.tick.setChecked(True)
        later = [one for one in self._rows[place + 1 :] if one.component.required]
        if row.needs_reason():
            row.reason.setFocus()
        elif later:
            self.focus_row(later[0])
        else:
            self.finished.emit()

    def _show_current(self, code: str) -> None:
        for row in self._rows:
            row.choose(chosen=row.component.code == code)
        if code != self._current:
            self._current = code
            self.current_changed.emit(code)

    def _build(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._empty = text(
            self.tr("Chọn thủ tục (F4) để thấy thành phần hồ sơ."), tone="muted", wrap=True
        )
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.setWidget(inside)


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
