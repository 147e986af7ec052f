"""Pages become one PDF a component; other programs say what is in it."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from desk.capture import assemble as assembling
from desk.capture.job import NOT_CHECKED, Assembled, Job, JobPage, pack_job, unpack_job
from desk.capture.service import Capture
from models.attachment import Page
from models.problems import Problem
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.support import capture_samples as samples

DRAFT, PAPER = "draft-1", "TP1"
TITLE = "Giấy chứng sinh"
CREATED = datetime(2026, 11, 19, 14, 30, tzinfo=timezone(timedelta(hours=7)))
JPEG = samples.page_jpeg(3)
MakeCapture = Callable[..., Capture]


def image_page(file: int = 0, **changes: Any) -> JobPage:
    facts: dict[str, Any] = {
        "media_type": "image/jpeg",
        "file": file,
        "width": 1654,
        "height": 2339,
        "dpi": 200,
        "rotation": 0,
        "file_page": 0,
    }
    return JobPage(**facts | changes)


def foreign_page(file: int, file_page: int = 0, rotation: int = 0) -> JobPage:
    return JobPage("application/pdf", file, 595, 842, 72, rotation, file_page)


def made(pages: tuple[JobPage, ...], files: tuple[bytes, ...]) -> Assembled:
    return assembling.assemble(Job(TITLE, CREATED, pages, files))


def told(tmp_path: Path, pdf: bytes, *command: str) -> str:
    path = tmp_path / "ra.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def drawn(pdf: bytes, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[page].render(scale=0.5).to_pil().convert("L")
    document.close()
    return picture


def dark_corner(picture: Image.Image) -> str:
    right, bottom = picture.width - 5, picture.height - 5
    places = {"top left": (4, 4), "top right": (right, 4)}
    places |= {"bottom left": (4, bottom), "bottom right": (right, bottom)}
    (found,) = [name for name, place in places.items() if picture.getpixel(place) < 128]
    return found


def test_jpeg_bytes_lie_in_the_document_unchanged(tmp_path: Path) -> None:
    result = made((image_page(),), (JPEG,))
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert image.read_raw_bytes() == JPEG
    listing = told(tmp_path, result.pdf, "pdfimages", "-list").splitlines()[2].split()
    assert listing[2:9] == ["image", "1654", "2339", "rgb", "3", "8", "jpeg"]
    assert listing[12:14] == ["200", "200"]


def test_qpdf_and_pdfinfo_agree_with_what_the_document_says_of_itself(tmp_path: Path) -> None:
    bilevel = samples.encoded(samples.page_image(1, mode="L").convert("1"), "PNG")
    pages = (image_page(), image_page(1, media_type="image/png"), image_page(rotation=90))
    result = made(pages, (JPEG, bilevel))
    assert "No syntax or stream encoding errors found" in told(
        tmp_path, result.pdf, "qpdf", "--check"
    )
    info = told(tmp_path, result.pdf, "pdfinfo", "-isodates")
    assert f"Title:           {TITLE}" in info
    assert "Pages:           3" in info
    assert "Page size:       595.44 x 842.04 pts (A4)" in info
    assert "CreationDate:    2026-11-19T14:30:00+07" in info
    assert "JavaScript:      no" in info
    assert result.pages == 3
    images = told(tmp_path, result.pdf, "pdfimages", "-list").splitlines()
    assert images[3].split()[5:9] == ["gray", "1", "1", "image"], "bilevel stays bilevel"


def test_it_declares_pdf_a_2b_with_an_srgb_intent_and_nothing_transient() -> None:
    result = made((image_page(),), (JPEG,))
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata.pdfa_status == "2B"
        assert metadata["dc:title"] == TITLE
        intent = pdf.Root.OutputIntents[0]
        assert intent.S == "/GTS_PDFA1"
        assert bytes(intent.DestOutputProfile.read_bytes())[36:40] == b"acsp"
        assert "/Trans" not in pdf.pages[0]
        assert "/ID" in pdf.trailer


def test_the_validator_approves_it() -> None:
    gray = samples.page_jpeg(1, mode="L")
    assert made((image_page(), image_page(1, rotation=270)), (JPEG, gray)).pdfa == "pass"


@pytest.mark.parametrize(
    ("rotation", "corner"),
    [(0, "top left"), (90, "top right"), (180, "bottom right"), (270, "bottom left")],
)
@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "application/pdf"])
def test_pages_lie_as_the_clerk_turned_them(rotation: int, corner: str, kind: str) -> None:
    if kind == "application/pdf":
        result = made((foreign_page(0, rotation=rotation),), (samples.pdf(),))
    else:
        data = JPEG if kind == "image/jpeg" else samples.encoded(samples.page_image(3), "PNG")
        result = made((image_page(media_type=kind, rotation=rotation),), (data,))
    picture = drawn(result.pdf)
    assert dark_corner(picture) == corner
    assert (picture.width > picture.height) is (rotation % 180 == 90)


def test_a_picture_without_resolution_fills_an_a4_sheet_but_no_more() -> None:
    photo = samples.page_jpeg(1, (4000, 3000))
    result = made((image_page(width=4000, height=3000, dpi=None),), (photo,))
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        width, height = (float(edge) for edge in pdf.pages[0].mediabox.as_list()[2:])
    assert height == pytest.approx(210 / 25.4 * 72, abs=0.1) or width == pytest.approx(
        297 / 25.4 * 72, abs=0.1
    )
    assert width <= 842
    assert height <= 596
    assert width / height == pytest.approx(4 / 3, rel=1e-3)


def test_foreign_pages_stand_where_the_clerk_put_them(tmp_path: Path) -> None:
    foreign = samples.pdf(((300, 400), (500, 600)))
    pages = (foreign_page(1, 1), image_page(), foreign_page(1, 0))
    result = made(pages, (JPEG, foreign))
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        widths = [round(float(page.mediabox[2])) for page in pdf.pages]
        assert pdf.open_metadata().pdfa_status == "2B"
    assert widths == [500, 595, 300]
    assert result.pdfa == "pass", result.reasons
    told(tmp_path, result.pdf, "qpdf", "--check")


def test_what_acts_is_left_behind_and_what_is_seen_stays(tmp_path: Path) -> None:
    result = made((foreign_page(0),), (samples.acting_pdf(),))
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert not {"/OpenAction", "/Names", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert not {"/AA", "/Annots"} & set(pdf.pages[0].keys())
    assert b"JavaScript" not in result.pdf
    picture = drawn(result.pdf)
    assert picture.getpixel((100, picture.height - 75)) < 100, "the form field is drawn in"


@pytest.mark.parametrize("base_state", ["ON", "OFF"])
def test_a_hidden_layer_stays_hidden(base_state: str) -> None:
    layered = samples.layered_pdf(base_state)
    for pages in ((foreign_page(0),), (foreign_page(0), image_page(1))):
        picture = drawn(made(pages, (layered, JPEG)).pdf)
        assert dark_corner(picture) == "top left"
        assert picture.getpixel((125, picture.height - 225)) > 200, "what was hidden shows"


def test_vietnamese_text_of_a_foreign_page_can_still_be_read(tmp_path: Path) -> None:
    sentence = "Giấy xác nhận tình trạng hôn nhân của ông Nguyễn Ước Mẫu"
    result = made((image_page(), foreign_page(1)), (JPEG, samples.text_pdf(sentence)))
    path = tmp_path / "ra.pdf"
    path.write_bytes(result.pdf)
    text = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert sentence in text


@pytest.mark.parametrize(
    ("own", "clerk", "corner"),
    [(90, 0, "top right"), (90, 90, "bottom right"), (270, 90, "top left")],
)
def test_a_page_turned_by_its_file_turns_on_from_there(own: int, clerk: int, corner: str) -> None:
    result = made((foreign_page(0, rotation=clerk),), (samples.turned_pdf(own),))
    assert dark_corner(drawn(result.pdf)) == corner


def test_a_signed_document_passes_byte_for_byte() -> None:
    signed = samples.signed_pdf(pages=2)
    result = made((foreign_page(0),), (signed,))
    assert result == Assembled(signed, 2, NOT_CHECKED)
    with pytest.raises(Problem, match=r"capture\.signed_alone"):
        made((foreign_page(0), image_page(1)), (signed, JPEG))


def test_equal_pages_give_equal_bytes() -> None:
    pages = (image_page(), foreign_page(1))
    files = (JPEG, samples.pdf())
    assert made(pages, files).pdf == made(pages, files).pdf


def test_broken_bytes_are_a_problem() -> None:
    with pytest.raises(Problem, match=r"capture\.page_unreadable"):
        made((image_page(),), (JPEG[:900],))
    with pytest.raises(Problem, match=r"capture\.page_unreadable"):
        made((foreign_page(0),), (b"%PDF-1.4 hong",))


def test_a_bomb_in_a_foreign_page_is_not_unpacked() -> None:
    result = made((foreign_page(0), image_page(1)), (samples.bomb_pdf(), JPEG))
    assert len(result.pdf) < 1_000_000


def test_a_job_travels_whole() -> None:
    job = Job(TITLE, CREATED, (image_page(), foreign_page(1, 2, 90)), (JPEG, samples.pdf()))
    assert unpack_job(*pack_job(job)) == job


def test_the_service_assembles_what_the_clerk_arranged(
    capture: MakeCapture, store: Store, blobs: Blobs, tmp_path: Path
) -> None:
    service = capture()
    (tmp_path / "a").write_bytes(samples.page_jpeg(1))
    (tmp_path / "b").write_bytes(samples.pdf(((300, 400), (500, 600))))
    first, second, third = service.import_files(DRAFT, PAPER, [tmp_path / "a", tmp_path / "b"])
    service.move(third.id, 0)
    service.delete(second.id)
    service.rotate(first.id, 90)

    assembled = service.assemble(DRAFT, PAPER, TITLE, CREATED)
    assert assembled is not None
    document, blob = assembled
    assert (document.pages, document.size, document.sha256) == (2, blob.size, blob.sha256)
    with store.writing() as tx:
        blobs.record(tx, blob, CREATED)
    with store.reading() as tx:
        data = blobs.get(tx, document.sha256)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [round(float(page.mediabox[2])) for page in pdf.pages] == [500, 842]
    assert service.assemble(DRAFT, PAPER, TITLE, CREATED)[0] == document  # type: ignore[index]
    assert service.assemble(DRAFT, "TP9", TITLE, CREATED) is None


class TestPages:
    @pytest.fixture
    def service(self, capture: MakeCapture) -> Capture:
        return capture()

    @pytest.fixture
    def pages(self, service: Capture, tmp_path: Path) -> tuple[Page, ...]:
        paths = []
        for number in (1, 2, 3):
            paths.append(tmp_path / str(number))
            paths[-1].write_bytes(samples.page_jpeg(number, (300, 400)))
        return service.import_files(DRAFT, PAPER, paths)

    def order(self, service: Capture) -> list[str]:
        return [page.id for page in service.pages(DRAFT)]

    @pytest.mark.parametrize("victim", [0, 1, 2])
    def test_a_deleted_page_comes_back_to_its_place(
        self, service: Capture, pages: tuple[Page, ...], victim: int
    ) -> None:
        before = self.order(service)
        gone = service.delete(pages[victim].id)
        assert gone == pages[victim]
        assert gone.id not in self.order(service)
        service.restore(gone)
        assert self.order(service) == before

    @pytest.mark.parametrize(
        ("position", "expected"), [(0, [2, 0, 1]), (1, [0, 2, 1]), (2, [0, 1, 2]), (9, [0, 1, 2])]
    )
    def test_a_page_moves(
        self, service: Capture, pages: tuple[Page, ...], position: int, expected: list[int]
    ) -> None:
        service.move(pages[2].id, position)
        assert self.order(service) == [pages[one].id for one in expected]
        assert [page.position for page in service.pages(DRAFT)] == [0, 1, 2]

    def test_turning_adds_up(self, service: Capture, pages: tuple[Page, ...]) -> None:
        service.rotate(pages[0].id, 90)
        assert service.rotate(pages[0].id, 270).rotation == 0
        assert service.rotate(pages[0].id, -90).rotation == 270

    def test_a_page_that_is_gone(self, service: Capture) -> None:
        for act in (
            lambda: service.rotate("page-99", 90),
            lambda: service.delete("page-99"),
            lambda: service.move("page-99", 0),
            lambda: service.thumbnail("page-99", 100),
        ):
            with pytest.raises(Problem, match=r"store\.no_page"):
                act()

    @pytest.mark.parametrize(
        ("rotation", "corner", "size"),
        [
            (0, "top left", (150, 200)),
            (90, "top right", (150, 112)),
            (180, "bottom right", (150, 200)),
            (270, "bottom left", (150, 112)),
        ],
    )
    @pytest.mark.parametrize("kind", ["jpeg", "pdf"])
    def test_a_thumbnail_shows_the_page_as_it_will_lie(
        self,
        service: Capture,
        tmp_path: Path,
        rotation: int,
        corner: str,
        size: tuple[int, int],
        kind: str,
    ) -> None:
        is_pdf = kind == "pdf"
        data = samples.pdf(((300, 400),)) if is_pdf else samples.page_jpeg(1, (300, 400))
        (tmp_path / "x").write_bytes(data)
        (page,) = service.import_files(DRAFT, "TP2", [tmp_path / "x"])
        if rotation:
            service.rotate(page.id, rotation)
        picture = Image.open(io.BytesIO(service.thumbnail(page.id, 150)))
        assert picture.format == "PNG"
        assert picture.size == pytest.approx(size, abs=1)
        assert dark_corner(picture.convert("L")) == corner

    def test_the_preview_shows_form_widgets(self, service: Capture, tmp_path: Path) -> None:
        (tmp_path / "x").write_bytes(samples.acting_pdf())
        (page,) = service.import_files(DRAFT, "TP2", [tmp_path / "x"])
        picture = Image.open(io.BytesIO(service.thumbnail(page.id, 595))).convert("RGB")
        red, _green, blue = picture.getpixel((200, 842 - 150))  # type: ignore[misc]
        assert blue > 200 > red
