"""The fields of one scan profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from desk.capture.scanner import MAX_ADJUSTMENT, USUAL_DPI, ScannerInfo
from models.scan_profile import Blanks, Expected, ScanProfile
from ui.widgets.panel import labelled

_AT_LEAST_DPI = 100


class ScanForm(QWidget):
    """Shows a profile and gives back what became of it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown = ScanProfile("")
        self.name = QLineEdit()
        self.device = _box()
        self.source = _choice(
            (self.tr("Khay nạp; trống thì mặt kính"), "auto"),
            (self.tr("Khay nạp"), "feeder"),
            (self.tr("Mặt kính"), "flatbed"),
        )
        self.dpi = _choice(*((f"{one} dpi", one) for one in USUAL_DPI if one >= _AT_LEAST_DPI))
        self.colour = _choice((self.tr("Màu"), True), (self.tr("Đen trắng"), False))
        self.sides = _choice((self.tr("Một mặt"), False), (self.tr("Hai mặt"), True))
        self.paper_size = _choice(
            ("A4", "a4"),
            ("A3", "a3"),
            ("A5", "a5"),
            ("Letter", "letter"),
            (self.tr("Dài nhất máy nhận"), "longest"),
        )
        self.brightness, self.contrast = _adjustment(), _adjustment()
        self.blanks = _choice(
            (self.tr("Đề nghị bỏ"), Blanks.PROPOSE), (self.tr("Giữ lại"), Blanks.KEEP)
        )
        self.flip = QCheckBox(self.tr("Mặt sau in ngược đầu"))
        self.expected = QCheckBox(self.tr("Hỏi số tờ trước khi quét"))
        self.turn = QCheckBox(self.tr("Đề nghị xoay cho đúng chiều"))
        self.deskew = QCheckBox(self.tr("Đề nghị chỉnh nghiêng"))
        self._lay_out()
        for box in self._choices():
            box.currentIndexChanged.connect(self.changed)
        for spin in (self.brightness, self.contrast):
            spin.valueChanged.connect(self.changed)

    def show_devices(self, devices: Sequence[ScannerInfo]) -> None:
        """The sources there are; the chosen one stays, even when it is not there now."""
        chosen = self._shown.device if self.device.count() == 0 else self.device.currentData()
        with QSignalBlocker(self.device):
            self.device.clear()
            self.device.addItem(self.tr("Máy quét đầu tiên tìm thấy"), None)
            for one in devices:
                self.device.addItem(f"{one.name}  ·  {_kind(one)}", one.id)
        self.choose_device(chosen)

    def choose_device(self, device: str | None) -> None:
        """Choose this source; one that is not on the list is added by its own name."""
        if device is not None and self.device.findData(device) < 0:
            self.device.addItem(device.partition(":")[2], device)
        self.device.setCurrentIndex(self.device.findData(device))

    def show_profile(self, profile: ScanProfile) -> None:
        """Fill the fields."""
        self._shown = profile
        self.name.setText(profile.name)
        self.choose_device(profile.device)
        for box, value in (
            (self.source, profile.source),
            (self.dpi, profile.dpi),
            (self.colour, profile.colour),
            (self.sides, profile.duplex),
            (self.paper_size, profile.page_size),
            (self.blanks, profile.blanks),
        ):
            box.setCurrentIndex(box.findData(value))
        self.brightness.setValue(profile.brightness)
        self.contrast.setValue(profile.contrast)
        self.flip.setChecked(profile.flip_backs)
        self.expected.setChecked(profile.expected is Expected.ASK)
        self.turn.setChecked(profile.auto_turn)
        self.deskew.setChecked(profile.deskew)

    def profile(self) -> ScanProfile:
        """The profile as it stands in the fields."""
        shown = self._shown
        return replace(
            shown,
            name=self.name.text(),
            device=self.device.currentData(),
            source=self.source.currentData(),
            dpi=self.dpi.currentData() or shown.dpi,
            colour=bool(self.colour.currentData()),
            duplex=bool(self.sides.currentData()),
            flip_backs=self.flip.isChecked(),
            page_size=self.paper_size.currentData(),
            brightness=self.brightness.value(),
            contrast=self.contrast.value(),
            blanks=Blanks(self.blanks.currentData()),
            expected=Expected.ASK if self.expected.isChecked() else Expected.IGNORE,
            auto_turn=self.turn.isChecked(),
            deskew=self.deskew.isChecked(),
        )

    def _choices(self) -> tuple[QComboBox, ...]:
        return (
            self.device,
            self.source,
            self.dpi,
            self.colour,
            self.sides,
            self.paper_size,
            self.blanks,
        )

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Tên cách quét"), self.name),
            (self.tr("Nguồn trang"), self.device),
            (self.tr("Lấy giấy từ"), self.source),
            (self.tr("Khổ giấy"), self.paper_size),
            (self.tr("Độ phân giải"), self.dpi),
            (self.tr("Số mặt"), self.sides),
            (self.tr("Màu sắc"), self.colour),
            (self.tr("Trang trắng"), self.blanks),
            (self.tr("Độ sáng"), self.brightness),
            (self.tr("Độ tương phản"), self.contrast),
        )
        for place, (said, field) in enumerate(fields):
            grid.addLayout(labelled(said, field), place // 2, place % 2)
        row = (len(fields) + 1) // 2
        for place, tick in enumerate((self.flip, self.expected, self.turn, self.deskew)):
            grid.addWidget(tick, row + place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)


def _kind(device: ScannerInfo) -> str:
    return "" if device.driver == "camera" else device.driver


def _choice(*offered: tuple[str, Any]) -> QComboBox:
    box = _box()
    for said, value in offered:
        box.addItem(said, value)
    return box


def _box() -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box


def _adjustment() -> QSpinBox:
    spin = QSpinBox()
    spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
    spin.setRange(-MAX_ADJUSTMENT, MAX_ADJUSTMENT)
    spin.setSingleStep(10)
    return spin
