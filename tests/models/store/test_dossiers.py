"""Dossiers come back as they went in, are found by every code they had, and keep their history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models.attachment import Document
from models.citizen import IdentifiedBy
from models.dossier import Channel, CodeKind, Status, SyncState
from models.problems import Problem
from models.store import audit, dossiers, outbox, prints
from models.store.engine import Store
from tests.support.store_samples import NOON, citizen, dossier, event, receipt, status

DOCUMENTS = (
    Document("TP1", "Tờ khai", "aa" * 32, 1200, 3, pdfa="pass"),
    Document("TP2", "Giấy khai sinh", "bb" * 32, 99, 1),
)


def test_a_dossier_comes_back_as_it_was_written(store: Store) -> None:
    whole = dossier(documents=DOCUMENTS, submitter=citizen("Đỗ Thị Lý", number="001199000018"))
    with store.writing() as tx:
        dossiers.add(tx, whole, receipt(whole))
    with store.reading() as tx:
        assert dossiers.get(tx, whole.id) == whole
        assert dossiers.receipt(tx, whole.id) == receipt(whole)
        assert dossiers.by_code(tx, whole.code) == whole
        assert dossiers.get(tx, "unknown") is None
        assert dossiers.by_code(tx, "unknown") is None


def test_codes_are_found_however_they_are_typed(store: Store) -> None:
    whole = dossier()
    with store.writing() as tx:
        dossiers.add(tx, whole, receipt(whole))
    with store.reading() as tx:
        assert dossiers.by_code(tx, " h99.50.05–261119—0001 ") == whole


def test_a_provisional_code_finds_the_dossier_for_ever(store: Store) -> None:
    whole = dossier(code="TAM-Q1-261119-001", code_kind=CodeKind.PROVISIONAL)
    with store.writing() as tx:
        dossiers.add(tx, whole, receipt(whole))
        dossiers.set_official_code(tx, whole.id, "H99.50.05-261119-0077")
        dossiers.set_official_code(tx, whole.id, "H99.50.05-261119-0077")
    with store.reading() as tx:
        found = dossiers.by_code(tx, "TAM-Q1-261119-001")
        assert found is not None
        assert found == dossiers.by_code(tx, "H99.50.05-261119-0077")
        assert (found.code, found.code_kind) == ("H99.50.05-261119-0077", CodeKind.OFFICIAL)
        assert found.aliases == ("TAM-Q1-261119-001",)
        kept = dossiers.receipt(tx, whole.id)
        assert kept is not None
        assert kept.code == "TAM-Q1-261119-001", "the paper in the citizen's hand does not change"


def test_no_two_dossiers_share_a_code(store: Store) -> None:
    first, second = dossier(1), dossier(2)
    with store.writing() as tx:
        dossiers.add(tx, first, receipt(first))
        dossiers.add(tx, second, receipt(second))
    with pytest.raises(Problem, match=r"store\.code_taken"), store.writing() as tx:
        dossiers.set_official_code(tx, second.id, first.code)
    with pytest.raises(Problem, match=r"store\.code_taken"), store.writing() as tx:
        dossiers.add(tx, dossier(3, code=first.code), receipt(first))
    with store.reading() as tx:
        assert dossiers.get(tx, "dossier-3") is None


def test_steps_are_numbered_without_gap_or_repetition(store: Store) -> None:
    whole = dossier()
    with store.writing() as tx:
        dossiers.add(tx, whole, receipt(whole))
        dossiers.append_status(tx, status(whole, 1))
        dossiers.append_status(tx, status(whole, 2, Status.PROCESSING))
    for wrong in (2, 4):
        with pytest.raises(Problem, match="changed_meanwhile"), store.writing() as tx:
            dossiers.append_status(tx, replace(status(whole, wrong), id=f"other-{wrong}"))
    with store.reading() as tx:
        now = dossiers.get(tx, whole.id)
        assert now is not None
        assert (now.status, now.version) == (Status.PROCESSING, 2)
        assert dossiers.timeline(tx, whole.id) == (
            status(whole, 1),
            status(whole, 2, Status.PROCESSING),
        )


def test_steps_of_unknown_dossiers_are_refused(store: Store) -> None:
    with pytest.raises(Problem, match="no_dossier"), store.writing() as tx:
        dossiers.append_status(tx, status(dossier(9), 1))
    with pytest.raises(Problem, match="no_dossier"), store.writing() as tx:
        dossiers.mark_returned(tx, "dossier-9", NOON, "ai đó")
    with pytest.raises(Problem, match="no_dossier"), store.writing() as tx:
        dossiers.set_official_code(tx, "dossier-9", "H99-261119-0001")


def test_a_failed_act_leaves_no_trace(store: Store) -> None:
    whole = dossier(documents=DOCUMENTS)
    with pytest.raises(ZeroDivisionError), store.writing() as tx:  # noqa: PT012 - one act
        dossiers.add(tx, whole, receipt(whole))
        dossiers.append_status(tx, status(whole, 1))
        outbox.put(tx, event(whole.id), NOON)
        audit.append(tx, "dossier.received", "lan", NOON, whole.id)
        raise ZeroDivisionError
    with store.reading() as tx:
        assert dossiers.get(tx, whole.id) is None
        assert outbox.counts(tx).waiting_events == 0
        assert audit.verify(tx).rows == 0


def test_the_result_in_the_citizens_hand(store: Store) -> None:
    whole = dossier()
    with store.writing() as tx:
        dossiers.add(tx, whole, receipt(whole))
        dossiers.mark_returned(tx, whole.id, NOON, "Nguyễn Văn Hậu")
    with store.reading() as tx:
        found = dossiers.get(tx, whole.id)
    assert found == replace(whole, returned_at=NOON, returned_to="Nguyễn Văn Hậu")


def test_the_latest_facts_of_a_person(store: Store) -> None:
    earlier = dossier(1, owner=citizen(phone="0900000001"))
    later = dossier(
        2,
        owner=citizen("Trần Thị Bé", number="001199000018"),
        submitter=citizen(phone="0900000002", identified_by=IdentifiedBy.QR),
    )
    with store.writing() as tx:
        for one in (earlier, later):
            dossiers.add(tx, one, receipt(one))
    with store.reading() as tx:
        assert dossiers.latest_of_person(tx, "001099012317") == (later.id, later.submitter)
        assert dossiers.latest_of_person(tx, "001199000018") == (later.id, later.owner)
        assert dossiers.latest_of_person(tx, "001199000019") is None


def test_lists_of_the_day(store: Store) -> None:
    states = [
        Status.RECEIVED,
        Status.PROCESSING,
        Status.SUPPLEMENT_REQUESTED,
        Status.FINISHED,
        Status.RETURNED,
    ]
    with store.writing() as tx:
        for number, state in enumerate(states, 1):
            one = dossier(number, status=int(state), channel=Channel(1 + number % 2))
            dossiers.add(tx, one, receipt(one))
    start, end = NOON, NOON + timedelta(hours=1)
    late = NOON + timedelta(days=9)

    def numbers(rows: tuple[object, ...]) -> list[str]:
        return [one.code[-1] for one in rows]  # type: ignore[attr-defined]

    with store.reading() as tx:
        assert numbers(dossiers.received_between(tx, start, end)) == list("54321")
        assert numbers(dossiers.received_between(tx, start, end, limit=2)) == list("54")
        assert numbers(dossiers.received_between(tx, end, late)) == []
        due = dossiers.due_between(tx, start + timedelta(days=3), end + timedelta(days=3))
        assert numbers(due) == list("1234")
        assert numbers(dossiers.overdue(tx, late)) == list("12")
        assert numbers(dossiers.overdue(tx, NOON)) == []
        assert numbers(dossiers.with_status(tx, [Status.FINISHED, Status.RECEIVED])) == list("41")
        assert dossiers.counts_by(tx, start, end, "channel") == (("online", 3), ("direct", 2))
        assert dossiers.counts_by(tx, start, end, "clerk") == (("lan", 5),)
        assert dossiers.counts_by(tx, start, end, "procedure") == (
            ("Chứng thực bản sao từ bản chính", 5),
        )


def test_a_row_masks_the_number_and_tells_the_line(store: Store) -> None:
    whole = dossier()
    with store.writing() as tx:
        dossiers.add(tx, whole, receipt(whole))
        outbox.put(tx, event(whole.id), NOON)
    with store.reading() as tx:
        (row,) = dossiers.not_sent(tx)
    assert row.number_masked == "0010******17"
    assert row.owner_name == "Nguyễn Văn Hậu"
    assert row.sync is SyncState.WAITING
    with store.writing() as tx:
        outbox.accepted(tx, event(whole.id).event_id, NOON)
    with store.reading() as tx:
        assert dossiers.not_sent(tx) == ()
        (row,) = dossiers.received_between(tx, NOON, NOON + timedelta(hours=1))
    assert row.sync is SyncState.SENT


def test_an_owed_paper_is_owed_until_it_is_settled(store: Store) -> None:
    first, second = dossier(1), dossier(2)
    with store.writing() as tx:
        for minutes, one in enumerate((second, first)):
            dossiers.add(tx, one, receipt(one))
            prints.owe(tx, one.id, NOON + timedelta(minutes=minutes))
    with store.reading() as tx:
        assert prints.owed(tx) == (second.id, first.id)
    with store.writing() as tx:
        prints.settle(tx, second.id)
    with store.reading() as tx:
        assert prints.owed(tx) == (first.id,)
