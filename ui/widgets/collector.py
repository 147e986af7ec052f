"""Who takes a result home: the owner, who handed in, or somebody else with their own card."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from models.citizen import Citizen
from models.dossier import Dossier, Status
from models.lifecycle import TERMINAL
from ui import words
from ui.identification import Identification
from ui.page import Surroundings
from ui.widgets.panel import Panel, button, labelled, text
from ui.widgets.person_card import PersonCard


class Collector(Panel):
    """Chooses the collector, and hands over in two strokes so that no slip of a finger does it."""

    handing_over = Signal(object)
    """The `Citizen` who takes the result."""
    arriving = Signal(str)
    """The place where a result from the department was put."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(spacing=8)
        self._dossier: Dossier | None = None
        self._ready = False
        self._may_arrive = False
        self._heading = text(self.tr("Trả kết quả"), kind="lead")
        self.column.addWidget(self._heading)
        self._said = text(tone="muted", wrap=True)
        self.column.addWidget(self._said)
        self._arrival = QWidget()
        arrival = QVBoxLayout(self._arrival)
        arrival.setContentsMargins(0, 0, 0, 0)
        self.place = QLineEdit()
        self.place.setPlaceholderText(self.tr("Ví dụ: Ngăn B-17"))
        self._arrived = button(self.tr("Kết quả đã về quầy"))
        arrival.addLayout(labelled(self.tr("Để kết quả tại"), self.place))
        arrival.addWidget(self._arrived)
        self.column.addWidget(self._arrival)
        self.who = QComboBox()
        self._who_box = QWidget()
        who = QVBoxLayout(self._who_box)
        who.setContentsMargins(0, 0, 0, 0)
        who.addLayout(labelled(self.tr("Người nhận kết quả"), self.who))
        self.column.addWidget(self._who_box)
        self.person = PersonCard("", brief=True)
        self.person.setObjectName("bare")
        self.person.column.setContentsMargins(0, 4, 0, 0)
        self.identification = Identification(around, self.person)
        self.person.hide()
        self.column.addWidget(self.person, 1)
        self._offline = text(
            self.tr("Đang mất kết nối: máy khác có thể đã trả hồ sơ này."), tone="warn", wrap=True
        )
        self._offline.hide()
        self.column.addWidget(self._offline)
        self.column.addStretch(1)
        self.confirm = button(self.tr("Trả kết quả  (F9)"), "primary")
        self.column.addWidget(self.confirm)
        self.who.activated.connect(self._chose)
        self.place.returnPressed.connect(self._give_place)
        self._arrived.clicked.connect(self._give_place)
        self.confirm.clicked.connect(self.proceed)

    def show_dossier(self, dossier: Dossier) -> None:
        """Offer what this dossier's status allows."""
        self._dossier = dossier
        self._ready = False
        closed = dossier.status in TERMINAL
        ready = dossier.status == Status.FINISHED
        self._may_arrive = not closed and not ready
        for one in (self._who_box, self.confirm):
            one.setVisible(not closed)
        if closed:
            self._offline.hide()
        self.who.clear()
        self.who.addItem(self.tr("Chủ hồ sơ: {0}").format(dossier.owner.full_name), dossier.owner)
        if dossier.submitter is not None:
            named = self.tr("Người nộp: {0}").format(dossier.submitter.full_name)
            self.who.addItem(named, dossier.submitter)
        self.who.addItem(self.tr("Người khác, có giấy ủy quyền"), None)
        self.identification.start_afresh()
        self._chose()
        if dossier.returned_at is not None:
            self._said.setText(
                self.tr("Đã trả cho {0} lúc {1}.").format(
                    dossier.returned_to, words.moment(dossier.returned_at)
                )
            )
        elif closed:
            self._said.setText(self.tr("Hồ sơ đã kết thúc."))
        elif ready:
            self._said.setText(self.tr("Kết quả đã về quầy, chờ người dân nhận."))
        else:
            self._said.setText(self.tr("Kết quả chưa ghi nhận là đã về quầy."))

    def show_line(self, *, online: bool) -> None:
        """Warn while other counters cannot be seen."""
        self._offline.setVisible(not online and self.confirm.isVisible())

    def proceed(self) -> None:
        """First stroke: ready; second stroke: handed over."""
        dossier = self._dossier
        if dossier is None or not self.confirm.isVisible():
            return
        who = self._collector()
        if who is None:
            self.person.show_wrong(wrong=True)
            self.person.scan.setFocus()
            return
        if not self._ready:
            self._ready = True
            self.confirm.setText(self.tr("Xác nhận đã trả  (F9)"))
            self.confirm.setAccessibleName(self.tr("Xác nhận đã trả cho {0}").format(who.full_name))
            self._said.setText(
                self.tr("Trả cho {0}. Nhấn F9 hoặc Enter lần nữa để ghi nhận.").format(
                    who.full_name
                )
            )
            self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._ready = False
        self.handing_over.emit(who)

    def step_back(self) -> bool:
        """Esc between the two strokes; False when there is nothing to take back."""
        if not self._ready or self._dossier is None:
            return False
        self.show_dossier(self._dossier)
        return True

    def _collector(self) -> Citizen | None:
        chosen = self.who.currentData()
        if isinstance(chosen, Citizen):
            return chosen
        person = self.person.person()
        return person if person is not None and person.full_name else None

    def _chose(self) -> None:
        somebody_else = not isinstance(self.who.currentData(), Citizen)
        shown = somebody_else and self._who_box.isVisibleTo(self)
        self.person.setVisible(shown)
        self._arrival.setVisible(self._may_arrive and not shown)
        self.identification.active = shown
        self._ready = False
        self.confirm.setText(self.tr("Trả kết quả  (F9)"))
        if shown:
            self.person.scan.setFocus()

    def _give_place(self) -> None:
        self.arriving.emit(self.place.text().strip())
