"""Files become one searchable document: files → pages → prepare → read → fields → PDF/A.

The whole of digitising for papers that belong to no dossier (``motcua digitise``). Pages are
prepared one after the other in the limited worker while the reading workers read those before, one
worker a core. A page no engine can read stays in the document as a picture and says so; what came
as a PDF with text of its own, or signed, stays as it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from desk.capture.decoder import Decoder
from desk.capture.engines import FUSION
from desk.capture.frames import Frame
from desk.capture.job import Assembled, Job, JobPage
from desk.capture.preparer import Picture, Preparer
from desk.capture.reader import Reader
from desk.threads import Worker
from models.attachment import Page, PageSource
from models.problems import Problem
from models.reading import FieldProposal, Findings, PageText

Progress = Callable[[int, int], None]
"""(pages done, pages known so far)"""

Extract = Callable[[Sequence[PageText]], tuple[FieldProposal, ...]]

JPEG, PDF = "image/jpeg", "application/pdf"
_UNREADABLE = "reading.page_unreadable"


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted. ``created`` is aware."""

    title: str
    created: datetime
    engine: str = FUSION
    photographed: bool = False
    """The files are a camera's: sheets are looked for in them."""


@dataclass(frozen=True, slots=True)
class DigitisedPage:
    """One page: how it looked, what stands on it; ``problem`` tells why there is no text."""

    findings: Findings
    text: PageText
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Digitised:
    """The document and what is known of it."""

    document: Assembled
    pages: tuple[DigitisedPage, ...]
    fields: tuple[FieldProposal, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A page to be digitised and the bytes it is in.

    ``kept``: a PDF page with text of its own, or of a signed PDF; it goes into the document as it
    is, and is read from a drawing of it, form fields and all, for the values only.
    """

    page: Page
    data: bytes
    kept: bool = False
    signed: bool = False


class Digitiser:
    """The workers for one digitisation, ended by `close`."""

    def __init__(self, decoder: Decoder, preparer: Preparer, readers: Sequence[Reader]) -> None:
        self._decoder = decoder
        self._preparer = preparer
        self._papers = Worker("papers")
        self._desks = [(Worker(f"reading-{n}"), reader) for n, reader in enumerate(readers)]

    def run(
        self, files: Sequence[bytes], order: Order, extract: Extract, progress: Progress
    ) -> Digitised:
        """Digitise the files into one document.

        Raises Problem as the opening of files, the preparing of pages, the engines and the
        assembly do; what is wrong with a single page's text is told with the page.
        """
        # Processes start and load beside each other: for one page that is most of the time.
        self._papers.do(self._preparer.get_ready)
        first, reader = self._desks[0]
        first.do(partial(reader.get_ready, order.engine))
        sources = [
            source
            for number, data in enumerate(files, 1)
            for source in self._sources(number, data, order)
        ]
        self._papers.do(self._decoder.get_ready_to_assemble)
        pictures: list[Picture] = []
        reading: list[Future[DigitisedPage]] = []
        progress(0, len(sources))
        for number, one in enumerate(sources):
            picture = self._preparer.prepare(one.page, one.data, turned=False, plain=one.kept)
            pictures.append(picture)
            worker, reader = self._desks[number % len(self._desks)]
            reading.append(worker.do(partial(_read, reader, picture, order.engine)))
            progress(sum(one.done() for one in reading), len(sources))
        pages = tuple(_in_order(reading, progress))
        document = self._decoder.assemble_job(_job(sources, pictures, pages, order))
        return Digitised(document, pages, extract([page.text for page in pages]))

    def close(self) -> None:
        """End the workers; a page being read is given up."""
        for _, reader in self._desks:
            reader.cancel()
        for worker, reader in self._desks:
            worker.stop()
            reader.close()
        self._papers.stop()
        self._preparer.close()
        self._decoder.close()

    def _sources(self, number: int, data: bytes, order: Order) -> list[Source]:
        """The pages of a file as if they had been captured for a component."""
        found: list[Frame] = []
        try:
            self._decoder.open_file(data, found.append)
        except Problem as problem:
            facts = {**problem.facts, "number": number}
            raise Problem(problem.code, problem.kind, **facts) from problem
        if not any(frame.facts["media_type"] == PDF for frame in found):
            return [
                Source(self._page(frame.facts, order), frame.payload or data) for frame in found
            ]
        own = self._decoder.own_text(data)
        if found[0].facts["signed"]:  # one row for the whole document, which stays whole
            page = self._page(found[0].facts, order)
            pages = [replace(page, file_page=number) for number in range(len(own))]
            return [Source(page, data, kept=True, signed=True) for page in pages]
        pages = [self._page(frame.facts, order) for frame in found]
        return [Source(page, data, kept=own[page.file_page]) for page in pages]

    def _page(self, facts: Mapping[str, Any], order: Order) -> Page:
        return Page(
            id="",
            draft_id="",
            component_code="",
            position=0,
            sha256="",
            media_type=facts["media_type"],
            width=facts["width"],
            height=facts["height"],
            dpi=facts["dpi"],
            source=PageSource.CAMERA if order.photographed else PageSource.FILE,
            captured_at=order.created,
            rotation=facts["rotation"],
            file_page=facts["file_page"],
        )


def _in_order(
    reading: Sequence[Future[DigitisedPage]], progress: Progress
) -> Iterator[DigitisedPage]:
    for one in reading:
        yield one.result()
        progress(sum(other.done() for other in reading), len(reading))


def _read(reader: Reader, picture: Picture, engine: str) -> DigitisedPage:
    try:
        text = reader.read(picture.jpeg, picture.dpi, engine, bilevel=picture.findings.bilevel)
    except Problem as problem:
        if problem.code != _UNREADABLE:
            raise
        nothing = PageText(engine, picture.width, picture.height, ())
        return DigitisedPage(picture.findings, nothing, problem.code)
    return DigitisedPage(picture.findings, text)


def _job(
    sources: Sequence[Source],
    pictures: Sequence[Picture],
    pages: Sequence[DigitisedPage],
    order: Order,
) -> Job:
    files: list[bytes] = []
    laid: list[JobPage] = []
    for source, picture, read in zip(sources, pictures, pages, strict=True):
        data = source.data if source.kept else picture.jpeg
        if not files or files[-1] is not data:
            files.append(data)
        number, page = len(files) - 1, source.page
        if not source.kept:
            size = (picture.width, picture.height)
            laid.append(JobPage(JPEG, number, *size, picture.dpi, 0, 0, read.text.lines))
        elif not source.signed or page.file_page == 0:
            place = (page.width, page.height, page.dpi, page.rotation, page.file_page)
            # A page turned for reading keeps its lie, and words laid elsewhere would mislead.
            lines = () if picture.findings.turn else read.text.lines
            laid.append(JobPage(PDF, number, *place, lines, (picture.width, picture.height)))
    return Job(order.title, order.created, tuple(laid), tuple(files))
