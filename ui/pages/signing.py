"""Ký số: what waits for the person with the token, one PIN for the batch, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
)

from desk.events import SigningProgress
from models.problems import Kind, Problem
from models.signing import Batch, Certificate, PinState, SignatureKind, Token, WaitingLine
from ui import look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Badge, Panel, button, labelled, set_property, text
from ui.widgets.preview import Preview

if TYPE_CHECKING:
    from desk.threads import Worker

SIDE_PX = 320
THUMBNAIL_PX = 150
LARGE_PX = 1100


class SigningPage(Page):
    """The list on the left; page, certificate, PIN and progress on the right."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._lines: dict[str, WaitingLine] = {}
        self._certificates: list[tuple[Token, Certificate]] = []
        self._signing = False
        self.kind = QComboBox()
        self.kind.addItem(self.tr("Chữ ký cơ quan trên bản sao"), SignatureKind.AGENCY_COPY)
        self.kind.addItem(self.tr("Chữ ký của cán bộ"), SignatureKind.PERSONAL)
        self.said = text(tone="muted", wrap=True)
        self.table = LinesTable(
            self.tr("Tài liệu chờ ký"),
            (
                (self.tr("Mã hồ sơ"), 192),
                (self.tr("Chủ hồ sơ"), 150),
                (self.tr("Giấy tờ"), 0),
                (self.tr("Trang"), 60),
                (self.tr("Chờ từ"), 112),
                (self.tr("Lần trước"), 130),
            ),
        )
        self._thumbnail = text()
        self._thumbnail.setFixedHeight(round(THUMBNAIL_PX * 1.42))
        self._thumbnail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._thumbnail.setAccessibleName(self.tr("Trang đầu của tài liệu đang chọn"))
        self.certificate = QComboBox()
        self.pin_state = Badge()
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.only_chosen = QCheckBox(self.tr("Chỉ ký tài liệu đang chọn"))
        self.go = button(self.tr("Ký  (F9)"), "primary")
        self.halt = button(self.tr("Dừng sau tài liệu này  (Esc)"))
        self.search_again = button(self.tr("Tìm thiết bị ký  (F5)"))
        self.complete = button(self.tr("Bổ sung dấu thời gian"))
        self.progress = QProgressBar()
        self.result = text(wrap=True)
        self.preview = Preview(self)
        self._lay_out()

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Ký số")

    def commands(self) -> Mapping[Command, str]:
        """Signing, looking closely, and finding the token."""
        found = {Command.COMPONENTS: self.tr("Tìm thiết bị")}
        if self._lines:
            found[Command.PREVIEW] = self.tr("Xem tài liệu")
            found[Command.RECEIVE] = self.tr("Ký")
        return found

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.BACK:
            return self.preview.put_away() or self._stop()
        if command is Command.RECEIVE:
            self._sign()
        elif command is Command.PREVIEW:
            self._look_closely()
        elif command is Command.COMPONENTS:
            self._find_tokens()
        else:
            return False
        return True

    def enter(self, subject: object) -> None:
        """Read the list and look for the token."""
        del subject
        self._read()
        if not self._signing:
            self._find_tokens()
        self.table.setFocus()

    def leave(self) -> None:
        """What was typed of a PIN goes; a running batch goes on."""
        self.pin.clear()
        self.preview.put_away()

    # the list

    def _read(self) -> None:
        seat, kind = self.around.seat, SignatureKind(self.kind.currentData())
        self._ask(
            self.around.desk.workers.store,
            lambda: (seat.signing.waiting(seat.user, kind), seat.signing.owing(seat.user)),
            self._show,
        )

    def _show(self, answer: tuple[tuple[WaitingLine, ...], int]) -> None:
        waiting, owing = answer
        now = self.around.desk.clock()
        chosen = self.table.current()
        self._lines = {one.waiting.id: one for one in waiting}
        self.table.show_lines(
            [
                Line(
                    one.waiting.id,
                    (
                        one.code,
                        one.owner_name,
                        one.title,
                        str(one.pages),
                        words.near_moment(one.waiting.queued_at, now),
                        self._last_time(one.waiting.problem),
                    ),
                    {5: "bad"},
                )
                for one in waiting
            ],
            chosen,
        )
        said = (
            self.tr("{0} tài liệu chờ ký.").format(len(waiting))
            if waiting
            else self.tr("Không có tài liệu nào chờ chữ ký này.")
        )
        if owing:
            said += " " + self.tr("{0} chữ ký còn nợ dấu thời gian.").format(owing)
        self.said.setText(said)
        self.complete.setVisible(owing > 0)
        self._show_chosen()
        self._refresh()
        self.commands_changed.emit()

    def _last_time(self, code: str) -> str:
        return words.problem(Problem(code, error=""))[0] if code else ""

    def _show_chosen(self) -> None:
        chosen, seat = self.table.current(), self.around.seat
        if not chosen:
            self._thumbnail.clear()
            return
        self._ask(
            self.around.desk.workers.images,
            lambda: seat.signing.preview(seat.user, chosen, THUMBNAIL_PX),
            lambda png: self._thumbnail.setPixmap(_framed(png)),
            latest="thumbnail",
        )

    def _look_closely(self) -> None:
        chosen, seat = self.table.current(), self.around.seat
        if chosen:
            self._ask(
                self.around.desk.workers.images,
                lambda: seat.signing.preview(seat.user, chosen, LARGE_PX),
                lambda png: self.preview.show_images((QImage.fromData(png),)),
            )

    # the token

    def _find_tokens(self) -> None:
        seat = self.around.seat
        if self._signing:
            return
        self.result.setText(self.tr("Đang tìm thiết bị ký…"))
        self._ask(
            self.around.desk.workers.line,
            lambda: seat.signing.tokens(seat.user),
            self._show_tokens,
            latest="tokens",
        )

    def _show_tokens(self, tokens: tuple[Token, ...]) -> None:
        chosen = self.certificate.currentData()
        now = self.around.desk.clock()
        usable = [
            (token, one)
            for token in tokens
            for one in token.certificates
            if one.may_sign and one.not_before <= now <= one.not_after
        ]
        self._certificates = usable
        self.certificate.clear()
        for _, one in usable:
            said = self.tr("{0} – đến {1}").format(one.name, f"{one.not_after:%d/%m/%Y}")
            self.certificate.addItem(said, one.fingerprint)
        kept = self.certificate.findData(chosen)
        self.certificate.setCurrentIndex(max(kept, 0))
        if not tokens:
            self._say_result(Problem("sign.token_absent", Kind.DEVICE_OR_LINE))
        elif not usable:
            self._say_result(Problem("sign.certificate_missing"))
        else:
            self._tell_result("", "neutral")
        self._show_pin_state()
        self._refresh()

    def _chosen_certificate(self) -> tuple[Token, Certificate] | None:
        place = self.certificate.currentIndex()
        return self._certificates[place] if 0 <= place < len(self._certificates) else None

    def _show_pin_state(self) -> None:
        chosen = self._chosen_certificate()
        state = chosen[0].pin if chosen else PinState.GOOD
        self.pin_state.say(*_pin_words(state))

    # the batch

    def _sign(self) -> None:
        chosen = self._chosen_certificate()
        if self._signing or not self._lines:
            return
        if chosen is None:
            self._find_tokens()
            return
        if not self.pin.text():
            self.pin.setFocus()
            return
        token, certificate = chosen
        ids = [self.table.current()] if self.only_chosen.isChecked() else list(self._lines)
        typed = bytearray(self.pin.text().encode())
        self.pin.clear()
        self._signing = True
        self.progress.setRange(0, len(ids))
        self.progress.setValue(0)
        self._tell_result(self.tr("Đang ký…"), "neutral")
        self._refresh()
        seat = self.around.seat
        self._ask(
            self.around.desk.workers.line,
            lambda: seat.signing.sign(seat.user, ids, token, certificate.fingerprint, typed),
            self._show_batch,
            failed=self._say_result,
            ended=self._batch_over,
        )

    def _batch_over(self) -> None:
        self._signing = False
        self._refresh()
        self._find_tokens_quietly()
        self._read()

    def _find_tokens_quietly(self) -> None:
        """What the token says of its PIN now; the sentence about the batch stays."""
        seat = self.around.seat

        def show(tokens: tuple[Token, ...]) -> None:
            said, tone = self.result.text(), self.result.property("tone")
            self._show_tokens(tokens)
            self._tell_result(said, tone)

        self._ask(
            self.around.desk.workers.line,
            lambda: seat.signing.tokens(seat.user),
            show,
            failed=lambda _: None,
            latest="tokens",
        )

    def _show_batch(self, batch: Batch) -> None:
        left = self.progress.maximum() - len(batch.signed)
        said = self.tr("Đã ký {0} tài liệu.").format(len(batch.signed))
        if left:
            said += " " + self.tr("Còn chờ {0}.").format(left)
        if batch.owed:
            said += " " + self.tr("{0} chữ ký sẽ được bổ sung dấu thời gian.").format(batch.owed)
        if batch.stopped:
            said += "\n" + "\n".join(words.problem(Problem(batch.stopped, error="")))
        tone = "bad" if batch.stopped else "warn" if left else "good"
        self._tell_result(said, tone)

    def _stop(self) -> bool:
        if not self._signing:
            return False
        seat = self.around.seat
        seat.signing.stop(seat.user)
        return True

    def _pay(self) -> None:
        seat = self.around.seat
        self.complete.setEnabled(False)

        def done(paid: int) -> None:
            self._tell_result(self.tr("Đã bổ sung {0} chữ ký.").format(paid), "good")
            self._read()

        self._ask(
            self.around.desk.workers.line,
            seat.signing.debts.pay,
            done,
            failed=self._say_result,
            ended=lambda: self.complete.setEnabled(True),
        )

    def _heard(self, event: object) -> None:
        if isinstance(event, SigningProgress) and self._signing:
            self.progress.setValue(event.done)

    # within

    def _refresh(self) -> None:
        ready = bool(self._lines) and bool(self._certificates) and not self._signing
        self.go.setEnabled(ready)
        self.pin.setEnabled(ready)
        self.certificate.setEnabled(not self._signing)
        self.kind.setEnabled(not self._signing)
        self.search_again.setEnabled(not self._signing)
        self.halt.setVisible(self._signing)
        self.progress.setVisible(self._signing)
        count = 1 if self.only_chosen.isChecked() else len(self._lines)
        self.go.setText(self.tr("Ký {0} tài liệu  (F9)").format(count))

    def _tell_result(self, said: str, tone: str) -> None:
        self.result.setText(said)
        set_property(self.result, "tone", tone)

    def _say_result(self, problem: Problem) -> None:
        self._tell_result("\n".join(words.problem(problem)), "bad")

    def _ask(
        self,
        worker: Worker,
        work: Callable[[], object],
        done: Callable[..., None],
        *,
        failed: Callable[[Problem], None] | None = None,
        latest: str = "",
        ended: Callable[[], None] | None = None,
    ) -> None:
        self.around.bridge.ask(
            worker, work, done, failed or self._say_result, asker=self, latest=latest, ended=ended
        )

    def _lay_out(self) -> None:
        panel = Panel()
        top = QHBoxLayout()
        top.addLayout(labelled(self.tr("Chữ ký"), self.kind), 1)
        top.addStretch(1)
        panel.column.addLayout(top)
        panel.column.addWidget(self.said)
        panel.column.addWidget(self.table, 1)
        side = Panel(self.tr("Ký bằng"))
        side.setFixedWidth(SIDE_PX)
        side.column.addWidget(self._thumbnail)
        side.column.addLayout(labelled(self.tr("Chứng thư trên thiết bị"), self.certificate))
        side.column.addWidget(self.search_again)
        side.column.addLayout(labelled(self.tr("Mã PIN của thiết bị"), self.pin))
        side.column.addWidget(self.pin_state)
        side.column.addWidget(self.only_chosen)
        side.column.addWidget(self.go)
        side.column.addWidget(self.progress)
        side.column.addWidget(self.halt)
        side.column.addWidget(self.result)
        side.column.addStretch(1)
        side.column.addWidget(self.complete)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX - 2,) * 4)
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)
        self.complete.hide()
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        self.table.opening.connect(
            lambda one: self.going.emit(Go(Place.DOSSIER, self._lines[one].waiting.dossier_id))
        )
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.kind.currentIndexChanged.connect(lambda _: self._read())
        self.certificate.currentIndexChanged.connect(lambda _: self._show_pin_state())
        self.only_chosen.toggled.connect(lambda _: self._refresh())
        self.pin.returnPressed.connect(self._sign)
        presses: tuple[tuple[QPushButton, Callable[[], object]], ...] = (
            (self.go, self._sign),
            (self.halt, self._stop),
            (self.search_again, self._find_tokens),
            (self.complete, self._pay),
        )
        for pressed, act in presses:
            pressed.clicked.connect(act)
        self.around.bridge.happened.connect(self._heard)


def _framed(png: bytes) -> QPixmap:
    """A page with a line around it, since paper and ground are both white."""
    picture = QPixmap.fromImage(QImage.fromData(png))
    painter = QPainter(picture)
    painter.setPen(QColor(look.colours().line))
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def _pin_words(state: PinState) -> tuple[str, str]:
    translate = QCoreApplication.translate
    if state is PinState.LOW:
        return translate("signing", "Đã có lần nhập sai PIN – gõ thật chắc"), "warn"
    if state is PinState.FINAL_TRY:
        return translate("signing", "CHỈ CÒN MỘT LẦN – sai nữa là khóa"), "bad"
    if state is PinState.LOCKED:
        return translate("signing", "Mã PIN đã bị khóa"), "bad"
    return "", "neutral"
