"""Danh mục: the office's procedures, its own days, dossiers of the old program."""

from __future__ import annotations

from models.role import Act
from ui.books.office_days import OfficeDaysBook
from ui.books.old_lists import OldListsBook
from ui.books.procedures import ProceduresBook
from ui.books.shelf_page import Shelf, ShelfPage


class CataloguePage(ShelfPage):
    """The books an administrator keeps; the head of an office keeps its days."""

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Danh mục")

    def shelf(self) -> Shelf:
        """Procedures, days, what the old program left."""
        may = self.around.seat.user.may
        return (
            ("procedures", self.tr("Thủ tục"), ProceduresBook, may(Act.EDIT_CATALOGUE)),
            ("days", self.tr("Ngày của cơ quan"), OfficeDaysBook, may(Act.EDIT_CALENDAR)),
            ("old", self.tr("Hồ sơ phần mềm cũ"), OldListsBook, may(Act.IMPORT_DOSSIERS)),
        )
