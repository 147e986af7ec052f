"""Cài đặt: every setting of the office and of this seat, in groups, made from one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.setting_list import GROUPS, HUB_TOKEN_SETTING, Setting, Shape, Value, tidied
from models.problems import Problem
from models.vocabulary import say
from ui import look, words
from ui.keys import Command
from ui.page import Page, Surroundings
from ui.widgets.panel import Panel, button, text
from ui.widgets.setting_row import SettingRow

LIST_PX = 210
_WIDE = frozenset({Shape.SEVERAL_OF})
_COLUMNS = 2
Answer = tuple[dict[str, Value], bool, dict[str, tuple[str, ...]]]


class SettingsPage(Page):
    """Groups on the left, the fields of one on the right; F9 keeps what was changed anywhere."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        language = "en" if words.english() else "vi"
        self._before: dict[str, Value] = {}
        self._said = [say("setting_groups", name, language) for name, _ in GROUPS]
        self.rows: dict[str, SettingRow] = {}
        self.groups = QListWidget()
        self.groups.setAccessibleName(self.tr("Các nhóm cài đặt"))
        self.groups.setFixedWidth(LIST_PX)
        self.groups.addItems(self._said)
        self.stack = QStackedWidget()
        for _, settings in GROUPS:
            self.stack.addWidget(self._form(settings))
        self.groups.currentRowChanged.connect(self.stack.setCurrentIndex)
        self._state = text(tone="muted", wrap=True)
        self.keep = button(self.tr("Lưu cài đặt  (F9)"), "primary")
        self.keep.clicked.connect(self._keep)
        self.drop = button(self.tr("Bỏ thay đổi"))
        self.drop.clicked.connect(self._drop)
        self._lay_out()
        self.groups.setCurrentRow(0)
        self._show_state()

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Cài đặt")

    def commands(self) -> Mapping[Command, str]:
        """F9 keeps."""
        return {Command.RECEIVE: self.tr("Lưu cài đặt")}

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is not Command.RECEIVE:
            return False
        self._keep()
        return True

    def enter(self, subject: object) -> None:
        """Read what is kept; what was typed and not kept stays."""
        if isinstance(subject, tuple):
            group, typed = subject
            self.groups.setCurrentRow(group)
            for name, value in typed.items():
                self.rows[name].show_value(value)
        self._read(frozenset(self.changes()) if self._before else _typed_in(subject))
        self.groups.setFocus()

    def keepsake(self) -> object:
        """The open group, and what was typed and not kept; a secret is typed again."""
        typed = {n: v for n, v in self.changes().items() if n != HUB_TOKEN_SETTING}
        return self.groups.currentRow(), typed

    def changes(self) -> dict[str, Value]:
        """What differs from what is kept."""
        if not self._before:
            return {}
        now = {name: tidied(row.setting, row.value()) for name, row in self.rows.items()}
        return {name: value for name, value in now.items() if value != self._before[name]}

    # What is kept

    def _read(self, typed: frozenset[str]) -> None:
        seat = self.around.seat

        def work() -> Answer:
            offers = {
                name: seat.setting_up.offered(seat.user, name)
                for name, row in self.rows.items()
                if row.setting.shape is Shape.OFFERED
            }
            present = seat.setting_up.present(seat.user)
            return present, seat.setting_up.has_token(seat.user), offers

        def show(answer: Answer) -> None:
            present, has_token, offers = answer
            self._before = {n: tidied(self.rows[n].setting, v) for n, v in present.items()}
            for name, offered in offers.items():
                self.rows[name].show_offered(offered)
            for name, value in present.items():
                if name not in typed:
                    self.rows[name].show_value(value)
            self.rows[HUB_TOKEN_SETTING].show_kept(kept=has_token)
            self._show_state()

        self._ask(work, show)

    def _keep(self) -> None:
        seat, changes = self.around.seat, self.changes()
        if not changes:
            self.tell(self.tr("Không có gì thay đổi."), key="settings")
            return

        def work() -> dict[str, Problem]:
            wrong = seat.setting_up.check(seat.user, changes)
            if not wrong:
                seat.setting_up.change(seat.user, changes)
            return wrong

        def done(wrong: dict[str, Problem]) -> None:
            if wrong:
                self._show_wrong(wrong)
            else:
                self._read(frozenset())

        self._ask(work, done)

    def _drop(self) -> None:
        for name, value in self._before.items():
            self.rows[name].show_value(value)
        self._show_state()

    def _show_wrong(self, wrong: dict[str, Problem]) -> None:
        for name, row in self.rows.items():
            row.show_wrong(wrong.get(name))
        first = next(name for name in self.rows if name in wrong)
        places = [n for n, (_, group) in enumerate(GROUPS) if any(s.name == first for s in group)]
        self.groups.setCurrentRow(places[0])
        self.rows[first].focus()
        self.tell(
            self.tr("Chưa lưu: {0} cài đặt cần sửa.").format(len(wrong)),
            self.rows[first].said,
            tone="bad",
            key="settings",
        )

    def _show_state(self) -> None:
        changed = self.changes()
        for place, (_, group) in enumerate(GROUPS):
            touched = any(one.name in changed for one in group)
            item = self.groups.item(place)
            if item is not None:
                item.setText(f"{self._said[place]}  •" if touched else self._said[place])
        self._state.setText(
            self.tr("{0} thay đổi chưa lưu. Lưu xong có hiệu lực ngay.").format(len(changed))
            if changed
            else self.tr("Mọi thay đổi được ghi vào nhật ký và có hiệu lực ngay khi lưu.")
        )
        self.keep.setEnabled(bool(changed))
        self.drop.setEnabled(bool(changed))

    # Within

    def _ask(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        store = self.around.desk.workers.store
        self.around.bridge.ask(store, work, done, self._say, asker=self)

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="settings")

    def _form(self, settings: tuple[Setting, ...]) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(2, 2, 10, 2)
        grid.setHorizontalSpacing(look.GAP_PX * 3)
        grid.setVerticalSpacing(12)
        for place, one in enumerate(settings):
            row = self.rows[one.name] = SettingRow(one)
            row.changed.connect(self._show_state)
            grid.addWidget(row, place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(settings), 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _lay_out(self) -> None:
        panel = Panel()
        panel.column.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.GAP_PX)
        foot.addWidget(self._state, 1)
        foot.addWidget(self.drop)
        foot.addWidget(self.keep)
        panel.column.addLayout(foot)
        left = QVBoxLayout()
        left.addWidget(self.groups, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX,) * 4)
        row.setSpacing(look.GAP_PX)
        row.addLayout(left)
        row.addWidget(panel, 1)


def _typed_in(subject: object) -> frozenset[str]:
    return frozenset(subject[1]) if isinstance(subject, tuple) else frozenset()
