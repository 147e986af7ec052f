"""The office's procedures: what keeps each from use, versions of its own, a packet taken in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from models.codes import national_code
from models.problems import Problem
from models.text import words as folded
from models.vocabulary import say
from ui import look
from ui.books.book import Book
from ui.books.procedure_editor import ProcedureEditor
from ui.books.procedure_items import language
from ui.keys import Command
from ui.page import Surroundings
from ui.widgets.lines_table import Line, LinesTable
from ui.widgets.panel import Panel, button, text

if TYPE_CHECKING:
    from desk.reception.office_data import Checked, Editing, ImportedPacket

SIDE_PX = 300
LARGEST_PACKET = 64 * 1024 * 1024
MOST_LINES = 400
MOST_TOLD = 3
_ALL, _LACKING, _OWN = "all", "lacking", "own"


class ProceduresBook(Book):
    """Those that lack something come first; a released version is never changed."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._checked: dict[str, Checked] = {}
        self._found: dict[str, str] = {}
        """What the filter compares, folded once, in the order of the list."""
        self._sure_to_leave = False
        self._kept = False
        """Whether the open draft is written down, and not only on the screen."""
        self._said = text(kind="lead", wrap=True)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Mã, tên, lời người dân; gõ không dấu cũng được"))
        self.filter.setAccessibleName(self.tr("Lọc thủ tục"))
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Thủ tục nào"))
        for said, code in (
            (self.tr("tất cả"), _ALL),
            (self.tr("chưa dùng được"), _LACKING),
            (self.tr("bản của cơ quan"), _OWN),
        ):
            self.which.addItem(said, code)
        self.table = LinesTable(
            self.tr("Thủ tục và phiên bản"),
            (
                (self.tr("Mã"), 98),
                (self.tr("Thủ tục"), 0),
                (self.tr("Phiên bản"), 176),
                (self.tr("Tình trạng"), 150),
            ),
        )
        self.lacks = text(wrap=True)
        self.lacks.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._edit = button(self.tr("Sửa thành bản mới  (Enter)"), "primary")
        self._new = button(self.tr("Thủ tục mới theo mã đã gõ"))
        self._import = button(self.tr("Nhập gói thủ tục…  (Ctrl+O)"))
        self.editor = ProcedureEditor(around.desk.clock().date())
        self.stack = QStackedWidget()
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.table.opening.connect(lambda _: self.open_chosen())
        self.filter.textChanged.connect(lambda _: self._show_lines())
        self.filter.returnPressed.connect(self.table.setFocus)
        self.which.currentIndexChanged.connect(lambda _: self._show_lines())
        self._edit.clicked.connect(self.open_chosen)
        self._new.clicked.connect(self.open_new)
        self._import.clicked.connect(self._choose_packet)
        self.editor.saving.connect(self._keep)
        self.editor.releasing.connect(self._put_into_use)
        self.editor.discarding.connect(self._discard)
        self.editor.leaving.connect(self.leave_editor)
        self.editor.changed.connect(self._stay)

    def acts(self) -> Mapping[Command, str]:
        """In the list: opening, a packet; in the editor: saving, releasing, undoing."""
        if self.editor.open:
            return {
                Command.COMPONENTS: self.tr("Đưa vào dùng"),
                Command.RECEIVE: self.tr("Lưu bản nháp"),
                Command.UNDO: self.tr("Lấy lại"),
                Command.BACK: self.tr("Về danh sách"),
            }
        return {
            Command.PROCEDURE: self.tr("Lọc"),
            Command.RECEIVE: self.tr("Sửa thành bản mới"),
            Command.ADD_FILES: self.tr("Nhập gói"),
        }

    def run(self, command: Command) -> bool:
        """Obey a key."""
        if self.editor.open:
            return self._run_in_editor(command)
        if command is Command.PROCEDURE:
            self.filter.setFocus()
        elif command is Command.RECEIVE:
            self.open_chosen()
        elif command is Command.ADD_FILES:
            self._choose_packet()
        else:
            return False
        return True

    def _run_in_editor(self, command: Command) -> bool:
        if command is Command.RECEIVE:
            self._keep()
        elif command is Command.COMPONENTS:
            self._put_into_use()
        elif command is Command.UNDO:
            self.editor.take_back()
        elif command is Command.BACK:
            self.leave_editor()
        else:
            return False
        return True

    def read(self) -> None:
        """Everything in force, and what the office has not released yet."""
        seat = self.around.seat

        def work() -> tuple[Checked, ...]:
            return seat.life.catalogue_editing.listed(seat.user)

        self.ask(work, self._show, latest="check")

    def _show(self, found: tuple[Checked, ...]) -> None:
        self._checked = {
            f"{one.procedure.code}/{one.procedure.version}": one
            for one in sorted(found, key=lambda one: (not one.missing, one.procedure.code))
        }
        self._found = {
            name: " ".join(
                ("", *folded(" ".join((p.code, p.name, p.short_name, *p.synonyms))),
                 p.code.replace(".", ""))
            )
            for name, one in self._checked.items()
            for p in (one.procedure,)
        }  # fmt: skip
        lacking = sum(bool(one.missing) for one in self._checked.values())
        self._said.setText(
            self.tr("{0} phiên bản, {1} chưa dùng được.").format(len(self._checked), lacking)
        )
        self._show_lines()

    def _show_lines(self) -> None:
        """The lines that fit what is typed; a long list shows its beginning."""
        typed, which = folded(self.filter.text()), self.which.currentData()
        lines = []
        for name, said in self._found.items():
            one = self._checked[name]
            if (which == _LACKING and not one.missing) or (which == _OWN and not one.own):
                continue
            if all(f" {word}" in said for word in typed):
                lines.append(self._line(name, one))
            if len(lines) == MOST_LINES:
                break
        self.table.show_lines(lines, self.table.current())
        code = national_code(self.filter.text().strip())
        known = any(one.procedure.code == code for one in self._checked.values())
        self._new.setEnabled(code is not None and not known)
        self._show_chosen()

    def _line(self, name: str, one: Checked) -> Line:
        version = one.procedure.version
        if one.own:
            version = (
                self.tr("{0} (cơ quan)") if one.procedure.complete else self.tr("{0} (nháp)")
            ).format(version)
        if not one.missing:
            said = self.tr("dùng được")
        elif one.missing == ("not_released",):
            said = self.tr("chờ đưa vào dùng")
        else:
            said = self.tr("cần sửa {0} chỗ").format(len(one.findings))
        return Line(
            name,
            (one.procedure.code, one.procedure.title, version, said),
            {3: "warn" if one.missing else "good"},
        )

    def _chosen(self) -> Checked | None:
        return self._checked.get(self.table.current())

    def _show_chosen(self) -> None:
        one = self._chosen()
        self._edit.setEnabled(one is not None)
        if one is None:
            self.lacks.setText("")
            return
        said = "\n".join(f"•  {finding.words(language())}" for finding in one.findings)
        self.lacks.setText(said or self.tr("Dùng được."))

    # The editor

    def open_chosen(self) -> None:
        """Open the chosen version in the editor."""
        one = self._chosen()
        if one is not None:
            code, version = one.procedure.code, one.procedure.version
            editing = self.around.seat.life.catalogue_editing
            user = self.around.seat.user
            self.ask(lambda: editing.begin(user, code, version), self._open)

    def open_new(self) -> None:
        """Begin a procedure this office does not know, by the code typed."""
        code, seat = self.filter.text().strip(), self.around.seat
        self.ask(lambda: seat.life.catalogue_editing.begin_new(seat.user, code), self._open)

    def _open(self, editing: Editing) -> None:
        databases = {
            paper.database
            for one in self._checked.values()
            for paper in one.procedure.components
            if paper.database
        }
        draft = editing.draft.procedure
        self._kept = f"{draft.code}/{draft.version}" in self._checked
        self.editor.show_editing(editing, tuple(sorted(databases)))
        self.stack.setCurrentWidget(self.editor)
        self.acts_changed.emit()

    def leave_editor(self, *, sure: bool = False) -> None:
        """Back to the list; what was not saved has to be given up twice."""
        if self.editor.unsaved and not (sure or self._sure_to_leave):
            self._sure_to_leave = True
            self.tell(
                self.tr("Bản nháp chưa lưu."),
                self.tr("F9 để lưu, Esc lần nữa để bỏ những gì vừa gõ."), "warn",
            )  # fmt: skip
            return
        self.editor.close_editing()
        self.stack.setCurrentIndex(0)
        self.table.setFocus()
        self.acts_changed.emit()
        self.read()

    def _stay(self) -> None:
        self._sure_to_leave = False

    def _keep(self, *, then_release: bool = False) -> None:
        seat, procedure = self.around.seat, self.editor.procedure()

        def done(kept: Checked) -> None:
            self._kept = True
            self.editor.kept(kept.procedure)
            if then_release:
                self._release()
                return
            left = len([one for one in kept.findings if one.code != "not_released"])
            self.tell(
                self.tr("Đã lưu bản nháp {0}.").format(kept.procedure.version),
                self.tr("Còn {0} chỗ cần sửa.").format(left) if left else "",
            )

        self.ask(lambda: seat.life.catalogue_editing.save(seat.user, procedure), done)

    def _put_into_use(self) -> None:
        """First the comparison; from there the version is saved and released."""
        if not self.editor.comparing:
            self.editor.compare()
            self.tell(self.tr("Xem lại những gì khác, rồi nhấn F5 lần nữa để đưa vào dùng."))
            return
        self._keep(then_release=True)

    def _release(self) -> None:
        seat, day = self.around.seat, self.editor.valid_from()
        code, version = self.editor.procedure().code, self.editor.procedure().version

        def done(released: Checked) -> None:
            when = f"{released.procedure.valid_from:%d/%m/%Y}"
            self.tell(self.tr("{0} dùng được từ {1}.").format(code, when))
            self.leave_editor(sure=True)

        self.ask(lambda: seat.life.catalogue_editing.release(seat.user, code, version, day), done)

    def _discard(self) -> None:
        seat, procedure = self.around.seat, self.editor.procedure()
        kept = self._kept

        def work() -> None:
            if kept:
                seat.life.catalogue_editing.discard(seat.user, procedure.code, procedure.version)

        def done(_: None) -> None:
            self.tell(self.tr("Đã bỏ bản nháp {0}.").format(procedure.version))
            self.leave_editor(sure=True)

        self.ask(work, done)

    # A packet

    def _choose_packet(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Gói thủ tục"), "", self.tr("Gói thủ tục (*.json)")
        )
        if chosen:
            self.take_packet(Path(chosen))

    def take_packet(self, path: Path) -> None:
        """Keep a packet's procedures unreleased; what each lacks is shown."""
        seat = self.around.seat

        def work() -> ImportedPacket:
            try:
                if path.stat().st_size > LARGEST_PACKET:
                    raise Problem("catalogue.unreadable", line=0)
                said = path.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise Problem("catalogue.unreadable", line=0) from error
            return seat.life.catalogue_editing.import_packet(seat.user, said, path.name)

        def done(found: ImportedPacket) -> None:
            out = [
                f"{one.place} ({one.name}): {say('left_out', one.why, language())}"
                for one in found.left_out
            ]
            more = [self.tr("còn {0} bản ghi khác").format(len(out) - MOST_TOLD)]
            said = "; ".join(out[:MOST_TOLD] + (more if len(out) > MOST_TOLD else []))
            self.tell(
                self.tr("Đã nhập {0} thủ tục, chưa đưa vào dùng.").format(len(found.kept)),
                self.tr("Bỏ qua bản ghi {0}.").format(said) if out else "",
                "warn" if out else "good",
            )
            self.read()

        self.ask(work, done)

    def _lay_out(self) -> None:
        panel = Panel()
        panel.column.addWidget(self._said)
        chosen = QHBoxLayout()
        chosen.setSpacing(look.GAP_PX)
        chosen.addWidget(self.filter, 1)
        chosen.addWidget(self.which)
        panel.column.addLayout(chosen)
        panel.column.addWidget(self.table, 1)
        side = Panel(self.tr("Cần sửa trước khi dùng"))
        side.setFixedWidth(SIDE_PX)
        side.column.addWidget(self.lacks, 1)
        side.column.addWidget(self._edit)
        side.column.addWidget(self._new)
        side.column.addWidget(self._import)
        listed = QWidget()
        row = QHBoxLayout(listed)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(panel, 1)
        row.addWidget(side)
        self.stack.addWidget(listed)
        self.stack.addWidget(self.editor)
        self.column.addWidget(self.stack, 1)
