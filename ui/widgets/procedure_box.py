"""Finding a procedure: type a few letters without diacritics, Enter takes the first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from models.procedure import Case, Procedure
from ui import look
from ui.widgets.panel import Badge, Panel, text

PAUSE_MS = 60
ROW_PX = 52
CASE_PX = 220
SHOWN_ROWS = 6


class ProcedureBox(Panel):
    """The field, its suggestions below it, and what is chosen."""

    asked = Signal(str)
    """Look for this."""
    chosen = Signal(str)
    """The code of a procedure."""
    case_chosen = Signal()
    """Another case of the procedure, or none."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(spacing=2)
        self._over = over
        self._found: tuple[Procedure, ...] = ()
        self._take_first = False
        self._badge = Badge()
        self.case = QComboBox()
        self.case.setAccessibleName(self.tr("Trường hợp"))
        self.case.setMaximumWidth(CASE_PX)
        self.case.hide()
        self.case.currentIndexChanged.connect(self._case_changed)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Thủ tục: gõ vài chữ – khai sinh, sao y, độc thân…"))
        self.field.setAccessibleName(self.tr("Tìm thủ tục"))
        self._name = text(self.tr("Chưa chọn thủ tục"), tone="muted", wrap=True)
        self._name.setFixedHeight(42)
        self._name.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX)
        row.addWidget(self._name, 1)
        row.addWidget(self.case)
        row.addWidget(self._badge)
        self.column.addLayout(row)
        self.suggestions = QListWidget(over)
        self.suggestions.setObjectName("suggestions")
        self.suggestions.setAccessibleName(self.tr("Thủ tục tìm thấy"))
        self.suggestions.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.suggestions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.suggestions.setUniformItemSizes(True)
        self.suggestions.hide()
        self.suggestions.itemClicked.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.asked.emit(self.field.text().strip()))
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)

    def show_found(self, found: Sequence[Procedure]) -> None:
        """Suggestions for what was typed."""
        self._found = tuple(found)
        self.suggestions.clear()
        for one in self._found:
            mark = "" if one.complete else self.tr(" · chưa đủ dữ liệu")
            item = QListWidgetItem(f"{one.name}\n{one.code} · {one.field_name}{mark}")
            item.setToolTip(one.name)
            self.suggestions.addItem(item)
        if not self._found:
            self._take_first = False
            if not self.field.text().strip():
                self.suggestions.hide()
                return
            nothing = QListWidgetItem(self.tr("Không có thủ tục nào khớp. Thử từ khác hoặc mã."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.suggestions.addItem(nothing)
        self.suggestions.setCurrentRow(0)
        if self._take_first:
            self._take_first = False
            self._take(self.suggestions.currentItem())
        elif self.field.hasFocus():
            self._open()

    def case_name(self) -> str:
        """The case that is chosen; empty for none of them."""
        return str(self.case.currentData() or "")

    def show_chosen(self, procedure: Procedure | None, case: str = "") -> None:
        """What the dossier is about, and in which case."""
        self._show_cases(procedure.cases if procedure else (), case)
        self.suggestions.hide()
        self.field.clear()
        if procedure is None:
            self._name.setText(self.tr("Chưa chọn thủ tục"))
            self._name.setProperty("tone", "muted")
            self._badge.say("", "neutral")
        else:
            self._name.setText(procedure.name)
            self._name.setToolTip(f"{procedure.code} · {procedure.field_name}")
            self._name.setProperty("tone", "")
            self._badge.say(
                procedure.code if procedure.complete else self.tr("Chưa đủ dữ liệu"),
                "neutral" if procedure.complete else "warn",
            )
        self._name.setProperty("weight", "bold" if procedure else "")
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)

    def _show_cases(self, cases: Sequence[Case], chosen: str) -> None:
        self.case.blockSignals(True)
        self.case.clear()
        self.case.addItem(self.tr("trường hợp thường"), "")
        for one in cases:
            self.case.addItem(one.name, one.name)
        self.case.setCurrentIndex(max(self.case.findData(chosen), 0))
        self.case.blockSignals(False)
        self.case.setToolTip(self.case.currentText())
        self.case.setVisible(bool(cases))

    def _case_changed(self) -> None:
        self.case.setToolTip(self.case.currentText())
        self.case_chosen.emit()

    def close_suggestions(self) -> bool:
        """Put the list away; False when it was not there."""
        if not self.suggestions.isVisible():
            return False
        self.suggestions.hide()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the suggestions while the field keeps the focus."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._walked(event.key())
        elif event.type() == QEvent.Type.FocusOut:
            self.suggestions.hide()
        return False

    def _walked(self, key: int) -> bool:
        last = len(self._found) - 1
        row = self.suggestions.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.suggestions.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.suggestions.setCurrentRow(min(max(row + step, 0), last))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._pause.stop()
                self._take_first = True
                self.asked.emit(self.field.text().strip())
            elif self.suggestions.isVisible():
                self._take(self.suggestions.currentItem())
            elif not self.field.text().strip():
                self.chosen.emit("")
            return True
        return False

    def _typed(self) -> None:
        self._pause.start()

    def _take(self, item: QListWidgetItem | None) -> None:
        row = self.suggestions.row(item) if item is not None else -1
        if 0 <= row < len(self._found):
            self.suggestions.hide()
            self.chosen.emit(self._found[row].code)

    def _open(self) -> None:
        corner = self.field.mapTo(self._over, QPoint(0, self.field.height() + 2))
        rows = min(max(len(self._found), 1), SHOWN_ROWS)
        self.suggestions.setGeometry(
            corner.x(), corner.y(), self.field.width(), rows * ROW_PX + look.GAP_PX
        )
        self.suggestions.show()
        self.suggestions.raise_()
