"""Giấy ủy quyền: its facts, so that the paper itself need not be copied."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from models.facts import Authority
from models.text import tidy
from ui import entry, look
from ui.widgets.panel import labelled, set_property


class AuthorityFields(QWidget):
    """Who gave the right, when, and who certified it."""

    def __init__(self) -> None:
        super().__init__()
        self.given_by, self.dated = QLineEdit(), QLineEdit()
        self.certified_by, self.number = QLineEdit(), QLineEdit()
        self.dated.setPlaceholderText(self.tr("ngày/tháng/năm"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.GAP_PX)
        grid.setVerticalSpacing(4)
        grid.addLayout(labelled(self.tr("Người ủy quyền"), self.given_by), 0, 0)
        grid.addLayout(labelled(self.tr("Ngày giấy ủy quyền"), self.dated), 0, 1)
        grid.addLayout(labelled(self.tr("Nơi chứng thực (nếu có)"), self.certified_by), 1, 0)
        grid.addLayout(labelled(self.tr("Số giấy"), self.number), 1, 1)
        fields = (self.given_by, self.dated, self.certified_by, self.number)
        for here, there in pairwise(fields):
            here.returnPressed.connect(there.setFocus)
        self.dated.editingFinished.connect(self._tidy_date)

    def clear(self, given_by: str) -> None:
        """A new paper, most likely by this person."""
        for field in (self.dated, self.certified_by, self.number):
            field.clear()
        self.given_by.setText(given_by)
        set_property(self.dated, "wrong", False)

    def authority(self) -> Authority | None:
        """The paper as typed; None without a giver and a whole date, and the date is marked."""
        given_by, dated = tidy(self.given_by.text()), self._date()
        set_property(self.dated, "wrong", not dated)
        if not given_by or not dated:
            return None
        return Authority(given_by, dated, tidy(self.certified_by.text()), tidy(self.number.text()))

    def _date(self) -> str:
        found = entry.birth_date(self.dated.text())
        if found is None or found.month is None or found.day is None:
            return ""
        return QDate(found.year, found.month, found.day).toString("yyyy-MM-dd")

    def _tidy_date(self) -> None:
        found = entry.birth_date(self.dated.text())
        if found is not None:
            self.dated.setText(found.vietnamese())
