"""A person asks: what is held, hand it over, erase it. The authority asks: what happened."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.assembly import Desk
from desk.log_masking import MaskingFormatter, mask_every_log, masked
from desk.seat import Seat
from desk.security.privacy import Privacy
from models.attachment import Document
from models.dossier import Dossier, Status
from models.people import Involved, PersonRole
from models.problems import Problem, wording
from models.reading import Box, FieldProposal, Reading
from models.role import Role, User
from models.store import audit, dossiers, drafts, field_values, inventory, outbox, search
from models.store.field_values import ReadPaper
from tests.support import store_samples as samples
from tests.support.seat import Watch

NUMBER, NAME = "001099012317", "Nguyễn Văn Hậu"
SECOND = User("quantri", "Quản trị", Role.ADMINISTRATOR)


@pytest.fixture
def privacy(supervisor: Seat, watch: Watch) -> Privacy:
    return Privacy(supervisor.store, supervisor.signed.blobs, supervisor.presence.logins, watch)


def receive(seat: Seat, number: int, **changes: Any) -> Dossier:
    """A returned dossier the hub has confirmed in full."""
    blob = seat.signed.blobs.put(f"scan {number}".encode())
    document = Document("TP1", "Tờ khai", blob.sha256, blob.size, 1)
    facts = {"status": int(Status.RETURNED), "documents": (document,), "returned_to": NAME}
    one = samples.dossier(number, **facts | changes)
    with seat.store.writing() as tx:
        seat.signed.blobs.record(tx, blob, samples.NOON)
        dossiers.add(tx, one, samples.receipt(one))
        outbox.put(tx, samples.event(one.id, body=f'{{"name":"{NAME}"}}'), samples.NOON)
        outbox.add_file(tx, blob.sha256, blob.size, one.id)
        outbox.accepted(tx, f"{one.id}-e1", samples.NOON)
        outbox.file_sent(tx, blob.sha256, samples.NOON)
        audit.append(tx, "dossier.received", "quay1", samples.NOON, one.id)
    return one


def everything_stored(seat: Seat) -> str:
    with seat.store.reading() as tx:
        names = tx.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        return "\n".join(
            str(row)
            for name in names.all()
            for row in tx.exec_driver_sql(f'SELECT * FROM "{name}"')
        )


def test_an_export_holds_everything_and_is_on_record(
    privacy: Privacy, supervisor: Seat, tmp_path: Path
) -> None:
    one = receive(supervisor, 1)
    receive(supervisor, 2, owner=samples.citizen("Lê Thị Khác", number="001199000017"))
    with supervisor.store.writing() as tx:
        drafts.save(tx, samples.draft(owner=samples.citizen()), samples.NOON)
    done = privacy.export(supervisor.user, NUMBER, "Đơn số 12 của 001099012317", tmp_path / "out")
    assert (done.dossiers, done.drafts, done.documents, done.documents_gone) == (1, 1, 1, 0)
    account = json.loads((tmp_path / "out" / "du-lieu.json").read_text())
    (kept,) = account["dossiers"]
    assert kept["dossier"]["owner"]["full_name"] == NAME
    assert any('"dossier.received"' in line for line in kept["seen_by"])
    assert (tmp_path / "out" / f"{one.code}-01.pdf").read_bytes() == b"scan 1"
    assert "Lê Thị Khác" not in json.dumps(account, ensure_ascii=False)
    with supervisor.store.reading() as tx:
        (line,) = [x for x in audit.about(tx, (one.id,)) if "person.exported" in x.body]
        assert NUMBER not in line.body
        assert "0010******17" in line.body
    with pytest.raises(Problem, match="folder_not_empty"):
        privacy.export(supervisor.user, NUMBER, "Lần nữa", tmp_path / "out")


def test_an_erasure_leaves_no_word_and_a_whole_chain(privacy: Privacy, supervisor: Seat) -> None:
    mother = samples.citizen("Trần Thị Mẹ", number="001168000019", phone="0988 111 222")
    people = (Involved(PersonRole.MOTHER, mother),)
    one = receive(supervisor, 1, people=people, submitter=mother, note=f"Anh {NAME} gọi lại")
    with supervisor.store.writing() as tx:
        drafts.save(tx, samples.draft(owner=samples.citizen()), samples.NOON)
    assert NAME in everything_stored(supervisor)
    done = privacy.erase(supervisor.user, NUMBER, "Đơn số 13", SECOND)
    assert (done.dossiers, done.drafts, done.scans) == (1, 1, 1)
    left = everything_stored(supervisor)
    for word in (NAME, NUMBER, "nguyen van hau", "0912345678", "0912 345 678", "Trần Thị Mẹ",
                 "001168000019", "012345678", "Thôn Thử"):  # fmt: skip
        assert word not in left, word
    with supervisor.store.reading() as tx:
        assert audit.verify(tx).broken_at is None
        kept = dossiers.by_code(tx, one.code)
        assert kept is not None
        assert kept.received_at == one.received_at
        assert search.find(tx, "hau") == ()
        assert len(search.find(tx, one.code)) == 1
        with pytest.raises(Problem, match="scan_erased") as caught:
            supervisor.signed.blobs.get(tx, one.documents[0].sha256)
    assert wording(caught.value).next_step
    with pytest.raises(Problem, match=r"privacy\.nobody"):
        privacy.erase(supervisor.user, NUMBER, "Đơn số 13", SECOND)


def test_values_read_from_papers_are_handed_over_and_erased(
    privacy: Privacy, supervisor: Seat, tmp_path: Path
) -> None:
    one = receive(supervisor, 1)
    read = ReadPaper(one.id, "TP1", "giay_khai_sinh", by_person=False, proposed_at=samples.NOON)
    box = Box(10, 20, 300, 60)
    said = (Reading("trueocr", "Trần Thị Mẹ", 0.9),)
    with supervisor.store.writing() as tx:
        for name in ("mother.full_name", "father.full_name"):
            field = FieldProposal(name, "Trần Thị Mẹ", 0, box, said)
            field_values.propose(tx, read, (field,), ("page-1",))
            field_values.confirm(tx, read, name, "Trần Thị Mẹ Hiền", "quay1", samples.NOON)
    privacy.export(supervisor.user, NUMBER, "Đơn số 12", tmp_path / "out")
    account = json.loads((tmp_path / "out" / "du-lieu.json").read_text())
    (paper,) = account["dossiers"][0]["read_from_papers"]
    assert paper["fields"][0]["proposal"]["value"] == "Trần Thị Mẹ"
    assert paper["fields"][0]["confirmed"]["value"] == "Trần Thị Mẹ Hiền"
    privacy.erase(supervisor.user, NUMBER, "Đơn số 13", SECOND)
    assert "Trần Thị Mẹ" not in everything_stored(supervisor)
    with supervisor.store.reading() as tx:
        assert field_values.papers(tx, one.id) == ()


@pytest.mark.parametrize("why", ["open", "unsent"])
def test_nothing_is_erased_while_a_dossier_is_needed(
    privacy: Privacy, supervisor: Seat, why: str
) -> None:
    receive(supervisor, 1)
    if why == "open":
        receive(supervisor, 2, status=int(Status.PROCESSING))
    else:
        receive(supervisor, 2)
        with supervisor.store.writing() as tx:
            outbox.put(tx, samples.event("dossier-2", 2), samples.NOON)
    with pytest.raises(Problem, match="still_needed") as caught:
        privacy.erase(supervisor.user, NUMBER, "Đơn số 14", SECOND)
    assert caught.value.facts == {"open": 1}
    with supervisor.store.reading() as tx:
        kept = dossiers.get(tx, "dossier-1")
        assert kept is not None
        assert kept.owner.full_name == NAME, "all or nothing"


def test_the_same_scan_of_somebody_else_stays(privacy: Privacy, supervisor: Seat) -> None:
    one = receive(supervisor, 1)
    other = samples.citizen("Lê Thị Khác", number="001199000017")
    second = replace(one, id="dossier-2", code="H99.50.05-261119-0002", owner=other)
    with supervisor.store.writing() as tx:
        dossiers.add(tx, second, samples.receipt(second))
    assert privacy.erase(supervisor.user, NUMBER, "Đơn số 15", SECOND).scans == 0
    with supervisor.store.reading() as tx:
        assert supervisor.signed.blobs.get(tx, one.documents[0].sha256) == b"scan 1"


def test_a_reason_and_the_right_are_needed(privacy: Privacy, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no_reason"):
        privacy.erase(User("pt", "Pt", Role.SUPERVISOR), NUMBER, "  ", SECOND)
    with pytest.raises(Problem, match="not_allowed"):
        privacy.export(User("q", "Q", Role.CLERK), NUMBER, "tò mò", tmp_path)


def test_an_incident_report_says_who_what_when_and_no_names(
    privacy: Privacy, supervisor: Seat, watch: Watch
) -> None:
    one = receive(supervisor, 1)
    watch.pass_time(hours=5)
    supervisor.lookup.dossier(supervisor.user, one.id)
    report = privacy.incident(
        supervisor.user, watch.now - timedelta(hours=1), watch.now + timedelta(hours=1)
    )
    assert [act["act"] for act in report["acts"]] == ["dossier.viewed"]
    assert (report["persons"], report["dossiers"]) == (1, [one.code])
    assert NAME not in json.dumps(report, ensure_ascii=False)


def test_every_column_is_in_the_inventory(privacy: Privacy, supervisor: Seat) -> None:
    assert inventory.misdeclared() == ()
    rows = privacy.inventory(supervisor.user)
    about = {f"{row['table']}.{row['column']}": row["about"] for row in rows}
    assert about["dossier.owner"] == "citizen"
    assert about["audit.body"] == "staff"
    assert about["lease.first"] == "nobody"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("number 001099012317 read", "number 0010******17 read"),
        ("0912 345 678", "0912****78"),
        ("old card 012345678.", "old card 0123***78."),
        ("took 12345678 us", "took 12345678 us"),
        ("blob 001099012317aabbccdd", "blob 001099012317aabbccdd"),
        ("id 019ab2c4-1111-7000-8000-123456789012", "id 019ab2c4-1111-7000-8000-123456789012"),
    ],
)
def test_long_digits_are_masked(line: str, shown: str) -> None:
    assert masked(line) == shown


def test_the_mask_is_the_last_step_of_every_handler() -> None:
    handler = logging.Handler()
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    kept = [(one, one.formatter) for one in root.handlers]
    try:
        mask_every_log()
        assert isinstance(handler.formatter, MaskingFormatter)
        try:
            raise ValueError("about 001099012317")
        except ValueError as error:
            info = (type(error), error, error.__traceback__)
        record = logging.LogRecord("x", logging.INFO, "", 1, "%s", ("001099012317",), info)
        assert "001099012317" not in handler.format(record)
        assert "ValueError" in handler.format(record)
    finally:
        for one, formatter in kept:
            one.setFormatter(formatter)
        root.removeHandler(handler)


def test_a_clerks_look_is_in_the_persons_account(
    privacy: Privacy, desk: Desk, supervisor: Seat, tmp_path: Path
) -> None:
    one = receive(supervisor, 1)
    clerk = desk.sign_in("quay1", "mat khau quay 1")
    clerk.lookup.dossier(clerk.user, one.id)
    clerk.leave()
    privacy.export(supervisor.user, NUMBER, "Đơn số 16", tmp_path / "out")
    (kept,) = json.loads((tmp_path / "out" / "du-lieu.json").read_text())["dossiers"]
    assert any('"who":"quay1"' in x and "dossier.viewed" in x for x in kept["seen_by"])
