"""What the clerk does with captured pages; each act is told and taken back by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from models.pages import PageStatus, Proposal
from models.problems import Problem
from models.procedure import Component
from ui import page_words, words
from ui.page import Notice, Surroundings

if TYPE_CHECKING:
    from desk.capture.arranging import Arranging
    from models.store.page_steps import Step

_ACCESS_KEYS = "123456789"


class PageActs(QObject):
    """Acts on the pages of one draft."""

    done = Signal()
    """Pages lie differently: ask for them anew."""
    telling = Signal(object)
    """A `Notice`."""

    def __init__(self, around: Surroundings, over: QWidget) -> None:
        super().__init__(over)
        self._around = around
        self._over = over

    def turn(self, page_ids: Sequence[str], degrees: int) -> None:
        """Turn them clockwise."""
        capture = self._around.seat.capture
        self._ask(lambda: capture.rotate_all(page_ids, degrees))

    def move(self, page_ids: Sequence[str], position: int) -> None:
        """Behind so many other pages of their paper."""
        self._ask(lambda: self._arrange.move_all(page_ids, position))

    def remove(self, page_ids: Sequence[str]) -> None:
        """Take them out."""
        said = self.tr("Đã xóa {0} trang. Ctrl+Z để lấy lại.").format(len(page_ids))

        def told(_: Step) -> None:
            self.telling.emit(Notice(said, key="undo"))

        self._ask(lambda: self._arrange.delete_all(page_ids), told)

    def remove_blank(self, draft_id: str, component_code: str) -> None:
        """Take out what is probably blank, in one step."""

        def told(step: Step | None) -> None:
            said = (
                self.tr("Không có trang trắng nào.")
                if step is None
                else self.tr("Đã bỏ các trang trắng. Ctrl+Z để lấy lại.")
            )
            self.telling.emit(Notice(said, key="undo"))

        self._ask(lambda: self._arrange.delete_blank(draft_id, component_code), told)

    def decline(self, page_id: str, proposal: Proposal) -> None:
        """Do without what the machine proposed."""
        self._ask(lambda: self._arrange.take_back(page_id, proposal))

    def keep_sheet(self, draft_id: str, page_id: str) -> None:
        """A separator sheet is a page after all; the pages it led come back with it."""
        said = self.tr("Tờ phân cách và các trang sau nó đã về chỗ cũ.")
        self._ask(lambda: self._arrange.keep_sheet(draft_id, page_id), lambda _: self._moved(said))

    def reverse(self, draft_id: str, component_code: str) -> None:
        """The last page first."""
        self._ask(lambda: self._arrange.reverse(draft_id, component_code))

    def ask_sheets(
        self,
        draft_id: str,
        component_code: str,
        pages: Sequence[PageStatus],
        pictures: Mapping[str, QPixmap],
    ) -> None:
        """Show how fronts, then backs, would become sheets; they do when the clerk agrees."""
        if len(pages) % 2:
            said = self.tr("Có {0} trang, số lẻ: có mặt giấy thiếu hoặc thừa.").format(len(pages))
            todo = self.tr("Quét thêm mặt thiếu hoặc xóa trang thừa, rồi nhấn X.")
            self.telling.emit(Notice(said, todo, "warn", "sheets"))
            return
        from ui.widgets.sheet_order import SheetOrder  # noqa: PLC0415 - when first needed

        sheets = len(pages) // 2
        said = self.tr("Đã xếp thành {0} tờ hai mặt.").format(sheets)
        asking = SheetOrder(self._over, pages, pictures)
        asking.ordered.connect(
            lambda turned_over: self._ask(
                lambda: self._arrange.interleave(
                    draft_id, component_code, fronts=sheets, backs_reversed=turned_over
                ),
                lambda _: self._moved(said),
            )
        )
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def split(self, page_id: str, into: Component) -> None:
        """From this page on, everything belongs to another paper."""
        said = self.tr("Từ trang này đã sang «{0}».").format(into.name)
        self._ask(lambda: self._arrange.split(page_id, into.code), lambda _: self._moved(said))

    def send(self, page_ids: Sequence[str], into: Component) -> None:
        """These pages belong to another paper."""
        said = self.tr("{0} trang đã sang «{1}».").format(len(page_ids), into.name)
        self._ask(lambda: self._arrange.move_to(page_ids, into.code), lambda _: self._moved(said))

    def merge(self, draft_id: str, component_code: str, into: Component) -> None:
        """All pages of a paper go behind those of another."""
        said = self.tr("Đã gộp vào «{0}».").format(into.name)
        self._ask(
            lambda: self._arrange.merge(draft_id, component_code, into.code),
            lambda _: self._moved(said),
        )

    def undo(self, draft_id: str) -> None:
        """Take back what was done last."""

        def told(step: Step | None) -> None:
            said = (
                self.tr("Không còn thao tác trang nào để lấy lại.")
                if step is None
                else self.tr("Đã lấy lại: {0}.").format(page_words.act(step.act))
            )
            self.telling.emit(Notice(said, key="undo"))

        self._ask(lambda: self._arrange.undo(draft_id), told)

    def ask_paper(
        self, papers: Sequence[Component], corner: QPoint, chosen: Callable[[Component], None]
    ) -> QMenu:
        """A list of papers to choose from, with the keys 1 to 9; the first one is marked."""
        menu = QMenu(self._over)
        for place, paper in enumerate(papers):
            key = f"&{_ACCESS_KEYS[place]}  " if place < len(_ACCESS_KEYS) else ""
            action = menu.addAction(key + paper.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, paper=paper: chosen(paper))
        if papers:
            menu.setActiveAction(menu.actions()[0])
        menu.popup(corner)
        return menu

    @property
    def _arrange(self) -> Arranging:
        return self._around.seat.capture.arrange

    def _moved(self, said: str) -> None:
        self.telling.emit(Notice(said, self.tr("Ctrl+Z để lấy lại."), key="undo"))

    def _ask(self, work: Callable[[], object], told: Callable[..., None] = lambda _: None) -> None:
        def done(answer: object) -> None:
            told(answer)
            self.done.emit()

        store = self._around.desk.workers.store
        self._around.bridge.ask(store, work, done, self._failed, asker=self)

    def _failed(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.telling.emit(Notice(what, next_step, "bad", "capture"))
