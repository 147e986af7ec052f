"""Ways to scan and scanners: a list of profiles, the fields of one, and the search for devices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from desk.capture.profiles import FOLDER_PREFIX, shortfalls
from desk.capture.scanner import ScannerInfo
from models.problems import Problem
from models.scan_profile import ScanProfile, ScanProfiles
from ui import look, words
from ui.widgets.panel import button, labelled, set_property, text
from ui.widgets.scan_form import ScanForm

SIZE = (820, 560)
LIST_PX = 200


class ScanSetup(QDialog):
    """Says what is wanted; whoever opened it does it and shows what became of it."""

    keeping = Signal(object)
    """A `ScanProfile` to keep."""
    removing = Signal(str)
    locking = Signal(bool)
    searching = Signal()
    adding = Signal(str)
    """A typed address."""

    def __init__(self, over: QWidget, *, may_lock: bool) -> None:
        super().__init__(over)
        self.setWindowTitle(self.tr("Cách quét và máy quét"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(*SIZE)
        self._profiles = ScanProfiles()
        self._devices: tuple[ScannerInfo, ...] = ()
        self._may_lock = may_lock
        self.names = QListWidget()
        self.names.setAccessibleName(self.tr("Các cách quét"))
        self.names.setFixedWidth(LIST_PX)
        self.form = ScanForm()
        self.address = QLineEdit()
        self.address.setPlaceholderText("192.168.1.20")
        self.search = button(self.tr("Tìm máy quét"), "small")
        self.add = button(self.tr("Thêm máy"), "small")
        self.folder = button(self.tr("Chọn thư mục…"), "small")
        self.keep = button(self.tr("Lưu cách quét"), "primary")
        self.new = button(self.tr("Cách quét mới"), "plain")
        self.remove = button(self.tr("Xóa"), "plain")
        self.close_it = button(self.tr("Đóng"), "plain")
        self.lock = QCheckBox(self.tr("Khóa: chỉ quản trị viên được sửa"))
        self._said, self._lacks = text(wrap=True), text(wrap=True)
        self._said.hide()
        self._lacks.hide()
        self._lay_out()
        self._connect()

    def show_profiles(self, profiles: ScanProfiles) -> None:
        """The profiles as they are now; the chosen one in the fields."""
        self._profiles = profiles
        with QSignalBlocker(self.names):
            self.names.clear()
            self.names.addItems([one.name for one in profiles.every])
            self.names.setCurrentRow(profiles.every.index(profiles.current))
        with QSignalBlocker(self.lock):
            self.lock.setChecked(profiles.locked)
        open_to = self._may_lock or not profiles.locked
        for one in (self.keep, self.new, self.remove, self.form):
            one.setEnabled(open_to)
        self.form.show_profile(profiles.current)
        self._say_shortfalls()

    def show_devices(self, devices: Sequence[ScannerInfo]) -> None:
        """The sources there are now."""
        self._devices = tuple(devices)
        self.form.show_devices(devices)
        self._say_shortfalls()

    def show_searching(self, *, searching: bool) -> None:
        """The search goes on; it ends by itself."""
        self.search.setEnabled(not searching)
        self.search.setText(self.tr("Đang tìm…") if searching else self.tr("Tìm máy quét"))

    def show_found(self, number: int) -> None:
        """How many a search found."""
        if number:
            self._say(self.tr("Tìm thấy {0} máy quét trong mạng.").format(number), "good")
        else:
            self._say(
                self.tr("Không thấy máy quét nào trong mạng. Gõ địa chỉ máy nếu biết."), "warn"
            )

    def choose_device(self, device: str) -> None:
        """A source that was just added goes into the fields."""
        self.form.choose_device(device)
        self.address.clear()

    def say(self, problem: Problem) -> None:
        """What stopped it."""
        self._say(" ".join(words.problem(problem)), "bad")

    def _say(self, said: str, tone: str) -> None:
        _show(self._said, said, tone)

    def _say_shortfalls(self) -> None:
        """What the chosen device cannot do of the profile in the fields."""
        profile = self.form.profile()
        device = next((one for one in self._devices if one.id == profile.device), None)
        found = shortfalls(profile, device) if device is not None else ()
        said = [words.problem(Problem(one.code, **one.facts))[0] for one in found]
        tone = "bad" if any(one.refuses for one in found) else "warn"
        _show(self._lacks, "\n".join(said), tone)

    def _chosen(self, row: int) -> None:
        if 0 <= row < len(self._profiles.every):
            self.form.show_profile(self._profiles.every[row])
            self._say_shortfalls()

    def _begin_new(self) -> None:
        self.names.setCurrentRow(-1)
        self.form.show_profile(ScanProfile("", device=self.form.profile().device))
        self.form.name.setFocus()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Thư mục máy quét lưu vào"))
        if chosen:
            self.form.choose_device(f"{FOLDER_PREFIX}{chosen}")

    def _remove(self) -> None:
        item = self.names.currentItem()
        if item is not None:
            self.removing.emit(item.text())

    def _add(self) -> None:
        if self.address.text().strip():
            self.adding.emit(self.address.text())

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._chosen)
        self.form.changed.connect(self._say_shortfalls)
        self.search.clicked.connect(self.searching)
        self.add.clicked.connect(self._add)
        self.address.returnPressed.connect(self._add)
        self.folder.clicked.connect(self._choose_folder)
        self.keep.clicked.connect(lambda: self.keeping.emit(self.form.profile()))
        self.new.clicked.connect(self._begin_new)
        self.remove.clicked.connect(self._remove)
        self.lock.toggled.connect(self.locking)
        self.close_it.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        for one in (self.keep, self.new, self.remove, self.close_it, self.search, self.add):
            one.setAutoDefault(False)
        left = QVBoxLayout()
        left.addWidget(self.names, 1)
        left.addWidget(self.new)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.form)
        devices = QHBoxLayout()
        devices.addWidget(self.search)
        devices.addWidget(self.folder)
        devices.addLayout(labelled(self.tr("Địa chỉ máy quét mạng"), self.address), 1)
        devices.addWidget(self.add)
        for one in (self.search, self.folder, self.add):
            devices.setAlignment(one, Qt.AlignmentFlag.AlignBottom)
        right.addLayout(devices)
        right.addWidget(self._lacks)
        right.addWidget(self._said)
        right.addStretch(1)
        if self._may_lock:
            right.addWidget(self.lock)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.close_it)
        right.addLayout(row)
        both = QHBoxLayout(self)
        both.setContentsMargins(18, 16, 18, 14)
        both.setSpacing(look.GAP_PX * 2)
        both.addLayout(left)
        both.addLayout(right, 1)


def _show(label: QLabel, said: str, tone: str) -> None:
    label.setText(said)
    set_property(label, "tone", tone)
    label.setVisible(bool(said))
