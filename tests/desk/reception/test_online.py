"""Online dossiers: the 8-hour list, accepted, sent back, refused; lodging for others."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desk.assembly import Desk
from desk.clock import VIETNAM
from desk.reception.online_folder import FolderPortal
from desk.reception.supplements import Asking
from desk.seat import Seat
from models.dossier import Channel, ConsentWay, Status
from models.facts import Wanted
from models.messages import EventType
from models.online import OnlineDecided, OnlineDossier, SignatureState
from models.problems import Problem
from models.procedure import CopyKind
from models.retention import retention
from models.role import Role
from models.store import facts, outbox
from models.store.retention import purge
from tests.support.life import PROCEDURE, SLOW, ready
from tests.support.seat import Watch

CODE = "H99.01.02-261119-0009"


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    folder = tmp_path / "tinh"
    for name in ("den", "tep"):
        (folder / name).mkdir(parents=True)
    Image.new("RGB", (800, 1100), "white").save(folder / "tep" / "to-khai.jpg", dpi=(200, 200))
    lodge(folder)
    return folder


def lodge(folder: Path, **changes: Any) -> None:
    scan = (folder / "tep" / "to-khai.jpg").read_bytes()
    file = {
        "IdGiayTo": "to-khai.jpg", "TenGiayTo": "Tờ khai",
        "HashTepTin": hashlib.sha256(scan).hexdigest(),
    }  # fmt: skip
    packet = {
        "MaHoSo": CODE,
        "MaTTHC": SLOW,
        "NgayNop": "2026-11-19T09:00:00+07:00",
        "ThongTinNguoiNop": {
            "HoTen": "Lê Thị Mạng", "SoDinhDanh": "001199000033", "Sdt": "0900000033",
        },
        "ThanhPhanHoSo": [{"MaThanhPhanHoSo": "01", "GiayToDinhKem": [file]}],
        "TrangThaiThanhToan": 1,
        "SoTienDaThanhToan": 8000,
        "MaGiaoDich": "DVC-77",
        "ChuKySo": "invalid",
        **changes,
    }  # fmt: skip
    (folder / "den" / f"{packet['MaHoSo']}.json").write_text(json.dumps(packet))


@pytest.fixture
def seat(desk: Desk, portal: Path) -> Any:
    desk = replace(desk, settings=replace(desk.settings, online_folder=str(portal)))
    admin = desk.create_office("quantri", "Lê Thị Quản", "mat khau quan tri")
    desk.admit(admin, "quay1", "Trần Văn Quầy", Role.CLERK, "mat khau quay 1")
    desk.admit(admin, "phutrach", "Phạm Văn Trách", Role.SUPERVISOR, "mat khau phu trach")
    admin.life.catalogue_editing.save(admin.user, PROCEDURE)
    admin.life.catalogue_editing.release(admin.user, SLOW, PROCEDURE.version, PROCEDURE.valid_from)
    clerk = desk.sign_in("quay1", "mat khau quay 1")
    yield clerk
    clerk.leave()
    admin.leave()


def fetched(seat: Seat) -> str:
    seat.life.online_inbox.fetch(seat.user)
    (line,) = seat.life.online_inbox.waiting(seat.user)
    return line.id


def test_the_list_runs_on_eight_working_hours(seat: Seat, watch: Watch, portal: Path) -> None:
    inbox = seat.life.online_inbox
    (portal / "den" / "hong.json").write_text("{")
    got = inbox.fetch(seat.user)
    assert (got.new, got.changed, got.unreadable) == (1, 0, 1)
    assert inbox.fetch(seat.user).new == 0, "fetched twice is once"
    (line,) = inbox.waiting(seat.user)
    assert (line.packet.paid_dong, line.packet.payment_reference) == (8000, "DVC-77")
    assert line.packet.signatures is SignatureState.INVALID, "shown before anybody decides"
    assert line.same_open == ()
    assert line.respond_by == datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
    assert not line.late
    watch.now = datetime(2026, 11, 20, 9, 1, tzinfo=VIETNAM)
    assert inbox.waiting(seat.user)[0].late


def test_accepted_it_keeps_the_portals_code_and_both_steps(seat: Seat, portal: Path) -> None:
    waiting = fetched(seat)
    draft = seat.life.online.open(seat.user, waiting)
    assert seat.life.online.open(seat.user, waiting) == draft
    assert [line.code for line in draft.components if line.presented] == ["01"]
    assert len(seat.capture.pages(draft.id)) == 1
    received = seat.life.online.accept(seat.user, draft)
    view = seat.lookup.by_code(seat.user, CODE)
    assert view.dossier.id == received.dossier_id == waiting
    assert (view.dossier.code, view.dossier.channel) == (CODE, Channel.ONLINE)
    assert [step.status for step in view.timeline] == [Status.REGISTERED, Status.RECEIVED]
    assert len(view.dossier.documents) == 1
    assert seat.life.online_inbox.waiting(seat.user) == ()
    with seat.store.reading() as tx:
        told = list(outbox.due(tx, received.receipt.due, 100))
    assert [(one.type, one.sequence) for one in told] == [
        (EventType.DOSSIER_RECEIVED.value, 1), (EventType.STATUS_CHANGED.value, 2),
    ]  # fmt: skip
    assert json.loads(told[0].body_json)["status"] == Status.REGISTERED
    assert seat.life.online_inbox.answer(seat.user) == 1
    assert seat.life.online_inbox.answer(seat.user) == 0
    answer = json.loads(next((portal / "tra-loi").iterdir()).read_text())
    assert (answer["MaHoSo"], answer["decision"]) == (CODE, "accepted")


def test_sent_back_once_and_supplemented_online(seat: Seat, portal: Path, watch: Watch) -> None:
    waiting = fetched(seat)
    asking = Asking((Wanted("02", CopyKind.CERTIFIED_COPY),), "Thiếu bản án")
    view, notice = seat.life.online.ask_supplement(seat.user, waiting, asking)
    assert [one.status for one in view.timeline] == [1, 5]
    assert notice.subject.code == CODE
    assert seat.life.online_inbox.waiting(seat.user) == ()
    watch.pass_time(days=1)
    more = {"IdGiayTo": "to-khai.jpg", "TenGiayTo": "Bản án"}
    lodge(portal, PhienBan=2, ThanhPhanHoSo=[
        {"MaThanhPhanHoSo": "02", "GiayToDinhKem": [more]}])  # fmt: skip
    assert seat.life.online_inbox.fetch(seat.user).changed == 1
    (line,) = seat.life.online_inbox.waiting(seat.user)
    assert line.supplemented
    draft = seat.life.online.open(seat.user, line.id)
    assert draft.supplement_of == waiting
    view = seat.life.online.accept_supplement(seat.user, line.id, draft)
    assert view.dossier.status == Status.PROCESSING
    assert view.dossier.due > watch.now, "counted from zero"
    assert waiting in seat.papers.owed(seat.user), "the slip with its day is owed now"


def test_refused_or_sent_to_the_right_agency(seat: Seat, portal: Path) -> None:
    lodge(portal, MaHoSo="H99.01.02-261119-0010", NgayNop="2026-11-19T10:00:00+07:00")
    seat.life.online_inbox.fetch(seat.user)
    first, second = seat.life.online_inbox.waiting(seat.user)
    view, refusal = seat.life.online.refuse(seat.user, first.id, ["Không thuộc thẩm quyền"])
    assert view.dossier.status == Status.NOT_RECEIVED
    assert refusal.heading.number.startswith("01/TCHS")
    with seat.store.reading() as tx:
        decided = facts.latest(tx, first.id, OnlineDecided)
    assert decided is not None
    assert decided.body.paper_number == refusal.heading.number
    with pytest.raises(Problem, match=r"agency\.no_name"):
        seat.life.online.redirect(seat.user, second.id, " ", "Nhầm nơi")
    seat.life.online.redirect(seat.user, second.id, "UBND xã Bên", "Nhầm nơi")
    assert seat.life.online_inbox.waiting(seat.user) == ()
    assert seat.life.online_inbox.answer(seat.user) == 2
    with pytest.raises(Problem, match=r"online\.unknown"):
        seat.life.online.refuse(seat.user, "khong-co", ["Lý do"])


def test_an_attached_file_is_what_was_lodged(portal: Path) -> None:
    source = FolderPortal(portal)
    (packet,) = source.fetch().packets
    (portal / "tep" / "to-khai.jpg").write_bytes(b"khac")
    with pytest.raises(Problem, match=r"online\.file_changed"):
        source.content(packet.files[0])
    for place in ("khong-co.jpg", "../den/x.json", "/etc/passwd"):
        with pytest.raises(Problem, match=r"online\.file_missing"):
            source.content(replace(packet.files[0], place=place))


def test_a_portal_that_is_away_is_said(seat: Seat, portal: Path) -> None:
    (portal / "den").rename(portal / "dau-do")
    with pytest.raises(Problem, match=r"online\.no_portal"):
        seat.life.online_inbox.fetch(seat.user)


def test_lodging_for_somebody_needs_consent_and_is_counted_apart(
    seat: Seat, watch: Watch, desk: Desk, portal: Path
) -> None:
    lodging, user = seat.life.lodging, seat.user
    draft = ready(seat, SLOW)
    with pytest.raises(Problem, match=r"lodging\.not_begun"):
        lodging.code_given(user, draft, CODE, "Cổng DVCQG")
    with pytest.raises(Problem, match=r"lodging\.no_consent"):
        lodging.begin(user, draft, ConsentWay.SPOKEN, " ")
    draft = lodging.begin(user, draft, ConsentWay.SPOKEN, "Đồng ý để quầy nộp hộ")
    seat.capture.import_files(draft.id, "01", [portal / "tep" / "to-khai.jpg"])
    (file,) = lodging.files(user, draft)
    assert (file.name, file.too_large) == ("01_to-khai_01.pdf", False)
    assert file.content.startswith(b"%PDF")
    with pytest.raises(Problem, match=r"online\.code_needed"):
        seat.acceptance.receive(user, draft)
    draft = lodging.code_given(user, draft, " g09.20-20260609-0092637 ", "Cổng DVCQG")
    received = seat.acceptance.receive(user, draft)
    dossier = seat.lookup.by_code(user, "G09.20-20260609-0092637").dossier
    assert dossier.id == received.dossier_id
    assert dossier.channel is Channel.ONLINE
    assert dossier.code.startswith("TAM-"), "another system's code stays an alias"
    boss = desk.sign_in("phutrach", "mat khau phu trach")
    (one,) = boss.life.lodging.lodged(boss.user, watch.now, watch.now.replace(hour=23))
    assert one.subject == dossier.id
    boss.leave()


def test_lodged_twice_is_said_before_it_is_accepted(seat: Seat, portal: Path) -> None:
    first = fetched(seat)
    seat.life.online.accept(seat.user, seat.life.online.open(seat.user, first))
    lodge(portal, MaHoSo="H99.01.02-261119-0011")
    second = fetched(seat)
    (line,) = seat.life.online_inbox.waiting(seat.user)
    assert (line.id, line.same_open) == (second, (CODE,))


def test_what_never_became_a_dossier_goes_with_forgotten_drafts(
    seat: Seat, portal: Path, watch: Watch
) -> None:
    lodge(portal, MaHoSo="H99.01.02-261119-0012")
    seat.life.online_inbox.fetch(seat.user)
    kept, gone = (line.id for line in seat.life.online_inbox.waiting(seat.user))
    seat.life.online.accept(seat.user, seat.life.online.open(seat.user, kept))
    watch.pass_time(days=31)
    with seat.store.writing() as tx:
        purge(tx, retention(), watch.now)
        assert facts.latest(tx, gone, OnlineDossier) is None
        assert facts.latest(tx, kept, OnlineDossier) is not None
