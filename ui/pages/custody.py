"""Quản trị: who works here, where the backups lie, the sealed paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
)

from models.problems import Problem
from models.role import Act, Role
from ui import look, words
from ui.page import Page, Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, labelled, text
from ui.widgets.recovery_paper import RecoveryPaper
from ui.widgets.second_person import SecondPerson

if TYPE_CHECKING:
    from desk.custody import Colleague, Safety

SIDE_PX = 400


class CustodyPage(Page):
    """People on the left; on the right letting in, and how safe the data are."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._people: dict[str, Colleague] = {}
        self._safety: Safety | None = None
        self.table = LinesTable(
            self.tr("Người làm việc tại quầy"),
            (
                (self.tr("Tên đăng nhập"), 150),
                (self.tr("Họ và tên"), 0),
                (self.tr("Vai trò"), 190),
                (self.tr("Đăng nhập"), 130),
            ),
        )
        self.table.opening.connect(self._choose)
        self.login, self.name, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.role = QComboBox()
        for one in self._roles_to_give():
            self.role.addItem(words.role(one), one.value)
        self._last = text(wrap=True)
        self._place = text(tone="muted", wrap=True)
        self._secret = text(tone="muted", wrap=True)
        self._lay_out()

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Quản trị")

    def enter(self, subject: object) -> None:
        """Read who is there and how safe it is."""
        del subject
        self._read()
        self.table.setFocus()

    def leave(self) -> None:
        """No password stays in a field."""
        self.password.clear()

    def _roles_to_give(self) -> tuple[Role, ...]:
        if self.around.seat.user.role is Role.ADMINISTRATOR:
            return tuple(Role)
        return (Role.CLERK,)

    def _lay_out(self) -> None:
        people = Panel()
        people.column.addWidget(self.table, 1)
        side = QVBoxLayout()
        side.setSpacing(look.GAP_PX)
        side.addWidget(self._letting_in())
        side.addWidget(self._keeping_safe())
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX,) * 4)
        row.setSpacing(look.GAP_PX)
        row.addWidget(people, 1)
        row.addLayout(side)

    def _letting_in(self) -> Panel:
        panel = Panel(self.tr("Cho vào, cấp lại mật khẩu, cho nghỉ"))
        panel.setFixedWidth(SIDE_PX)
        panel.column.addLayout(labelled(self.tr("Tên đăng nhập"), self.login))
        panel.column.addLayout(labelled(self.tr("Họ và tên"), self.name))
        panel.column.addLayout(labelled(self.tr("Vai trò"), self.role))
        panel.column.addLayout(labelled(self.tr("Mật khẩu đầu tiên"), self.password))
        acts = QHBoxLayout()
        for said, act in (
            (self.tr("Thêm người"), self._admit),
            (self.tr("Cấp lại"), self._readmit),
            (self.tr("Cho nghỉ"), self._dismiss),
        ):
            made = button(said)
            made.clicked.connect(act)
            acts.addWidget(made)
        panel.column.addLayout(acts)
        return panel

    def _keeping_safe(self) -> Panel:
        panel = Panel(self.tr("An toàn dữ liệu"))
        panel.setFixedWidth(SIDE_PX)
        for said in (self._last, self._place, self._secret):
            panel.column.addWidget(said)
        self._back_up = button(self.tr("Sao lưu ngay"))
        self._back_up.clicked.connect(self._back_up_now)
        acts = QHBoxLayout()
        acts.addWidget(self._back_up)
        panel.column.addLayout(acts)
        if self.around.seat.user.may(Act.CHANGE_SETTINGS):
            elsewhere = button(self.tr("Chọn nơi sao lưu…"))
            elsewhere.clicked.connect(self._choose_place)
            acts.addWidget(elsewhere)
            paper = button(self.tr("Cấp tờ khóa khôi phục mới…"))
            paper.clicked.connect(self._want_paper)
            panel.column.addWidget(paper)
        return panel

    # What is there

    def _read(self) -> None:
        seat = self.around.seat

        def work() -> tuple[tuple[Colleague, ...], Safety]:
            return seat.custody.colleagues(seat.user), seat.custody.safety(seat.user)

        self.around.bridge.ask(
            self.around.desk.workers.store, work, self._show, self._say, asker=self, latest="read"
        )

    def _show(self, answer: tuple[tuple[Colleague, ...], Safety]) -> None:
        people, safety = answer
        self._people = {one.user.login: one for one in people}
        self._safety = safety
        self.table.show_lines(
            [
                Line(
                    one.user.login,
                    (
                        one.user.login,
                        one.user.name,
                        words.role(one.user.role),
                        self.tr("được") if one.may_sign_in else self.tr("đã nghỉ"),
                    ),
                )
                for one in people
            ]
        )
        if safety.last_backup is None:
            self._last.setText(self.tr("Chưa có bản sao lưu nào được kiểm chứng."))
        else:
            when = words.moment(safety.last_backup)
            self._last.setText(self.tr("Bản sao lưu đã kiểm chứng gần nhất: {0}").format(when))
        place = self.tr("chưa chọn") if safety.place is None else str(safety.place)
        self._place.setText(self.tr("Nơi sao lưu: {0}").format(place))
        self._back_up.setEnabled(safety.place is not None)
        weak = safety.device_secret == "file"  # noqa: S105 - a kind of place, not a secret
        self._secret.setText(
            self.tr("Bí mật của máy nằm trong một tệp: nên mã hóa ổ đĩa (BitLocker, LUKS).")
        )
        self._secret.setVisible(weak)

    def _choose(self, login: str) -> None:
        person = self._people[login]
        self.login.setText(login)
        self.name.setText(person.user.name)
        self.role.setCurrentIndex(max(0, self.role.findData(person.user.role.value)))
        self.password.setFocus()

    # People

    def _admit(self) -> None:
        seat, password = self.around.seat, self.password.text()
        login, name = self.login.text(), self.name.text()
        role = Role(self.role.currentData())
        said = self.tr("Đã cho {0} vào làm việc.").format(name)
        self._ask(lambda: seat.custody.admit(seat.user, login, name, role, password), said)

    def _readmit(self) -> None:
        seat, login, password = self.around.seat, self.login.text(), self.password.text()
        said = self.tr("Đã cấp lại mật khẩu cho {0}.").format(login)
        self._ask(lambda: seat.custody.readmit(seat.user, login, password), said)

    def _dismiss(self) -> None:
        seat, login = self.around.seat, self.login.text()
        said = self.tr("{0} không đăng nhập được nữa.").format(login)
        self._ask(lambda: seat.custody.dismiss(seat.user, login), said)

    # Safety

    def _back_up_now(self) -> None:
        seat = self.around.seat
        self._back_up.setEnabled(False)
        said = self.tr("Đã sao lưu và khôi phục thử thành công.")
        self._ask(lambda: seat.custody.back_up_now(seat.user), said)

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Nơi sao lưu"))
        if chosen:
            self.keep_backups_at(Path(chosen))

    def keep_backups_at(self, place: Path) -> None:
        """Use this folder from now on."""
        seat = self.around.seat
        said = self.tr("Từ nay sao lưu vào đây mỗi tối.")
        self._ask(lambda: seat.custody.keep_backups_at(seat.user, place), said)

    def _want_paper(self) -> None:
        if self._safety is None or not self._safety.wants_second:
            self._issue(None)
            return
        asking = SecondPerson(self.window(), Act.CHANGE_SETTINGS)
        asking.given.connect(lambda *_: self._issue(asking))
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def _issue(self, asking: SecondPerson | None) -> None:
        seat = self.around.seat
        typed = None if asking is None else asking.typed()

        def work() -> str:
            second = None
            if typed is not None:
                act = "keys.recovery_witnessed"
                second = seat.presence.witness(seat.user, act, *typed)
            return seat.custody.new_recovery_key(seat.user, second)

        def done(key: str) -> None:
            if asking is not None:
                asking.accept()
            RecoveryPaper(self.window(), key, self.around).open()

        self.around.bridge.ask(
            self.around.desk.workers.store,
            work,
            done,
            self._say if asking is None else asking.show_problem,
            asker=self,
        )

    # Within

    def _ask(self, work: Callable[[], object], said: str) -> None:
        def done(_: object) -> None:
            self.password.clear()
            self.tell(said, tone="good", key="custody")
            self._read()

        self.around.bridge.ask(self.around.desk.workers.store, work, done, self._say, asker=self)

    def _say(self, problem: Problem) -> None:
        what, next_step = words.problem(problem)
        self.tell(what, next_step, tone="bad", key="custody")
        self._back_up.setEnabled(self._safety is not None and self._safety.place is not None)
