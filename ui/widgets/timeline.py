"""The life of a dossier as a column of moments, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from models.dossier import StatusEvent
from ui import icons, look, words


class Timeline(QListWidget):
    """What happened, when, by whom; each line is spoken whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setAccessibleName(self.tr("Quá trình giải quyết"))
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_steps(self, steps: Sequence[StatusEvent], names: Mapping[str, str]) -> None:
        """Replace what is shown; `names` of people by their logins."""
        self.clear()
        colours = look.colours()
        for step in sorted(steps, key=lambda one: one.sequence, reverse=True):
            note = f" · {step.note}" if step.note else ""
            who = names.get(step.by, step.by)
            item = QListWidgetItem(
                f"{words.status(step.status)}{note}\n{words.moment(step.at)} · {who}"
            )
            tone = {"good": colours.good, "warn": colours.warn, "bad": colours.bad}.get(
                words.status_badge(step.status), colours.accent_text
            )
            item.setIcon(icons.icon("done" if step.sequence else "clock", tone, 18))
            self.addItem(item)
