"""Bổ sung: ask once and completely (Mẫu 02), and take what was brought – only the new papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.dossier import Draft, Status
from models.facts import Wanted
from models.procedure import Component, CopyKind, Procedure
from models.text import tidy
from ui import words
from ui.page import Surroundings
from ui.paper_printing import print_paper
from ui.paper_tray import PaperTray
from ui.sides.side import Side
from ui.widgets.page_strip import PageStrip
from ui.widgets.panel import button, labelled, text

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView
    from models.papers.notices import SupplementNotice

ASKABLE = (Status.REGISTERED, Status.RECEIVED, Status.PROCESSING)
DAYS = 30
"""Offered as the time to bring the papers; the clerk changes it."""


class _Tick(QCheckBox):
    """A check box that tells when it is reached; Enter takes the paper and goes on."""

    focused = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setChecked(True)
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class SupplementSide(Side):
    """Two faces: asking, or taking in while the dossier waits."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "")
        self._components: dict[str, Component] = {}
        self._draft: Draft | None = None
        self.ticks: dict[str, _Tick] = {}
        self._said = text(tone="muted", wrap=True)
        self._warning = text(tone="warn", wrap=True)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._list)
        self.reason, self.because = QLineEdit(), QLineEdit()
        self.days = QSpinBox()
        self.days.setRange(1, 365)
        self.days.setValue(DAYS)
        self.days.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.days.setSuffix(self.tr(" ngày"))
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addLayout(labelled(self.tr("Lý do, nội dung cần bổ sung"), self.reason))
        self._because = QWidget()
        again = QVBoxLayout(self._because)
        again.setContentsMargins(0, 0, 0, 0)
        again.addLayout(labelled(self.tr("Vì sao yêu cầu lần nữa (lãnh đạo ghi)"), self.because))
        asking.addWidget(self._because)
        asking.addLayout(labelled(self.tr("Bổ sung trong"), self.days))
        self.strip = PageStrip(narrow=True)
        self.tray = PaperTray(around, self.strip)
        self.tray.telling.connect(self.telling)
        self.tray.counted.connect(self._tick_scanned)
        self.strip.scanning.connect(self.tray.scan)
        self.strip.adding.connect(self.tray.choose_files)
        self._button = button("", "primary")
        self._button.clicked.connect(self.proceed)
        for one in (self._said, self._warning):
            self.column.addWidget(one)
        self.column.addWidget(area, 1)
        for part in (self._asking, self.strip, self._button):
            self.column.addWidget(part)

    def show_view(self, view: DossierView) -> None:
        """Asking or taking in, as the dossier stands."""
        super().show_view(view)
        self._draft = None
        self._fill(())
        taking = view.dossier.status == Status.SUPPLEMENT_REQUESTED
        asking = view.dossier.status in ASKABLE and not view.elsewhere
        self._asking.setVisible(asking)
        self.strip.setVisible(taking)
        self._button.setVisible(asking or taking)
        self._button.setText(f"{self.act()}  (F9)")
        self._warning.hide()
        self._because.hide()
        self.reason.clear()
        self._said.setText(self._sentence(asking=asking, taking=taking))

    def act(self) -> str:
        """F9 asks, or takes in."""
        view = self.view
        if view is None or view.elsewhere:
            return ""
        if view.dossier.status == Status.SUPPLEMENT_REQUESTED:
            return self.tr("Nhận bổ sung")
        return self.tr("Yêu cầu bổ sung") if view.dossier.status in ASKABLE else ""

    def focus_first(self) -> None:
        """Read what is needed for the job only when it begins."""
        view = self.view
        if view is None or not self.act():
            return
        if view.dossier.status == Status.SUPPLEMENT_REQUESTED:
            self._begin(view)
        else:
            self._read_components(view)

    def proceed(self) -> None:
        """F9."""
        view = self.view
        if view is None or not self.act():
            return
        if self._draft is not None:
            self._receive(self._draft)
        elif self.ticks:
            self._request(view)

    def tray_open(self) -> bool:
        """Whether pages can be scanned into it now."""
        return self._draft is not None

    def _sentence(self, *, asking: bool, taking: bool) -> str:
        if taking:
            return self.tr("Đánh dấu giấy tờ người dân mang đến; chỉ quét giấy mới (F6).")
        if asking:
            return self.tr("Đánh dấu mọi giấy tờ còn thiếu: chỉ được yêu cầu một lần, đầy đủ.")
        return self.tr("Hồ sơ này không ở bước bổ sung.")

    # Asking

    def _read_components(self, view: DossierView) -> None:
        seat, dossier = self.around.seat, view.dossier

        def work() -> tuple[Procedure | None, tuple[str, ...]]:
            procedure = seat.intake.procedure(seat.user, dossier.procedure_code)
            return procedure, seat.life.supplements.warnings(seat.user, dossier.id)

        self.ask(work, self._show_components)

    def _show_components(self, answer: tuple[Procedure | None, tuple[str, ...]]) -> None:
        procedure, warnings = answer
        self._fill(procedure.components if procedure else ())
        self._warning.setText("\n".join(words.supplement_warning(one) for one in warnings))
        self._warning.setVisible(bool(warnings))
        self._because.setVisible("counts_as_overdue" in warnings)

    def _request(self, view: DossierView) -> None:
        from desk.reception.supplements import Asking  # noqa: PLC0415 - the window paints first

        seat = self.around.seat
        wanted = tuple(
            Wanted(code, self._kind(code), self._components[code].count)
            for code, tick in self.ticks.items()
            if tick.isChecked()
        )
        asking = Asking(
            wanted,
            tidy(self.reason.text()),
            until=_end_of_day(self.around.desk.clock(), self.days.value()),
            repeated_because=tidy(self.because.text()),
        )

        def done(answer: tuple[DossierView, SupplementNotice]) -> None:
            after, notice = answer
            self.tell(self.tr("Đã yêu cầu bổ sung, phiếu đang in."), after.dossier.code)
            print_paper(self.around, self, notice)
            self.changed.emit(after)

        self.ask(lambda: seat.life.supplements.request(seat.user, view.dossier.id, asking), done)

    # Taking in

    def _begin(self, view: DossierView) -> None:
        seat, dossier = self.around.seat, view.dossier

        def work() -> tuple[Draft, Procedure | None]:
            begun = (one for one in seat.intake.open_drafts(seat.user))
            draft = next((one for one in begun if one.supplement_of == dossier.id), None)
            if draft is None:
                draft = seat.life.supplements.begin(seat.user, dossier.id)
            return draft, seat.intake.procedure(seat.user, dossier.procedure_code)

        self.ask(work, self._show_draft)

    def _show_draft(self, answer: tuple[Draft, Procedure | None]) -> None:
        draft, procedure = answer
        self._draft = draft
        wanted = {line.code for line in draft.components}
        published = procedure.components if procedure else ()
        self._fill(tuple(one for one in published if one.code in wanted))
        self.tray.show_draft(draft.id)
        self.tray.show_papers(tuple(self._components.values()))
        first = next(iter(self._components.values()), None)
        self.tray.show_component(first)

    def _receive(self, draft: Draft) -> None:
        seat = self.around.seat
        draft = replace(
            draft,
            components=tuple(
                replace(
                    line, presented=line.code in self.ticks and self.ticks[line.code].isChecked()
                )
                for line in draft.components
            ),
        )

        def done(after: DossierView) -> None:
            due = self.tr("Hẹn trả mới: {0}.").format(words.moment(after.dossier.due))
            self.tell(self.tr("Đã nhận bổ sung, giấy hẹn mới đang in."), due)
            self._print_receipt(after.dossier.id)
            self.changed.emit(after)

        self.ask(lambda: seat.life.supplements.received(seat.user, draft), done)

    def _print_receipt(self, dossier_id: str) -> None:
        seat = self.around.seat
        self.around.bridge.ask(
            self.around.desk.workers.devices,
            lambda: seat.papers.print_receipt(seat.user, dossier_id),
            lambda _: None,
            lambda _: None,  # PrintFailed is told by the window
            asker=self,
        )

    def _tick_scanned(self, pages: dict[str, int]) -> None:
        """A paper whose page came in is here."""
        for code, count in pages.items():
            if count and code in self.ticks:
                self.ticks[code].setChecked(True)

    # Rows

    def _fill(self, components: tuple[Component, ...]) -> None:
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._components = {one.code: one for one in components}
        self.ticks = {}
        for one in components:
            self._rows.addWidget(self._row(one))
        self._rows.addStretch(1)
        if self.ticks:
            next(iter(self.ticks.values())).setFocus()

    def _row(self, component: Component) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        tick = _Tick(words.copy_kind_short(self._kind(component.code)))
        tick.setAccessibleName(component.name)
        tick.focused.connect(lambda: self.tray.show_component(component))
        name: QLabel = text(component.name, wrap=True)
        name.setContentsMargins(28, 0, 0, 0)
        column.addWidget(tick)
        column.addWidget(name)
        self.ticks[component.code] = tick
        return row

    def _kind(self, code: str) -> CopyKind:
        if self._draft is not None:
            lines = {line.code: line.copy_kind for line in self._draft.components}
            if code in lines:
                return lines[code]
        return self._components[code].copy_kinds[0]


def _end_of_day(now: datetime, days: int) -> datetime:
    return datetime.combine(now.date() + timedelta(days=days), time(23, 59), now.tzinfo)
