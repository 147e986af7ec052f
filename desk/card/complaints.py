"""From a fault of the card to a problem a clerk can act on."""

from __future__ import annotations

from desk.card.faults import (
    CardFault,
    ChannelBroken,
    LinkLoss,
    LinkLost,
    Malformed,
    Refused,
    Stopped,
    Unsupported,
    WrongKey,
)
from models.problems import Kind, Problem

_LINK = {
    LinkLoss.NO_READER: "card.no_reader",
    LinkLoss.NO_CARD: "card.no_card",
    LinkLoss.UNRESPONSIVE: "card.unresponsive",
    LinkLoss.REMOVED: "card.removed",
    LinkLoss.RESET: "card.reset",
    LinkLoss.BUSY: "card.busy",
    LinkLoss.SERVICE_DOWN: "card.service_down",
    LinkLoss.NO_ACCESS: "card.no_access",
    LinkLoss.BAD_ANSWER: "card.bad_answer",
}

_OTHERS: dict[type[CardFault], tuple[str, Kind]] = {
    WrongKey: ("card.wrong_key", Kind.BAD_INPUT),
    Unsupported: ("card.needs_mrz", Kind.BAD_INPUT),
    ChannelBroken: ("card.channel_broken", Kind.DEVICE_OR_LINE),
    Malformed: ("card.data_malformed", Kind.DEVICE_OR_LINE),
    CardFault: ("card.bad_answer", Kind.DEVICE_OR_LINE),
}


def problem_of(fault: CardFault) -> Problem:
    """The problem a fault amounts to, with the fault as its cause."""
    problem = _problem_of(fault)
    problem.__cause__ = fault
    return problem


def _problem_of(fault: CardFault) -> Problem:
    if isinstance(fault, LinkLost):
        return Problem(_LINK[fault.loss], Kind.DEVICE_OR_LINE)
    if isinstance(fault, Refused):
        return _refusal(fault)
    if isinstance(fault, Stopped):
        return Problem(f"card.{fault.reason}", Kind.DEVICE_OR_LINE)
    code, kind = next(named for cause, named in _OTHERS.items() if isinstance(fault, cause))
    return Problem(code, kind)


def _refusal(fault: Refused) -> Problem:
    if fault.step == "select application":
        return Problem("card.not_identity_card", Kind.BAD_INPUT)
    status = f"{fault.status:04X}"
    return Problem("card.refused", Kind.DEVICE_OR_LINE, step=fault.step, status=status)
