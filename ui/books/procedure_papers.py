"""The editor's papers: kinds of copies, databases that answer, what is digitised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from models.procedure import Component, CopyKind, Procedure
from models.text import tidy
from models.vocabulary import copy_kind_words
from ui import look
from ui.books.procedure_fields import choose
from ui.books.procedure_items import Items, language
from ui.widgets.panel import labelled, text

MOST_COPIES = 99


class Papers(Items[Component]):
    """Thành phần hồ sơ: kinds of copies, databases, what is digitised."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Giấy tờ của thủ tục"),
            (
                (self.tr("Mã"), 56),
                (self.tr("Giấy tờ"), 0),
                (self.tr("Nộp"), 110),
            ),
        )
        self._cases: tuple[str, ...] = ()
        self.name, self.code, self.result = QLineEdit(), QLineEdit(), QLineEdit()
        self.count = QSpinBox()
        self.count.setRange(0, MOST_COPIES)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.required = QCheckBox(self.tr("Bắt buộc"))
        self.shown = QCheckBox(self.tr("Chỉ xuất trình"))
        self.digitise = QCheckBox(self.tr("Phải số hóa"))
        self.confirmed = QCheckBox(self.tr("Đã đối chiếu với công bố"))
        self.kinds = {kind: QCheckBox(copy_kind_words(kind, language())) for kind in CopyKind}
        self.usual, self.case = QComboBox(), QComboBox()
        for box in (self.usual, self.case):
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
        for kind in CopyKind:
            self.usual.addItem(copy_kind_words(kind, language()), kind.value)
        self.database = QComboBox()
        self.database.setEditable(True)
        self.database.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._arrange()
        for line in (self.name, self.code, self.result):
            line.textEdited.connect(self.say_edited)
        for tick in (
            self.required, self.shown, self.digitise, self.confirmed, *self.kinds.values()
        ):  # fmt: skip
            tick.toggled.connect(self.say_edited)
        self.count.valueChanged.connect(self.say_edited)
        for box in (self.usual, self.case):
            box.currentIndexChanged.connect(self.say_edited)
        self.database.currentTextChanged.connect(self.say_edited)

    def know_databases(self, names: Sequence[str]) -> None:
        """Offer the names other procedures use."""
        self.database.blockSignals(True)
        self.database.clear()
        self.database.addItems(["", *names])
        self.database.blockSignals(False)

    def fill(self, one: Procedure) -> None:
        """The version's papers."""
        self._cases = tuple(case.name for case in one.cases if case.name)
        self.show_items(one.components)

    def apply(self, one: Procedure) -> Procedure:
        """The version with these papers."""
        return replace(one, components=tuple(self.items))

    def line(self, item: Component) -> tuple[str, ...]:
        """Code, name, whether it has to come."""
        if item.database:
            said = self.tr("CSDL thay")
        else:
            said = self.tr("bắt buộc") if item.required else self.tr("nếu có")
        return item.code, item.name, said

    def fresh(self) -> Component:
        """A paper with the next free number."""
        taken = {one.code for one in self.items}
        return Component(next(n for k in range(1, 1000) if (n := f"{k:02d}") not in taken), "")

    def first_field(self) -> QWidget:
        """The name."""
        return self.name

    def show_item(self, item: Component) -> None:
        """Fill the fields of a paper."""
        self.name.setText(item.name)
        self.name.setCursorPosition(0)
        self.code.setText(item.code)
        self.result.setText(item.replaced_by_result)
        self.count.setValue(item.count)
        self.required.setChecked(item.required)
        self.shown.setChecked(item.presented_only)
        self.digitise.setChecked(item.digitise)
        self.confirmed.setChecked(item.confirmed)
        for kind, tick in self.kinds.items():
            tick.setChecked(kind in item.copy_kinds)
        choose(self.usual, item.copy_kinds[0].value if item.copy_kinds else "")
        self.database.setEditText(item.database)
        self.case.clear()
        self.case.addItem(self.tr("mọi trường hợp"), "")
        for name in dict.fromkeys((*self._cases, *([item.case] if item.case else []))):
            self.case.addItem(name, name)
        choose(self.case, item.case)

    def typed(self, item: Component) -> Component:
        """The paper as typed; the usual kind comes first."""
        usual = CopyKind(self.usual.currentData())
        kinds = [kind for kind, tick in self.kinds.items() if tick.isChecked()]
        if usual in kinds:
            kinds = [usual, *(kind for kind in kinds if kind is not usual)]
        return replace(
            item,
            code=tidy(self.code.text()),
            name=tidy(self.name.text()),
            required=self.required.isChecked(),
            copy_kinds=tuple(kinds),
            count=self.count.value(),
            database=tidy(self.database.currentText()),
            digitise=self.digitise.isChecked(),
            presented_only=self.shown.isChecked(),
            confirmed=self.confirmed.isChecked(),
            case=self.case.currentData() or "",
            replaced_by_result=tidy(self.result.text()),
        )

    def _arrange(self) -> None:
        self.form.addLayout(labelled(self.tr("Tên giấy tờ"), self.name))
        row = QHBoxLayout()
        row.addLayout(labelled(self.tr("Mã"), self.code), 2)
        row.addLayout(labelled(self.tr("Số bản"), self.count), 1)
        self.form.addLayout(row)
        ticks = QHBoxLayout()
        ticks.setSpacing(look.GAP_PX * 2)
        ticks.addWidget(self.required)
        ticks.addWidget(self.shown)
        ticks.addWidget(self.digitise)
        ticks.addStretch(1)
        self.form.addLayout(ticks)
        self.form.addWidget(text(self.tr("Nhận các loại bản"), kind="small", tone="muted"))
        grid = QGridLayout()
        for place, tick in enumerate(self.kinds.values()):
            tick.setProperty("low", True)
            grid.addWidget(tick, place // 2, place % 2)
        self.form.addLayout(grid)
        pair = QHBoxLayout()
        pair.setSpacing(look.GAP_PX)
        pair.addLayout(labelled(self.tr("Thường nộp"), self.usual), 1)
        pair.addLayout(labelled(self.tr("Trường hợp"), self.case), 1)
        self.form.addLayout(pair)
        self.form.addLayout(
            labelled(self.tr("Cơ sở dữ liệu thay được; trống là không"), self.database)
        )
        self.form.addLayout(labelled(self.tr("Mã kết quả thay được (MA_KQ)"), self.result))
        self.form.addWidget(self.confirmed)
        self.form.addStretch(1)
