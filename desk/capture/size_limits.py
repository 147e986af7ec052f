"""A document too large for its receiver is made lighter, step by step, before it is signed.

Colour stays colour, nothing becomes bilevel, and no page goes below 200 dpi, which the law asks for
(NĐ 30/2020, rules §6.1). Pages of foreign PDFs are not touched, and what was signed never is.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from PIL import Image

from desk.capture.image_pages import page_size
from desk.capture.job import Assembled, Job, JobPage
from models.problems import Problem

QUALITIES = (75, 60, 50)
"""Of JPEG, one after the other; below, small letters and seals lose their edges (capture §5)."""
LOWEST_DPI = 200
_PDF = "application/pdf"
_MB = 1_000_000


def lighter_jobs(job: Job) -> Iterator[Job]:
    """The job at falling quality, as long as a step takes anything off it."""
    last = sum(len(job.files[number]) for number in _own_files(job))
    for quality in QUALITIES:
        lighter = _lighter(job, quality)
        size = sum(len(lighter.files[number]) for number in _own_files(lighter))
        if size < last:
            last = size
            yield lighter


def too_large(made: Assembled, limit: int, *, signed: bool) -> Problem | None:
    """What to tell the clerk of a document over its receiver's limit; None for one that fits."""
    if len(made.pdf) <= limit:
        return None
    code = "pdf.signed_too_large" if signed else "pdf.too_large"
    return Problem(code, pages=made.pages, size=-(-len(made.pdf) // _MB), limit=limit // _MB)


@dataclass(frozen=True, slots=True)
class _Picture:
    data: bytes
    width: int
    height: int


def _own_files(job: Job) -> set[int]:
    return {page.file for page in job.pages if page.media_type != _PDF}


def _lighter(job: Job, quality: int) -> Job:
    files = list(job.files)
    pages: list[JobPage] = []
    for page in job.pages:
        if page.media_type == _PDF:
            pages.append(page)
            continue
        found = _reencoded(page, job.files[page.file], quality)
        if found is None:
            pages.append(page)
            continue
        files.append(found.data)
        pages.append(_with(page, found, len(files) - 1))
    used = sorted({page.file for page in pages})
    place = {number: index for index, number in enumerate(used)}
    return replace(
        job,
        pages=tuple(replace(page, file=place[page.file]) for page in pages),
        files=tuple(files[number] for number in used),
    )


def _with(page: JobPage, picture: _Picture, file: int) -> JobPage:
    smaller = picture.width < page.width
    return replace(
        page,
        media_type="image/jpeg",
        file=file,
        width=picture.width,
        height=picture.height,
        dpi=LOWEST_DPI if smaller and page.dpi is not None else page.dpi,
        lines_size=page.lines_size or (page.width, page.height),
    )


def _reencoded(page: JobPage, data: bytes, quality: int) -> _Picture | None:
    """The page's picture at this quality; None when it is bilevel or would not get smaller."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        if image.mode == "1":
            return None
        picture = image if image.mode in {"L", "RGB"} else image.convert("RGB")
        size = _size(page)
        if size != picture.size:
            picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
    found = _Picture(out.getvalue(), *size)
    return found if len(found.data) < len(data) else None


def _size(page: JobPage) -> tuple[int, int]:
    """Pixels of the page at 200 dpi, rounded up, or as it is when it has no more."""
    dpi = page.width / (page_size(page)[0] / 72)
    scale = min(1.0, LOWEST_DPI / dpi)
    return math.ceil(page.width * scale), math.ceil(page.height * scale)
