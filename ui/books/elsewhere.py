"""Dossiers with other agencies: sent from here, or on their way to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import words
from ui.books.book import Book
from ui.page import Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, text

if TYPE_CHECKING:
    from desk.reception.agencies import Elsewhere


class ElsewhereBook(Book):
    """Those nobody confirmed come first: no limit runs for them yet."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._said = text(kind="lead", wrap=True)
        self.table = LinesTable(
            self.tr("Hồ sơ ở cơ quan khác"),
            (
                (self.tr("Chiều"), 116),
                (self.tr("Mã hồ sơ"), 192),
                (self.tr("Chủ hồ sơ"), 160),
                (self.tr("Cơ quan"), 0),
                (self.tr("Gửi"), 118),
                (self.tr("Mã bưu gửi"), 156),
                (self.tr("Xác nhận đã nhận"), 150),
            ),
        )
        self.table.opening.connect(self.open_dossier)
        panel = Panel()
        panel.column.addWidget(self._said)
        panel.column.addWidget(self.table, 1)
        self.column.addWidget(panel)

    def read(self) -> None:
        """All that are open."""
        seat = self.around.seat
        self.ask(lambda: seat.life.agencies.elsewhere(seat.user), self._show, latest="elsewhere")

    def _show(self, found: tuple[Elsewhere, ...]) -> None:
        now = self.around.desk.clock()
        lines = []
        for one in found:
            at = one.confirmed_at
            cells = (
                self.tr("Gửi về đây") if one.coming else self.tr("Gửi đi"),
                one.dossier.code, one.dossier.owner.full_name, one.agency,
                words.near_moment(one.at, now), one.post_code or "–",
                words.near_moment(at, now) if at else self.tr("chưa xác nhận"),
            )  # fmt: skip
            lines.append(Line(one.dossier.id, cells, {} if at else {6: "warn"}))
        waiting = sum(one.confirmed_at is None for one in found)
        self._said.setText(
            self.tr("{0} hồ sơ ở cơ quan khác, {1} chưa xác nhận. Enter để mở và ghi nhận.").format(
                len(found), waiting
            )
            if found
            else self.tr("Không có hồ sơ nào đang ở cơ quan khác.")
        )
        self.table.show_lines(lines, self.table.current())
