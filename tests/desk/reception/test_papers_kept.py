"""Papers come out by one way, keep their numbers, and are printed again with a mark."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from desk import command_form
from desk.assembly import Desk
from desk.reception.endings import Stopping
from desk.reception.papers import RECEIPT
from desk.reception.supplements import Asking
from models.facts import PaperPrinted, Wanted
from models.papers.kinds import CODES, NAMES
from models.problems import Kind, Problem
from models.procedure import CopyKind
from models.store import facts
from printing.papers import set_paper
from printing.samples import SAMPLES
from tests.support.life import OfficeOfThree, ready
from tests.support.seat import HAU, Watch

ASKING = Asking((Wanted("02", CopyKind.CERTIFIED_COPY),), "Thiếu bản án")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_second_receipt_says_that_it_is_one(office: OfficeOfThree) -> None:
    user, papers = office.clerk.user, office.clerk.papers
    dossier = office.receive()
    first = Path(papers.print_receipt(user, dossier.id))
    assert "BẢN IN LẠI" not in text_of(first.read_bytes())
    second = Path(papers.print_receipt(user, dossier.id))
    assert "BẢN IN LẠI" in text_of(second.read_bytes())


def test_a_receipt_that_never_came_out_is_no_reprint(office: OfficeOfThree) -> None:
    user = office.clerk.user
    dossier = office.receive()

    def dead(pdf: bytes, title: str, copies: int) -> str:
        raise Problem("printing.no_printer", Kind.DEVICE_OR_LINE)

    with pytest.raises(Problem):
        replace(office.clerk.papers, send=dead).print_receipt(user, dossier.id)
    printed = Path(office.clerk.papers.print_receipt(user, dossier.id))
    assert "BẢN IN LẠI" not in text_of(printed.read_bytes())


def test_kept_papers_are_printed_again_word_for_word(office: OfficeOfThree) -> None:
    user, life, papers = office.clerk.user, office.clerk.life, office.clerk.papers
    dossier = office.receive()
    _, notice = life.supplements.request(user, dossier.id, ASKING)
    papers.print_paper(user, notice, 1, dossier.id)
    _, stop = life.endings.stop(user, dossier.id, Stopping("not_supplemented", "Quá hạn", "Bà A"))
    kept = papers.kept(user, dossier.id)
    assert [(one.form, one.printed) for one in kept] == [("01", 0), ("05", 0), ("02", 1)]
    assert kept[0].id == RECEIPT
    assert kept[1].number == stop.heading.number
    shown = papers.stored_pdf(user, dossier.id, kept[2].id)
    assert shown == set_paper(notice).pdf
    again = Path(papers.print_again(user, dossier.id, kept[2].id))
    assert "BẢN IN LẠI" in text_of(again.read_bytes())
    assert papers.kept(user, dossier.id)[2].printed == 2
    with pytest.raises(Problem, match=r"papers\.unknown"):
        papers.print_again(user, dossier.id, "không có")


def test_papers_of_the_counter_are_found_and_printed_again(
    office: OfficeOfThree, watch: Watch
) -> None:
    user, life, papers = office.clerk.user, office.clerk.life, office.clerk.papers
    asked, refused = ready(office.clerk), ready(office.clerk)
    life.supplements.notice_at_intake(user, asked, ASKING)
    refusal = life.endings.refuse_draft(user, refused, ["Không thuộc thẩm quyền"])
    papers.print_paper(user, refusal)
    of_a_dossier = office.receive()
    life.supplements.request(user, of_a_dossier.id, ASKING)
    start, end = watch.now - timedelta(days=1), watch.now + timedelta(seconds=1)
    given = papers.without_dossier(user, start, end)
    assert [(one.paper.form, one.paper.printed) for one in given] == [("03", 1), ("02", 0)]
    assert given[0].person == HAU.full_name
    again = Path(papers.print_again(user, given[0].subject, given[0].paper.id))
    assert "BẢN IN LẠI" in text_of(again.read_bytes())
    office.clerk.acceptance.receive(user, asked)
    assert [one.paper.form for one in papers.without_dossier(user, start, end)] == ["03"]


def test_a_list_gets_its_number_when_it_is_printed(office: OfficeOfThree) -> None:
    user, life, papers = office.clerk.user, office.clerk.life, office.clerk.papers
    dossier = office.receive()
    listed = life.collections.signing_list(user, [dossier.id], "Hôm nay")
    assert "Số: 01/DSKN-Q1" in text_of(Path(papers.print_paper(user, listed)).read_bytes())
    assert "Số: 02/DSKN-Q1" in text_of(Path(papers.print_paper(user, listed)).read_bytes())


def test_the_control_slip_names_every_hand(office: OfficeOfThree) -> None:
    user, life = office.clerk.user, office.clerk.life
    dossier = office.receive()
    life.holdings.forward(user, dossier.id, "Phòng Tư pháp", "Đỗ Thị Lan")
    slip = office.clerk.papers.control_slip(user, dossier.id)
    assert [(one.receiver, one.receiver_name) for one in slip.hand_overs] == [
        ("Phòng Tư pháp", "Đỗ Thị Lan")
    ]
    assert dossier.code in text_of(set_paper(slip).pdf)


def test_police_procedures_use_their_own_forms(office: OfficeOfThree) -> None:
    seat = office.clerk
    draft = ready(seat, "1.004873")
    prospect = seat.intake.prospect(seat.user, draft)
    assert prospect.procedure is not None
    from desk.reception.slip import receipt_of

    dossier = office.receive()
    police = replace(prospect, procedure=replace(prospect.procedure, back_end="police"))
    slip = receipt_of(dossier, police, seat.papers.scribe.settings, seat.user)
    assert (slip.form, slip.form_label) == ("residence_receipt", "Mẫu CT04")
    assert "CT04" in text_of(set_paper(slip).pdf)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_was_never_issued_is_not_invented(office: OfficeOfThree, name: str) -> None:
    user, papers = office.clerk.user, office.clerk.papers
    dossier = office.receive()
    if name in ("receipt", "control_slip"):
        assert papers.pdf_of(user, dossier.id, name).startswith(b"%PDF")
        return
    with pytest.raises(Problem, match=r"papers\.not_issued"):
        papers.pdf_of(user, dossier.id, name)


def test_samples_are_written_by_the_command(tmp_path: Path, capsys, desk: Desk) -> None:  # type: ignore[no-untyped-def]
    from desk.commands import build_parser

    parser = build_parser(lambda _: 0, with_guests=False)
    args = parser.parse_args(["form", "sample", "all", "--out", str(tmp_path / "mau"), "--json"])
    assert args.run(args) == 0
    assert len(json.loads(capsys.readouterr().out)["files"]) == len(SAMPLES)
    args = parser.parse_args(["form", "sample", "khong-co", "--out", str(tmp_path / "a.pdf")])
    with pytest.raises(Problem, match=r"papers\.unknown_form"):
        command_form._sample(args)


def test_every_print_is_a_fact_without_a_name(office: OfficeOfThree) -> None:
    user = office.clerk.user
    dossier = office.receive()
    office.clerk.papers.print_receipt(user, dossier.id)
    with office.clerk.store.reading() as tx:
        receipt = office.clerk.lookup.receipt(user, dossier.id)
        key = f"print:01:{dossier.id}:{dossier.code}:{receipt.due.isoformat()}"
        (printed,) = facts.of(tx, key, PaperPrinted)
    assert (printed.body.form, printed.body.again) == ("01", False)
    assert len(set(CODES.values())) == len(CODES)


def test_papers_of_a_dossier_come_out_of_the_command(
    office: OfficeOfThree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import contextmanager

    from desk.commands import build_parser

    @contextmanager
    def seated(_args: object):  # type: ignore[no-untyped-def]
        yield None, office.clerk

    monkeypatch.setattr(command_form, "seated", seated)
    parser = build_parser(lambda _: 0, with_guests=False)
    dossier = office.receive()
    office.clerk.papers.print_receipt(office.clerk.user, dossier.id)
    for form, said in (("receipt", "BẢN IN LẠI"), ("declaration", "TỜ KHAI")):
        out = tmp_path / f"{form}.pdf"
        asked = ["form", "render", form, "--dossier", dossier.code, "--out", str(out)]
        args = parser.parse_args(asked)
        assert args.run(args) == 0
        assert said in text_of(out.read_bytes())
