"""One invented week, 16–20 November 2026, counted by hand: every component of 766 a desk can know.

| code | day | what happened                                                         |
|------|-----|-----------------------------------------------------------------------|
| A    | Mon | direct, done a day early, 2 papers wanted, 2 digitised, 1 reused       |
| B    | Mon | online, done at the last minute of its day, 3 wanted, 2 digitised      |
| C    | Tue | direct, done a minute late                                            |
| D    | Tue | online by a clerk's hand, not done, due tomorrow                      |
| E    | Wed | direct, not done, due yesterday                                       |
| F    | Wed | by post, waits for papers, due yesterday: no clock runs               |
| G    | Thu | direct, papers asked for twice, done in time                          |
| H    | Thu | refused at reception: counts nowhere                                  |
| I    | Fri | direct, an immediate one without papers to digitise, result on paper  |
| K    | Fri | online, received two hours ago, not sent yet                          |
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from desk.clock import VIETNAM
from models.dossier import Channel, Status
from models.kpi766 import Complaint, Counted, Rating, score

NOW = datetime(2026, 11, 20, 16, tzinfo=VIETNAM)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


A = Counted(
    id="a", code="A", status=Status.RETURNED, received_at=at(16), due=at(18, 17),
    finished_at=at(17), channel=Channel.DIRECT, assisted=False, requests=0, duty=True,
    paid_online=True, wanted=2, digitised=2, reused=1, electronic_result=True, synced_at=at(16, 10),
)  # fmt: skip
B = replace(
    A, code="B", channel=Channel.ONLINE, finished_at=at(18, 17), wanted=3, digitised=2, reused=0,
    synced_at=at(17, 9),
)  # fmt: skip
C = replace(A, code="C", received_at=at(17), finished_at=at(18, 17, 1), synced_at=at(18, 9, 1))
D = replace(
    A, code="D", status=Status.PROCESSING, received_at=at(17), due=at(21, 17), finished_at=None,
    channel=Channel.ONLINE, assisted=True, paid_online=False, electronic_result=False,
    synced_at=at(17, 12),
)  # fmt: skip
E = replace(
    D, code="E", received_at=at(18), due=at(19, 17), channel=Channel.DIRECT, assisted=False,
    duty=False, wanted=4, digitised=0, reused=0, synced_at=None,
)  # fmt: skip
F = replace(
    E, code="F", status=Status.SUPPLEMENT_REQUESTED, channel=Channel.POST, requests=1, wanted=1,
    digitised=1, reused=1, synced_at=at(18, 10),
)  # fmt: skip
G = replace(
    A, code="G", received_at=at(19), due=at(24, 17), finished_at=at(20), requests=2, duty=False,
    wanted=0, digitised=0, reused=0, synced_at=at(19, 10),
)  # fmt: skip
H = replace(A, code="H", status=Status.NOT_RECEIVED, received_at=at(19), synced_at=None)
I = replace(  # noqa: E741 - the letter of the table
    G, code="I", received_at=at(20), requests=0, electronic_result=False, duty=True,
    paid_online=False, synced_at=at(20, 9, 1),
)  # fmt: skip
K = replace(
    D, code="K", received_at=NOW - 2 * HOUR, assisted=False, duty=True, paid_online=True, wanted=2,
    digitised=1, reused=1, synced_at=None,
)  # fmt: skip
WEEK = [A, B, C, D, E, F, G, H, I, K]


def test_a_week_counted_by_hand() -> None:
    ratings = [Rating(code, level) for code, level in zip("AABCG", (3, 2, 3, 1, 2), strict=True)]
    complaints = [
        Complaint("PA-1", at(19), at(18), satisfied=True),
        Complaint("PA-2", at(19), None, satisfied=None),
        Complaint("PA-3", None, at(20), satisfied=False),
    ]
    found = score(WEEK, ratings, complaints, NOW, has_hub=True)
    told = {one.key: (one.good, one.total, one.points, one.lost) for one in found.components}
    assert told == {
        # nine received; K is younger than a day and unsent: eight judged. C a minute late, E never.
        "DOSSIER_SYNC": (6, 8, 4.5, ("C", "E")),
        # C late, E overdue, G asked twice; F's clock stands, D and K have time: 20 × 6/9.
        "ON_TIME": (6, 9, 13.33, ("C", "E", "G")),
        # duty: A B C D I K; D and I did not pay online: 6 × 4/6.
        "ONLINE_PAYMENT": (4, 6, 4.0, ("D", "I")),
        # PA-2 is a day past and unanswered; PA-3 had no term.
        "PAKN_ON_TIME": (1, 2, 3.0, ("PA-2",)),
        "PAKN_SATISFACTION": (1, 2, 3.0, ("PA-3",)),
        # four of five are satisfied: 6 × 0,8 / 0,9 = 5,33.
        "DOSSIER_RECEIVING_SATISFACTION": (4, 5, 5.33, ("C",)),
        # done: A B C G I; I's result is on paper: 6 × 4/5.
        "ORIGINAL_RESULT_AVAILABLE": (4, 5, 4.8, ("I",)),
        # papers: A 2/2, B 2/3, C 2/2, D 2/2, E 0/4, F 1/1, K 1/2 = 10 of 16: 4 × 10/16.
        "SO_HOA_GIAY_TO_GIAI_QUYET": (10, 16, 2.5, ("B", "E", "K")),
        # of A B C D E F K, B and E reused nothing: 5/7 = 71,4 %, 2 × 71,4/80 = 1,79.
        "REUSED_DIGITIZED_DATA": (5, 7, 1.79, ("B", "E")),
    }
    assert found.points == 42.25, "4,5 + 13,33 + 4 + 3 + 3 + 5,33 + 4,8 + 2,5 + 1,79"
    assert found.reachable == 62
    assert (found.direct, found.online, found.assisted, found.post) == (5, 2, 1, 1)
    assert found.online_share == 0.2222, "two of nine; D was lodged by a clerk's hand"
    assert found.label == "ước tính tại quầy"
    assert score([], [], [], NOW, has_hub=True).online_share is None
