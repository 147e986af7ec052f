"""766 «ước tính tại quầy»: each component, and the dossiers behind each lost point."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSpinBox

from models.calendar import VIETNAM
from models.kpi766 import component_words, label_words
from ui import look, words
from ui.books.book import Book
from ui.page import Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, labelled, text

if TYPE_CHECKING:
    from models.kpi766 import Component, Score

SIDE_PX = 330


class FiguresBook(Book):
    """Points on the left, on the right what cost them; Enter opens the dossier."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._components: dict[str, Component] = {}
        now = around.desk.clock()
        self.month, self.year = QSpinBox(), QSpinBox()
        self.month.setRange(1, 12)
        self.month.setValue(now.month)
        self.year.setRange(2000, now.year)
        self.year.setValue(now.year)
        for box in (self.month, self.year):
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.setFixedWidth(96)
            box.valueChanged.connect(lambda _: self.read())
        self._said = text(kind="lead", wrap=True)
        self._channels = text(tone="muted", wrap=True)
        self._not_here = text(tone="muted", wrap=True)
        self.table = LinesTable(
            self.tr("Các thành phần của Bộ chỉ số 766"),
            (
                (self.tr("Thành phần"), 0),
                (self.tr("Điểm"), 110),
                (self.tr("Đạt"), 100),
                (self.tr("Mất điểm"), 96),
            ),
        )
        self.lost = LinesTable(self.tr("Hồ sơ làm mất điểm"), ((self.tr("Mã hồ sơ"), 0),))
        self._why = text(tone="muted", wrap=True)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_lost())
        self.table.opening.connect(lambda _: self.lost.setFocus())
        self.lost.opening.connect(self.open_dossier)

    def read(self) -> None:
        """The score of a month."""
        seat, year, month = self.around.seat, self.year.value(), self.month.value()
        start = datetime(year, month, 1, tzinfo=VIETNAM)
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=VIETNAM)
        self.ask(lambda: seat.kpi766.of(seat.user, start, end), self._show, latest="score")

    def _show(self, score: Score) -> None:
        chosen, language = self.table.current(), "en" if words.english() else "vi"
        label = label_words(language)
        self._components = {one.key: one for one in score.components}
        lines = []
        for one in score.components:
            points = "–" if one.points is None else f"{one.points:.2f}"
            cells = (
                component_words(one.key, language), f"{points} / {one.maximum:g}".replace(".", ","),
                f"{one.good}/{one.total}" if one.total else "–", str(len(one.lost) or "–"),
            )  # fmt: skip
            lines.append(Line(one.key, cells, {3: "bad"} if one.lost else {}))
        self._said.setText(
            self.tr("{0}: {1} trên {2} điểm tính được.").format(
                label[:1].upper() + label[1:],
                f"{score.points:g}".replace(".", ","),
                f"{score.reachable:g}".replace(".", ","),
            )
        )
        self._channels.setText(
            self.tr(
                "Trực tiếp {0} · trực tuyến {1} ({4}) · trực tuyến có hỗ trợ {2} · bưu chính {3}"
            ).format(score.direct, score.online, score.assisted, score.post, _percent(score))
        )  # fmt: skip
        self._not_here.setText(
            self.tr("{0} thành phần khác chỉ Cổng Dịch vụ công biết.").format(len(score.not_here))
        )
        self.table.show_lines(lines, chosen)
        self._show_lost()

    def _show_lost(self) -> None:
        one = self._components.get(self.table.current())
        lost = one.lost if one else ()
        self.lost.show_lines([Line(code, (code,)) for code in lost])
        self._why.setText(
            self.tr("{0} hồ sơ, việc làm mất điểm. Enter để mở.").format(len(lost))
            if lost
            else self.tr("Không hồ sơ nào làm mất điểm ở đây.")
        )

    def _lay_out(self) -> None:
        panel = Panel()
        asked = QHBoxLayout()
        asked.setSpacing(look.GAP_PX)
        asked.addWidget(self._said, 1)
        asked.addLayout(labelled(self.tr("Tháng"), self.month))
        asked.addLayout(labelled(self.tr("Năm"), self.year))
        panel.column.addLayout(asked)
        panel.column.addWidget(self._channels)
        panel.column.addWidget(self.table, 1)
        panel.column.addWidget(self._not_here)
        side = Panel(self.tr("Vì sao mất điểm"))
        side.setFixedWidth(SIDE_PX)
        side.column.addWidget(self._why)
        side.column.addWidget(self.lost, 1)
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)
        self.column.addLayout(row, 1)


def _percent(score: Score) -> str:
    if score.online_share is None:
        return "–"
    return f"{score.online_share * 100:.1f} %".replace(".", ",")
