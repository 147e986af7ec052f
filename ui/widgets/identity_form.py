"""Giấy tờ tùy thân khác: a passport, a certificate or a child's paper instead of the card."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from models.citizen import Citizen, IdentityPaper, PaperKind
from models.problems import Problem
from models.text import tidy
from models.vocabulary import VIETNAMESE, say
from ui import entry, words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.panel import button, labelled

WIDTH_PX = 460
_USUAL = (
    PaperKind.PASSPORT,
    PaperKind.IDENTITY_CERTIFICATE,
    PaperKind.ELECTRONIC,
    PaperKind.BIRTH_CERTIFICATE,
    PaperKind.IDENTITY_CARD,
    PaperKind.CITIZEN_CARD,
    PaperKind.OLD_CARD,
    PaperKind.OTHER,
)
"""What people without a readable card bring, the most frequent first."""


class IdentityForm(FormDialog):
    """What is printed on the paper that lay on the counter; dates may stay empty."""

    given = Signal(object, object, str)
    """The `Citizen`, the `IdentityPaper`, and what else it was compared with."""

    def __init__(self, over: QWidget, people: tuple[Citizen, ...]) -> None:
        super().__init__(over, self.tr("Giấy tờ tùy thân khác"), WIDTH_PX)
        self._people = people
        self.who, self.kind = QComboBox(), QComboBox()
        for one in people:
            self.who.addItem(one.full_name)
        language = "en" if words.english() else VIETNAMESE
        for kind in _USUAL:
            self.kind.addItem(say("identity_papers", kind.value, language), kind.value)
        self.number, self.issuer, self.because = QLineEdit(), QLineEdit(), QLineEdit()
        self.issued, self.expires = QLineEdit(), QLineEdit()
        self.do = button(self.tr("Ghi giấy tờ"), "primary")
        self._lay_out()
        self.do.clicked.connect(self._give)
        for line in (self.number, self.issuer, self.issued, self.expires, self.because):
            line.returnPressed.connect(self._give)
        self.kind.setFocus()

    def _lay_out(self) -> None:
        column = self.column
        said = self.tr("Mọi giấy tờ trong danh sách đều hợp lệ để nhận diện, trừ giấy đã hết hạn.")
        self.explain(said)
        if len(self._people) > 1:
            column.addLayout(labelled(self.tr("Của ai"), self.who))
        column.addLayout(labelled(self.tr("Loại giấy tờ"), self.kind))
        column.addLayout(labelled(self.tr("Số"), self.number))
        dates = QHBoxLayout()
        for words_above, field in (
            (self.tr("Ngày cấp"), self.issued),
            (self.tr("Có giá trị đến"), self.expires),
        ):
            field.setPlaceholderText(self.tr("ngày/tháng/năm"))
            dates.addLayout(labelled(words_above, field), 1)
        column.addLayout(dates)
        column.addLayout(labelled(self.tr("Nơi cấp"), self.issuer))
        self._also = QWidget()
        also = labelled(self.tr("Đã đối chiếu thêm bằng gì"), self.because)
        also.setContentsMargins(0, 0, 0, 0)
        self._also.setLayout(also)
        self._also.hide()
        column.addWidget(self._also)
        self.end(self.do)

    def _give(self) -> None:
        for field in (self.issued, self.expires):
            if field.text().strip() and _day(field) is None:
                self.complain(self.tr("Ngày ghi chưa đúng: ngày/tháng/năm."))
                field.setFocus()
                return
        paper = IdentityPaper(
            PaperKind(self.kind.currentData()),
            tidy(self.number.text()),
            _day(self.issued),
            tidy(self.issuer.text()),
            _day(self.expires),
        )
        who = self._people[max(self.who.currentIndex(), 0)]
        self.given.emit(who, paper, tidy(self.because.text()))

    def show_problem(self, problem: Problem) -> None:
        """Say what stopped it, beside the field."""
        super().show_problem(problem)
        if problem.code == "identity.expired":
            self._also.show()
            self.adjustSize()  # what came in has room
            self.because.setFocus()
        elif problem.code == "identity.not_accepted":
            self.kind.setFocus()
        else:
            self.number.setFocus()


def _day(field: QLineEdit) -> date | None:
    found = entry.birth_date(field.text())
    return found.whole() if found is not None else None
