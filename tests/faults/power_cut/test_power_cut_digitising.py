"""The plug is pulled while a seat digitises behind the clerk: what was told is there afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from desk.capture.bridge import WORKER_COMMAND
from desk.capture.decoder import Decoder
from desk.threads import start_process
from migrations.upgrade import open_current
from models.attachment import Page, PageSource
from models.messages import EventType
from models.pages import ReadingStage
from models.problems import Problem
from models.reading import Box, FieldProposal
from models.store import (
    audit,
    documents,
    dossiers,
    drafts,
    field_values,
    outbox,
    page_findings,
    page_texts,
)
from models.store.blobs import Blobs
from models.store.engine import Store, Tx
from models.store.field_values import ReadPaper
from tests.faults.power_cut.images import Image, images
from tests.faults.power_cut.recorder import Journal
from tests.faults.power_cut.recording import recorded
from tests.support import store_samples as samples
from tests.support.capture_samples import page_jpeg
from tests.support.digitising_bench import NAME, PAPER, SMALL, make_bench

SEED = 20261122
KEY = bytes(range(32))
DOSSIERS = ("draft-1", "draft-2")
VALUE = FieldProposal("child.full_name", "Nguyen Thj Hau", 0, Box(40, 40, 240, 60))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two dossiers with two pages each, just received, a value of each confirmed already."""
    folder = tmp_path_factory.mktemp("prepared")
    store = open_current(folder / "motcua.db", KEY, create=True)
    decoder = Decoder(start_process, WORKER_COMMAND, None)
    bench = make_bench(store, Blobs(folder / "blobs", KEY), decoder, [])
    numbers = count(1)
    for place, dossier_id in enumerate(DOSSIERS, start=1):
        for number in (next(numbers), next(numbers)):
            keep_page(store, bench.blobs, dossier_id, number)
        made = bench.work._tools.finishing._writing.plain(
            dossier_id, PAPER, "Giấy khai sinh", bench.clock.now
        )
        assert made is not None
        document, blob = made
        paper = ReadPaper(dossier_id, PAPER, "giay_khai_sinh", False, bench.clock.now)
        with store.writing() as tx:
            bench.blobs.record(tx, blob, bench.clock.now)
            one = samples.dossier(place, id=dossier_id, documents=(document,))
            dossiers.add(tx, one, samples.receipt(one))
            documents.came_from(tx, one.id, dossier_id, (document,), bench.clock.now)
            outbox.add_file(tx, document.sha256, document.size, one.id)
            field_values.propose(tx, paper, (VALUE,), [f"page-{2 * place - 1}"])
            field_values.confirm(tx, paper, VALUE.name, NAME, "lan", bench.clock.now)
            drafts.delete(tx, dossier_id, {PAPER})
    bench.work.close()
    store.close()
    return folder


def keep_page(store: Store, blobs: Blobs, draft_id: str, number: int) -> None:
    blob = blobs.put(page_jpeg(number, SMALL))
    page = Page(
        f"page-{number}", draft_id, PAPER, number, blob.sha256, "image/jpeg", *SMALL, 200,
        PageSource.SCANNER, samples.NOON,
    )  # fmt: skip
    with store.writing() as tx:
        blobs.record(tx, blob, samples.NOON)
        drafts.save(tx, replace(samples.draft(1), id=draft_id), samples.NOON)
        drafts.add_page(tx, page)


@pytest.fixture(scope="module")
def journal(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Journal:
    return recorded("digitise_child.py", prepared, (), tmp_path_factory.mktemp("recorded"))


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    made = Decoder(start_process, WORKER_COMMAND, None)
    yield made
    made.close()


def check(image: Image, folder: Path, decoder: Decoder | None = None) -> int:
    """Open the store on the image and hold it to every promise; how many renewals it has.

    With a ``decoder`` the work then goes on, and must come to the same end as without a cut.
    """
    image.lay_down(folder)
    store = open_current(folder / "motcua.db", KEY)
    blobs = Blobs(folder / "blobs", KEY)
    try:
        store.check()
        with store.reading() as tx:
            assert audit.verify(tx).broken_at is None
            nothing_by_halves(tx, blobs)
            for promise in image.promised:
                hold_to(tx, blobs, promise.split())
            renewed = sum(len(documents.versions(tx, one)) for one in DOSSIERS)
        if decoder is not None:
            goes_on(store, blobs, decoder)
        return renewed
    finally:
        store.close()
        shutil.rmtree(folder)


def nothing_by_halves(tx: Tx, blobs: Blobs) -> None:
    """Whatever a row names can be read."""
    for dossier_id in DOSSIERS:
        for document in documents.present(tx, dossier_id).values():
            assert len(blobs.get(tx, document.sha256)) == document.size
        for view in page_findings.of_draft(tx, dossier_id).values():
            blobs.get(tx, view.sha256)
        versions = [one.sha256 for one in documents.versions(tx, dossier_id)]
        events = [one for one in outbox.bodies(tx, dossier_id) if '"replaces"' in one]
        assert len(events) == max(0, len(versions) - 1), "row, history and word are one"
    for due in outbox.files_due(tx, samples.NOON.replace(year=2030), 99):
        blobs.get(tx, due.sha256)


def hold_to(tx: Tx, blobs: Blobs, promise: list[str]) -> None:
    match promise:
        case ["prepared", page_id]:
            assert page_findings.get(tx, page_id) is not None, "a prepared page is gone"
        case ["read", page_id, final]:
            stage = ReadingStage.FUSED if final == "1" else ReadingStage.FIRST
            assert page_texts.get(tx, page_id, stage) is not None, "the text of a page is gone"
        case ["renewed", dossier_id, sha256, _reason]:
            known = [one.sha256 for one in documents.versions(tx, dossier_id)]
            assert sha256 in known, "a renewed document is gone"
        case ["told", dossier_id]:
            words = outbox.bodies(tx, dossier_id)
            assert any('"document_type"' in one for one in words), "confirmed values are gone"
        case ["sent", dossier_id, sha256]:
            assert outbox.file_is_sent(tx, sha256, dossier_id), "what was sent is sent again"
        case _:
            raise AssertionError(promise)


def goes_on(store: Store, blobs: Blobs, decoder: Decoder) -> None:
    defects: list[BaseException] = []
    bench = make_bench(store, blobs, decoder, defects, "again")
    bench.clock.advance(hours=2)
    bench.run()
    assert defects == []
    with store.reading() as tx:
        nothing_by_halves(tx, blobs)
        assert documents.unfinished(tx) == ()
        assert field_values.news(tx) == ()
        for dossier_id in DOSSIERS:
            told = [one for one in outbox.bodies(tx, dossier_id) if '"document_type"' in one]
            assert len(told) == 1, f"{EventType.FIELDS_CONFIRMED} goes out once"


def cut(journal: Journal, number: int, folder: Path, decoder: Decoder | None = None) -> list[int]:
    return [
        check(image, folder / str(place), decoder if place % 10 == 0 else None)
        for place, image in enumerate(images(journal, number, SEED))
    ]


def test_a_cut_while_digitising_keeps_what_was_told_and_the_work_goes_on(
    journal: Journal, decoder: Decoder, scratch: Path
) -> None:
    told = {str(one[1]).split()[0] for one in journal.steps if one[0] == "mark"}
    assert told == {"prepared", "read", "renewed", "told", "sent"}
    found = cut(journal, 40, scratch, decoder)
    assert min(found) == 0, "cuts fall before the first renewal"
    assert found[-1] == max(found) >= 4


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_cuts_while_digitising(
    journal: Journal, decoder: Decoder, scratch: Path
) -> None:
    cut(journal, 1000, scratch, decoder)


@pytest.mark.parametrize(
    ("spoiled", "broken"),
    [
        ("rows_first", r"store\.scan_missing"),
        ("normal", "is gone|is sent again"),
    ],
)
def test_the_proof_of_digitising_notices_a_wrong_order_and_a_missing_flush(
    prepared: Path, scratch: Path, spoiled: str, broken: str
) -> None:
    journal = recorded("digitise_child.py", prepared, (spoiled,), scratch / "recorded")
    with pytest.raises((AssertionError, Problem), match=broken):
        cut(journal, 300, scratch / "images")
