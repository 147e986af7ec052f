"""A component's pages as one document: clean pictures where there are some, text where it is read.

What lies in the document is what the clerk sees: the clean picture, or the plain one where the
cleaning was undone; before either is made, the page as it was captured.  Pages of foreign PDFs stay
what they are, and a document that came signed passes byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk.capture.decoder import Decoder
from desk.capture.job import Job, JobPage
from desk.capture.paper_record import record_of
from models.attachment import Document, Page
from models.digitisation import DigitisationRecord
from models.dossier import Dossier
from models.file_limits import file_limits
from models.pages import PageView
from models.reading import Box, TextLine
from models.store import drafts, page_findings, page_texts
from models.store.blobs import Blobs, StoredBlob
from models.store.documents import Source
from models.store.engine import Store

PDF = "application/pdf"
Limit = Callable[[Dossier], int]
"""The largest file in bytes the system a dossier goes to takes."""


def ordinary_limit(dossier: Dossier) -> int:  # noqa: ARG001
    """Where nobody knows the system."""
    return file_limits().bytes_for("")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page and what is known of it."""

    page: Page
    view: PageView | None
    lines: tuple[TextLine, ...]
    turn: int
    """How the captured page is to be turned, clockwise, where the clean picture is not used."""

    @property
    def sha256(self) -> str:
        """The content that goes into the document."""
        clean = self.view is not None and self.page.media_type != PDF
        return self.view.sha256 if clean and self.view is not None else self.page.sha256


class Writing:
    """Makes documents of pages. Blocks while a worker writes them."""

    def __init__(
        self, store: Store, blobs: Blobs, decoder: Decoder, limit: Limit = ordinary_limit
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._decoder = decoder
        self.limit = limit

    def plain(
        self, draft_id: str, component_code: str, title: str, created: datetime
    ) -> tuple[Document, StoredBlob] | None:
        """The document without text, for the moment of acceptance; None without pages.

        Raises Problem capture.signed_alone, capture.page_unreadable.
        """
        sheets = self._sheets(draft_id, component_code, with_text=False)
        return self._written(sheets, component_code, title, created) if sheets else None

    def with_text(
        self, dossier: Dossier, source: Source, title: str
    ) -> tuple[Document, StoredBlob] | None:
        """The document with its text and what is known of the paper; None for one that came signed.

        Equal pages, texts and facts give equal bytes. Raises as `plain`.
        """
        sheets = self._sheets(source.draft_id, source.component_code, with_text=True)
        if not sheets or self._came_signed(sheets):
            return None
        with self._store.reading() as tx:
            record = record_of(tx, dossier, source)
        limit = self.limit(dossier)
        return self._written(sheets, source.component_code, title, source.made_at, record, limit)

    def close(self) -> None:
        """End the worker."""
        self._decoder.close()

    def _sheets(self, draft_id: str, component_code: str, *, with_text: bool) -> list[Sheet]:
        with self._store.reading() as tx:
            views = page_findings.of_draft(tx, draft_id)
            sheets = []
            for page in drafts.pages(tx, draft_id):
                if page.component_code != component_code:
                    continue
                view = views.get(page.id)
                text = page_texts.best(tx, page.id) if with_text else None
                lines = () if text is None else text.lines
                turn = page.rotation if view is None else view.findings.turn
                sheets.append(Sheet(page, view, lines, turn))
        return sheets

    def _came_signed(self, sheets: Sequence[Sheet]) -> bool:
        if len(sheets) != 1 or sheets[0].page.media_type != PDF:
            return False
        return self._decoder.is_signed(self._content(sheets[0].page.sha256))

    def _written(
        self,
        sheets: Sequence[Sheet],
        component_code: str,
        title: str,
        created: datetime,
        record: DigitisationRecord | None = None,
        limit: int | None = None,
    ) -> tuple[Document, StoredBlob]:
        contents = list(dict.fromkeys(one.sha256 for one in sheets))
        made = self._decoder.assemble_job(
            Job(
                title=title,
                created=created,
                pages=tuple(_job_page(one, contents.index(one.sha256)) for one in sheets),
                files=tuple(self._content(one) for one in contents),
                metadata=record,
                limit=limit,
            )
        )
        blob = self._blobs.put(made.pdf)
        document = Document(
            component_code, title, blob.sha256, blob.size, made.pages, pdfa=made.pdfa
        )
        return document, blob

    def _content(self, sha256: str) -> bytes:
        with self._store.reading() as tx:
            return self._blobs.get(tx, sha256)


def _job_page(sheet: Sheet, file: int) -> JobPage:
    page, view = sheet.page, sheet.view
    if view is None or page.media_type == PDF:
        size = None if view is None else _before_turning(view, sheet.turn)
        lines = () if view is None else tuple(_unturned(one, sheet) for one in sheet.lines)
        return JobPage(
            page.media_type, file, page.width, page.height, page.dpi, sheet.turn,
            page.file_page, lines, size,
        )  # fmt: skip
    dpi = view.dpi or page.dpi
    return JobPage("image/jpeg", file, view.width, view.height, dpi, 0, 0, sheet.lines)


def _before_turning(view: PageView, turn: int) -> tuple[int, int]:
    return (view.height, view.width) if turn % 180 else (view.width, view.height)


def _unturned(line: TextLine, sheet: Sheet) -> TextLine:
    """A line of the upright picture as it lay on the page before it was turned clockwise."""
    box, view = line.box, sheet.view
    if view is None or not sheet.turn:
        return line
    wide, high = view.width, view.height
    lay = {
        90: Box(box.top, wide - box.right, box.bottom, wide - box.left),
        180: Box(wide - box.right, high - box.bottom, wide - box.left, high - box.top),
        270: Box(high - box.bottom, box.left, high - box.top, box.right),
    }
    return replace(line, box=lay[sheet.turn])
