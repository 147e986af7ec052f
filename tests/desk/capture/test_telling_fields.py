"""Confirmed values reach the document's record and the hub, once a sitting; nothing else does."""

from __future__ import annotations

import io
import json
from typing import Any

import pikepdf
import pytest

from desk.capture import digitisation_record, telling
from desk.events import DocumentRenewed, FieldsTold
from models.attachment import Document
from models.messages import EventType, RenewalReason
from models.pages import DocumentState
from models.problems import Problem
from models.reading import Box, FieldProposal
from models.store import documents, field_values, outbox
from models.store.field_values import ReadPaper
from tests.support.digitising_bench import NAME, PAPER, Bench, add_page, present, receive

KIND = "giay_khai_sinh"
MACHINE = "Nguyen Thj Hau"
UNSEEN = "chưa ai xác nhận 079"
PROPOSALS = tuple(
    FieldProposal(name, value, 0, Box(40, 40, 240, 60))
    for name, value in (("child.full_name", MACHINE), ("number", "12/2026"), ("place", UNSEEN))
)


def paper(bench: Bench) -> ReadPaper:
    return ReadPaper("draft-1", PAPER, KIND, False, bench.clock.now)


def read(bench: Bench) -> Document:
    """A dossier whose document has its text, and values read from it."""
    page_id = add_page(bench, 1)
    receive(bench)
    bench.run()
    with bench.store.writing() as tx:
        field_values.propose(tx, paper(bench), PROPOSALS, [page_id])
    return present(bench)


def confirm(bench: Bench, name: str, value: str) -> None:
    with bench.store.writing() as tx:
        field_values.confirm(tx, paper(bench), name, value, "lan", bench.clock.now)


def told(bench: Bench) -> list[dict[str, Any]]:
    with bench.store.reading() as tx:
        due = outbox.due(tx, bench.clock.now, 99)
    return [json.loads(one.body_json) for one in due if one.type == EventType.FIELDS_CONFIRMED]


def reasons(bench: Bench) -> list[str]:
    with bench.store.reading() as tx:
        return [one.reason for one in documents.versions(tx, "draft-1")]


def in_the_record(bench: Bench) -> dict[str, str]:
    with bench.store.reading() as tx:
        pdf = bench.blobs.get(tx, present(bench).sha256)
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        return {one.name: one.value for one in digitisation_record.read(metadata).values}


def test_a_sitting_makes_one_renewal_and_one_word_to_the_hub(bench: Bench) -> None:
    before = read(bench)
    confirm(bench, "child.full_name", NAME)
    bench.clock.advance(seconds=100)
    confirm(bench, "number", "12/2026")
    bench.clock.advance(seconds=100)
    assert bench.run() == 0, "the clerk is still at it"
    bench.clock.advance(seconds=21)
    bench.run()
    after = present(bench)
    assert after.sha256 != before.sha256
    assert reasons(bench) == ["received", "text", "fields"]
    assert in_the_record(bench) == {"child.full_name": NAME, "number": "12/2026"}
    (body,) = told(bench)
    assert body == {
        "dossier_id": "draft-1", "component_code": PAPER, "paper": "draft-1",
        "document_type": KIND,
        "values": [
            {"name": "child.full_name", "value": NAME}, {"name": "number", "value": "12/2026"},
        ],
    }  # fmt: skip
    with bench.store.reading() as tx:
        waiting = [one.sha256 for one in outbox.files_due(tx, bench.clock.now, 9)]
        assert waiting == [after.sha256], "the version before was not sent and need not be"
    assert bench.kinds().count(DocumentRenewed) == 2
    assert bench.kinds().count(FieldsTold) == 1
    assert bench.run() == 0, "nothing is done twice"
    (status,) = bench.work.documents("draft-1")
    assert status.state is DocumentState.TEXT


def test_nothing_unconfirmed_and_nothing_of_the_machine_ever_leaves(bench: Bench) -> None:
    read(bench)
    bench.clock.advance(hours=1)
    assert (bench.run(), told(bench)) == (0, []), "proposals alone are nobody's word"
    confirm(bench, "child.full_name", NAME)
    bench.clock.advance(hours=1)
    bench.run()
    with bench.store.reading() as tx:
        left = "".join(one.body_json for one in outbox.due(tx, bench.clock.now, 99))
        pdf = bench.blobs.get(tx, present(bench).sha256)
    assert NAME in left
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        xmp = bytes(opened.Root.Metadata.read_bytes()).decode()
    for secret in (UNSEEN, MACHINE):
        assert secret not in left
        assert secret not in xmp


def test_where_nothing_is_open_any_more_nobody_waits_two_minutes(bench: Bench) -> None:
    read(bench)
    for one in PROPOSALS:
        confirm(bench, one.name, one.value)
    bench.clock.advance(seconds=telling.SETTLED.total_seconds() - 1)
    assert bench.run() == 0
    bench.clock.advance(seconds=1)
    bench.run()
    assert reasons(bench)[-1] == "fields"


def test_a_correction_after_it_was_told_is_told_again(bench: Bench) -> None:
    read(bench)
    for value in (MACHINE, NAME):
        confirm(bench, "child.full_name", value)
        bench.clock.advance(hours=1)
        bench.run()
    assert [one["values"][0]["value"] for one in told(bench)] == [MACHINE, NAME]
    assert in_the_record(bench) == {"child.full_name": NAME}


def test_a_signed_document_stays_as_it_is_and_the_values_travel(bench: Bench) -> None:
    before = read(bench)
    signed = Document(PAPER, before.title, "5" * 64, 9, 1)
    with bench.store.writing() as tx:
        documents.renew(
            tx, "draft-1", PAPER, signed, RenewalReason.SIGNED, bench.clock.now
        )  # fmt: skip
    confirm(bench, "child.full_name", NAME)
    bench.clock.advance(hours=1)
    bench.run()
    assert present(bench).sha256 == signed.sha256
    assert [one["values"] for one in told(bench)] == [[{"name": "child.full_name", "value": NAME}]]
    assert bench.run() == 0


def test_a_signature_set_while_the_record_is_written_wins(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(bench)
    confirm(bench, "child.full_name", NAME)
    bench.clock.advance(hours=1)
    writing = bench.work._tools.telling._writing
    write, signed = type(writing).with_text, Document(PAPER, before.title, "5" * 64, 9, 1)

    def meanwhile_signed(*given: Any) -> Any:
        made = write(*given)
        with bench.store.writing() as tx:
            documents.renew(tx, "draft-1", PAPER, signed, RenewalReason.SIGNED, bench.clock.now)
        return made

    monkeypatch.setattr(type(writing), "with_text", meanwhile_signed)
    bench.run()
    assert present(bench).sha256 == signed.sha256
    assert len(told(bench)) == 1


def test_a_kill_between_word_and_record_owes_the_record_only(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(bench)
    confirm(bench, "child.full_name", NAME)
    bench.clock.advance(hours=1)
    with monkeypatch.context() as patched:
        patched.setattr(telling.Telling, "_renew", _killed)
        with pytest.raises(KeyboardInterrupt):
            bench.run()
    assert (len(told(bench)), in_the_record(bench)) == (1, {})
    bench.run()
    assert (len(told(bench)), in_the_record(bench)) == (1, {"child.full_name": NAME})


def test_a_document_that_cannot_be_written_does_not_keep_the_values(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(bench)
    confirm(bench, "child.full_name", NAME)
    writing = type(bench.work._tools.telling._writing)

    def broken(*_: Any) -> Any:
        raise Problem("capture.page_unreadable")

    monkeypatch.setattr(writing, "with_text", broken)
    for _ in range(12):
        bench.clock.advance(hours=3)
        bench.run()
    assert (len(told(bench)), present(bench).sha256) == (1, before.sha256)
    with bench.store.reading() as tx:
        assert field_values.news(tx) == (), "given up after enough tries"


def _killed(*_: object) -> None:
    raise KeyboardInterrupt
