"""Nộp trực tuyến hộ: the person's consent, named files for the portal, the portal's code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from models.dossier import ConsentWay, Draft
from ui.widgets.form_dialog import FormDialog
from ui.widgets.panel import button, labelled, text

WIDTH_PX = 470


class LodgingForm(FormDialog):
    """Three steps in the order of the counter; each is kept at once, so it may be left between."""

    agreed = Signal(object, str)
    """The `ConsentWay` and what the person agreed to."""
    files_wanted = Signal()
    coded = Signal(str, str)
    """The portal's code and its name."""

    def __init__(self, over: QWidget, draft: Draft) -> None:
        super().__init__(over, self.tr("Nộp trực tuyến hộ"), WIDTH_PX)
        self.way = QComboBox()
        self.way.addItem(self.tr("Nói tại quầy"), ConsentWay.SPOKEN.value)
        self.way.addItem(self.tr("Ký giấy đồng ý"), ConsentWay.SIGNED.value)
        self.consent = QLineEdit(self.tr("Đồng ý để cán bộ nộp hồ sơ trực tuyến hộ"))
        self.agree = button(self.tr("1. Ghi đồng ý"))
        self.files = button(self.tr("2. Xuất tệp để nộp…"))
        self.portal = QLineEdit(self.tr("Cổng Dịch vụ công quốc gia"))
        self.code = QLineEdit()
        self.tie = button(self.tr("3. Gắn mã của Cổng"), "primary")
        self.said = text(tone="good", wrap=True)
        column = self.column
        told = self.tr(
            "Tính riêng là nộp trực tuyến có hỗ trợ. Xong bước 3, nhấn F9 như mọi hồ sơ."
        )
        self.explain(told)
        column.addLayout(labelled(self.tr("Người dân đồng ý bằng cách"), self.way))
        column.addLayout(labelled(self.tr("Nội dung đồng ý"), self.consent))
        column.addWidget(self.agree)
        column.addWidget(self.files)
        column.addLayout(labelled(self.tr("Cổng đã nộp"), self.portal))
        column.addLayout(labelled(self.tr("Mã hồ sơ Cổng cấp (dán hoặc quét)"), self.code))
        column.addWidget(self.said)
        self.end(self.tie, self.tr("Đóng"))
        for made in (self.agree, self.files):
            made.setAutoDefault(False)
        self.agree.clicked.connect(
            lambda: self.agreed.emit(ConsentWay(self.way.currentData()), self.consent.text())
        )
        self.files.clicked.connect(self.files_wanted)
        self.tie.clicked.connect(self._tie)
        self.code.returnPressed.connect(self._tie)
        self.show_draft(draft)

    def show_draft(self, draft: Draft) -> None:
        """Which steps are done."""
        begun = draft.lodged_for is not None
        self._complaint.hide()
        for part in (self.files, self.tie, self.code, self.portal):
            part.setEnabled(begun)
        self.said.setText(self.tr("Đã ghi đồng ý.") if begun else "")
        (self.code if begun else self.agree).setFocus()

    def _tie(self) -> None:
        self.coded.emit(self.code.text(), self.portal.text())
