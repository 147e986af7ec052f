"""Việc hôm nay: the first screen after sign-in – what waits, who is due, what was not sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.events import OnlineChanged, Printed, PrintFailed, Received, Returned, SyncChanged
from models.dossier import Draft
from models.role import Act
from ui import look, words
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings, ToConfirm
from ui.row_model import Column
from ui.widgets.bars import Bars
from ui.widgets.confirm_line import ConfirmLine
from ui.widgets.dossier_table import DossierTable
from ui.widgets.owed_line import OwedLine
from ui.widgets.panel import Panel, text
from ui.widgets.tile import Tile

if TYPE_CHECKING:
    from desk.reception.online_inbox import OnlineStanding
    from desk.reception.today import Figures, TodayView
    from models.store.field_values import Debt

REFRESH_MS = 400
"""Things happen in groups; the lists are read once for a group."""
COLUMNS = (Column.CODE, Column.OWNER, Column.PROCEDURE, Column.STATUS, Column.DUE, Column.SYNC)
_REFRESHING = (OnlineChanged, Received, Returned, Printed, PrintFailed, SyncChanged)


class TodayPage(Page):
    """Tiles choose the list below them."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._view: TodayView | None = None
        self._online: OnlineStanding | None = None
        self._drafts: tuple[tuple[Draft, str], ...] = ()
        self._tiles: dict[str, Tile] = {}
        self._group = QButtonGroup(self)
        tiles = self._make_tiles()
        self.owed = OwedLine()
        self.owed.printing.connect(self._print_owed)
        self.unconfirmed = ConfirmLine()
        self.unconfirmed.opening.connect(self._confirm)
        self._heading = text(kind="lead")
        leads = around.seat.user.may(Act.SEE_FIGURES)
        columns = tuple(one for one in COLUMNS if not (leads and one is Column.SYNC))
        self.table = DossierTable(self.tr("Danh sách hồ sơ"), columns)
        self.table.opening.connect(lambda one: self.going.emit(Go(Place.DOSSIER, one)))
        self.drafts = QListWidget()
        self.drafts.setAccessibleName(self.tr("Phiếu đang làm dở"))
        self.drafts.itemActivated.connect(self._open_draft)
        self._nothing = text(tone="muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lists = QStackedWidget()
        for one in (self.table, self.drafts, self._nothing):
            self._lists.addWidget(one)
        panel = Panel()
        panel.column.addWidget(self._heading)
        panel.column.addWidget(self._lists, 1)
        below = QHBoxLayout()
        below.setSpacing(look.MARGIN_PX)
        below.addWidget(panel, 1)
        if leads:
            below.addWidget(self._figures_panel())
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.MARGIN_PX,) * 4)
        column.setSpacing(look.MARGIN_PX)
        column.addLayout(tiles)
        column.addWidget(self.owed)
        column.addWidget(self.unconfirmed)
        column.addLayout(below, 1)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(REFRESH_MS)
        self._quiet.timeout.connect(self._refresh)
        around.bridge.happened.connect(self._happened)

    def _make_tiles(self) -> QHBoxLayout:
        tiles = QHBoxLayout()
        tiles.setSpacing(look.GAP_PX)
        for name, said, tone in (
            ("drafts", self.tr("Đang làm dở"), "accent_text"),
            ("due_today", self.tr("Đến hạn hôm nay"), "warn"),
            ("overdue", self.tr("Quá hạn"), "bad"),
            ("results", self.tr("Có kết quả chờ trả"), "good"),
            ("online", self.tr("Trực tuyến"), "warn"),
            ("waiting_supplement", self.tr("Chờ bổ sung"), "warn"),
            ("not_sent", self.tr("Hồ sơ chờ gửi"), "accent_text"),
            ("received", self.tr("Đã nhận hôm nay"), ""),
        ):
            if name == "online" and not self.around.seat.user.may(Act.PROCESS):
                continue
            tile = Tile(said, tone)
            tile.clicked.connect(self._show_list)
            tile.installEventFilter(self)
            self._tiles[name] = tile
            self._group.addButton(tile)
            tiles.addWidget(tile, 1)
        return tiles

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Việc hôm nay") + " · " + words.day(self.around.desk.clock().date())

    def commands(self) -> Mapping[Command, str]:
        """Beyond the window's own keys: what is owed to print or confirm, while something is."""
        offered = {Command.PRINT: self.tr("In giấy hẹn còn nợ")} if self.owed.count else {}
        if self.around.seat.user.may(Act.SEE_FIGURES):
            offered[Command.PREVIEW] = self.tr("Báo cáo tuần")
        return offered | ({Command.CONFIRM: ""} if self.unconfirmed.count else {})

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if command is Command.CONFIRM and self.unconfirmed.count:
            self._confirm()
            return True
        if command is Command.PREVIEW and self.around.seat.user.may(Act.SEE_FIGURES):
            self.going.emit(Go(Place.BOOKS, "week"))
            return True
        if command is not Command.PRINT or not self.owed.count:
            return False
        self._print_owed()
        return True

    def enter(self, subject: object) -> None:
        """Read the lists anew; the most urgent one comes to the front."""
        del subject
        self._refresh()
        self._fetch_online()
        chosen = self._group.checkedButton()
        (chosen or self._tiles["due_today"]).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """← → walk the tiles, ↓ goes into the list, Enter opens its first line."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        tiles = list(self._tiles.values())
        if watched not in tiles:
            return False
        place = tiles.index(watched)
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            tile = tiles[min(max(place + step, 0), len(tiles) - 1)]
            tile.setFocus()
            tile.click()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            tiles[place].click()
            if tiles[place] is self._tiles.get("online"):
                self.going.emit(Go(Place.ONLINE))
                return True
            current = self._lists.currentWidget()
            if current is not None and current is not self._nothing:
                current.setFocus()
            return True
        return False

    def _figures_panel(self) -> QWidget:
        panel = Panel(self.tr("Số liệu trong ngày"))
        panel.setFixedWidth(268)
        self._by_procedure = Bars(self.tr("Theo thủ tục"), 4)
        self._by_clerk = Bars(self.tr("Theo cán bộ"), 4)
        self._sum = text(tone="muted", wrap=True)
        panel.column.addWidget(self._sum)
        panel.column.addWidget(text(self.tr("Theo thủ tục"), kind="small", tone="muted"))
        panel.column.addWidget(self._by_procedure)
        panel.column.addWidget(text(self.tr("Theo cán bộ"), kind="small", tone="muted"))
        panel.column.addWidget(self._by_clerk)
        panel.column.addStretch(1)
        return panel

    def _happened(self, event: object) -> None:
        if isinstance(event, _REFRESHING) and self.isVisible():
            self._quiet.start()

    def _refresh(self) -> None:
        seat, bridge = self.around.seat, self.around.bridge
        store = self.around.desk.workers.store
        bridge.ask(
            store,
            lambda: seat.today.overview(seat.user),
            self._show_view,
            asker=self,
            latest="overview",
        )
        if seat.user.may(Act.REPRINT):
            bridge.ask(
                store,
                lambda: len(seat.papers.owed(seat.user)),
                self._show_owed,
                asker=self,
                latest="owed",
            )
        if seat.user.may(Act.RECEIVE):
            bridge.ask(
                store,
                lambda: seat.fields.debts(seat.user),
                self._show_debts,
                asker=self,
                latest="debts",
            )
            bridge.ask(
                store,
                self._open_drafts,
                self._show_drafts,
                asker=self,
                latest="drafts",
            )
        if "online" in self._tiles:
            bridge.ask(
                store,
                lambda: seat.life.online_inbox.standing(seat.user),
                self._show_online,
                asker=self,
                latest="online",
            )
        if seat.user.may(Act.SEE_FIGURES):
            bridge.ask(
                store,
                lambda: (seat.today.figures(seat.user), seat.lookup.names(seat.user)),
                self._show_figures,
                asker=self,
                latest="figures",
            )

    def _fetch_online(self) -> None:
        """See what came; a portal that is away is said where it is worked on, not here."""
        seat = self.around.seat
        if "online" in self._tiles and seat.life.online_inbox.connected:
            self.around.bridge.ask(
                self.around.desk.workers.line,
                lambda: seat.life.online_inbox.fetch(seat.user),
                lambda _: self._quiet.start(),
                lambda _: None,
                asker=self,
                latest="fetch",
            )

    def _confirm(self) -> None:
        self.going.emit(Go(Place.CONFIRM, ToConfirm()))

    def _show_debts(self, debts: tuple[Debt, ...]) -> None:
        self.unconfirmed.show_count(len(debts), sum(one.fields for one in debts))
        self.commands_changed.emit()

    def _show_view(self, view: TodayView) -> None:
        self._view = view
        for name in self._tiles:
            if name not in ("drafts", "online"):
                self._tiles[name].say(len(getattr(view, name)))
        self._tiles["drafts"].say(view.drafts)
        if self._group.checkedButton() is None:
            urgent = ("due_today", "overdue", "results", "received")
            first = next((name for name in urgent if getattr(view, name)), "due_today")
            self._tiles[first].setChecked(True)
            self._tiles[first].setFocus()
        self._show_list()

    def _show_owed(self, count: int) -> None:
        self.owed.show_count(count)
        self.commands_changed.emit()

    def _print_owed(self) -> None:
        """Print what never came out.

        The debt is read anew on the worker that prints: a receipt that is just coming out is owed
        no more when its turn comes.
        """
        seat = self.around.seat

        def work() -> int:
            owed = seat.papers.owed(seat.user)
            for dossier_id in owed:
                seat.papers.print_receipt(seat.user, dossier_id)
            return len(owed)

        def done(count: int) -> None:
            if count:
                said = self.tr("Đã in {0} giấy hẹn.").format(count)
                self.tell(said, tone="good", key="printed")

        self.owed.show_printing()
        self.around.bridge.ask(
            self.around.desk.workers.devices,
            work,
            done,
            lambda _: None,  # PrintFailed is told by the window
            asker=self,
            ended=self._refresh,
        )

    def _open_drafts(self) -> tuple[tuple[Draft, str], ...]:
        """Drafts with the names of their procedures."""
        seat = self.around.seat

        def named(draft: Draft) -> str:
            code = draft.procedure_code
            procedure = seat.intake.procedure(seat.user, code) if code else None
            return procedure.name if procedure else ""

        return tuple((draft, named(draft)) for draft in seat.intake.open_drafts(seat.user))

    def _show_drafts(self, drafts: tuple[tuple[Draft, str], ...]) -> None:
        self._drafts = drafts
        self._tiles["drafts"].say(len(drafts))
        self._show_list()

    def _show_figures(self, answer: tuple[Figures, Mapping[str, str]]) -> None:
        figures, names = answer
        self._sum.setText(
            self.tr("Tiếp nhận {0} · Trả {1} · Quá hạn {2}").format(
                figures.received, figures.returned, figures.overdue
            )
        )
        self._by_procedure.show_counts(figures.by_procedure)
        by_clerk = [(names.get(login, login), count) for login, count in figures.by_clerk]
        self._by_clerk.show_counts(by_clerk)

    def _show_list(self) -> None:
        name = next((n for n, tile in self._tiles.items() if tile.isChecked()), "due_today")
        self._heading.setText(self._tiles[name].words_said)
        if name == "drafts":
            self._fill_drafts()
        elif name == "online":
            self._say_online()
            return
        elif self._view is not None:
            rows = getattr(self._view, name)
            self.table.show_rows(rows, self.around.desk.clock())
            self._lists.setCurrentWidget(self.table if rows else self._nothing)
        receives = self.around.seat.user.may(Act.RECEIVE)
        self._nothing.setText(
            self.tr("Không có hồ sơ nào ở đây. Nhấn F2 để tiếp nhận người tiếp theo.")
            if receives
            else self.tr("Không có hồ sơ nào ở đây.")
        )

    def _show_online(self, standing: OnlineStanding) -> None:
        self._online = standing
        note = words.left(standing.minutes_left) if standing.waiting else ""
        self._tiles["online"].say(standing.waiting, note)
        self._show_list()

    def _say_online(self) -> None:
        """The list itself has its own screen; Enter goes there."""
        standing = self._online
        if standing is None or not standing.waiting:
            said = self.tr("Không có hồ sơ trực tuyến nào chờ.")
        else:
            said = self.tr("{0} hồ sơ trực tuyến chờ trả lời, {1} đã quá hạn; gần nhất {2}. ")
            said = said.format(standing.waiting, standing.late, words.left(standing.minutes_left))
            said += self.tr("Nhấn Enter hoặc Ctrl+2 để mở danh sách.")
        self._nothing.setText(said)
        self._lists.setCurrentWidget(self._nothing)

    def _fill_drafts(self) -> None:
        self.drafts.clear()
        now = self.around.desk.clock()
        for draft, procedure in self._drafts:
            who = draft.owner.full_name if draft.owner else self.tr("(chưa có tên)")
            begun = self.tr("bắt đầu {0}").format(words.short_moment(draft.started_at, now))
            said = [who, procedure, begun, self.tr("để lại") if draft.held else ""]
            item = QListWidgetItem(" · ".join(one for one in said if one))
            item.setData(Qt.ItemDataRole.UserRole, draft)
            self.drafts.addItem(item)
        if self._drafts:
            self.drafts.setCurrentRow(0)
        self._lists.setCurrentWidget(self.drafts if self._drafts else self._nothing)

    def _open_draft(self, item: QListWidgetItem) -> None:
        draft = item.data(Qt.ItemDataRole.UserRole)
        if draft.supplement_of:
            self.going.emit(Go(Place.DOSSIER, draft.supplement_of))
        else:
            self.going.emit(Go(Place.INTAKE, draft))
