"""Bưu chính công ích: the result was given to the post, is on its way, was delivered, came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from models.dossier import ReturnMethod, Status
from models.facts_life import PostState
from models.role import Act
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.sides.deeds import Deed, DeedsSide, form

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from models.facts import Fact
    from models.facts_life import PostItem


class PostSide(DeedsSide):
    """What the post reported, newest first; delivered closes the dossier."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around, self.tr("Bưu chính công ích"), listed=self.tr("Hành trình bưu gửi")
        )
        self.code, self.address, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self._sending = form(
            (self.tr("Mã bưu gửi"), self.code),
            (self.tr("Địa chỉ nhận"), self.address),
        )
        self._noting = form((self.tr("Ghi chú"), self.note))

    def offered(self, view: DossierView) -> bool:
        """A result that lies here, or that was asked for by post."""
        dossier = view.dossier
        return (
            not view.elsewhere
            and self.around.seat.user.may(Act.RETURN_RESULT)
            and (
                dossier.status == Status.FINISHED
                or (
                    dossier.status == Status.RETURNED
                    and dossier.return_method is ReturnMethod.BY_POST
                )
            )
        )

    def read(self, view: DossierView) -> None:
        """The way so far."""
        seat = self.around.seat
        self.ask(
            lambda: seat.life.deliveries.history(seat.user, view.dossier.id),
            lambda items: self._show(view, items),
        )

    def _show(self, view: DossierView, items: tuple[Fact[PostItem], ...]) -> None:
        now = self.around.desk.clock()
        lines = []
        for one in reversed(items):
            said = f"{self._state(one.body.state)} · {one.body.code}"
            detail = one.body.note or (one.body.address if one.body.state is PostState.SENT else "")
            when = words.near_moment(one.at, now)
            lines.append((one.id, f"{said}\n{when}" + (f" · {detail}" if detail else "")))
        self.list_lines(lines, self.tr("Chưa gửi bưu chính."))
        last = items[-1].body.state if items else None
        self.address.setText(view.dossier.owner.address)
        deeds = []
        if view.dossier.status == Status.FINISHED:
            if last in (None, PostState.DELIVERED, PostState.CAME_BACK):
                deeds.append(Deed(self.tr("Giao bưu chính"), self._send, self._sending, self.code))
            else:
                deeds.append(self._moved(self.tr("Bưu điện đã phát"), PostState.DELIVERED))
                if last is PostState.SENT:
                    deeds.append(self._moved(self.tr("Phát không được"), PostState.FAILED))
                deeds.append(self._moved(self.tr("Bưu điện chuyển hoàn"), PostState.CAME_BACK))
        self.offer(deeds)

    def _state(self, state: PostState) -> str:
        return {
            PostState.SENT: self.tr("Đã giao bưu chính"),
            PostState.DELIVERED: self.tr("Đã phát"),
            PostState.FAILED: self.tr("Phát không được"),
            PostState.CAME_BACK: self.tr("Đã chuyển hoàn"),
        }[state]

    def _moved(self, said: str, state: PostState) -> Deed:
        return Deed(said, lambda view: self._report(view, state), self._noting, self.note)

    def _send(self, view: DossierView) -> None:
        seat = self.around.seat
        code, address = tidy(self.code.text()), tidy(self.address.text())

        def done(item: PostItem) -> None:
            self.code.clear()
            self.tell(self.tr("Đã ghi giao bưu chính {0}.").format(item.code), view.dossier.code)
            self.again()

        self.ask(lambda: seat.life.deliveries.send(seat.user, view.dossier.id, code, address), done)

    def _report(self, view: DossierView, state: PostState) -> None:
        seat, note = self.around.seat, tidy(self.note.text())

        def done(after: DossierView) -> None:
            self.note.clear()
            self.tell(self._state(state), after.dossier.code)
            self.changed.emit(after)

        self.ask(lambda: seat.life.deliveries.moved(seat.user, view.dossier.id, state, note), done)
