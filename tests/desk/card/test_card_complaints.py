"""Every fault of a card has words for the clerk."""

from __future__ import annotations

import pytest

from desk.card.complaints import problem_of
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
from models.problems import wording

EVERY_FAULT = [
    *(LinkLost(loss) for loss in LinkLoss),
    Refused("select application", 0x6A82),
    Refused("DG1", 0x6982),
    WrongKey("PACE"),
    ChannelBroken("checksum"),
    Malformed("DG13"),
    Unsupported("curve"),
    Stopped("cancelled"),
    Stopped("too_slow"),
]


@pytest.mark.parametrize("fault", EVERY_FAULT, ids=str)
def test_every_fault_has_words_for_the_clerk(fault: CardFault) -> None:
    problem = problem_of(fault)
    words = wording(problem)
    assert problem.__cause__ is fault
    assert words.message_vi
    assert words.next_step_en
