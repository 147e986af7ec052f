"""Pages as the window sees them: states, pictures by the real worker, doubles, places."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from demo.pages import generator
from desk.capture.batches import Place
from desk.capture.bridge import WORKER_COMMAND
from desk.capture.likeness import HIGH, WIDE, Look, alike
from desk.capture.preparer import Preparer
from desk.capture.scanner import ScanOptions
from desk.capture.service import Capture
from desk.events import PageCaptured
from desk.threads import start_process
from models.attachment import Page, PageSource
from models.pages import PageState, PageView, Proposal, ReadingStage
from models.problems import Problem
from models.reading import Box, Findings, PageText, TextLine
from models.store import blobs as blob_rows
from models.store import drafts, page_findings, page_texts, page_work
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.desk.capture.conftest import DRAFT, NOON, MakeCapture, StartDevice
from tests.support.capture_samples import encoded, page_image, page_jpeg

PAPER = "TP1"
SMALL = (331, 468)
LIKE = bytes(range(WIDE)) * HIGH
WORDS = ("giấy", "khai", "sinh", "họ", "tên", "cha", "mẹ", "nơi", "đăng", "ký")


@pytest.fixture(scope="module")
def preparer() -> Iterator[Preparer]:
    made = Preparer(start_process, WORKER_COMMAND)
    yield made
    made.close()


def seen(
    store: Store, blobs: Blobs, page: Page, findings: Findings, likeness: bytes = b""
) -> PageView:
    """The page was made ready: its picture is half as large."""
    picture = Image.new("RGB", (200, 100), "white")
    picture.paste("red", (0, 0, 50, 50))
    blob = blobs.put(encoded(picture, quality=95))
    view = PageView(page.id, blob.sha256, blob.size, 200, 100, 200, findings, likeness)
    with store.writing() as tx:
        blob_rows.record(tx, blob, NOON)
        page_findings.keep(tx, view, NOON)
    return view


def read(store: Store, view: PageView, stage: ReadingStage, words: tuple[str, ...] = WORDS) -> None:
    line = TextLine(Box(0, 0, 9, 9), " ".join(words), ())
    with store.writing() as tx:
        page_texts.keep(
            tx, view.page_id, stage, view.sha256, PageText("fusion", 200, 100, (line,)), NOON
        )


def one_page(capture: Capture, number: int = 1) -> Page:
    (page,) = capture.import_bytes(DRAFT, PAPER, page_jpeg(number, SMALL))
    return page


def test_a_page_shows_how_far_it_is(capture: MakeCapture, store: Store, blobs: Blobs) -> None:
    service = capture()
    page = one_page(service)

    def state() -> PageState:
        (status,) = service.look.status(DRAFT)
        return status.state

    assert state() is PageState.CAPTURED
    view = seen(store, blobs, page, Findings(probably_blank=True))
    assert state() is PageState.PREPARED
    read(store, view, ReadingStage.FIRST)
    assert state() is PageState.FIRST_READ
    read(store, view, ReadingStage.FUSED)
    assert state() is PageState.READ
    with store.writing() as tx:
        page_work.failed(tx, page.id, NOON, "capture.page_unreadable")
    (status,) = service.look.status(DRAFT)
    assert (status.collapsed, status.trouble) == (True, "capture.page_unreadable")
    service.arrange.take_back(page.id, Proposal.BLANK)
    (status,) = service.look.status(DRAFT)
    assert not status.collapsed


def test_what_is_shown_is_the_clean_picture(
    capture: MakeCapture, store: Store, blobs: Blobs
) -> None:
    service = capture()
    page = one_page(service)
    with pytest.raises(Problem, match="page_unreadable"):
        service.crop(page.id, Box(0, 0, 9, 9), 50)
    seen(store, blobs, page, Findings())
    shown = Image.open(io.BytesIO(service.thumbnail(page.id, 100)))
    assert shown.size == (100, 50)
    part = Image.open(io.BytesIO(service.crop(page.id, Box(-5, 0, 50, 25), 100)))
    assert part.size == (100, 50)
    red, green, _ = part.convert("RGB").getpixel((50, 25))  # type: ignore[misc]
    assert red > 200 > 60 > green
    with pytest.raises(Problem, match="page_unreadable"):
        service.crop(page.id, Box(300, 0, 350, 9), 50)


def test_sheets_are_counted_and_doubles_noticed(
    capture: MakeCapture, store: Store, blobs: Blobs
) -> None:
    service = capture()
    one, two, again = one_page(service), one_page(service, 2), one_page(service, 1)
    found = service.look.check(DRAFT, PAPER, sheets=2, duplex=True)
    assert (found.pages, found.missing, found.surplus) == (3, 1, 0)
    assert found.twice == ((one.id, again.id),)
    seen(store, blobs, two, Findings(probably_blank=True))
    assert service.look.check(DRAFT, PAPER, sheets=2).blank == (two.id,)
    assert service.look.check(DRAFT, PAPER, sheets=2).surplus == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Look(LIKE, WORDS), Look(LIKE, WORDS), True),
        (Look(LIKE, WORDS), Look(LIKE, (*WORDS[:5], "khác", "hẳn", "rồi")), False),
        (Look(LIKE, WORDS), Look(bytes(reversed(LIKE)), WORDS), False),
        (Look(LIKE), Look(LIKE), True),
        (Look(LIKE), Look(bytes(reversed(LIKE))), False),
        (Look(bytes(WIDE * HIGH)), Look(bytes(WIDE * HIGH)), False),
        (Look(), Look(), False),
    ],
)
def test_words_decide_whether_pages_are_alike(one: Look, other: Look, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize("turned", [False, True])
def test_a_page_upside_down_is_turned_unless_a_person_said_how_it_lies(
    preparer: Preparer, turned: bool
) -> None:
    scan = generator.page("giay_khai_sinh", "scan200", turn=180)
    page = Page("p", "d", PAPER, 0, "", scan.media_type, 1654, 2339, 200, PageSource.SCANNER, NOON)
    made = preparer.prepare(page, scan.data, turned=turned, plain=False)
    assert made.findings.turn == (0 if turned else 180)
    assert len(made.likeness) == WIDE * HIGH
    with Image.open(io.BytesIO(made.jpeg)) as picture:
        assert picture.size == (made.width, made.height)


def test_bytes_of_nothing_are_refused_by_the_preparer(preparer: Preparer) -> None:
    page = Page("p", "d", PAPER, 0, "", "image/jpeg", 9, 9, 200, PageSource.SCANNER, NOON)
    with pytest.raises(Problem, match="page_unreadable"):
        preparer.prepare(page, b"no picture", turned=False, plain=False)


def test_a_scan_goes_between_pages_and_in_place_of_one(
    capture: MakeCapture, store: Store, escl_device: StartDevice, heard: list[object]
) -> None:
    service = capture()
    one, two = one_page(service, 1), one_page(service, 2)
    options = ScanOptions(source="feeder")
    sheets = tuple(encoded(page_image(n, SMALL), quality=85, dpi=(200, 200)) for n in (3, 4))
    device = escl_device("", sheets)
    service.scan(DRAFT, PAPER, f"escl:{device.address}", options, place=Place(at=1))
    assert [page.id for page in service.pages(DRAFT)][::3] == [one.id, two.id]
    device = escl_device("", sheets[:1])
    service.scan(DRAFT, PAPER, f"escl:{device.address}", options, place=Place(replacing=two.id))
    pages = service.pages(DRAFT)
    assert len(pages) == 4
    assert two.id not in {page.id for page in pages}
    told = [one.page for one in heard if isinstance(one, PageCaptured)]
    assert {page.position for page in told} == {0, 1, 2, 3}
    service.arrange.undo(DRAFT)
    assert two.id in {page.id for page in service.pages(DRAFT)}
    with store.reading() as tx:
        assert [page.position for page in drafts.pages(tx, DRAFT)] == [0, 1, 2, 3, 4]
    assert not service.scanning


def test_an_empty_clipboard_is_refused(capture: MakeCapture) -> None:
    with pytest.raises(Problem, match="file_empty"):
        capture().import_bytes(DRAFT, PAPER, b"")
