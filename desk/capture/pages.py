"""The rows of captured pages: what is there, and adding those of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from models.attachment import Page
from models.problems import Problem
from models.store import audit, drafts
from models.store.blobs import Blobs, StoredBlob
from models.store.engine import Store, Tx


class PageTable:
    """Pages of drafts in the store. Positions count from 0 in each component."""

    def __init__(self, store: Store, blobs: Blobs) -> None:
        self._store = store
        self._blobs = blobs

    def of_draft(self, draft_id: str) -> tuple[Page, ...]:
        """All pages of a draft, by component and position."""
        with self._store.reading() as tx:
            return drafts.pages(tx, draft_id)

    def of(self, draft_id: str, component_code: str) -> tuple[Page, ...]:
        """The pages of one component in order. Raises Problem store.no_draft."""
        with self._store.reading() as tx:
            if drafts.get(tx, draft_id) is None:
                raise Problem("store.no_draft")
            return _of(tx, draft_id, component_code)

    def page(self, page_id: str) -> Page:
        """One page. Raises Problem store.no_page."""
        with self._store.reading() as tx:
            return _page(tx, page_id)

    def content(self, sha256: str) -> bytes:
        """The bytes behind a page."""
        with self._store.reading() as tx:
            return self._blobs.get(tx, sha256)

    def append(
        self,
        found: Sequence[tuple[Page, StoredBlob]],
        at: datetime,
        lock: str = "",
        batch: str = "",
    ) -> list[Page]:
        """Add pages of one component behind its last one, in one transaction; they came together.

        ``lock`` says how the file they came from was protected, for the audit; empty: it was not.
        """
        added: list[Page] = []
        with self._store.writing() as tx:
            for page, blob in found:
                present = _of(tx, page.draft_id, page.component_code)
                last = present[-1].position if present else -1
                self._blobs.record(tx, blob, at)
                placed = replace(page, position=last + 1)
                drafts.add_page(tx, placed, batch)
                added.append(placed)
            if lock and added:
                _note_lock(tx, added[0], lock, at)
        return added


def _of(tx: Tx, draft_id: str, component_code: str) -> tuple[Page, ...]:
    return tuple(
        page for page in drafts.pages(tx, draft_id) if page.component_code == component_code
    )


def _note_lock(tx: Tx, page: Page, lock: str, at: datetime) -> None:
    draft = drafts.get(tx, page.draft_id)
    who = "" if draft is None else draft.clerk
    facts = {"lock": lock, "component": page.component_code, "sha256": page.sha256}
    audit.append(tx, "file.was_locked", who, at, page.draft_id, facts)


def _page(tx: Tx, page_id: str) -> Page:
    page = drafts.page(tx, page_id)
    if page is None:
        raise Problem("store.no_page")
    return page
