"""Chép sang phần mềm khác: the other form's fields in its order, one key each to the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem

from models.dossier import ExternalCode
from ui import look
from ui.page import Surroundings
from ui.sides.side import Side
from ui.widgets.panel import button, labelled, text

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from models.copy_targets import CopyTarget, CopyValue

_VALUE = Qt.ItemDataRole.UserRole


class CopyingSide(Side):
    """Enter copies a line and goes on to the next; the outside code comes back here."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "")
        self._targets: tuple[CopyTarget, ...] = ()
        self.target = QComboBox()
        self.target.activated.connect(lambda _: self._read_values())
        self.values = QListWidget()
        self.values.setAccessibleName(self.tr("Các ô của phần mềm kia, theo thứ tự"))
        self.values.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.values.setWordWrap(True)
        self.values.itemDoubleClicked.connect(lambda _: self.copy())
        self.values.installEventFilter(self)
        self._said = text(kind="small", tone="muted", wrap=True)
        self.code = QLineEdit()
        self.code.returnPressed.connect(self.proceed)
        self._tie = button(self.tr("Gắn mã hồ sơ ngoài  (F9)"), "primary")
        self._tie.clicked.connect(self.proceed)
        self.column.addLayout(labelled(self.tr("Phần mềm, biểu mẫu"), self.target))
        self.column.addWidget(self._said)
        self.column.addWidget(self.values, 1)
        self.column.addLayout(labelled(self.tr("Mã hồ sơ bên phần mềm kia"), self.code))
        self.column.addWidget(self._tie)

    def show_view(self, view: DossierView) -> None:
        """The forms this dossier may have to be typed into."""
        super().show_view(view)
        seat = self.around.seat
        self.code.clear()
        self.values.clear()
        if not view.elsewhere:
            self.ask(
                lambda: seat.life.other_software.targets(seat.user, view.dossier.id), self._offer
            )

    def act(self) -> str:
        """F9 ties the outside code."""
        return self.tr("Gắn mã hồ sơ ngoài")

    def focus_first(self) -> None:
        """The first field to copy; its values are read only now, because that is recorded."""
        if not self.values.count():
            self._read_values()
        self.values.setFocus()

    def proceed(self) -> None:
        """Tie the outside code for ever."""
        view, seat = self.view, self.around.seat
        if view is None:
            return
        place = self.target.currentIndex()
        system = self._targets[place].back_end if 0 <= place < len(self._targets) else ""
        code = ExternalCode(self.code.text().strip(), system)

        def done(after: DossierView) -> None:
            self.tell(self.tr("Đã gắn mã {0}.").format(code.code))
            self.changed.emit(after)

        self.ask(
            lambda: seat.life.other_software.code_for_dossier(seat.user, view.dossier.id, code),
            done,
        )

    def copy(self) -> None:
        """The chosen value to the clipboard; the next line is chosen."""
        row = self.values.currentRow()
        if row < 0:
            return
        item = self.values.item(row)
        QGuiApplication.clipboard().setText(str(item.data(_VALUE)))
        self._said.setText(self.tr("Đã chép: {0}").format(item.data(_VALUE) or "–"))
        self.values.setCurrentRow(min(row + 1, self.values.count() - 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter copies."""
        if (
            watched is self.values
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.copy()
            return True
        return False

    def _offer(self, targets: tuple[CopyTarget, ...]) -> None:
        self._targets = targets
        self.target.clear()
        for one in targets:
            self.target.addItem(one.title, one.name)
        self._said.setText(
            self.tr("Enter chép một ô rồi sang ô sau.")
            if targets
            else self.tr("Thủ tục này không phải nhập ở phần mềm nào khác.")
        )

    def _read_values(self) -> None:
        view, seat, target = self.view, self.around.seat, self.target.currentData()
        if view is not None and target:
            self.ask(
                lambda: seat.life.other_software.values(seat.user, view.dossier.id, target),
                self._show_values,
            )

    def _show_values(self, values: tuple[CopyValue, ...]) -> None:
        self.values.clear()
        for one in values:
            shown = one.value or (self.tr("(thiếu)") if one.missing else "–")
            item = QListWidgetItem(f"{one.label}\n{shown}")
            item.setData(_VALUE, one.value)
            if one.missing:
                item.setForeground(look.colour("warn"))
            self.values.addItem(item)
        if values:
            self.values.setCurrentRow(0)
