"""Phản ánh, kiến nghị nobody answered yet, with the day an answer is due; hidden where none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem

from ui import look, words
from ui.widgets.panel import Panel
from ui.widgets.wrapped_lines import WrappedLines

if TYPE_CHECKING:
    from models.facts import Fact
    from models.facts_life import ComplaintNoted

_SUBJECT = Qt.ItemDataRole.UserRole
_LIST_PX = 120
_OF_NO_DOSSIER = "complaint:"


class OpenComplaints(Panel):
    """Enter opens the dossier a complaint is about, where it is about one."""

    opening = Signal(str)
    """The dossier's identity."""

    def __init__(self) -> None:
        super().__init__(self.tr("Phản ánh, kiến nghị chưa trả lời"))
        self.lines = WrappedLines()
        self.lines.setAccessibleName(self.tr("Phản ánh, kiến nghị chưa trả lời"))
        self.lines.setFixedHeight(_LIST_PX)
        self.lines.itemActivated.connect(self._open)
        self.column.addWidget(self.lines)
        self.hide()

    def show_open(self, complaints: Sequence[Fact[ComplaintNoted]], now: datetime) -> None:
        """The one that must be answered first stands first."""
        self.lines.clear()
        for one in sorted(complaints, key=lambda fact: fact.body.until or fact.at):
            until = one.body.until
            said = [one.body.number or self.tr("chưa có số")]
            if until is not None:
                said.append(self.tr("trả lời trước {0}").format(words.near_moment(until, now)))
            item = QListWidgetItem(f"{one.body.about}\n{' · '.join(said)}")
            item.setData(_SUBJECT, one.subject)
            if until is not None and until < now:
                item.setForeground(look.colour("bad"))
            self.lines.addItem(item)
        self.setVisible(bool(complaints))

    def _open(self, item: QListWidgetItem) -> None:
        subject = str(item.data(_SUBJECT))
        if not subject.startswith(_OF_NO_DOSSIER):
            self.opening.emit(subject)
