"""The document camera, driven by generated pictures: a still sheet is shot once, and readable."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from desk.capture.camera import CameraDriver, cameras
from desk.capture.camera_sight import PageSight
from desk.capture.scanner import Preview, ScannedPage, ScanOptions
from desk.capture.service import Capture
from desk.capture.stillness import Corners, Stillness
from desk.events import CameraSaw, Events
from models.attachment import PageSource
from models.problems import Problem
from tests.support import camera_frames
from tests.support.camera_frames import Frame, blurred, glaring, recorded, scene, sheet, table

MakeCapture = Callable[..., Capture]
TENTH_S = 0.1


@cache
def lying(number: int = 1) -> Frame:
    return scene(sheet(number))


@cache
def empty() -> Frame:
    return table()


@cache
def held(step: int) -> Frame:
    """A sheet being laid down, further off at each earlier step."""
    return scene(sheet(), (-40 * step, 25 * step))


class Recorded:
    """A frame source of given pictures, a tenth of a second apart."""

    def __init__(self, frames: Sequence[Frame | None], watch: Watcher) -> None:
        self._frames = list(frames)
        self._watch = watch

    def read(self) -> Frame | None:
        self._watch.now += TENTH_S
        if not self._frames:
            self._watch.over = True
            return None
        return self._frames.pop(0)

    def ended(self) -> bool:
        return False

    def close(self) -> None:
        self._frames.clear()


class Watcher:
    """A `Watch` that keeps what comes and ends the session after the last picture."""

    def __init__(self, presses: Sequence[float] = ()) -> None:
        self.pages: list[ScannedPage] = []
        self.previews: list[Preview] = []
        self.now = 0.0
        self.over = False
        self._presses = list(presses)

    def alive(self) -> None:
        raise AssertionError("previews are the sign of life")

    def cancelled(self) -> bool:
        return self.over

    def shot_wanted(self) -> bool:
        if self._presses and self.now >= self._presses[0]:
            self._presses.pop(0)
            return True
        return False

    def show(self, preview: Preview) -> None:
        self.previews.append(preview)

    def deliver(self, page: ScannedPage) -> None:
        self.pages.append(page)


def look(
    frames: Sequence[Frame | None],
    options: ScanOptions | None = None,
    presses: Sequence[float] = (),
) -> Watcher:
    watch = Watcher(presses)
    driver = CameraDriver(lambda _: Recorded(frames, watch), PageSight(), lambda: watch.now)
    driver.scan("0", options or ScanOptions(), watch)
    return watch


def test_a_sheet_that_lies_still_is_shot_once() -> None:
    watch = look([empty()] * 3 + [held(3), held(2), held(1)] + [lying()] * 11)
    assert len(watch.pages) == 1
    states = [one.state for one in watch.previews]
    assert states[0] == "looking"
    assert "moving" in states
    assert states[-1] == "taken"


def test_the_shot_is_the_whole_picture_and_large() -> None:
    (page,) = look([lying()] * 10).pages
    assert (page.width, page.height, page.dpi) == (*camera_frames.SIZE, None)
    assert Image.open(io.BytesIO(page.data)).size == camera_frames.SIZE


def test_the_preview_is_small_and_knows_the_corners() -> None:
    preview = look([lying()] * 3).previews[-1]
    assert Image.open(io.BytesIO(preview.data)).size == (640, 480)
    assert len(preview.data) < 120_000
    for (x, y), (left, top) in zip(preview.corners, camera_frames.CORNERS, strict=True):
        assert x == pytest.approx(left * 1000 / camera_frames.SIZE[0], abs=12)
        assert y == pytest.approx(top * 1000 / camera_frames.SIZE[1], abs=12)


def test_nothing_is_shot_before_seven_tenths_of_a_second() -> None:
    assert look([lying()] * 7).pages == []
    assert len(look([lying()] * 9).pages) == 1


def test_the_next_sheet_is_shot_when_it_replaced_the_first() -> None:
    away = [held(4)] * 2 + [empty()] * 6
    watch = look([lying(1)] * 10 + away + [held(2)] + [lying(2)] * 10)
    assert len(watch.pages) == 2
    assert watch.pages[0].data != watch.pages[1].data


@pytest.mark.parametrize(("spoiled", "state"), [(blurred, "blurred"), (glaring, "glare")])
def test_a_spoiled_picture_is_not_taken_by_itself_and_the_clerk_is_told(
    spoiled: Callable[[Frame], Frame], state: str
) -> None:
    watch = look([spoiled(lying())] * 9)
    assert watch.pages == []
    assert watch.previews[-1].state == state
    better = look([spoiled(lying())] * 8 + [lying()] * 3)
    assert len(better.pages) == 1, "the same sheet, once the light is good"


def test_an_empty_table_is_never_shot() -> None:
    watch = look([empty()] * 5)
    assert watch.pages == []
    assert {one.state for one in watch.previews} == {"looking"}


def test_the_clerk_releases_by_hand_whatever_is_seen() -> None:
    watch = look([empty()] * 5 + [blurred(lying())] * 5, presses=[0.3, 0.8])
    assert len(watch.pages) == 2


def test_the_automatic_release_can_be_left_off() -> None:
    by_hand = ScanOptions(driver_options={"auto_shot": "no"})
    assert look([lying()] * 10, by_hand).pages == []
    assert len(look([lying()] * 10, by_hand, [0.5]).pages) == 1


def test_the_session_ends_at_the_number_asked_for() -> None:
    watch = look([lying()] * 60, ScanOptions(max_pages=1))
    assert len(watch.pages) == 1
    assert not watch.over


def test_a_camera_without_pictures_is_lost_after_a_while() -> None:
    watch = Watcher()
    driver = CameraDriver(lambda _: Recorded([None] * 60, watch), PageSight(), lambda: watch.now)
    with pytest.raises(Problem, match=r"sources\.camera_lost"):
        driver.scan("0", ScanOptions(), watch)
    assert 3.5 < watch.now < 5


def square(shift: float = 0.0) -> Corners:
    return ((0.2 + shift, 0.2), (0.8 + shift, 0.2), (0.8 + shift, 0.9), (0.2 + shift, 0.9))


def test_a_trembling_outline_counts_as_still_and_a_short_gap_is_forgiven() -> None:
    still = Stillness()
    states = [still.see(square(0.004 * (step % 2)), step * TENTH_S) for step in range(8)]
    assert states[-1] == "still"
    still = Stillness()
    for step in range(7):
        still.see(None if step == 4 else square(), step * TENTH_S)
    assert still.see(square(), 0.7) == "still"


def test_a_slow_drift_is_no_stillness() -> None:
    still = Stillness()
    states = {still.see(square(0.006 * step), step * TENTH_S) for step in range(20)}
    assert states == {"moving"}


def test_cameras_of_the_system_are_listed_once_each(tmp_path: Path) -> None:
    for device, nodes in {"usb1": ("video0", "video1"), "usb2": ("video2",)}.items():
        (tmp_path / device).mkdir()
        for node in nodes:
            (tmp_path / "class" / node).mkdir(parents=True)
            (tmp_path / "class" / node / "name").write_text(f"Máy ảnh {device}\n")
            (tmp_path / "class" / node / "device").symlink_to(tmp_path / device)
    found = cameras(tmp_path / "class")
    assert [(one.id, one.name) for one in found] == [
        ("camera:0", "Máy ảnh usb1"), ("camera:2", "Máy ảnh usb2"),
    ]  # fmt: skip
    assert cameras(tmp_path / "nowhere") == []


def test_through_the_worker_a_shot_is_a_durable_page_and_previews_are_events(
    capture: MakeCapture, events: Events, tmp_path: Path
) -> None:
    seen: list[CameraSaw] = []
    events.subscribe(CameraSaw, seen.append)
    frames = [empty()] * 2 + [lying()] * 14
    video = recorded(frames, tmp_path / "ban.avi")
    service = capture()
    with pytest.raises(Problem, match=r"sources\.camera_lost"):
        service.scan("draft-1", "TP1", f"camera:{video}", ScanOptions())
    (page,) = service.pages("draft-1")
    assert page.source is PageSource.CAMERA
    assert (page.width, page.height) == camera_frames.SIZE
    assert "taken" in {one.state for one in seen}
    assert all(one.draft_id == "draft-1" and one.picture.startswith(b"\xff\xd8") for one in seen)
    assert "picture" not in repr(seen[0])


def test_a_camera_that_cannot_be_opened(capture: MakeCapture, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"sources\.camera_closed"):
        capture().scan("draft-1", "TP1", f"camera:{tmp_path / 'khong-co.avi'}", ScanOptions())
