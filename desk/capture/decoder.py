"""Foreign bytes are opened here: the desk's side of the worker with memory and CPU limits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from desk.capture.bridge import Bridge, WatchdogTimes, WorkerDefectError
from desk.capture.frames import Frame
from desk.capture.job import Assembled, Conformed, Job, JobPage, pack_job, unpack_remarks
from desk.threads import StartProcess
from models.attachment import Page
from models.digitisation import DigitisationRecord
from models.problems import Problem
from models.reading import Box

_TOO_HEAVY = "capture.file_too_heavy"
_TIMES = WatchdogTimes(silence_s=120.0)
_LIMITED = "--limited"
_UNREADABLE = "capture.page_unreadable"
_PORTRAIT_TIMES = WatchdogTimes(silence_s=4.0)
_PORTRAITS = "--portraits"


class Decoder:
    """Opens files, draws thumbnails, assembles documents, all in the limited worker."""

    def __init__(
        self,
        start_process: StartProcess,
        command: Sequence[str],
        environment: Mapping[str, str] | None,
    ) -> None:
        self._bridge = Bridge(
            start_process,
            (*command, _LIMITED),
            environment,
            times=_TIMES,
            died=_TOO_HEAVY,
            hung=_TOO_HEAVY,
        )

    def get_ready_to_assemble(self) -> None:
        """Load what making a document needs, while something else is waited for."""
        with suppress(Problem, WorkerDefectError, OSError):
            self._ask(Frame("get_ready", {"for": "assemble"}))

    def open_file(self, data: bytes, on_page: Callable[[Frame], None], password: str = "") -> None:
        """Find the pages of a file. Raises the problems of `imports.open_file`."""
        self._bridge.ask(Frame("open_file", {"password": password}, data), on_page)

    def is_signed(self, pdf: bytes) -> bool:
        """Whether a PDF bears a digital signature. Raises Problem capture.page_unreadable."""
        return bool(self._ask(Frame("is_signed", {}, pdf)).facts["signed"])

    def own_text(self, pdf: bytes) -> tuple[bool, ...]:
        """For each page of a PDF whether it holds text of its own. Raises as `is_signed` does."""
        return tuple(self._ask(Frame("own_text", {}, pdf)).facts["own_text"])

    def thumbnail(self, page: Page, data: bytes, width_px: int) -> bytes:
        """A PNG of the page. Raises Problem capture.page_unreadable."""
        facts = {
            "media_type": page.media_type,
            "file_page": page.file_page,
            "rotation": page.rotation,
            "width_px": width_px,
        }
        return self._ask(Frame("thumbnail", facts, data)).payload

    def crop(self, picture: bytes, box: Box, width_px: int) -> bytes:
        """A PNG of a part of a picture. Raises Problem capture.page_unreadable."""
        edges = [box.left, box.top, box.right, box.bottom]
        return self._ask(Frame("crop", {"box": edges, "width_px": width_px}, picture)).payload

    def pictures(self, pdf: bytes, width_px: int, most: int) -> tuple[bytes, ...]:
        """PNGs of a document's first pages, form widgets drawn in; none is opened elsewhere.

        Raises Problem capture.page_unreadable.
        """
        facts = {"media_type": "application/pdf", "rotation": 0, "width_px": width_px}
        count = int(self._ask(Frame("page_count", {}, pdf)).facts["pages"])
        drawn = (
            self._ask(Frame("thumbnail", facts | {"file_page": page}, pdf)).payload
            for page in range(min(count, most))
        )
        return tuple(drawn)

    def assemble(
        self,
        pages: Sequence[Page],
        contents: Mapping[str, bytes],
        title: str,
        created: datetime,
        *,
        metadata: DigitisationRecord | None = None,
        limit: int | None = None,
    ) -> Assembled:
        """One PDF of these pages. Raises Problem signed_alone, page_unreadable."""
        numbers = {sha256: number for number, sha256 in enumerate(contents)}
        job = Job(
            title=title,
            created=created,
            pages=tuple(_job_page(page, numbers[page.sha256]) for page in pages),
            files=tuple(contents.values()),
            metadata=metadata,
            limit=limit,
        )
        return self.assemble_job(job)

    def assemble_job(self, job: Job) -> Assembled:
        """One PDF of a job made by hand, text layer and all.

        Raises Problem signed_alone, page_unreadable.
        """
        facts, payload = pack_job(job)
        answer = self._ask(Frame("assemble", facts, payload))
        return Assembled(
            pdf=answer.payload,
            pages=int(answer.facts["pages"]),
            pdfa=str(answer.facts["pdfa"]),
            reasons=tuple(answer.facts["reasons"]),
            remarks=unpack_remarks(answer.facts["remarks"]),
        )

    def conform(self, pdf: bytes) -> Conformed:
        """A foreign PDF as PDF/A-2b where that can be; no quick work, for the background.

        Raises Problem capture.page_unreadable, capture.file_encrypted.
        """
        answer = self._ask(Frame("conform", {}, pdf))
        return Conformed(
            pdf=answer.payload,
            pdfa=str(answer.facts["pdfa"]),
            removed=tuple(answer.facts["removed"]),
            reasons=tuple(answer.facts["reasons"]),
        )

    def spreadsheet(self, data: bytes) -> list[list[str]]:
        """The rows of a list brought as XLSX. Raises the problems of `spreadsheet.read`."""
        rows: list[list[str]] = []
        try:
            self._bridge.ask(
                Frame("spreadsheet", {}, data), lambda page: rows.extend(json.loads(page.payload))
            )
        except Problem as problem:
            if problem.code == _TOO_HEAVY:
                raise Problem("import.too_heavy") from problem
            raise
        except WorkerDefectError as error:
            raise Problem("import.no_workbook") from error
        return rows

    def close(self) -> None:
        """End the worker."""
        self._bridge.close()

    def _ask(self, request: Frame) -> Frame:
        try:
            return self._bridge.ask(request)
        except Problem as problem:
            if problem.code == _TOO_HEAVY:
                raise Problem(_UNREADABLE) from problem
            raise


class PortraitDecoder:
    """Draws the faces of identity cards in a worker of their own, kept for the next card."""

    def __init__(self, start_process: StartProcess, command: Sequence[str]) -> None:
        self._bridge = Bridge(
            start_process,
            (*command, _PORTRAITS),
            times=_PORTRAIT_TIMES,
            died=_UNREADABLE,
            hung=_UNREADABLE,
        )

    def __call__(self, picture: bytes) -> bytes:
        """The face as PNG.

        Raises Problem capture.page_unreadable, whatever happened to picture or worker.
        """
        try:
            return self._bridge.ask(Frame("portrait", {}, picture)).payload
        except (WorkerDefectError, OSError) as error:
            raise Problem(_UNREADABLE) from error

    def close(self) -> None:
        """End the worker."""
        self._bridge.close()


def _job_page(page: Page, file: int) -> JobPage:
    return JobPage(
        page.media_type,
        file,
        page.width,
        page.height,
        page.dpi,
        page.rotation,
        page.file_page,
    )
