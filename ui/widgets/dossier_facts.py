"""The head of a dossier: its code and states, with whom it is, what was written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from models.dossier import Dossier, SyncState
from ui import words
from ui.widgets.panel import Badge, OneLine, Panel, text

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView


class DossierFacts(Panel):
    """Read aloud on the phone from the top down."""

    def __init__(self) -> None:
        super().__init__()
        self._code = text(kind="big")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._provisional, self._status, self._sync = Badge(), Badge(), Badge()
        self.elsewhere = Badge()
        self.where = OneLine(tone="link")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._code)
        for badge in (self._provisional, self._status, self._sync, self.elsewhere):
            head.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(self.where)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)

    def show_view(self, view: DossierView, names: Mapping[str, str]) -> None:
        """Another dossier, or the same after an act."""
        dossier = view.dossier
        self._provisional.say(words.code_kind(dossier.code_kind), "warn")
        self._status.say(words.status(dossier.status), words.status_badge(dossier.status))
        self.show_sync(dossier.code, view.sync)
        self._show_elsewhere(view)
        self._show_facts(dossier, names)

    def show_sync(self, code: str, sync: SyncState) -> None:
        """The line brought news: a code, or that it was sent."""
        self._code.setText(code)
        self._sync.say(words.sync(sync), words.sync_badge(sync))

    def clear(self) -> None:
        """No dossier."""
        self._code.clear()
        for badge in (self._provisional, self._status, self._sync, self.elsewhere):
            badge.say("", "neutral")

    def _show_elsewhere(self, view: DossierView) -> None:
        """Another counter's dossier is known by word of mouth: say how old the word is."""
        self.elsewhere.say(
            words.counter(view.sync, elsewhere=True) if view.elsewhere else "", "neutral"
        )
        if view.seen_at is not None:
            heard = self.tr("Theo tin lúc {0}").format(words.moment(view.seen_at))
            self.elsewhere.setToolTip(heard)

    def _show_facts(self, dossier: Dossier, names: Mapping[str, str]) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for line, (name, value) in enumerate(self._facts(dossier, names)):
            self._grid.addWidget(text(name, tone="muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            shown = text(value, wrap=True)
            if line == 0:
                shown.setProperty("weight", "bold")
            self._grid.addWidget(shown, line, 1)
        self._grid.setColumnStretch(1, 1)

    def _facts(self, dossier: Dossier, names: Mapping[str, str]) -> list[tuple[str, str]]:
        owner = dossier.owner
        clerk = names.get(dossier.clerk, dossier.clerk)
        due = words.moment(dossier.due)
        if dossier.due_is_provisional:
            due += self.tr(" (dự kiến)")
        facts = [
            (self.tr("Chủ hồ sơ"), owner.full_name),
            (self.tr("Số định danh"), words.number(owner.number) or "–"),
            (self.tr("Điện thoại"), owner.phone or "–"),
            (self.tr("Thủ tục"), dossier.procedure_name),
            (self.tr("Tiếp nhận"), f"{words.moment(dossier.received_at)} · {clerk}"),
            (self.tr("Hẹn trả"), due),
            (self.tr("Lệ phí"), words.money(dossier.fee_dong)),
            (self.tr("Nhận kết quả"), words.return_method(dossier.return_method)),
        ]
        if dossier.submitter is not None:
            facts.insert(1, (self.tr("Người nộp"), dossier.submitter.full_name))
        others = [code for code in dossier.aliases if code != dossier.code]
        if others:
            facts.append((self.tr("Mã khác"), ", ".join(others)))
        if dossier.note:
            facts.append((self.tr("Ghi chú"), dossier.note))
        return facts
