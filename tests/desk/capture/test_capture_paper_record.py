"""The record of a document holds what persons confirmed, and nothing a machine read alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.capture.paper_record import iso_date, record_of
from models.reading import Box, FieldProposal
from models.store import field_values
from models.store.documents import Source
from models.store.engine import Store
from models.store.field_values import ReadPaper
from tests.support import store_samples as samples

NOON = datetime.fromisoformat("2026-11-19T12:00:00+07:00")
PAPER = ReadPaper("draft-1", "TP1", "giay_khai_sinh", by_person=False, proposed_at=NOON)
SOURCE = Source("dossier-1", 0, "TP1", "draft-1", NOON, "")


def proposal(name: str, value: str) -> FieldProposal:
    return FieldProposal(name, value, 0, Box(1, 2, 3, 4))


def test_confirmed_values_only(store: Store) -> None:
    proposals = [
        proposal("number", "12/2019"),
        proposal("registered_on", "07/05/2019"),
        proposal("registered_at", "UBND xã Mẫu"),
        proposal("child.full_name", "máy đọc, chưa ai xem"),
        proposal("child.ethnic_group", "Kinh"),
    ]
    dossier = samples.dossier()
    with store.writing() as tx:
        field_values.propose(tx, PAPER, proposals, ("page-1",))
        before = record_of(tx, dossier, SOURCE)
        for name, value in (
            ("number", "12/2019"),
            ("registered_on", "07/05/2019"),
            ("registered_at", "UBND xã Mẫu"),
        ):
            field_values.confirm(tx, PAPER, name, value, "lan", NOON)
        for one in ethnic_fields():
            field_values.confirm(tx, PAPER, one, "Kinh", "lan", NOON)
        found = record_of(tx, dossier, SOURCE)
    assert (before.number, before.values) == ("", ())
    assert before.owner_id == (dossier.owner.number or "")
    assert (found.number, found.issued_on, found.issued_by) == (
        "12/2019", "2019-05-07", "UBND xã Mẫu",
    )  # fmt: skip
    assert {one.name for one in found.values} == {"number", "registered_on", "registered_at"}
    assert (found.digitised_at, found.digitised_by) == (NOON, dossier.clerk)


def ethnic_fields() -> list[str]:
    from models.fields import ValueKind, document_type

    kind = document_type("giay_khai_sinh")
    assert kind is not None
    names = [one.name for one in kind.every if one.kind is ValueKind.ETHNIC_GROUP]
    assert names, "a birth certificate names the ethnic group"
    return names


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("07/05/2019", "2019-05-07"),
        ("7-5-2019", "2019-05-07"),
        ("05/2019", "2019-05"),
        ("2019", "2019"),
        ("khoảng 2019", ""),
        ("", ""),
    ],
)
def test_dates_as_written_on_paper(written: str, iso: str) -> None:
    assert iso_date(written) == iso
