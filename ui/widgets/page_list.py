"""The list of pages itself: walk, press keys, drag a page elsewhere, drop files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget

from ui.page_keys import PageAct, act_of
from ui.widgets.page_tile import THUMB, PageTile

_BESIDE_PX = 34
"""Room for the number below and the bar that scrolls."""


class PageList(QListWidget):
    """Says what is wanted with the chosen page."""

    moved = Signal(int)
    """The chosen pages, to a row."""
    dropped = Signal(object)
    """Paths of files."""
    acting = Signal(object)
    """A `PageAct`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setItemDelegate(PageTile(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setIconSize(THUMB)
        self.setFixedHeight(THUMB.height() + _BESIDE_PX)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setAcceptDrops(True)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setMovement(QListView.Movement.Snap)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)

    def choose_row(self, row: int) -> None:
        """Choose this row and no other: where several can be chosen, Qt would add it to them."""
        self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)

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
        target = self.indexAt(event.position().toPoint())
        place = target.row() if target.isValid() else self.count() - 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.moved.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the table; the rest walks."""
        act = act_of(event)
        if act is None or (self.currentItem() is None and act is not PageAct.BY_HAND):
            super().keyPressEvent(event)
        else:
            self.acting.emit(act)
