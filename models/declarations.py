"""Which procedure has which tờ khai, and what stands in it: from the people of a draft."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from models.citizen import Citizen
from models.codes import national_code
from models.papers.declaration import SpouseRow
from models.people import Involved, PersonRole
from models.people_forms import CITIZEN_FIELDS, citizen_value, people_form
from models.vocabulary import say


def declaration_of(procedure_code: str) -> str:
    """The template's name; empty where the release has none."""
    code = national_code(procedure_code)
    return str(_data()["procedures"].get(code, ""))


def declaration_values(
    procedure_code: str,
    people: Sequence[Involved],
    owner: Citizen,
    submitter: Citizen | None,
    form: Mapping[str, str],
) -> dict[str, str]:
    """Every value the record knows, by ``role_field`` and ``form_field``."""
    values: dict[str, str] = {f"form_{name}": text for name, text in form.items()}
    shape = people_form(procedure_code)
    known = {one.role: one for one in people}
    known.setdefault(PersonRole.OWNER, Involved(PersonRole.OWNER, owner))
    if shape is not None and shape.owner_is is not None:
        known.setdefault(shape.owner_is, Involved(shape.owner_is, owner))
    stands_here = submitter or (owner if shape is None or shape.owner_is is None else None)
    if shape is not None and shape.owner_is is PersonRole.OWNER:
        stands_here = submitter or owner
    if stands_here is not None:
        known.setdefault(PersonRole.DECLARANT, Involved(PersonRole.DECLARANT, stands_here))
    for role, one in known.items():
        values |= {f"{role.value}_{name}": text for name, text in one.facts.items()}
        for name in CITIZEN_FIELDS:
            values[f"{role.value}_{name}"] = citizen_value(one.person, name)
        values[f"{role.value}_paper"] = _paper(one.person)
    return values


def spouse_rows(values: Mapping[str, str]) -> tuple[SpouseRow, ...]:
    """The marriage form's table; both columns are equal."""
    return tuple(
        SpouseRow(label, values.get(f"wife_{name}", ""), values.get(f"husband_{name}", ""))
        for name, label in _data()["spouse_rows"]
    )


def _paper(person: Citizen) -> str:
    """E.g. «Thẻ căn cước số 0010… cấp ngày 01/07/2024»."""
    paper = person.paper
    if paper is None:
        return ""
    words = [say("identity_papers", paper.kind.value)]
    if paper.number:
        words.append(f"số {paper.number}")
    if paper.issued_on is not None:
        words.append(f"cấp ngày {paper.issued_on:%d/%m/%Y}")
    if paper.issuer:
        words.append(f"do {paper.issuer} cấp")
    return " ".join(words)


@cache
def _data() -> dict[str, Any]:
    source = files("models.data").joinpath("declarations.json")
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data
