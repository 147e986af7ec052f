"""Confirmed values go where they are needed: to the hub as data, into their document's record.

Nothing a machine read alone leaves (decision 27).  A clerk confirms one value after the other: the
word goes out once, after a pause.  What is owed is a row that is there until it is done, so that a
kill anywhere is followed by the same work again: first the event, then the document.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from desk.capture.renewing import NewVersion, Renewals
from desk.capture.writing import Writing
from desk.events import FieldsTold
from models import messages
from models.messages import ConfirmedValue, EventType, FieldsConfirmed, RenewalReason
from models.plain import to_plain
from models.problems import Problem
from models.store import audit, documents, dossiers, field_values, outbox, page_work
from models.store.documents import Source
from models.store.engine import Tx
from models.store.field_values import News
from models.store.page_work import MOST_ATTEMPTS

QUIET = timedelta(minutes=2)
"""After the last confirmation of a sitting that left something open."""
SETTLED = timedelta(seconds=20)
"""Where nothing is open any more: time to see one's own slip."""

Failed = Callable[[str, str, str, Problem], int]
"""Notes a failure (subject, draft id, component code, problem); how many there were."""


class Telling:
    """One paper at a time."""

    def __init__(self, writing: Writing, renewals: Renewals) -> None:
        self._writing = writing
        self._renewals = renewals

    def next(self, failed: Failed) -> bool:
        """Tell of one paper whose confirmations have come to rest; whether there was one."""
        now = self._renewals.clock()
        with self._renewals.store.reading() as tx:
            one = next((one for one in field_values.news(tx) if _is_due(tx, one, now)), None)
        if one is None:
            return False
        if not one.told:
            self._tell(one)
            return True
        try:
            self._renew(one)
        except Problem as problem:
            tries = failed(_subject(one), one.subject, one.component_code, problem)
            if tries >= MOST_ATTEMPTS:
                self._settle(one)
        return True

    def _tell(self, one: News) -> None:
        desk, now = self._renewals, self._renewals.clock()
        with desk.store.writing() as tx:
            if not field_values.told(tx, one):
                return  # more was confirmed meanwhile
            body, by = _said(tx, one)
            event = messages.frozen(
                EventType.FIELDS_CONFIRMED, one.dossier_id,
                outbox.next_sequence(tx, one.dossier_id), to_plain(body), now,
                event_id=desk.new_id(), device_id=desk.device_id, user=by,
            )  # fmt: skip
            outbox.put(tx, event, now)
            facts: dict[str, str | int] = {
                "component": one.component_code,
                "fields": len(body.values),
            }
            audit.append(tx, "fields.told", by, now, one.dossier_id, facts)
        desk.events.publish(FieldsTold(one.dossier_id, one.component_code))

    def _renew(self, one: News) -> None:
        """Put the values into every document made of this paper that nobody signed."""
        with self._renewals.store.reading() as tx:
            behind = [place for place in _behind(tx, one) if _may_renew(tx, place)]
            dossier = dossiers.get(tx, one.dossier_id)
            before = documents.present(tx, one.dossier_id)
        for place in behind:
            if dossier is None:  # a source refers to its dossier
                break
            old = before[place.position]
            made = self._writing.with_text(dossier, place, old.title)
            if made is not None:
                version = NewVersion(
                    one.dossier_id, *made, reason=RenewalReason.FIELDS, replaces=old.sha256
                )
                self._renewals.renew(dossier.clerk, version)
        self._settle(one)

    def _settle(self, one: News) -> None:
        with self._renewals.store.writing() as tx:
            field_values.settled(tx, one)
            page_work.succeeded(tx, _subject(one))


def _is_due(tx: Tx, one: News, now: datetime) -> bool:
    """Whether nobody is at it any more, no text is still being made and no pause is running."""
    pause = QUIET if one.owed else SETTLED
    if one.confirmed_at <= now < one.confirmed_at + pause:
        return False
    if one.told and any(not place.outcome for place in _behind(tx, one)):
        return False
    trouble = page_work.trouble(tx, _subject(one))
    return trouble is None or trouble.not_before <= now


def _behind(tx: Tx, one: News) -> list[Source]:
    found = documents.sources(tx, one.dossier_id).values()
    mine = (one.subject, one.component_code)
    return [place for place in found if (place.draft_id, place.component_code) == mine]


def _may_renew(tx: Tx, place: Source) -> bool:
    signed = documents.is_signed(tx, place.dossier_id, place.position)
    return place.outcome == RenewalReason.TEXT.value and not signed


def _said(tx: Tx, one: News) -> tuple[FieldsConfirmed, str]:
    """What is confirmed of the paper by now, and who said the last of it."""
    paper = field_values.paper(tx, one.subject, one.component_code)
    confirmed = field_values.confirmed(tx, one.subject).get(one.component_code, ())
    read = field_values.fields(tx, one.subject, one.component_code)
    said = [field.confirmed for field in read if field.confirmed is not None]
    last = max(said, key=lambda value: value.at, default=None)
    body = FieldsConfirmed(
        one.dossier_id,
        one.component_code,
        one.subject,
        "" if paper is None else paper.document_type,
        tuple(ConfirmedValue(value.name, value.value) for value in confirmed),
    )
    return body, "" if last is None else last.by


def _subject(one: News) -> str:
    return f"fields:{one.subject}:{one.component_code}"
