"""Jobs of «Việc khác» with a form: Mẫu 02 and 03, another identity paper, an outside code."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.citizen import Citizen, IdentityPaper
from models.dossier import Draft, ExternalCode
from models.facts import Wanted
from models.problems import Problem
from ui.intake_jobs import IntakeJobs
from ui.page import Go, Place
from ui.paper_printing import print_paper
from ui.widgets.asking_form import AskingForm
from ui.widgets.code_form import CodeForm
from ui.widgets.given_form import GivenForm
from ui.widgets.identity_form import IdentityForm
from ui.widgets.refusal_form import RefusalForm

if TYPE_CHECKING:
    from desk.reception.papers import CounterPaper
    from models.procedure import Component, Procedure

GIVEN_DAYS = 30


class IntakeAsking(IntakeJobs):
    """Each opens one form over the window and closes it when the desk has taken the answer."""

    # Refused at the counter

    def refuse(self) -> None:
        """Mẫu 03 although nothing is received."""
        draft = self._drafting.current()
        if draft is None:
            return
        person = draft.owner.full_name if draft.owner else self.tr("Chưa ghi người nộp")
        form = RefusalForm(self._over(), self._around.desk.clock().date(), person)
        form.given.connect(lambda reasons: self._refuse(form, reasons))
        self._open(form)

    def _refuse(self, form: RefusalForm, reasons: tuple[str, ...]) -> None:
        seat = self._around.seat

        def done(refusal: object) -> None:
            form.accept()
            self._tell(self.tr("Đã từ chối tiếp nhận; Mẫu 03 đang in và được lưu."))
            print_paper(self._around, self._page, refusal)

        self._drafting.end(
            lambda draft: seat.life.endings.refuse_draft(seat.user, draft, reasons),
            done,
            form.show_problem,
        )

    # Papers are missing

    def ask_for_papers(self) -> None:
        """Mẫu 02 for what is missing; the draft stays."""
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None or not draft.procedure_code:
            return
        code, lines = draft.procedure_code, {one.code: one for one in draft.components}

        def show(procedure: Procedure | None) -> None:
            if procedure is not None:
                form = AskingForm(self._over(), procedure.components, lines)
                form.given.connect(lambda *given: self._ask_for(form, *given))
                self._open(form)

        self._ask(lambda: seat.intake.procedure(seat.user, code), show)

    def _ask_for(
        self, form: AskingForm, wanted: tuple[Component, ...], reason: str, once_more: str
    ) -> None:
        from desk.reception.supplements import Asking  # noqa: PLC0415 - the window paints first

        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return
        asked = tuple(Wanted(one.code, one.copy_kinds[0], one.count) for one in wanted)
        asking = Asking(asked, reason, repeated_because=once_more)

        def done(notice: object) -> None:
            form.accept()
            self._tell(self.tr("Mẫu 02 đang in và được lưu; phiếu đang làm vẫn còn."))
            print_paper(self._around, self._page, notice)

        self._ask(
            lambda: seat.life.supplements.notice_at_intake(seat.user, draft, asking),
            done,
            form.show_problem,
        )

    # Papers of people of whom no dossier came

    def show_given(self) -> None:
        """Papers given to people of whom no dossier came, to print them again."""
        seat, now = self._around.seat, self._around.desk.clock()
        start = now - timedelta(days=GIVEN_DAYS)

        def show(papers: tuple[CounterPaper, ...]) -> None:
            form = GivenForm(self._over(), papers, GIVEN_DAYS)
            form.again.connect(self._print_again)
            self._open(form)

        end = now + timedelta(seconds=1)
        self._ask(lambda: seat.papers.without_dossier(seat.user, start, end), show)

    def _print_again(self, one: CounterPaper) -> None:
        seat = self._around.seat

        def done(_: str) -> None:
            self._tell(self.tr("Đang in lại {0}.").format(one.paper.number))

        self._around.bridge.ask(
            self._around.desk.workers.devices,
            lambda: seat.papers.print_again(seat.user, one.subject, one.paper.id),
            done,
            self._say,
            asker=self._page,
        )

    # Identified by another paper

    def show_identity(self) -> None:
        """Which paper was shown instead of the card."""
        draft = self._drafting.current()
        people = tuple(one for one in (draft.owner, draft.submitter) if one) if draft else ()
        if not people:
            self._say(Problem("identity.nobody"))
            return
        form = IdentityForm(self._over(), people)
        form.given.connect(lambda *given: self._shown(form, *given))
        self._open(form)

    def _shown(self, form: IdentityForm, who: Citizen, paper: IdentityPaper, because: str) -> None:
        from desk.reception.identifying import Shower  # noqa: PLC0415 - the window paints first

        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return
        shower = Shower.OWNER if who == draft.owner else Shower.SUBMITTER

        def done(changed: Draft) -> None:
            self._renew(changed)
            form.accept()
            self._tell(self.tr("Đã ghi giấy tờ tùy thân."))
            self._page.going.emit(Go(Place.INTAKE, changed))  # the person is shown anew

        self._ask(
            lambda: seat.life.identifying.shown(seat.user, draft, shower, paper, because),
            done,
            form.show_problem,
        )

    # The code of another system

    def tie_code(self) -> None:
        """The code another system gave, before anything is printed."""
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None or not draft.procedure_code:
            return
        code = draft.procedure_code

        def show(procedure: Procedure | None) -> None:
            if procedure is None:
                return
            form = CodeForm(self._over(), procedure.title)
            system = procedure.back_end
            form.given.connect(lambda typed: self._tie(form, typed, system))
            self._open(form)

        self._ask(lambda: seat.intake.procedure(seat.user, code), show)

    def _tie(self, form: CodeForm, typed: str, system: str) -> None:
        draft, seat = self._drafting.current(), self._around.seat
        if draft is None:
            return

        def done(tied: Draft) -> None:
            self._renew(tied)
            form.accept()
            given = tied.external_codes[-1].code
            self._tell(self.tr("Đã gắn mã {0}. F9 để tiếp nhận.").format(given))

        self._ask(
            lambda: seat.life.other_software.code_for_draft(
                seat.user, draft, ExternalCode(typed, system)
            ),
            done,
            form.show_problem,
        )
