"""Đánh giá, phản ánh: what people said of the service; asked for, never waited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from models.dossier import Status
from models.facts_life import RatingWay
from models.role import Act
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.paper_printing import print_paper
from ui.sides.deeds import Deed, DeedsSide, form, paragraph
from ui.widgets.panel import labelled
from ui.widgets.qr_picture import QrPicture, rows_of

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from models.facts import Fact
    from models.facts_life import ComplaintNoted, Rated
    from models.rating import RatingQuestion

QR_PX = 170
_UNANSWERED = -1
_ANSWERS_PX = 260
_NARROW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
RATED = (Status.FINISHED, Status.RETURNED)


@dataclass(frozen=True, slots=True)
class _Known:
    rated: Rated | None
    rows: tuple[str, ...]
    questions: tuple[RatingQuestion, ...]
    complaints: tuple[Fact[ComplaintNoted], ...]


class AfterwardsSide(DeedsSide):
    """One answer a dossier; notes of PAKN stay open until they are answered."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around, self.tr("Đánh giá, phản ánh"), listed=self.tr("Phản ánh chưa trả lời")
        )
        self.level, self.way, self.satisfied = QComboBox(), QComboBox(), QComboBox()
        self.slip_level = QComboBox()
        for level in (3, 2, 1):
            self.level.addItem(self._level(level), level)
            self.slip_level.addItem(self._level(level), level)
        for words_of_way, way in (
            (self.tr("Màn hình thứ hai"), RatingWay.SECOND_SCREEN),
            (self.tr("Quét mã QR"), RatingWay.QR),
            (self.tr("Phiếu giấy, chỉ có mức"), RatingWay.SLIP),
        ):
            self.way.addItem(words_of_way, way)
        for words_of_answer, answer in (
            (self.tr("Không nói"), None),
            (self.tr("Hài lòng với trả lời"), True),
            (self.tr("Không hài lòng với trả lời"), False),
        ):
            self.satisfied.addItem(words_of_answer, answer)
        self._rows: tuple[str, ...] = ()
        self.questions: list[QComboBox] = []
        self._asked = QWidget()
        self._questions = QGridLayout(self._asked)
        self._questions.setContentsMargins(0, 0, 0, 0)
        self._asked.hide()
        self.about, self.number = paragraph(72), QLineEdit()
        self.qr = QrPicture(QR_PX, self.tr("Mã QR để người dân đánh giá"))
        self.column.insertWidget(self.column.indexOf(self.lines), self.qr)
        self.acts_changed.connect(self._make_room)
        self._rating = form((self.tr("Mức"), self.level), (self.tr("Trả lời bằng"), self.way))
        self._noting = form(
            (self.tr("Nội dung phản ánh, kiến nghị"), self.about),
            (self.tr("Số trên hệ thống PAKN (nếu có)"), self.number),
        )
        self._answering = form((self.tr("Người phản ánh"), self.satisfied))

    def offered(self, view: DossierView) -> bool:
        """Our own dossiers."""
        return not view.elsewhere and self.around.seat.user.may(Act.CONTACT)

    def show_view(self, view: DossierView) -> None:
        """What one person answered is never said of the next one's dossier."""
        if self.view is None or self.view.dossier.id != view.dossier.id:
            for box in (self.level, self.slip_level, self.satisfied, *self.questions):
                box.setCurrentIndex(0)
        super().show_view(view)

    def read(self, view: DossierView) -> None:
        """The answer, the symbol that leads to the questions, and open notes."""
        seat, dossier = self.around.seat, view.dossier

        def work() -> _Known:
            after = seat.life.after_result
            rated = after.rating(seat.user, dossier.id)
            link = ""
            questions: tuple[RatingQuestion, ...] = ()
            if dossier.status in RATED and rated is None:
                link = after.rating_link(seat.user, dossier.id)
                questions = after.rating_form(seat.user).questions
            return _Known(
                rated,
                rows_of(link) if link else (),
                questions,
                tuple(one for one in after.open_complaints(seat.user) if one.subject == dossier.id),
            )

        self.ask(work, lambda known: self._show(view, known))

    def _show(self, view: DossierView, known: _Known) -> None:
        said = self.tr("Chưa có đánh giá.")
        if known.rated is not None:
            said = self.tr("Đã đánh giá: {0}.").format(self._level(known.rated.level))
        self.say_known(said)
        self._rows = known.rows
        self.qr.show_rows(known.rows)
        lines = []
        for one in known.complaints:
            number = one.body.number or self.tr("chưa có số")
            lines.append((one.body.id, f"{one.body.about}\n{number} · {self._due(one)}"))
        self.list_lines(lines, self.tr("Không có phản ánh nào chờ trả lời."))
        deeds = []
        if view.dossier.status in RATED and known.rated is None:
            self._show_questions(known.questions)
            deeds.append(Deed(self.tr("Ghi đánh giá"), self._rate, self._rating, self.level))
            slip = self.tr("Ghi phiếu đánh giá đã điền")
            short = self.tr("Ghi phiếu")
            deeds.append(Deed(slip, self._rate_by_slip, self._asked, self.slip_level, short))
            deeds.append(Deed(self.tr("In phiếu đánh giá"), self._print_slip))
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

    def _make_room(self) -> None:
        """The symbol and the slip's questions are never wanted together."""
        deed = self._deed()
        answering = deed is not None and deed.form is self._asked
        self.qr.setVisible(bool(self._rows) and not answering)

    def _due(self, one: Fact[ComplaintNoted]) -> str:
        until = one.body.until
        if until is None:
            return words.moment(one.at)
        if until < self.around.desk.clock():
            return self.tr("quá hạn trả lời từ {0}").format(words.moment(until))
        return self.tr("trả lời trước {0}").format(words.moment(until))

    def _show_questions(self, questions: tuple[RatingQuestion, ...]) -> None:
        """The slip's questions in its order; nothing is answered before a hand chose it."""
        if len(self.questions) == len(questions):
            return
        english = words.english()
        self._questions.addLayout(labelled(self.tr("Mức"), self.slip_level), 0, 0)
        for place, one in enumerate(questions, start=1):
            box = QComboBox()
            box.setAccessibleName(one.en if english else one.vi)
            box.setToolTip(box.accessibleName())
            box.setSizeAdjustPolicy(_NARROW)
            box.view().setMinimumWidth(_ANSWERS_PX)
            box.addItem("–", _UNANSWERED)
            for answer in one.answers:
                box.addItem(answer.en if english else answer.vi, answer.points)
            self.questions.append(box)
            name = one.short_en if english else one.short_vi
            self._questions.addLayout(labelled(name, box), place // 2, place % 2)

    def _rate_by_slip(self, view: DossierView) -> None:
        seat, level = self.around.seat, int(self.slip_level.currentData())
        answers = tuple(int(one.currentData()) for one in self.questions)
        self.ask(
            lambda: seat.life.after_result.rate(
                seat.user, view.dossier.id, level, RatingWay.SLIP, answers
            ),
            lambda _: self._done(view, self.tr("Đã ghi đánh giá.")),
        )

    def _print_slip(self, view: DossierView) -> None:
        seat = self.around.seat

        def done(slip: object) -> None:
            print_paper(self.around, self, slip, dossier_id=view.dossier.id)
            self.tell(self.tr("Phiếu đánh giá đang in."), view.dossier.code)

        self.ask(lambda: seat.life.after_result.rating_slip(seat.user, view.dossier.id), done)

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
