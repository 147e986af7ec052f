"""Results by public post: sent, on the way, delivered – the dossier closes then – or back again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.reception.lookup import DossierView, view_of
from desk.reception.results import Collecting, Results
from desk.reception.scribe import Scribe, said
from models.desk_terms import desk_terms
from models.dossier import Dossier, DossierRow, Status
from models.facts import Fact
from models.facts_life import PostItem, PostState
from models.messages import EventType
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import facts, lists
from models.store.engine import Tx

_NEXT = {
    PostState.SENT: (PostState.DELIVERED, PostState.FAILED, PostState.CAME_BACK),
    PostState.FAILED: (PostState.DELIVERED, PostState.CAME_BACK),
}
"""What may follow; a delivered item and one that came back are at their end."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A result in the post."""

    row: DossierRow
    item: PostItem
    since: datetime
    slow: bool
    """Sent longer ago than usual: ask the post."""


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The delivery state, apart from the status (rules §5.2)."""

    scribe: Scribe
    results: Results

    @needs(Act.RETURN_RESULT)
    def send(self, user: User, dossier_id: str, code: str, address: str = "") -> PostItem:
        """The result was given to the post under its BCCI number.

        Raises:
            Problem: ``post.no_code``, ``post.not_ready``, ``post.under_way``.
        """
        code = said(code, "post.no_code").upper()
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            if dossier.status != Status.FINISHED:
                raise Problem("post.not_ready", code=dossier.code)
            last = facts.latest(tx, dossier_id, PostItem)
            if last is not None and last.body.state in _NEXT:
                raise Problem("post.under_way", code=dossier.code)
            item = PostItem(code, PostState.SENT, address.strip() or dossier.owner.address)
            self._keep(tx, user, dossier, item, now)
            return item

    @needs(Act.RETURN_RESULT)
    def moved(self, user: User, dossier_id: str, state: PostState, note: str = "") -> DossierView:
        """What the post reported. Delivered closes the dossier; back again it lies here as before.

        Raises:
            Problem: ``post.not_sent``, ``post.wrong_state``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            last = facts.latest(tx, dossier_id, PostItem)
            if last is None:
                raise Problem("post.not_sent", code=dossier.code)
            if state not in _NEXT.get(last.body.state, ()):
                raise Problem("post.wrong_state", code=dossier.code)
            item = PostItem(last.body.code, state, last.body.address, note.strip())
            self._keep(tx, user, dossier, item, now)
        if state is PostState.DELIVERED:
            taking = Collecting(person=dossier.owner, slip_shown=False, post_code=item.code)
            self.results.hand_over_many(user, [dossier_id], taking)
        with self.scribe.store.reading() as tx:
            return view_of(tx, dossier_id)

    @needs(Act.LOOK_UP)
    def history(self, user: User, dossier_id: str) -> tuple[Fact[PostItem], ...]:
        """Everything the post reported, oldest first."""
        with self.scribe.store.reading() as tx:
            return facts.of(tx, dossier_id, PostItem)

    @needs(Act.SEE_TODAY)
    def under_way(self, user: User) -> tuple[UnderWay, ...]:
        """Results in the post, the longest first."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            rows = {row.id: row for row in lists.with_status(tx, (Status.FINISHED,), 10_000)}
            items = facts.latest_of_each(tx, list(rows), PostItem)
        found = [
            UnderWay(
                rows[one.subject], one.body, one.at,
                now - one.at > timedelta(days=desk_terms(now.date()).slow_post_days),
            )
            for one in items.values()
            if one.body.state in _NEXT
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda one: one.since))

    def _keep(self, tx: Tx, user: User, dossier: Dossier, item: PostItem, now: datetime) -> None:
        self.scribe.fact(tx, user, dossier.id, item, now)
        self.scribe.tell(tx, user, dossier, EventType.POST_MOVED, now, item=to_plain(item))
        self.scribe.audit(tx, user, "post.moved", dossier.id, now, state=item.state.value)
