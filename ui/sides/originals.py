"""Bản chính đang giữ: what stays here, with whom it is, and when it went back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from models.lifecycle import TERMINAL
from models.role import Act
from models.text import tidy
from ui.page import Surroundings
from ui.sides.deeds import Deed, DeedsSide, form
from ui.sides.people import PeopleBox

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from models.facts_life import OriginalHeld


class OriginalsSide(DeedsSide):
    """Held, passed on, given back – each by record (NĐ 61/2018 Điều 20)."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around, self.tr("Bản chính đang giữ"), listed=self.tr("Bản chính đang giữ của hồ sơ")
        )
        self.paper, self.mark, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.paper.setPlaceholderText(self.tr("Ví dụ: Giấy chứng nhận quyền sử dụng đất"))
        self.holder = QLineEdit()
        self.to = PeopleBox()
        self._holding = form(
            (self.tr("Giấy tờ"), self.paper),
            (self.tr("Số sê-ri, số giấy"), self.mark),
            (self.tr("Ghi chú"), self.note),
        )
        self._passing = form((self.tr("Ai đang giữ"), self.holder))
        self._giving = form((self.tr("Trả cho"), self.to))

    def offered(self, view: DossierView) -> bool:
        """Our own dossiers, also closed ones: what was forgotten goes back too."""
        return not view.elsewhere and self.around.seat.user.may(Act.RETURN_RESULT)

    def read(self, view: DossierView) -> None:
        """What is still held."""
        seat = self.around.seat
        self.to.show_people(view.dossier)
        self.ask(
            lambda: seat.life.originals.of(seat.user, view.dossier.id),
            lambda held: self._show(view, held),
        )

    def _show(self, view: DossierView, held: tuple[OriginalHeld, ...]) -> None:
        lines = []
        for one in held:
            head = f"{one.name} · {one.mark}" if one.mark else one.name
            where = self.tr("{0} giữ").format(one.holder)
            if one.holder == self.around.desk.settings.office.agency:
                where = self.tr("giữ tại quầy")
            lines.append((one.id, f"{head}\n{where}" + (f" · {one.note}" if one.note else "")))
        self.list_lines(lines, self.tr("Không giữ bản chính nào."))
        deeds = []
        if held:
            deeds.append(Deed(self.tr("Trả bản đang chọn"), self._give, self._giving, self.to))
        if len(held) > 1:
            every = self.tr("Trả tất cả {0} bản").format(len(held))
            ids = tuple(one.id for one in held)
            deeds.append(Deed(every, lambda view: self._return(view, ids), self._giving, self.to))
        if self.around.seat.user.may(Act.PROCESS):
            if view.dossier.status not in TERMINAL:
                keep = self.tr("Giữ thêm bản chính")
                deeds.append(Deed(keep, self._hold, self._holding, self.paper))
            if held:
                on = self.tr("Chuyển người khác giữ")
                deeds.append(Deed(on, self._pass_on, self._passing, self.holder))
        self.offer(deeds)

    def _hold(self, view: DossierView) -> None:
        seat = self.around.seat
        name, mark, note = (tidy(one.text()) for one in (self.paper, self.mark, self.note))

        def done(_: OriginalHeld) -> None:
            for field in (self.paper, self.mark, self.note):
                field.clear()
            self.tell(self.tr("Đã ghi giữ bản chính."), view.dossier.code)
            self.again()

        self.ask(
            lambda: seat.life.originals.hold(seat.user, view.dossier.id, name, mark, note), done
        )

    def _pass_on(self, view: DossierView) -> None:
        seat, one, holder = self.around.seat, self.chosen_line(), tidy(self.holder.text())

        def done(_: OriginalHeld) -> None:
            self.holder.clear()
            self.tell(self.tr("Đã ghi người giữ: {0}.").format(holder), view.dossier.code)
            self.again()

        self.ask(
            lambda: seat.life.originals.passed_on(seat.user, view.dossier.id, one, holder), done
        )

    def _give(self, view: DossierView) -> None:
        self._return(view, (self.chosen_line(),))

    def _return(self, view: DossierView, ids: tuple[str, ...]) -> None:
        seat, to = self.around.seat, self.to.person().full_name

        def done(_: None) -> None:
            said = self.tr("Đã trả {0} bản chính cho {1}.").format(len(ids), to)
            self.tell(said, view.dossier.code)
            self.again()

        self.ask(lambda: seat.life.originals.give_back(seat.user, view.dossier.id, ids, to), done)
