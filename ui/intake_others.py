"""Việc khác at an intake: what is done now and then, in one menu, so that the form stays calm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from models.calendar import VIETNAM
from models.dossier import ConsentWay, Draft
from models.eform import Key, SheetSection
from ui import words
from ui.drafting import Drafting
from ui.intake_asking import IntakeAsking
from ui.intake_jobs import IntakeJobs
from ui.page import Page, Surroundings
from ui.paper_printing import print_paper
from ui.widgets.eform import EForm
from ui.widgets.late_form import LateForm
from ui.widgets.lodging_form import LodgingForm
from ui.widgets.panel import button
from ui.widgets.reuse_line import ReuseLine

if TYPE_CHECKING:
    from desk.reception.lodging import PortalFile
    from desk.reception.reuse import Offer

BLANKS = 10


class IntakeOthers(IntakeJobs):
    """The menu, and the jobs that need no more than a key."""

    filled = Signal(object)
    """The `Draft` with its form filled in: persons may be others than on the screen."""
    changed = Signal(object)
    """The `Draft` with other papers: the checklist is to be shown anew."""

    def __init__(self, around: Surroundings, page: Page, drafting: Drafting) -> None:
        super().__init__(around, page, drafting)
        self._visit = ""
        self.asking = IntakeAsking(around, page, drafting)
        self.reuse = ReuseLine()
        self.reuse.taking.connect(self._reuse)
        self.menu = QMenu(page)
        self.button: QPushButton = button(self.tr("Việc khác…  (Ctrl+K)"))
        self.button.clicked.connect(self.open)
        self._acts: dict[str, QAction] = {}
        for name, said, act in (
            ("guide", self.tr("&Chỉ hướng dẫn: lưu và in danh sách giấy tờ"), self.guide),
            ("again", self.tr("&Tiếp nhận rồi mở hồ sơ nữa của người này"), self.again),
            ("list", self.tr("In &danh sách chung của lượt này"), self.print_list),
            ("eform", self.tr("&Tờ khai điện tử: xem, điền sẵn…"), self.fill_form),
            ("form", self.tr("In tờ &khai điền sẵn để ký"), self.print_declaration),
            ("lodge", self.tr("&Nộp trực tuyến hộ…"), self.lodge),
            ("late", self.tr("Nhập &bù hồ sơ đã nhận trên giấy…"), self.enter_late),
            ("blanks", self.tr("In &giấy tiếp nhận trống, phòng mất điện"), self.print_blanks),
            ("identity", self.tr("Giấy tờ tùy t&hân khác…"), self.asking.show_identity),
            ("code", self.tr("Gắn &mã hồ sơ ngoài trước khi in…"), self.asking.tie_code),
            ("ask", self.tr("Phiếu yêu cầu bổ sung (Mẫu 0&2)…"), self.asking.ask_for_papers),
            ("refuse", self.tr("Từ chối tiếp nhận (Mẫu 0&3)…"), self.asking.refuse),
            ("given", self.tr("Giấy đã đưa mà không có hồ &sơ…"), self.asking.show_given),
        ):
            self._acts[name] = self.menu.addAction(said)
            self._acts[name].triggered.connect(act)
        again = self._acts["again"]
        again.setText(again.text() + "\tCtrl+F9")
        for name, key in (("eform", "Ctrl+B"), ("guide", "Ctrl+G")):
            self._acts[name].setText(f"{self._acts[name].text()}\t{key}")

    def open(self) -> None:
        """Show the menu above its button, with what can be done now."""
        draft = self._drafting.current()
        chosen = draft is not None and bool(draft.procedure_code)
        for name in ("guide", "eform", "form", "again", "code", "ask", "refuse"):
            self._acts[name].setEnabled(chosen)
        self._acts["list"].setEnabled(bool(self._visit))
        size = self.menu.sizeHint()
        corner = self.button.mapToGlobal(self.button.rect().topRight())
        corner.setX(corner.x() - size.width())
        corner.setY(corner.y() - size.height())
        self.menu.popup(corner)
        self.menu.setActiveAction(next(a for a in self.menu.actions() if a.isEnabled()))

    # Papers digitised before

    def look_for_papers(self) -> None:
        """Ask what may be reused for the draft as it stands."""
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None or not draft.procedure_code or draft.owner is None:
            self.reuse.show_offers(())
            return
        taken = {line.code for line in draft.components if line.reused or line.presented}

        def show(offers: tuple[Offer, ...]) -> None:
            open_ = tuple(one for one in offers if one.component_code not in taken)
            self.reuse.show_offers(open_)

        self._ask(lambda: seat.life.reuse.offers(seat.user, draft), show, latest="reuse")

    def _reuse(self, offer: Offer, compared: bool, date_checked: bool) -> None:
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return

        def done(taken: Draft) -> None:
            said = self.tr("Dùng lại bản số hóa: {0}.").format(offer.component_name)
            self._tell(said, offer.paper.dossier_code)
            self.changed.emit(taken)

        def work() -> Draft:
            return seat.life.reuse.take(
                seat.user, draft, offer, compared=compared, date_checked=date_checked
            )

        workers = self._around.desk.workers
        if offer.paper.counter:
            self._tell(self.tr("Đang lấy bản số hóa từ quầy {0}…").format(offer.paper.counter))
        self._ask(work, done, worker=workers.line if offer.paper.counter else workers.store)

    # Guidance, lists, forms

    def guide(self) -> None:
        """Keep that it was explained, and print the list; the draft stays."""
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return

        def work() -> object:
            seat.life.guidance.guide_draft(seat.user, draft)
            return seat.life.guidance.sheet(seat.user, draft.procedure_code or "")

        def done(sheet: object) -> None:
            self._tell(self.tr("Đã ghi hướng dẫn, danh sách giấy tờ đang in."))
            print_paper(self._around, self._page, sheet)

        self._ask(work, done)

    def again(self) -> None:
        """Receive this one; the next draft is the same person's."""
        draft = self._drafting.current()
        if draft is not None:
            self._visit = draft.visit or draft.id
            self._drafting.receive(again=True)

    def print_list(self) -> None:
        """One list of all dossiers of the visit."""
        seat, visit = self._around.seat, self._visit

        def done(paper: object) -> None:
            self._tell(self.tr("Đang in danh sách chung."))
            print_paper(self._around, self._page, paper)

        self._ask(lambda: seat.life.visits.paper(seat.user, visit), done)

    def print_declaration(self) -> None:
        """The form with everything the draft knows, for signature."""
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return

        def done(paper: object) -> None:
            self._tell(self.tr("Tờ khai điền sẵn đang in."))
            print_paper(self._around, self._page, paper)

        self._ask(lambda: seat.life.declarations.for_draft(seat.user, draft), done)

    def fill_form(self) -> None:
        """Show the procedure's form with everything that is known; F9 keeps it."""
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return

        def work() -> tuple[SheetSection, ...]:
            seat.intake.save(seat.user, draft)
            return seat.life.eforms.sheet(seat.user, draft, seat.fields.offers(seat.user, draft.id))

        def show(sections: tuple[SheetSection, ...]) -> None:
            form = EForm(self._over(), sections, "en" if words.english() else "vi")
            form.keeping.connect(lambda values: self._filled(form, values))
            self._open(form)

        self._ask(work, show, latest="eform")

    def _filled(self, form: EForm, values: Mapping[Key, str]) -> None:
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return

        def done(kept: Draft) -> None:
            form.accept()
            self.filled.emit(kept)
            self._tell(self.tr("Đã lưu tờ khai. Bản in để ký lấy đúng các giá trị này."))

        self._ask(lambda: seat.life.eforms.fill(seat.user, draft, values), done, form.show_problem)

    def print_blanks(self) -> None:
        """Slips with provisional numbers, written by hand when the power is gone."""
        seat = self._around.seat

        def done(paper: object) -> None:
            self._tell(self.tr("Đang in {0} giấy tiếp nhận trống.").format(BLANKS))
            print_paper(self._around, self._page, paper)

        self._ask(lambda: seat.life.late_entries.blank_receipts(seat.user, BLANKS), done)

    # Received on paper

    def enter_late(self) -> None:
        """Ask for the hour on the paper."""
        form = LateForm(self._over(), self._around.desk.clock())
        form.given.connect(lambda *given: self._late(form, *given))
        self._open(form)

    def _late(self, form: LateForm, at: datetime, reason: str, number: str) -> None:
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return
        moment = at.replace(tzinfo=VIETNAM)

        def done(marked: Draft) -> None:
            self._renew(marked)
            form.accept()
            self._tell(self.tr("Nhập bù: nhận lúc {0}.").format(words.moment(moment)))

        self._ask(
            lambda: seat.life.late_entries.enter(seat.user, draft, moment, reason, number),
            done,
            form.show_problem,
        )

    # Lodging for somebody

    def lodge(self) -> None:
        """Consent, files, the portal's code."""
        draft = self._drafting.current()
        if draft is None:
            return
        form = LodgingForm(self._over(), draft)
        form.agreed.connect(lambda way, consent: self._agreed(form, way, consent))
        form.files_wanted.connect(lambda: self._choose_folder(form))
        form.coded.connect(lambda code, portal: self._coded(form, code, portal))
        self._open(form)

    def _agreed(self, form: LodgingForm, way: ConsentWay, consent: str) -> None:
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return

        def done(begun: Draft) -> None:
            self._renew(begun)
            form.show_draft(begun)

        self._ask(
            lambda: seat.life.lodging.begin(seat.user, draft, way, consent),
            done,
            form.show_problem,
        )

    def _choose_folder(self, form: LodgingForm) -> None:
        chosen = QFileDialog.getExistingDirectory(form, self.tr("Nơi để tệp nộp trực tuyến"))
        if chosen:
            self.write_files(form, Path(chosen))

    def write_files(self, form: LodgingForm, folder: Path) -> None:
        """Write the papers as the portal wants them."""
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return

        def work() -> tuple[PortalFile, ...]:
            made = seat.life.lodging.files(seat.user, draft)
            for one in made:
                (folder / one.name).write_bytes(one.content)
            return made

        def done(made: tuple[PortalFile, ...]) -> None:
            said = self.tr("Đã xuất {0} tệp.").format(len(made))
            large = ", ".join(one.name for one in made if one.too_large)
            form.said.setText(
                f"{said} " + self.tr("Quá lớn với Cổng: {0}.").format(large) if large else said
            )
            form.code.setFocus()

        self._ask(work, done, form.show_problem)

    def _coded(self, form: LodgingForm, code: str, portal: str) -> None:
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return

        def done(coded: Draft) -> None:
            self._renew(coded)
            form.accept()
            given = coded.online.code if coded.online else ""
            self._tell(self.tr("Đã gắn mã {0}. F9 để tiếp nhận.").format(given))

        self._ask(
            lambda: seat.life.lodging.code_given(seat.user, draft, code, portal),
            done,
            form.show_problem,
        )
