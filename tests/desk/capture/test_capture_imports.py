"""Files of every kind become pages, and hostile ones become clear sentences."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desk.capture import imports, jpeg
from desk.capture.scanner import ScanOptions
from desk.capture.service import Capture
from desk.events import CaptureEnded, CaptureFailed, PageCaptured
from models.attachment import Page, PageSource
from models.problems import Kind, Problem, wording
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.support import capture_samples as samples

DRAFT, PAPER = "draft-1", "TP1"
MakeCapture = Callable[..., Capture]
Take = Callable[..., tuple[Page, ...]]


@pytest.fixture
def service(capture: MakeCapture) -> Capture:
    return capture()


@pytest.fixture
def take(service: Capture, tmp_path: Path) -> Take:
    """Imports contents as files whose names say nothing about their kind."""

    def run(*contents: bytes, paper: str = PAPER) -> tuple[Page, ...]:
        paths = [tmp_path / f"tep-{number}.bin" for number in range(len(contents))]
        for path, data in zip(paths, contents, strict=True):
            path.write_bytes(data)
        return service.import_files(DRAFT, paper, paths)

    return run


@pytest.fixture
def content(store: Store, blobs: Blobs) -> Callable[[Page], bytes]:
    def read(page: Page) -> bytes:
        with store.reading() as tx:
            return blobs.get(tx, page.sha256)

    return read


def corner(data: bytes) -> tuple[bool, bool, bool, bool]:
    """Which corners of a picture are dark: top left, top right, bottom left, bottom right."""
    image = Image.open(io.BytesIO(data)).convert("L")
    right, bottom = image.width - 4, image.height - 4
    places = ((3, 3), (right, 3), (3, bottom), (right, bottom))
    return tuple(image.getpixel(place) < 128 for place in places)  # type: ignore[return-value]


def test_a_scanned_jpeg_is_kept_bit_for_bit(take: Take, content: Callable[[Page], bytes]) -> None:
    data = samples.page_jpeg(1)
    (page,) = take(data)
    assert content(page) == data
    assert (page.width, page.height, page.dpi) == (1654, 2339, 200)
    assert (page.media_type, page.source, page.rotation) == ("image/jpeg", PageSource.FILE, 0)


@pytest.mark.parametrize(("orientation", "rotation"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_a_photograph_lies_as_taken_and_loses_its_place_and_maker(
    take: Take, content: Callable[[Page], bytes], orientation: int, rotation: int
) -> None:
    photo = samples.photo_jpeg(orientation)
    (page,) = take(photo)
    kept = content(page)
    assert page.rotation == rotation
    assert b"Exif" in photo
    assert b"Exif" not in kept
    assert Image.open(io.BytesIO(kept)).tobytes() == Image.open(io.BytesIO(photo)).tobytes()
    assert page.dpi is None


def test_a_mirrored_photograph_is_turned_into_a_readable_one(
    take: Take, content: Callable[[Page], bytes]
) -> None:
    (page,) = take(samples.photo_jpeg(2))
    assert page.rotation == 0
    assert corner(content(page)) == (False, True, False, False)


def test_png_is_kept_without_loss_and_without_its_text(
    take: Take, content: Callable[[Page], bytes]
) -> None:
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Author", "ai-do")
    image = samples.page_image(2, (600, 800))
    (page,) = take(samples.encoded(image, "PNG", pnginfo=text, dpi=(150, 150)))
    kept = content(page)
    assert page.media_type == "image/png"
    assert page.dpi == 150
    assert Image.open(io.BytesIO(kept)).tobytes() == image.tobytes()
    assert b"ai-do" not in kept


def test_transparency_becomes_paper(take: Take, content: Callable[[Page], bytes]) -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    (page,) = take(samples.encoded(clear, "PNG"))
    assert Image.open(io.BytesIO(content(page))).getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bit_pictures_keep_their_tones(
    take: Take, content: Callable[[Page], bytes]
) -> None:
    deep = Image.new("I;16", (40, 40), 0x8000)
    (page,) = take(samples.encoded(deep, "PNG"))
    assert Image.open(io.BytesIO(content(page))).convert("L").getpixel((5, 5)) == 128


def test_a_tiff_is_split_into_its_pages(take: Take, content: Callable[[Page], bytes]) -> None:
    bilevel = samples.page_image(1, (1654, 2339), "L").convert("1")
    colour = samples.page_image(2, (800, 600))
    data = samples.encoded(bilevel, "TIFF", save_all=True, append_images=[colour], dpi=(200, 200))
    first, second = take(data)
    assert [first.media_type, second.media_type] == ["image/png", "image/jpeg"]
    assert (first.width, first.height, first.dpi) == (1654, 2339, 200)
    assert (second.width, second.height) == (800, 600)
    assert [first.position, second.position] == [0, 1]
    assert Image.open(io.BytesIO(content(first))).tobytes() == bilevel.tobytes()


def test_a_pdf_is_split_into_pages_over_one_unchanged_file(
    take: Take, content: Callable[[Page], bytes]
) -> None:
    data = samples.pdf(((595, 842), (842, 595)))
    first, second = take(data)
    assert first.sha256 == second.sha256
    assert content(first) == data
    assert [first.file_page, second.file_page] == [0, 1]
    assert (second.width, second.height, second.dpi) == (842, 595, 72)
    assert first.media_type == "application/pdf"


def test_a_signed_pdf_is_one_whole_document_and_stands_alone(
    take: Take, service: Capture, content: Callable[[Page], bytes], tmp_path: Path
) -> None:
    signed = samples.signed_pdf(pages=3)
    (page,) = take(signed)
    assert content(page) == signed
    with pytest.raises(Problem, match=r"capture\.signed_unchanged"):
        service.rotate(page.id, 90)
    with pytest.raises(Problem, match=r"capture\.signed_alone"):
        take(samples.page_jpeg(1))
    with pytest.raises(Problem, match=r"capture\.signed_alone"):
        service.scan(DRAFT, PAPER, "sane:test:0", ScanOptions())
    assert service.pages(DRAFT) == (page,)
    assert len(take(samples.page_jpeg(1), paper="TP2")) == 1
    with pytest.raises(Problem, match=r"capture\.signed_alone"):
        take(signed, paper="TP2")


def test_everything_taken_is_published_after_it_is_durable(take: Take, heard: list[object]) -> None:
    pages = take(samples.page_jpeg(1), samples.pdf())
    assert heard == [*(PageCaptured(page) for page in pages), CaptureEnded(DRAFT, 2)]


HALF = samples.page_jpeg(1)[:9000]
REFUSED = {
    "empty": (b"", "capture.file_empty"),
    "text": (b"xin chao " * 50, "capture.file_kind_unknown"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(64), "capture.file_kind_unknown"),
    "half jpeg": (HALF, "capture.file_broken"),
    "jpeg without picture": (b"\xff\xd8\xff\xd9", "capture.file_broken"),
    "half png": (samples.encoded(samples.page_image(1), "PNG")[:900], "capture.file_broken"),
    "half tiff": (samples.encoded(samples.page_image(1), "TIFF")[:9000], "capture.file_broken"),
    "garbage pdf": (b"%PDF-1.7\n" + b"\xa5" * 4000, "capture.file_broken"),
    "nested pdf": (b"%PDF-1.7\n1 0 obj\n" + b"[" * 40_000, "capture.file_broken"),
    "huge png": (samples.huge_png(), "capture.file_too_many_pixels"),
    "pdf with password": (samples.encrypted_pdf("mo", "chu"), "capture.file_encrypted"),
    "giant page": (samples.pdf(((288_000, 200),)), "capture.file_page_too_large"),
    "no page": (samples.pdf(()), "capture.file_broken"),
    "too many pages": (samples.pdf(((200, 200),) * 501), "capture.file_too_many_pages"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_each_bad_file_has_its_own_sentence(
    take: Take, service: Capture, heard: list[object], case: str
) -> None:
    data, code = REFUSED[case]
    with pytest.raises(Problem) as caught:
        take(data)
    problem = caught.value
    assert (problem.code, problem.kind) == (code, Kind.BAD_INPUT)
    assert "1" in wording(problem).message_vi
    assert heard == [CaptureFailed(DRAFT, problem)]
    assert service.pages(DRAFT) == ()


def test_a_bad_file_does_not_stop_the_good_ones(take: Take, service: Capture) -> None:
    with pytest.raises(Problem) as caught:
        take(samples.page_jpeg(1), b"khong phai tep anh", samples.page_jpeg(2))
    assert caught.value.facts["number"] == 2
    assert len(service.pages(DRAFT)) == 2


def test_a_pdf_anyone_may_open_is_taken_though_its_author_restricted_it(take: Take) -> None:
    assert len(take(samples.encrypted_pdf("", "chu"))) == 1


def test_a_file_that_is_gone(service: Capture, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"capture\.file_missing"):
        service.import_files(DRAFT, PAPER, [tmp_path / "khong-co.pdf"])
    with pytest.raises(Problem, match=r"capture\.file_missing"):
        service.import_files(DRAFT, PAPER, [tmp_path])


def test_a_bomb_costs_neither_the_desk_nor_the_next_file(take: Take, service: Capture) -> None:
    began = time.monotonic()
    (page,) = take(samples.bomb_pdf())
    service.thumbnail(page.id, 100)
    assert time.monotonic() - began < 60
    assert len(take(samples.page_jpeg(1))) == 1


def test_a_decoder_killed_by_its_limits_is_a_sentence_and_the_next_file_works(
    capture: MakeCapture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "chet.py"
    script.write_text(
        "import sys, resource\n"
        "from desk.capture import worker\n"
        "from desk.capture import imports\n"
        "def spin(data, emit, password):\n"
        "    resource.setrlimit(resource.RLIMIT_CPU, (1, resource.RLIM_INFINITY))\n"
        "    while True: pass\n"
        "imports.open_file = spin\n"
        "sys.exit(worker.main(sys.argv[1:]))\n"
    )
    import sys

    from desk.capture.decoder import Decoder
    from desk.threads import start_process

    decoder = Decoder(start_process, (sys.executable, str(script)), {})
    with pytest.raises(Problem, match=r"capture\.file_too_heavy"):
        decoder.open_file(b"tep", lambda _frame: None)
    decoder.close()


def test_nobody_outside_the_worker_loads_a_decoder() -> None:
    import subprocess
    import sys

    code = (
        "import sys, desk.capture.service\n"
        "print([m for m in ('PIL', 'pikepdf', 'pypdfium2', 'reportlab', 'sane', 'http.client')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(st.binary(max_size=400))
def test_no_bytes_at_all_are_a_defect(noise: bytes) -> None:
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"%PDF-1.4\n"):
        with contextlib.suppress(Problem):
            imports.open_file(start + noise, lambda _page: None)


@given(st.integers(0, 12_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_jpeg_is_a_jpeg_or_broken_but_never_a_defect(at: int, noise: bytes) -> None:
    whole = samples.page_jpeg(1, (400, 300))
    at %= len(whole)
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    try:
        shape = jpeg.walk(damaged)
    except jpeg.BrokenJpegError:
        return
    assert shape.end <= len(damaged)


@given(st.integers(2, 5_000))
def test_a_jpeg_cut_anywhere_is_noticed(cut: int) -> None:
    whole = samples.page_jpeg(1, (400, 300))
    with pytest.raises(jpeg.BrokenJpegError):
        jpeg.walk(whole[: -(cut % len(whole)) or -1])


def test_a_pdf_of_a_signed_look_without_signature_is_not_held_for_signed() -> None:
    with pikepdf.open(io.BytesIO(samples.acting_pdf())) as pdf:
        assert not imports.is_signed(pdf)
