"""The office's procedures: what keeps each from use, an own version, a packet taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
)

from models.problems import Problem
from models.procedure import Component, Fee, Limit, Procedure, Unit
from models.text import tidy
from models.vocabulary import say
from ui import look, words
from ui.books.book import Book
from ui.keys import Command
from ui.page import Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, labelled, text

if TYPE_CHECKING:
    from desk.reception.office_data import Checked

SIDE_PX = 440
MOST_DAYS = 999
REQUIRED_MARK = "*"
LARGEST_PACKET = 16 * 1024 * 1024


class ProceduresBook(Book):
    """Those that lack something come first; a released version is never changed."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._checked: dict[str, Checked] = {}
        self._said = text(kind="lead", wrap=True)
        self.table = LinesTable(
            self.tr("Thủ tục và phiên bản"),
            (
                (self.tr("Mã"), 104),
                (self.tr("Thủ tục"), 0),
                (self.tr("Phiên bản"), 130),
                (self.tr("Tình trạng"), 200),
            ),
        )
        self.name, self.result, self.basis = QLineEdit(), QLineEdit(), QLineEdit()
        self.amount, self.fee = QSpinBox(), QSpinBox()
        self.amount.setRange(0, MOST_DAYS)
        self.fee.setRange(-1, 100_000_000)
        self.fee.setSpecialValueText(self.tr("chưa rõ"))
        self.fee.setGroupSeparatorShown(True)
        self.unit = QComboBox()
        for one, said in (
            (Unit.WORKING_DAY, self.tr("ngày làm việc")),
            (Unit.CALENDAR_DAY, self.tr("ngày")),
            (Unit.WORKING_HOUR, self.tr("giờ làm việc")),
            (Unit.SAME_DAY, self.tr("trong ngày")),
            (Unit.IMMEDIATE, self.tr("giải quyết ngay")),
            (Unit.MONTH, self.tr("tháng")),
        ):
            self.unit.addItem(said, one.value)
        self.papers = QPlainTextEdit()
        self.papers.setTabChangesFocus(True)
        self._lacks = text(tone="warn", wrap=True)
        self._save = button(self.tr("Lưu bản của cơ quan  (F9)"), "primary")
        self.start = QDateEdit()
        self.start.setDisplayFormat("dd/MM/yyyy")
        for box in (self.amount, self.fee, self.start):
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._release = button(self.tr("Đưa vào dùng  (F5)"))
        self._import = button(self.tr("Nhập gói thủ tục…  (Ctrl+O)"))
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.table.opening.connect(lambda _: self.name.setFocus())
        self._save.clicked.connect(self._keep)
        self._release.clicked.connect(self._put_into_use)
        self._import.clicked.connect(self._choose_packet)

    def acts(self) -> Mapping[Command, str]:
        """Saving, releasing, taking a packet in."""
        return {
            Command.COMPONENTS: self.tr("Đưa vào dùng"),
            Command.RECEIVE: self.tr("Lưu"),
            Command.ADD_FILES: self.tr("Nhập gói"),
        }

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.RECEIVE:
            self._keep()
        elif command is Command.COMPONENTS:
            self._put_into_use()
        elif command is Command.ADD_FILES:
            self._choose_packet()
        else:
            return False
        return True

    def read(self) -> None:
        """Everything in force, and what the office has not released yet."""
        seat = self.around.seat

        def work() -> tuple[Checked, ...]:
            editing = seat.life.catalogue_editing
            return (*editing.check(seat.user), *editing.own(seat.user))

        self.ask(work, self._show, latest="check")

    def _show(self, found: tuple[Checked, ...]) -> None:
        chosen = self.table.current()
        self._checked = {
            f"{one.procedure.code}/{one.procedure.version}": one
            for one in sorted(found, key=lambda one: (not one.missing, one.procedure.code))
        }
        lines = []
        for name, one in self._checked.items():
            said = self._missing(one) if one.missing else self.tr("dùng được")
            version = one.procedure.version
            cells = (
                one.procedure.code, one.procedure.title,
                self.tr("{0} (cơ quan)").format(version) if one.own else version, said,
            )  # fmt: skip
            lines.append(Line(name, cells, {3: "warn" if one.missing else "good"}))
        lacking = sum(bool(one.missing) for one in self._checked.values())
        self._said.setText(
            self.tr("{0} phiên bản, {1} chưa dùng được.").format(len(lines), lacking)
        )
        self.table.show_lines(lines, chosen)
        self._show_chosen()

    def _missing(self, one: Checked) -> str:
        language = "en" if words.english() else "vi"
        return ", ".join(say("missing_facts", code, language) for code in one.missing)

    def _chosen(self) -> Checked | None:
        return self._checked.get(self.table.current())

    def _show_chosen(self) -> None:
        one = self._chosen()
        if one is None:
            return
        procedure = one.procedure
        self._lacks.setText(
            self.tr("Còn thiếu: {0}.").format(self._missing(one)) if one.missing else ""
        )
        self._lacks.setVisible(bool(one.missing))
        self.name.setText(procedure.name)
        self.name.setCursorPosition(0)
        limit = procedure.limit or Limit(Unit.WORKING_DAY, 0)
        self.amount.setValue(limit.amount)
        self.unit.setCurrentIndex(self.unit.findData(limit.unit.value))
        fee = procedure.fees[0].amount_dong if procedure.fees else None
        self.fee.setValue(-1 if fee is None else fee)
        self.result.setText(procedure.result_name)
        self.basis.setText("; ".join(procedure.legal_basis))
        self.basis.setCursorPosition(0)
        marked = ((REQUIRED_MARK if c.required else "") + c.name for c in procedure.components)
        self.papers.setPlainText("\n".join(marked))
        today = self.around.desk.clock().date()
        self.start.setDate(QDate(today.year, today.month, today.day))
        self._release.setEnabled(one.own and not procedure.complete)

    # An own version

    def edited(self, base: Procedure) -> Procedure:
        """What the fields say, as a version of the office; unchanged parts stay as published."""
        unit = Unit(self.unit.currentData())
        needs_amount = unit not in (Unit.SAME_DAY, Unit.IMMEDIATE)
        limit = Limit(unit, self.amount.value() if needs_amount else 0)
        first = base.fees[0] if base.fees else Fee(self.tr("Lệ phí"), None)
        amount = None if self.fee.value() < 0 else self.fee.value()
        known = base.fees or amount is not None
        today = self.around.desk.clock().date()
        version = base.version if self._is_draft(base) else f"cq-{today.isoformat()}"
        counted = not needs_amount or limit.amount > 0
        return replace(
            base,
            version=version,
            name=tidy(self.name.text()),
            legal_limit=limit if counted else None,
            committed_limit=None,
            fees=(replace(first, amount_dong=amount), *base.fees[1:]) if known else (),
            result_name=tidy(self.result.text()),
            legal_basis=tuple(tidy(one) for one in self.basis.text().split(";") if tidy(one)),
            components=_components(self.papers.toPlainText(), base.components),
            immediate=unit is Unit.IMMEDIATE,
            valid_from=today,
            valid_to=None,
        )

    def _is_draft(self, base: Procedure) -> bool:
        one = self._checked.get(f"{base.code}/{base.version}")
        return one is not None and one.own and not base.complete

    def _keep(self) -> None:
        one, seat = self._chosen(), self.around.seat
        if one is None:
            return
        procedure = self.edited(one.procedure)

        def done(kept: Checked) -> None:
            lacks = self.tr("Còn thiếu: {0}.").format(self._missing(kept)) if kept.missing else ""
            self.tell(self.tr("Đã lưu {0}, phiên bản {1}.").format(
                kept.procedure.code, kept.procedure.version), lacks)  # fmt: skip
            self.read()

        self.ask(lambda: seat.life.catalogue_editing.save(seat.user, procedure), done)

    def _put_into_use(self) -> None:
        one, seat = self._chosen(), self.around.seat
        if one is None:
            return
        code, version, start = one.procedure.code, one.procedure.version, self.start.date()
        day = date(start.year(), start.month(), start.day())

        def done(released: Checked) -> None:
            when = f"{released.procedure.valid_from:%d/%m/%Y}"
            self.tell(self.tr("{0} dùng được từ {1}.").format(code, when))
            self.read()

        self.ask(lambda: seat.life.catalogue_editing.release(seat.user, code, version, day), done)

    # A packet

    def _choose_packet(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Gói thủ tục"), "", self.tr("Gói thủ tục (*.json)")
        )
        if chosen:
            self.take_packet(Path(chosen))

    def take_packet(self, path: Path) -> None:
        """Keep a packet's procedures unreleased; what each lacks is shown."""
        seat = self.around.seat

        def work() -> tuple[Checked, ...]:
            try:
                if path.stat().st_size > LARGEST_PACKET:
                    raise Problem("catalogue.unreadable", line=0)
                said = path.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise Problem("catalogue.unreadable", line=0) from error
            return seat.life.catalogue_editing.import_packet(seat.user, said, path.name)

        def done(found: tuple[Checked, ...]) -> None:
            self.tell(self.tr("Đã nhập {0} thủ tục, chưa đưa vào dùng.").format(len(found)))
            self.read()

        self.ask(work, done)

    def _lay_out(self) -> None:
        panel = Panel()
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        panel.column.addWidget(self._import, 0, Qt.AlignmentFlag.AlignLeft)
        side = Panel(spacing=5)
        side.setFixedWidth(SIDE_PX)
        side.column.addWidget(self._lacks)
        side.column.addLayout(labelled(self.tr("Tên thủ tục"), self.name))
        terms = QHBoxLayout()
        terms.setSpacing(look.GAP_PX)
        terms.addLayout(labelled(self.tr("Thời hạn"), self.amount))
        terms.addLayout(labelled(self.tr("Tính bằng"), self.unit), 1)
        terms.addLayout(labelled(self.tr("Lệ phí (đồng)"), self.fee))
        side.column.addLayout(terms)
        side.column.addLayout(
            labelled(self.tr("Giấy tờ, mỗi dòng một giấy; * là bắt buộc"), self.papers), 1
        )
        side.column.addLayout(labelled(self.tr("Kết quả"), self.result))
        side.column.addLayout(labelled(self.tr("Căn cứ, cách nhau bằng dấu ;"), self.basis))
        side.column.addWidget(self._save)
        using = QHBoxLayout()
        using.setSpacing(look.GAP_PX)
        using.addLayout(labelled(self.tr("Áp dụng từ"), self.start))
        using.addWidget(self._release, 1, Qt.AlignmentFlag.AlignBottom)
        side.column.addLayout(using)
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)
        self.column.addLayout(row, 1)


def _components(written: str, published: tuple[Component, ...]) -> tuple[Component, ...]:
    """One a line; a line whose name was published keeps all that is known of that paper."""
    by_name = {one.name: one for one in published}
    taken = {one.code for one in published}
    made: list[Component] = []
    for line in written.splitlines():
        required = line.strip().startswith(REQUIRED_MARK)
        name = tidy(line.strip().removeprefix(REQUIRED_MARK))
        if not name:
            continue
        known = by_name.pop(name, None)
        if known is None:
            number = next(n for n in range(1, 1000) if f"{n:02d}" not in taken)
            taken.add(f"{number:02d}")
            known = Component(f"{number:02d}", name)
        made.append(replace(known, required=required))
    return tuple(made)
