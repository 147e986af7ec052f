"""The register, dossiers of the old system, the national packet and what a procedure lacks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from desk.assembly import Desk
from desk.clock import VIETNAM
from desk.commands import main
from models.catalogue import what_is_missing
from models.catalogue_packet import read_packet
from models.dossier import Status
from models.old_status import status_of
from models.problems import Problem
from models.procedure import Case, CopyKind, Fee, Limit, LodgingChannel, Procedure, Unit
from models.store import outbox, register
from tests.support.life import OfficeOfThree, ready
from tests.support.seat import Watch

PACKET = {
    "MATTHC": "1.004873.000.00.00.H99",
    "TENTTHC": "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
    "LINHVUCTHUCHIEN": [{"MALINHVUC": "G15-HT", "TENLINHVUC": "Hộ tịch"}],
    "TUKHOA": "giấy độc thân, xác nhận độc thân",
    "CACHTHUCTHUCHIEN": [
        {
            "KENH": "2",
            "THOIGIAN": [
                {
                    "DONVITINH": "Ngày làm việc",
                    "THOIGIANGIAIQUYET": "2",
                    "PHILEPHI": [{"MOTA": "Lệ phí", "SOTIEN": "0", "DONVI": "Đồng"}],
                }
            ],
        },
        {
            "KENH": "1",
            "THOIGIAN": [
                {
                    "DONVITINH": "Ngày làm việc",
                    "THOIGIANGIAIQUYET": "3",
                    "PHILEPHI": [{"MOTA": "Lệ phí", "SOTIEN": "15.000", "DONVI": "Đồng"}],
                }
            ],
        },
    ],
    "THANHPHANHOSO": [
        {
            "TRUONGHOP": "Bao gồm",
            "GIAYTO": [{"MAGIAYTO": "TP1", "TENGIAYTO": "Tờ khai", "SOBANCHINH": "1"}],
        },
        {
            "TRUONGHOP": "Đã ly hôn",
            "GIAYTO": [
                {"TENGIAYTO": "Bản án", "SOBANCHINH": 0, "SOBANSAO": 2, "MA_KQ_THAYTHE": "KQ.G15.1"}
            ],
        },
    ],
    "KETQUATHUCHIEN": [{"MAKETQUA": "KQ1", "TENKETQUA": "Giấy xác nhận"}],
    "CANCUPHAPLY": [{"TENVANBAN": "Luật Hộ tịch", "SOVANBAN": "60/2014/QH13"}],
}


def test_numbers_are_consecutive_from_one_and_the_year_is_closed(
    office: OfficeOfThree, watch: Watch
) -> None:
    boss, book = office.supervisor, office.supervisor.life.registering
    first, second = office.receive(), office.receive()
    assert [(one.number, one.dossier_id) for one in book.number(boss.user, 2026)] == [
        (1, first.id), (2, second.id),
    ]  # fmt: skip
    assert book.number(boss.user, 2026) == ()
    third = office.receive()
    with pytest.raises(Problem, match=r"register\.not_over"):
        book.close(boss.user, 2026, "Bà Chủ tịch")
    watch.now = datetime(2027, 1, 4, 8, tzinfo=VIETNAM)
    of_2027 = office.receive()
    with pytest.raises(Problem, match=r"register\.unnumbered"):
        book.close(boss.user, 2026, "Bà Chủ tịch")
    assert [one.number for one in book.number(boss.user, 2026)] == [3]
    assert [(one.number, one.dossier_id) for one in book.number(boss.user, 2027)] == [
        (1, of_2027.id)
    ]
    closed = book.close(boss.user, 2026, "Bà Chủ tịch")
    assert (closed.signer, closed.closed_by) == ("Bà Chủ tịch", boss.user.name)
    with pytest.raises(Problem, match=r"register\.closed"):
        book.close(boss.user, 2026, "Bà Chủ tịch")
    paper = book.paper(boss.user, 2026)
    assert [row.code for row in paper.rows] == [first.code, second.code, third.code]
    assert paper.closing is not None
    assert paper.closing.signer == "Bà Chủ tịch"
    assert [row.number for row in book.paper(boss.user, 2026, first=2).rows] == [2, 3]


def test_only_the_primary_desk_numbers_and_a_hubs_number_leaves_no_doubt(
    office: OfficeOfThree,
) -> None:
    boss, book = office.supervisor, office.supervisor.life.registering
    first, second = office.receive(), office.receive()
    book.make_primary(boss.user, primary=False)
    with pytest.raises(Problem, match=r"register\.not_primary"):
        book.number(boss.user, 2026)
    moment = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    with boss.store.writing() as tx:
        for _ in range(2):
            register.enter(tx, second.id, 2026, 41, "01/2026", moment)
    for dossier, number in ((first, 41), (second, 42)):
        with boss.store.writing() as tx, pytest.raises(Problem, match=r"register\.gap"):
            register.enter(tx, dossier.id, 2026, number, "01/2026", moment)
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        office.clerk.life.registering.number(office.clerk.user, 2026)


CSV = """Code;Name;Procedure;Received;Due;Status;Number;Phone
H99.01.02-260105-0007;Trần  Văn Cũ;Đất đai;05/01/2026 09:30;05/02/2026;Đang xử lý;;0900000007
H99.01.02-260106-0008;Lê Thị Xưa;Cấp bản sao;2026-01-06;2026-01-06;9;;
H99.01.02-260107-0009;;Cấp bản sao;2026-01-07;2026-01-08;2;;
H99.01.02-260108-0010;Ai Đó;Cấp bản sao;2026-01-08;hôm sau;2;;
H99.01.02-260109-0011;Ai Đó;Cấp bản sao;2026-01-09;2026-01-12;đang bay;;
""".encode()


def test_open_dossiers_of_the_old_system_are_found_returned_and_aliased(
    office: OfficeOfThree,
) -> None:
    boss, old = office.supervisor, office.supervisor.life.old_system
    report = old.bring_in(boss.user, CSV, "iGate 11/2026")
    assert (report.imported, report.known) == (2, 0)
    assert [(one.line, one.why) for one in report.bad] == [(4, "name"), (5, "due"), (6, "status")]
    assert old.bring_in(boss.user, CSV, "iGate 11/2026").known == 2
    clerk = office.clerk
    (row,) = clerk.lookup.find(clerk.user, "tran cu")
    view = clerk.lookup.dossier(clerk.user, row.id)
    assert (view.dossier.status, view.dossier.due.hour) == (Status.PROCESSING, 17)
    assert view.timeline[0].note == "Đang xử lý"
    assert clerk.results.hand_over(clerk.user, row.id, view.dossier.owner).dossier.status == 10
    with pytest.raises(Problem, match=r"lookup\.unknown_dossier"):
        clerk.lookup.receipt(clerk.user, row.id)
    assert boss.life.registering.number(boss.user, 2026) == (), "they stand in the old book"
    with clerk.store.reading() as tx:
        kinds = [one.type for one in outbox.due(tx, clerk.lookup.clock(), 50)]
    assert kinds.count("dossier_received") == 2


def test_a_file_that_is_no_table_is_refused(office: OfficeOfThree) -> None:
    boss, old = office.supervisor, office.supervisor.life.old_system
    with pytest.raises(Problem, match=r"import\.columns_missing"):
        old.bring_in(boss.user, b"a,b\n1,2\n", "x")
    with pytest.raises(Problem, match=r"import\.unreadable"):
        old.bring_in(boss.user, b"\xff\xfe\x00", "x")


def test_received_elsewhere_runs_from_our_confirmation(office: OfficeOfThree, watch: Watch) -> None:
    boss, life = office.supervisor, office.supervisor.life
    text = "code,name,procedure,procedure_code,received,due\nH88-261110-0001,Bà Xa,,1.004873,"
    life.old_system.bring_in(boss.user, (text + "2026-11-10,2026-11-13").encode(), "x", "H88")
    (row,) = office.clerk.lookup.find(boss.user, "ba xa")
    view = life.agencies.confirm_here(boss.user, row.id)
    assert view.dossier.due == datetime(2026, 11, 25, 17, tzinfo=VIETNAM)
    with pytest.raises(Problem, match=r"agency\.confirmed_already"):
        life.agencies.confirm_here(boss.user, row.id)
    with pytest.raises(Problem, match=r"agency\.not_from_elsewhere"):
        life.agencies.confirm_here(boss.user, office.receive().id)


def test_statuses_of_other_systems() -> None:
    assert status_of("") == Status.PROCESSING
    assert status_of("10") == 10
    assert status_of("42") == 42, "unknown numbers are shown raw"
    assert status_of("releasing") == Status.FINISHED
    assert status_of("ĐÃ XỬ LÝ XONG") == Status.FINISHED
    assert status_of("đang bay") is None


def test_a_packet_is_read_with_everything_unconfirmed() -> None:
    packet = read_packet(json.dumps({"data": [PACKET]}), "goi-1", date(2026, 11, 19), "goi.json")
    (one,) = packet.procedures
    assert (one.code, one.field_name, one.complete) == ("1.004873", "Hộ tịch", False)
    assert one.legal_limit == Limit(Unit.WORKING_DAY, 3), "direct reception before online"
    assert one.fees == (Fee("Lệ phí", 15000), Fee("Lệ phí", 0, when="trực tuyến"))
    declaration, judgment = one.components
    assert (declaration.code, declaration.required, declaration.confirmed) == ("TP1", True, False)
    assert (declaration.case, one.cases) == ("", (Case("Đã ly hôn"),))
    assert one.channels == (LodgingChannel.DIRECT, LodgingChannel.ONLINE)
    assert (judgment.code, judgment.case, judgment.count) == ("02", "Đã ly hôn", 2)
    assert judgment.replaced_by_result == "KQ.G15.1"
    assert judgment.copy_kinds[0] is CopyKind.CERTIFIED_COPY
    assert one.legal_basis == ("Luật Hộ tịch 60/2014/QH13",)
    assert {"components", "fees", "legal_limit", "valid_from"} <= set(one.unconfirmed)
    assert what_is_missing(one) == ("not_released",)


@pytest.mark.parametrize("text", ["", "[]", "{}", "7", '{"MATTHC": "x"}', '{"data": 3}'])
def test_what_is_no_packet_is_refused(text: str) -> None:
    with pytest.raises(Problem, match=r"catalogue\.(unreadable|no_code)"):
        read_packet(text, "v", date(2026, 1, 1), "x")


def test_an_imported_version_is_used_once_released_and_old_dossiers_keep_theirs(
    office: OfficeOfThree, desk: Desk
) -> None:
    admin, editing = office.admin, office.admin.life.catalogue_editing
    before = office.receive()
    (found,) = editing.import_packet(admin.user, json.dumps(PACKET), "goi.json").kept
    assert found.missing == ("not_released",)
    own = found.procedure
    on = date(2026, 11, 19)
    assert admin.intake.catalogue.current(own.code, on).version == "thu-1"  # type: ignore[union-attr]
    editing.save(admin.user, replace(own, legal_limit=None))
    with pytest.raises(Problem, match=r"catalogue\.lacks"):
        editing.release(admin.user, own.code, own.version, on)
    editing.save(admin.user, own)
    assert editing.release(admin.user, own.code, own.version, on).missing == ()
    with pytest.raises(Problem, match=r"catalogue\.version_exists"):
        editing.save(admin.user, own)
    again = desk.sign_in("quay1", "mat khau quay 1")
    try:
        received = again.acceptance.receive(again.user, ready(again))
        view = again.lookup.dossier(again.user, received.dossier_id)
        assert view.dossier.procedure_version == own.version
        old = again.lookup.dossier(again.user, before.id).dossier
        assert again.intake.catalogue.version(old.procedure_code, old.procedure_version)
        assert old.procedure_version == "thu-1"
    finally:
        again.leave()
    ready_now = {one.procedure.code for one in editing.check(admin.user) if not one.missing}
    assert {"1.001193", "2.000815", own.code} <= ready_now


def test_the_command_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_window(_: object) -> int:
        raise AssertionError

    assert main(["catalogue", "check", "--json"], no_window) == 0
    told = json.loads(capsys.readouterr().out)
    by_code = {one["code"]: one for one in told["procedures"]}
    assert by_code["1.001193"]["missing"] == []
    assert "limit" in by_code["1.014027"]["missing"]
    assert told["ready"] == 6
    packet = tmp_path / "goi.json"
    packet.write_text(json.dumps(PACKET), encoding="utf-8")
    assert main(["catalogue", "check", str(packet)], no_window) == 0
    assert "1.004873" in capsys.readouterr().out
    assert main(["catalogue", "check", str(tmp_path / "khong.json"), "--json"], no_window) == 2


def test_a_version_is_dropped_or_released_never_changed(office: OfficeOfThree) -> None:
    boss, editing = office.admin, office.admin.life.catalogue_editing
    begun = editing.begin(boss.user, "1.000656", "2026-11-21")
    draft = begun.draft.procedure
    assert begun.in_force is not None
    assert (begun.in_force.version, begun.dossiers) == ("2026-11-21", 0)
    editing.save(boss.user, draft)
    assert editing.begin(boss.user, draft.code, draft.version).draft.procedure == draft
    with pytest.raises(Problem, match=r"catalogue\.in_the_past"):
        editing.release(boss.user, draft.code, draft.version, date(2026, 1, 1))
    editing.discard(boss.user, draft.code, draft.version)
    with pytest.raises(Problem, match=r"catalogue\.released_stays"):
        editing.discard(boss.user, draft.code, draft.version)
    editing.save(boss.user, draft)
    later = editing.release(boss.user, draft.code, draft.version, date(2027, 1, 1)).procedure
    for act in (lambda: editing.save(boss.user, later), lambda: _release_again(office, later)):
        with pytest.raises(Problem, match=r"catalogue\.version_exists"):
            act()
    with pytest.raises(Problem, match=r"catalogue\.released_stays"):
        editing.discard(boss.user, later.code, later.version)
    today = {(one.procedure.code, one.procedure.version) for one in editing.listed(boss.user)}
    assert {(later.code, "2026-11-21"), (later.code, later.version)} <= today
    assert editing.begin(boss.user, later.code, later.version).draft.procedure.version == (
        later.version + "-2"
    )


def _release_again(office: OfficeOfThree, one: Procedure) -> None:
    boss = office.admin
    boss.life.catalogue_editing.release(boss.user, one.code, one.version, one.valid_from)
