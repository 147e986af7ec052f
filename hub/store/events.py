"""Taking in what desks report: each fact once, in order, the same answer for ever (sync §D.4)."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import DBAPIError, OperationalError

from hub import checks, codes
from hub.store import dossiers, feed, history, leases, tables
from hub.store.devices import Device
from hub.store.engine import Tx
from models.codes import official_code
from models.dossier import CodeKind, Dossier
from models.messages import Event, EventType, ItemResult, ItemStatus
from models.plain import from_plain, to_plain
from models.problems import Problem, wording

_log = logging.getLogger(__name__)


class _Doubled(Exception):  # noqa: N818 - nothing failed: the event stands
    """A result that had already been handed over was handed over again."""


@dataclass(frozen=True, slots=True)
class Intake:
    """One desk's batch in one transaction."""

    tx: Tx
    device: Device
    now: datetime

    def take(self, events: tuple[Event, ...]) -> tuple[ItemResult, ...]:
        """Take the events in; one answer each. A bad one never spoils the others."""
        feed.lock(self.tx, self.device.agency)
        return tuple(self._take_one(event) for event in events)

    def _take_one(self, event: Event) -> ItemResult:
        try:
            # What a refused event wrote before it was refused is undone with the savepoint.
            with self.tx.begin_nested():
                return self._judge(event)
        except Problem as problem:
            return self._refused(event, problem)
        except OperationalError:
            raise
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            _log.error("the database refused an event: %s", type(error.orig).__name__)
            return self._refused(event, Problem("hub.cannot_store"))

    def _judge(self, event: Event) -> ItemResult:
        checks.check_whole(event)
        if (known := self._by_id(event.event_id)) is not None:
            return self._again(event, known, "hub.event_changed")
        standing = dossiers.standing(self.tx, event.aggregate_id)
        if standing is not None and standing.agency != self.device.agency:
            raise Problem("hub.unknown_dossier")
        last = history.last_of_device(self.tx, event.aggregate_id, event.device_id)
        if event.sequence <= last:
            return self._again(event, self._by_place(event), "hub.sequence_taken")
        if event.sequence > last + 1:
            return self._gap(event, expected=last + 1)
        if standing is None and event.type != EventType.DOSSIER_RECEIVED:
            # It was received at another desk, whose word is still on its way – or has to come
            # again, after this hub lost it. Not this desk's fault: let it ask again later.
            return self._gap(event, expected=None)
        return self._accept(event, standing)

    def _gap(self, event: Event, expected: int | None) -> ItemResult:
        return ItemResult(
            event.event_id,
            ItemStatus.GAP,
            code="" if expected else "hub.unknown_dossier",
            expected_sequence=expected,
            server_time=self.now.isoformat(),
        )

    def _accept(self, event: Event, standing: dossiers.Standing | None) -> ItemResult:
        answer = ItemResult(event.event_id, ItemStatus.ACCEPTED, server_time=self.now.isoformat())
        try:
            answer = replace(answer, official_code=self._apply(event, standing))
        except _Doubled:
            # It happened, so it is kept; what a person must do about it is said on both sides.
            problem = Problem("hub.already_returned")
            message = wording(problem).message_vi
            answer = replace(answer, code=problem.code, message_vi=message)
            history.raise_double_return(self.tx, self.device.agency, event, self.now)
            feed.append(self.tx, self.device.agency, "alarm", event.aggregate_id, self.now)
        position = 1 if standing is None else standing.last_sequence + 1
        self._keep(event, answer, position)
        dossiers.advance(self.tx, event.aggregate_id, position)
        dossiers.name_files(self.tx, self.device.agency, event.aggregate_id, event.files)
        feed.append(self.tx, self.device.agency, "dossier", event.aggregate_id, self.now)
        return answer

    def _apply(self, event: Event, standing: dossiers.Standing | None) -> str | None:
        if standing is None:
            return self._receive(checks.read_dossier(event), event.official_code)
        if event.type == EventType.DOSSIER_RECEIVED:
            raise Problem("hub.already_received")
        if event.type == EventType.RESULT_RETURNED:
            returned = checks.read_return(event)
            if not dossiers.give_back(self.tx, returned, self.now):
                raise _Doubled
        elif event.type == EventType.DOCUMENT_RENEWED:
            checks.read_renewal(event)
        elif event.type == EventType.FIELDS_CONFIRMED:
            checks.read_fields(event)
        elif event.type == EventType.RESULT_ARRIVED:
            dossiers.move_on(self.tx, checks.read_arrival(event), self.now)
        else:
            dossiers.take_steps(
                self.tx,
                event.aggregate_id,
                checks.read_steps(event.aggregate_id, event.body_json),
                self.now,
                correcting=event.type == EventType.CORRECTED,
            )
        # A type this hub does not know yet is kept and shown raw, not refused: the desk is newer.
        return None

    def _receive(self, dossier: Dossier, promised: str) -> str:
        code = self._official_code(dossier, promised)
        dossiers.add(self.tx, self.device.agency, dossier, code, self.now)
        dossiers.name_files(
            self.tx,
            self.device.agency,
            dossier.id,
            (document.sha256 for document in dossier.documents),
        )
        return code

    def _official_code(self, dossier: Dossier, promised: str) -> str:
        """The code it came with, the one this hub gave it before it lost it, or a new one."""
        agency = self.device.agency
        code = promised if dossier.code_kind is CodeKind.PROVISIONAL else dossier.code
        if not code:
            day = dossier.received_at.date()
            number = leases.next_number(self.tx, agency, day)
            return official_code(agency, day, number)
        parts = codes.read_code(code)
        if parts is not None:
            if parts.agency != agency:
                raise Problem("hub.foreign_code")
            leases.never_below(self.tx, agency, parts.day, parts.number)
        if dossiers.code_is_taken(self.tx, agency, code):
            raise Problem("hub.code_taken", dossier_code=code)
        return code

    def _again(self, event: Event, row: Row[tuple[object, ...]], otherwise: str) -> ItemResult:
        if row.fingerprint != checks.fingerprint(event):
            raise Problem(otherwise)
        answer = from_plain(ItemResult, json.loads(row.answer_json))
        return replace(answer, event_id=event.event_id, status=ItemStatus.REPLAYED)

    def _refused(self, event: Event, problem: Problem) -> ItemResult:
        return ItemResult(
            event.event_id,
            ItemStatus.REFUSED,
            code=problem.code,
            message_vi=wording(problem).message_vi,
            server_time=self.now.isoformat(),
        )

    def _keep(self, event: Event, answer: ItemResult, position: int) -> None:
        self.tx.execute(
            insert(tables.event).values(
                event_id=event.event_id,
                aggregate_id=event.aggregate_id,
                sequence=event.sequence,
                type=event.type,
                type_version=event.type_version,
                device_id=event.device_id,
                sent_by=self.device.device_id,
                user_login=event.user,
                device_time=event.device_time,
                received_at=self.now.isoformat(),
                body_json=event.body_json,
                body_sha256=event.body_sha256,
                fingerprint=checks.fingerprint(event),
                answer_json=json.dumps(to_plain(answer), ensure_ascii=False),
                position=position,
            )
        )

    def _by_id(self, event_id: str) -> Row[tuple[object, ...]] | None:
        query = select(tables.event).where(tables.event.c.event_id == event_id)
        return self.tx.execute(query).one_or_none()

    def _by_place(self, event: Event) -> Row[tuple[object, ...]]:
        known = tables.event
        return self.tx.execute(
            select(known).where(
                known.c.aggregate_id == event.aggregate_id,
                known.c.device_id == event.device_id,
                known.c.sequence == event.sequence,
            )
        ).one()


def answer_to(tx: Tx, agency: str, event_id: str) -> ItemResult | None:
    """What was answered to this event; None when the hub never accepted it from this agency."""
    event, dossier = tables.event, tables.dossier
    row = tx.execute(
        select(event.c.answer_json)
        .join_from(event, dossier, dossier.c.dossier_id == event.c.aggregate_id)
        .where(event.c.event_id == event_id, dossier.c.agency == agency)
    ).one_or_none()
    return None if row is None else from_plain(ItemResult, json.loads(row.answer_json))
