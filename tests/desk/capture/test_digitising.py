"""What goes on behind the clerk: pages made ready and read, documents renewed, repeatably."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count

import pikepdf
import pytest

from desk.capture.preparer import Picture
from desk.capture.renewing import NewVersion, Renewals
from desk.events import DigitisingFailed, DocumentRenewed, PagePrepared, PageRead
from desk.threads import start_thread
from models.attachment import Document, Page
from models.messages import EventType, RenewalReason
from models.pages import DocumentState, Proposal, ReadingStage
from models.problems import Problem
from models.reading import Remark
from models.store import documents, outbox, page_findings, page_texts
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.support.digitising_bench import (
    NAME,
    PAPER,
    Bench,
    FakePreparer,
    add_page,
    present,
    receive,
)


def test_a_received_paper_gets_its_text_and_the_hub_is_told(bench: Bench) -> None:
    add_page(bench, 1)
    add_page(bench, 2)
    before = receive(bench)
    bench.run()
    after = present(bench)
    assert after.sha256 != before.sha256
    with bench.store.reading() as tx:
        pdf = bench.blobs.get(tx, after.sha256)
        (event,) = outbox.due(tx, bench.clock.now, 9)
        assert [one.sha256 for one in outbox.files_due(tx, bench.clock.now, 9)] == [after.sha256]
        with pytest.raises(Problem, match=r"store\.scan_missing"):
            bench.blobs.get(tx, before.sha256)
        assert [one.reason for one in documents.versions(tx, "draft-1")] == ["received", "text"]
    assert event.type == EventType.DOCUMENT_RENEWED
    assert event.files == (after.sha256,)
    assert f'"replaces":"{before.sha256}"' in event.body_json
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
    assert bench.kinds().count(DocumentRenewed) == 1
    (status,) = bench.work.documents("draft-1")
    assert (status.state, status.working, status.sent) == (DocumentState.TEXT, False, False)
    assert (status.pdfa, status.remarks) == ("pass", (Remark.DARK,))
    assert bench.run() == 0, "nothing is done twice"


def test_a_document_over_its_receivers_limit_says_so(bench: Bench) -> None:
    bench.work._tools.finishing._writing.limit = lambda _dossier: 10_000
    add_page(bench, 1)
    receive(bench)
    bench.run()
    (status,) = bench.work.documents("draft-1")
    assert (status.state, status.trouble) == (DocumentState.TEXT, "pdf.too_large")
    assert present(bench).pdfa == "pass", "it is there all the same"


def test_an_open_draft_is_read_and_no_document_made(bench: Bench) -> None:
    add_page(bench, 1)
    bench.run()
    assert bench.kinds() == [PagePrepared, PageRead, PageRead]
    with bench.store.reading() as tx:
        text = page_texts.best(tx, "page-1")
    assert text is not None
    assert (text.engine, text.text) == ("fusion", NAME)


def test_first_readings_go_before_final_ones(bench: Bench) -> None:
    add_page(bench, 1)
    add_page(bench, 2)
    bench.run()
    assert bench.reader.asked == ["trueocr", "trueocr", "fusion", "fusion"]


def test_while_a_scan_runs_the_second_reader_reads_only_quickly(bench: Bench) -> None:
    add_page(bench, 1)
    bench.work.once()
    bench.busy[0] = True
    assert bench.work._read_some(1)
    assert not bench.work._read_some(1)
    assert bench.reader.asked == ["trueocr"]
    bench.busy[0] = False
    assert bench.work._read_some(1)
    assert bench.reader.asked == ["trueocr", "fusion"]


def test_loops_read_each_page_once_and_end_when_told(bench: Bench) -> None:
    for number in range(1, 7):
        add_page(bench, number)
    before = receive(bench)
    stop = threading.Event()
    threads = [start_thread("loop", partial(loop, stop)) for loop in bench.work.loops()]
    deadline = time.monotonic() + 60
    while present(bench) == before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert bench.work.file_waits_until(bench.clock.now) is not None
    stop.set()
    bench.work.wake()
    for thread in threads:
        thread.join(60)
    assert bench.work.file_waits_until(bench.clock.now) is None
    assert present(bench) != before
    assert sorted(bench.reader.asked) == ["fusion"] * 6 + ["trueocr"] * 6


def test_a_failure_is_told_waits_and_keeps_no_file_from_going(bench: Bench) -> None:
    add_page(bench, 1)
    before = receive(bench)
    bench.reader.broken = True
    bench.run()
    (failed,) = [one for one in bench.heard if isinstance(one, DigitisingFailed)]
    assert failed.problem.code == "reading.page_unreadable"
    with bench.store.reading() as tx:
        assert [one.sha256 for one in outbox.files_due(tx, bench.clock.now, 9)] == [before.sha256]
    (status,) = bench.work.documents("draft-1")
    assert (status.trouble, status.working) == ("reading.page_unreadable", True)
    assert bench.run() == 0, "not before its time"
    bench.reader.broken = False
    bench.clock.advance(seconds=31)
    bench.run()
    assert present(bench).sha256 != before.sha256


def test_what_cannot_be_read_is_given_up_after_many_tries(bench: Bench) -> None:
    add_page(bench, 1)
    before = receive(bench)
    bench.preparer.broken = True
    for _ in range(8):
        bench.run()
        bench.clock.advance(hours=2)
    bench.run()
    assert present(bench) == before
    (status,) = bench.work.documents("draft-1")
    assert (status.state, status.working) == (DocumentState.WORKING_COPY, False)
    with bench.store.reading() as tx:
        assert documents.unfinished(tx) == ()


def signed_version(bench: Bench, before: Document) -> NewVersion:
    blob = bench.blobs.put(b"%PDF-1.7 signed")
    document = Document(PAPER, before.title, blob.sha256, blob.size, before.pages)
    return NewVersion("draft-1", document, blob, RenewalReason.SIGNED, before.sha256)


def test_after_a_signature_no_text_takes_its_place(bench: Bench) -> None:
    add_page(bench, 1)
    version = signed_version(bench, receive(bench))
    assert bench.renewals.renew("lan", version)
    assert not bench.renewals.renew("lan", version), "done twice it is one"
    bench.run()
    assert present(bench) == version.document
    (status,) = bench.work.documents("draft-1")
    assert (status.state, status.working) == (DocumentState.SIGNED, False)


def test_a_signature_made_while_the_text_was_written_wins(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_page(bench, 1)
    version = signed_version(bench, receive(bench))
    write = Renewals.write

    def signed_first(self: Renewals, tx: object, user: str, *rest: object) -> bool:
        monkeypatch.setattr(Renewals, "write", write)
        write(self, tx, user, version, bench.clock.now)  # type: ignore[arg-type]
        return write(self, tx, user, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Renewals, "write", signed_first)
    bench.run()
    assert present(bench) == version.document
    with bench.store.reading() as tx:
        assert [one.reason for one in documents.versions(tx, "draft-1")] == ["received", "signed"]


def test_a_page_turned_while_it_was_made_ready_is_made_ready_anew(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_id = add_page(bench, 1)
    prepare = FakePreparer.prepare

    def turned_meanwhile(
        self: FakePreparer, page: Page, data: bytes, *, turned: bool, plain: bool
    ) -> Picture:
        monkeypatch.setattr(FakePreparer, "prepare", prepare)
        with bench.store.writing() as tx:
            page_findings.set_undone(tx, page.id, [Proposal.TURN])
        return prepare(self, page, data, turned=turned, plain=plain)

    monkeypatch.setattr(FakePreparer, "prepare", turned_meanwhile)
    bench.run()
    assert bench.preparer.asked == [(page_id, False, False), (page_id, True, False)]


def test_codes_of_others_are_not_kept(bench: Bench) -> None:
    add_page(bench, 1)
    card = "001199000017||Nguyễn Thị Hậu|01011999|Nữ|Thôn 1|01012021"
    bench.preparer.codes = (card, "https://example.com", "H99.01.02-261119-0001")
    bench.run()
    with bench.store.reading() as tx:
        view = page_findings.get(tx, "page-1")
    assert view is not None
    assert view.findings.codes == ("H99.01.02-261119-0001",)


STEPS = 12


@pytest.mark.parametrize("at", range(1, STEPS))
def test_killed_after_any_write_it_ends_the_same(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    add_page(bench, 1)
    before = receive(bench)
    stop_after(at, monkeypatch)
    with suppress(KilledError):
        bench.run()
    monkeypatch.undo()
    bench.run()
    after = present(bench)
    assert after.sha256 != before.sha256
    with bench.store.reading() as tx:
        assert len(outbox.due(tx, bench.clock.now, 9)) == 1
        assert [one.sha256 for one in outbox.files_due(tx, bench.clock.now, 9)] == [after.sha256]
        assert len(documents.versions(tx, "draft-1")) == 2
        assert page_texts.get(tx, "page-1", ReadingStage.FUSED) is not None


class KilledError(Exception):
    pass


def stop_after(writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The n-th blob or transaction of the work is the last, before or after it counts."""
    done = count(1)
    put: Callable[..., object] = Blobs.put
    writing = Store.writing

    def dying_put(self: Blobs, data: bytes) -> object:
        if next(done) >= writes:
            raise KilledError
        return put(self, data)

    def dying_writing(self: Store) -> object:
        if next(done) >= writes:
            raise KilledError
        return writing(self)

    monkeypatch.setattr(Blobs, "put", dying_put)
    monkeypatch.setattr(Store, "writing", dying_writing)
