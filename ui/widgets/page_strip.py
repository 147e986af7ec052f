"""Pages of the current paper as a strip: what is on it, what is wrong with it, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QMenu, QWidget

from models.pages import PageStatus
from ui import look, page_keys, page_words
from ui.page_keys import PAGE_KEYS, PageAct
from ui.widgets.page_list import PageList
from ui.widgets.page_tile import ID, NUMBER, PICTURE, SHEET, STATUS
from ui.widgets.panel import OneLine, Panel, button, icon_button, text
from ui.widgets.scan_foot import ScanFoot

PROFILE_PX = 110
"""Room for the name of the scan profile on its button."""


@dataclass(frozen=True, slots=True)
class SheetTile:
    """A separator sheet that was taken out, shown before the page ``at``.

    ``led`` names the paper its pages went to; empty when they stayed.
    """

    page_id: str
    at: int
    led: str


class PageStrip(Panel):
    """The strip with its buttons, and a line below that says what is to be known."""

    acting = Signal(object, str)
    """A `PageAct` and the page it is meant for; empty when there is none."""
    rotating = Signal(object, int)
    """Chosen pages, degrees clockwise."""
    deleting = Signal(object)
    """Chosen pages."""
    moving = Signal(object, int)
    """Chosen pages, and behind how many others they go."""
    opening = Signal(str)
    files_dropped = Signal(object)
    scanning = Signal()
    adding = Signal()
    choosing_profile = Signal(QPoint)
    """Where the menu of scan profiles opens."""

    def __init__(self, *, narrow: bool = False) -> None:
        """`narrow` leaves out the words of the buttons and the name of the paper."""
        super().__init__(spacing=2)
        self._narrow = narrow
        self._pictures: dict[str, QPixmap] = {}
        self._title = OneLine(kind="lead")
        self._scan = button(self.tr("Quét (F6)"), "small", picture="scan")
        self._add = icon_button("file", self.tr("Thêm tệp"))
        self._profile = button("", "small", picture="chevron")
        self._profile.setAccessibleName(self.tr("Chọn cách quét"))
        self._turn = icon_button("rotate", self.tr("Xoay trang"))
        self._earlier = icon_button("left", self.tr("Đưa trang lên trước"))
        self._later = icon_button("right", self.tr("Đưa trang ra sau"))
        self._remove = icon_button("delete", self.tr("Xóa trang"))
        self._more = icon_button("chevron", self.tr("Việc khác với trang này"))
        self.column.addLayout(self._buttons())
        self.strip = PageList()
        self.strip.setAccessibleName(self.tr("Các trang của giấy tờ đang chọn"))
        self._nothing = text(
            self.tr("Chưa có trang nào. Nhấn F6 để quét, hoặc kéo thả tệp PDF, ảnh vào đây."),
            tone="muted",
            wrap=True,
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setParent(self.strip)
        self.column.addWidget(self.strip)
        self.foot = ScanFoot(narrow=narrow)
        self.column.addWidget(self.foot)
        self._connect()
        self.show_pages("", ())

    def show_pages(
        self, paper: str, pages: Sequence[PageStatus], sheets: Sequence[SheetTile] = ()
    ) -> None:
        """The pages of one paper and the sheets that parted it; the chosen one stays chosen."""
        self._title.say(paper or self.tr("Trang đã quét"))
        entries = _together(pages, sheets)
        ids = [one.page_id if isinstance(one, SheetTile) else one.page.id for one in entries]
        told = [None if isinstance(one, PageStatus) else one.led for one in entries]
        items = [self.strip.item(i) for i in range(self.strip.count())]
        if list(zip(ids, told, strict=True)) != [(one.data(ID), one.data(SHEET)) for one in items]:
            self._lay_out_anew(ids, told)
        number = 0
        for place, entry in enumerate(entries):
            item = self.strip.item(place)
            if isinstance(entry, SheetTile):
                self._tell_sheet(item, entry)
                continue
            number += 1
            if item.data(STATUS) != entry:
                self._tell(item, number, len(pages), entry)
        self._nothing.setVisible(not ids)
        for one in (self._turn, self._earlier, self._later, self._remove):
            one.setVisible(bool(ids))  # what there is nothing for leaves its room to the title
        self._say()

    def show_thumbnail(self, page_id: str, png: bytes) -> None:
        """A picture arrived for a page."""
        picture = QPixmap()
        if not picture.loadFromData(png):
            return
        self._pictures[page_id] = picture
        for i in range(self.strip.count()):
            if self.strip.item(i).data(ID) == page_id:
                self.strip.item(i).setData(PICTURE, picture)

    @property
    def pictures(self) -> Mapping[str, QPixmap]:
        """The pictures that arrived, by page."""
        return self._pictures

    def forget_pictures(self) -> None:
        """Pages of another draft follow."""
        self._pictures.clear()

    def allow(self, *, allowed: bool) -> None:
        """Pages can be added only when there is a paper to file them under."""
        self._scan.setEnabled(allowed)
        self._add.setEnabled(allowed)
        self._more.setEnabled(allowed)
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
        return str(item.data(ID)) if item is not None and item.data(SHEET) is None else ""

    def chosen(self) -> tuple[str, ...]:
        """All chosen pages as they lie."""
        rows = self._chosen_rows()
        return tuple(str(self.strip.item(one).data(ID)) for one in rows)

    def row(self) -> int:
        """Where the chosen page lies, counting from 0; -1 without one."""
        row = self.strip.currentRow()
        return self._place(row) if row >= 0 else -1

    def choose(self, page_id: str) -> None:
        """Choose a page."""
        for i in range(self.strip.count()):
            if self.strip.item(i).data(ID) == page_id:
                self.strip.choose_row(i)

    def corner(self) -> QPoint:
        """Where a menu about the chosen page opens."""
        item = self.strip.currentItem()
        place = self.strip.rect() if item is None else self.strip.visualItemRect(item)
        return self.strip.viewport().mapToGlobal(place.center())

    def menu(self) -> QMenu:
        """Everything that can be done, with its key."""
        menu = QMenu(self)
        for key in PAGE_KEYS:
            action = menu.addAction(f"{page_keys.meaning(key)}\t{page_keys.shown(key)}")
            kept = key.act is PageAct.KEEP_BLANK and bool(self._sheet())
            action.setEnabled(bool(self.current()) or kept or key.act is PageAct.BY_HAND)
            action.triggered.connect(lambda _=False, act=key.act: self._act(act))
        return menu

    def resizeEvent(self, event: object) -> None:
        """Keep the invitation in the middle of the strip."""
        del event
        area = self.strip.rect().adjusted(look.GAP_PX, 0, -look.GAP_PX, 0)
        self._nothing.setGeometry(area)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._title, 1)
        shown: tuple[QWidget, ...] = (
            self._earlier, self._later, self._turn, self._remove, self._more, self._add,
            self._profile, self._scan,
        )  # fmt: skip
        for one in shown:
            one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            row.addWidget(one)
        if self._narrow:
            self._title.hide()
            self._scan.setText("F6")
            self._scan.setAccessibleName(self.tr("Quét (F6)"))
            row.insertStretch(0, 1)
        return row

    def _lay_out_anew(self, ids: Sequence[str], led: Sequence[str | None]) -> None:
        kept, row, chosen = self.current(), self.strip.currentRow(), set(self.chosen())
        self.strip.clear()
        for one, where in zip(ids, led, strict=True):
            item = QListWidgetItem()
            item.setData(ID, one)
            item.setData(SHEET, where)  # its width is asked for when it is added
            item.setData(PICTURE, self._pictures.get(one))
            self.strip.addItem(item)
        if ids:
            at = ids.index(kept) if kept in ids else min(max(row, 0), len(ids) - 1)
            self.strip.choose_row(at)
            for place, one in enumerate(ids):
                if kept in ids and one in chosen:
                    self.strip.item(place).setSelected(True)

    def _tell_sheet(self, item: QListWidgetItem, sheet: SheetTile) -> None:
        item.setData(Qt.ItemDataRole.AccessibleTextRole, self._of_sheet(sheet.led))
        item.setToolTip(self._of_sheet(sheet.led))

    def _of_sheet(self, led: str) -> str:
        said = (
            self.tr("K: giữ lại tờ phân cách này. Các trang sau nó vào «{0}».")
            if led
            else self.tr("K: giữ lại tờ phân cách này. Các trang sau nó ở nguyên chỗ.")
        )
        return said.format(led)

    def _tell(self, item: QListWidgetItem, number: int, of: int, status: PageStatus) -> None:
        item.setData(STATUS, status)
        item.setData(NUMBER, number)
        named = self.tr("Trang {0} trên {1}").format(number, of)
        said = [page_words.state(status), *page_words.flaws(status)]
        if status.collapsed:
            said.insert(0, self.tr("có lẽ là trang trắng"))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{named}: {'. '.join(said)}")
        item.setToolTip("\n".join((named, *said)))

    def _say(self) -> None:
        """What is to be known of the chosen page, below the strip."""
        item = self.strip.currentItem()
        status = item.data(STATUS) if item is not None else None
        if (several := len(self._chosen_rows())) > 1:
            said = self.tr("{0} trang đã chọn: R, Del, C làm với cả {0} trang.")
            self.foot.say(said.format(several), "link")
        elif item is not None and item.data(SHEET) is not None:
            self.foot.say(self._of_sheet(str(item.data(SHEET))))
        elif not isinstance(status, PageStatus):
            self.foot.say("")
        elif status.collapsed:
            self.foot.say(self.tr("Có lẽ trang trắng. K: giữ, B: bỏ các trang trắng."))
        else:
            self.foot.say(" ".join(page_words.flaws(status)))

    def _selected(self) -> None:
        """Among several chosen ones there is no separator sheet: nothing is done with it."""
        items = self.strip.selectedItems()
        for one in items if len(items) > 1 else ():
            if one.data(SHEET) is not None:
                one.setSelected(False)
        self._say()

    def _connect(self) -> None:
        self._scan.clicked.connect(self.scanning)
        self._profile.clicked.connect(lambda: self.choosing_profile.emit(_below(self._profile)))
        self._more.clicked.connect(lambda: self.menu().popup(_below(self._more)))
        self._add.clicked.connect(self.adding)
        self._turn.clicked.connect(lambda: self._act(PageAct.TURN))
        self._remove.clicked.connect(lambda: self._act(PageAct.REMOVE))
        self._earlier.clicked.connect(lambda: self._act(PageAct.EARLIER))
        self._later.clicked.connect(lambda: self._act(PageAct.LATER))
        self.strip.moved.connect(self._drop)
        self.strip.dropped.connect(self.files_dropped)
        self.strip.acting.connect(self._act)
        self.strip.itemDoubleClicked.connect(lambda _: self._act(PageAct.OPEN))
        self.strip.currentItemChanged.connect(lambda *_: self._say())
        self.strip.itemSelectionChanged.connect(self._selected)
        self.strip.customContextMenuRequested.connect(
            lambda at: self.menu().popup(self.strip.viewport().mapToGlobal(at))
        )

    def _act(self, act: PageAct) -> None:
        page = self.current()
        chosen = self.chosen()
        of_strip: dict[PageAct, Callable[[], None]] = {
            PageAct.OPEN: lambda: self.opening.emit(page),
            PageAct.TURN: lambda: self.rotating.emit(chosen, 90),
            PageAct.TURN_BACK: lambda: self.rotating.emit(chosen, -90),
            PageAct.EARLIER: lambda: self._shift(-1),
            PageAct.LATER: lambda: self._shift(1),
            PageAct.REMOVE: lambda: self.deleting.emit(chosen),
        }
        if act not in of_strip:
            self.acting.emit(act, page or self._sheet() * (act is PageAct.KEEP_BLANK))
        elif page if act is PageAct.OPEN else chosen:
            of_strip[act]()

    def _shift(self, step: int) -> None:
        """One page further; pages apart come together first."""
        rows = self._chosen_rows()
        others = self._place(self.strip.count()) - len(rows)
        place = (self._others(rows[0]) if step < 0 else self._others(rows[-1])) + step
        if 0 <= place <= others:
            self.moving.emit(self.chosen(), place)

    def _drop(self, row: int) -> None:
        """The chosen pages come before the page they are dropped on, behind it when from before."""
        rows = self._chosen_rows()
        if rows:
            self.moving.emit(self.chosen(), self._others(row + (row > rows[0])))

    def _others(self, row: int) -> int:
        """How many pages that are not chosen lie before a row."""
        return self._place(row) - sum(one < row for one in self._chosen_rows())

    def _chosen_rows(self) -> list[int]:
        selected = self.strip.selectedIndexes() or [self.strip.currentIndex()]
        rows = (one.row() for one in selected if one.isValid())
        return sorted(one for one in rows if self.strip.item(one).data(SHEET) is None)

    def _place(self, row: int) -> int:
        """How many pages lie before a row of the strip: separator sheets do not count."""
        return sum(self.strip.item(i).data(SHEET) is None for i in range(row))

    def _sheet(self) -> str:
        """The chosen separator sheet; empty when there is none."""
        item = self.strip.currentItem()
        return str(item.data(ID)) if item is not None and item.data(SHEET) is not None else ""


def _together(
    pages: Sequence[PageStatus], sheets: Sequence[SheetTile]
) -> list[PageStatus | SheetTile]:
    """Pages and separator sheets as they lie."""
    found: list[PageStatus | SheetTile] = []
    for place in range(len(pages) + 1):
        found += [one for one in sheets if one.at == place]
        found += pages[place : place + 1]
    return found


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(widget.rect().bottomLeft())
