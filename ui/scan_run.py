"""One scan after the other: where its pages go, waiting for paper, counting, both sides by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog

from desk.events import CameraSaw
from models.pages import PageState, PageStatus
from models.problems import Problem
from models.procedure import Component
from models.scan_profile import Expected, ScanProfile
from ui import words
from ui.page import Notice, Surroundings
from ui.scan_choice import ScanChoice
from ui.widgets.page_strip import PageStrip

if TYPE_CHECKING:
    from desk.capture.looking import BatchCheck
    from desk.capture.scanner import ScannerInfo
    from ui.widgets.camera_view import CameraView

CAMERA = "camera:"


@dataclass(frozen=True, slots=True)
class Target:
    """Where scanned pages go: a paper of a draft, from position `at` on, or in place of a page."""

    draft_id: str
    component: Component
    at: int | None = None
    replacing: str = ""


@dataclass(slots=True)
class _ByHand:
    """Both sides with a scanner of one: whose pages, and how many fronts there are."""

    draft_id: str
    component: Component
    fronts: int = 0


class ScanRun(QObject):
    """Scans for one strip; one scan at a time."""

    telling = Signal(object)
    """A `Notice`."""
    ended = Signal()
    """A scan is over, or pages were put in order: ask for them anew."""

    def __init__(self, around: Surroundings, strip: PageStrip, choice: ScanChoice) -> None:
        super().__init__(strip)
        self._around = around
        self._strip = strip
        self._choice = choice
        self._camera: CameraView | None = None
        self._by_hand: _ByHand | None = None
        self._unchecked: set[tuple[str, str]] = set()
        """Papers with pages of a finished batch nobody compared yet."""
        self.running = False
        strip.foot.joining.connect(self._join)
        strip.foot.giving_up.connect(self.give_up)

    def run(self, target: Target) -> None:
        """Scan there; while scanning, stop."""
        if self.running:
            self._around.seat.capture.cancel()
            return
        profile = self._choice.profile
        sheets = self._sheets(profile)
        waiting = self._strip.foot.wait.isChecked()
        self._set_running(running=True)
        self._open_camera(profile, target.component)
        self._around.bridge.ask(
            self._around.desk.workers.devices,
            lambda: self._scan(target, profile, waiting=waiting),
            lambda _: self._scanned(target, profile, sheets),
            self._failed,
            asker=self,
            ended=self._close_camera,
        )

    def happened(self, event: object) -> None:
        """The camera saw something, or took a page."""
        if self._camera is None:
            return
        if isinstance(event, CameraSaw):
            self._camera.show_seen(event)
        else:
            self._camera.count_shot()

    # both sides by hand

    def begin_by_hand(self, draft_id: str, component: Component, present: int) -> None:
        """The fronts come first; pages that are there already are the fronts."""
        self._by_hand = _ByHand(draft_id, component, present)
        self._strip.foot.in_order.setChecked(False)
        self._say_step(present)

    def give_up(self) -> None:
        """Pages stay as they lie."""
        self._by_hand = None
        self._strip.foot.show_step("", joinable=False)

    def show_pages(self, draft_id: str, code: str, pages: Sequence[PageStatus]) -> None:
        """The pages of the paper in front: the step by hand follows, a finished batch is checked.

        Pages scanned twice can be told only when their pictures are clean.
        """
        by_hand = self._by_hand
        if by_hand is not None and (by_hand.draft_id, by_hand.component.code) != (draft_id, code):
            self.give_up()
        elif by_hand is not None:
            self._say_step(len(pages))
        clean = all(one.state is not PageState.CAPTURED for one in pages)
        if clean and not self.running and (draft_id, code) in self._unchecked:
            self._unchecked.discard((draft_id, code))
            look = self._around.seat.capture.look
            self._ask(lambda: look.check(draft_id, code), self._checked)

    def _say_step(self, pages: int) -> None:
        by_hand = self._by_hand
        if by_hand is None:
            return
        foot, fronts = self._strip.foot, by_hand.fronts
        if not fronts:
            said = self.tr("1. Đặt xấp giấy, mặt trước; nhấn F6. Đã có {0} mặt trước.")
            foot.show_step(said.format(pages), joinable=False)
            return
        said = self.tr("2. {0} mặt trước. Lật cả xấp giấy, đặt lại; nhấn F6. Đã có {1} mặt sau.")
        foot.show_step(said.format(fronts, pages - fronts), joinable=pages > fronts)

    def _side_done(self, target: Target) -> None:
        """A run of the wizard is over: the backs follow, or both sides become sheets."""
        by_hand = self._by_hand
        if by_hand is None or by_hand.component.code != target.component.code:
            return
        look, draft_id, code = (
            self._around.seat.capture.look,
            by_hand.draft_id,
            target.component.code,
        )

        def counted(found: BatchCheck) -> None:
            if self._by_hand is not by_hand:
                return
            if not by_hand.fronts:
                by_hand.fronts = found.pages
                self._say_step(found.pages)
            elif found.pages == 2 * by_hand.fronts and not self._strip.foot.in_order.isChecked():
                self._join()

        self._ask(lambda: look.check(draft_id, code), counted)

    def _join(self) -> None:
        by_hand = self._by_hand
        if by_hand is None:
            return
        arrange = self._around.seat.capture.arrange
        turned_over = not self._strip.foot.in_order.isChecked()

        def joined(_: object) -> None:
            self.give_up()
            said = self.tr("Đã ghép {0} tờ hai mặt.").format(by_hand.fronts)
            self.telling.emit(Notice(said, self.tr("Ctrl+Z để tách lại."), "good", "by-hand"))
            self.ended.emit()

        self._ask(
            lambda: arrange.interleave(
                by_hand.draft_id, by_hand.component.code,
                fronts=by_hand.fronts, backs_reversed=turned_over,
            ),
            joined,
        )  # fmt: skip

    # a scan

    def _scan(self, target: Target, profile: ScanProfile, *, waiting: bool) -> int:
        # The first scan pays for these.
        from desk.capture.batches import Place  # noqa: PLC0415
        from desk.capture.profiles import options_of  # noqa: PLC0415

        capture = self._around.seat.capture
        wanted = profile.device or self._around.desk.settings.scanner
        if wanted is None or ":" not in wanted:
            wanted = _choose(capture.scanners(), wanted).id
        return capture.scan(
            target.draft_id, target.component.code, wanted, options_of(profile),
            place=Place(target.at, target.replacing), wait_for_paper=waiting,
            declined=profile.declined,
        )  # fmt: skip

    def _scanned(self, target: Target, profile: ScanProfile, sheets: int | None) -> None:
        self._set_running(running=False)
        self._strip.foot.sheets.setValue(0)
        self._unchecked.add((target.draft_id, target.component.code))
        self._side_done(target)
        self.ended.emit()
        if sheets is None:
            return
        draft_id, code, look = (
            target.draft_id,
            target.component.code,
            self._around.seat.capture.look,
        )
        self._ask(lambda: look.check(draft_id, code, sheets, duplex=profile.duplex), self._checked)

    def _checked(self, found: BatchCheck) -> None:
        """Sheets that are missing, too many or there twice are told; the pages stay."""
        if found.missing or found.surplus:
            said = self.tr("Đã nói {0} tờ, nhận được {1} trang.").format(found.sheets, found.pages)
            todo = self.tr("Xem lại tập giấy: thiếu {0}, thừa {1} trang.").format(
                found.missing, found.surplus
            )
            self.telling.emit(Notice(said, todo, "warn", "sheets"))
        if found.twice:
            _, again = found.twice[0]
            said = self.tr("{0} trang có vẻ bị quét hai lần.").format(len(found.twice))
            todo = self.tr("Trang đang chọn giống trang trước nó; nhấn Del nếu thừa.")
            self._strip.choose(again)
            self.telling.emit(Notice(said, todo, "warn", "twice"))

    def _failed(self, problem: Problem) -> None:
        self._set_running(running=False)
        what, next_step = words.problem(problem)
        self.telling.emit(Notice(what, next_step, "bad", "capture"))

    def _sheets(self, profile: ScanProfile) -> int | None:
        """How many sheets lie there: as written, or asked for where the profile wants to know."""
        if written := self._strip.foot.sheets.value():
            return written
        if profile.expected is not Expected.ASK:
            return None
        sheets, said = QInputDialog.getInt(
            self._strip, self.tr("Số tờ"), self.tr("Giấy tờ này có bao nhiêu tờ?"), 1, 1, 500
        )
        return sheets if said else None

    def _open_camera(self, profile: ScanProfile, component: Component) -> None:
        if not (profile.device or "").startswith(CAMERA):
            return
        from ui.widgets.camera_view import CameraView  # noqa: PLC0415 - when first needed

        capture = self._around.seat.capture
        view = self._camera = CameraView(self._strip, component.name)
        view.shooting.connect(capture.shoot)
        view.ending.connect(capture.cancel)
        view.open()

    def _close_camera(self) -> None:
        view, self._camera = self._camera, None
        if view is not None:
            view.end()
            view.deleteLater()

    def _set_running(self, *, running: bool) -> None:
        self.running = running
        self._strip.show_scanning(scanning=running)

    def _ask(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        store = self._around.desk.workers.store
        self._around.bridge.ask(store, work, done, self._say, asker=self)

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.telling.emit(Notice(what, next_step, "bad", "capture"))


def _choose(scanners: Sequence[ScannerInfo], wanted: str | None) -> ScannerInfo:
    """The scanner of the settings, else the first.

    Raises:
        Problem: ``ui.no_scanner``.
    """
    for scanner in scanners:
        if wanted in (None, scanner.id):
            return scanner
    raise Problem("ui.no_scanner")
