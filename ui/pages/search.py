"""Tra cứu: one field for a code, its last digits, a name without diacritics, a number, a phone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from models.dossier import DossierRow
from ui import entry, look
from ui.page import Go, Page, Place, Surroundings
from ui.row_model import Column
from ui.widgets.dossier_table import DossierTable
from ui.widgets.panel import Panel, text

PAUSE_MS = 120
READ_MS = 1500
"""Rows that stood so long were read."""
SHOWN_ROWS = 200


class SearchPage(Page):
    """Finds while one types; Enter opens the first."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._open_first = False
        self.field = QLineEdit()
        self.field.setProperty("scan", True)
        self.field.setPlaceholderText(
            self.tr("Quét giấy hẹn, hoặc gõ mã, 4 số cuối, tên không dấu, số định danh, điện thoại")
        )
        self.field.setAccessibleName(self.tr("Tìm hồ sơ"))
        self.field.installEventFilter(self)
        self._said = text(tone="muted")
        self.table = DossierTable(
            self.tr("Hồ sơ tìm thấy"), [one for one in Column if one is not Column.RECEIVED]
        )
        self.table.opening.connect(lambda one: self.going.emit(Go(Place.DOSSIER, one)))
        panel = Panel()
        panel.column.addWidget(self.field)
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.MARGIN_PX,) * 4)
        column.addWidget(panel)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._find)
        self.field.textEdited.connect(lambda _: self._pause.start())
        self._shown: tuple[str, ...] = ()
        self._read = QTimer(self)
        self._read.setSingleShot(True)
        self._read.setInterval(READ_MS)
        self._read.timeout.connect(self._note_shown)

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Tra cứu hồ sơ")

    def enter(self, subject: object) -> None:
        """The field is ready for the next question; the last answer stays until then."""
        if isinstance(subject, str) and subject:
            self.field.setText(subject)
            self._find()
        elif self.field.text():
            self._find()
        self.field.setFocus()
        self.field.selectAll()

    def keepsake(self) -> object:
        """What was asked."""
        return self.field.text().strip() or None

    def scanned(self, scan: str) -> bool:
        """A citizen's card finds the citizen's dossiers."""
        kind = entry.kind_of(scan)
        if kind is entry.Scan.DOSSIER:
            return False
        self.field.setText(scan.split("|", 1)[0])
        self._find()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while the field keeps the focus; Enter opens."""
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.table.walk(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._open_first = True
                self._find()
            else:
                self.table.open_current()
            return True
        return False

    def _find(self) -> None:
        self._pause.stop()
        wanted, seat = self.field.text().strip(), self.around.seat
        if not wanted:
            self._show(())
            return
        self.around.bridge.ask(
            self.around.desk.workers.store,
            lambda: seat.lookup.find(seat.user, wanted, SHOWN_ROWS),
            self._show,
            asker=self,
            latest="find",
        )

    def _note_shown(self) -> None:
        seat, shown = self.around.seat, self._shown
        self.around.bridge.ask(
            self.around.desk.workers.store,
            lambda: seat.lookup.shown(seat.user, shown),
            lambda _: None,
            asker=self,
        )

    def leave(self) -> None:
        """What was not read is not on record."""
        self._read.stop()

    def _show(self, rows: tuple[DossierRow, ...]) -> None:
        shown = tuple(one.id for one in rows)
        if shown and shown != self._shown:
            self._read.start()
        elif not shown:
            self._read.stop()
        self._shown = shown
        self.table.show_rows(rows, self.around.desk.clock())
        if not self.field.text().strip():
            self._said.setText(self.tr("Gõ vài chữ để tìm."))
        elif not rows:
            self._said.setText(self.tr("Không thấy hồ sơ nào. Thử ít chữ hơn, hoặc 4 số cuối."))
        else:
            self._said.setText(self.tr("{0} hồ sơ. Enter để mở.").format(len(rows)))
        if self._open_first:
            self._open_first = False
            self.table.open_current()
