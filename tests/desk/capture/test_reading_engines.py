"""Both engines read Vietnamese; each alone is the fallback of the other."""

from __future__ import annotations

import io
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from desk.capture import tesseract_engine
from desk.capture.page_reader import PageReader
from desk.capture.tesseract_engine import TesseractEngine
from desk.capture.trueocr_engine import TrueOcrEngine
from models.problems import Kind, Problem

LINES = (
    "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
    "Họ và tên: NGUYỄN THỊ ÁNH TUYẾT",
    "Số định danh cá nhân: 001185000007",
    "Nơi cư trú: thôn Đoài, xã Thử Nghiệm, tỉnh Đắk Lắk",
    "Ngày 21 tháng 11 năm 2026, biên lai số 0045178",
)


def typed(scale: float = 1.0) -> bytes:
    """The lines as a 200-dpi page, or scaled."""
    page = Image.new("RGB", (round(1654 * scale), round(900 * scale)), "white")
    font = ImageFont.truetype(
        str(files("printing").joinpath("fonts/LiberationSerif-Regular.ttf")), round(38 * scale)
    )
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(LINES):
        pen.text((180 * scale, (120 + 90 * number) * scale), line, font=font, fill="black")
    out = io.BytesIO()
    page.save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.fixture(scope="module")
def page() -> bytes:
    return typed()


@pytest.fixture(scope="module")
def reader() -> PageReader:
    return PageReader()


def pulse() -> None:
    """Nobody is waiting."""


def missing(engine: str) -> Problem:
    return Problem("reading.engine_missing", Kind.DEVICE_OR_LINE, engine=engine)


def no_trueocr() -> TrueOcrEngine:
    raise missing("trueocr")


def no_tesseract() -> TesseractEngine:
    raise missing("tesseract")


def test_fusion_reads_every_letter_and_keeps_both_readings(reader: PageReader, page: bytes) -> None:
    first = reader.first(page, 200, pulse)
    assert first.engine == "trueocr"
    fused = reader.fused(page, 200, first, pulse, bilevel=False)
    assert (fused.engine, fused.text) == ("fusion", "\n".join(LINES))
    for line in fused.lines:
        assert [one.engine for one in line.readings] == ["trueocr", "tesseract"]
        for one in line.readings:
            assert 0 < one.confidence <= 1
            assert len(one.words) == len(one.text.split())


def test_boxes_are_pixels_of_the_view_whatever_the_resolution(reader: PageReader) -> None:
    for scale in (0.5, 3.0):
        text = reader.first(typed(scale), round(200 * scale), pulse)
        assert len(text.lines) == len(LINES)
        box = text.lines[0].box
        assert box.left == pytest.approx(180 * scale, abs=12 * scale)
        assert box.top == pytest.approx(125 * scale, abs=14 * scale)


def test_a_view_that_is_not_level_is_read_level_and_its_boxes_lie_on_the_sloping_lines(
    reader: PageReader, page: bytes
) -> None:
    with Image.open(io.BytesIO(page)) as level:
        sloping = level.rotate(-1.5, Image.Resampling.BICUBIC, fillcolor="white")
    out = io.BytesIO()
    sloping.save(out, "JPEG", quality=90)
    text = reader.read(out.getvalue(), 200, "fusion", pulse, bilevel=True)
    assert text.text == "\n".join(LINES)
    straight = reader.first(page, 200, pulse)
    half_width, half_height = level.width / 2, level.height / 2
    for found, wanted in zip(text.lines, straight.lines, strict=True):
        across = (wanted.box.left + wanted.box.right) / 2 - half_width
        down = (wanted.box.top + wanted.box.bottom) / 2 - half_height
        lower = (found.box.top + found.box.bottom) / 2 - half_height
        assert lower == pytest.approx(down + across * 0.0262, abs=6)


def test_without_trueocr_tesseract_reads_alone(page: bytes) -> None:
    reader = PageReader(trueocr=no_trueocr)
    text = reader.read(page, 200, "fusion", pulse, bilevel=False)
    assert text.engine == "tesseract"
    assert text.text == "\n".join(LINES)
    with pytest.raises(Problem, match=r"reading\.engine_missing"):
        reader.read(page, 200, "trueocr", pulse, bilevel=False)


def test_without_tesseract_trueocr_reads_alone(page: bytes) -> None:
    reader = PageReader(tesseract=no_tesseract)
    text = reader.read(page, 200, "fusion", pulse, bilevel=False)
    assert text.engine == "trueocr"
    assert "001185000007" in text.text
    with pytest.raises(Problem, match=r"reading\.engine_missing"):
        reader.read(page, 200, "tesseract", pulse, bilevel=False)


def test_without_any_engine_the_first_is_named(page: bytes) -> None:
    reader = PageReader(no_trueocr, no_tesseract)
    with pytest.raises(Problem, match=r"reading\.engine_missing") as caught:
        reader.first(page, 200, pulse)
    assert caught.value.facts == {"engine": "trueocr"}
    assert caught.value.kind == Kind.DEVICE_OR_LINE


def test_models_that_are_not_there_are_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"reading\.engine_missing"):
        TrueOcrEngine(tmp_path)
    (tmp_path / "vie.traineddata").write_bytes(b"no language at all")
    with pytest.raises(Problem, match=r"reading\.engine_missing"):
        TesseractEngine(tmp_path)


def test_the_language_is_found_where_it_is_named_and_missed_where_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract_engine, "_SYSTEM_FOLDERS", ())
    for name in ("MOTCUA_TESSDATA", "TESSDATA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    assert tesseract_engine.language_folder() is None
    with pytest.raises(Problem, match=r"reading\.language_missing"):
        TesseractEngine()
    folder = tmp_path / "tessdata"
    folder.mkdir()
    (folder / "vie.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tesseract_engine.language_folder() == folder
    monkeypatch.setenv("MOTCUA_TESSDATA", str(folder))
    assert tesseract_engine.language_folder() == folder
