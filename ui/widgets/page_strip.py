"""Pages of the current paper as a strip: turn, remove, put in order, drop files on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QListView, QListWidget, QListWidgetItem

from models.attachment import Page
from ui import look
from ui.widgets.panel import OneLine, Panel, button, icon_button, text

THUMB = QSize(60, 80)
PROFILE_PX = 110
"""Room for the name of the scan profile on its button."""

_ID = Qt.ItemDataRole.UserRole


class _Strip(QListWidget):
    moved = Signal(str, int)
    dropped = Signal(object)
    removing = Signal()
    opening = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setIconSize(THUMB)
        self.setGridSize(QSize(THUMB.width() + 18, THUMB.height() + 28))
        self.setFixedHeight(THUMB.height() + 30)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setAcceptDrops(True)
        self.setMovement(QListView.Movement.Snap)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from outside are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Files may be dropped anywhere on the strip."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Files are added; a page dropped elsewhere changes its place."""
        if event.mimeData().hasUrls():
            urls = event.mimeData().urls()
            paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
            event.acceptProposedAction()
            self.dropped.emit(paths)
            return
        item = self.currentItem()
        target = self.indexAt(event.position().toPoint())
        place = target.row() if target.isValid() else self.count() - 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if item is not None:
            self.moved.emit(item.data(_ID), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, Enter opens, Ctrl with an arrow moves."""
        item = self.currentItem()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if item is not None and event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        elif item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opening.emit()
        elif (
            item is not None
            and step is not None
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.moved.emit(item.data(_ID), min(max(self.row(item) + step, 0), self.count() - 1))
        else:
            super().keyPressEvent(event)


class PageStrip(Panel):
    """The strip with its buttons."""

    rotating = Signal(str, int)
    deleting = Signal(str)
    moving = Signal(str, int)
    opening = Signal(str)
    files_dropped = Signal(object)
    scanning = Signal()
    adding = Signal()
    choosing_profile = Signal(QPoint)
    """Where the menu of scan profiles opens."""

    def __init__(self, *, narrow: bool = False) -> None:
        """`narrow` leaves out the words of the buttons and the name of the paper."""
        super().__init__(spacing=2)
        self._pages: dict[str, Page] = {}
        self._title = OneLine(kind="lead")
        self._scan = button(self.tr("Quét (F6)"), "small", picture="scan")
        self._add = icon_button("file", self.tr("Thêm tệp"))
        self._profile = button("", "small", picture="chevron")
        self._profile.setAccessibleName(self.tr("Chọn cách quét"))
        self._turn = icon_button("rotate", self.tr("Xoay trang"))
        self._earlier = icon_button("left", self.tr("Đưa trang lên trước"))
        self._later = icon_button("right", self.tr("Đưa trang ra sau"))
        self._remove = icon_button("delete", self.tr("Xóa trang"))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._title, 1)
        for one in (self._earlier, self._later, self._turn, self._remove, self._add):
            one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            row.addWidget(one)
        for one in (self._profile, self._scan):
            one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            row.addWidget(one)
        self._narrow = narrow
        if narrow:
            self._title.hide()
            self._scan.setText("F6")
            self._scan.setAccessibleName(self.tr("Quét (F6)"))
            row.insertStretch(0, 1)
        self.column.addLayout(row)
        self.strip = _Strip()
        self.strip.setAccessibleName(self.tr("Các trang của giấy tờ đang chọn"))
        self._nothing = text(
            self.tr("Chưa có trang nào. Nhấn F6 để quét, hoặc kéo thả tệp PDF, ảnh vào đây."),
            tone="muted",
            wrap=True,
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setParent(self.strip)
        self.column.addWidget(self.strip)
        self._connect()
        self.show_pages("", ())

    def show_pages(self, paper: str, pages: Sequence[Page]) -> None:
        """The pages of one paper; the chosen page stays chosen."""
        kept = self.current()
        row = self.strip.currentRow()
        self._title.say(paper or self.tr("Trang đã quét"))
        self._pages = {page.id: page for page in pages}
        old = {
            self.strip.item(i).data(_ID): self.strip.item(i).icon()
            for i in range(self.strip.count())
        }
        self.strip.clear()
        blank = QPixmap(THUMB)
        blank.fill(Qt.GlobalColor.transparent)
        for place, page in enumerate(pages, start=1):
            item = QListWidgetItem(old.get(page.id, QIcon(blank)), str(place))
            item.setData(_ID, page.id)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                self.tr("Trang {0} trên {1}").format(place, len(pages)),
            )
            self.strip.addItem(item)
        ids = list(self._pages)
        if ids:
            at = ids.index(kept) if kept in ids else min(max(row, 0), len(ids) - 1)
            self.strip.setCurrentRow(at)
        self._nothing.setVisible(not ids)
        for one in (self._turn, self._earlier, self._later, self._remove):
            one.setEnabled(bool(ids))

    def show_thumbnail(self, page_id: str, png: bytes) -> None:
        """A picture arrived for a page."""
        image = QPixmap()
        if not image.loadFromData(png):
            return
        for i in range(self.strip.count()):
            if self.strip.item(i).data(_ID) == page_id:
                shown = QIcon(image)
                shown.addPixmap(image, QIcon.Mode.Selected)  # a chosen page is not tinted
                self.strip.item(i).setIcon(shown)

    def allow(self, *, allowed: bool) -> None:
        """Pages can be added only when there is a paper to file them under."""
        self._scan.setEnabled(allowed)
        self._add.setEnabled(allowed)
        self.strip.setAcceptDrops(allowed)

    def show_profile(self, name: str) -> None:
        """How the next scan goes; a narrow strip shows it in the tip only."""
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, PROFILE_PX)
        self._profile.setText("" if self._narrow else shown)
        self._profile.setAccessibleDescription(name)
        self._profile.setToolTip(self.tr("Cách quét: {0} (Ctrl+F6: cách kế tiếp)").format(name))

    def show_scanning(self, *, scanning: bool) -> None:
        """The scanner is at work; the same button stops it."""
        usual = "F6" if self._narrow else self.tr("Quét (F6)")
        self._scan.setText(self.tr("Dừng quét") if scanning else usual)

    def current(self) -> str:
        """The chosen page; empty when there is none."""
        item = self.strip.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def resizeEvent(self, event: object) -> None:
        """Keep the invitation in the middle of the strip."""
        del event
        area = self.strip.rect().adjusted(look.GAP_PX, 0, -look.GAP_PX, 0)
        self._nothing.setGeometry(area)

    def _connect(self) -> None:
        self._scan.clicked.connect(self.scanning)
        self._profile.clicked.connect(
            lambda: self.choosing_profile.emit(
                self._profile.mapToGlobal(self._profile.rect().bottomLeft())
            )
        )
        self._add.clicked.connect(self.adding)
        self._turn.clicked.connect(lambda: self._with_page(lambda p: self.rotating.emit(p, 90)))
        self._remove.clicked.connect(lambda: self._with_page(self.deleting.emit))
        self._earlier.clicked.connect(lambda: self._shift(-1))
        self._later.clicked.connect(lambda: self._shift(1))
        self.strip.moved.connect(self.moving)
        self.strip.dropped.connect(self.files_dropped)
        self.strip.removing.connect(lambda: self._with_page(self.deleting.emit))
        self.strip.opening.connect(lambda: self._with_page(self.opening.emit))
        self.strip.itemDoubleClicked.connect(lambda _: self._with_page(self.opening.emit))

    def _with_page(self, act: object) -> None:
        page = self.current()
        if page and callable(act):
            act(page)

    def _shift(self, step: int) -> None:
        place = self.strip.currentRow() + step
        if 0 <= place < self.strip.count():
            self._with_page(lambda page: self.moving.emit(page, place))
