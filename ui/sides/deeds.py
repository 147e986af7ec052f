"""A panel of several jobs about one matter: one is chosen, its few fields are shown, F9 does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import look
from ui.page import Surroundings
from ui.sides.side import Side
from ui.widgets.panel import button, labelled, text
from ui.widgets.wrapped_lines import WrappedLines

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView

ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done now."""

    words: str
    """What the list and F9 say."""
    run: Callable[[DossierView], object]
    form: QWidget | None = None
    first: QWidget | None = None
    """Where the typing begins."""
    short: str = ""
    """For the bar below, where the words would be too long."""


class DeedsSide(Side):
    """What is known on top, the jobs the dossier's status and the person's role allow below it.

    Nothing is read before the panel is in front: `focus_first` calls `read`, whose answer is
    shown by the subclass, which then calls `offer`.
    """

    def __init__(self, around: Surroundings, heading: str, *, listed: str = "") -> None:
        """`listed` names the list of what there is; empty: no list."""
        super().__init__(around, heading)
        self.name = heading
        self._deeds: tuple[Deed, ...] = ()
        self._awaited = 0
        self.said = text(tone="muted", wrap=True)
        self.said.hide()
        self.lines = WrappedLines()
        self.lines.setAccessibleName(listed)
        self.which = QComboBox()
        self.which.currentIndexChanged.connect(lambda _: self._chose())
        self._choice = QWidget()
        choice = QVBoxLayout(self._choice)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.addLayout(labelled(self.tr("Việc"), self.which))
        self._forms = QVBoxLayout()
        self._forms.setContentsMargins(0, 0, 0, 0)
        self._button = button("", "primary")
        self._button.clicked.connect(self.proceed)
        self.column.addWidget(self.said)
        self.column.addWidget(self.lines, 1)
        self.lines.setVisible(bool(listed))  # not before it lies in a window
        self.column.addWidget(self._choice)
        self.column.addLayout(self._forms)
        self.column.addStretch(0 if listed else 1)
        self.column.addWidget(self._button)
        self._show_choice()

    # What a subclass says

    def offered(self, view: DossierView) -> bool:
        """Whether there is anything to see or do here for this dossier."""
        return not view.elsewhere

    def read(self, view: DossierView) -> None:
        """Read what is to be shown; the answer ends with `offer`."""
        raise NotImplementedError

    # What it does

    def show_view(self, view: DossierView) -> None:
        """Another dossier, or the same after an act; read when it comes to the front."""
        same = self.view is not None and self.view.dossier.id == view.dossier.id
        super().show_view(view)
        if not same:
            self.which.clear()
            self._forget_typed()
        self.lines.clear()
        self.offer(())

    def _forget_typed(self) -> None:
        """What was typed about one dossier is never done to the next."""
        for line in self.findChildren(QLineEdit):
            if not line.objectName().startswith("qt_"):  # the inside of a spin box
                line.clear()
        for several in self.findChildren(QPlainTextEdit):
            several.clear()

    def focus_first(self) -> None:
        """The job begins."""
        if self.view is not None and self.offered(self.view):
            self.read(self.view)

    def act(self) -> str:
        """F9 does what is chosen."""
        deed = self._deed()
        return (deed.short or deed.words.split(" (", 1)[0]) if deed else ""

    def proceed(self) -> None:
        """F9."""
        deed, view = self._deed(), self.view
        if deed is not None and view is not None and not self._awaited:
            deed.run(view)

    def ask(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """As any panel; until the answer is here a second F9 does nothing."""

        def ended() -> None:
            # Asked again with a second person's right, the same question ends twice.
            self._awaited = max(self._awaited - 1, 0)

        self._awaited += 1
        store = self.around.desk.workers.store
        self.around.bridge.ask(store, work, done, self.say, asker=self, ended=ended)

    def offer(self, deeds: Sequence[Deed]) -> None:
        """These can be done now; the one that was chosen stays chosen where it is among them."""
        chosen = self.which.currentText()
        for one in self._deeds:
            if one.form is not None:
                one.form.hide()
        self._deeds = tuple(deeds)
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItems([one.words for one in deeds])
        self.which.setCurrentIndex(max(self.which.findText(chosen), 0))
        self.which.blockSignals(False)
        for one in deeds:
            if one.form is not None and self._forms.indexOf(one.form) < 0:
                self._forms.addWidget(one.form)
        self._show_choice()
        if deeds:
            self._focus()
        self.acts_changed.emit()

    def list_lines(self, lines: Sequence[tuple[str, str]], nothing: str) -> None:
        """(identity, words) of what there is; the first is chosen, as nothing was before."""
        former = self.chosen_line()
        self.lines.clear()
        for identity, said in lines:
            item = QListWidgetItem(said)
            item.setData(ID, identity)
            self.lines.addItem(item)
            if identity == former:
                self.lines.setCurrentItem(item)
        if not lines:
            empty = QListWidgetItem(nothing)
            empty.setFlags(Qt.ItemFlag.NoItemFlags)
            self.lines.addItem(empty)
        elif self.lines.currentRow() < 0:
            self.lines.setCurrentRow(0)

    def chosen_line(self) -> str:
        """The identity of the chosen line; empty where none is."""
        item = self.lines.currentItem()
        return str(item.data(ID) or "") if item is not None else ""

    def say_known(self, said: str) -> None:
        """What is known, above everything."""
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def again(self) -> None:
        """Read anew after an act that left the dossier's status alone."""
        if self.view is not None:
            self.read(self.view)

    def _deed(self) -> Deed | None:
        place = self.which.currentIndex()
        return self._deeds[place] if 0 <= place < len(self._deeds) else None

    def _chose(self) -> None:
        self._show_choice()
        self.acts_changed.emit()

    def _show_choice(self) -> None:
        deed = self._deed()
        for one in self._deeds:
            if one.form is not None:
                one.form.setVisible(deed is not None and one.form is deed.form)
        self._choice.setVisible(len(self._deeds) > 1)
        self._button.setVisible(deed is not None)
        self._button.setText(f"{deed.words}  (F9)" if deed else "")

    def _focus(self) -> None:
        if not self.isVisible():
            return
        deed = self._deed()
        if len(self._deeds) > 1:
            self.which.setFocus()
        elif deed is not None and deed.first is not None:
            deed.first.setFocus()
        else:
            self._button.setFocus()


def form(*rows: tuple[str, QWidget]) -> QWidget:
    """Fields under their labels; Enter in a line goes on to the next."""
    whole = QWidget()
    whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.GAP_PX - 2)
    for words, field in rows:
        column.addLayout(labelled(words, field))
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(field.focusNextChild)
    whole.hide()
    return whole


def paragraph(height_px: int = 96) -> QPlainTextEdit:
    """A field for several sentences; Tab leaves it."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(height_px)
    return made
