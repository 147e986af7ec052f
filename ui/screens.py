"""Which screens a person has, and their lines on the rail."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from models.role import Act
from ui.page import Page, Place, Surroundings


def _noop(text: object) -> str:
    return str(text)


_RAIL = (
    (Place.TODAY, _noop(QT_TRANSLATE_NOOP("screens", "Hôm nay")), "today"),
    (Place.INTAKE, _noop(QT_TRANSLATE_NOOP("screens", "Tiếp nhận")), "intake"),
    (Place.RESULTS, _noop(QT_TRANSLATE_NOOP("screens", "Trả kết quả")), "hand"),
    (Place.BUNDLES, _noop(QT_TRANSLATE_NOOP("screens", "Bàn giao")), "bundle"),
    (Place.WAITING, _noop(QT_TRANSLATE_NOOP("screens", "Chờ bổ sung")), "file"),
    (Place.PRESSING, _noop(QT_TRANSLATE_NOOP("screens", "Sắp hạn")), "clock"),
    (Place.CERTIFY, _noop(QT_TRANSLATE_NOOP("screens", "Chứng thực")), "stamp"),
    (Place.SEARCH, _noop(QT_TRANSLATE_NOOP("screens", "Tra cứu")), "search"),
    (Place.HELP, _noop(QT_TRANSLATE_NOOP("screens", "Trợ giúp")), "help"),
)


def pages_for(around: Surroundings) -> dict[Place, Page]:
    """The screens this person's role opens. Imported after the first paint."""
    from ui.pages.bundles import BundlesPage  # noqa: PLC0415
    from ui.pages.certify import CertifyPage  # noqa: PLC0415
    from ui.pages.dossier import DossierPage  # noqa: PLC0415
    from ui.pages.help import HelpPage  # noqa: PLC0415
    from ui.pages.intake import IntakePage  # noqa: PLC0415
    from ui.pages.pressing import PressingPage  # noqa: PLC0415
    from ui.pages.results import ResultsPage  # noqa: PLC0415
    from ui.pages.search import SearchPage  # noqa: PLC0415
    from ui.pages.today import TodayPage  # noqa: PLC0415
    from ui.pages.waiting import WaitingPage  # noqa: PLC0415

    pages: dict[Place, Page] = {Place.TODAY: TodayPage(around)}
    if around.seat.user.may(Act.RECEIVE):
        pages[Place.INTAKE] = IntakePage(around)
    if around.seat.user.may(Act.RETURN_RESULT):
        pages[Place.RESULTS] = ResultsPage(around)
    if around.seat.user.may(Act.BUNDLE):
        pages[Place.BUNDLES] = BundlesPage(around)
    if around.seat.user.may(Act.PROCESS):
        pages[Place.WAITING] = WaitingPage(around)
        pages[Place.PRESSING] = PressingPage(around)
    if around.seat.user.may(Act.CERTIFY):
        pages[Place.CERTIFY] = CertifyPage(around)
    pages[Place.SEARCH] = SearchPage(around)
    pages[Place.DOSSIER] = DossierPage(around)
    pages[Place.HELP] = HelpPage(around)
    return pages


def rail_lines(pages: dict[Place, Page]) -> tuple[tuple[Place, str, str], ...]:
    """(place, words, drawing) of the screens that have a line of their own."""
    translate = QCoreApplication.translate
    return tuple(
        (place, translate("screens", said), drawing)
        for place, said, drawing in _RAIL
        if place in pages
    )
