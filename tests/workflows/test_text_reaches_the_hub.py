"""A paper scanned at the counter is searchable at the hub, in one file, without anybody's doing."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hub_process import HubProcess, running_hub

from demo.pages import generator
from desk.assembly import Desk, assemble
from desk.capture.digitising import PATIENCE
from desk.capture.renewing import NewVersion
from desk.hub_line import keep_token
from desk.seat import Seat
from desk.settings import Profile, Settings
from desk.sync.push import Tally
from models.attachment import Document
from models.messages import RenewalReason
from models.pages import DocumentState
from models.role import Role
from models.store import audit, outbox
from tests.support.capture_samples import page_jpeg
from tests.support.life import PROCEDURE, ready
from tests.support.seat import CHEAP, OFFICE, Watch

PAPER = "01"


@dataclass
class Counter:
    """A clerk's seat whose line leads to a hub in another process."""

    hub: HubProcess
    desk: Desk
    seat: Seat
    clock: Watch
    folder: Path

    def receive(self, data: bytes) -> str:
        """A dossier with one scanned page; its id."""
        draft = ready(self.seat)
        scan = self.folder / "trang.jpg"
        scan.write_bytes(data)
        self.seat.capture.import_files(draft.id, PAPER, [scan])
        return self.seat.acceptance.receive(self.seat.user, draft).dossier_id

    def digitise(self) -> int:
        """All there is to do behind the clerk."""
        return sum(1 for _ in iter(self.seat.digitising.once, False))

    def at_hub(self, dossier_id: str) -> dict[str, Any]:
        with self.hub.client() as client:
            found: dict[str, Any] = client.get(f"/v1/dossiers/{dossier_id}").json()
        return found

    def file_at_hub(self, sha256: str) -> bytes | None:
        with self.hub.client() as client:
            answer = client.get(f"/v1/blobs/{sha256}")
        return answer.content if answer.status_code == 200 else None


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    (tmp_path / "hub").mkdir()
    with running_hub(tmp_path / "hub") as hub:
        hub.enrol("desk-1", OFFICE.agency_code)
        profile = Profile(tmp_path / "office")
        profile.save(Settings(office=OFFICE, desk="Q1", device_id="desk-1", hub_url=hub.url))
        clock = Watch()
        desk = assemble(profile, clock=clock, password_cost=CHEAP)
        admin = desk.create_office("quantri", "Lê Thị Quản", "mat khau quan tri")
        desk.admit(admin, "quay1", "Trần Văn Quầy", Role.CLERK, "mat khau quay 1")
        admin.life.catalogue_editing.save(admin.user, PROCEDURE)
        editing = admin.life.catalogue_editing
        editing.release(admin.user, PROCEDURE.code, PROCEDURE.version, PROCEDURE.valid_from)
        keep_token(desk, admin, hub.tokens["desk-1"])
        admin.leave()
        seat = desk.sign_in("quay1", "mat khau quay 1")
        yield Counter(hub, desk, seat, clock, tmp_path)
        seat.leave()
        seat.sync._line.close()  # type: ignore[union-attr] - whose thread would do it here
        desk.workers.stop()


def words_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def test_the_hub_gets_the_version_with_text_and_only_that(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter.seat.digitising, "_running", 1)
    page = generator.page("giay_khai_sinh", "clean200")
    dossier_id = counter.receive(page.data)
    (plain,) = counter.seat.digitising.documents(dossier_id)
    assert plain.state is DocumentState.WORKING_COPY
    first = counter.seat.sync.once()
    assert (first.files_sent, first.waiting_files) == (0, 1), "it waits for its text"

    counter.digitise()
    report = counter.seat.sync.once()
    assert (report.files_sent, report.waiting_files, report.waiting_events) == (1, 0, 0)

    (document,) = counter.at_hub(dossier_id)["dossier"]["documents"]
    (status,) = counter.seat.digitising.documents(dossier_id)
    assert (status.state, status.sha256, status.sent) == (
        DocumentState.TEXT,
        document["sha256"],
        True,
    )
    assert document["sha256"] != plain.sha256
    assert counter.at_hub(dossier_id)["files_pending"] == []
    pdf = counter.file_at_hub(document["sha256"])
    assert pdf is not None
    assert page.fields["child.full_name"] in words_of(pdf)
    assert counter.file_at_hub(plain.sha256) is None, "the pictures alone never travelled"
    with counter.seat.store.reading() as tx:
        assert outbox.confirmed_since(tx, counter.clock.now.replace(hour=0))[
            counter.clock.now.date().isoformat()
        ].files == {document["sha256"]}


def test_what_the_clerk_confirms_is_shown_at_the_hub_and_stands_in_the_document(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter.seat.digitising, "_running", 1)
    seat, page = counter.seat, generator.page("giay_khai_sinh", "clean200")
    dossier_id = counter.receive(page.data)
    counter.digitise()
    (paper,) = seat.fields.papers(seat.user, dossier_id)
    assert paper.owed > 1
    seat.fields.confirm(seat.user, dossier_id, PAPER, "child.full_name", "Người Xác Nhận")
    counter.digitise()
    seat.sync.once()
    assert counter.at_hub(dossier_id)["fields"] == [], "the clerk is still at it"
    counter.clock.pass_time(seconds=121)
    counter.digitise()
    seat.sync.once()
    found = counter.at_hub(dossier_id)
    (told,) = found["fields"]
    assert told["document_type"] == paper.document.code
    assert told["values"] == [{"name": "child.full_name", "value": "Người Xác Nhận"}]
    (document,) = found["dossier"]["documents"]
    assert [one["reason"] for one in found["replaced"]] == ["text", "fields"]
    pdf = counter.file_at_hub(document["sha256"])
    assert pdf is not None
    assert "child.full_name=Người Xác Nhận".encode() in pdf
    assert found["files_pending"] == []


def test_the_daily_comparison_misses_no_replaced_file(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter.seat.digitising, "_running", 1)
    dossier_id = counter.receive(page_jpeg(1, (331, 468)))
    (before,) = counter.seat.digitising.documents(dossier_id)
    blob = counter.seat.signed.blobs.put(b"%PDF-1.7 signed")
    document = Document(PAPER, before.title, blob.sha256, blob.size, 1)
    version = NewVersion(dossier_id, document, blob, RenewalReason.SIGNED, before.sha256)
    finishing = counter.seat.digitising._tools.finishing
    assert finishing._renewals.renew(counter.seat.user.login, version)
    counter.seat.sync.once()
    counter.seat.sync._reconciler.compare(tally := Tally())
    with counter.seat.store.reading() as tx:
        assert outbox.counts(tx) == outbox.OutboxCounts(0, 0, 0)
        assert not [one for one in audit.about(tx, ("",)) if "hub_lost" in str(one.body)]
    assert tally.problem is None
    assert counter.at_hub(dossier_id)["files"] == sorted({before.sha256, blob.sha256})
    assert counter.at_hub(dossier_id)["files_pending"] == []


def test_without_its_text_a_file_goes_after_ten_minutes(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter.seat.digitising, "_running", 1)
    dossier_id = counter.receive(generator.page("giay_khai_sinh", "scan200").data)
    counter.clock.pass_time(seconds=PATIENCE.total_seconds() + 1)
    assert counter.seat.sync.once().files_sent == 1
    (document,) = counter.at_hub(dossier_id)["dossier"]["documents"]
    assert counter.file_at_hub(document["sha256"]) is not None
    counter.digitise()
    assert counter.seat.sync.once().files_sent == 1
    found = counter.at_hub(dossier_id)
    assert found["files_pending"] == []
    assert [one["document"]["sha256"] for one in found["replaced"]] == [document["sha256"]]


def test_where_nobody_digitises_a_file_goes_at_once(counter: Counter) -> None:
    counter.receive(generator.page("giay_khai_sinh", "scan200").data)
    assert counter.seat.sync.once().files_sent == 1
