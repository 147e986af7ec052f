"""Back to one's own data: a forgotten password, or a new machine with a backup at hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.panel import button, labelled, text


class RecoveryForm(QWidget):
    """The key from the sealed paper, and a new password; with a place also a backup's folder."""

    recovering = Signal(str, str, str)
    """Key, login, new password."""
    restoring = Signal(str, str, str, str)
    """Folder of the backups, key, login, new password."""
    going_back = Signal()
    complaining = Signal(str)

    def __init__(self, *, with_place: bool) -> None:
        super().__init__()
        self._with_place = with_place
        self.place, self.key, self.login = QLineEdit(), QLineEdit(), QLineEdit()
        self.password, self.repeated = QLineEdit(), QLineEdit()
        for field in (self.password, self.repeated):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText("XXXXX-XXXXX-…")
        self._go = button(
            self.tr("Dựng lại quầy") if with_place else self.tr("Đặt mật khẩu mới"), "primary"
        )
        back = button(self.tr("Quay lại"), "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text(self._sentence(), wrap=True))
        if with_place:
            column.addLayout(self._place_row())
        column.addLayout(labelled(self.tr("Khóa trên tờ niêm phong"), self.key))
        column.addLayout(labelled(self.tr("Tên đăng nhập"), self.login))
        column.addLayout(labelled(self.tr("Mật khẩu mới"), self.password))
        column.addLayout(labelled(self.tr("Nhập lại mật khẩu"), self.repeated))
        column.addWidget(self._go)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignHCenter)
        fields = (self.key, self.login, self.password, self.repeated)
        for here, there in pairwise(fields):
            here.returnPressed.connect(there.setFocus)
        self.repeated.returnPressed.connect(self._give)
        self._go.clicked.connect(self._give)
        back.clicked.connect(self.going_back)

    def begin(self) -> None:
        """Put the focus where the person begins."""
        (self.place if self._with_place else self.key).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Reading a backup takes a while."""
        self._go.setEnabled(not busy)

    def forget(self) -> None:
        """Nothing typed stays in the window."""
        for field in (self.place, self.key, self.login, self.password, self.repeated):
            field.clear()

    def _sentence(self) -> str:
        if self._with_place:
            return self.tr("Máy mới: cần ổ đĩa sao lưu và tờ khóa khôi phục đã niêm phong.")
        return self.tr("Mở phong bì khóa khôi phục; dữ liệu của quầy còn nguyên.")

    def _place_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addLayout(labelled(self.tr("Thư mục sao lưu"), self.place), 1)
        choose = button(self.tr("Chọn…"))
        choose.clicked.connect(self._choose)
        row.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Thư mục sao lưu"))
        if chosen:
            self.place.setText(str(Path(chosen)))
            self.key.setFocus()

    def _give(self) -> None:
        needed = [self.key, self.login, self.password, self.repeated]
        if self._with_place:
            needed.insert(0, self.place)
        empty = next((field for field in needed if not field.text().strip()), None)
        if empty is not None:
            empty.setFocus()
        elif self.password.text() != self.repeated.text():
            self.complaining.emit(self.tr("Hai lần nhập mật khẩu chưa giống nhau."))
            self.repeated.setFocus()
        elif self._go.isEnabled():
            typed = (self.key.text(), self.login.text().strip(), self.password.text())
            if self._with_place:
                self.restoring.emit(self.place.text().strip(), *typed)
            else:
                self.recovering.emit(*typed)
