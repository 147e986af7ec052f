"""Sign-in, and the first start of an office that has no administrator yet.

The page is painted before the store is looked at: until then it says that it is opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.problems import Problem
from ui import icons, words
from ui.widgets.panel import Panel, button, labelled, set_property, text
from ui.widgets.recovery_form import RecoveryForm

WIDTH = 420
_OPENING, _SIGN_IN, _FIRST_START, _RECOVERY, _RESTORING = range(5)
MIN_PASSWORD = 8
"""Characters of the first administrator's password."""


class _Complaint(Panel):
    """What is wrong, in the place where the eye is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("summary")
        self._what = text(wrap=True)
        self._what.setProperty("weight", "bold")
        self._next = text(wrap=True)
        self.column.addWidget(self._what)
        self.column.addWidget(self._next)
        self.hide()

    def say(self, what: str, next_step: str = "") -> None:
        self._what.setText(what)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        self.setVisible(bool(what))
        self.setAccessibleName(f"{what} {next_step}")


class SignInPage(QWidget):
    """Who sits down."""

    signing_in = Signal(str, str)
    """Login and password."""
    creating = Signal(str, str, str)
    """Login, name and password of the first administrator."""
    language_chosen = Signal(str)
    scheme_chosen = Signal(str)

    def __init__(self, language: str, scheme: str) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._complaint = _Complaint()
        self._opening = text(self.tr("Đang mở…"), tone="muted")
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.recovery = RecoveryForm(with_place=False)
        self.restoring = RecoveryForm(with_place=True)
        self._forms = (
            self._opening,
            self._sign_in_form(),
            self._first_start_form(),
            self.recovery,
            self.restoring,
        )
        self.recovery.going_back.connect(lambda: self._turn_to(_SIGN_IN))
        self.restoring.going_back.connect(lambda: self._turn_to(_FIRST_START))
        for back in (self.recovery, self.restoring):
            back.complaining.connect(self._complaint.say)
        self._show_form(_OPENING)
        card = Panel(spacing=12)
        card.setFixedWidth(WIDTH)
        card.column.setContentsMargins(28, 24, 28, 24)
        card.column.addLayout(self._heading())
        card.column.addWidget(self._complaint)
        for form in self._forms:
            card.column.addWidget(form)
        column = QVBoxLayout(self)
        column.addStretch(3)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)
        column.addLayout(self._foot(language, scheme))

    def show_opening(self) -> None:
        """The keyring is being looked at."""
        self._show_form(_OPENING)

    def show_sign_in(self, logins: Sequence[str], demo: Sequence[tuple[str, str]]) -> None:
        """Ready to sign in; the demonstration offers its invented people."""
        self._show_form(_SIGN_IN)
        self._set_busy(busy=False)
        for login, password in demo:
            made = button(login, "choice")
            made.setAccessibleName(self.tr("Đăng nhập thử: {0}").format(login))
            made.clicked.connect(
                lambda _=False, who=login, key=password: self.signing_in.emit(who, key)
            )
            self._demo_row.addWidget(made)
        self._demo.setVisible(bool(demo))
        if len(logins) == 1:
            self.login.setText(logins[0])
        (self.password if self.login.text() else self.login).setFocus()

    def show_first_start(self) -> None:
        """No administrator yet: make one."""
        self._show_form(_FIRST_START)
        self.new_name.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong and put the focus where it is put right."""
        self._complaint.say(*words.problem(problem))
        self._set_busy(busy=False)
        if self.password.isVisible():
            self.password.clear()
            self.password.setFocus()

    def show_defect(self) -> None:
        """The program itself failed."""
        self._complaint.say(
            self.tr("Chương trình gặp lỗi khi mở."),
            self.tr("Đóng chương trình, mở lại; nếu vẫn lỗi, gọi bộ phận kỹ thuật."),
        )

    def show_signing_in(self) -> None:
        """Deriving the key takes a moment."""
        self._complaint.say("")
        self._set_busy(busy=True)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.login, self.password, self.new_password, self.repeated):
            field.clear()
        for form in (self.recovery, self.restoring):
            form.forget()
        self._complaint.say("")
        while item := self._demo_row.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()

    def _turn_to(self, which: int) -> None:
        self._complaint.say("")
        self._show_form(which)
        form = self._forms[which]
        if isinstance(form, RecoveryForm):
            form.begin()

    def _show_form(self, which: int) -> None:
        """The card is as tall as the form in front."""
        for place, form in enumerate(self._forms):
            form.setVisible(place == which)

    def _heading(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(icons.picture("motcua", "#000000", 48))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(text("Một Cửa Desk", kind="title"))
        names.addWidget(text(self.tr("Quầy tiếp nhận và trả kết quả"), tone="muted"))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(mark)
        row.addLayout(names, 1)
        return row

    def _sign_in_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.login = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._enter = button(self.tr("Đăng nhập"), "primary")
        column.addLayout(labelled(self.tr("Tên đăng nhập"), self.login))
        column.addLayout(labelled(self.tr("Mật khẩu"), self.password))
        column.addSpacing(4)
        column.addWidget(self._enter)
        forgotten = button(self.tr("Quên mật khẩu? Dùng tờ khóa khôi phục"), "plain")
        forgotten.clicked.connect(lambda: self._turn_to(_RECOVERY))
        column.addWidget(forgotten, 0, Qt.AlignmentFlag.AlignHCenter)
        self._demo = QWidget()
        demo = QVBoxLayout(self._demo)
        demo.setContentsMargins(0, 8, 0, 0)
        demo.addWidget(
            text(
                self.tr("Bản dùng thử, dữ liệu giả định. Bấm tên để vào:"),
                kind="small",
                tone="muted",
                wrap=True,
            )
        )
        self._demo_row = QHBoxLayout()
        demo.addLayout(self._demo_row)
        self._demo.hide()
        column.addWidget(self._demo)
        column.addStretch(1)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._give)
        self._enter.clicked.connect(self._give)
        return form

    def _first_start_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            text(
                self.tr("Máy này dùng lần đầu. Tạo tài khoản quản trị của cơ quan."),
                wrap=True,
            )
        )
        self.new_name, self.new_login = QLineEdit(), QLineEdit()
        self.new_password, self.repeated = QLineEdit(), QLineEdit()
        for field in (self.new_password, self.repeated):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._create = button(self.tr("Tạo tài khoản quản trị"), "primary")
        column.addLayout(labelled(self.tr("Họ và tên"), self.new_name))
        column.addLayout(labelled(self.tr("Tên đăng nhập"), self.new_login))
        column.addLayout(
            labelled(self.tr("Mật khẩu (từ {0} ký tự)").format(MIN_PASSWORD), self.new_password)
        )
        column.addLayout(labelled(self.tr("Nhập lại mật khẩu"), self.repeated))
        column.addSpacing(4)
        column.addWidget(self._create)
        instead = button(self.tr("Máy mới, đã có bản sao lưu"), "plain")
        instead.clicked.connect(lambda: self._turn_to(_RESTORING))
        column.addWidget(instead, 0, Qt.AlignmentFlag.AlignHCenter)
        fields = (self.new_name, self.new_login, self.new_password, self.repeated)
        for here, there in pairwise(fields):
            here.returnPressed.connect(there.setFocus)
        self.repeated.returnPressed.connect(self._give_new)
        self._create.clicked.connect(self._give_new)
        return form

    def _foot(self, language: str, scheme: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 12)
        row.addStretch(1)
        self.languages = QComboBox()
        for value, named in words.LANGUAGES:
            self.languages.addItem(named, value)
        self.languages.setAccessibleName(self.tr("Ngôn ngữ"))
        self.schemes = QComboBox()
        for value, named in words.schemes():
            self.schemes.addItem(named, value)
        self.schemes.setAccessibleName(self.tr("Màu nền"))
        for box, value in ((self.languages, language), (self.schemes, scheme)):
            box.setCurrentIndex(max(0, box.findData(value)))
            box.setFixedWidth(168)
            row.addWidget(box)
        self.languages.activated.connect(
            lambda _: self.language_chosen.emit(self.languages.currentData())
        )
        self.schemes.activated.connect(
            lambda _: self.scheme_chosen.emit(self.schemes.currentData())
        )
        return row

    def _give(self) -> None:
        if not self.login.text().strip():
            self.login.setFocus()
        elif not self.password.text():
            self.password.setFocus()
        elif self._enter.isEnabled():
            self.signing_in.emit(self.login.text().strip(), self.password.text())

    def _give_new(self) -> None:
        complaint, field = self._first_fault()
        for one in (self.new_name, self.new_login, self.new_password, self.repeated):
            set_property(one, "wrong", one is field)
        if field is not None:
            self._complaint.say(complaint)
            field.setFocus()
        elif self._create.isEnabled():
            self.creating.emit(
                self.new_login.text().strip(),
                self.new_name.text().strip(),
                self.new_password.text(),
            )

    def _first_fault(self) -> tuple[str, QLineEdit | None]:
        if not self.new_name.text().strip():
            return self.tr("Nhập họ và tên."), self.new_name
        if not self.new_login.text().strip():
            return self.tr("Nhập tên đăng nhập."), self.new_login
        if len(self.new_password.text()) < MIN_PASSWORD:
            return self.tr("Mật khẩu cần từ {0} ký tự.").format(MIN_PASSWORD), self.new_password
        if self.new_password.text() != self.repeated.text():
            return self.tr("Hai lần nhập mật khẩu chưa giống nhau."), self.repeated
        return "", None

    def _set_busy(self, *, busy: bool) -> None:
        for one in (self._enter, self._create):
            one.setEnabled(not busy)
        for form in (self.recovery, self.restoring):
            form.set_busy(busy=busy)
        self._enter.setText(self.tr("Đang mở kho hồ sơ…") if busy else self.tr("Đăng nhập"))
        buttons: list[QPushButton] = self._demo.findChildren(QPushButton)
        for demo in buttons:
            demo.setEnabled(not busy)
