"""A second person at the counter: name, password and why, without the clerk leaving the seat."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from models.problems import Problem
from models.role import Act
from ui.widgets.form_dialog import FormDialog
from ui.widgets.panel import button, labelled

WIDTH_PX = 420
_WHAT = {
    Act.CORRECT: QT_TRANSLATE_NOOP("acts", "Sửa một bước đã ghi, hoặc yêu cầu bổ sung lần nữa"),
    Act.EXTEND: QT_TRANSLATE_NOOP("acts", "Hẹn lại ngày trả với người dân"),
    Act.KEEP_REGISTER: QT_TRANSLATE_NOOP("acts", "Ghi sổ theo dõi hồ sơ"),
    Act.HANDLE_PERSONAL_DATA: QT_TRANSLATE_NOOP("acts", "Xử lý yêu cầu về dữ liệu cá nhân"),
    Act.IMPORT_DOSSIERS: QT_TRANSLATE_NOOP("acts", "Nhập hồ sơ từ phần mềm cũ"),
    Act.SETTLE_ALARM: QT_TRANSLATE_NOOP("acts", "Kết luận việc trả kết quả hai lần"),
    Act.ADMIT_CLERK: QT_TRANSLATE_NOOP("acts", "Cho người khác vào làm việc"),
    Act.CHANGE_SETTINGS: QT_TRANSLATE_NOOP("acts", "Đổi cài đặt của quầy"),
}


class SecondPerson(FormDialog):
    """Asks whoever may allow an act; stays until it is allowed or given up."""

    given = Signal(str, str, str)
    """Login, password, reason."""

    def __init__(self, over: QWidget, act: Act) -> None:
        super().__init__(over, self.tr("Cần người thứ hai"), WIDTH_PX)
        self.login, self.password, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._allow = button(self.tr("Cho phép"), "primary")
        column = self.column
        said = self.tr("Người có quyền gõ tên và mật khẩu của mình. Cả hai tên được ghi lại.")
        self.explain(said, _what(act))
        column.addLayout(labelled(self.tr("Vì sao"), self.reason))
        column.addLayout(labelled(self.tr("Tên đăng nhập"), self.login))
        column.addLayout(labelled(self.tr("Mật khẩu"), self.password))
        self.end(self._allow, enter_does=True)
        self._allow.clicked.connect(self._give)
        self.reason.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """It was not allowed; what to do is said where the eye is."""
        super().show_problem(problem)
        self._allow.setEnabled(True)
        self.password.clear()
        (self.reason if problem.code == "security.no_reason" else self.password).setFocus()

    def typed(self) -> tuple[str, str, str]:
        """Login, password, reason."""
        return self.login.text(), self.password.text(), self.reason.text()

    def _give(self) -> None:
        self._allow.setEnabled(False)
        self.given.emit(*self.typed())


def _what(act: Act) -> str:
    """The act as people say it; rare ones are not named."""
    known = _WHAT.get(act)
    said = QT_TRANSLATE_NOOP("acts", "Việc này ngoài quyền của người đang ngồi quầy")
    return QCoreApplication.translate("acts", str(known or said))
