"""The text of a page lies invisibly over its picture; poppler and pdfium find it there."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.capture import text_layer
from desk.capture.assemble import assemble
from desk.capture.job import Assembled, Job, JobPage
from models.reading import Box, TextLine
from tests.support import capture_samples as samples

CREATED = datetime(2026, 11, 19, 14, 30, tzinfo=timezone(timedelta(hours=7)))
JPEG = samples.page_jpeg(1)
PLACED = {
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": Box(320, 200, 1330, 240),
    "Độc lập – Tự do – Hạnh phúc": Box(500, 250, 1150, 288),
    "Họ, chữ đệm, tên: NGUYỄN THỊ ƯỚC MẪU": Box(200, 420, 1400, 462),
    "Số định danh cá nhân: 079099000017": Box(200, 500, 900, 540),
    "ẮẰẲẴẶ ấầẩẫậ ĐđƠơƯư ẾỀỂỄỆ ốồổỗộ ỨỪỬỮỰ ỲÝỶỸỴ": Box(200, 600, 1000, 640),
}


def lines(placed: dict[str, Box] | None = None) -> tuple[TextLine, ...]:
    return tuple(TextLine(box, text, ()) for text, box in (placed or PLACED).items())


def page(rotation: int = 0, text: tuple[TextLine, ...] | None = None) -> JobPage:
    found = lines() if text is None else text
    return JobPage("image/jpeg", 0, 1654, 2339, 200, rotation, 0, found)


def made(*pages: JobPage, files: tuple[bytes, ...] = (JPEG,)) -> Assembled:
    return assemble(Job("Giấy khai sinh", CREATED, pages, files))


def extracted(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "ra.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def words(pdf: bytes, folder: Path) -> list[tuple[str, tuple[float, float, float, float]]]:
    told = extracted(pdf, folder, "-bbox")
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)', told
    )
    return [(word, tuple(map(float, box))) for *box, word in found]  # type: ignore[misc]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_poppler_reads_the_very_letters_on_a_page_however_turned(
    tmp_path: Path, rotation: int
) -> None:
    result = made(page(rotation))
    found = extracted(result.pdf, tmp_path)
    assert {line for line in found.splitlines() if line.strip("\f")} == set(PLACED)
    assert unicodedata.is_normalized("NFC", found)
    assert result.pdfa == "pass", result.reasons


def turned(box: Box, rotation: int) -> tuple[float, float, float, float]:
    """Where a box of the upright page lies on the sheet turned clockwise, in points."""
    left, top, right, bottom = (edge * 72 / 200 for edge in _edges(box))
    across, down = 1654 * 0.36, 2339 * 0.36
    match rotation:
        case 90:
            return down - bottom, left, down - top, right
        case 180:
            return across - right, down - bottom, across - left, down - top
        case 270:
            return top, across - right, bottom, across - left
    return left, top, right, bottom


def _edges(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right, box.bottom


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_every_line_fills_its_box(tmp_path: Path, rotation: int) -> None:
    found = words(made(page(rotation)).pdf, tmp_path)
    for text, box in PLACED.items():
        own = [place for word, place in found if word in text.split()]
        bounds = [min(edges) for edges in list(zip(*own, strict=True))[:2]]
        bounds += [max(edges) for edges in list(zip(*own, strict=True))[2:]]
        assert bounds == pytest.approx(turned(box, rotation), abs=1.0), text


def test_words_of_a_times_line_lie_where_the_print_has_them(tmp_path: Path) -> None:
    """A line set in Times metrics: no word of the invisible text is off by a letter's width."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype("printing/fonts/LiberationSerif-Regular.ttf", 38)
    sentence = "Giấy xác nhận tình trạng hôn nhân của ông Nguyễn Ước Mẫu"
    draw = ImageDraw.Draw(Image.new("L", (1654, 2339), 255))
    start = 150
    box = Box(start, 300, start + round(font.getlength(sentence)), 342)
    assert draw.textlength(sentence, font=font) == pytest.approx(box.right - start, abs=1)
    found = words(made(page(text=lines({sentence: box}))).pdf, tmp_path)
    for number, (word, place) in enumerate(found):
        before = " ".join(sentence.split()[:number]) + (" " if number else "")
        seen = (start + font.getlength(before)) * 0.36
        assert place[0] == pytest.approx(seen, abs=1.5), word


def test_boxes_may_count_pixels_of_another_picture_of_the_page(tmp_path: Path) -> None:
    small = JobPage(
        "image/jpeg", 0, 1654, 2339, 200, 0, 0,
        lines({"Giấy khai sinh": Box(100, 100, 400, 130)}), (827, 1170),
    )  # fmt: skip
    (first, *_, last) = words(made(small).pdf, tmp_path)
    assert first[1][0] == pytest.approx(200 * 0.36, abs=1)
    assert last[1][2] == pytest.approx(800 * 0.36, abs=1)


@pytest.mark.parametrize(("own", "clerk"), [(0, 0), (90, 0), (180, 90), (270, 270), (0, 90)])
def test_a_foreign_page_gets_its_text_as_it_is_seen(tmp_path: Path, own: int, clerk: int) -> None:
    """A PDF page turned by its file, drawn at 100 dpi for reading, turned again by the clerk."""
    wide, high = (1169, 826) if own % 180 else (826, 1169)
    text = lines({"Hợp đồng thuê nhà": Box(100, 50, 500, 80)})
    foreign = JobPage(
        "application/pdf", 0, 842 if own % 180 else 595, 595 if own % 180 else 842, 72, clerk, 0,
        text, (wide, high),
    )  # fmt: skip
    result = made(foreign, files=(samples.turned_pdf(own),))
    assert extracted(result.pdf, tmp_path).strip("\n\f") == "Hợp đồng thuê nhà"
    document = pypdfium2.PdfDocument(result.pdf)
    assert document[0].get_textpage().get_text_range().strip() == "Hợp đồng thuê nhà"
    if not clerk:
        (first, *_, last) = words(result.pdf, tmp_path)
        assert (first[1][0], first[1][1]) == pytest.approx((72, 36), abs=1.5)
        assert (last[1][2], last[1][3]) == pytest.approx((360, 57.6), abs=1.5)


@pytest.mark.parametrize("width", [300, 500, 1500])
def test_words_stay_apart_however_tight_or_wide_their_line(tmp_path: Path, width: int) -> None:
    sentence = "Ủy ban nhân dân xã Mẫu xác nhận ông bà có tên trên"
    result = made(page(text=lines({sentence: Box(100, 100, 100 + width, 150)})))
    assert extracted(result.pdf, tmp_path).strip("\n\f") == sentence


def test_the_text_can_be_selected_and_is_not_seen() -> None:
    with_text, without = made(page()).pdf, made(page(text=())).pdf
    document = pypdfium2.PdfDocument(with_text)
    chosen = document[0].get_textpage().get_text_bounded(70, 842 - 196, 330, 842 - 178)
    assert "079099000017" in chosen
    pictures = []
    for pdf in (with_text, without):
        shown = pypdfium2.PdfDocument(pdf)
        pictures.append(shown[0].render(scale=1).to_pil().tobytes())
    assert pictures[0] == pictures[1]


def test_the_picture_stays_bit_for_bit_and_one_small_font_serves_all_pages(tmp_path: Path) -> None:
    result = made(page(), page(90), page(180))
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        for one in pdf.pages:
            (image,) = one.get_images().values()
            assert image.read_raw_bytes() == JPEG
    (tmp_path / "ra.pdf").write_bytes(result.pdf)
    told = subprocess.run(
        ["pdffonts", str(tmp_path / "ra.pdf")], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    fonts = {line.split()[0] for line in told}
    assert all("yes yes yes" in line for line in told), "embedded, a subset, with Unicode"
    assert all(name.endswith("+LiberationSerif") for name in fonts)


STRANGE = {
    "decomposed": (unicodedata.normalize("NFD", "Nguyễn Ước"), "Nguyễn Ước"),
    "blanks of every kind": ("ông\u00a0\u2003Lý\tĐức\u3000Mẫu\n", "ông Lý Đức Mẫu"),
    "controls and hidden marks": ("a\x00\x1f\u200b\u202e\ufeff\u00adb", "ab"),
    "full-width": ("\uff11\uff12", "12"),
    "Chinese": ("so\u4e2d1", "so?1"),
    "a picture letter": ("a\U0001f600b", "a?b"),
    "half a letter": ("a\ud800b", "a?b"),
    "private": ("a\ue000b", "a?b"),
    "a marked letter nobody has": ("ŵ ǝ̣ x̃", None),
}


@pytest.mark.parametrize("case", STRANGE)
def test_strange_letters_become_plain_ones_and_never_a_crash(tmp_path: Path, case: str) -> None:
    given_text, expected = STRANGE[case]
    result = made(
        page(
            text=lines(
                {given_text: Box(100, 100, 100 + 20 * len(text_layer.plain(given_text)), 140)}
            )
        )
    )
    assert result.pdfa == "pass", result.reasons
    if expected is not None:
        assert extracted(result.pdf, tmp_path).strip("\n\f") == expected


@given(st.text(max_size=60))
def test_whatever_was_read_can_be_written(text: str) -> None:
    written = text_layer.plain(text)
    known = text_layer._known()
    assert all(ord(one) in known for one in written)
    assert written == text_layer.plain(written)


@pytest.mark.parametrize(
    "box", [Box(0, 0, 0, 0), Box(10, 10, 10, 400), Box(-50, -50, 9000, 3), Box(500, 80, 100, 40)]
)
def test_a_senseless_box_does_no_harm(box: Box) -> None:
    result = made(page(text=lines({"Ước": box, "": Box(1, 1, 5, 5), "\u200b": box})))
    assert result.pdfa == "pass", result.reasons
