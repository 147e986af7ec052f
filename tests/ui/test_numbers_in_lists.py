"""No list of the window tells a person's number: every page and book is walked (rules §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import QAbstractItemView

from desk.reception.certified_copies import CopyOrder
from tests.support.seat import HAU
from tests.ui.conftest import CHIEF
from tests.ui.test_counter import received
from tests.ui.test_results_page import seat_of
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.books import BooksPage
from ui.rehearsal import Rehearsal

ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
)  # fmt: skip


def told_by(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(model.rowCount()):
        for column in range(columns):
            index = model.index(row, column)
            yield from (str(text) for role in ROLES if (text := model.data(index, role)))


def lists_of(window: Rehearsal) -> str:
    """Everything in the lists of the page in front."""
    window.settle(60)
    models = [view.model() for view in window.page.findChildren(QAbstractItemView)]
    return "\n".join(text for model in models if model is not None for text in told_by(model))


def test_no_list_of_any_page_tells_a_number(window: Rehearsal) -> None:
    window.sign_in(*CHIEF)
    seat = seat_of(window)
    one = received(seat)
    seat.intake.save(seat.user, replace(seat.intake.begin(seat.user), owner=HAU))
    seat.life.certified_copies.take(seat.user, HAU.full_name, (CopyOrder("Bằng", 1, 2),))
    seat.life.registering.number(seat.user, window.counter.desk.clock().year)
    seen = {}
    for place in window.window.workplace.pages._makers:
        subject = {Place.DOSSIER: one.dossier_id, Place.SEARCH: HAU.number}.get(place)
        window.window.go(Go(place, subject))
        seen[place.name] = lists_of(window)
        page = window.page
        for _ in range(6) if isinstance(page, BooksPage) else ():
            page.run(Command.SCAN)
            seen[f"{place.name} {type(page.book).__name__}"] = lists_of(window)
    number = HAU.number or "?"
    assert [name for name, told in seen.items() if number in told] == []
    named = [name for name, told in seen.items() if HAU.full_name in told]
    assert {"TODAY", "SEARCH", "BOOKS"} <= set(named), "the person was there to be told of"
    assert any("0011******17" in told for told in seen.values())
