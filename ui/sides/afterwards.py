"""Đánh giá, phản ánh: what people said of the service; asked for, never waited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from models.dossier import Status
from models.facts_life import RatingWay
from models.role import Act
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.sides.deeds import Deed, DeedsSide, form, paragraph
from ui.widgets.qr_picture import QrPicture, rows_of

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from models.facts import Fact
    from models.facts_life import ComplaintNoted, Rated

QR_PX = 170
RATED = (Status.FINISHED, Status.RETURNED)


@dataclass(frozen=True, slots=True)
class _Known:
    rated: Rated | None
    rows: tuple[str, ...]
    complaints: tuple[Fact[ComplaintNoted], ...]


class AfterwardsSide(DeedsSide):
    """One answer a dossier; notes of PAKN stay open until they are answered."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around, self.tr("Đánh giá, phản ánh"), listed=self.tr("Phản ánh chưa trả lời")
        )
        self.level, self.way, self.satisfied = QComboBox(), QComboBox(), QComboBox()
        for level in (3, 2, 1):
            self.level.addItem(self._level(level), level)
        for words_of_way, way in (
            (self.tr("Màn hình thứ hai"), RatingWay.SECOND_SCREEN),
            (self.tr("Quét mã QR"), RatingWay.QR),
            (self.tr("Phiếu giấy"), RatingWay.SLIP),
        ):
            self.way.addItem(words_of_way, way)
        for words_of_answer, answer in (
            (self.tr("Không nói"), None),
            (self.tr("Hài lòng với trả lời"), True),
            (self.tr("Không hài lòng với trả lời"), False),
        ):
            self.satisfied.addItem(words_of_answer, answer)
        self.about, self.number = paragraph(72), QLineEdit()
        self.qr = QrPicture(QR_PX, self.tr("Mã QR để người dân đánh giá"))
        self.column.insertWidget(self.column.indexOf(self.lines), self.qr)
        self._rating = form((self.tr("Mức"), self.level), (self.tr("Trả lời bằng"), self.way))
        self._noting = form(
            (self.tr("Nội dung phản ánh, kiến nghị"), self.about),
            (self.tr("Số trên hệ thống PAKN (nếu có)"), self.number),
        )
        self._answering = form((self.tr("Người phản ánh"), self.satisfied))

    def offered(self, view: DossierView) -> bool:
        """Our own dossiers."""
        return not view.elsewhere and self.around.seat.user.may(Act.CONTACT)

    def read(self, view: DossierView) -> None:
        """The answer, the symbol that leads to the questions, and open notes."""
        seat, dossier = self.around.seat, view.dossier

        def work() -> _Known:
            after = seat.life.after_result
            rated = after.rating(seat.user, dossier.id)
            link = ""
            if dossier.status in RATED and rated is None:
                link = after.rating_link(seat.user, dossier.id)
            return _Known(
                rated,
                rows_of(link) if link else (),
                tuple(one for one in after.open_complaints(seat.user) if one.subject == dossier.id),
            )

        self.ask(work, lambda known: self._show(view, known))

    def _show(self, view: DossierView, known: _Known) -> None:
        said = self.tr("Chưa có đánh giá.")
        if known.rated is not None:
            said = self.tr("Đã đánh giá: {0}.").format(self._level(known.rated.level))
        self.say_known(said)
        self.qr.show_rows(known.rows)
        lines = []
        for one in known.complaints:
            number = one.body.number or self.tr("chưa có số")
            lines.append((one.body.id, f"{one.body.about}\n{number} · {words.moment(one.at)}"))
        self.list_lines(lines, self.tr("Không có phản ánh nào chờ trả lời."))
        deeds = []
        if view.dossier.status in RATED and known.rated is None:
            deeds.append(Deed(self.tr("Ghi đánh giá"), self._rate, self._rating, self.level))
        note = self.tr("Ghi phản ánh, kiến nghị")
        deeds.append(Deed(note, self._note, self._noting, self.about))
        if known.complaints:
            answered = self.tr("Đã trả lời phản ánh")
            deeds.append(Deed(answered, self._answer, self._answering, self.satisfied))
        self.offer(deeds)

    def _level(self, level: int) -> str:
        return {
            1: self.tr("Không hài lòng"),
            2: self.tr("Hài lòng"),
            3: self.tr("Rất hài lòng"),
        }[level]

    def _rate(self, view: DossierView) -> None:
        seat, level = self.around.seat, int(self.level.currentData())
        way = RatingWay(self.way.currentData())
        self.ask(
            lambda: seat.life.after_result.rate(seat.user, view.dossier.id, level, way),
            lambda _: self._done(view, self.tr("Đã ghi đánh giá.")),
        )

    def _note(self, view: DossierView) -> None:
        seat, about = self.around.seat, tidy(self.about.toPlainText())
        number = tidy(self.number.text())

        def done(_: str) -> None:
            self.about.clear()
            self.number.clear()
            self._done(view, self.tr("Đã ghi phản ánh."))

        self.ask(
            lambda: seat.life.after_result.note_complaint(
                seat.user, about, dossier_id=view.dossier.id, number=number
            ),
            done,
        )

    def _answer(self, view: DossierView) -> None:
        seat, one, satisfied = self.around.seat, self.chosen_line(), self.satisfied.currentData()
        self.ask(
            lambda: seat.life.after_result.answer_complaint(seat.user, one, satisfied),
            lambda _: self._done(view, self.tr("Đã ghi trả lời phản ánh.")),
        )

    def _done(self, view: DossierView, said: str) -> None:
        self.tell(said, view.dossier.code)
        self.again()
