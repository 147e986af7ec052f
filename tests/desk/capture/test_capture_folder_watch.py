"""The watched folder: only whole files, moved only when durable, through hiccups of a share."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from desk.capture.folder_watch import FolderWatch, is_held_open
from desk.capture.scanner import ScanOptions
from desk.capture.service import Capture
from desk.events import CaptureEnded, PageCaptured
from desk.threads import start_thread
from models.attachment import PageSource
from models.problems import Kind, Problem
from tests.support.capture_samples import page_jpeg, pdf

JPEG = page_jpeg(1, (200, 300))
MakeCapture = Callable[..., Capture]


class Hand:
    """A clock moved by hand, and what was taken."""

    def __init__(self, folder: Path) -> None:
        self.now = 100.0
        self.taken: list[str] = []
        self.refusing: Problem | None = None
        self.watch = FolderWatch(folder, self.take, lambda: self.now, still_s=2.0)

    def take(self, path: Path) -> None:
        if self.refusing is not None:
            raise self.refusing
        self.taken.append(path.name)

    def looks(self, times: int = 4, step: float = 1.0) -> list[str]:
        for _ in range(times):
            self.watch.look()
            self.now += step
        return self.taken


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    return Hand(tmp_path)


def test_a_file_is_taken_once_it_stood_still_and_then_lies_in_done(
    hand: Hand, tmp_path: Path
) -> None:
    (tmp_path / "quet.jpg").write_bytes(JPEG)
    assert hand.looks(2) == [], "seen for one second only"
    assert hand.looks(2) == ["quet.jpg"]
    assert (tmp_path / "done" / "quet.jpg").read_bytes() == JPEG
    assert hand.looks() == ["quet.jpg"], "once"


def test_a_file_that_grows_is_left_until_it_stops(hand: Hand, tmp_path: Path) -> None:
    file = tmp_path / "lon.pdf"
    whole = pdf()
    for end in range(100, len(whole), len(whole) // 6):
        file.write_bytes(whole[:end])
        assert hand.looks(1, 1.5) == []
    file.write_bytes(whole)
    assert hand.looks() == ["lon.pdf"]


def test_a_file_somebody_writes_is_left_although_it_stands_still(
    hand: Hand, tmp_path: Path
) -> None:
    file = tmp_path / "dang-ghi.jpg"
    with file.open("wb") as writing:
        writing.write(JPEG)
        writing.flush()
        assert is_held_open(file)
        assert hand.looks(6) == []
    assert hand.looks(1) == ["dang-ghi.jpg"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (".an.jpg", JPEG),
        ("~$tam.jpg", JPEG),
        ("quet.jpg.tmp", JPEG),
        ("quet.PART", JPEG),
        ("quet.jpg~", JPEG),
        ("rong.jpg", b""),
        ("ghi-chu.jpg", b"xin chao"),
        ("bang.docx", b"PK\3\4"),
    ],
)
def test_what_is_no_finished_page_stays_where_it_is(
    hand: Hand, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    assert hand.looks() == []
    assert (tmp_path / name).exists()


def test_a_page_with_a_name_that_says_nothing_is_known_by_its_content(
    hand: Hand, tmp_path: Path
) -> None:
    (tmp_path / "SCAN0001").write_bytes(JPEG)
    assert hand.looks() == ["SCAN0001"]


def test_the_same_name_again_does_not_overwrite_the_first(hand: Hand, tmp_path: Path) -> None:
    for content in (JPEG, page_jpeg(2, (200, 300))):
        (tmp_path / "quet.jpg").write_bytes(content)
        hand.looks()
    assert sorted(one.name for one in (tmp_path / "done").iterdir()) == ["quet (2).jpg", "quet.jpg"]


def test_a_file_that_cannot_be_read_is_put_aside_and_does_not_come_again(
    hand: Hand, tmp_path: Path
) -> None:
    hand.refusing = Problem("capture.file_broken", number=1)
    (tmp_path / "hong.jpg").write_bytes(JPEG)
    hand.looks()
    assert (tmp_path / "refused" / "hong.jpg").exists()


def test_a_full_disk_leaves_the_file_for_the_next_time(hand: Hand, tmp_path: Path) -> None:
    hand.refusing = Problem("store.disk_full", Kind.DEVICE_OR_LINE)
    (tmp_path / "quet.jpg").write_bytes(JPEG)
    with pytest.raises(Problem, match=r"store\.disk_full"):
        hand.looks()
    hand.refusing = None
    assert hand.looks() == ["quet.jpg"]


def test_a_file_that_cannot_be_moved_is_not_taken_twice(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_move(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("shutil.move", no_move)
    (tmp_path / "quet.jpg").write_bytes(JPEG)
    assert hand.looks(8) == ["quet.jpg"]


def test_a_share_that_hiccups_is_waited_for_and_the_file_stands_still_anew(
    hand: Hand, tmp_path: Path
) -> None:
    (tmp_path / "quet.jpg").write_bytes(JPEG)
    hand.looks(2)
    away = tmp_path.with_name("away")
    tmp_path.rename(away)
    assert hand.looks(3) == []
    away.rename(tmp_path)
    assert hand.looks(2) == []
    assert hand.looks(2) == ["quet.jpg"]


def test_a_folder_that_stays_away_is_told(tmp_path: Path) -> None:
    hand = Hand(tmp_path / "khong-co")
    with pytest.raises(Problem, match=r"sources\.folder_missing"):
        hand.watch.run(lambda _: False)
    gone = tmp_path / "roi-mat"
    gone.mkdir()
    hand = Hand(gone)
    waits = []

    def wait(seconds: float) -> bool:
        gone.exists() and gone.rmdir()
        hand.now += seconds
        waits.append(seconds)
        return False

    with pytest.raises(Problem, match=r"sources\.folder_missing"):
        hand.watch.run(wait)
    assert 55 <= sum(waits) <= 65
    assert min(waits) >= 0.5, "no busy loop"


def test_pages_of_a_folder_are_durable_before_the_file_moves(
    capture: MakeCapture, tmp_path: Path, heard: list[object]
) -> None:
    folder = tmp_path / "chung"
    folder.mkdir()
    (folder / "mot.jpg").write_bytes(JPEG)
    (folder / "hai.pdf").write_bytes(pdf(((595, 842), (595, 842))))
    service = capture()

    def stop_after_three() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(list(folder.glob("done/*"))) < 2:
            time.sleep(0.05)
        service.cancel()

    start_thread("stop", stop_after_three)
    assert service.scan("draft-1", "TP1", f"folder:{folder}", ScanOptions()) == 2
    pages = service.pages("draft-1")
    assert [page.source for page in pages] == [PageSource.FOLDER] * 3
    assert sum(isinstance(one, PageCaptured) for one in heard) == 3
    assert heard[-1] == CaptureEnded("draft-1", 2)


def test_writers_that_come_while_the_watch_looks_harm_nobody(tmp_path: Path) -> None:
    """A lease that a writer breaks is told by a signal; the usual one would end the program."""
    file = tmp_path / "quet.jpg"
    file.write_bytes(JPEG)
    over = Event()

    def write() -> None:
        while not over.is_set():
            with file.open("ab") as writing:
                writing.write(b"x")

    writer = start_thread("writer", write)
    for _ in range(200):
        is_held_open(file)
        time.sleep(0.001)
    over.set()
    writer.join(60)
    assert not is_held_open(file)
