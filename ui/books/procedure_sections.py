"""Parts of the editor with one field a fact: names, limits, people, places, validity."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.people import PersonRole
from models.procedure import AskedRole, LodgingChannel, Procedure
from models.text import tidy
from models.vocabulary import codes_of, say
from ui import look
from ui.books.procedure_fees import Cases
from ui.books.procedure_fields import DayField, LimitField, Section, choose
from ui.books.procedure_items import language
from ui.widgets.panel import labelled, text

_ASKED_OTHERWISE = (PersonRole.OWNER, PersonRole.SUBMITTER)
"""Every dossier has them."""
_NOT, _MAY, _MUST = "", "may", "must"


class Names(Section):
    """What it is called, what comes of it, what it rests on."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.short, self.field_name = QLineEdit(), QLineEdit(), QLineEdit()
        self.synonyms, self.result, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        self.basis = QPlainTextEdit()
        self.basis.setTabChangesFocus(True)
        self.compared = QCheckBox(self.tr("Đã đối chiếu toàn bộ với quyết định công bố"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(labelled(self.tr("Tên thủ tục như công bố"), self.name))
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX)
        row.addLayout(labelled(self.tr("Tên gọn"), self.short), 1)
        row.addLayout(labelled(self.tr("Lĩnh vực"), self.field_name), 1)
        column.addLayout(row)
        column.addLayout(
            labelled(self.tr("Người dân hay gọi, cách nhau bằng dấu phẩy"), self.synonyms)
        )
        column.addLayout(labelled(self.tr("Kết quả"), self.result))
        column.addLayout(labelled(self.tr("Căn cứ pháp lý, mỗi dòng một văn bản"), self.basis), 1)
        column.addLayout(labelled(self.tr("Nguồn dữ liệu (số quyết định công bố)"), self.source))
        column.addWidget(self.compared)
        for line in (
            self.name, self.short, self.field_name, self.synonyms, self.result, self.source
        ):  # fmt: skip
            line.textEdited.connect(self.say_edited)
        self.basis.textChanged.connect(self.say_edited)
        self.compared.toggled.connect(self.say_edited)

    def fill(self, one: Procedure) -> None:
        """Names and texts."""
        for line, said in (
            (self.name, one.name),
            (self.short, one.short_name),
            (self.field_name, one.field_name),
            (self.synonyms, ", ".join(one.synonyms)),
            (self.result, one.result_name),
            (self.source, one.source),
        ):
            line.setText(said)
            line.setCursorPosition(0)
        self.basis.setPlainText("\n".join(one.legal_basis))
        self.compared.setChecked(not one.unconfirmed)

    def apply(self, one: Procedure) -> Procedure:
        """The version with these texts; what was compared is confirmed, papers with it."""
        compared, components = self.compared.isChecked(), one.components
        if compared and one.unconfirmed:
            components = tuple(replace(paper, confirmed=True) for paper in components)
        unread = one.unconfirmed or ("name",)
        return replace(
            one,
            name=tidy(self.name.text()),
            short_name=tidy(self.short.text()),
            field_name=tidy(self.field_name.text()),
            synonyms=_parts(self.synonyms.text().split(",")),
            result_name=tidy(self.result.text()),
            source=tidy(self.source.text()),
            legal_basis=_parts(self.basis.toPlainText().splitlines()),
            unconfirmed=() if compared else unread,
            components=components,
        )


class Limits(Section):
    """Both limits, the extension the law allows, and the cases with limits of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.legal, self.committed, self.extended = LimitField(), LimitField(), LimitField()
        self.when = QLineEdit()
        self.immediate = QCheckBox(self.tr("Trả kết quả ngay; giấy hẹn chỉ in khi người dân cần"))
        self.cases = Cases()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX)
        row.addLayout(labelled(self.tr("Thời hạn theo luật"), self.legal), 1)
        row.addLayout(labelled(self.tr("Thời hạn cam kết (in trên giấy hẹn)"), self.committed), 1)
        column.addLayout(row)
        longer = QHBoxLayout()
        longer.setSpacing(look.GAP_PX)
        longer.addLayout(labelled(self.tr("Được kéo dài đến"), self.extended), 1)
        longer.addLayout(labelled(self.tr("khi"), self.when), 1)
        column.addLayout(longer)
        column.addWidget(self.immediate)
        column.addWidget(self.cases, 1)
        for limit in (self.legal, self.committed, self.extended):
            limit.edited.connect(self.say_edited)
        self.when.textEdited.connect(self.say_edited)
        self.immediate.toggled.connect(self.say_edited)
        self.cases.edited.connect(self.say_edited)

    def fill(self, one: Procedure) -> None:
        """The limits."""
        self.legal.show_limit(one.legal_limit)
        self.committed.show_limit(one.committed_limit)
        self.extended.show_limit(one.extended_limit)
        self.when.setText(one.extended_when)
        self.immediate.setChecked(one.immediate)
        self.cases.show_procedure(one)

    def apply(self, one: Procedure) -> Procedure:
        """The version with these limits."""
        return replace(
            self.cases.apply(one),
            legal_limit=self.legal.limit(),
            committed_limit=self.committed.limit(),
            extended_limit=self.extended.limit(),
            extended_when=tidy(self.when.text()),
            immediate=self.immediate.isChecked(),
        )


class Roles(Section):
    """Whom it asks for besides owner and submitter."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[PersonRole, QComboBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GAP_PX * 2)
        grid.setVerticalSpacing(6)
        roles = [role for role in PersonRole if role not in _ASKED_OTHERWISE]
        for place, role in enumerate(roles):
            box = self.asked[role] = QComboBox()
            for said, code in (
                (self.tr("không hỏi"), _NOT),
                (self.tr("có thể có"), _MAY),
                (self.tr("bắt buộc"), _MUST),
            ):
                box.addItem(said, code)
            box.currentIndexChanged.connect(self.say_edited)
            grid.addLayout(
                labelled(say("person_roles", role.value, language()), box), place // 2, place % 2
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        said = self.tr("Chủ hồ sơ và người nộp lúc nào cũng có. Chỉ hỏi thêm người mà tờ khai cần.")
        column.addWidget(text(said, kind="small", tone="muted", wrap=True))
        column.addLayout(grid)
        column.addStretch(1)

    def fill(self, one: Procedure) -> None:
        """The version's roles."""
        wanted = {asked.role: _MUST if asked.required else _MAY for asked in one.roles}
        for role, box in self.asked.items():
            choose(box, wanted.get(role, _NOT))

    def apply(self, one: Procedure) -> Procedure:
        """The version with these roles."""
        asked = tuple(
            AskedRole(role, box.currentData() == _MUST)
            for role, box in self.asked.items()
            if box.currentData() != _NOT
        )
        return replace(one, roles=asked)


class Places(Section):
    """Where it is lodged and processed, and from when to when this version holds."""

    def __init__(self) -> None:
        super().__init__()
        self.channels = {
            channel: QCheckBox(say("lodging_channels", channel.value, language()))
            for channel in LodgingChannel
        }
        self.back_end, self.boundary = QComboBox(), QComboBox()
        for code in codes_of("back_ends"):
            self.back_end.addItem(say("back_ends", code, language()), code)
        for code in codes_of("boundary_free"):
            self.boundary.addItem(say("boundary_free", code, language()), code)
        self.until = DayField(self.tr("Hết áp dụng sau ngày"))
        self.review = DayField(self.tr("Xem lại từ ngày"))
        self.why = QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text(self.tr("Được nộp"), kind="small", tone="muted"))
        row = QHBoxLayout()
        row.setSpacing(look.GAP_PX * 2)
        for tick in self.channels.values():
            row.addWidget(tick)
            tick.toggled.connect(self.say_edited)
        row.addStretch(1)
        column.addLayout(row)
        column.addLayout(labelled(self.tr("Nộp không phụ thuộc địa giới"), self.boundary))
        column.addLayout(labelled(self.tr("Hệ thống xử lý"), self.back_end))
        column.addWidget(self.until)
        column.addWidget(self.review)
        column.addLayout(labelled(self.tr("Vì sao phải xem lại (luật mới…)"), self.why))
        column.addStretch(1)
        for box in (self.back_end, self.boundary):
            box.currentIndexChanged.connect(self.say_edited)
        self.until.edited.connect(self.say_edited)
        self.review.edited.connect(self.say_edited)
        self.why.textEdited.connect(self.say_edited)

    def fill(self, one: Procedure) -> None:
        """Channels, back-end, days."""
        for channel, tick in self.channels.items():
            tick.setChecked(channel in one.channels)
        choose(self.back_end, one.back_end)
        choose(self.boundary, one.boundary_free)
        self.until.show_day(one.valid_to, one.valid_from)
        self.review.show_day(one.review_on, one.valid_from)
        self.why.setText(one.review_reason)

    def apply(self, one: Procedure) -> Procedure:
        """The version lodged and processed so."""
        review = self.review.value()
        return replace(
            one,
            channels=tuple(channel for channel, tick in self.channels.items() if tick.isChecked()),
            back_end=self.back_end.currentData(),
            boundary_free=self.boundary.currentData(),
            valid_to=self.until.value(),
            review_on=review,
            review_reason=tidy(self.why.text()) if review else "",
        )


def scrolled(inner: QWidget) -> QScrollArea:
    """A part that may be higher than the window."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area


def _parts(written: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said for one in written if (said := tidy(one))))
