"""Between a person's card on the screen and the reader: a number goes out, a person comes back.

A QR fills the fields at once; the chip checks behind and never keeps anybody waiting.  A reading is
taken only when it is of the number that was asked for: the card of the last citizen, still lying
there, never fills the form of the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desk.card.qr import QrCard, read_picture
from desk.card.wedge import parse_typed
from desk.events import CardFailed, CardPlaced, CardProgress, CardRead, CardRemoved, ReaderState
from models.citizen import Citizen, IdentifiedBy, IdentityPaper, PaperKind
from models.identity_number import take_apart
from models.people import PaperStanding, standing_of
from models.problems import Problem
from ui import entry, words
from ui.page import Surroundings
from ui.widgets.person_card import PersonCard


class Identification(QObject):
    """Drives one `PersonCard`."""

    identified = Signal()
    """The person is known well enough to go on."""
    other_text = Signal(str)
    """A scan that is neither a card nor a number."""

    def __init__(self, around: Surroundings, card: PersonCard) -> None:
        super().__init__(card)
        self._around = around
        self._card = card
        self._awaited = ""
        self.active = False
        card.scanned.connect(self.take)
        card.pictured.connect(self.take_picture)
        around.bridge.happened.connect(self._happened)

    def start_afresh(self) -> None:
        """The next person: readings of the last one are not wanted any more."""
        self._awaited = ""
        self._card.clear()

    def resume(self, person: Citizen | None) -> None:
        """Show a person who was identified earlier."""
        self._awaited = ""
        self._card.clear()
        self._card.show_person(person)

    def take(self, text: str) -> None:
        """What the scan box or the scanner gave."""
        kind = entry.kind_of(text)
        if kind is entry.Scan.CARD_QR:
            self._take_qr(text)
        elif kind is entry.Scan.NUMBER or entry.kind_of(entry.digits(text)) is entry.Scan.NUMBER:
            self._take_number(entry.digits(text))
        elif kind is entry.Scan.DOSSIER:
            self._card.scan.clear()
            self.other_text.emit(text)
        else:
            self._card.say(
                self.tr("Số định danh có 12 chữ số. Kiểm tra lại, hoặc nhập họ tên ở dưới."), "bad"
            )
            self._card.scan.selectAll()

    def take_picture(self, read: Callable[[], bytes]) -> None:
        """A photograph of the card: its QR is read on a worker and the picture forgotten."""
        self._card.say(self.tr("Đang tìm mã QR trong ảnh…"))

        def work() -> QrCard:
            try:
                return read_picture(read())
            except (OSError, Problem) as error:
                raise Problem("card.picture_unreadable") from error

        self._around.bridge.ask(
            self._around.desk.workers.devices,
            work,
            self._take_card,
            self._failed,
            asker=self,
            latest="picture",
        )

    def _take_qr(self, text: str) -> None:
        try:
            qr = parse_typed(text)
        except Problem as problem:
            self._card.say(" ".join(words.problem(problem)), "bad")
            self._card.scan.selectAll()
            return
        if not qr.full_name:
            self._take_number(qr.number, qr)
            return
        self._take_card(qr)

    def _take_card(self, qr: QrCard) -> None:
        """Everything the QR says, with its marks."""
        self._card.scan.clear()
        kept = self._contact_of(qr.number)
        self._card.show_person(
            Citizen(
                full_name=qr.full_name,
                number=qr.number,
                birth_date=qr.birth_date,
                sex=qr.sex,
                address=qr.address,
                old_number=qr.old_number,
                phone=kept.phone,
                email=kept.email,
                identified_by=IdentifiedBy.QR,
            )
        )
        self._ask_reader(qr.number, qr)
        self._warn_of_expiry(qr)
        self._card.edited.emit()
        self._ask_earlier(qr.number)
        self.identified.emit()

    def _warn_of_expiry(self, qr: QrCard) -> None:
        """The QR names no expiry: it follows from birth and issue (Luật Căn cước Điều 21)."""
        issued = qr.issue_date.whole() if qr.issue_date else None
        paper = IdentityPaper(PaperKind.CITIZEN_CARD, qr.number, issued)
        today = self._around.desk.clock().date()
        if standing_of(paper, today, qr.birth_date) is PaperStanding.EXPIRED:
            self._card.say(
                self.tr("Thẻ có thể đã hết hạn: xem ngày in trên thẻ, hoặc đối chiếu VNeID."),
                "warn",
            )

    def _take_number(self, number: str, qr: QrCard | None = None) -> None:
        """The number, and what else of a QR text came through the keyboard unbent."""
        self._card.scan.clear()
        shown = self._card.person()
        if shown is None or shown.number not in (None, number):
            shown = Citizen(full_name="")
        parts = take_apart(number)
        self._card.show_person(
            replace(
                shown,
                number=number,
                sex=shown.sex or (parts.sex if parts else None),
                birth_date=shown.birth_date or (qr.birth_date if qr else None),
                old_number=shown.old_number or (qr.old_number if qr else None),
            )
        )
        self._ask_reader(number, qr)
        self._card.edited.emit()
        self._ask_earlier(number)
        self._card.name.setFocus()

    def _ask_reader(self, number: str, qr: QrCard | None) -> None:
        self._awaited = number
        self._card.say(self.tr("Đặt thẻ lên đầu đọc để xác thực chip. Không bắt buộc."))
        bridge, card = self._around.bridge, self._around.card
        bridge.ask(
            self._around.desk.workers.devices,
            lambda: card.use_key(number, qr),
            lambda _: None,
            self._failed,
            asker=self,
            latest="key",
        )

    def _ask_earlier(self, number: str) -> None:
        seat = self._around.seat
        self._around.bridge.ask(
            self._around.desk.workers.store,
            lambda: seat.intake.known_person(seat.user, number),
            self._known,
            asker=self,
            latest="known",
        )

    def _known(self, earlier: Citizen | None) -> None:
        shown = self._card.person()
        if earlier is None or shown is None or shown.number != earlier.number:
            return
        if not shown.full_name:
            filled = replace(earlier, identified_by=IdentifiedBy.TYPED)
            self._card.show_person(filled)
            self._card.say(
                self.tr("Lấy từ lần trước. Đối chiếu với giấy tờ, hoặc VNeID rồi nhấn Ctrl+E.")
            )
            self.identified.emit()
        else:
            self._card.show_person(entry.with_contact(shown, earlier))
        self._card.edited.emit()

    def _happened(self, event: object) -> None:
        if not self.active:
            return
        if isinstance(event, CardRead):
            self._read(event)
        elif self._awaited:
            self._while_reading(event)
        else:
            self._while_waiting(event)

    def _while_reading(self, event: object) -> None:
        if isinstance(event, CardProgress):
            self._card.show_progress(event.step, event.done, event.total)
        elif isinstance(event, CardFailed):
            self._failed(event.problem)

    def _while_waiting(self, event: object) -> None:
        if isinstance(event, CardPlaced):
            self._card.say(self.tr("Có thẻ trên đầu đọc: quét QR trên thẻ hoặc gõ 12 số."))
        elif isinstance(event, CardRemoved) and self._card.person() is None:
            self._card.say(self.tr("Không có thẻ: gõ 12 số rồi Enter, hoặc nhập họ tên ở dưới."))
        elif isinstance(event, ReaderState) and not event.readers:
            self._card.say(self.tr("Không có đầu đọc. Quét QR, gõ 12 số, hoặc nhập họ tên."))

    def _read(self, event: CardRead) -> None:
        reading = event.reading
        if reading.person.number != self._awaited:
            return
        kept = self._contact_of(self._awaited)
        first = not self._is_from_chip()
        self._card.show_person(entry.from_reading(reading, kept))
        self._card.show_reading(reading)
        self._card.edited.emit()
        if first:
            self.identified.emit()

    def _failed(self, problem: Problem) -> None:
        self._card.say(" ".join(words.problem(problem)), "bad")

    def _contact_of(self, number: str) -> entry.Contact:
        shown = self._card.person()
        if shown is None or shown.number not in (None, number):
            return entry.Contact()
        return entry.Contact(shown.phone, shown.email)

    def _is_from_chip(self) -> bool:
        shown = self._card.person()
        return shown is not None and shown.identified_by in (
            IdentifiedBy.CHIP_VERIFIED,
            IdentifiedBy.CHIP_UNVERIFIED,
        )
