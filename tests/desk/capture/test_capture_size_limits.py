"""A document over its receiver's limit gets lighter in steps, keeping what the law asks for."""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone

import pikepdf
import pytest
from PIL import Image, ImageFilter

from desk.capture.assemble import assemble
from desk.capture.job import Assembled, Job, JobPage
from models.file_limits import file_limits
from models.problems import Kind, wording
from models.reading import Box, TextLine
from tests.support import capture_samples as samples

CREATED = datetime(2026, 11, 19, 14, 30, tzinfo=timezone(timedelta(hours=7)))


def noisy(size: tuple[int, int], mode: str = "RGB", quality: int = 92) -> bytes:
    """A page with the grain of a scanner, which makes JPEGs heavy."""
    grain = Image.effect_noise((size[0] // 2, size[1] // 2), 24).resize(size)
    page = samples.page_image(3, size).filter(ImageFilter.GaussianBlur(1))
    blended = Image.blend(page, grain.convert("RGB"), 0.25).convert(mode)
    return samples.encoded(blended, quality=quality, dpi=(200, 200))


A5 = (1165, 1654)
COLOUR = noisy(A5)


def page(size: tuple[int, int] = A5, file: int = 0, **changes: object) -> JobPage:
    facts: dict[str, object] = {"media_type": "image/jpeg", "dpi": 200, "lines": ()} | changes
    return JobPage(
        facts["media_type"],
        file,
        *size,
        facts["dpi"],
        0,
        0,
        facts["lines"],  # type: ignore[arg-type]
    )


def made(limit: int | None, pages: tuple[JobPage, ...], *files: bytes) -> Assembled:
    return assemble(Job("Hợp đồng", CREATED, pages, files, limit=limit))


def shape(pdf: bytes) -> list[tuple[int, int, str]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        images = [image for one in opened.pages for image in one.get_images().values()]
        return [(int(i.Width), int(i.Height), str(i.ColorSpace)) for i in images]


def test_a_document_that_fits_keeps_its_pictures_bit_for_bit() -> None:
    result = made(len(COLOUR) * 2, (page(),), COLOUR)
    assert COLOUR in result.pdf
    assert result.remarks == ()


def test_each_step_is_only_taken_when_the_one_before_does_not_fit() -> None:
    sizes = {
        quality: len(samples.encoded(Image.open(io.BytesIO(COLOUR)), quality=quality))
        for quality in (75, 60, 50)
    }
    room = 60_000  # font, profile and all around the picture
    for quality, size in sizes.items():
        result = made(size + room, (page(),), COLOUR)
        assert len(result.pdf) <= size + room, quality
        assert result.remarks == ()
        assert result.pdfa == "pass", result.reasons
        smaller = [one for q, one in sizes.items() if q < quality]
        assert len(result.pdf) > max(smaller, default=0), "lighter than it had to be"


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_colour_stays_colour_and_resolution_stops_at_200_dpi(mode: str) -> None:
    heavy = noisy((1748, 2480), mode)
    result = made(1, (page((1748, 2480), dpi=300),), heavy)
    ((width, height, colours),) = shape(result.pdf)
    assert (width, height) == (1166, 1654), "A5 at 200 dpi, rounded up"
    assert colours == {"RGB": "/DeviceRGB", "L": "/DeviceGray"}[mode]
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        points = [float(edge) for edge in pdf.pages[0].mediabox.as_list()[2:]]
    assert points == pytest.approx((1748 * 0.24, 2480 * 0.24), abs=0.5), "the sheet keeps its size"


def test_a_page_at_200_dpi_and_one_without_resolution_keep_their_pixels() -> None:
    result = made(1, (page(), page(file=0, dpi=None)), COLOUR)
    assert {one[:2] for one in shape(result.pdf)} == {A5}


def test_bilevel_pages_and_lossless_ones() -> None:
    bilevel = samples.encoded(samples.page_image(1, A5, "L").convert("1"), "PNG")
    lossless = samples.encoded(Image.open(io.BytesIO(COLOUR)), "PNG")
    pages = (page(media_type="image/png"), page(media_type="image/png", file=1))
    result = made(1, pages, bilevel, lossless)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        first, second = (next(iter(one.get_images().values())) for one in pdf.pages)
        assert int(first.BitsPerComponent) == 1, "as it came"
        assert list(second.Filter) == ["/DCTDecode"]
    assert len(result.pdf) < len(lossless) / 2


def test_the_text_stays_on_its_words_when_the_picture_shrinks() -> None:
    import pypdfium2

    line = TextLine(Box(300, 300, 1200, 360), "Số 12/HĐ-UBND", ())
    heavy = noisy((1748, 2480))
    places = []
    for limit in (None, 1):
        pdf = made(limit, (page((1748, 2480), dpi=300, lines=(line,)),), heavy).pdf
        sheet = pypdfium2.PdfDocument(pdf)[0]
        text = sheet.get_textpage()
        assert text.get_text_range().strip() == line.text
        places.append(text.get_charbox(0))
    assert places[0] == pytest.approx(places[1], abs=0.5)


def test_what_still_does_not_fit_is_told_with_what_to_do() -> None:
    result = made(90_000, (page(), page(), page()), COLOUR)
    (remark,) = result.remarks
    assert (remark.code, remark.kind) == ("pdf.too_large", Kind.BAD_INPUT)
    assert remark.facts["pages"] == 3
    words = wording(remark)
    assert "Chia tài liệu" in words.next_step
    assert result.pdfa == "pass", "the document is there all the same"


def test_a_signed_document_is_never_made_lighter() -> None:
    signed = samples.signed_pdf()
    foreign = JobPage("application/pdf", 0, 595, 842, 72, 0, 0)
    result = made(10, (foreign,), signed)
    assert result.pdf == signed
    assert [one.code for one in result.remarks] == ["pdf.signed_too_large"]


def test_limits_are_dated_data_a_back_end() -> None:
    limits = file_limits()
    assert limits.bytes_for("province") == 6_000_000
    assert limits.bytes_for("nobody named it") == limits.default_mb * 1_000_000
    assert not limits.confirmed_by_office
