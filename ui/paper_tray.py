"""Between the strip of pages and capture: scanning, adding files, turning, removing, ordering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QInputDialog

from desk.events import (
    CameraSaw,
    CaptureEnded,
    CaptureFailed,
    CaptureRemarked,
    PageCaptured,
)
from models.attachment import Page
from models.problems import Problem
from models.procedure import Component
from models.scan_profile import Expected
from ui import words
from ui.page import Notice, Surroundings
from ui.scan_choice import ScanChoice
from ui.widgets.page_strip import THUMB, PageStrip

if TYPE_CHECKING:
    from desk.capture.looking import BatchCheck
    from desk.capture.scanner import ScannerInfo
    from desk.capture.service import Capture
    from models.scan_profile import ScanProfile
    from ui.widgets.camera_view import CameraView

PREVIEW_PX = 1_000
SHARPNESS = 2
CAMERA = "camera:"


_LOCKED = ("capture.file_encrypted", "pdf.password_wrong")


class PaperTray(QObject):
    """Files pages under the papers of one draft."""

    counted = Signal(object)
    """Pages by component code."""
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
        self._pages: tuple[Page, ...] = ()
        self._scanning = False
        self._removed: list[Page] = []
        self._camera: CameraView | None = None
        self.choice = ScanChoice(around, strip)
        self.choice.chosen.connect(strip.show_profile)
        self.choice.telling.connect(self.telling)
        strip.choosing_profile.connect(self.choice.menu)
        strip.rotating.connect(lambda page, by: self._act(lambda: self._capture.rotate(page, by)))
        strip.moving.connect(lambda page, to: self._act(lambda: self._capture.move(page, to)))
        strip.deleting.connect(self._remove)
        strip.opening.connect(self.open_page)
        strip.files_dropped.connect(self.add_files)
        around.bridge.happened.connect(self._happened)

    def show_draft(self, draft_id: str) -> None:
        """Pages of another draft."""
        self._draft = draft_id
        self._pages = ()
        self._removed = []
        self.show_component(None)
        self.choice.refresh()
        self.refresh()

    def show_component(self, component: Component | None) -> None:
        """Pages of another paper of the same draft."""
        self._component = component
        self._strip.allow(allowed=component is not None and component.digitise)
        self._show()

    def refresh(self) -> None:
        """Ask for the pages anew."""
        draft = self._draft
        if draft:
            self._ask(lambda: self._capture.pages(draft), self._came, latest="pages")

    def scan(self) -> None:
        """Scan into the current paper; while scanning, stop."""
        if self._scanning:
            self._capture.cancel()
            return
        component, draft = self._component, self._draft
        if component is None or not component.digitise:
            self.telling.emit(Notice(self.tr("Chọn giấy tờ cần quét trước (F5)."), key="scan"))
            return
        self._set_scanning(scanning=True)
        profile = self.choice.profile
        sheets = self._ask_sheets(profile)
        self._open_camera(profile, component)
        self._around.bridge.ask(
            self._around.desk.workers.devices,
            lambda: self._scan_into(draft, component.code, profile),
            lambda _: self._scanned(component, profile, sheets),
            self._scan_failed,
            asker=self,
            ended=self._close_camera,
        )

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
        if component is None or not paths:
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

    def _ask_password(self, path: Path, problem: Problem) -> None:
        from ui.widgets.file_password import FilePassword  # noqa: PLC0415 - when first needed

        asking = FilePassword(self._strip, path.name, words.problem(problem)[0])
        asking.given.connect(lambda typed: self.add_files([path], typed))
        asking.finished.connect(asking.deleteLater)
        asking.open()

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

    @property
    def _capture(self) -> Capture:
        return self._around.seat.capture

    def _scan_into(self, draft: str, component: str, profile: ScanProfile) -> int:
        from desk.capture.profiles import options_of  # noqa: PLC0415 - first scan pays for it

        wanted = profile.device or self._around.desk.settings.scanner
        if wanted is None or ":" not in wanted:
            wanted = _choose(self._capture.scanners(), wanted).id
        options = options_of(profile)
        return self._capture.scan(draft, component, wanted, options, declined=profile.declined)

    def _open_camera(self, profile: ScanProfile, component: Component) -> None:
        if not (profile.device or "").startswith(CAMERA):
            return
        from ui.widgets.camera_view import CameraView  # noqa: PLC0415 - when first needed

        view = self._camera = CameraView(self._strip, component.name)
        view.shooting.connect(self._capture.shoot)
        view.ending.connect(self._capture.cancel)
        view.open()

    def _close_camera(self) -> None:
        view, self._camera = self._camera, None
        if view is not None:
            view.end()
            view.deleteLater()

    def _ask_sheets(self, profile: ScanProfile) -> int | None:
        """How many sheets lie there, where the profile wants to know; None when it does not."""
        if profile.expected is not Expected.ASK:
            return None
        sheets, said = QInputDialog.getInt(
            self._strip, self.tr("Số tờ"), self.tr("Giấy tờ này có bao nhiêu tờ?"), 1, 1, 500
        )
        return sheets if said else None

    def _scanned(self, component: Component, profile: ScanProfile, sheets: int | None) -> None:
        self._set_scanning(scanning=False)
        if sheets is None:
            return
        draft, look = self._draft, self._capture.look
        self._ask(
            lambda: look.check(draft, component.code, sheets, duplex=profile.duplex),
            self._counted,
        )

    def _counted(self, found: BatchCheck) -> None:
        """Sheets that are missing or too many are told; the pages stay."""
        if not found.missing and not found.surplus:
            return
        said = self.tr("Đã nói {0} tờ, nhận được {1} trang.").format(found.sheets, found.pages)
        todo = self.tr("Xem lại tập giấy: thiếu {0}, thừa {1} trang.").format(
            found.missing, found.surplus
        )
        self.telling.emit(Notice(said, todo, "warn", "sheets"))

    def _scan_failed(self, problem: Problem) -> None:
        self._set_scanning(scanning=False)
        self._say(problem)

    def _set_scanning(self, *, scanning: bool) -> None:
        self._scanning = scanning
        self._strip.show_scanning(scanning=scanning)

    def undo(self) -> bool:
        """Put the page removed last back to where it was; False when none was removed."""
        if not self._removed:
            return False
        page = self._removed.pop()
        self._act(lambda: self._capture.restore(page))
        return True

    def _remove(self, page_id: str) -> None:
        def done(page: Page) -> None:
            if page.draft_id == self._draft:
                self._removed.append(page)
                self.telling.emit(Notice(self.tr("Đã xóa 1 trang. Ctrl+Z để lấy lại."), key="undo"))
            self.refresh()

        self._ask(lambda: self._capture.delete(page_id), done)

    def _act(self, work: Callable[[], object]) -> None:
        self._ask(work, lambda _: self.refresh())

    def _happened(self, event: object) -> None:
        if isinstance(event, CameraSaw):
            if self._camera is not None:
                self._camera.show_seen(event)
        elif isinstance(event, PageCaptured) and event.page.draft_id == self._draft:
            if self._camera is not None:
                self._camera.count_shot()
            self.refresh()
        elif isinstance(event, CaptureFailed) and event.draft_id == self._draft:
            self._say(event.problem)
        elif isinstance(event, CaptureRemarked) and event.draft_id == self._draft:
            self._say(event.problem, key=event.problem.code)
        elif isinstance(event, CaptureEnded) and event.draft_id == self._draft:
            self.refresh()

    def _came(self, pages: tuple[Page, ...]) -> None:
        self._pages = tuple(page for page in pages if page.draft_id == self._draft)
        self.counted.emit(dict(Counter(page.component_code for page in self._pages)))
        self._show()

    def _show(self) -> None:
        component = self._component
        code = component.code if component else None
        pages = tuple(page for page in self._pages if page.component_code == code)
        self._strip.show_pages(component.name if component else "", pages)
        for page in pages:
            self._picture(page)

    def _picture(self, page: Page) -> None:
        width = THUMB.width() * SHARPNESS
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
        latest: str = "",
        worker_images: bool = False,
    ) -> None:
        workers = self._around.desk.workers
        worker = workers.images if worker_images else workers.store
        self._around.bridge.ask(worker, work, done, failed or self._say, asker=self, latest=latest)

    def _say(self, problem: Problem, key: str = "capture") -> None:
        what, next_step = words.problem(problem)
        self.telling.emit(Notice(what, next_step, "bad", key))


def _choose(scanners: Sequence[ScannerInfo], wanted: str | None) -> ScannerInfo:
    """The scanner of the settings, else the first.

    Raises:
        Problem: ``ui.no_scanner``.
    """
    for scanner in scanners:
        if wanted in (None, scanner.id):
            return scanner
    raise Problem("ui.no_scanner")
