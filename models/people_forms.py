"""Which persons and fields a procedure's own form asks for: data, one file a procedure.

Only what the form needs is asked (Luật 91/2025 Điều 19); a person may lack a number where the data
say so – a newborn, a foreigner, somebody long dead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from models.citizen import Citizen
from models.codes import national_code
from models.dossier import Draft
from models.people import Involved, PersonRole
from models.plain import from_plain
from models.vocabulary import VIETNAMESE, say

CITIZEN_FIELDS = frozenset(
    {"full_name", "number", "birth_date", "sex", "nationality", "address", "phone", "email"}
)
"""Fields that are attributes of the person; all others lie in the role's facts."""


class FieldKind(StrEnum):
    """How a field is typed."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field; `choices` are the codes of a choice with their Vietnamese words."""

    name: str
    vi: str
    en: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: Mapping[str, str] | None = None

    def label(self, language: str) -> str:
        """The field's words."""
        return self.vi if language == VIETNAMESE else self.en


@dataclass(frozen=True, slots=True)
class RoleForm:
    """What is asked of one role."""

    role: PersonRole
    required: bool
    fields: tuple[FormField, ...]
    present: bool = False
    """Must come in person, e.g. both spouses."""


@dataclass(frozen=True, slots=True)
class PeopleForm:
    """A procedure's form: its roles, and fields that belong to no person."""

    procedure: str
    roles: tuple[RoleForm, ...]
    fields: tuple[FormField, ...] = ()
    owner_is: PersonRole | None = None
    """The role that is the owner of the dossier, e.g. the child of a birth registration."""


def people_form(procedure_code: str) -> PeopleForm | None:
    """The form of a procedure; None where the release has no data for it."""
    code = national_code(procedure_code)
    return _forms().get(code) if code else None


def people_missing(draft: Draft, language: str = VIETNAMESE) -> tuple[str, ...]:
    """What the form still lacks, in words: a person, or «Con: Họ tên»."""
    form = people_form(draft.procedure_code) if draft.procedure_code else None
    if form is None:
        return ()
    people = {one.role: one for one in draft.people}
    missing: list[str] = []
    for role in form.roles:
        one = people.get(role.role) or standing_in(form, role, draft)
        name = say("person_roles", role.role.value, language)
        if one is None:
            missing += [name] if role.required else []
            continue
        missing += [
            f"{name}: {field.label(language)}"
            for field in role.fields
            if field.required and not value_of(one, field.name)
        ]
    missing += [
        field.label(language)
        for field in form.fields
        if field.required and not draft.form.get(field.name, "").strip()
    ]
    return tuple(missing)


def value_of(one: Involved, name: str) -> str:
    """A field of a person in a role as text; empty where it is not known."""
    if name not in CITIZEN_FIELDS:
        return one.facts.get(name, "").strip()
    return citizen_value(one.person, name)


def citizen_value(person: Citizen, name: str) -> str:
    """An attribute of a person as a paper says it: dates dd/mm/yyyy, sex Nam or Nữ."""
    if name == "birth_date":
        return person.birth_date.vietnamese() if person.birth_date else ""
    if name == "sex":
        return {None: "", "male": "Nam", "female": "Nữ"}[person.sex.value if person.sex else None]
    return str(getattr(person, name) or "").strip()


def standing_in(form: PeopleForm, role: RoleForm, draft: Draft) -> Involved | None:
    """Who has a role before anybody named them: the owner, or who stands before the desk."""
    if form.owner_is is role.role and draft.owner is not None:
        return Involved(role.role, draft.owner)
    if role.role is PersonRole.DECLARANT:
        person = draft.submitter or (draft.owner if form.owner_is is None else None)
        return Involved(role.role, person) if person else None
    return None


@cache
def _forms() -> Mapping[str, PeopleForm]:
    folder = files("models.data").joinpath("people")
    read = (
        from_plain(PeopleForm, json.loads(one.read_text(encoding="utf-8")))
        for one in folder.iterdir()
        if one.name.endswith(".json")
    )
    return {form.procedure: form for form in read}
