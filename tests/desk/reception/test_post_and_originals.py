"""Results in the post, originals held and given back, results in electronic form."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from models.dossier import Status
from models.facts_life import PostState
from models.problems import Problem
from models.store.kpi import RESULT
from tests.support.life import OfficeOfThree, other
from tests.support.seat import Watch


def test_the_dossier_closes_when_the_post_delivered(office: OfficeOfThree, watch: Watch) -> None:
    seat = office.clerk
    post = seat.life.deliveries
    dossier = office.receive()
    with pytest.raises(Problem, match=r"post\.not_ready"):
        post.send(seat.user, dossier.id, "EB1")
    seat.results.arrived(seat.user, dossier.id, "Ngăn A")
    with pytest.raises(Problem, match=r"post\.no_code"):
        post.send(seat.user, dossier.id, " ")
    with pytest.raises(Problem, match=r"post\.not_sent"):
        post.moved(seat.user, dossier.id, PostState.DELIVERED)
    item = post.send(seat.user, dossier.id, "eb123456789vn")
    assert (item.code, item.address) == ("EB123456789VN", "Thôn 1, Xã Thử, Tỉnh Mẫu")
    assert office.dossier(dossier.id).status == Status.FINISHED
    with pytest.raises(Problem, match=r"post\.under_way"):
        post.send(seat.user, dossier.id, "EB2")
    watch.pass_time(days=6)
    (way,) = post.under_way(seat.user)
    assert way.slow
    view = post.moved(seat.user, dossier.id, PostState.DELIVERED)
    assert view.dossier.status == Status.RETURNED
    collected = seat.life.collections.collected(seat.user, dossier.id)
    assert collected is not None
    assert (collected.body.right.value, collected.body.post_code) == ("post", "EB123456789VN")
    assert post.under_way(seat.user) == ()
    with pytest.raises(Problem, match=r"post\.wrong_state"):
        post.moved(seat.user, dossier.id, PostState.FAILED)


def test_what_comes_back_can_be_sent_again(office: OfficeOfThree) -> None:
    seat = office.clerk
    post = seat.life.deliveries
    dossier = office.receive()
    seat.results.arrived(seat.user, dossier.id, "Ngăn A")
    post.send(seat.user, dossier.id, "EB1")
    post.moved(seat.user, dossier.id, PostState.FAILED, "Không có người nhận")
    post.moved(seat.user, dossier.id, PostState.CAME_BACK)
    post.send(seat.user, dossier.id, "EB2")
    states = [one.body.state for one in post.history(seat.user, dossier.id)]
    assert states == [
        PostState.SENT, PostState.FAILED, PostState.CAME_BACK, PostState.SENT,
    ]  # fmt: skip


def test_an_original_is_held_passed_on_and_given_back(office: OfficeOfThree, watch: Watch) -> None:
    seat = office.clerk
    originals = seat.life.originals
    dossier = office.receive()
    book = originals.hold(seat.user, dossier.id, "Giấy chứng nhận QSDĐ", "BA 123456")
    other_one = originals.hold(seat.user, dossier.id, "Hợp đồng")
    watch.pass_time(hours=1)
    assert originals.passed_on(seat.user, dossier.id, book.id, "VP Đăng ký đất đai").mark == (
        "BA 123456"
    )
    assert {one.original.holder for one in originals.held(seat.user)} == {
        "VP Đăng ký đất đai", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    }  # fmt: skip
    originals.give_back(seat.user, dossier.id, [other_one.id], "Nguyễn Thị Hậu")
    with pytest.raises(Problem, match=r"original\.unknown"):
        originals.give_back(seat.user, dossier.id, [other_one.id], "Nguyễn Thị Hậu")
    seat.results.hand_over(seat.user, dossier.id, other())
    (left,) = originals.held(seat.user)
    assert (left.original.id, left.forgotten) == (book.id, True)
    assert left.since == watch.now - timedelta(hours=1)
    with pytest.raises(Problem, match=r"original\.closed"):
        originals.hold(seat.user, dossier.id, "Thêm")
    originals.give_back(seat.user, dossier.id, [book.id], "Nguyễn Thị Hậu")
    assert originals.of(seat.user, dossier.id) == ()


def test_the_result_becomes_electronic(office: OfficeOfThree, tmp_path: Path, watch: Watch) -> None:
    seat, boss = office.clerk, office.supervisor
    scans = seat.life.result_scans
    dossier = office.receive()
    with pytest.raises(Problem, match=r"result_scan\.not_ready"):
        scans.begin(seat.user, dossier.id)
    seat.results.arrived(seat.user, dossier.id, "Ngăn A")
    draft = scans.begin(seat.user, dossier.id)
    with pytest.raises(Problem, match=r"result_scan\.no_pages"):
        scans.keep(seat.user, draft)
    page = tmp_path / "ket-qua.png"
    Image.new("RGB", (827, 1169), "white").save(page, dpi=(100, 100))
    seat.capture.import_files(draft.id, RESULT, [page])
    view = scans.keep(seat.user, draft)
    assert [one.component_code for one in view.dossier.documents] == [RESULT]
    with pytest.raises(Problem, match=r"result_scan\.already"):
        scans.begin(seat.user, dossier.id)
    watch.pass_time(minutes=1)
    found = boss.kpi766.of(boss.user, watch.now - timedelta(days=1), watch.now)
    (one,) = [one for one in found.components if one.key == "ORIGINAL_RESULT_AVAILABLE"]
    assert (one.points, one.lost) == (6.0, ())
