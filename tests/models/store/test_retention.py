"""What goes when its time is over, and what never goes before the hub has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.attachment import Document
from models.problems import Problem
from models.retention import retention
from models.store import dossiers, drafts, outbox
from models.store.blobs import Blobs
from models.store.engine import Store
from models.store.retention import Purged, purge
from tests.support import store_samples as samples

DAY = timedelta(days=1)
NOON = samples.NOON
RULES = retention()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs", bytes(32))


def receive(store: Store, blobs: Blobs, number: int, content: bytes, procedure: str = "x") -> str:
    blob = blobs.put(content)
    document = Document("TP1", "Tờ khai", blob.sha256, blob.size, 1)
    one = samples.dossier(number, documents=(document,), procedure_code=procedure)
    with store.writing() as tx:
        blobs.record(tx, blob, NOON)
        dossiers.add(tx, one, samples.receipt(one))
        outbox.add_file(tx, blob.sha256, blob.size, one.id)
        outbox.put(tx, samples.event(one.id, body='{"name":"ai"}'), NOON)
    return blob.sha256


def run(store: Store, at: datetime) -> Purged:
    with store.writing() as tx:
        return purge(tx, RULES, at)


def here(store: Store, blobs: Blobs, sha256: str) -> str:
    with store.reading() as tx:
        try:
            blobs.get(tx, sha256)
        except Problem as problem:
            return problem.code
    return "here"


def test_a_scan_stays_until_the_hub_has_it_and_a_week_longer(store: Store, blobs: Blobs) -> None:
    scan = receive(store, blobs, 1, b"scan")
    assert run(store, NOON + 400 * DAY).scans == 0
    with store.writing() as tx:
        outbox.file_sent(tx, scan, NOON)
    assert run(store, NOON + 6.9 * DAY).scans == 0
    assert run(store, NOON + 7 * DAY).scans == 1
    assert here(store, blobs, scan) == "store.scan_released"
    with store.writing() as tx:
        assert blobs.sweep_orphans(tx, NOON + 9999 * DAY) == 1
    assert run(store, NOON + 8 * DAY).scans == 0


def test_copies_for_certification_go_as_soon_as_they_are_there(store: Store, blobs: Blobs) -> None:
    scan = receive(store, blobs, 1, b"scan", RULES.scans_dropped_once_sent_for[0])
    assert run(store, NOON).scans == 0
    with store.writing() as tx:
        outbox.file_sent(tx, scan, NOON)
    assert run(store, NOON).scans == 1


def test_a_scan_two_dossiers_share_waits_for_the_later_confirmation(
    store: Store, blobs: Blobs
) -> None:
    scan = receive(store, blobs, 1, b"scan")
    with store.writing() as tx:
        outbox.file_sent(tx, scan, NOON)
    receive(store, blobs, 2, b"scan")
    assert run(store, NOON + 30 * DAY).scans == 0
    with store.writing() as tx:
        outbox.file_sent(tx, scan, NOON + 25 * DAY)
    assert run(store, NOON + 30 * DAY).scans == 0
    assert run(store, NOON + 32 * DAY).scans == 1


def test_a_scan_that_comes_back_is_here_again(store: Store, blobs: Blobs) -> None:
    scan = receive(store, blobs, 1, b"scan")
    with store.writing() as tx:
        outbox.file_sent(tx, scan, NOON)
    run(store, NOON + 7 * DAY)
    receive(store, blobs, 2, b"scan")
    assert here(store, blobs, scan) == "here"


def test_a_draft_nobody_finished_goes_with_its_pages(store: Store, blobs: Blobs) -> None:
    blob = blobs.put(b"page")
    with store.writing() as tx:
        drafts.save(tx, samples.draft(1), NOON)
        drafts.save(tx, samples.draft(2), NOON + 5 * DAY)
        blobs.record(tx, blob, NOON)
        drafts.add_page(tx, page(blob.sha256))
    assert run(store, NOON + 31 * DAY).drafts == 1
    with store.reading() as tx:
        assert [one.id for one in drafts.open_drafts(tx, "lan")] == ["draft-2"]
    assert here(store, blobs, blob.sha256) == "store.scan_missing"


def page(sha256: str):  # type: ignore[no-untyped-def]
    from models.attachment import Page, PageSource

    return Page("page-1", "draft-1", "TP1", 1, sha256, "image/jpeg", 10, 10, 200,
                PageSource.SCANNER, NOON)  # fmt: skip


def test_what_was_said_to_the_hub_loses_its_words_and_keeps_its_place(
    store: Store, blobs: Blobs
) -> None:
    receive(store, blobs, 1, b"scan")
    assert run(store, NOON + 99 * DAY).events == 0
    with store.writing() as tx:
        outbox.accepted(tx, "dossier-1-e1", NOON)
    assert run(store, NOON + 29 * DAY).events == 0
    assert run(store, NOON + 31 * DAY).events == 1
    with store.reading() as tx:
        assert outbox.next_sequence(tx, "dossier-1") == 2
        assert tx.exec_driver_sql("SELECT body_json FROM outbox").scalar_one() == ""
    assert not run(store, NOON + 31 * DAY)


def test_what_was_let_go_is_not_promised_to_the_hub_again(store: Store, blobs: Blobs) -> None:
    gone, kept = receive(store, blobs, 1, b"one"), receive(store, blobs, 2, b"two")
    with store.writing() as tx:
        for number, scan, at in ((1, gone, NOON), (2, kept, NOON + 30 * DAY)):
            outbox.accepted(tx, f"dossier-{number}-e1", at)
            outbox.file_sent(tx, scan, at)
    run(store, NOON + 31 * DAY)
    with store.writing() as tx:
        again = outbox.send_again(tx, ["dossier-1-e1", "dossier-2-e1"], [gone, kept])
        assert again == 2
        assert [one.aggregate_id for one in outbox.due(tx, NOON, 9)] == ["dossier-2"]
        assert [one.sha256 for one in outbox.files_due(tx, NOON, 9)] == [kept]


def test_the_rules_are_dated_data_and_honest() -> None:
    assert RULES.dated.year >= 2026
    assert not replace(RULES).confirmed_by_office
    assert RULES.audit_years >= 5
