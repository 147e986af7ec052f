"""Files become pages of a draft: from a folder, a clipboard, a drop; PDF, JPEG, PNG and TIFF.

The limited worker opens them; a file is taken whole or not at all.  Methods block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.capture.frames import Frame
from desk.capture.incoming import Incoming
from desk.capture.job import LOCKS
from desk.events import CaptureRemarked
from models.attachment import Page, PageSource
from models.problems import Problem
from models.store.blobs import Blobs, StoredBlob

MAX_FILE_MB = 200


@dataclass(frozen=True, slots=True)
class Importing:
    """Takes files into drafts."""

    incoming: Incoming
    blobs: Blobs

    def files(
        self,
        draft_id: str,
        component_code: str,
        paths: Sequence[Path],
        source: PageSource = PageSource.FILE,
        password: str = "",
    ) -> tuple[Page, ...]:
        """Take the pages of PDF, JPEG, PNG and TIFF files, recognised by content.

        A file is taken whole or not at all; good files are taken even when another is refused. The
        first refusal is then published and raised, with the file's number in the list as a fact.
        ``password`` opens locked PDFs; what is kept is the opened file, and the audit says that it
        was locked. What a PDF holds beside paper is published as `CaptureRemarked`.
        """
        pages: list[Page] = []
        refusals: list[Problem] = []

        def work() -> int:
            self.blobs.require_room()
            self.incoming.pages.of(draft_id, component_code)
            for number, path in enumerate(paths, start=1):
                try:
                    data = _read(path)
                    pages.extend(self._data(draft_id, component_code, data, source, password))
                except Problem as problem:
                    facts = {**problem.facts, "number": number}
                    named = Problem(problem.code, problem.kind, **facts)
                    named.__cause__ = problem
                    refusals.append(named)
            if refusals:
                raise refusals[0]
            return len(pages)

        self.incoming.reported(draft_id, work)
        return tuple(pages)

    def data(
        self,
        draft_id: str,
        component_code: str,
        data: bytes,
        source: PageSource = PageSource.CLIPBOARD,
        password: str = "",
    ) -> tuple[Page, ...]:
        """Take the pages of a file that lies in memory, as `files` does."""
        pages: list[Page] = []

        def work() -> int:
            self.blobs.require_room()
            _check_size(data)
            pages.extend(self._data(draft_id, component_code, data, source, password))
            return len(pages)

        self.incoming.reported(draft_id, work)
        return tuple(pages)

    def _data(
        self, draft_id: str, component_code: str, data: bytes, source: PageSource, password: str
    ) -> list[Page]:
        noticed: list[str] = []
        found: list[tuple[Page, StoredBlob]] = []
        whole: list[StoredBlob] = []
        signed = False

        def keep(frame: Frame) -> None:
            nonlocal signed
            signed = signed or bool(frame.facts["signed"])
            noticed.extend(frame.facts["found"])
            if frame.payload:
                blob = self.blobs.put(frame.payload)
                if frame.facts["whole"]:
                    whole.append(blob)
            else:
                if not whole:
                    whole.append(self.blobs.put(data))
                blob = whole[0]
            page = self.incoming.page(draft_id, component_code, blob.sha256, source, frame)
            found.append((page, blob))

        self.incoming.decoder.open_file(data, keep, password)
        present = self.incoming.pages.of(draft_id, component_code)
        if signed and present:
            raise Problem("capture.signed_alone")
        self.incoming.refuse_beside_signed(present)
        added = self.incoming.add(found, next((one for one in noticed if one in LOCKS), ""))
        for one in noticed:
            self.incoming.events.publish(CaptureRemarked(draft_id, Problem(f"pdf.found_{one}")))
        return added


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_MB * 1_000_000 + 1)
    except OSError as error:
        raise Problem("capture.file_missing") from error
    _check_size(data)
    return data


def _check_size(data: bytes) -> None:
    if not data:
        raise Problem("capture.file_empty")
    if len(data) > MAX_FILE_MB * 1_000_000:
        raise Problem("capture.file_too_large", limit=MAX_FILE_MB)
