"""Phiếu thu of the shift, reversals to approve, and kiểm quỹ at its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSpinBox

from models.facts_money import MoneyReversed
from models.problems import Problem
from models.role import Act
from ui import look, words
from ui.books.book import Book, dong
from ui.keys import Command
from ui.page import Surroundings
from ui.paper_printing import print_paper
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, labelled, set_property, text

if TYPE_CHECKING:
    from desk.reception.cash_counts import Drawer
    from models.facts import Fact
    from models.papers.money import CashCount

SIDE_PX = 330
DENOMINATIONS = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)
MOST_NOTES = 9_999
MOST_DONG = 999_999_999
LOOK_BACK = timedelta(days=60)
"""Reversals of so many days are still offered to be approved."""


class MoneyBook(Book):
    """What came in since the drawer was counted last; on the right the drawer itself."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._drawer: Drawer | None = None
        self._to_approve: dict[str, Fact[MoneyReversed]] = {}
        self._said = text(kind="lead", wrap=True)
        self._sums = text(tone="muted", wrap=True)
        self.table = LinesTable(
            self.tr("Phiếu thu của ca"),
            (
                (self.tr("Giờ"), 108),
                (self.tr("Số phiếu"), 124),
                (self.tr("Số tiền"), 108),
                (self.tr("Cách thu"), 122),
                (self.tr("Nội dung"), 0),
                (self.tr("Duyệt"), 110),
            ),
        )
        self.notes = {note: _spin(MOST_NOTES) for note in DENOMINATIONS}
        self.left = _spin(MOST_DONG)
        self.left.setSingleStep(10_000)
        self.left.setGroupSeparatorShown(True)
        self.reason = QLineEdit()
        self._counted = text(kind="big")
        self._difference = text(wrap=True)
        self._record = button(self.tr("Ghi kiểm quỹ và in  (F9)"), "primary")
        self._lay_out()
        self.table.opening.connect(lambda line: self.open_dossier(line.split("/", 1)[0]))
        for box in self.notes.values():
            box.valueChanged.connect(lambda _: self._sum_up())
        self.reason.returnPressed.connect(self._count)
        self._record.clicked.connect(self._count)

    def acts(self) -> Mapping[Command, str]:
        """Counting; approving what was reversed."""
        offered = {}
        if self.around.seat.user.may(Act.RECEIVE):
            offered[Command.PROCEDURE] = self.tr("Đếm tiền")
            offered[Command.RECEIVE] = self.tr("Ghi kiểm quỹ")
        if self._to_approve and self.around.seat.user.may(Act.CORRECT):
            offered[Command.COMPONENTS] = self.tr("Duyệt phiếu đảo")
        return offered

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command not in self.acts():
            return False
        if command is Command.PROCEDURE:
            self.notes[DENOMINATIONS[0]].setFocus()
            self.notes[DENOMINATIONS[0]].selectAll()
        elif command is Command.RECEIVE:
            self._count()
        else:
            self._approve()
        return True

    def read(self) -> None:
        """The shift so far, and what a supervisor has not seen."""
        seat, now = self.around.seat, self.around.desk.clock()

        def work() -> tuple[Drawer, tuple[Fact[MoneyReversed], ...]]:
            until = now + timedelta(minutes=1)
            waiting = seat.life.fees.to_approve(seat.user, now - LOOK_BACK, until)
            return seat.life.cash_counts.drawer(seat.user), waiting

        self.ask(work, self._show, latest="drawer")

    def _show(self, answer: tuple[Drawer, tuple[Fact[MoneyReversed], ...]]) -> None:
        drawer, waiting = answer
        self._drawer = drawer
        self._to_approve = {f"{one.subject}/{one.body.number}": one for one in waiting}
        shift = {f"{one.subject}/{one.body.number}": one for one in reversed(drawer.moved)}
        now = self.around.desk.clock()
        lines = []
        for name, fact in (self._to_approve | shift).items():
            body = fact.body
            back = isinstance(body, MoneyReversed)
            amount = dong(-body.amount_dong if back else body.amount_dong)
            about = (
                self.tr("Đảo phiếu {0}: {1}").format(body.reverses, body.reason)
                if isinstance(body, MoneyReversed)
                else ", ".join(one.name for one in body.lines)
            )
            seen = self.tr("chờ duyệt") if name in self._to_approve else "–"
            cells = (
                words.near_moment(fact.at, now), body.number, amount,
                words.payment_method(body.method), about, seen,
            )  # fmt: skip
            tones = {2: "bad"} if back else {}
            lines.append(Line(name, cells, tones | ({5: "warn"} if seen != "–" else {})))
        self.table.show_lines(lines, self.table.current())
        since = words.near_moment(drawer.since, now) if drawer.since else self.tr("đầu kỳ")
        self._said.setText(
            self.tr("Từ {0}: {1} phiếu. Tiền mặt theo sổ phải có {2}.").format(
                since, len(drawer.moved), dong(drawer.expected_dong)
            )
        )
        self._sums.setText(
            self.tr("Tồn đầu ca {0} · tiền mặt {1} · chuyển khoản {2} · trực tuyến {3}").format(
                *(
                    dong(one)
                    for one in (
                        drawer.opening_dong, drawer.cash_dong, drawer.transfer_dong,
                        drawer.online_dong,
                    )
                )
            )
        )  # fmt: skip
        self._sum_up()
        self.acts_changed.emit()

    def _sum(self) -> int:
        return sum(note * box.value() for note, box in self.notes.items())

    def _sum_up(self) -> None:
        counted = self._sum()
        self._counted.setText(dong(counted))
        expected = self._drawer.expected_dong if self._drawer else 0
        missing = counted - expected
        if missing:
            what = self.tr("Thừa {0}") if missing > 0 else self.tr("Thiếu {0}")
            self._difference.setText(what.format(dong(abs(missing))))
        else:
            self._difference.setText(self.tr("Khớp sổ."))
        set_property(self._difference, "tone", "bad" if missing else "good")
        self.left.setMaximum(counted)

    def _count(self) -> None:
        seat = self.around.seat
        notes = {note: box.value() for note, box in self.notes.items()}
        left, reason = self.left.value(), self.reason.text()

        def done(paper: CashCount) -> None:
            self.tell(self.tr("Đã ghi kiểm quỹ, biên bản đang in."), paper.heading.number)
            print_paper(self.around, self, paper)
            for box in (*self.notes.values(), self.left):
                box.setValue(0)
            self.reason.clear()
            self.read()

        self.ask(
            lambda: seat.life.cash_counts.count(
                seat.user, notes, left_dong=left, explanation=reason
            ),
            done,
        )

    def _approve(self) -> None:
        chosen = self.table.current()
        fact = self._to_approve.get(chosen) or next(iter(self._to_approve.values()))
        seat = self.around.seat

        def done(_: None) -> None:
            self.tell(self.tr("Đã duyệt phiếu đảo {0}.").format(fact.body.number))
            self.read()

        self.ask(lambda: seat.life.fees.approve(seat.user, fact.subject, fact.body.number), done)

    def say(self, problem: Problem) -> None:
        """A difference is explained where it is written."""
        super().say(problem)
        if problem.code == "fees.explain_difference":
            self.reason.setFocus()

    def _lay_out(self) -> None:
        panel = Panel()
        panel.column.addWidget(self._said)
        panel.column.addWidget(self._sums)
        panel.column.addWidget(self.table, 1)
        side = Panel(self.tr("Kiểm quỹ cuối ca"))
        side.setFixedWidth(SIDE_PX)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GAP_PX)
        grid.setVerticalSpacing(3)
        half = (len(DENOMINATIONS) + 1) // 2
        for place, (note, box) in enumerate(self.notes.items()):
            line, column = place % half, 2 * (place // half)
            named = text(f"{note:,}".replace(",", "."), tone="muted")
            named.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            box.setAccessibleName(self.tr("Số tờ {0} đồng").format(named.text()))
            box.setFixedWidth(72)
            grid.addWidget(named, line, column)
            grid.addWidget(box, line, column + 1)
        side.column.addWidget(text(self.tr("Số tờ mỗi loại"), kind="small", tone="muted"))
        side.column.addLayout(grid)
        side.column.addWidget(text(self.tr("Đếm được"), kind="small", tone="muted"))
        side.column.addWidget(self._counted)
        side.column.addWidget(self._difference)
        side.column.addStretch(1)
        side.column.addLayout(labelled(self.tr("Để lại trong két cho ca sau"), self.left))
        side.column.addLayout(labelled(self.tr("Lý do chênh lệch"), self.reason))
        side.column.addWidget(self._record)
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)
        self.column.addLayout(row, 1)


def _spin(most: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, most)
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return box
