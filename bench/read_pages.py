"""How well and how fast pages are read: `motcua digitise` against Tesseract and OCRmyPDF.

All on the same generated pages in the same run, every job a process of its own: its wall time, the
CPU seconds and the largest process of its tree, and the text it gave. Errors are counted by
`demo.pages.scoring`, whatever the reading order: every known line is sought in the page's text
where it fits best, so that columns and tables cost nobody anything. The jobs:

- ``fusion``, ``trueocr``: the whole of ``motcua digitise`` (clean-up, text, PDF/A-2b);
- ``tesseract``: ``tesseract -l vie --psm 3`` on the raw files, as many at once as cores; text only;
- ``ocrmypdf``: ``--deskew --rotate-pages``, PDF/A-2b without Ghostscript;
- ``paperless``: OCRmyPDF as paperless-ngx calls it (skip-text, clean, deskew, rotate-pages); clean
  is left out where unpaper is missing, and ``unpaper`` says so.

``--lag`` measures a batch at 40 sheets a minute instead: how long after its arrival a page is
prepared, first read, and how long after the batch everything is fused (decision 34).

    .venv/bin/python bench/read_pages.py [--kinds scan200,bad200] [--documents 4] [--seed 1]
        [--jobs fusion,tesseract] [--speed 20] [--lag 40] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import read_lag
from demo.pages import generator
from demo.pages.documents import DOCUMENTS
from demo.pages.scoring import Score, score

ROOT = Path(__file__).parents[1]
CORES = len(os.sched_getaffinity(0))
ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONPATH": str(ROOT)}
TESSERACT = ("tesseract", "-l", "vie", "--psm", "3")
OCRMYPDF = (
    sys.executable, "-m", "ocrmypdf", "-q", "-l", "vie", "--jobs", str(CORES), "--deskew",
    "--rotate-pages", "--output-type", "pdfa-2", "--pdfa-backend", "internal",
)  # fmt: skip
PAPERLESS = (
    *OCRMYPDF, "--mode", "skip", "--rotate-pages-threshold", "12",
    *(("--clean",) if shutil.which("unpaper") else ()),
)  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """Of one process and all it waited for. ``largest_mb`` is the biggest single process."""

    seconds: float = 0.0
    cpu_s: float = 0.0
    largest_mb: float = 0.0

    def beside(self, other: Cost) -> Cost:
        """Both together; wall time is the caller's business."""
        return Cost(0, self.cpu_s + other.cpu_s, max(self.largest_mb, other.largest_mb))


@dataclass(frozen=True)
class Outcome:
    """What one job made of some pages."""

    cost: Cost
    texts: tuple[str, ...]
    problem: str = ""
    verdict: str = ""


LAUNCHER = """
import json, os, sys
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ,
    file_actions=[(os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)])
_, status, used = os.wait4(child, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime,
    used.ru_maxrss / 1024]), file=sys.stderr)
"""
"""A small process between: a child's largest memory counts that of who started it."""


class Running:
    """A started process whose whole cost is told when it ends."""

    def __init__(self, command: Sequence[str]) -> None:
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-c", LAUNCHER, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
        )

    def end(self) -> tuple[Cost, bytes, int]:
        said, told = self._process.communicate()
        code, cpu_s, largest_mb = json.loads(told)
        return Cost(time.perf_counter() - self._begun, cpu_s, largest_mb), said, code


def digitise(engine: str) -> Callable[[list[Path], Path], Outcome]:
    def job(files: list[Path], folder: Path) -> Outcome:
        out = folder / f"{engine}.pdf"
        command = [sys.executable, "-m", "desk", "digitise", *map(str, files), "--out", str(out),
                   "--engine", engine, "--json"]  # fmt: skip
        cost, said, code = Running(command).end()
        answer = json.loads(said)
        if code:
            return Outcome(cost, (), str(answer["error"]["code"]))
        return Outcome(cost, tuple(answer["text"].split("\f")), "", answer["pdfa"]["verdict"])

    return job


def tesseract(files: list[Path], _: Path) -> Outcome:
    begun, waiting = time.perf_counter(), list(files)
    running: list[Running] = []
    total, texts = Cost(), []
    while waiting or running:
        while waiting and len(running) < CORES:
            running.append(Running([TESSERACT[0], str(waiting.pop(0)), "-", *TESSERACT[1:]]))
        cost, said, _code = running.pop(0).end()
        total = total.beside(cost)
        texts.append(said.decode())
    whole = Cost(time.perf_counter() - begun, total.cpu_s, total.largest_mb)
    return Outcome(whole, tuple(texts))


def ocrmypdf(command: Sequence[str]) -> Callable[[list[Path], Path], Outcome]:
    def job(files: list[Path], folder: Path) -> Outcome:
        import img2pdf

        scans, out, text = folder / "scans.pdf", folder / "ocr.pdf", folder / "ocr.txt"
        a4 = img2pdf.get_layout_fun((img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297)))
        scans.write_bytes(img2pdf.convert([str(one) for one in files], layout_fun=a4))
        cost, _, code = Running([*command, "--sidecar", str(text), str(scans), str(out)]).end()
        if code:
            return Outcome(cost, (), f"exit {code}")
        texts = text.read_text(encoding="utf-8").split("\f")
        return Outcome(cost, tuple(texts[: len(files)]), "", "pass")

    return job


JOBS: dict[str, Callable[[list[Path], Path], Outcome]] = {
    "fusion": digitise("fusion"),
    "trueocr": digitise("trueocr"),
    "tesseract": tesseract,
    "ocrmypdf": ocrmypdf(OCRMYPDF),
    "paperless": ocrmypdf(PAPERLESS),
}


def figures(outcome: Outcome, known: Sequence[generator.GeneratedPage]) -> dict[str, Any]:
    count = len(known)
    told: dict[str, Any] = {
        "pages": count,
        "pages_a_minute": round(60 * count / outcome.cost.seconds, 1),
        "cpu_s_a_page": round(outcome.cost.cpu_s / count, 2),
        "largest_mb": round(outcome.cost.largest_mb),
    }
    if outcome.verdict:
        told["pdfa"] = outcome.verdict
    if outcome.problem:
        return told | {"problem": outcome.problem}
    total = Score()
    for page, text in zip(known, outcome.texts, strict=True):
        total += score([line.text for line in page.lines if not line.hand], text)
    return told | {
        "cer": round(total.cer, 2),
        "cer_without_marks": round(total.bare_cer, 2),
        "digits_found": round(total.found, 2),
        "extra_characters": total.extra,
        "characters": total.characters,
    }


def measured(
    job: str, files: list[Path], folder: Path, pages: Sequence[generator.GeneratedPage]
) -> dict[str, Any]:
    told = figures(JOBS[job](files, folder), pages)
    print(f"{job:10} {told}", file=sys.stderr, flush=True)
    return told


def written(pages: Sequence[generator.GeneratedPage], folder: Path) -> list[Path]:
    files = []
    for number, page in enumerate(pages):
        ending = "png" if page.media_type == "image/png" else "jpg"
        files.append(folder / f"{number:03d}.{ending}")
        files[-1].write_bytes(page.data)
    return files


def compare(kind: str, documents: Sequence[str], seeds: Sequence[int], jobs: Sequence[str]) -> Any:
    pages = [generator.page(one, kind, seed) for seed in seeds for one in documents]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = written(pages, folder)
        return {job: measured(job, files, folder, pages) for job in jobs}


def speed(count: int, jobs: Sequence[str]) -> Any:
    """The whole job on this many ordinary scans, pages a minute."""
    names = list(DOCUMENTS)
    pages = [
        generator.page(names[n % len(names)], "scan200", 1 + n // len(names)) for n in range(count)
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = written(pages, folder)
        return {job: measured(job, files, folder, pages) for job in jobs}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kinds", default="scan200,bad200")
    parser.add_argument("--documents", default="")
    parser.add_argument("--seeds", default=",".join(map(str, generator.SEEDS)))
    parser.add_argument("--jobs", default=",".join(JOBS))
    parser.add_argument("--speed", type=int, default=0, metavar="PAGES")
    parser.add_argument("--lag", type=int, default=0, metavar="SHEETS")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    jobs = [one for one in args.jobs.split(",") if one]
    documents = args.documents.split(",") if args.documents else list(DOCUMENTS)
    seeds = [int(one) for one in args.seeds.split(",")]
    found: dict[str, Any] = {"cores": CORES, "unpaper": bool(shutil.which("unpaper"))}
    found["load_before"] = round(os.getloadavg()[0], 1)
    for kind in [one for one in args.kinds.split(",") if one]:
        found[kind] = compare(kind, documents, seeds, jobs)
    if args.speed:
        found["speed"] = speed(args.speed, jobs)
    if args.lag:
        found["lag"] = read_lag.lag(args.lag)
    found["load_after"] = round(os.getloadavg()[0], 1)
    tell(found, as_json=args.json)


def tell(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        if not isinstance(value, dict):
            print(f"{name}: {value}")
            continue
        print(name)
        for row, told in value.items():
            print(f"  {row:10} {told}")


if __name__ == "__main__":
    main()
