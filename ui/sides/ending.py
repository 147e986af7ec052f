"""Kết thúc: refused, withdrawn, stopped, signed – and a step that was recorded by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from models.dossier import Status
from models.lifecycle import TERMINAL, followers
from models.refusal_reasons import RefusedAt
from models.role import Act
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.paper_printing import print_paper
from ui.sides.deeds import Deed, DeedsSide, form, paragraph
from ui.widgets.panel import text
from ui.widgets.reason_list import ReasonList

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from models.papers.notices import Refusal, StopNotice

_REASONS_PX = 190


class EndingSide(DeedsSide):
    """Each end issues its paper and prints it; nothing is ended by one stroke of a key."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, self.tr("Kết thúc, sửa bước"))
        self.reasons, self.details = paragraph(64), paragraph(72)
        self.request, self.signer, self.why = QLineEdit(), QLineEdit(), QLineEdit()
        self.result_signer = QLineEdit()
        self.ground, self.target = QComboBox(), QComboBox()
        self.listed = ReasonList(RefusedAt.DOSSIER, around.desk.clock().date())
        self.listed.setFixedHeight(_REASONS_PX)
        self._refusing = form(
            (self.tr("Lý do (dấu cách để chọn)"), self.listed),
            (self.tr("Ghi thêm, mỗi dòng một lý do"), self.reasons),
        )
        self._withdrawing = form((self.tr("Giấy đề nghị rút"), self.request))
        self._stopping = form(
            (self.tr("Căn cứ dừng"), self.ground),
            (self.tr("Nội dung cụ thể"), self.details),
            (self.tr("Người ký thông báo"), self.signer),
        )
        self._signing = form((self.tr("Người ký kết quả"), self.result_signer))
        self._correcting = form(
            (self.tr("Bước đúng"), self.target),
            (self.tr("Vì sao sửa"), self.why),
        )
        self._asked = text(tone="warn", wrap=True)
        self._asked.hide()
        self.column.insertWidget(self.column.count() - 1, self._asked)
        self._sure = False
        self.acts_changed.connect(self._unsure)

    def offered(self, view: DossierView) -> bool:
        """A department's or a clerk's step, or a mistake to be set right."""
        return not view.elsewhere and self.around.seat.user.may(Act.PROCESS)

    def read(self, view: DossierView) -> None:
        """Everything is known from the status."""
        status, today = view.dossier.status, self.around.desk.clock().date()
        self.request.setText(self.tr("Đơn xin rút hồ sơ ngày {0}").format(f"{today:%d/%m/%Y}"))
        self._fill_grounds(status)
        self._fill_targets(status)
        self.say_known(
            self.tr("Hồ sơ đã kết thúc; chỉ còn sửa được bước ghi nhầm.")
            if status in TERMINAL
            else ""
        )
        onward = {row.target for row in followers(status)}
        deeds = []
        if status == Status.PROCESSING:
            deeds.append(
                Deed(self.tr("Kết quả đã ký"), self._finish, self._signing, self.result_signer)
            )
        if Status.NOT_RECEIVED in onward:
            refuse = self.tr("Từ chối tiếp nhận (Mẫu 03)")
            deeds.append(Deed(refuse, self._refuse, self._refusing, self.listed))
        if status == Status.PROCESSING:
            against = self.tr("Từ chối giải quyết (Mẫu 03)")
            deeds.append(Deed(against, self._decide_against, self._refusing, self.listed))
        if Status.WITHDRAWN in onward:
            withdraw = self.tr("Người dân rút hồ sơ")
            deeds.append(Deed(withdraw, self._withdraw, self._withdrawing, self.request))
        if self.ground.count():
            stop = self.tr("Dừng giải quyết (Mẫu 05)")
            deeds.append(Deed(stop, self._stop, self._stopping, self.ground))
        deeds.append(
            Deed(self.tr("Sửa bước ghi nhầm"), self._correct, self._correcting, self.target)
        )
        self.offer(deeds)

    def show_view(self, view: DossierView) -> None:
        """Reasons ticked for one dossier are never given for the next."""
        if self.view is None or self.view.dossier.id != view.dossier.id:
            self.listed.untick()
        super().show_view(view)

    def proceed(self) -> None:
        """The first stroke asks, the second does: an end cannot be taken back by a key."""
        deed = self._deed()
        if deed is None or self.view is None:
            return
        if not self._sure:
            self._sure = True
            self._asked.setText(self.tr("{0}? Nhấn F9 lần nữa để ghi nhận.").format(deed.words))
            self._asked.show()
            return
        self._unsure()
        super().proceed()

    def _unsure(self) -> None:
        self._sure = False
        self._asked.hide()

    def _fill_grounds(self, status: int) -> None:
        from desk.reception.endings import stop_grounds  # noqa: PLC0415 - the window paints first

        self.ground.clear()
        for code in stop_grounds(status):
            self.ground.addItem(words.stop_ground(code), code)

    def _fill_targets(self, status: int) -> None:
        self.target.clear()
        for one in Status:
            if one != status:
                self.target.addItem(words.status(one), int(one))
        before = self.view.timeline[-2].status if self.view and len(self.view.timeline) > 1 else 0
        self.target.setCurrentIndex(max(self.target.findData(int(before)), 0))

    def _reasons(self) -> tuple[str, ...]:
        own = (tidy(line) for line in self.reasons.toPlainText().splitlines())
        return (*self.listed.ticked(), *(line for line in own if line))

    def _refuse(self, view: DossierView) -> None:
        seat, reasons = self.around.seat, self._reasons()
        self._with_paper(lambda: seat.life.endings.refuse(seat.user, view.dossier.id, reasons))

    def _decide_against(self, view: DossierView) -> None:
        seat, reasons = self.around.seat, self._reasons()
        self._with_paper(
            lambda: seat.life.endings.decide_against(seat.user, view.dossier.id, reasons)
        )

    def _stop(self, view: DossierView) -> None:
        from desk.reception.endings import Stopping  # noqa: PLC0415 - the window paints first

        seat = self.around.seat
        stopping = Stopping(
            str(self.ground.currentData() or ""),
            tidy(self.details.toPlainText()),
            tidy(self.signer.text()),
        )
        self._with_paper(lambda: seat.life.endings.stop(seat.user, view.dossier.id, stopping))

    def _with_paper(self, work: Callable[[], tuple[DossierView, Refusal | StopNotice]]) -> None:
        def done(answer: tuple[DossierView, Refusal | StopNotice]) -> None:
            after, paper = answer
            print_paper(self.around, self, paper, dossier_id=after.dossier.id)
            self._done(after, self.tr("Đã ghi, giấy đang in."))

        self.ask(work, done)

    def _withdraw(self, view: DossierView) -> None:
        seat, request = self.around.seat, tidy(self.request.text())
        self.ask(
            lambda: seat.life.endings.withdraw(seat.user, view.dossier.id, request),
            lambda after: self._done(after, self.tr("Đã ghi rút hồ sơ.")),
        )

    def _finish(self, view: DossierView) -> None:
        seat, signer = self.around.seat, tidy(self.result_signer.text())
        self.ask(
            lambda: seat.life.endings.finish(seat.user, view.dossier.id, signer),
            lambda after: self._done(after, self.tr("Đã ghi: kết quả đã ký.")),
        )

    def _correct(self, view: DossierView) -> None:
        seat, why = self.around.seat, tidy(self.why.text())
        target = int(self.target.currentData())
        self.ask(
            lambda: seat.life.endings.correct(seat.user, view.dossier.id, target, why),
            lambda after: self._done(after, self.tr("Đã sửa; quá trình giữ cả hai bước.")),
        )

    def _done(self, after: DossierView, said: str) -> None:
        for field in (self.reasons, self.details, self.why, self.result_signer):
            field.clear()
        self.listed.untick()
        self.tell(said, after.dossier.code)
        self.changed.emit(after)
