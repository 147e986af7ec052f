"""Bàn giao đi/về: choose the department, scan the slips, count, hand over – three keys in all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.dossier import DossierRow
from models.problems import Problem
from ui import look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings
from ui.paper_printing import print_paper
from ui.scan_box import ScanBox
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, labelled, text

if TYPE_CHECKING:
    from desk.reception.bundles import Pile, Scanned
    from desk.reception.results import TakenIn
    from models.papers.handing import BundleRecord, BundleRow
    from models.store.bundles import Bundle
    from models.units import Unit

SIDE_PX = 280
MOST = 500
COPIES = 2
"""Biên bản bàn giao: one for each side."""


class BundlesPage(Page):
    """What goes to a department now, and what came back from it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._codes: dict[str, BundleRow | DossierRow] = {}
        self._pile: Pile | None = None
        self._going = True
        self._out = button(self.tr("Bàn giao đi"), "choice")
        self._back = button(self.tr("Nhận về (F4)"), "choice")
        self.unit = QComboBox()
        self.unit.setEditable(True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.scan = ScanBox()
        self.scan.setPlaceholderText(self.tr("Quét giấy hẹn của từng hồ sơ trong tập"))
        self.scan.setAccessibleName(self.tr("Quét giấy hẹn của từng hồ sơ trong tập"))
        self._said = text(tone="muted", wrap=True)
        self.table = LinesTable(
            self.tr("Hồ sơ của tập"),
            (
                (self.tr("Mã hồ sơ"), 192),
                (self.tr("Người nộp"), 150),
                (self.tr("Thủ tục"), 0),
                (self.tr("Số tờ"), 64),
                (self.tr("Bản chính kèm"), 140),
                (self.tr("Trạng thái"), 100),
            ),
        )
        self.counted = QSpinBox()
        self.receiver, self.place = QLineEdit(), QLineEdit()
        self.place.setPlaceholderText(self.tr("Ví dụ: Ngăn B-17"))
        self._progress = text(kind="big")
        self._confirm = button("", "primary")
        self._lay_out()
        self._connect()

    # What a page is

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Bàn giao đi/về")

    def commands(self) -> Mapping[Command, str]:
        """The keys of the job in front."""
        other = self.tr("Nhận về") if self._going else self.tr("Bàn giao đi")
        offered = {Command.PROCEDURE: other}
        if self._codes:
            offered[Command.RECEIVE] = self._act()
        return offered

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.PROCEDURE:
            (self._back if self._going else self._out).click()
        elif command is Command.RECEIVE:
            self._proceed()
        else:
            return False
        return True

    def enter(self, subject: object) -> None:
        """First the department, then the scanner."""
        del subject
        seat = self.around.seat
        self._ask(lambda: seat.life.bundles.units(seat.user), self._offer_units)
        (self.scan if self.unit.currentText() else self.unit).setFocus()

    def scanned(self, scan: str) -> bool:
        """Every slip goes into the bundle."""
        self._entered(scan)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes a slip out of the bundle."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
        ):
            self._codes.pop(self.table.current(), None)
            self._show()
            return True
        return False

    # The bundle

    def _offer_units(self, units: tuple[Unit, ...]) -> None:
        kept = self.unit.currentText()
        self.unit.clear()
        self.unit.addItems([one.name for one in units])
        self.unit.setCurrentText(kept)

    def _chose_unit(self) -> None:
        self._codes.clear()
        self._read_pile()
        self.scan.setFocus()

    def _read_pile(self) -> None:
        unit, seat = self.unit.currentText().strip(), self.around.seat
        self._pile = None
        self._show()
        if unit and self._going:
            self._ask(lambda: seat.life.bundles.pile(seat.user, unit), self._show_pile)

    def _show_pile(self, pile: Pile) -> None:
        self._pile = pile
        self._show()

    def _entered(self, code: str) -> None:
        unit, seat, before = self.unit.currentText().strip(), self.around.seat, tuple(self._codes)
        self.scan.clear()
        if not unit:
            self._say(Problem("bundle.no_unit"))
            self.unit.setFocus()
        elif self._going:
            self._ask(lambda: seat.life.bundles.scan(seat.user, unit, code, before), self._came)
        else:
            self._ask(lambda: seat.lookup.find(seat.user, code, 1), self._came_back)

    def _came(self, scanned: Scanned) -> None:
        if scanned.alarm is not None:
            self._say(scanned.alarm)
        if scanned.row is not None:
            self._codes[scanned.code] = scanned.row
        self._show()
        self.scan.setFocus()

    def _came_back(self, rows: tuple[DossierRow, ...]) -> None:
        if rows:
            self._codes[rows[0].code] = rows[0]
        else:
            self._say(Problem("lookup.unknown_code"))
        self._show()
        self.scan.setFocus()

    def _show(self) -> None:
        lines = [self._line(code) for code in reversed(self._codes)]
        missing: list[DossierRow] = []
        if self._pile is not None and self._going:
            missing = [row for row in self._pile.now if row.code not in self._codes]
            morning = [row for row in self._pile.next_morning if row.code not in self._codes]
            lines += [_left(row, self.tr("chưa quét"), "warn") for row in missing]
            lines += [_left(row, self.tr("sáng mai"), "muted") for row in morning]
        self.table.show_lines(lines)
        done = len(self._codes)
        self._progress.setText(f"{done} / {done + len(missing)}" if self._going else str(done))
        self._said.setText(self._sentence(done, len(missing)))
        self.counted.setValue(done)
        self._confirm.setText(f"{self._act()}  (F9)")
        self._confirm.setEnabled(bool(done))
        self.commands_changed.emit()

    def _sentence(self, done: int, missing: int) -> str:
        if not self.unit.currentText().strip():
            return self.tr("Chọn phòng trước, rồi quét từng giấy hẹn.")
        if missing:
            return self.tr("Còn {0} hồ sơ của phòng này chưa quét.").format(missing)
        if done:
            return self.tr("Đếm lại tập hồ sơ, sửa số đếm nếu khác, rồi F9.")
        return self.tr("Quét từng giấy hẹn trong tập.")

    def _line(self, code: str) -> Line:
        row = self._codes[code]
        if isinstance(row, DossierRow):
            cells = (
                code,
                row.owner_name,
                words.procedure(row.procedure_name),
                "",
                "",
                self.tr("đã quét"),
            )
        else:
            cells = (
                code, row.submitter, row.procedure, str(row.sheets), row.originals,
                self.tr("đã quét"),
            )  # fmt: skip
        return Line(code, cells, {5: "good"})

    def _act(self) -> str:
        return self.tr("Bàn giao, in biên bản") if self._going else self.tr("Nhận về, in biên bản")

    def _proceed(self) -> None:
        from desk.reception.bundles import Giving  # noqa: PLC0415 - the window paints first

        seat, place = self.around.seat, self.place.text().strip()
        giving = Giving(
            self.unit.currentText().strip(),
            tuple(self._codes),
            self.counted.value(),
            self.receiver.text().strip(),
        )
        if self._going:
            self._ask(lambda: seat.life.bundles.hand_over(seat.user, giving), self._handed_over)
        else:
            self._ask(
                lambda: seat.life.bundles.take_back(seat.user, giving, place), self._taken_back
            )

    def _handed_over(self, answer: tuple[Bundle, BundleRecord]) -> None:
        bundle, record = answer
        self._tell_done(self.tr("Đã bàn giao {0} hồ sơ").format(len(record.rows)), bundle)
        print_paper(self.around, self, record, COPIES)
        self._chose_unit()

    def _taken_back(self, answer: tuple[Bundle | None, BundleRecord | None, TakenIn]) -> None:
        bundle, record, taken = answer
        for code in taken.unknown:
            self._say(Problem("bundle.unknown_code", code=code))
        for _, problem in taken.refused:
            self._say(problem)
        if bundle is not None and record is not None:
            self._tell_done(self.tr("Đã nhận về {0} kết quả").format(len(record.rows)), bundle)
            print_paper(self.around, self, record, COPIES)
        self._chose_unit()

    def _tell_done(self, said: str, bundle: Bundle) -> None:
        number = self.tr("Biên bản số {0}, in 2 bản.").format(bundle.number)
        self.tell(said, number, tone="good", key="bundle")

    # The page

    def _show_job(self) -> None:
        self._going = self._out.isChecked()
        self._place_box.setVisible(not self._going)
        self._receiver_label.setText(
            self.tr("Người nhận") if self._going else self.tr("Người giao của phòng")
        )
        self._chose_unit()
        (self.scan if self.unit.currentText().strip() else self.unit).setFocus()

    def _open(self, code: str) -> None:
        self.going.emit(Go(Place.DOSSIER, code))

    def _ask(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        store = self.around.desk.workers.store
        self.around.bridge.ask(store, work, done, self._say, asker=self)

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="bundle")
        if problem.code == "bundle.miscount":
            self.counted.setFocus()
        elif problem.code == "results.no_place":
            self.place.setFocus()

    def _connect(self) -> None:
        self._out.toggled.connect(lambda _: self._show_job())
        self.unit.activated.connect(lambda _: self._chose_unit())
        line = self.unit.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._chose_unit)
        self.scan.entered.connect(self._entered)
        self.table.opening.connect(self._open)
        self.table.installEventFilter(self)
        self._confirm.clicked.connect(self._proceed)
        self._show_job()

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        top = QHBoxLayout()
        top.setSpacing(4)
        for made in (self._out, self._back):
            made.setCheckable(True)
            made.setMinimumWidth(150)
            group.addButton(made)
            top.addWidget(made)
        self._out.setChecked(True)
        top.addStretch(1)
        panel = Panel()
        panel.column.addLayout(top)
        panel.column.addLayout(labelled(self.tr("Phòng, đơn vị"), self.unit))
        panel.column.addWidget(self.scan)
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX - 2,) * 4)
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(self._side())

    def _side(self) -> Panel:
        side = Panel(self.tr("Tập hồ sơ"))
        side.setFixedWidth(SIDE_PX)
        side.column.addWidget(text(self.tr("Đã quét"), kind="small", tone="muted"))
        side.column.addWidget(self._progress)
        self.counted.setRange(0, MOST)
        self.counted.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side.column.addLayout(labelled(self.tr("Đếm tay được"), self.counted))
        self._receiver_label = text(kind="small", tone="muted")
        self._receiver_label.setBuddy(self.receiver)
        self.receiver.setPlaceholderText(self.tr("để trống nếu ký tay"))
        side.column.addWidget(self._receiver_label)
        side.column.addWidget(self.receiver)
        self._place_box = QWidget()
        place = QVBoxLayout(self._place_box)
        place.setContentsMargins(0, 0, 0, 0)
        place.addLayout(labelled(self.tr("Để kết quả tại"), self.place))
        side.column.addWidget(self._place_box)
        side.column.addStretch(1)
        side.column.addWidget(self._confirm)
        return side


def _left(row: DossierRow, said: str, tone: str) -> Line:
    cells = (row.code, row.owner_name, words.procedure(row.procedure_name), "", "", said)
    return Line(row.code, cells, {5: tone})
