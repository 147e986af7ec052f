"""``motcua digitise``: JSON as promised, typed exit codes, errors within bounds."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from demo.pages.generator import GeneratedPage, page
from demo.pages.scoring import Score, score
from desk import commands
from desk.capture import bridge
from printing.fonts import REGULAR, register
from tests.support.capture_samples import page_jpeg

SEED = 5
"""Neither measured nor tuned with."""


class Answer:
    """What one run of the command said."""

    def __init__(self, code: int, said: str, told: str) -> None:
        self.code = code
        self.json: dict[str, Any] = json.loads(said)
        self.told = told


def digitise(capsys: pytest.CaptureFixture[str], out: Path, *arguments: str | Path) -> Answer:
    words = ["digitise", *map(str, arguments), "--out", str(out), "--json"]
    code = commands.main(words, lambda _: 0)
    said, told = capsys.readouterr()
    return Answer(code, said, told)


def saved(folder: Path, pages: Sequence[GeneratedPage]) -> list[Path]:
    files = []
    for number, one in enumerate(pages):
        files.append(folder / f"{number}.{one.media_type.removeprefix('image/')}")
        files[-1].write_bytes(one.data)
    return files


@pytest.fixture(scope="module")
def scans() -> list[GeneratedPage]:
    """A form with dot leaders in Times, a table in Arial, and a bad copy of a contract."""
    return [
        page("giay_khai_sinh", "scan200", SEED),
        page("bien_lai", "scan200", SEED),
        page("hop_dong", "bad200", SEED),
    ]


def test_pages_become_a_searchable_pdfa_with_values(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, scans: list[GeneratedPage]
) -> None:
    out = tmp_path / "ho-so.pdf"
    answer = digitise(capsys, out, *saved(tmp_path, scans), "--type", "giay_khai_sinh")
    assert answer.code == 0
    told = answer.json
    assert set(told) == {"pages", "engine", "pdfa", "text", "fields", "quality", "seconds"}
    assert (told["pages"], told["engine"]) == (3, "fusion")
    assert told["pdfa"] == {"profile": "PDF/A-2b", "verdict": "pass"}
    assert "3/3" in answer.told
    values = {field["name"]: field for field in told["fields"]}
    number = values["child.number"]
    assert number["value"] == scans[0].fields["child.number"]
    assert number["page"] == 1
    assert set(number["box"]) == {"left", "top", "right", "bottom"}
    assert [one["engine"] for one in number["readings"]] == ["trueocr", "tesseract"]
    assert [one["page"] for one in told["quality"]] == [1, 2, 3]
    assert told["quality"][2]["skew"] == pytest.approx(scans[2].skew, abs=0.1)
    texts = told["text"].split("\f")
    scores = [
        score([line.text for line in scan.lines], text)
        for scan, text in zip(scans, texts, strict=True)
    ]
    assert max(one.cer for one in scores[:2]) <= 1.5
    assert scores[2].cer <= 2.0
    assert sum(scores, Score()).found >= 98
    searchable = subprocess.run(
        ["pdftotext", str(out), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert scans[0].fields["child.number"] in searchable
    assert "GIẤY KHAI SINH" in searchable


@pytest.mark.parametrize("engine", ["trueocr", "tesseract"])
def test_one_engine_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, scans: list[GeneratedPage], engine: str
) -> None:
    (file,) = saved(tmp_path, scans[:1])
    answer = digitise(capsys, tmp_path / "o.pdf", file, "--engine", engine)
    assert answer.json["engine"] == engine
    assert "GIẤY KHAI SINH" in answer.json["text"].replace("GIÃY", "GIẤY")


def test_a_pdf_with_text_of_its_own_keeps_its_pages(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    register()
    source, out = tmp_path / "van-ban.pdf", tmp_path / "o.pdf"
    canvas = Canvas(str(source), pagesize=(595, 842), initialFontName=REGULAR)
    canvas.setFont(REGULAR, 14)
    canvas.drawString(80, 700, "Văn bản điện tử có chữ của riêng nó, không ai phải đọc lại từ ảnh.")
    canvas.showPage()
    canvas.save()
    answer = digitise(capsys, out, source)
    assert answer.code == 0
    assert "Văn bản điện tử có chữ của riêng nó" in answer.json["text"]
    with pikepdf.open(out) as pdf:
        assert not pdf.pages[0].get_images()
    words = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, text=True, check=True)
    assert words.stdout.count("điện tử") == 1


@pytest.mark.parametrize(
    ("data", "more", "code"),
    [
        (b"no picture at all", (), "capture.file_kind_unknown"),
        (b"\xff\xd8\xff" + bytes(50), (), "capture.file_broken"),
        (None, (), "capture.file_missing"),
        (b"", (), "capture.file_empty"),
        (page_jpeg(1), ("--type", "to_khong_co"), "reading.type_unknown"),
        (page_jpeg(1), ("--engine", "khac"), "command.bad_option"),
    ],
)
def test_what_cannot_be_digitised_is_said_with_exit_code_2(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    data: bytes | None,
    more: tuple[str, ...],
    code: str,
) -> None:
    file = tmp_path / "tep"
    if data is not None:
        file.write_bytes(data)
    answer = digitise(capsys, tmp_path / "o.pdf", file, *more)
    assert (answer.code, answer.json["error"]["code"]) == (2, code)
    assert not (tmp_path / "o.pdf").exists()


def test_without_the_language_fusion_reads_on_and_tesseract_alone_is_exit_code_3(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    scans: list[GeneratedPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(
        "import sys\n"
        "from desk.capture import tesseract_engine, worker\n"
        "tesseract_engine.language_folder = lambda: None\n"
        "sys.exit(worker.main(sys.argv[1:]))\n"
    )
    monkeypatch.setattr(bridge, "WORKER_COMMAND", (bridge.WORKER_COMMAND[0], str(worker)))
    (file,) = saved(tmp_path, scans[1:2])
    answer = digitise(capsys, tmp_path / "o.pdf", file)
    assert (answer.code, answer.json["engine"]) == (0, "trueocr")
    answer = digitise(capsys, tmp_path / "o.pdf", file, "--engine", "tesseract")
    assert (answer.code, answer.json["error"]["code"]) == (3, "reading.language_missing")
