"""Lodged online, through the hub: two whole seats, one list, a line that breaks."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from faulty_line import LOSE_ANSWER, PASS, REFUSE, Fault, FaultyLine
from hub_process import HubProcess, running_hub
from PIL import Image

from desk.assembly import Desk, assemble
from desk.hub_line import keep_token
from desk.reception.online_inbox import WaitingOnline
from desk.seat import Seat
from desk.settings import Profile, Settings
from desk.sync.downloads import Downloads
from desk.sync.online_portal import HubPortal
from hub.enrolment import enrol_device
from hub.settings import HubSettings
from hub.store.devices import PORTAL
from models.dossier import Status
from models.problems import Problem
from models.role import Role
from tests.support.life import PROCEDURE, SLOW
from tests.support.seat import CHEAP, OFFICE, Watch

AGENCY = OFFICE.agency_code
WATCH = Watch()
"""The catalogue of the tests begins on its day; only the hub's clock is the real one."""


@dataclass
class Counter:
    desk: Desk
    seat: Seat
    line: FaultyLine
    code: str = ""

    def listed(self) -> list[WaitingOnline]:
        self.seat.life.online_inbox.fetch(self.seat.user)
        return self.known()

    def known(self) -> list[WaitingOnline]:
        found = self.seat.life.online_inbox.waiting(self.seat.user)
        return [one for one in found if one.packet.code == self.code]

    def first(self) -> str:
        return self.known()[0].id

    def close(self) -> None:
        self.seat.leave()
        self.desk.workers.stop()
        self.line.stop()


def counter(folder: Path, hub: HubProcess, name: str) -> Counter:
    line = FaultyLine(hub.port)
    line.start()
    profile = Profile(folder / name)
    profile.save(
        Settings(
            office=OFFICE, desk=name, device_id=name, print_to_folder=True, hub_url=line.url
        )
    )  # fmt: skip
    desk = assemble(profile, clock=WATCH, password_cost=CHEAP)
    seat = desk.create_office("lan", "Phạm Thị Lan", "mat khau cua lan")
    seat.life.catalogue_editing.save(seat.user, PROCEDURE)
    seat.life.catalogue_editing.release(seat.user, SLOW, PROCEDURE.version, WATCH().date())
    keep_token(desk, seat, enrol_device(HubSettings(hub.data), name, AGENCY))
    desk.admit(seat, "hoa", "Trần Thị Hoa", Role.CLERK, "mat khau cua hoa")
    seat.leave()
    return Counter(desk, desk.sign_in("hoa", "mat khau cua hoa"), line)


@pytest.fixture(scope="module")
def scan() -> bytes:
    """A picture that does not get small: several pieces of a quarter megabyte and a rest."""
    out = io.BytesIO()
    Image.effect_noise((1100, 1500), 90).save(out, "JPEG", quality=90, dpi=(200, 200))
    return out.getvalue()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    with running_hub(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture(scope="module")
def adapter(office: HubProcess, scan: bytes) -> Iterator[httpx2.Client]:
    office.tokens["cong"] = enrol_device(HubSettings(office.data), "cong", AGENCY, kind=PORTAL)
    with office.client("cong") as client:
        sha256 = hashlib.sha256(scan).hexdigest()
        headers = {"Upload-Offset": "0", "Upload-Length": str(len(scan))}
        client.patch(f"/v1/uploads/{sha256}", content=scan, headers=headers)
        client.post(f"/v1/uploads/{sha256}/complete", json={"size": len(scan)})
        yield client


@pytest.fixture(scope="module")
def both(
    office: HubProcess, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Counter, Counter]]:
    folder = tmp_path_factory.mktemp("counters")
    made = counter(folder, office, "Q1"), counter(folder, office, "Q2")
    yield made
    for one in made:
        one.close()


@pytest.fixture
def counters(
    both: tuple[Counter, Counter], adapter: httpx2.Client, scan: bytes, request: Any
) -> tuple[Counter, Counter]:
    """Both counters with a whole line, and one dossier of the test's own that waits."""
    for one in both:
        one.line.plan = lambda _method, _path: PASS
        one.code = f"{AGENCY}-261119-{len(request.node.name):04d}"
    drop(adapter, both[0].code, hashlib.sha256(scan).hexdigest())
    return both


def drop(client: httpx2.Client, code: str, sha256: str, **changes: Any) -> None:
    file = {"IdGiayTo": "1", "TenGiayTo": "Tờ khai", "HashTepTin": sha256}
    packet = {
        "MaHoSo": code, "MaTTHC": SLOW, "NgayNop": WATCH().isoformat(),
        "ThongTinNguoiNop": {"HoTen": "Lê Thị Mạng", "SoDinhDanh": "001199000033"},
        "ThanhPhanHoSo": [{"MaThanhPhanHoSo": "01", "GiayToDinhKem": [file]}],
        **changes,
    }  # fmt: skip
    assert client.post("/v1/online/packets", json=packet).status_code == 200


def downloads_of(counter: Counter) -> Downloads:
    portal = counter.seat.life.online.portal
    assert isinstance(portal, HubPortal)
    return portal.downloads


def answer_about(adapter: httpx2.Client, code: str) -> dict[str, Any]:
    told = adapter.get("/v1/online/answers").json()["answers"]
    (found,) = [one for one in told if one["code"] == code]
    return dict(found)


def test_one_list_two_counters_and_a_line_that_breaks(
    counters: tuple[Counter, Counter], adapter: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = counters
    assert len(here.listed()) == len(there.listed()) == 1
    standing = here.seat.life.online_inbox.standing(here.seat.user)
    assert (standing.waiting, standing.late) == (1, 0)
    assert 0 < standing.minutes_left <= 8 * 60

    # The line breaks behind the second piece: what came stays, the rest comes with the next press.
    monkeypatch.setattr(downloads_of(here), "piece_bytes", 256 << 10)
    pieces: list[str] = []

    def breaking(_method: str, path: str) -> Fault:
        if path.startswith("/v1/blobs/"):
            pieces.append(path)
            return PASS if len(pieces) <= 2 else REFUSE
        return PASS

    here.line.plan = breaking
    with pytest.raises(Problem, match=r"sync\."):
        here.seat.life.online.open(here.seat.user, here.first())

    def listening(_method: str, path: str) -> Fault:
        pieces.append(path)
        return PASS

    here.line.plan = listening
    del pieces[:]
    draft = here.seat.life.online.open(here.seat.user, here.first())
    fetched = [path for path in pieces if path.startswith("/v1/blobs/")]
    assert 0 < len(fetched) <= 4, "the two pieces that had come are not asked for again"
    assert len(here.seat.capture.pages(draft.id)) == 1
    assert here.seat.life.online.open(here.seat.user, draft.id) == draft
    assert len(here.seat.capture.pages(draft.id)) == 1, "opened again, nothing comes twice"

    # The other counter sees whose it is and cannot take it.
    with pytest.raises(Problem, match=r"online\.held_elsewhere"):
        there.seat.life.online.open(there.seat.user, there.first())
    (line,) = there.listed()
    assert line.held_by == "Q1"

    # Left to the others, the other counter has it, and it comes back the same way.
    assert here.known()[0].mine_until is not None
    here.seat.life.online.leave(here.seat.user, draft.id)
    assert here.known()[0].mine_until is None
    with pytest.raises(Problem, match=r"online\.hold_passed"):
        here.seat.life.online.accept(here.seat.user, draft)
    there.seat.life.online.open(there.seat.user, there.first())
    there.seat.life.online.leave(there.seat.user, there.first())
    draft = here.seat.life.online.open(here.seat.user, draft.id)

    # Without a line the counter that holds it goes on, and its answer waits.
    here.line.plan = lambda _method, _path: REFUSE
    received = here.seat.life.online.accept(here.seat.user, draft)
    assert received.receipt.code == here.code
    with pytest.raises(Problem, match=r"sync\.|online\."):
        here.seat.life.online_inbox.answer(here.seat.user)
    here.line.plan = lambda method, path: (
        LOSE_ANSWER if (method, path) == ("POST", "/v1/online/answers") else PASS
    )
    with pytest.raises(Problem, match=r"sync\."):
        here.seat.life.online_inbox.answer(here.seat.user)
    here.line.plan = lambda _method, _path: PASS
    assert here.seat.life.online_inbox.answer(here.seat.user) == 1, "told again, taken once"
    told = answer_about(adapter, here.code)
    assert (told["decision"], told["dossier_code"]) == ("accepted", here.code)

    # And the list of the other counter is empty: it was answered elsewhere.
    assert there.listed() == []
    with pytest.raises(Problem, match=r"online\.decided_elsewhere"):
        there.seat.life.online.refuse(there.seat.user, line.id, ["Trùng"])


def test_without_a_line_nobody_takes_what_they_do_not_hold(
    counters: tuple[Counter, Counter],
) -> None:
    here, _ = counters
    here.listed()
    here.line.plan = lambda _method, _path: REFUSE
    with pytest.raises(Problem, match=r"online\.not_held"):
        here.seat.life.online.open(here.seat.user, here.first())
    with pytest.raises(Problem, match=r"online\.not_held"):
        here.seat.life.online.redirect(here.seat.user, here.first(), "Xã Giả Định", "Sai nơi")
    assert here.known(), "it waits on"


def test_a_contact_brings_the_list_and_takes_the_answers(
    counters: tuple[Counter, Counter], adapter: httpx2.Client
) -> None:
    here, there = counters
    for one in counters:
        assert one.known() == []
        assert one.seat.sync.once().problem is None
        assert len(one.known()) == 1
    waiting = here.first()
    here.seat.life.online.refuse(here.seat.user, waiting, ["Không thuộc thủ tục này"])
    dossier = here.seat.lookup.dossier(here.seat.user, waiting).dossier
    assert dossier.status == Status.NOT_RECEIVED
    here.seat.life.online_inbox.answer(here.seat.user)
    told = answer_about(adapter, here.code)
    assert (told["decision"], told["reason"]) == ("refused", "Không thuộc thủ tục này")
    assert there.listed() == []


def test_a_content_that_is_not_the_one_announced_is_never_taken(
    counters: tuple[Counter, Counter], office: HubProcess, scan: bytes
) -> None:
    here, _ = counters
    sha256 = hashlib.sha256(scan).hexdigest()
    kept = office.data / "blobs" / sha256[:2] / sha256
    kept.write_bytes(scan[:-1] + b"!")
    downloads = downloads_of(here)
    with pytest.raises(Problem, match=r"sync\.download_damaged"):
        downloads.content(sha256)
    kept.write_bytes(scan)
    assert downloads.content(sha256) == scan
    with pytest.raises(Problem, match=r"sync\.download_not_there"):
        downloads.content("0" * 64)
