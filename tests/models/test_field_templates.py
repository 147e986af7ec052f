"""The templates are whole: every field can be found, shown and, where said, offered to a form."""

from __future__ import annotations

import re

from models.fields import document_type, document_types
from models.people import PersonRole
from models.people_forms import people_form
from models.text import words

WANTED = (
    "giay_khai_sinh", "giay_chung_sinh", "trich_luc_khai_tu", "giay_ket_hon", "to_khai_khai_sinh",
    "to_khai_ket_hon", "to_khai_khai_tu", "giay_xac_nhan_hon_nhan", "giay_chung_nhan_dat",
    "hop_dong", "don_de_nghi",
)  # fmt: skip
FORMS = ("1.001193", "1.000894", "1.000656", "2.000635")


def test_the_frequent_papers_are_there() -> None:
    assert set(WANTED) <= set(document_types())
    assert document_type("unknown") is None


def test_every_field_has_one_name_two_labels_and_anchors() -> None:
    for document in document_types().values():
        names = [one.name for one in document.every]
        assert len(names) == len(set(names)), document.code
        for one in document.every:
            assert all((one.vi, one.en, one.anchors))
            assert all(words(anchor) for anchor in one.anchors)
            re.compile(one.pattern)
        for section in document.sections:
            assert section.heads
            assert all(words(head) for head in section.heads)
        assert all(words(stop) for stop in document.stops)
        assert all((document.source, document.version, document.titles))


def test_values_are_offered_only_to_fields_a_form_has() -> None:
    known = set()
    for code in FORMS:
        form = people_form(code)
        assert form is not None
        known |= {f"{role.role}.{field.name}" for role in form.roles for field in role.fields}
        known |= {f"form.{field.name}" for field in form.fields}
    for document in document_types().values():
        for one in document.every:
            if one.fills and one.fills not in known:
                role, _, name = one.fills.partition(".")
                assert role in set(PersonRole), (document.code, one.name)
                assert any(f".{name}" in other for other in known), (document.code, one.name)
