"""Where pages belong: separator sheets part a batch, dossier codes name a dossier, others are air.

A sheet decides over the pages that came behind it in the same batch, up to the next sheet, also
over those that arrived before anybody could read it.  The sheet itself is taken out; one step of
the undo stack brings everything back (capture §0.10).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desk.clock import Clock
from desk.events import Events, PageNamesDossier, PagesFiled
from models.attachment import Page
from models.codes import ScannedKind, classify, separated_component
from models.dossier import Draft
from models.pages import Proposal
from models.store import drafts, page_findings, page_steps
from models.store.engine import Store, Tx

FILED = "filed"
"""The act's name on the undo stack."""
_DOSSIERS = frozenset({ScannedKind.DOSSIER, ScannedKind.PROVISIONAL})


def separator_of(codes: Sequence[str]) -> str | None:
    """The component a page announces as a separator sheet, empty for a new one; None for others."""
    return next((one for one in map(separated_component, codes) if one is not None), None)


def dossier_of(codes: Sequence[str]) -> str | None:
    """The dossier code on a page: of a receipt, or on a paper of an earlier dossier."""
    scanned = (classify(one) for one in codes)
    return next((one.text for one in scanned if one.kind in _DOSSIERS), None)


def next_open(draft: Draft, here: str, filled: Collection[str]) -> str | None:
    """The component behind `here` on the checklist that was brought and has no page yet."""
    order = [line.code for line in draft.components if line.presented]
    behind = order[order.index(here) + 1 :] if here in order else order
    return next((one for one in behind if one not in filled), None)


class Filing:
    """Files pages when their codes are known."""

    def __init__(self, store: Store, events: Events, clock: Clock) -> None:
        self._store = store
        self._events = events
        self._clock = clock

    def prepared(self, page_id: str, codes: Sequence[str]) -> None:
        """A page's codes were read: act on those that are ours."""
        separator, named = separator_of(codes), dossier_of(codes)
        filed: PagesFiled | None = None
        with self._store.writing() as tx:
            page = drafts.page(tx, page_id)
            draft = None if page is None else drafts.get(tx, page.draft_id)
            if page is None or draft is None:
                return
            back = page_findings.undone_of(tx, page_id)
            if separator is not None and Proposal.SEPARATOR not in back:
                filed = self._file(tx, draft, page, separator)
        if filed is not None:
            self._events.publish(filed)
        elif named is not None:
            self._events.publish(PageNamesDossier(page, named))

    def _file(self, tx: Tx, draft: Draft, sheet: Page, announced: str) -> PagesFiled:
        behind = [one.id for one in drafts.behind_in_batch(tx, sheet.id)]
        target = self._target(tx, draft, sheet, announced, behind)
        page_steps.note(tx, draft.id, FILED, self._clock(), sheet=sheet.id)
        drafts.remove_page(tx, sheet.id, self._clock())
        if target is not None:
            drafts.head_batch(tx, sheet.id, target)
            drafts.place(tx, draft.id, target, behind)
        return PagesFiled(draft.id, target or "", sheet.id, len(behind))

    def _target(
        self, tx: Tx, draft: Draft, sheet: Page, announced: str, behind: Sequence[str]
    ) -> str | None:
        """Where the pages behind the sheet belong; None: where they are."""
        if announced:
            # A sheet of another procedure names none of this checklist.
            known = any(line.code == announced for line in draft.components)
            return announced if known else None
        filled = {
            one.component_code
            for one in drafts.pages(tx, draft.id)
            if one.id not in behind and one.id != sheet.id
        }
        return next_open(draft, sheet.component_code, filled)
