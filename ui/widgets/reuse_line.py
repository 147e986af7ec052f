"""A line above the checklist: a paper of this owner that was digitised before and may be reused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from models.reuse import Validity
from ui.widgets.panel import OneLine, button, picture

if TYPE_CHECKING:
    from desk.reception.reuse import Offer


class ReuseLine(QFrame):
    """Shows the offer for the paper in front, or the first one; hidden while there is none."""

    taking = Signal(object, bool, bool)
    """The `Offer`, whether the original was compared, whether its date was looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("debt")
        self._offers: tuple[Offer, ...] = ()
        self._component = ""
        self.said = OneLine()
        self.take = button("", "small")
        self.take.clicked.connect(self._take)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(picture("file", "accent_text", 20))
        row.addWidget(self.said, 1)
        row.addWidget(self.take)
        self.hide()

    @property
    def offer(self) -> Offer | None:
        """What is offered now."""
        for one in self._offers:
            if one.component_code == self._component:
                return one
        return self._offers[0] if self._offers else None

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """What may be reused for this draft; the newest of each paper."""
        newest: dict[str, Offer] = {}
        for one in offers:
            newest.setdefault(one.component_code, one)
        self._offers = tuple(newest.values())
        self._show()

    def show_component(self, code: str) -> None:
        """The paper in front comes first."""
        self._component = code
        self._show()

    def _show(self) -> None:
        one = self.offer
        self.setVisible(one is not None)
        if one is None:
            return
        expired = one.validity is Validity.EXPIRED
        said = (
            self.tr("{0}: bản số hóa {1} đã hết hạn, cần bản mới.")
            if expired
            else self.tr("{0}: đã có bản số hóa {1}, dùng lại được.")
        )
        self.said.say(said.format(one.component_name, self._origin(one)))
        self.take.setVisible(not expired)
        self.take.setText(self._asked(one))
        self.take.setToolTip(one.basis)

    def _origin(self, one: Offer) -> str:
        """When and where it was digitised, and what persons confirmed of it."""
        paper = one.paper
        day = f"{paper.digitised_on:%d/%m/%Y}"
        said = [
            self.tr("ngày {0} tại quầy {1}").format(day, paper.counter)
            if paper.counter
            else self.tr("ngày {0}").format(day)
        ]
        number = next((value.value for value in paper.values if value.name == "number"), "")
        if number:
            said.append(self.tr("số {0}").format(number))
        if paper.issued_on is not None:
            said.append(self.tr("cấp {0}").format(f"{paper.issued_on:%d/%m/%Y}"))
        return ", ".join(said)

    def _asked(self, one: Offer) -> str:
        """What the clerk says by pressing it: nothing is ever assumed."""
        check = one.validity is Validity.CHECK
        if not one.paper.signed and check:
            return self.tr("Đã đối chiếu bản chính, còn hạn: dùng lại")
        if not one.paper.signed:
            return self.tr("Đã đối chiếu bản chính: dùng lại")
        return self.tr("Đã xem, còn hạn: dùng lại") if check else self.tr("Dùng lại")

    def _take(self) -> None:
        one = self.offer
        if one is not None:
            self.taking.emit(one, not one.paper.signed, one.validity is Validity.CHECK)
