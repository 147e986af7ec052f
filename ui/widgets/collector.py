"""Who takes a result home: the owner, who handed in, or somebody else with their own card."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.citizen import Citizen
from models.dossier import Dossier, Status
from models.lifecycle import TERMINAL
from models.problems import Problem
from ui import words
from ui.identification import Identification
from ui.page import Surroundings
from ui.widgets.authority import AuthorityFields
from ui.widgets.panel import Panel, button, labelled, text
from ui.widgets.person_card import PersonCard


class Collector(Panel):
    """Chooses the collector, and hands over in two strokes so that no slip of a finger does it."""

    handing_over = Signal(object)
    """Who takes the results and how: `desk.reception.results.Collecting`."""
    arriving = Signal(str)
    """The place where a result from the department was put."""

    def __init__(self, around: Surroundings, *, headed: bool = True) -> None:
        """`headed` is False where a button above already says what this is."""
        heading = QCoreApplication.translate("Collector", "Trả kết quả")
        super().__init__(heading if headed else "", spacing=7)
        self._dossiers: tuple[Dossier, ...] = ()
        self._ready = False
        self._may_arrive = False
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
        self.column.addWidget(self.person)
        self.authority = AuthorityFields()
        self.authority.hide()
        self.column.addWidget(self.authority)
        self.slip_lost = QCheckBox(self.tr("Mất giấy hẹn"))
        self.originals = QCheckBox(self.tr("Đã trả lại bản chính"))
        self._remarks = QWidget()
        remarks = QHBoxLayout(self._remarks)
        remarks.setContentsMargins(0, 0, 0, 0)
        for one in (self.slip_lost, self.originals):
            remarks.addWidget(one)
        self.column.addWidget(self._remarks)
        self._offline = text(tone="warn", wrap=True)
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
        self.show_dossiers((dossier,))

    def show_dossiers(self, dossiers: Sequence[Dossier]) -> None:
        """Offer what can be done with these together: one person takes them all."""
        self._dossiers = tuple(dossiers)
        self._ready = False
        open_ones = [one for one in dossiers if one.status not in TERMINAL]
        self._may_arrive = len(dossiers) == 1 and any(
            one.status != Status.FINISHED for one in open_ones
        )
        for shown in (self._who_box, self.confirm, self._remarks):
            shown.setVisible(bool(open_ones))
        self.slip_lost.setChecked(False)
        self.originals.setChecked(True)
        self.authority.clear(open_ones[0].owner.full_name if open_ones else "")
        if not open_ones:
            self._offline.hide()
        self._offer_people(open_ones or dossiers)
        self.identification.start_afresh()
        self._chose()
        self._say_state(open_ones)

    def _offer_people(self, dossiers: Sequence[Dossier]) -> None:
        self.who.clear()
        seen = set()
        for one in dossiers:
            for role, person in (
                (self.tr("Chủ hồ sơ: {0}"), one.owner),
                (self.tr("Người nộp: {0}"), one.submitter),
            ):
                if person is not None and (key := person.number or person.full_name) not in seen:
                    seen.add(key)
                    self.who.addItem(role.format(person.full_name), person)
        self.who.addItem(self.tr("Người khác, có giấy ủy quyền"), None)

    def _say_state(self, open_ones: Sequence[Dossier]) -> None:
        missing = sum(one.status != Status.FINISHED for one in open_ones)
        if not self._dossiers:
            said = ""
        elif not open_ones:
            said = _closed(self._dossiers[0])
        elif not missing:
            said = self.tr("Kết quả đã về quầy, chờ người dân nhận.")
        elif len(open_ones) == 1:
            said = self.tr("Kết quả chưa ghi nhận là đã về quầy.")
        else:
            said = self.tr("{0} kết quả chưa ghi nhận là đã về quầy.").format(missing)
        self._said.setText(said)

    def show_warnings(self, codes: Collection[str]) -> None:
        """What to look at before handing over; it stops nothing."""
        said = [" ".join(words.problem(Problem(code))) for code in sorted(codes)]
        self._offline.setText("\n".join(said))
        self._offline.setVisible(bool(said) and not self.confirm.isHidden())

    def show_line(self, *, online: bool) -> None:
        """Warn while other counters cannot be seen."""
        if online:
            self.show_warnings(())
        elif not self._offline.text():
            self.show_warnings(("results.other_counter_may_have_returned",))

    def proceed(self) -> None:
        """First stroke: ready; second stroke: handed over."""
        if not self._dossiers or not self.confirm.isVisible():
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
        from desk.reception.results import Collecting  # noqa: PLC0415 - the window paints first

        self._ready = False
        self.handing_over.emit(
            Collecting(
                who,
                self.authority.authority() if self.authority.isVisibleTo(self) else None,
                slip_shown=not self.slip_lost.isChecked(),
                originals_returned=self.originals.isChecked(),
            )
        )

    def ask_authority(self) -> None:
        """A paper is needed after all: the collector is a stranger to one of the dossiers."""
        self._ready = False
        self.confirm.setText(self.tr("Trả kết quả  (F9)"))
        self.authority.show()
        fields = self.authority
        (fields.dated if fields.given_by.text() else fields.given_by).setFocus()

    def step_back(self) -> bool:
        """Esc between the two strokes; False when there is nothing to take back."""
        if not self._ready:
            return False
        self.show_dossiers(self._dossiers)
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
        self._said.setVisible(not shown)
        self.person.setVisible(shown)
        self.authority.setVisible(shown)
        self._arrival.setVisible(self._may_arrive and not shown)
        self.identification.active = shown
        self._ready = False
        self.confirm.setText(self.tr("Trả kết quả  (F9)"))
        if shown:
            self.person.scan.setFocus()

    def _give_place(self) -> None:
        self.arriving.emit(self.place.text().strip())


def _closed(dossier: Dossier) -> str:
    """What became of a dossier nothing can be done with any more."""
    if dossier.returned_at is None:
        return QCoreApplication.translate("Collector", "Hồ sơ đã kết thúc.")
    said = QCoreApplication.translate("Collector", "Đã trả cho {0} lúc {1}.")
    return said.format(dossier.returned_to, words.moment(dossier.returned_at))
