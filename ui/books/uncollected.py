"""Results that wait: come before their day and nobody told, or lying for more than thirty days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.role import Act
from ui import words
from ui.books.book import Book
from ui.keys import Command
from ui.page import Surroundings
from ui.paper_printing import print_paper
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, text

if TYPE_CHECKING:
    from desk.reception.collecting import Ready
    from models.papers.handing import CollectionList


class UncollectedBook(Book):
    """Whom to call; Enter opens the dossier, where the call is recorded."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._lying: tuple[Ready, ...] = ()
        self._said = text(kind="lead", wrap=True)
        self.table = LinesTable(
            self.tr("Kết quả chờ người dân"),
            (
                (self.tr("Vì sao"), 170),
                (self.tr("Mã hồ sơ"), 192),
                (self.tr("Chủ hồ sơ"), 180),
                (self.tr("Thủ tục"), 0),
                (self.tr("Có từ"), 110),
                (self.tr("Để ở"), 120),
                (self.tr("Đã báo"), 84),
            ),
        )
        self.table.opening.connect(self.open_dossier)
        panel = Panel()
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        self.column.addWidget(panel)

    def acts(self) -> Mapping[Command, str]:
        """The list on paper."""
        may = self.around.seat.user.may(Act.RETURN_RESULT)
        return {Command.PRINT: self.tr("In danh sách lâu chưa nhận")} if self._lying and may else {}

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is not Command.PRINT or not self.acts():
            return False
        seat, ids = self.around.seat, tuple(one.row.id for one in self._lying)
        about = "Kết quả quá 30 ngày chưa nhận"

        def done(listed: CollectionList) -> None:
            print_paper(self.around, self, listed)
            self.tell(self.tr("Đang in danh sách."), tone="neutral")

        self.ask(lambda: seat.life.collections.signing_list(seat.user, ids, about), done)
        return True

    def read(self) -> None:
        """Both lists."""
        seat = self.around.seat
        self.ask(
            lambda: (
                seat.life.collections.early(seat.user),
                seat.life.collections.uncollected(seat.user),
            ),
            self._show,
            latest="ready",
        )

    def _show(self, answer: tuple[tuple[Ready, ...], tuple[Ready, ...]]) -> None:
        early, self._lying = answer
        said = ((self.tr("Có sớm, chưa báo"), "good", early),
                (self.tr("Quá 30 ngày"), "warn", self._lying))  # fmt: skip
        now = self.around.desk.clock()
        lines = []
        for why, tone, found in said:
            for one in found:
                cells = (
                    why, one.row.code, one.row.owner_name, words.procedure(one.row.procedure_name),
                    words.near_moment(one.since, now), one.place or "–",
                    self.tr("rồi") if one.told else self.tr("chưa"),
                )  # fmt: skip
                lines.append(Line(one.row.id, cells, {0: tone}))
        self._said.setText(
            self.tr("{0} kết quả có sớm chưa báo · {1} kết quả quá 30 ngày chưa nhận.").format(
                len(early), len(self._lying)
            )
            if lines
            else self.tr("Không có kết quả nào có sớm chưa báo hay lâu chưa nhận.")
        )
        self.table.show_lines(lines, self.table.current())
        self.acts_changed.emit()
