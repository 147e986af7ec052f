"""One person before the desk: scan box, badge, portrait, and the fields a hand may fill.

What a chip or a QR said is shown read-only; «Sửa tay» opens the fields and the record then says
that the person was typed.  Nothing here ever waits for a card.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
)

from models.card_reading import Advice, CardReading
from models.citizen import Citizen, IdentifiedBy, Sex
from models.text import tidy
from models.vocabulary import VIETNAMESE, say
from ui import entry, icons, look, words
from ui.widgets.card_scan import CardScan
from ui.widgets.panel import Badge, Panel, button, labelled, set_property, text

PORTRAIT = (84, 108)


class PersonCard(Panel):
    """Edits one `Citizen`."""

    edited = Signal()
    """A hand changed something; `person()` has it."""
    scanned = Signal(str)
    """The scan box got a text: a number, a card's QR or something else."""
    pictured = Signal(object)
    """Reads a photograph of the card's QR; to be called on a worker."""
    finished = Signal()
    """Enter in the last field."""

    def __init__(self, heading: str, *, brief: bool = False) -> None:
        """`brief` leaves out the portrait, and where the person lives and can be reached."""
        super().__init__(heading, spacing=4 if brief else 7)
        self._shown: Citizen | None = None
        self._filling = False
        scanning = CardScan()
        scanning.pictured.connect(self.pictured)
        self.scan = scanning.box
        self.scan.entered.connect(self.scanned)
        self.column.addWidget(scanning)
        self._hint = text(kind="small", tone="muted", wrap=True)
        self._hint.setMinimumHeight(0 if brief else 36)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Tiến độ đọc thẻ"))
        keep = self._progress.sizePolicy()
        keep.setRetainSizeWhenHidden(not brief)
        self._progress.setSizePolicy(keep)
        self._progress.hide()
        self.column.addWidget(self._progress)
        self.column.addWidget(self._hint)
        self.column.addLayout(self._identity(brief=brief))
        self.column.addLayout(self._fields(brief=brief))
        self.column.addStretch(1)
        self.clear()

    # What the card and the scanner say

    def show_person(self, person: Citizen | None) -> None:
        """Put a person into the fields without telling anybody that they were edited."""
        self._filling = True
        self._shown = person
        self.name.setText(person.full_name if person else "")
        born = person.birth_date if person else None
        self.birth.setText(born.vietnamese() if born else "")
        self.sex.setCurrentIndex(max(0, self.sex.findData(person.sex if person else None)))
        self.address.setText(person.address if person else "")
        self.phone.setText(person.phone if person else "")
        self.email.setText(person.email if person else "")
        self._number.setText(_identity_of(person) if person else "")
        self._show_badge()
        self._lock_machine_fields()
        self._filling = False

    def show_reading(self, reading: CardReading) -> None:
        """Progress of a chip: first the person, then face and checks."""
        if reading.face is not None:
            image = QImage.fromData(reading.face)
            if not image.isNull():
                self._portrait.setPixmap(
                    QPixmap.fromImage(image).scaled(
                        *PORTRAIT,
                        Qt.AspectRatioMode.KeepAspectRatio,
                        Qt.TransformationMode.SmoothTransformation,
                    )
                )
        if not reading.complete:
            self.say(words.card_step("face"), "muted")
            return
        self._progress.hide()
        verdict = reading.verdict
        remarks = [words.check_reason(verdict.passive_authentication)]
        remarks += [words.card_warning(reason) for reason in verdict.warnings]
        remark = " · ".join(one for one in remarks if one)
        tone = {Advice.DATA_MAY_BE_USED: "good", Advice.COMPARE_FACE: "warn"}
        said = words.advice(reading.verdict.advice)
        self.say(f"{said} {remark}".strip(), tone.get(reading.verdict.advice, "bad"))

    def show_progress(self, step: str, done: int, total: int) -> None:
        """The reader is at work."""
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)
        self._progress.show()
        self.say(words.card_step(step), "muted")

    def say(self, hint: str, tone: str = "muted") -> None:
        """The quiet line under the scan box."""
        self._hint.setText(hint)
        set_property(self._hint, "tone", tone)
        if tone == "bad":
            self._progress.hide()

    def clear(self) -> None:
        """Nobody yet."""
        self.show_person(None)
        self.scan.clear()
        self._progress.hide()
        self._portrait.setPixmap(icons.picture("person", look.colours().field_line, 48))
        self.say(self.tr("Không có thẻ: gõ 12 số rồi Enter, hoặc nhập họ tên ở dưới."))

    # What the hands say

    def person(self) -> Citizen | None:
        """The person as it stands; None while there is not even a name or number."""
        name = tidy(self.name.text())
        number = self._shown.number if self._shown else None
        if not name and not number:
            return None
        base = self._shown or Citizen(full_name="")
        return replace(
            base,
            full_name=name,
            birth_date=entry.birth_date(self.birth.text()),
            sex=Sex(self.sex.currentData()) if self.sex.currentData() else None,
            address=tidy(self.address.text()),
            phone=entry.digits(self.phone.text()),
            email=self.email.text().strip(),
        )

    def identified_as(self, by: IdentifiedBy) -> None:
        """The clerk says how the person was identified."""
        self._shown = replace(self._shown or Citizen(full_name=""), identified_by=by)
        self._show_badge()
        self._lock_machine_fields()
        self.edited.emit()

    def show_wrong(self, *, wrong: bool) -> None:
        """Mark the name as the thing that is missing."""
        set_property(self.name, "wrong", wrong)

    def _identity(self, *, brief: bool) -> QHBoxLayout:
        self._portrait = QLabel(self)
        self._portrait.setVisible(not brief)
        self._portrait.setObjectName("portrait")
        self._portrait.setFixedSize(*PORTRAIT)
        self._portrait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._portrait.setAccessibleName(self.tr("Ảnh trên thẻ"))
        self._badge = Badge()
        self._number = text(kind="lead")
        self._number.setMinimumHeight(24)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._edit = button(self.tr("Sửa tay"), "plain")
        self._edit.clicked.connect(lambda: self.identified_as(IdentifiedBy.TYPED))
        self._vneid = button(self.tr("Đã đối chiếu VNeID"), "plain")
        self._vneid.setToolTip("Ctrl+E")
        self._vneid.clicked.connect(lambda: self.identified_as(IdentifiedBy.VNEID))
        for one in (self._edit, self._vneid):
            one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            one.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        grid = QGridLayout()
        grid.setSpacing(2)
        if not brief:
            grid.addWidget(text(self.tr("Số định danh"), kind="small", tone="muted"), 0, 0)
        grid.addWidget(self._number, 1, 0)
        grid.addWidget(self._badge, *((1, 1) if brief else (2, 0)))
        links = QHBoxLayout()
        links.setSpacing(0)
        links.addWidget(self._edit)
        links.addWidget(self._vneid)
        links.addStretch(1)
        grid.addLayout(links, 3, 0, 1, 2)
        grid.setRowStretch(4, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        if not brief:
            row.addWidget(self._portrait)
        row.addLayout(grid, 1)
        return row

    def _fields(self, *, brief: bool) -> QGridLayout:
        self.name, self.birth = QLineEdit(), QLineEdit()
        self.address, self.phone, self.email = QLineEdit(), QLineEdit(), QLineEdit()
        self.birth.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.phone.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.sex = QComboBox()
        self.sex.addItem("–", None)
        for one in Sex:
            self.sex.addItem(words.sex(one), one)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GAP_PX)
        grid.setVerticalSpacing(6)
        grid.addLayout(labelled(self.tr("Họ và tên"), self.name), 0, 0, 1, 2)
        grid.addLayout(labelled(self.tr("Ngày sinh"), self.birth), 1, 0)
        grid.addLayout(labelled(self.tr("Giới tính"), self.sex), 1, 1)
        if not brief:
            grid.addLayout(labelled(self.tr("Nơi thường trú"), self.address), 2, 0, 1, 2)
            grid.addLayout(labelled(self.tr("Điện thoại"), self.phone), 3, 0)
            grid.addLayout(labelled(self.tr("Thư điện tử"), self.email), 3, 1)
        fields = (self.name, self.birth, self.address, self.phone, self.email)
        for field in fields:
            field.textEdited.connect(self._edited)
        self.sex.activated.connect(self._edited)
        for here, there in pairwise(fields[:4]):
            here.returnPressed.connect(there.setFocus)
        self.birth.editingFinished.connect(self._tidy_birth)
        self.phone.returnPressed.connect(self.finished)
        self.email.returnPressed.connect(self.finished)
        return grid

    def _edited(self) -> None:
        if not self._filling:
            self.show_wrong(wrong=False)
            self._show_badge()
            self.edited.emit()

    def _tidy_birth(self) -> None:
        found = entry.birth_date(self.birth.text())
        if found is not None:
            self.birth.setText(found.vietnamese())
        set_property(self.birth, "wrong", bool(self.birth.text().strip()) and found is None)

    def _show_badge(self) -> None:
        person = self.person() if not self._filling or self._shown is None else self._shown
        if person is None:
            self._badge.say("", "neutral")
        else:
            by = person.identified_by
            self._badge.say(words.identified(by), words.identified_badge(by))
        typed = person is not None and person.identified_by is IdentifiedBy.TYPED
        machine = person is not None and person.identified_by in _MACHINE
        self._vneid.setVisible(typed)
        self._edit.setVisible(machine)

    def _lock_machine_fields(self) -> None:
        machine = self._shown is not None and self._shown.identified_by in _MACHINE
        for field in (self.name, self.birth, self.address):
            field.setReadOnly(machine and bool(field.text()))
        self.sex.setEnabled(not (machine and self.sex.currentData() is not None))


_MACHINE = (IdentifiedBy.CHIP_VERIFIED, IdentifiedBy.CHIP_UNVERIFIED, IdentifiedBy.QR)


def _identity_of(person: Citizen) -> str:
    """The number; of somebody without one, the paper that was shown."""
    if person.number or person.paper is None:
        return words.number(person.number)
    language = "en" if words.english() else VIETNAMESE
    kind = say("identity_papers", person.paper.kind.value, language)
    return f"{kind} {person.paper.number}".strip()
