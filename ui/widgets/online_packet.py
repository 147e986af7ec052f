"""What was lodged online, as the clerk reads it before deciding."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.online import SignatureState
from ui import words
from ui.widgets.panel import text

if TYPE_CHECKING:
    from desk.reception.online_inbox import WaitingOnline

FORM_LINES = 6
"""So many lines of the e-form are shown beside the list; the rest is in the opened dossier."""


class OnlinePacket(QWidget):
    """Who lodged what, what to beware of, the first lines of the form and the files."""

    def __init__(self) -> None:
        super().__init__()
        self.who = text(kind="lead", wrap=True)
        self.what = text(tone="muted", wrap=True)
        self.warning = text(tone="warn", wrap=True)
        self.form = text(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for label in (self.who, self.what, self.warning, self.form):
            column.addWidget(label)

    def show_packet(self, one: WaitingOnline | None, now: datetime) -> None:
        """Show a dossier that waits; None shows nothing."""
        if one is None:
            for label in (self.who, self.what, self.form, self.warning):
                label.clear()
            return
        packet = one.packet
        self.who.setText(packet.owner.full_name)
        lodged = words.moment(packet.lodged_at)
        self.what.setText(self.tr("{0}. Nộp {1}.").format(one.procedure_name, lodged))
        form = [f"{name}: {value}" for name, value in list(packet.form.items())[:FORM_LINES]]
        names = ", ".join(dict.fromkeys(file.name or file.place for file in packet.files))
        self.form.setText("\n".join([*form, self.tr("Tệp: {0}").format(names or "–")]))
        warnings = self._warnings(one, now)
        self.warning.setText("\n".join(warnings))
        self.warning.setVisible(bool(warnings))

    def _warnings(self, one: WaitingOnline, now: datetime) -> list[str]:
        """What the clerk must know before deciding."""
        packet = one.packet
        warnings = []
        if packet.signatures is not SignatureState.VALID:
            state = self._signatures(packet.signatures)
            warnings.append(self.tr("Chữ ký số: {0}.").format(state))
        if one.supplemented:
            warnings.append(self.tr("Người dân đã nộp bổ sung."))
        if one.mine_until is not None:
            until = words.near_moment(one.mine_until, now)
            warnings.append(self.tr("Quầy này đang giữ hồ sơ, đến {0}.").format(until))
        if one.held_until is not None:
            until = words.near_moment(one.held_until, now)
            held = self.tr("Quầy {0} đang xử lý, giữ đến {1}.").format(one.held_by, until)
            warnings.append(held)
        if one.left_by:
            left = self.tr("Quầy {0} đã giữ mà chưa trả lời: có thể đã làm khi mất mạng.")
            warnings.append(left.format(one.left_by))
        if one.same_open:
            codes = ", ".join(one.same_open)
            warnings.append(self.tr("Có thể nộp trùng với {0}.").format(codes))
        return warnings

    def _signatures(self, state: SignatureState) -> str:
        return {
            SignatureState.VALID: self.tr("hợp lệ"),
            SignatureState.INVALID: self.tr("không hợp lệ"),
            SignatureState.NONE: self.tr("không ký"),
            SignatureState.UNCHECKED: self.tr("chưa kiểm"),
        }[state]
