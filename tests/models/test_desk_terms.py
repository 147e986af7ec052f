"""What nobody read a law for is dated data: changing the file changes what the desk does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from models import codes, desk_terms
from models.codes import CodeShape, is_dossier_code, official_code
from models.desk_terms import DeskTerms
from models.plain import from_plain

ROOT = Path(__file__).parents[2]
LIMITS = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")


def test_the_terms_of_their_time_and_what_of_them_is_unconfirmed() -> None:
    terms = desk_terms.desk_terms(date(2026, 11, 23))
    assert terms.online_check_working_hours == 8
    assert terms.marriage_kept_days == 60
    assert set(terms.unconfirmed) <= set(DeskTerms.__slots__)
    assert desk_terms.desk_terms(date(2000, 1, 1)) == terms, "before the first, the first"


@pytest.fixture
def another_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """From 2027 on the day is written in full and the number has seven digits."""
    old = codes._shapes()
    (row,) = json.loads(files("models.data").joinpath("codes.json").read_text(encoding="utf-8"))[
        "versions"
    ]
    row |= {"valid_from": "2027-01-01", "rest": r"/\d{8}/\d{7}", "day": "%Y%m%d", "width": 7}
    shapes = (*old, from_plain(CodeShape, row))
    monkeypatch.setattr(codes, "_shapes", lambda: shapes)


@pytest.mark.usefixtures("another_rule")
def test_a_new_rule_for_codes_is_a_new_version_of_data() -> None:
    assert official_code("H99.01", date(2026, 12, 31), 7) == "H99.01-261231-0007"
    assert official_code("H99.01", date(2027, 1, 2), 7) == "H99.01-20270102-0000007"
    assert is_dossier_code("H99.01/20270102/0000007"), "what the new rule prints is known"
    assert is_dossier_code("H99.01-261231-0007"), "what was printed before stays known"


def unconfirmed_in(value: Any) -> bool:
    if isinstance(value, dict):
        return any(
            (key == "unconfirmed" and bool(one)) or (key == "confirmed" and one is False)
            or unconfirmed_in(one)
            for key, one in value.items()
        )  # fmt: skip
    return isinstance(value, list) and any(unconfirmed_in(one) for one in value)


NAMED = {
    "calendars": "Holidays",
    "certification": "Certification books",
    "codes": "codes.json",
    "complaints": "PAKN",
    "copy_targets": "other programs",
    "declarations": "Tờ khai",
    "desk_terms": "desk_terms.json",
    "fees": "Fees",
    "fields": "Patterns of fields",
    "file_limits": "Size limits",
    "forms": "Layouts of Mẫu 04",
    "hours": "Office hours",
    "kpi766": "766",
    "lifecycle": "Steps of the life-cycle",
    "linked": "Interlinked procedures",
    "pauses": "Times that do not count",
    "places": "Places",
    "procedures": "Procedures",
    "rating": "Rating",
    "refusal_reasons": "Reasons for refusing",
    "retention": "Retention times",
    "reuse": "Reuse",
    "token_modules": "Signing tokens",
}
"""Folder or file of data with something unconfirmed in it → the words of its line in limits.md."""


def data_files() -> Iterator[tuple[str, Path]]:
    folder = ROOT / "models" / "data"
    for path in sorted(folder.rglob("*.json")):
        if path.parent.name not in ("problems", "words"):
            yield path.relative_to(folder).parts[0].removesuffix(".json"), path


def test_whatever_is_unconfirmed_in_the_data_is_named_among_the_limits() -> None:
    marked = {
        name
        for name, path in data_files()
        if unconfirmed_in(json.loads(path.read_text(encoding="utf-8")))
    }
    assert marked <= set(NAMED), "say in docs/limits.md what this file cannot promise"
    unnamed = [one for one in sorted(marked) if not re.search(re.escape(NAMED[one]), LIMITS)]
    assert unnamed == []
