"""The catalogue's editor: one version in parts, what it still lacks beside it, undo, comparison."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import reduce
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from models.catalogue_changes import Change, changes
from models.catalogue_check import findings
from models.procedure import Procedure
from ui import look
from ui.books.procedure_fees import Fees
from ui.books.procedure_fields import Section, from_qt, to_qt
from ui.books.procedure_items import language
from ui.books.procedure_papers import Papers
from ui.books.procedure_sections import Limits, Names, Places, Roles, scrolled
from ui.widgets.panel import OneLine, Panel, button, choice, text

if TYPE_CHECKING:
    from desk.reception.office_data import Editing

SIDE_PX = 280
MOST_STEPS = 200


class ProcedureEditor(QWidget):
    """Saves nothing itself: the book asks the service."""

    changed = Signal()
    saving = Signal()
    releasing = Signal()
    discarding = Signal()
    leaving = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._editing: Editing | None = None
        self._saved: Procedure | None = None
        self._last: Procedure | None = None
        self._steps: list[Procedure] = []
        self._typing_in: QWidget | None = None
        self.names, self.limits, self.papers = Names(), Limits(), Papers()
        self.fees, self.roles, self.places = Fees(), Roles(), Places()
        self.comparison = QTextBrowser()
        self.comparison.setOpenLinks(False)
        self.comparison.setAccessibleName(self.tr("So với bản đang dùng"))
        self._title, self._standing = OneLine(kind="lead"), OneLine(kind="small", tone="muted")
        self.lacks = text(wrap=True)
        self.lacks.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.start = QDateEdit()
        self.start.setDisplayFormat("dd/MM/yyyy")
        self.start.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.start.setAccessibleName(self.tr("Áp dụng từ"))
        self.stack = QStackedWidget()
        self._choices: list[QPushButton] = []
        self._group = QButtonGroup(self)
        self.save = button(self.tr("Lưu bản nháp  (F9)"), "primary")
        self.release = button(self.tr("So sánh rồi đưa vào dùng  (F5)"))
        self.undo = button(self.tr("Lấy lại bước trước"))
        self.discard = button(self.tr("Bỏ bản nháp"))
        self.leave = button(self.tr("Về danh sách  (Esc)"))
        for pressed, said in (
            (self.save, self.saving), (self.release, self.releasing),
            (self.discard, self.discarding), (self.leave, self.leaving),
        ):  # fmt: skip
            pressed.clicked.connect(said)
        self.undo.clicked.connect(self.take_back)
        self._lay_out()
        for section in self._sections():
            section.edited.connect(self._edited)

    def _sections(self) -> tuple[Section, ...]:
        """Names last: what was compared confirms the papers as they are now."""
        return (self.limits, self.papers, self.fees, self.roles, self.places, self.names)

    # What is edited

    @property
    def open(self) -> bool:
        """Whether a version is open."""
        return self._editing is not None

    def show_editing(self, editing: Editing, databases: tuple[str, ...]) -> None:
        """Open a version at its first part."""
        self._editing, self._saved = editing, editing.draft.procedure
        self._steps, self._typing_in = [], None
        self.papers.know_databases(databases)
        self._fill(self._saved)
        self.start.setDate(to_qt(max(self._saved.valid_from, self._today)))
        self.turn_to(0)
        self.names.name.setFocus()

    def kept(self, saved: Procedure) -> None:
        """The version was written."""
        self._saved = saved
        self._show_state()

    def close_editing(self) -> None:
        """Nothing is open any more."""
        self._editing = None

    def procedure(self) -> Procedure:
        """The version as it is typed."""
        if self._saved is None:
            raise LookupError("no version is open")
        return reduce(lambda one, section: section.apply(one), self._sections(), self._saved)

    def valid_from(self) -> date:
        """The day it is to be used from."""
        return from_qt(self.start.date())

    @property
    def unsaved(self) -> bool:
        """Whether something was typed since it was saved."""
        return self.open and self.procedure() != self._saved

    def compared(self) -> list[Change]:
        """What differs from the version in force."""
        if self._editing is None:
            return []
        new = replace(self.procedure(), valid_from=self.valid_from())
        return changes(self._editing.in_force, new, language())

    # Steps

    def take_back(self) -> None:
        """Undo one step of typing, also past the last save."""
        if self._steps:
            before = self._steps.pop()
            self._fill(before)
            self._typing_in = None
            self._show_state()

    def turn_to(self, place: int) -> None:
        """Open a part."""
        self._choices[place].setChecked(True)
        self.stack.setCurrentIndex(place)
        if place == len(self._choices) - 1:
            self._show_comparison()

    @property
    def comparing(self) -> bool:
        """Whether the comparison is in front."""
        return self.stack.currentIndex() == len(self._choices) - 1

    def compare(self) -> None:
        """Bring the comparison to the front."""
        self.turn_to(len(self._choices) - 1)
        self.comparison.setFocus()

    def _fill(self, one: Procedure) -> None:
        for section in self._sections():
            section.show_procedure(one)
        self._last = one
        self._show_state()

    def _edited(self) -> None:
        """A step begins with another field; typing on in one field is one step."""
        field, now = QApplication.focusWidget(), self.procedure()
        if self._last is None or now == self._last:
            return
        typing = isinstance(field, (QLineEdit, QPlainTextEdit, QAbstractSpinBox))
        if not typing or field is not self._typing_in:
            self._steps = [*self._steps[-MOST_STEPS:], self._last]
        cases = self._last.cases
        self._typing_in, self._last = field, now
        if now.cases != cases:  # papers and fees offer them
            self.papers.show_procedure(now)
            self.fees.show_procedure(now)
        self._show_state()

    def _show_state(self) -> None:
        if self._editing is None or self._saved is None:
            return
        one = self.procedure()
        self._title.say(f"{one.code}  {one.title}")
        said = self.tr("Bản nháp {0}").format(one.version)
        if self.unsaved:
            said = self.tr("{0}, chưa lưu").format(said)
        present, accepted = self._editing.in_force, self._editing.dossiers
        if present is not None:
            said += self.tr(" · đang dùng bản {0}; {1} hồ sơ giữ bản ấy").format(
                present.version, accepted
            )
        self._standing.say(said)
        found = findings(replace(one, complete=True), self._today)
        lines = "\n".join(f"•  {finding.words(language())}" for finding in found)
        self.lacks.setText(lines or self.tr("Đủ để đưa vào dùng."))
        self.lacks.setProperty("tone", "warn" if found else "good")
        self.lacks.style().unpolish(self.lacks)
        self.lacks.style().polish(self.lacks)
        self.undo.setEnabled(bool(self._steps))
        if self.comparing:
            self._show_comparison()
        self.changed.emit()

    def _show_comparison(self) -> None:
        found = self.compared()
        heads = (self.tr("Mục"), self.tr("Đang dùng"), self.tr("Bản mới"))
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(said) or '–'}</td>" for said in _cells(one)) + "</tr>"
            for one in found
        )
        head = "".join(
            f"<th align='left' width='{width}%'>{escape(one)}</th>"
            for one, width in zip(heads, (28, 36, 36), strict=True)
        )
        table = "<table width='100%' cellpadding='5' border='1' style='border-collapse: collapse'>"
        nothing = escape(self.tr("Không khác bản đang dùng."))
        self.comparison.setHtml(f"{table}<tr>{head}</tr>{rows}</table>" if found else nothing)

    def _lay_out(self) -> None:
        parts = (
            (self.tr("&1 Chung"), self.names),
            (self.tr("&2 Thời hạn"), self.limits),
            (self.tr("&3 Giấy tờ"), self.papers),
            (self.tr("&4 Phí"), self.fees),
            (self.tr("&5 Người"), self.roles),
            (self.tr("&6 Nơi, hiệu lực"), self.places),
            (self.tr("&7 So sánh"), self.comparison),
        )
        choices = QHBoxLayout()
        choices.setSpacing(4)
        for place, (said, part) in enumerate(parts):
            made = choice(said)
            made.clicked.connect(lambda _=False, one=place: self.turn_to(one))
            self._group.addButton(made)
            self._choices.append(made)
            choices.addWidget(made)
            self.stack.addWidget(scrolled(part) if part in (self.names, self.roles) else part)
        choices.addStretch(1)
        panel = Panel(spacing=6)
        panel.column.addWidget(self._title)
        panel.column.addWidget(self._standing)
        panel.column.addLayout(choices)
        panel.column.addWidget(self.stack, 1)
        side = Panel(self.tr("Cần sửa trước khi dùng"), spacing=6)
        side.setFixedWidth(SIDE_PX)
        list_of = QScrollArea()
        list_of.setWidgetResizable(True)
        list_of.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        list_of.setWidget(self.lacks)
        side.column.addWidget(list_of, 1)
        side.column.addWidget(self.save)
        side.column.addWidget(self.undo)
        side.column.addWidget(text(self.tr("Áp dụng từ"), kind="small", tone="muted"))
        side.column.addWidget(self.start)
        side.column.addWidget(self.release)
        side.column.addWidget(self.discard)
        side.column.addWidget(self.leave)
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)


def _cells(one: Change) -> tuple[str, str, str]:
    return one.label, one.before, one.after
