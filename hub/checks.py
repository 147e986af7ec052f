"""What the hub can tell about an event without its database: whether it is whole and readable."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from models.dossier import Dossier, StatusEvent
from models.messages import DocumentRenewed, Event, FieldsConfirmed
from models.plain import from_plain
from models.problems import Problem

T = TypeVar("T")
_SHA256 = re.compile(r"^[0-9a-f]{64}$")
_NAME = re.compile(r"^[0-9A-Za-z_.:-]{1,64}$")
_LARGEST = 2**31 - 1
_LONGEST_CODE = 64


@dataclass(frozen=True, slots=True)
class ResultReturned:
    """Body of ``result_returned``: the result left the office."""

    dossier_id: str
    returned_at: datetime
    returned_to: str
    status_events: tuple[StatusEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultArrived:
    """Body of ``result_arrived``: the result came back from the department."""

    dossier_id: str
    status_events: tuple[StatusEvent, ...] = ()


def is_sha256(text: str) -> bool:
    """Whether the text is a SHA-256 in lower-case hexadecimal."""
    return bool(_SHA256.match(text))


def check_whole(event: Event) -> None:
    """Make sure that the event is well formed and its body is what its hash promises.

    Raises:
        Problem: ``hub.event_malformed`` or ``hub.body_hash``.
    """
    texts = (
        event.type,
        event.device_id,
        event.user,
        event.device_time,
        event.body_json,
        event.official_code,
    )
    numbers = (event.sequence, event.type_version)
    well_formed = (
        all(isinstance(name, str) and _NAME.match(name) for name in _names(event))
        and all(isinstance(text, str) and "\0" not in text for text in texts)
        and all(isinstance(number, int) and 0 < number <= _LARGEST for number in numbers)
        and all(isinstance(sha, str) and is_sha256(sha) for sha in event.files)
        and len(event.official_code) <= _LONGEST_CODE
    )
    if not well_formed:
        raise Problem("hub.event_malformed")
    try:
        body = event.body_json.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Problem("hub.event_malformed") from error
    if hashlib.sha256(body).hexdigest() != event.body_sha256:
        raise Problem("hub.body_hash")


def fingerprint(event: Event) -> str:
    """A hash over everything that makes two events the same fact."""
    facts = [
        event.aggregate_id,
        event.sequence,
        event.type,
        event.type_version,
        event.body_sha256,
        sorted(event.files),
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def read_dossier(event: Event) -> Dossier:
    """The dossier a ``dossier_received`` event carries.

    Raises:
        Problem: ``hub.body_unreadable`` when the body is no dossier, or another one.
    """
    dossier = _read(Dossier, event)
    aware = dossier.received_at.tzinfo is not None
    if dossier.id != event.aggregate_id or not aware or not _storable(dossier):
        raise Problem("hub.body_unreadable")
    return dossier


def read_return(event: Event) -> ResultReturned:
    """What a ``result_returned`` event carries.

    Raises:
        Problem: ``hub.body_unreadable`` when the body is something else.
    """
    returned = _read(ResultReturned, event)
    if (
        not _about(event, returned.dossier_id, returned.status_events)
        or not isinstance(returned.returned_to, str)
        or returned.returned_at.tzinfo is None
    ):
        raise Problem("hub.body_unreadable")
    return returned


def read_arrival(event: Event) -> ResultArrived:
    """What a ``result_arrived`` event carries.

    Raises:
        Problem: ``hub.body_unreadable`` when the body is something else.
    """
    arrived = _read(ResultArrived, event)
    if not _about(event, arrived.dossier_id, arrived.status_events):
        raise Problem("hub.body_unreadable")
    return arrived


def read_renewal(event: Event) -> DocumentRenewed:
    """What a ``document_renewed`` event carries; its file may arrive later, or have arrived.

    Raises:
        Problem: ``hub.body_unreadable`` when the body is something else.
    """
    renewed = _read(DocumentRenewed, event)
    document = renewed.document
    texts = (renewed.reason, renewed.component_code, document.component_code, document.title)
    if (
        renewed.dossier_id != event.aggregate_id
        or not all(isinstance(one, str) for one in texts)
        or not all(_is_hash(one) for one in (renewed.replaces, document.sha256))
        or document.component_code != renewed.component_code
        or document.sha256 not in event.files
    ):
        raise Problem("hub.body_unreadable")
    return renewed


def read_fields(event: Event) -> FieldsConfirmed:
    """What a ``fields_confirmed`` event carries.

    Raises:
        Problem: ``hub.body_unreadable`` when the body is something else.
    """
    told = _read(FieldsConfirmed, event)
    values = tuple(text for one in told.values for text in (one.name, one.value))
    texts = (told.component_code, told.paper, told.document_type, *values)
    if told.dossier_id != event.aggregate_id or not all(isinstance(one, str) for one in texts):
        raise Problem("hub.body_unreadable")
    return told


def _is_hash(text: object) -> bool:
    return isinstance(text, str) and is_sha256(text)


def read_steps(dossier_id: str, body_json: str) -> tuple[StatusEvent, ...]:
    """The steps of the dossier's life that a body of whatever type tells; none if it tells none.

    A newer desk may send bodies this hub cannot read: they are kept, and tell it nothing.
    """
    try:
        told = json.loads(body_json).get("status_events", ())
        steps = tuple(from_plain(StatusEvent, step) for step in told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()
    return steps if all(_is_step(step, dossier_id) for step in steps) else ()


def _about(event: Event, dossier_id: str, steps: tuple[StatusEvent, ...]) -> bool:
    """Whether body and steps are about the event's own dossier and of the known form."""
    return dossier_id == event.aggregate_id and all(_is_step(step, dossier_id) for step in steps)


def _is_step(step: StatusEvent, dossier_id: str) -> bool:
    return (
        step.dossier_id == dossier_id
        and isinstance(step.id, str)
        and isinstance(step.status, int)
        and abs(step.status) <= _LARGEST
        and isinstance(step.by, str)
        and isinstance(step.note, str)
        and step.at.tzinfo is not None
    )


def _names(event: Event) -> tuple[Any, ...]:
    return (event.event_id, event.aggregate_id)


def _storable(dossier: Dossier) -> bool:
    return (
        isinstance(dossier.code, str)
        and 0 < len(dossier.code) <= _LONGEST_CODE
        and isinstance(dossier.status, int)
        and abs(dossier.status) <= _LARGEST
        and all(is_sha256(document.sha256) for document in dossier.documents)
    )


def _read(kind: type[T], event: Event) -> T:
    try:
        plain = json.loads(event.body_json)
        _refuse_unwritable(plain)
        return from_plain(kind, plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Problem("hub.body_unreadable") from error


def _refuse_unwritable(value: Any) -> None:
    """Raise ValueError for text that JSON can escape and a database cannot hold."""
    if isinstance(value, str):
        value.encode("utf-8")
        if "\0" in value:
            raise ValueError("NUL in a text")
    elif isinstance(value, list):
        for each in value:
            _refuse_unwritable(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            _refuse_unwritable(name)
            _refuse_unwritable(each)
