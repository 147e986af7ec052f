"""Sổ sách: the year's and the month's books, money, figures, results and dossiers elsewhere."""

from __future__ import annotations

from models.role import Act
from ui.books.certification import CertificationBooks
from ui.books.elsewhere import ElsewhereBook
from ui.books.figures import FiguresBook
from ui.books.money import MoneyBook
from ui.books.register import RegisterBook
from ui.books.shelf_page import Shelf, ShelfPage
from ui.books.uncollected import UncollectedBook
from ui.books.week import WeekBook


class BooksPage(ShelfPage):
    """The books everybody at the counter keeps."""

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Sổ sách")

    def shelf(self) -> Shelf:
        """(name, words, its class, whether this person may see it)."""
        may = self.around.seat.user.may
        return (
            ("register", self.tr("Sổ theo dõi"), RegisterBook, may(Act.REPRINT)),
            ("certification", self.tr("Sổ chứng thực"), CertificationBooks, may(Act.CERTIFY)),
            ("money", self.tr("Thu tiền, kiểm quỹ"), MoneyBook, may(Act.SEE_TODAY)),
            ("figures", self.tr("Chỉ số 766"), FiguresBook, may(Act.SEE_FIGURES)),
            ("week", self.tr("Báo cáo tuần"), WeekBook, may(Act.SEE_FIGURES)),
            ("uncollected", self.tr("Kết quả chờ dân"), UncollectedBook, may(Act.SEE_TODAY)),
            ("elsewhere", self.tr("Ở cơ quan khác"), ElsewhereBook, may(Act.LOOK_UP)),
        )
