"""The editor's fees and cases."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from models.procedure import Case, Fee, Procedure
from models.text import tidy
from models.vocabulary import codes_of, limit_words, say
from ui.books.procedure_fields import LimitField, choose
from ui.books.procedure_items import Items, language
from ui.widgets.panel import labelled

LARGEST_FEE = 1_000_000_000


class Fees(Items[Fee]):
    """Phí, lệ phí: amounts, per what, in which case, by which tariff."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Phí, lệ phí của thủ tục"),
            ((self.tr("Khoản"), 0), (self.tr("Mức"), 130), (self.tr("Khi nào"), 140)),
        )
        self._cases: tuple[str, ...] = ()
        self.name, self.per, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.amount = QSpinBox()
        self.amount.setRange(-1, LARGEST_FEE)
        self.amount.setSpecialValueText(self.tr("chưa rõ"))
        self.amount.setGroupSeparatorShown(True)
        self.amount.setSingleStep(1000)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.when, self.tariff = QComboBox(), QComboBox()
        self.when.setEditable(True)
        self.when.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.tariff.addItem(self.tr("không, mức cố định"), "")
        for code in codes_of("tariffs"):
            self.tariff.addItem(say("tariffs", code, language()), code)
        for words_of, field in (
            (self.tr("Tên khoản thu"), self.name),
            (self.tr("Mức thu (đồng)"), self.amount),
            (self.tr("Tính cho (trang, bản, trường hợp…)"), self.per),
            (self.tr("Chỉ thu khi; trống là ai cũng nộp"), self.when),
            (self.tr("Biểu phí tính theo trang, bản"), self.tariff),
            (self.tr("Ghi chú (miễn, giảm, tối đa…)"), self.note),
        ):
            self.form.addLayout(labelled(words_of, field))
        self.form.addStretch(1)
        for line in (self.name, self.per, self.note):
            line.textEdited.connect(self.say_edited)
        self.amount.valueChanged.connect(self.say_edited)
        self.when.currentTextChanged.connect(self.say_edited)
        self.tariff.currentIndexChanged.connect(self.say_edited)

    def fill(self, one: Procedure) -> None:
        """The version's fees."""
        self._cases = tuple(case.name for case in one.cases if case.name)
        self.show_items(one.fees)

    def apply(self, one: Procedure) -> Procedure:
        """The version with these fees."""
        return replace(one, fees=tuple(self.items))

    def line(self, item: Fee) -> tuple[str, ...]:
        """Name, amount, when."""
        if item.tariff:
            amount = say("paper_facts", "by_tariff", language())
        elif item.amount_dong is None:
            amount = self.tr("chưa rõ")
        else:
            amount = f"{item.amount_dong:,}".replace(",", ".")
        return item.name, f"{amount}/{item.per}" if item.per else amount, item.when

    def fresh(self) -> Fee:
        """A fee nobody named yet."""
        return Fee("", None)

    def first_field(self) -> QWidget:
        """The name."""
        return self.name

    def show_item(self, item: Fee) -> None:
        """Fill the fields of a fee."""
        self.name.setText(item.name)
        self.per.setText(item.per)
        self.note.setText(item.note)
        self.amount.setValue(-1 if item.amount_dong is None else item.amount_dong)
        self.when.clear()
        channels = (say("lodging_channels", code) for code in codes_of("lodging_channels"))
        self.when.addItems(["", *self._cases, *channels])
        self.when.setEditText(item.when)
        choose(self.tariff, item.tariff)

    def typed(self, item: Fee) -> Fee:
        """The fee as typed."""
        return replace(
            item,
            name=tidy(self.name.text()),
            amount_dong=None if self.amount.value() < 0 else self.amount.value(),
            per=tidy(self.per.text()),
            note=tidy(self.note.text()),
            when=tidy(self.when.currentText()),
            tariff=self.tariff.currentData(),
        )


class Cases(Items[Case]):
    """Trường hợp: each with limits of its own, where they differ."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Các trường hợp"),
            ((self.tr("Trường hợp"), 0), (self.tr("Theo luật"), 120), (self.tr("Cam kết"), 120)),
        )
        self.name, self.legal, self.committed = QLineEdit(), LimitField(), LimitField()
        self.form.addLayout(labelled(self.tr("Tên trường hợp"), self.name))
        self.form.addLayout(labelled(self.tr("Thời hạn theo luật của riêng nó"), self.legal))
        self.form.addLayout(labelled(self.tr("Thời hạn cam kết của riêng nó"), self.committed))
        self.form.addStretch(1)
        self.name.textEdited.connect(self.say_edited)
        self.legal.edited.connect(self.say_edited)
        self.committed.edited.connect(self.say_edited)

    def fill(self, one: Procedure) -> None:
        """The version's cases."""
        self.show_items(one.cases)

    def apply(self, one: Procedure) -> Procedure:
        """The version with these cases."""
        return replace(one, cases=tuple(self.items))

    def line(self, item: Case) -> tuple[str, ...]:
        """Name and both limits."""
        legal, committed = (
            limit_words(limit, language()) if limit else "–"
            for limit in (item.legal_limit, item.committed_limit)
        )
        return item.name, legal, committed

    def fresh(self) -> Case:
        """A case nobody named yet."""
        return Case("")

    def first_field(self) -> QWidget:
        """The name."""
        return self.name

    def show_item(self, item: Case) -> None:
        """Fill the fields of a case."""
        self.name.setText(item.name)
        self.legal.show_limit(item.legal_limit)
        self.committed.show_limit(item.committed_limit)

    def typed(self, item: Case) -> Case:
        """The case as typed."""
        return replace(
            item,
            name=tidy(self.name.text()),
            legal_limit=self.legal.limit(),
            committed_limit=self.committed.limit(),
        )
