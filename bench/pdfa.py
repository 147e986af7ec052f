"""What a PDF/A-2b page costs: writing with text and record, and the verdict on the bytes.

Peers in the same run, on the same pages: img2pdf, which writes pictures alone (no text, no PDF/A);
fpdf2 with invisible text and ``pikepdf.pdfa.save``, as the trials did it (capture §4); and OCRmyPDF
without OCR, whose overhead a page is what its users pay for PDF/A.

    .venv/bin/python bench/pdfa.py [--pages 10] [--rounds 5] [--json]
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import img2pdf
import pikepdf
from fpdf import FPDF
from fpdf.enums import TextMode
from pikepdf import pdfa
from PIL import Image

from desk.capture import conformance, pdf_checks
from desk.capture.assemble import assemble
from desk.capture.bridge import WORKER_COMMAND
from desk.capture.decoder import Decoder
from desk.capture.job import Job, JobPage
from desk.threads import start_process
from models.digitisation import DigitisationRecord, ExtractedValue
from models.reading import Box, TextLine
from tests.support.capture_samples import encoded, page_image

FONT = Path(__file__).parents[1] / "printing" / "fonts" / "LiberationSerif-Regular.ttf"
WIDTH, HEIGHT, DPI = 1654, 2339, 200
SENTENCE = "Điều {}. Bên A giao cho bên B quyền sử dụng thửa đất số {} tờ bản đồ số 12"
RECORD = DigitisationRecord(
    document_type="GT.01",
    owner_id="079099000017",
    title="Hợp đồng",
    values=tuple(ExtractedValue(f"field_{n}", f"giá trị {n}") for n in range(12)),
)


def pages(count: int) -> list[bytes]:
    """A4 colour pages at 200 dpi with the grain of a scanner, about 280 KB each (capture §5)."""
    grain = Image.effect_noise((WIDTH // 2, HEIGHT // 2), 24).resize((WIDTH, HEIGHT)).convert("RGB")
    made = (Image.blend(page_image(n + 1), grain, 0.2) for n in range(count))
    return [encoded(one, quality=75, dpi=(DPI, DPI)) for one in made]


def lines(number: int) -> tuple[TextLine, ...]:
    found = (
        (Box(180, 180 + 50 * n, 1480, 222 + 50 * n), SENTENCE.format(n, number * 40 + n))
        for n in range(40)
    )
    return tuple(TextLine(box, text, ()) for box, text in found)


def job(files: list[bytes]) -> Job:
    sheets = (
        JobPage("image/jpeg", n, WIDTH, HEIGHT, DPI, 0, 0, lines(n)) for n in range(len(files))
    )
    return Job("Hợp đồng", datetime(2026, 11, 20, tzinfo=UTC), tuple(sheets), tuple(files), RECORD)


def by_fpdf2(files: list[bytes]) -> bytes:
    pdf = FPDF(unit="pt", format=(WIDTH * 0.36, HEIGHT * 0.36))
    pdf.add_font("serif", "", str(FONT))
    for number, data in enumerate(files):
        pdf.add_page()
        pdf.image(io.BytesIO(data), 0, 0, WIDTH * 0.36, HEIGHT * 0.36)
        for line in lines(number):
            pdf.set_font("serif", "", 12)
            stretch = (line.box.right - line.box.left) * 0.36 / pdf.get_string_width(line.text)
            with pdf.local_context(text_mode=TextMode.INVISIBLE):
                pdf.set_stretching(100 * stretch)
                pdf.text(line.box.left * 0.36, line.box.bottom * 0.36, line.text)
                pdf.set_stretching(100)
    with pikepdf.open(io.BytesIO(bytes(pdf.output()))) as opened:
        if "/OpenAction" in opened.Root:
            del opened.Root["/OpenAction"]
        out = io.BytesIO()
        pdfa.save(opened, out, "2b")
    return out.getvalue()


OCRMYPDF = [
    *("-q", "--mode", "skip", "--ocr-engine", "none", "-O", "0", "-j", "1"),
    *("--output-type", "pdfa-2", "--pdfa-backend", "internal", "--rasterizer", "pypdfium"),
]


def by_ocrmypdf(folder: Path) -> None:
    files = [str(folder / "in.pdf"), str(folder / "out.pdf")]
    command = [sys.executable, "-m", "ocrmypdf", *OCRMYPDF, *files]
    subprocess.run(command, check=True, capture_output=True)


def timed(work: Callable[[], object], rounds: int) -> float:
    """Median milliseconds."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def measure(count: int, rounds: int) -> dict[str, float | str]:
    files = pages(count)
    task = job(files)
    whole = assemble(task)
    decoder = Decoder(start_process, WORKER_COMMAND, {})
    with tempfile.TemporaryDirectory() as folder:
        foreign = img2pdf.convert(files)
        (Path(folder) / "in.pdf").write_bytes(foreign)
        try:
            decoder.assemble_job(task)
            found: dict[str, float] = {
                "ours, text, record and verdict": timed(lambda: assemble(task), rounds),
                "of it the validator": timed(
                    lambda: pdfa.validate_written(io.BytesIO(whole.pdf), "2b"), rounds
                ),
                "of it the byte checks": timed(lambda: pdf_checks.check(whole.pdf), rounds),
                "ours through the worker": timed(lambda: decoder.assemble_job(task), rounds),
                "ours, a foreign PDF made PDF/A": timed(lambda: decoder.conform(foreign), rounds),
                "fpdf2, text and verdict": timed(lambda: by_fpdf2(files), rounds),
                "img2pdf, pictures only": timed(lambda: img2pdf.convert(files), rounds),
                "OCRmyPDF without OCR": timed(lambda: by_ocrmypdf(Path(folder)), min(rounds, 2)),
            }
            decided = decoder.conform(foreign)
        finally:
            decoder.close()
    a_page = {f"{name}, ms a page": round(ms / count, 2) for name, ms in found.items()}
    ours = found["ours through the worker"]
    return a_page | {
        "pages": count,
        "verdict, foreign": decided.pdfa,
        "verdict": conformance.judge(whole.pdf).pdfa,
        "document, KB": round(len(whole.pdf) / 1000),
        "document beyond its pictures, KB": round((len(whole.pdf) - sum(map(len, files))) / 1000),
        "document through the worker, ms": round(ours),
        "times of fpdf2": round(ours / found["fpdf2, text and verdict"], 2),
        "times of OCRmyPDF": round(ours / found["OCRmyPDF without OCR"], 4),
        "times of OCRmyPDF, foreign": round(
            found["ours, a foreign PDF made PDF/A"] / found["OCRmyPDF without OCR"], 4
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.pages, asked.rounds)
    if asked.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for name, value in found.items():
            print(f"{name:45} {value}")


if __name__ == "__main__":
    main()
