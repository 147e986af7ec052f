"""Liên hệ: who was reached about a dossier, when and how; answering the phone is one key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QListWidget, QListWidgetItem

from models.facts import Contact, Fact, Purpose, Way
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.sides.side import Side
from ui.widgets.panel import button, labelled

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView


class ContactsSide(Side):
    """The log of a dossier, newest first, and one more line."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "")
        self._names: Mapping[str, str] = {}
        self.log = QListWidget()
        self.log.setObjectName("bare")
        self.log.setAccessibleName(self.tr("Nhật ký liên hệ"))
        self.log.setWordWrap(True)
        self.log.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.log.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.log.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.log.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.log.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._phone = button(self.tr("Vừa trả lời điện thoại (Ctrl+T)"))
        self._phone.clicked.connect(self.answered)
        self.way, self.purpose = QComboBox(), QComboBox()
        for way in Way:
            self.way.addItem(words.contact_way(way), way)
        for purpose in Purpose:
            if purpose is not Purpose.REMINDER:
                self.purpose.addItem(words.contact_purpose(purpose), purpose)
        self.note = QLineEdit()
        self.reached = QCheckBox(self.tr("Đã gặp được người dân"))
        self.reached.setChecked(True)
        self._add = button(self.tr("Ghi liên hệ  (F9)"), "primary")
        self._add.clicked.connect(self.proceed)
        self.note.returnPressed.connect(self.proceed)
        self.column.addWidget(self._phone)
        self.column.addWidget(self.log, 1)
        self.column.addLayout(labelled(self.tr("Bằng cách"), self.way))
        self.column.addLayout(labelled(self.tr("Về việc"), self.purpose))
        self.column.addLayout(labelled(self.tr("Ghi chú"), self.note))
        self.column.addWidget(self.reached)
        self.column.addWidget(self._add)

    def show_view(self, view: DossierView) -> None:
        """The log of this dossier."""
        super().show_view(view)
        self.note.clear()
        self._read()

    def act(self) -> str:
        """F9 adds the line."""
        return self.tr("Ghi liên hệ")

    def focus_first(self) -> None:
        """By what, about what, and what was said."""
        self.way.setFocus()

    def proceed(self) -> None:
        """Add one line."""
        view, seat = self.view, self.around.seat
        if view is None:
            return
        contact = Contact(
            Way(self.way.currentData()),
            Purpose(self.purpose.currentData()),
            self.reached.isChecked(),
            note=tidy(self.note.text()),
        )

        def done(_: Fact[Contact]) -> None:
            self.note.clear()
            self._read()

        self.ask(lambda: seat.life.contacts.log(seat.user, view.dossier.id, contact), done)

    def answered(self) -> None:
        """Somebody called about this dossier and got an answer."""
        view, seat = self.view, self.around.seat
        if view is None:
            return

        def done(_: Fact[Contact]) -> None:
            self.tell(self.tr("Đã ghi: trả lời điện thoại."), view.dossier.code)
            self._read()

        self.ask(lambda: seat.life.contacts.answered_phone(seat.user, view.dossier.id), done)

    def _read(self) -> None:
        view, seat = self.view, self.around.seat
        if view is None or view.elsewhere:
            self._show(((), {}))
            return
        self.ask(
            lambda: (
                seat.life.contacts.of_dossier(seat.user, view.dossier.id),
                seat.lookup.names(seat.user),
            ),
            self._show,
        )

    def _show(self, answer: tuple[tuple[Fact[Contact], ...], Mapping[str, str]]) -> None:
        lines, names = answer
        self.log.clear()
        for fact in reversed(lines):
            one = fact.body
            said = f"{words.contact_purpose(one.purpose)} · {words.contact_way(one.way)}"
            if one.whom:
                said += f" · {one.whom}"
            if not one.reached:
                said += self.tr(" · chưa gặp được")
            if one.note:
                said += f"\n{one.note}"
            now = self.around.desk.clock()
            when = f"{words.near_moment(fact.at, now)} · {names.get(fact.by, fact.by)}"
            self.log.addItem(QListWidgetItem(f"{said}\n{when}"))
        if not lines:
            self.log.addItem(QListWidgetItem(self.tr("Chưa có liên hệ nào.")))
