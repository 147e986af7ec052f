"""Tiếp nhận: person, procedure, papers, promise – one screen, no scrolling, keys all the way.

The page holds one draft.  Every change is saved after 300 ms of quiet and the promise is computed
anew; F9 saves and accepts, and the next citizen's empty draft is there before the printer starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout

from desk.events import FieldsProposed, Received
from models.citizen import Citizen, IdentifiedBy
from models.dossier import Draft, ReturnMethod
from models.problems import Problem
from models.procedure import CASE_FIELD, Procedure
from ui import entry, look, words
from ui.drafting import Drafting
from ui.identification import Identification
from ui.intake_others import IntakeOthers
from ui.keys import Command
from ui.page import Go, Page, Place, Surroundings, ToConfirm
from ui.paper_tray import PaperTray
from ui.widgets.checklist import Checklist
from ui.widgets.page_strip import PageStrip
from ui.widgets.panel import Panel, button
from ui.widgets.person_card import PersonCard
from ui.widgets.preview import Preview
from ui.widgets.procedure_box import ProcedureBox
from ui.widgets.promise import Promise

if TYPE_CHECKING:
    from desk.capture.fields import PaperRead
    from desk.reception.intake import Prospect

PERSON_PX = 326
PROMISE_PX = 300


class IntakePage(Page):
    """The counter's main screen."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.setAcceptDrops(True)
        self._shown_draft = ""
        self._procedure: Procedure | None = None
        self._tried = False
        self._pages: dict[str, int] = {}
        self._waiting_scan = ""
        self._owner: Citizen | None = None
        self._submitter: Citizen | None = None
        self.drafting = Drafting(around, self._gather)
        self._editing_owner = True
        self._for_owner = button(self.tr("Chủ hồ sơ"), "choice")
        self._for_submitter = button(self.tr("Người nộp hộ"), "choice")
        self.person = PersonCard("")
        self._add_person_choice()
        self.identification = Identification(around, self.person)
        self.procedure = ProcedureBox(self)
        self.papers = Checklist()
        self.strip = PageStrip()
        self.tray = PaperTray(around, self.strip)
        self.promise = Promise(self.tr("Giấy hẹn"))
        self.others = IntakeOthers(around, self, self.drafting)
        self.preview = Preview(self)
        self._lay_out()
        self._connect()

    # What a page is

    def title(self) -> str:
        """The heading above the page."""
        return self.tr("Tiếp nhận hồ sơ")

    def commands(self) -> Mapping[Command, str]:
        """The keys of an intake."""
        receive = "" if self.promise.slip_wanted else self.tr("Tiếp nhận")
        return {
            Command.PROCEDURE: "",
            Command.COMPONENTS: "",
            Command.SCAN: "",
            Command.PREVIEW: "",
            Command.HOLD: "",
            Command.RECEIVE: receive,
            Command.OTHERS: "",  # its button tells the key
        }

    def run(self, command: Command) -> bool:
        """Obey a key."""
        acts: dict[Command, Callable[[], object]] = {
            Command.PROCEDURE: self.procedure.field.setFocus,
            Command.COMPONENTS: self.papers.focus_first,
            Command.SCAN: self.tray.scan,
            Command.SCAN_PROFILE: self.tray.choice.next,
            Command.PREVIEW: self._preview,
            Command.HOLD: self.drafting.hold,
            Command.RECEIVE: self.drafting.receive,
            Command.SAME_PERSON: self.others.again,
            Command.OTHERS: self.others.open,
            Command.RETAKE: self.tray.retake,
            Command.ADD_FILES: self._add_files,
            Command.CONFIRM: lambda: self._confirm(self.papers.current),
            Command.EFORM: self.others.fill_form,
            Command.GUIDE: self.others.guide,
            Command.VNEID: lambda: self.person.identified_as(IdentifiedBy.VNEID),
        }
        if command is Command.BACK:
            return self.preview.put_away() or self.procedure.close_suggestions()
        if command is Command.UNDO:
            return self.tray.undo()
        if command is Command.PASTE:
            return self.tray.paste()
        if command is Command.NEXT_CITIZEN:
            self.drafting.save()
            self.drafting.begin()
            return True
        if command not in acts:
            return False
        self.preview.put_away()
        acts[command]()
        return True

    def enter(self, subject: object) -> None:
        """A held draft, a scanned card, or nothing: the intake that is under way, or a new one."""
        self.identification.active = True
        if isinstance(subject, Draft):
            self.drafting.save()
            self._show(subject)
        elif not self._shown_draft:
            self._waiting_scan = subject if isinstance(subject, str) else ""
            self.drafting.begin()
        elif isinstance(subject, str):
            self.scanned(subject)
        else:
            self._refresh_read()
        if self.focusWidget() is None:
            self.person.scan.setFocus()

    def keepsake(self) -> object:
        """The draft as it stands on the screen."""
        return self.drafting.current()

    def leave(self) -> None:
        """Keep what was typed."""
        self.drafting.save()
        self.preview.put_away()
        self.procedure.close_suggestions()

    def scanned(self, scan: str) -> bool:
        """A card's QR or a number belongs here; a receipt does not."""
        if entry.kind_of(scan) in (entry.Scan.CARD_QR, entry.Scan.NUMBER):
            self.identification.take(scan)
            return True
        return False

    # The draft

    def _gather(self, draft: Draft) -> Draft:
        """The draft as it stands on the screen."""
        self._keep_person()
        return replace(
            draft,
            owner=self._owner,
            submitter=self._submitter,
            components=self.papers.lines() if self._procedure else draft.components,
            sets=self.promise.sets.value(),
            return_method=ReturnMethod(self.promise.method.currentData()),
            note=self.promise.note.text().strip(),
            form=self._form(draft),
        )

    def _form(self, draft: Draft) -> Mapping[str, str]:
        """The form's fields, the case among them as it is chosen."""
        if self._procedure is None:
            return draft.form
        case = self.procedure.case_name()
        kept = {name: said for name, said in draft.form.items() if name != CASE_FIELD}
        return kept | ({CASE_FIELD: case} if case else {})

    def _case_chosen(self) -> None:
        """Another limit, other papers: what would be promised is asked anew."""
        self.drafting.changed()
        self.drafting.save()

    def _show(self, draft: Draft) -> None:
        self._for_owner.setChecked(True)  # before the new persons: it keeps those it leaves
        self._pages = {}
        self._owner, self._submitter = draft.owner, draft.submitter
        self._tried = False
        self._procedure = None
        self._shown_draft = draft.id
        self.identification.resume(draft.owner)
        self.procedure.show_chosen(None)
        self.tray.show_papers(())
        self.papers.show_lines((), ())
        self.promise.show_choices(draft.return_method, draft.sets, draft.note)
        self.promise.show_prospect(None)
        self.tray.show_draft(draft.id)
        self.drafting.take(replace(draft, held=False))
        if draft.procedure_code:
            self.drafting.choose(draft.procedure_code)
        else:
            self.drafting.look_ahead()
        self.person.scan.setFocus()
        scan, self._waiting_scan = self._waiting_scan, ""
        if scan:
            self.scanned(scan)

    def _show_prospect(self, prospect: Prospect) -> None:
        self.promise.show_prospect(prospect)
        if self._tried:
            self.promise.show_problems(prospect.problems, summary=True)
        self.commands_changed.emit()

    # Person

    def _choose_person(self) -> None:
        """Switch the card between the owner and who hands in."""
        owner = self._for_owner.isChecked()
        if owner:
            self._submitter = self.person.person()
        else:
            self._owner = self.person.person()
        self._editing_owner = owner
        self.identification.resume(self._owner if owner else self._submitter)
        self.person.scan.setFocus()

    def _keep_person(self) -> None:
        if self._editing_owner:
            self._owner = self.person.person()
        else:
            self._submitter = self.person.person()

    # Procedure and papers

    def _choose(self, code: str) -> None:
        if code:
            self.drafting.choose(code)
        else:
            self.papers.focus_first()

    def _chosen(self, draft: Draft, procedure: Procedure) -> None:
        self._procedure = procedure
        self.procedure.show_chosen(procedure, draft.form.get(CASE_FIELD, ""))
        self.tray.show_papers(procedure.components)
        self.papers.show_lines(procedure.components, draft.components)
        self._refresh_read()
        self.others.look_for_papers()
        if not self.papers.focus_first():
            self.promise.receive_focus()

    def _count_pages(self, pages: dict[str, int]) -> None:
        """A paper whose first page came in is here: it ticks itself."""
        for code, count in pages.items():
            row = self.papers.row(code)
            if row is not None and count and not self._pages.get(code):
                row.tick.setChecked(True)
        self._pages = pages
        self.papers.show_pages(pages)

    def _current_paper(self, code: str) -> None:
        row = self.papers.row(code)
        self.tray.show_component(row.component if row else None)
        self.others.reuse.show_component(code)

    def _reused(self, draft: Draft) -> None:
        """A paper was taken from an earlier dossier: the list says so."""
        if self._procedure is None or draft.id != self._shown_draft:
            return
        current = self.papers.current
        self.papers.show_lines(self._procedure.components, draft.components)
        self.drafting.take(draft)
        self.drafting.look_ahead()
        self.others.look_for_papers()
        if row := self.papers.row(current):
            self.papers.focus_row(row)

    def _form_filled(self, draft: Draft) -> None:
        """The form named persons: the card shows the owner as the form has them now."""
        if draft.id != self._shown_draft:
            return
        self._owner = draft.owner
        if self._for_owner.isChecked():
            self.identification.resume(draft.owner)
        self.drafting.take(draft)
        self.drafting.look_ahead()
        self.papers.focus_first()

    def _happened(self, event: object) -> None:
        if isinstance(event, FieldsProposed) and event.draft_id == self._shown_draft:
            self._refresh_read()

    def _refresh_read(self) -> None:
        """How many values read from the papers wait for the clerk."""
        seat, draft = self.around.seat, self._shown_draft

        def show(papers: tuple[PaperRead, ...]) -> None:
            if draft == self._shown_draft:
                self.papers.show_read({one.component_code: one.owed for one in papers})

        self.around.bridge.ask(
            self.around.desk.workers.store,
            lambda: seat.fields.papers(seat.user, draft),
            show,
            asker=self,
            latest="read",
        )

    def _confirm(self, component: str) -> None:
        """Go and see the values; the draft is as it was when one comes back."""
        said = self._owner.full_name if self._owner is not None else self.tr("Phiếu đang làm")
        job = ToConfirm(self._shown_draft, component, said, Place.INTAKE)
        self.going.emit(Go(Place.CONFIRM, job))

    def _preview(self) -> None:
        if not self.tray.open_page():
            self.tell(self.tr("Giấy tờ này chưa có trang nào để xem."), key="preview")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere: they belong to the paper in front."""
        if event.mimeData().hasUrls() and self.papers.current:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        self.tray.add_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _add_files(self) -> None:
        if not self.papers.current:
            self.papers.focus_first()
            return
        self.tray.choose_files()

    # Holding and receiving

    def _received(self, event: Received) -> None:
        receipt = event.receipt
        said = self.tr("Đã tiếp nhận – số tạm") if receipt.provisional else self.tr("Đã tiếp nhận")
        due = self.tr("{0}, hẹn trả {1}.").format(receipt.code, words.moment(receipt.due))
        self.tell(said, due, tone="good", key="received")
        draft = self.drafting.current()
        if draft is not None and draft.online is not None and draft.lodged_for is None:
            self.going.emit(Go(Place.ONLINE))  # the next one that waits

    def _refused(self, problem: Problem) -> None:
        self._tried = True
        if not problem.code.startswith("intake."):
            what, next_step = words.problem(problem)
            self.tell(what, next_step, tone="bad", key="receive")
        self._go_to(problem)
        self.drafting.look_ahead()

    def _go_to(self, problem: Problem) -> None:
        """Put the focus where the problem is put right, and mark the place."""
        if problem.code == "intake.no_person":
            self._for_owner.setChecked(True)
            self.person.show_wrong(wrong=True)
            self.person.scan.setFocus()
        elif problem.code in ("intake.no_procedure", "intake.procedure_incomplete"):
            self.procedure.field.setFocus()
        elif row := self.papers.row_named(str(problem.facts.get("name", ""))):
            self.papers.focus_row(row)

    # Making the page

    def _add_person_choice(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(4)
        for made in (self._for_owner, self._for_submitter):
            made.setCheckable(True)
            group.addButton(made)
            row.addWidget(made, 1)
        self._for_owner.setChecked(True)
        self._for_owner.toggled.connect(self._choose_person)
        self.person.column.insertLayout(0, row)

    def _lay_out(self) -> None:
        self.person.setFixedWidth(PERSON_PX)
        self.promise.setFixedWidth(PROMISE_PX)
        self.promise.column.addWidget(self.others.button)
        papers = Panel(self.tr("Thành phần hồ sơ"), spacing=2)
        papers.column.addWidget(self.others.reuse)
        papers.column.addWidget(self.papers, 1)
        middle = QVBoxLayout()
        middle.setSpacing(look.GAP_PX)
        middle.addWidget(self.procedure)
        middle.addWidget(papers, 1)
        middle.addWidget(self.strip)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.MARGIN_PX - 2,) * 4)
        row.setSpacing(look.GAP_PX + 2)
        row.addWidget(self.person)
        row.addLayout(middle, 1)
        row.addWidget(self.promise)

    def _connect(self) -> None:
        self.drafting.begun.connect(self._show)
        self.drafting.foreseen.connect(self._show_prospect)
        self.drafting.chosen.connect(self._chosen)
        self.drafting.held.connect(
            lambda: self.tell(self.tr("Đã để lại. Mở lại ở Việc hôm nay."), key="hold")
        )
        self.drafting.received.connect(self._received)
        self.drafting.refused.connect(self._refused)
        self.others.changed.connect(self._reused)
        self.others.filled.connect(self._form_filled)
        self.drafting.busy_changed.connect(lambda busy: self.promise.show_receiving(busy=busy))
        self.person.edited.connect(self.drafting.changed)
        self.person.finished.connect(self.procedure.field.setFocus)
        self.identification.identified.connect(self._identified)
        self.identification.other_text.connect(
            lambda text: self.going.emit(Go(Place.DOSSIER, text))
        )
        self.procedure.asked.connect(
            lambda text: self.drafting.search(text, self.procedure.show_found)
        )
        self.procedure.chosen.connect(self._choose)
        self.procedure.case_chosen.connect(self._case_chosen)
        self.papers.changed.connect(self.drafting.changed)
        self.papers.current_changed.connect(self._current_paper)
        self.papers.finished.connect(self.promise.receive_focus)
        self.papers.confirming.connect(self._confirm)
        self.around.bridge.happened.connect(self._happened)
        self.strip.scanning.connect(self.tray.scan)
        self.strip.adding.connect(self._add_files)
        self.tray.counted.connect(self._count_pages)
        self.tray.flawed.connect(self.papers.show_flaws)
        self.tray.telling.connect(self.telling)
        self.tray.opened.connect(lambda image: self.preview.show_images((image,)))
        self.promise.edited.connect(self.drafting.changed)
        self.promise.receiving.connect(self.drafting.receive)
        self.promise.going_to.connect(self._go_to)

    def _identified(self) -> None:
        """Go on where the clerk would, unless they are already somewhere else."""
        self.others.look_for_papers()
        if self.focusWidget() is not None and not self.person.isAncestorOf(self.focusWidget()):
            return
        if self.person.phone.text():
            self.procedure.field.setFocus()
        else:
            self.person.phone.setFocus()
