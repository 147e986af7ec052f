"""Statuses as other systems write them: the national numbers, OpenCPS names, Vietnamese words."""

from __future__ import annotations

from models.dossier import Status
from models.text import fold
from models.vocabulary import codes_of, say

_OPENCPS = {
    "new": Status.REGISTERED,
    "receiving": Status.REGISTERED,
    "processing": Status.PROCESSING,
    "waiting": Status.SUPPLEMENT_REQUESTED,
    "correcting": Status.SUPPLEMENT_REQUESTED,
    "paying": Status.PAYMENT_REQUESTED,
    "handover": Status.PROCESSING,
    "releasing": Status.FINISHED,
    "posting": Status.FINISHED,
    "done": Status.RETURNED,
    "cancelled": Status.WITHDRAWN,
    "denied": Status.NOT_RECEIVED,
}
"""OpenCPS v2's own names (rules §5.2)."""


def status_of(text: str) -> int | None:
    """The status a text means; «being processed» where nothing is said, None for an unknown word.

    A number nobody knows stays as it is: it is shown raw.
    """
    folded = fold(text)
    if not folded:
        return Status.PROCESSING
    if folded.isdecimal():
        return int(folded)
    if folded in _OPENCPS:
        return _OPENCPS[folded]
    words = {fold(say("statuses", code)): int(code) for code in codes_of("statuses")}
    return words.get(folded)
