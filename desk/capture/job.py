"""What goes into one document, what comes out, and how both travel to and from the worker."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.digitisation import DigitisationRecord
from models.plain import from_plain, to_plain
from models.problems import Kind, Problem
from models.reading import Box, TextLine

NOT_CHECKED = "not_checked"
LOCKS = ("encryption", "password")
"""How a foreign PDF may have been protected: its use restricted, or not to be opened at all."""


@dataclass(frozen=True, slots=True)
class JobPage:
    """A page of the job: which of the job's files it is from and how it is to lie.

    ``lines`` is the text on it, in reading order. Their boxes count pixels of a picture of the page
    before ``rotation`` turns it: of `lines_size` when given (width, height; a PDF page drawn for
    reading), else of the page's own `width` and `height`. What single engines read does not travel.
    """

    media_type: str
    file: int
    width: int
    height: int
    dpi: int | None
    rotation: int
    file_page: int
    lines: tuple[TextLine, ...] = ()
    lines_size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """All that goes into one document. ``created`` is aware.

    ``limit`` is the largest size in bytes the receiving system takes; None: any.
    """

    title: str
    created: datetime
    pages: tuple[JobPage, ...]
    files: tuple[bytes, ...]
    metadata: DigitisationRecord | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Assembled:
    """The document; for a signed one the original bytes.

    ``pdfa`` is pass, fail or not_checked, as PDF/A-2b (capture §4); ``reasons`` says in English,
    for the log and the command line, why it is not pass. ``remarks`` are problems the document was
    made in spite of, in words a clerk can act on: too large for its receiver, for one.
    """

    pdf: bytes
    pages: int
    pdfa: str
    reasons: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Conformed:
    """A foreign PDF after `desk.capture.foreign` tried to make it PDF/A-2b.

    ``pdf`` is what it became; with a verdict other than pass it is what came, byte for byte.
    ``removed`` names what was taken out: encryption, scripts, actions, attached_files, media,
    form_program; jbig2 stays in and is named as a warning. ``reasons`` as of `Assembled`.
    """

    pdf: bytes
    pdfa: str
    removed: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def pack_job(job: Job) -> tuple[dict[str, Any], bytes]:
    """Facts and payload for a frame."""
    facts = {
        "title": job.title,
        "created": job.created.isoformat(),
        "pages": [_pack_page(page) for page in job.pages],
        "sizes": [len(data) for data in job.files],
        "metadata": to_plain(job.metadata),
        "limit": job.limit,
    }
    return facts, b"".join(job.files)


def unpack_job(facts: Mapping[str, Any], payload: bytes) -> Job:
    """The job a frame carries."""
    ends = [0]
    for size in facts["sizes"]:
        ends.append(ends[-1] + size)
    metadata = facts["metadata"]
    return Job(
        title=facts["title"],
        created=datetime.fromisoformat(facts["created"]),
        pages=tuple(_unpack_page(values) for values in facts["pages"]),
        files=tuple(payload[a:b] for a, b in itertools.pairwise(ends)),
        metadata=None if metadata is None else from_plain(DigitisationRecord, metadata),
        limit=facts["limit"],
    )


def pack_remarks(remarks: tuple[Problem, ...]) -> list[dict[str, Any]]:
    """Problems as JSON values."""
    return [{"code": one.code, "kind": int(one.kind), "facts": one.facts} for one in remarks]


def unpack_remarks(plain: list[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """The problems a frame carries."""
    return tuple(Problem(one["code"], Kind(one["kind"]), **one["facts"]) for one in plain)


def _pack_page(page: JobPage) -> list[Any]:
    lines = [
        [line.box.left, line.box.top, line.box.right, line.box.bottom, line.text]
        for line in page.lines
    ]
    return [*(getattr(page, name) for name in _PLAIN), lines, page.lines_size]


_PLAIN = tuple(name for name in JobPage.__slots__ if not name.startswith("lines"))


def _unpack_page(values: list[Any]) -> JobPage:
    *plain, lines, size = values
    facts: dict[str, Any] = dict(zip(_PLAIN, plain, strict=True))
    return JobPage(
        **facts,
        lines=tuple(TextLine(Box(*box), text, ()) for *box, text in lines),
        lines_size=None if size is None else (size[0], size[1]),
    )
