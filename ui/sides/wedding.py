"""Ngày trao giấy kết hôn: agreed with both, and the act itself with both present."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from models.dossier import Status
from models.lifecycle import TERMINAL
from models.people import PersonRole
from models.role import Act
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.sides.deeds import Deed, DeedsSide, form
from ui.widgets.panel import set_property

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView


class WeddingSide(DeedsSide):
    """Two equal persons: none is the owner more than the other."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, self.tr("Ngày trao giấy kết hôn"))
        self.day, self.hour, self.official = QLineEdit(), QLineEdit(), QLineEdit()
        self.day.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.hour.setPlaceholderText(self.tr("Ví dụ: 09:30"))
        self._agreeing = form(
            (self.tr("Ngày hai bên chọn"), self.day), (self.tr("Giờ (nếu hẹn)"), self.hour)
        )
        self._holding = form((self.tr("Người trao giấy"), self.official))

    def offered(self, view: DossierView) -> bool:
        """An open dossier of a couple."""
        roles = {one.role for one in view.dossier.people}
        return (
            not view.elsewhere
            and self.around.seat.user.may(Act.PROCESS)
            and {PersonRole.HUSBAND, PersonRole.WIFE} <= roles
            and view.dossier.status not in TERMINAL
        )

    def read(self, view: DossierView) -> None:
        """The promise says it all."""
        self.say_known(
            self.tr("{0} và {1} · hẹn {2}").format(
                *(self._named(view, one) for one in (PersonRole.HUSBAND, PersonRole.WIFE)),
                words.moment(view.dossier.due),
            )
        )
        agree = Deed(self.tr("Hẹn ngày trao"), self._agree, self._agreeing, self.day)
        hold = Deed(self.tr("Hai bên đã nhận giấy"), self._hold, self._holding, self.official)
        self.offer((hold, agree) if view.dossier.status == Status.FINISHED else (agree,))

    def _named(self, view: DossierView, role: PersonRole) -> str:
        return next(one.person.full_name for one in view.dossier.people if one.role is role)

    def _agree(self, view: DossierView) -> None:
        seat = self.around.seat
        day = _read(self.day, "%d/%m/%Y")
        hour = _read(self.hour, "%H:%M") if self.hour.text().strip() else None
        set_property(self.hour, "wrong", bool(self.hour.text().strip()) and hour is None)
        if day is None or (self.hour.text().strip() and hour is None):
            return
        at: time | None = hour.time() if hour is not None else None
        self.ask(
            lambda: seat.life.weddings.agree(seat.user, view.dossier.id, day.date(), at),
            lambda after: self._done(
                after, self.tr("Đã hẹn ngày trao: {0}.").format(words.moment(after.dossier.due))
            ),
        )

    def _hold(self, view: DossierView) -> None:
        seat, official = self.around.seat, tidy(self.official.text())
        people = {one.role: one.person for one in view.dossier.people}
        self.ask(
            lambda: seat.life.weddings.hold(
                seat.user,
                view.dossier.id,
                people[PersonRole.HUSBAND],
                people[PersonRole.WIFE],
                official,
            ),
            lambda after: self._done(after, self.tr("Đã ghi trao giấy cho hai bên.")),
        )

    def _done(self, after: DossierView, said: str) -> None:
        self.tell(said, after.dossier.code)
        self.print_owed(after.dossier.id)
        self.changed.emit(after)


def _read(field: QLineEdit, shape: str) -> datetime | None:
    """What was typed, or None and the field is marked."""
    try:
        found = datetime.strptime(tidy(field.text()), shape)  # noqa: DTZ007 - a day, no moment
    except ValueError:
        set_property(field, "wrong", True)
        field.setFocus()
        return None
    set_property(field, "wrong", False)
    return found
