"""A second person at the counter: name, password and why, without the clerk leaving the seat."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.problems import Problem
from models.role import Act
from ui import words
from ui.widgets.panel import button, labelled, text

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


class SecondPerson(QDialog):
    """Asks whoever may allow an act; stays until it is allowed or given up."""

    given = Signal(str, str, str)
    """Login, password, reason."""

    def __init__(self, over: QWidget, act: Act) -> None:
        super().__init__(over)
        self.setWindowTitle(self.tr("Cần người thứ hai"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(WIDTH_PX)
        self.login, self.password, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._complaint = text(tone="bad", wrap=True)
        self._complaint.hide()
        self._allow = button(self.tr("Cho phép"), "primary")
        self._allow.setDefault(True)
        giving_up = button(self.tr("Thôi"), "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(text(_what(act), kind="lead", wrap=True))
        column.addWidget(
            text(
                self.tr("Người có quyền gõ tên và mật khẩu của mình. Cả hai tên được ghi lại."),
                tone="muted",
                wrap=True,
            )
        )
        column.addWidget(self._complaint)
        column.addLayout(labelled(self.tr("Vì sao"), self.reason))
        column.addLayout(labelled(self.tr("Tên đăng nhập"), self.login))
        column.addLayout(labelled(self.tr("Mật khẩu"), self.password))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(giving_up)
        row.addWidget(self._allow)
        column.addLayout(row)
        self._allow.clicked.connect(self._give)
        giving_up.clicked.connect(self.reject)
        self.reason.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """It was not allowed; what to do is said where the eye is."""
        self._complaint.setText(" ".join(words.problem(problem)))
        self._complaint.show()
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
