"""A document is renewed while its first file travels: nothing is lost, nothing complained about."""

from __future__ import annotations

import os

import pytest
from desk_kit import DeskKit
from fake_hub import FakeHub

from models.attachment import Document
from models.dossier import Dossier
from models.messages import RenewalReason
from models.store import blobs as blob_rows
from models.store import documents, outbox


def renew(kit: DeskKit, dossier: Dossier) -> Document:
    (before,) = dossier.documents
    blob = kit.blobs.put(b"%PDF with text")
    document = Document(before.component_code, before.title, blob.sha256, blob.size, 1)
    with kit.store.writing() as tx:
        blob_rows.record(tx, blob, kit.clock())
        documents.renew(
            tx, dossier.id, before.component_code, document, RenewalReason.TEXT, kit.clock()
        )
    return document


def confirmed(kit: DeskKit) -> set[str]:
    with kit.store.reading() as tx:
        days = outbox.confirmed_since(tx, kit.clock.now.replace(hour=0))
    return {sha256 for day in days.values() for sha256 in day.files}


def test_a_file_that_arrives_although_it_was_taken_back_is_known_on_both_sides(
    kit: DeskKit, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = kit.receive(os.urandom(3000))
    complete = hub.complete
    renewed: list[Document] = []

    def renewed_meanwhile(sha256: str, size: int) -> None:
        complete(sha256, size)
        monkeypatch.setattr(hub, "complete", complete)
        renewed.append(renew(kit, dossier))

    monkeypatch.setattr(hub, "complete", renewed_meanwhile)
    kit.sync(hub).once()
    report = kit.sync(hub).once()
    assert (report.problem, report.waiting_files) == (None, 0)
    assert confirmed(kit) == set(hub.blobs) == {dossier.documents[0].sha256, renewed[0].sha256}


def test_a_file_taken_back_before_it_was_read_is_no_complaint(
    kit: DeskKit, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = kit.receive(os.urandom(600_000))
    look = hub.blob_offset
    renewed: list[Document] = []

    def renewed_meanwhile(sha256: str) -> int | None:
        monkeypatch.setattr(hub, "blob_offset", look)
        renewed.append(renew(kit, dossier))
        return look(sha256)

    monkeypatch.setattr(hub, "blob_offset", renewed_meanwhile)
    report = kit.sync(hub).once()
    assert report.problem is None
    assert kit.sync(hub).once().waiting_files == 0
    assert confirmed(kit) == set(hub.blobs) == {renewed[0].sha256}
