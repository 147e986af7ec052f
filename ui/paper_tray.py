"""Between the strip of pages and capture: which paper is in front, its pages, files put into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from desk.events import (
    CameraSaw,
    CaptureEnded,
    CaptureFailed,
    CaptureRemarked,
    DigitisingFailed,
    PageCaptured,
    PageNamesDossier,
    PagePrepared,
    PageRead,
    PagesFiled,
)
from models.pages import DroppedSheet, PageStatus, Proposal
from models.problems import Problem
from models.procedure import Component
from ui import page_words, words
from ui.clipboard import local_files, paper_bytes
from ui.page import Notice, Surroundings
from ui.page_acts import PageActs
from ui.page_keys import PageAct
from ui.scan_choice import ScanChoice
from ui.scan_run import ScanRun, Target
from ui.widgets.page_strip import PageStrip, SheetTile
from ui.widgets.page_tile import THUMB

if TYPE_CHECKING:
    from desk.capture.service import Capture

PREVIEW_PX = 1_000
SHARPNESS = 2
_LOCKED = ("capture.file_encrypted", "pdf.password_wrong")
_Look = tuple[object, ...]
"""What decides how a page is drawn."""


class PaperTray(QObject):
    """Files pages under the papers of one draft."""

    counted = Signal(object)
    """Pages by component code."""
    flawed = Signal(object)
    """Pages somebody should look at, by component code."""
    telling = Signal(object)
    """A `Notice`."""
    opened = Signal(QImage)
    """A page, large."""

    def __init__(self, around: Surroundings, strip: PageStrip) -> None:
        super().__init__(strip)
        self._around = around
        self._strip = strip
        self._draft = ""
        self._component: Component | None = None
        self._papers: tuple[Component, ...] = ()
        self._pages: tuple[PageStatus, ...] = ()
        self._sheets: tuple[DroppedSheet, ...] = ()
        self._drawn: dict[str, _Look] = {}
        self._asking = self._again = False
        self.choice = ScanChoice(around, strip)
        self.acts = PageActs(around, strip)
        self.scans = ScanRun(around, strip, self.choice)
        self._connect()

    def show_draft(self, draft_id: str) -> None:
        """Pages of another draft."""
        self._draft = draft_id
        self._pages = ()
        self._sheets = ()
        self._drawn = {}
        self._strip.forget_pictures()
        self.show_component(None)
        self.choice.refresh()
        self.refresh()

    def show_papers(self, papers: Sequence[Component]) -> None:
        """The papers pages can be sent to."""
        self._papers = tuple(one for one in papers if one.digitise)

    def show_component(self, component: Component | None) -> None:
        """Pages of another paper of the same draft."""
        self._component = component
        self._strip.allow(allowed=component is not None and component.digitise)
        self._show()

    def refresh(self) -> None:
        """Ask for the pages anew; while an answer is awaited, once more after it."""
        draft = self._draft
        if not draft:
            return
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self._around.bridge.ask(
            self._around.desk.workers.store,
            lambda: (self._capture.look.status(draft), self._capture.look.dropped_sheets(draft)),
            lambda answer: self._came(*answer) if draft == self._draft else None,
            self._say,
            asker=self,
            ended=self._answered,
        )

    def scan(self) -> None:
        """Scan into the current paper; while scanning, stop."""
        self._scan()

    def retake(self) -> None:
        """Scan the chosen page again."""
        if self._strip.current():
            self._scan(replacing=self._strip.current())

    def choose_files(self) -> None:
        """Ask which files belong to the current paper."""
        names, _ = QFileDialog.getOpenFileNames(
            self._strip,
            self.tr("Thêm tệp vào giấy tờ đang chọn"),
            "",
            self.tr("Tài liệu và ảnh (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"),
        )
        self.add_files([Path(name) for name in names])

    def add_files(self, paths: Sequence[Path], password: str = "") -> None:
        """Take PDF and picture files into the current paper; a locked one asks for its password."""
        component, draft = self._component, self._draft
        if component is None or not component.digitise or not paths:
            return

        def refused(problem: Problem) -> None:
            self._say(problem)
            if problem.code in _LOCKED and draft == self._draft:
                self._ask_password(paths[int(problem.facts["number"]) - 1], problem)

        self._ask(
            lambda: self._capture.import_files(
                draft, component.code, list(paths), password=password
            ),
            lambda _: self.refresh(),
            refused,
            worker_images=True,
        )

    def paste(self) -> bool:
        """Take files, a picture or a PDF from the clipboard; False when it holds none."""
        component, draft = self._component, self._draft
        held = QGuiApplication.clipboard().mimeData()
        if component is None or not component.digitise or held is None:
            return False
        paths = local_files(held)
        if paths:
            self.add_files(paths)
            return True
        read = paper_bytes(held)
        if read is None:
            return False
        self._ask(
            lambda: self._capture.import_bytes(draft, component.code, read()),
            lambda _: self.refresh(),
            worker_images=True,
        )
        return True

    def open_page(self, page_id: str = "") -> bool:
        """Show a page large; False when there is none."""
        page = page_id or self._strip.current()
        if not page:
            return False
        self._ask(
            lambda: QImage.fromData(self._capture.thumbnail(page, PREVIEW_PX)),
            self.opened.emit,
            worker_images=True,
        )
        return True

    def undo(self) -> bool:
        """Take back the last act on the draft's pages; False without a draft."""
        if not self._draft:
            return False
        self.acts.undo(self._draft)
        return True

    @property
    def pages(self) -> tuple[PageStatus, ...]:
        """The pages of the draft as they were told last."""
        return self._pages

    @property
    def _capture(self) -> Capture:
        return self._around.seat.capture

    def _scan(self, at: int | None = None, replacing: str = "") -> None:
        component = self._component
        if self.scans.running or (component is not None and component.digitise):
            if component is not None:
                self.scans.run(Target(self._draft, component, at, replacing))
            return
        self.telling.emit(Notice(self.tr("Chọn giấy tờ cần quét trước (F5)."), key="scan"))

    def _ask_password(self, path: Path, problem: Problem) -> None:
        from ui.widgets.file_password import FilePassword  # noqa: PLC0415 - when first needed

        asking = FilePassword(self._strip, path.name, words.problem(problem)[0])
        asking.given.connect(lambda typed: self.add_files([path], typed))
        asking.finished.connect(asking.deleteLater)
        asking.open()

    # the keys of the strip

    def _act(self, act: PageAct, page: str) -> None:
        component, draft, acts = self._component, self._draft, self.acts
        if component is None or not component.digitise:
            return
        code = component.code
        if act is PageAct.BY_HAND:
            self.scans.begin_by_hand(draft, component, len(self._of(code)))
        elif act is PageAct.REMOVE_BLANK:
            acts.remove_blank(draft, code)
        elif act is PageAct.REVERSE:
            acts.reverse(draft, code)
        elif act is PageAct.PAIR and (pages := self._of(code)):
            acts.ask_sheets(draft, code, pages, self._strip.pictures)
        elif act is PageAct.MERGE:
            self._merge(component)
        elif page:
            self._act_on_page(act, page)

    def _act_on_page(self, act: PageAct, page: str) -> None:
        acts = self.acts
        if act is PageAct.INSERT:
            self._scan(at=self._strip.row())
        elif act is PageAct.RETAKE:
            self.retake()
        elif act is PageAct.KEEP_BLANK:
            if any(one.page_id == page for one in self._sheets):
                acts.keep_sheet(self._draft, page)
            elif any(one.page.id == page and one.collapsed for one in self._pages):
                acts.decline(page, Proposal.BLANK)
        elif act is PageAct.AS_CAPTURED:
            acts.decline(page, Proposal.CLEAN)
        elif act is PageAct.SPLIT:
            chosen = self._strip.chosen()
            if len(chosen) > 1:  # these alone, not what follows
                self._choose_paper(lambda into: acts.send(chosen, into))
            else:
                self._choose_paper(lambda into: acts.split(page, into))
        elif act is PageAct.SEND:
            chosen = self._strip.chosen()
            self._choose_paper(lambda into: acts.send(chosen, into))

    def _choose_paper(self, chosen: Callable[[Component], None]) -> None:
        """The papers that may follow: those behind this one first, papers without pages before."""
        here = self._component
        if here is None or here not in self._papers:
            return
        at = self._papers.index(here)
        others = self._papers[at + 1 :] + self._papers[:at]
        empty = [one for one in others if not self._of(one.code)]
        filled = [one for one in others if self._of(one.code)]
        self.acts.ask_paper((*empty, *filled), self._strip.corner(), chosen)

    def _merge(self, component: Component) -> None:
        before = self._papers[: self._papers.index(component)] if component in self._papers else ()
        filled = [one for one in before if self._of(one.code)]
        if filled:
            self.acts.merge(self._draft, component.code, filled[-1])
        else:
            said = self.tr("Không có giấy tờ nào đứng trước đã có trang.")
            self.telling.emit(Notice(said, key="undo"))

    # what happens

    def _happened(self, event: object) -> None:
        if isinstance(event, CameraSaw):
            self.scans.happened(event)
        elif isinstance(event, PagePrepared | PageRead | PageCaptured | PageNamesDossier):
            if event.page.draft_id == self._draft:
                self._page_changed(event)
        elif isinstance(event, _OF_DRAFT) and event.draft_id == self._draft:
            self._draft_changed(event)

    def _page_changed(self, event: object) -> None:
        if isinstance(event, PageCaptured):
            self.scans.happened(event)
        elif isinstance(event, PageNamesDossier):
            said = self.tr("Trang mang mã hồ sơ {0}.").format(event.dossier_code)
            self.telling.emit(Notice(said, self.tr("F3 để tra hồ sơ đó."), key="names-dossier"))
            return
        self.refresh()

    def _draft_changed(self, event: object) -> None:
        if isinstance(event, CaptureFailed):
            self._say(event.problem)
        elif isinstance(event, CaptureRemarked):
            self._say(event.problem, key=event.problem.code)
        elif isinstance(event, PagesFiled):
            self._tell_filed(event)
            self.refresh()
        else:
            self.refresh()

    def _tell_filed(self, event: PagesFiled) -> None:
        named = {one.code: one.name for one in self._papers}.get(event.component_code)
        if named is None:
            said = self.tr("Đã bỏ tờ phân cách; các trang sau ở nguyên chỗ.")
        else:
            said = self.tr("Đã bỏ tờ phân cách; các trang sau nó vào «{0}».").format(named)
        self.telling.emit(Notice(said, self.tr("Ctrl+Z nếu đó là trang thật."), key="filed"))

    def _answered(self) -> None:
        self._asking = False
        if self._again:
            self.refresh()

    def _came(self, pages: tuple[PageStatus, ...], sheets: tuple[DroppedSheet, ...] = ()) -> None:
        self._sheets = sheets
        self._pages = tuple(one for one in pages if one.page.draft_id == self._draft)
        by_paper = Counter(one.page.component_code for one in self._pages)
        bad = Counter(one.page.component_code for one in self._pages if page_words.flaws(one))
        self.counted.emit(dict(by_paper))
        self.flawed.emit(dict(bad))
        self._show()

    def _of(self, code: str) -> tuple[PageStatus, ...]:
        return tuple(one for one in self._pages if one.page.component_code == code)

    def _show(self) -> None:
        component = self._component
        pages = self._of(component.code) if component else ()
        sheets = self._tiles(component.code, pages) if component else ()
        self._strip.show_pages(component.name if component else "", pages, sheets)
        for status in pages:
            self._picture(status)
        if component is not None:
            self.scans.show_pages(self._draft, component.code, pages)

    def _tiles(self, code: str, pages: Sequence[PageStatus]) -> tuple[SheetTile, ...]:
        """The separator sheets to be seen with a paper."""
        ids, names = [one.page.id for one in pages], {one.code: one.name for one in self._papers}
        return tuple(
            SheetTile(one.page_id, at, names.get(one.into, one.into))
            for one in self._sheets
            if (at := one.place_among(code, ids)) is not None
        )

    def _picture(self, status: PageStatus) -> None:
        """Draw a page that looks otherwise than when it was drawn last."""
        page, width = status.page, THUMB.width() * SHARPNESS
        look = (page.rotation, status.findings, Proposal.CLEAN in status.undone)
        if self._drawn.get(page.id) == look:
            return
        self._drawn[page.id] = look
        self._ask(
            lambda: self._capture.thumbnail(page.id, width),
            lambda png: self._strip.show_thumbnail(page.id, png),
            worker_images=True,
        )

    def _ask(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[Problem], None] | None = None,
        *,
        worker_images: bool = False,
    ) -> None:
        workers = self._around.desk.workers
        worker = workers.images if worker_images else workers.store
        self._around.bridge.ask(worker, work, done, failed or self._say, asker=self)

    def _say(self, problem: Problem, key: str = "capture") -> None:
        what, next_step = words.problem(problem)
        self.telling.emit(Notice(what, next_step, "bad", key))

    def _connect(self) -> None:
        strip, acts = self._strip, self.acts
        self.choice.chosen.connect(strip.show_profile)
        strip.choosing_profile.connect(self.choice.menu)
        strip.rotating.connect(acts.turn)
        strip.moving.connect(acts.move)
        strip.deleting.connect(acts.remove)
        strip.opening.connect(self.open_page)
        strip.files_dropped.connect(self.add_files)
        strip.acting.connect(self._act)
        acts.done.connect(self.refresh)
        self.scans.ended.connect(self.refresh)
        for one in (self.choice, acts, self.scans):
            one.telling.connect(self.telling)
        self._around.bridge.happened.connect(self._happened)


_OF_DRAFT = CaptureFailed | CaptureRemarked | CaptureEnded | PagesFiled | DigitisingFailed
