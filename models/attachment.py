"""Pages and documents: what was captured for one component of a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PageSource(StrEnum):
    """Where a page came from."""

    SCANNER = "scanner"
    FILE = "file"
    FOLDER = "folder"
    CLIPBOARD = "clipboard"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Page:
    """One captured page of a draft. The bytes lie in the blob store under `sha256`.

    ``media_type`` is ``image/jpeg``, ``image/png`` or – one page of a foreign file –
    ``application/pdf`` with `file_page` counting from 0.  ``rotation`` is clockwise, 0/90/180/270.
    ``dpi`` is None where the file does not say.
    """

    id: str
    draft_id: str
    component_code: str
    position: int
    sha256: str
    media_type: str
    width: int
    height: int
    dpi: int | None
    source: PageSource
    captured_at: datetime
    rotation: int = 0
    file_page: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """The digitised PDF of one component, kept in the blob store under `sha256`.

    ``pdfa`` is the verdict on it as PDF/A-2b when it was made: pass, fail or not_checked (for one
    that came signed, or that nobody has judged yet). It is not judged again after signing.
    """

    component_code: str
    title: str
    sha256: str
    size: int
    pages: int
    media_type: str = "application/pdf"
    pdfa: str = "not_checked"
