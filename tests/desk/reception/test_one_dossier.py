"""One dossier from the first key to the citizen's hand, through the real store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from desk.assembly import Desk
from desk.events import Printed, PrintFailed, Received
from desk.seat import Seat
from models.citizen import Citizen
from models.dossier import CodeKind, Draft, Status, SyncState
from models.messages import Lease
from models.problems import Kind, Problem
from models.store import audit, leases, outbox, prints
from tests.support.seat import HAU, Watch

BIRTH = "1.001193"


def ready(seat: Seat, code: str = BIRTH) -> Draft:
    """A draft with nothing missing."""
    draft = replace(seat.intake.begin(seat.user), owner=HAU)
    draft = seat.intake.choose(seat.user, draft, code)
    procedure = seat.intake.procedure(seat.user, code)
    assert procedure is not None
    from_database = {one.code for one in procedure.components if one.database}
    lines = tuple(
        replace(line, presented=line.code not in from_database) for line in draft.components
    )
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    return draft


def lease(seat: Seat, day: str, first: int = 1, last: int = 20) -> None:
    with seat.store.writing() as tx:
        leases.add(tx, Lease(f"lease-{day}-{first}", "H99.01.02", day, first, last, "device"))


def test_accepting_writes_everything_at_once(desk: Desk, clerk: Seat, watch: Watch) -> None:
    lease(clerk, "2026-11-19")
    heard: list[Received] = []
    desk.events.subscribe(Received, heard.append)
    draft = ready(clerk)
    received = clerk.acceptance.receive(clerk.user, draft)
    assert heard == [received]
    view = clerk.lookup.by_code(clerk.user, "h99.01.02–261119–0001")
    assert view.dossier.code == "H99.01.02-261119-0001"
    assert view.dossier.code_kind is CodeKind.OFFICIAL
    assert [step.status for step in view.timeline] == [Status.RECEIVED]
    assert view.sync is SyncState.WAITING
    assert view.dossier.received_at == watch.now
    assert clerk.intake.open_drafts(clerk.user) == ()
    with clerk.store.reading() as tx:
        assert [event.aggregate_id for event in outbox.due(tx, watch.now, 10)] == [draft.id]
        assert audit.verify(tx).broken_at is None


def test_without_a_leased_number_the_code_is_marked_provisional(clerk: Seat) -> None:
    received = clerk.acceptance.receive(clerk.user, ready(clerk))
    assert received.receipt.code == "TAM-Q1-261119-0001"
    assert received.receipt.provisional


def test_yesterdays_numbers_are_not_used_today(clerk: Seat) -> None:
    lease(clerk, "2026-11-18")
    assert clerk.acceptance.receive(clerk.user, ready(clerk)).receipt.provisional


def test_the_receipt_keeps_its_promise(clerk: Seat, watch: Watch) -> None:
    received = clerk.acceptance.receive(clerk.user, ready(clerk))
    assert received.receipt.limit_text == "Trong ngày"
    assert (received.receipt.due.hour, received.receipt.due.date()) == (17, watch.now.date())
    assert received.receipt.person == "Nguyễn Thị Hậu"
    watch.pass_time(days=400)
    assert clerk.lookup.receipt(clerk.user, received.dossier_id) == received.receipt


def test_a_draft_is_accepted_once(clerk: Seat) -> None:
    draft = ready(clerk)
    clerk.acceptance.receive(clerk.user, draft)
    with pytest.raises(Problem, match=r"intake\.already_received"):
        clerk.acceptance.receive(clerk.user, draft)
    with pytest.raises(Problem, match=r"intake\.already_received"):
        clerk.intake.save(clerk.user, draft)


def test_what_is_missing_is_said_before_and_stops_f9(clerk: Seat) -> None:
    draft = clerk.intake.begin(clerk.user)
    problems = clerk.intake.prospect(clerk.user, draft).problems
    assert [one.code for one in problems] == ["intake.no_person", "intake.no_procedure"]
    draft = clerk.intake.choose(clerk.user, replace(draft, owner=HAU), BIRTH)
    clerk.intake.save(clerk.user, draft)
    prospect = clerk.intake.prospect(clerk.user, draft)
    assert prospect.missing
    assert {one.code for one in prospect.problems} == {"intake.missing_paper"}
    with pytest.raises(Problem, match=r"intake\.missing_paper"):
        clerk.acceptance.receive(clerk.user, draft)
    assert clerk.intake.open_drafts(clerk.user) == (draft,)


def test_a_paper_a_database_could_answer_needs_a_reason(clerk: Seat) -> None:
    draft = ready(clerk)
    lines = tuple(replace(line, presented=True) for line in draft.components)
    problems = clerk.intake.prospect(clerk.user, replace(draft, components=lines)).problems
    assert {one.code for one in problems} == {"intake.reason_needed"}


def test_an_unpublished_paper_cannot_be_asked_for(clerk: Seat) -> None:
    draft = ready(clerk)
    strange = replace(draft.components[0], code="giay-con")
    problems = clerk.intake.prospect(
        clerk.user, replace(draft, components=(*draft.components, strange))
    ).problems
    assert [one.code for one in problems] == ["intake.unknown_component"]


def test_a_procedure_without_its_data_is_found_but_not_accepted(clerk: Seat) -> None:
    incomplete = next(
        one for one in clerk.intake.search_procedures(clerk.user, "", 200) if not one.complete
    )
    draft = replace(clerk.intake.begin(clerk.user), owner=HAU)
    draft = clerk.intake.choose(clerk.user, draft, incomplete.code)
    codes = {one.code for one in clerk.intake.prospect(clerk.user, draft).problems}
    assert "intake.procedure_incomplete" in codes


def test_pages_become_one_pdf_a_component(clerk: Seat, tmp_path: Path) -> None:
    draft = ready(clerk)
    component = next(line.code for line in draft.components if line.presented)
    scan = tmp_path / "trang.jpg"
    Image.new("RGB", (827, 1169), "white").save(scan, dpi=(100, 100))
    clerk.capture.import_files(draft.id, component, [scan, scan])
    received = clerk.acceptance.receive(clerk.user, draft)
    (document,) = clerk.lookup.dossier(clerk.user, received.dossier_id).dossier.documents
    pdf = clerk.lookup.document(clerk.user, received.dossier_id, component)
    (tmp_path / "out.pdf").write_bytes(pdf)
    with pikepdf.open(tmp_path / "out.pdf") as opened:
        assert len(opened.pages) == document.pages == 2
    with clerk.store.reading() as tx:
        assert [one.sha256 for one in outbox.files_due(tx, clerk.lookup.clock(), 9)] == [
            document.sha256
        ]


def test_the_receipt_is_owed_until_it_came_out(desk: Desk, clerk: Seat) -> None:
    heard: list[Printed] = []
    desk.events.subscribe(Printed, heard.append)
    received = clerk.acceptance.receive(clerk.user, ready(clerk))
    if not received.slip_required:
        with clerk.store.writing() as tx:
            prints.owe(tx, received.dossier_id, clerk.lookup.clock())
    assert clerk.papers.owed(clerk.user) == (received.dossier_id,)
    destination = clerk.papers.print_receipt(clerk.user, received.dossier_id)
    assert Path(destination).read_bytes().startswith(b"%PDF")
    assert clerk.papers.owed(clerk.user) == ()
    assert [one.dossier_id for one in heard] == [received.dossier_id]


def test_a_dead_printer_leaves_the_dossier_and_the_debt(desk: Desk, clerk: Seat) -> None:
    received = clerk.acceptance.receive(clerk.user, ready(clerk))
    with clerk.store.writing() as tx:
        if not received.slip_required:
            prints.owe(tx, received.dossier_id, clerk.lookup.clock())
    failed: list[PrintFailed] = []
    desk.events.subscribe(PrintFailed, failed.append)

    def dead(pdf: bytes, title: str, copies: int) -> str:
        raise Problem("printing.no_printer", Kind.DEVICE_OR_LINE)

    with pytest.raises(Problem, match=r"printing\.no_printer"):
        replace(clerk.papers, send=dead).print_receipt(clerk.user, received.dossier_id)
    assert [one.problem.code for one in failed] == ["printing.no_printer"]
    assert clerk.papers.owed(clerk.user) == (received.dossier_id,)
    assert clerk.lookup.dossier(clerk.user, received.dossier_id).dossier.status == Status.RECEIVED


def test_results_come_in_and_go_out_once(clerk: Seat, watch: Watch) -> None:
    received = clerk.acceptance.receive(clerk.user, ready(clerk))
    view = clerk.results.arrived(clerk.user, received.dossier_id, "Ngăn B-17")
    assert view.dossier.status == Status.FINISHED
    assert view.timeline[-1].note == "Ngăn B-17"
    assert clerk.results.arrived(clerk.user, received.dossier_id, "Ngăn B-17") == view
    watch.pass_time(hours=1)
    collector = Citizen(full_name="Lê Văn Nhận")
    view = clerk.results.hand_over(clerk.user, received.dossier_id, collector)
    assert view.dossier.status == Status.RETURNED
    assert (view.dossier.returned_to, view.dossier.returned_at) == ("Lê Văn Nhận", watch.now)
    with pytest.raises(Problem, match=r"results\.already_closed"):
        clerk.results.hand_over(clerk.user, received.dossier_id, collector)
    with clerk.store.reading() as tx:
        events = outbox.due(tx, watch.now, 10)
    assert [(one.type, one.sequence) for one in events] == [
        ("dossier_received", 1),
        ("result_arrived", 2),
        ("result_returned", 3),
    ]


def test_a_result_needs_a_collector(clerk: Seat) -> None:
    received = clerk.acceptance.receive(clerk.user, ready(clerk))
    with pytest.raises(Problem, match=r"results\.no_collector"):
        clerk.results.hand_over(clerk.user, received.dossier_id, Citizen(full_name="  "))


def test_today_tells_what_waits(clerk: Seat, supervisor: Seat, watch: Watch) -> None:
    first = clerk.acceptance.receive(clerk.user, ready(clerk))
    second = clerk.acceptance.receive(clerk.user, ready(clerk))
    clerk.results.arrived(clerk.user, second.dossier_id, "Ngăn A-1")
    clerk.intake.save(clerk.user, clerk.intake.begin(clerk.user))
    today = clerk.today.overview(clerk.user)
    assert [row.id for row in today.received] == [second.dossier_id, first.dossier_id]
    assert {row.id for row in today.due_today} == {first.dossier_id, second.dossier_id}
    assert [row.id for row in today.results] == [second.dossier_id]
    assert len(today.not_sent) == 2
    assert (today.drafts, today.overdue) == (1, ())
    watch.pass_time(hours=4)
    assert [row.id for row in clerk.today.overview(clerk.user).overdue] == [first.dossier_id]
    figures = supervisor.today.figures(supervisor.user)
    assert figures.by_clerk == (("quay1", 2),)
    assert (figures.received, figures.returned, figures.overdue) == (2, 0, 1)
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        clerk.today.figures(clerk.user)


def test_an_earlier_visit_gives_the_phone(clerk: Seat) -> None:
    clerk.acceptance.receive(clerk.user, ready(clerk))
    known = clerk.intake.known_person(clerk.user, HAU.number or "")
    assert known is not None
    assert known.phone == "0900000001"
    assert clerk.intake.known_person(clerk.user, "001199999999") is None


def test_found_by_name_tail_number_and_phone(clerk: Seat) -> None:
    lease(clerk, "2026-11-19")
    received = clerk.acceptance.receive(clerk.user, ready(clerk))
    for text in ("nguyen hau", "hau", "0001", "001199000017", "0900000001", "H99.01.02-26"):
        rows = clerk.lookup.find(clerk.user, text)
        assert [row.id for row in rows] == [received.dossier_id], text
    assert "001199000017" not in str(rows)
