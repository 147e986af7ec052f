"""A page of several books: one at a time, chosen above."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from ui import look
from ui.books.book import Book
from ui.keys import Command
from ui.page import Page, Surroundings
from ui.widgets.panel import choice

Shelf = tuple[tuple[str, str, type[Book], bool], ...]


class ShelfPage(Page):
    """One book at a time; F6 turns to the next one, each is made when it is first opened."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._kinds: dict[str, type[Book]] = {}
        self._choices: dict[str, QPushButton] = {}
        self._made: dict[str, Book] = {}
        self._group = QButtonGroup(self)
        choices = QHBoxLayout()
        choices.setSpacing(4)
        for name, said, kind, granted in self.shelf():
            if not granted:
                continue
            made = choice(said)
            made.clicked.connect(lambda _=False, one=name: self.open(one))
            self._group.addButton(made)
            self._choices[name] = made
            self._kinds[name] = kind
            choices.addWidget(made)
        choices.addStretch(1)
        self._chosen = next(iter(self._kinds))
        if len(self._choices) == 1:
            self._choices[self._chosen].hide()
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.MARGIN_PX - 2,) * 4)
        column.setSpacing(look.GAP_PX)
        column.addLayout(choices)
        column.addWidget(self.stack, 1)

    def shelf(self) -> Shelf:
        """(name, words, its class, whether this person may see it)."""
        raise NotImplementedError

    @property
    def book(self) -> Book:
        """The open book."""
        return self._made[self._chosen]

    def commands(self) -> Mapping[Command, str]:
        """The open book's own keys, and the next book."""
        opened = self._made.get(self._chosen)
        acts = dict(opened.acts()) if opened is not None else {}
        return {**acts, Command.SCAN: _next_book()} if len(self._kinds) > 1 else acts

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.SCAN:
            names = list(self._kinds)
            self.open(names[(names.index(self._chosen) + 1) % len(names)])
            return True
        return self.book.run(command)

    def enter(self, subject: object) -> None:
        """The named book, or the one that was open."""
        self.open(subject if isinstance(subject, str) and subject in self._kinds else self._chosen)

    def keepsake(self) -> object:
        """Which book is open."""
        return self._chosen

    def open(self, name: str) -> None:
        """Turn to a book and read it."""
        if name not in self._made:
            made = self._made[name] = self._kinds[name](self.around)
            made.telling.connect(self.telling)
            made.going.connect(self.going)
            made.acts_changed.connect(self.commands_changed)
            self.stack.addWidget(made)
        self._chosen = name
        self._choices[name].setChecked(True)
        self.stack.setCurrentWidget(self._made[name])
        self.book.read()
        self.book.table.setFocus()
        self.commands_changed.emit()


def _next_book() -> str:
    return QCoreApplication.translate("BooksPage", "Sổ kế tiếp")
