"""What goes into one document, and how it travels to the worker."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class JobPage:
    """A page of the job: which of the job's files it is from and how it is to lie."""

    media_type: str
    file: int
    width: int
    height: int
    dpi: int | None
    rotation: int
    file_page: int


@dataclass(frozen=True, slots=True)
class Job:
    """All that goes into one document. ``created`` is aware."""

    title: str
    created: datetime
    pages: tuple[JobPage, ...]
    files: tuple[bytes, ...]


def pack_job(job: Job) -> tuple[dict[str, Any], bytes]:
    """Facts and payload for a frame."""
    facts = {
        "title": job.title,
        "created": job.created.isoformat(),
        "pages": [[getattr(page, name) for name in JobPage.__slots__] for page in job.pages],
        "sizes": [len(data) for data in job.files],
    }
    return facts, b"".join(job.files)


def unpack_job(facts: Mapping[str, Any], payload: bytes) -> Job:
    """The job a frame carries."""
    ends = [0]
    for size in facts["sizes"]:
        ends.append(ends[-1] + size)
    return Job(
        title=facts["title"],
        created=datetime.fromisoformat(facts["created"]),
        pages=tuple(JobPage(*values) for values in facts["pages"]),
        files=tuple(payload[a:b] for a, b in itertools.pairwise(ends)),
    )
