"""Which screens a person has, and their lines on the rail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from models.role import Act, User
from ui.page import Page, Place, Surroundings


def _noop(text: object) -> str:
    return str(text)


_RAIL = (
    (Place.TODAY, _noop(QT_TRANSLATE_NOOP("screens", "Hôm nay")), "today"),
    (Place.INTAKE, _noop(QT_TRANSLATE_NOOP("screens", "Tiếp nhận")), "intake"),
    (Place.ONLINE, _noop(QT_TRANSLATE_NOOP("screens", "Trực tuyến")), "online"),
    (Place.RESULTS, _noop(QT_TRANSLATE_NOOP("screens", "Trả kết quả")), "hand"),
    (Place.BUNDLES, _noop(QT_TRANSLATE_NOOP("screens", "Bàn giao")), "bundle"),
    (Place.PRESSING, _noop(QT_TRANSLATE_NOOP("screens", "Theo dõi")), "clock"),
    (Place.CERTIFY, _noop(QT_TRANSLATE_NOOP("screens", "Chứng thực")), "stamp"),
    (Place.SIGNING, _noop(QT_TRANSLATE_NOOP("screens", "Ký số")), "sign"),
    (Place.CLOSING, _noop(QT_TRANSLATE_NOOP("screens", "Chốt ngày")), "closing"),
    (Place.BOOKS, _noop(QT_TRANSLATE_NOOP("screens", "Sổ sách")), "book"),
    (Place.SEARCH, _noop(QT_TRANSLATE_NOOP("screens", "Tra cứu")), "search"),
    (Place.CUSTODY, _noop(QT_TRANSLATE_NOOP("screens", "Quản trị")), "person"),
)
_FAMILIES = (
    (
        (Place.PRESSING, _noop(QT_TRANSLATE_NOOP("screens", "Sắp hạn, quá hạn"))),
        (Place.WAITING, _noop(QT_TRANSLATE_NOOP("screens", "Chờ bổ sung"))),
    ),
    (
        (Place.CUSTODY, _noop(QT_TRANSLATE_NOOP("screens", "Người và dữ liệu"))),
        (Place.CATALOGUE, _noop(QT_TRANSLATE_NOOP("screens", "Thủ tục, ngày nghỉ"))),
        (Place.SETTINGS, _noop(QT_TRANSLATE_NOOP("screens", "Cài đặt"))),
    ),
)
"""Screens that share one line of the rail: a short window has room for twelve lines."""


class Screens(Mapping[Place, Page]):
    """The screens this person's role opens, each made when it is first needed."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._makers = _makers(around.seat.user)
        self._made: dict[Place, Page] = {}
        self.made: Callable[[Page], None] = lambda _: None
        """Called with each new page before anybody sees it."""

    def __getitem__(self, place: Place) -> Page:
        """The screen of a place; KeyError where the role has none."""
        if place not in self._made:
            page = self._made[place] = self._makers[place]()(self._around)
            self.made(page)
        return self._made[place]

    def __iter__(self) -> Iterator[Place]:
        """Every place of this person."""
        return iter(self._makers)

    def __len__(self) -> int:
        """How many places there are."""
        return len(self._makers)

    def __contains__(self, place: object) -> bool:
        """Whether the role opens it; nothing is made for the question."""
        return place in self._makers

    def opened(self) -> dict[Place, Page]:
        """Those that were made already."""
        return dict(self._made)

    def rail_lines(self) -> tuple[tuple[Place, str, str], ...]:
        """(place, words, drawing) of the screens that have a line of their own."""
        translate = QCoreApplication.translate
        return tuple(
            (place, translate("screens", said), drawing)
            for place, said, drawing in _RAIL
            if place in self._makers
        )

    def families(self) -> tuple[tuple[tuple[Place, str], ...], ...]:
        """(place, words) of the screens that share a line, the one of the line first."""
        translate = QCoreApplication.translate
        return tuple(
            tuple(
                (place, translate("screens", said))
                for place, said in family
                if place in self._makers
            )
            for family in _FAMILIES
        )


def _makers(user: User) -> dict[Place, Callable[[], type[Page]]]:
    """What may be opened, and the class of each, imported when it is made."""
    may = user.may
    allowed: tuple[tuple[Place, bool, Callable[[], type[Page]]], ...] = (
        (Place.TODAY, True, _today),
        (Place.INTAKE, may(Act.RECEIVE), _intake),
        (Place.ONLINE, may(Act.RECEIVE) and may(Act.PROCESS), _online),
        (Place.RESULTS, may(Act.RETURN_RESULT), _results),
        (Place.BUNDLES, may(Act.BUNDLE), _bundles),
        (Place.WAITING, may(Act.PROCESS), _waiting),
        (Place.PRESSING, may(Act.PROCESS), _pressing),
        (Place.CERTIFY, may(Act.CERTIFY), _certify),
        (Place.SIGNING, may(Act.SIGN), _signing),
        (Place.CLOSING, may(Act.BUNDLE) and may(Act.CERTIFY), _closing),
        (Place.BOOKS, may(Act.SEE_TODAY), _books),
        (Place.SEARCH, True, _search),
        (Place.DOSSIER, True, _dossier),
        (Place.CONFIRM, may(Act.RECEIVE), _confirming),
        (Place.CUSTODY, may(Act.ADMIT_CLERK) and may(Act.MIND_BACKUPS), _custody),
        (Place.CATALOGUE, may(Act.EDIT_CATALOGUE) or may(Act.EDIT_CALENDAR), _catalogue),
        (Place.SETTINGS, may(Act.CHANGE_SETTINGS), _settings),
        (Place.HELP, True, _help),
    )
    return {place: make for place, granted, make in allowed if granted}


def _today() -> type[Page]:
    from ui.pages.today import TodayPage  # noqa: PLC0415 - made when it is first needed

    return TodayPage


def _intake() -> type[Page]:
    from ui.pages.intake import IntakePage  # noqa: PLC0415 - made when it is first needed

    return IntakePage


def _online() -> type[Page]:
    from ui.pages.online import OnlinePage  # noqa: PLC0415 - made when it is first needed

    return OnlinePage


def _results() -> type[Page]:
    from ui.pages.results import ResultsPage  # noqa: PLC0415 - made when it is first needed

    return ResultsPage


def _bundles() -> type[Page]:
    from ui.pages.bundles import BundlesPage  # noqa: PLC0415 - made when it is first needed

    return BundlesPage


def _waiting() -> type[Page]:
    from ui.pages.waiting import WaitingPage  # noqa: PLC0415 - made when it is first needed

    return WaitingPage


def _pressing() -> type[Page]:
    from ui.pages.pressing import PressingPage  # noqa: PLC0415 - made when it is first needed

    return PressingPage


def _certify() -> type[Page]:
    from ui.pages.certify import CertifyPage  # noqa: PLC0415 - made when it is first needed

    return CertifyPage


def _closing() -> type[Page]:
    from ui.pages.closing import ClosingPage  # noqa: PLC0415 - made when it is first needed

    return ClosingPage


def _books() -> type[Page]:
    from ui.pages.books import BooksPage  # noqa: PLC0415 - made when it is first needed

    return BooksPage


def _signing() -> type[Page]:
    from ui.pages.signing import SigningPage  # noqa: PLC0415 - made when it is first needed

    return SigningPage


def _search() -> type[Page]:
    from ui.pages.search import SearchPage  # noqa: PLC0415 - made when it is first needed

    return SearchPage


def _dossier() -> type[Page]:
    from ui.pages.dossier import DossierPage  # noqa: PLC0415 - made when it is first needed

    return DossierPage


def _confirming() -> type[Page]:
    from ui.pages.confirming import ConfirmingPage  # noqa: PLC0415 - made when it is first needed

    return ConfirmingPage


def _custody() -> type[Page]:
    from ui.pages.custody import CustodyPage  # noqa: PLC0415 - made when it is first needed

    return CustodyPage


def _catalogue() -> type[Page]:
    from ui.pages.catalogue import CataloguePage  # noqa: PLC0415 - made when it is first needed

    return CataloguePage


def _settings() -> type[Page]:
    from ui.pages.settings import SettingsPage  # noqa: PLC0415 - made when it is first needed

    return SettingsPage


def _help() -> type[Page]:
    from ui.pages.help import HelpPage  # noqa: PLC0415 - made when it is first needed

    return HelpPage
