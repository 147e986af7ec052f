"""What cleaning a page costs and how straight it gets, on generated pages, one core.

Peers of the same run: for the angle TrueOCR's own search; for the whole of `prepare` the CPU of
OCRmyPDF with `--deskew --rotate-pages` and its OCR timed out at once (it turns and straightens
pages and writes a PDF; it flattens nothing, reads no codes, judges nothing). Limit: 0.43 s of CPU.

    .venv/bin/python bench/clean_up.py [--papers 12] [--angles 5] [--without-peer] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["OMP_THREAD_LIMIT"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

import img2pdf
import numpy as np
from trueocr.page import estimate_skew

from demo.pages.damage import DAMAGES, apply
from demo.pages.documents import DOCUMENTS, write
from demo.pages.generator import GeneratedPage, page
from desk.capture import cleaning, page_codes
from desk.capture.cleaning_blank import emptiness
from desk.capture.cleaning_paper import flattened
from desk.capture.cleaning_quality import remarks
from desk.capture.cleaning_skew import skew_of
from desk.capture.cleaning_turn import turn_of
from desk.capture.opencv import gray_of
from desk.capture.preparing import prepare_page
from tests.support.page_pictures import pixels

LIMIT_S = 0.43
_PEER = (
    *("-q", "-j", "1", "-l", "vie", "--deskew", "--rotate-pages"),
    *("--tesseract-timeout", "0", "--output-type", "pdf"),
)


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def steps(made: GeneratedPage) -> dict[str, float]:
    """Milliseconds of CPU of every step, the second time it is done."""
    image, dpi = pixels(made), made.dpi or 200
    view = cleaning.prepare(image, dpi).view
    work: dict[str, Callable[[], object]] = {
        "which way up": lambda: turn_of(gray_of(image)),
        "angle": lambda: skew_of(image),
        "straighten": lambda: cleaning.straightened(image, 0.8),
        "flatten": lambda: flattened(image, dpi),
        "emptiness": lambda: emptiness(image, view, dpi),
        "quality": lambda: remarks(image, dpi, 0.8, camera=False, bilevel=False),
        "codes": lambda: page_codes.read(view),
        "JPEG": lambda: cleaning.view_jpeg(view, dpi=dpi),
        "picture to read (in the reading worker)": lambda: cleaning.reading_image(view, dpi),
    }
    return {name: round(cpu(one) * 1000, 1) for name, one in work.items()}


def angles(papers: int, count: int) -> dict[str, dict[str, float]]:
    errors: dict[str, list[float]] = {"ours": [], "trueocr": []}
    for number, document in enumerate(list(DOCUMENTS)[:papers]):
        paper = write(document, 1).image
        for nth, angle in enumerate(np.linspace(-5, 6, count) + number * 0.137):
            kind = DAMAGES[("scan200", "bad200", "bilevel200")[(nth + number) % 3]]
            gray = gray_of(pixels(apply(paper, kind, nth, back=paper, skew=float(angle))))
            errors["ours"].append(abs(skew_of(gray) - float(angle)))
            errors["trueocr"].append(abs(estimate_skew(gray) - float(angle)))
    return {
        who: {"mean": round(float(np.mean(off)), 4), "worst": round(max(off), 3), "pages": len(off)}
        for who, off in errors.items()
    }


def whole(pages: list[GeneratedPage]) -> float:
    def work() -> None:
        for one in pages:
            prepare_page(one.data, media_type=one.media_type, dpi=one.dpi)

    work()
    return cpu(work) / len(pages)


def peer(pages: list[GeneratedPage]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        source.write_bytes(bytes(img2pdf.convert([one.data for one in pages])))
        program = Path(sys.executable).parent / "ocrmypdf"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [program, *_PEER, source, target],
            check=True,
            capture_output=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent / len(pages)


def measure(papers: int, count: int, with_peer: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ms": {kind: steps(page("giay_khai_sinh", kind)) for kind in ("scan200", "scan300")},
        "degrees": angles(papers, count),
    }
    names = list(DOCUMENTS)[:papers]
    for kind in ("scan200", "bad200"):
        pages = [page(name, kind) for name in names]
        mine = whole(pages)
        found[kind] = {"cpu_s": round(mine, 3), "limit_s": LIMIT_S}
        if with_peer:
            other = peer(pages)
            found[kind] |= {"ocrmypdf_cpu_s": round(other, 3), "times_less": round(other / mine, 2)}
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--papers", type=int, default=12)
    parser.add_argument("--angles", type=int, default=5)
    parser.add_argument("--without-peer", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.papers, args.angles, not args.without_peer)
    if args.json:
        print(json.dumps(found))
        return
    for kind, times in found["ms"].items():
        print(kind, ", ".join(f"{name} {ms} ms" for name, ms in times.items()))
    for who, off in found["degrees"].items():
        print(f"angle, {who}: mean {off['mean']}°, worst {off['worst']}° over {off['pages']} pages")
    for kind in ("scan200", "bad200"):
        print(kind, ", ".join(f"{name} {value}" for name, value in found[kind].items()))


if __name__ == "__main__":
    main()
