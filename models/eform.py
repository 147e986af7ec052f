"""The procedure's own form as the counter fills it in: what is known, what may be taken over.

Values that are known stand in their fields; a confirmed value of a paper is only offered beside its
field until the clerk takes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.citizen import Citizen, Sex
from models.dossier import Draft
from models.field_checks import figures_date
from models.people import Involved, PersonRole
from models.people_forms import (
    CITIZEN_FIELDS,
    FieldKind,
    FormField,
    PeopleForm,
    RoleForm,
    people_form,
    standing_in,
    value_of,
)
from models.problems import Problem
from models.text import tidy
from models.vocabulary import VIETNAMESE, say

Key = tuple[str, str]
"""(role, field); the role is empty for a field of the form itself."""
_SEXES = {"Nam": Sex.MALE, "Nữ": Sex.FEMALE}


@dataclass(frozen=True, slots=True)
class OfferedValue:
    """A confirmed value a form's field may be filled with, if the clerk wants it.

    ``role`` is empty for a field of the procedure's own form.
    """

    role: str
    field: str
    value: str
    component_code: str
    document_type: str


@dataclass(frozen=True, slots=True)
class SheetField:
    """One field with what stands in it; `offer` is a paper's confirmed value that differs."""

    role: str
    field: FormField
    value: str = ""
    offer: OfferedValue | None = None

    @property
    def key(self) -> Key:
        """Under which its value is given back."""
        return self.role, self.field.name


@dataclass(frozen=True, slots=True)
class SheetSection:
    """The fields of one person, or – with an empty role – of the form itself."""

    role: str
    required: bool
    present: bool
    fields: tuple[SheetField, ...]

    def label(self, language: str = VIETNAMESE) -> str:
        """Whose fields these are; empty for the form's own."""
        return say("person_roles", self.role, language) if self.role else ""


def sheet(draft: Draft, offers: Sequence[OfferedValue] = ()) -> tuple[SheetSection, ...]:
    """The form of the draft's procedure; empty where the release has no data for it."""
    form = people_form(draft.procedure_code) if draft.procedure_code else None
    if form is None:
        return ()
    offered = {(one.role, one.field): one for one in offers}
    people = {one.role: one for one in draft.people}

    def made(role: str, field: FormField, value: str) -> SheetField:
        offer = offered.get((role, field.name))
        differs = offer is not None and offer.value.strip() != value
        return SheetField(role, field, value, offer if differs else None)

    sections = []
    for role in form.roles:
        one = people.get(role.role) or standing_in(form, role, draft)
        fields = tuple(
            made(role.role.value, field, value_of(one, field.name) if one else "")
            for field in role.fields
        )
        sections.append(SheetSection(role.role.value, role.required, role.present, fields))
    own = tuple(made("", field, draft.form.get(field.name, "").strip()) for field in form.fields)
    if own:
        sections.append(SheetSection("", required=True, present=False, fields=own))
    return tuple(sections)


def taken_over(sections: Sequence[SheetSection]) -> dict[Key, str]:
    """What one stroke fills in: every offer whose field is empty; what stands there stays."""
    return {
        field.key: field.offer.value
        for section in sections
        for field in section.fields
        if field.offer is not None and not field.value
    }


def filled(draft: Draft, values: Mapping[Key, str]) -> Draft:
    """The draft with its form as it was filled in; what is not on the form stays.

    Raises:
        Problem: ``eform.bad_date`` (fact ``field``) for a date that is none.
    """
    form = people_form(draft.procedure_code) if draft.procedure_code else None
    if form is None:
        return draft
    people = {one.role: one for one in draft.people}
    for role in form.roles:
        before = people.get(role.role) or standing_in(form, role, draft)
        given = {
            field.name: _checked(field, values.get((role.role.value, field.name), ""))
            for field in role.fields
        }
        if any(given.values()):
            people[role.role] = _person(role, before, given)
        else:
            people.pop(role.role, None)
    own = {field.name: _checked(field, values.get(("", field.name), "")) for field in form.fields}
    return replace(
        draft,
        owner=_owner(form, people, draft),
        people=tuple(people.values()),
        form=_with(draft.form, own),
    )


def _checked(field: FormField, text: str) -> str:
    text = tidy(text)
    if text and field.kind is FieldKind.DATE and figures_date(text) is None:
        raise Problem("eform.bad_date", field=field.label(VIETNAMESE))
    return text


def _person(role: RoleForm, before: Involved | None, given: Mapping[str, str]) -> Involved:
    person = before.person if before else Citizen(full_name="")
    changes: dict[str, Any] = {}
    for name in CITIZEN_FIELDS & set(given):
        text = given[name]
        if name == "birth_date":
            changes[name] = figures_date(text)
        elif name == "sex":
            changes[name] = _SEXES.get(text)
        elif name == "number":
            changes[name] = text or None
        else:
            changes[name] = text
    facts = {name: text for name, text in given.items() if name not in CITIZEN_FIELDS}
    return Involved(
        role.role, replace(person, **changes), _with(before.facts if before else {}, facts)
    )


def _with(known: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What is not on the form stays; what was emptied goes."""
    kept = {name: text for name, text in known.items() if name not in given}
    return kept | {name: text for name, text in given.items() if text}


def _owner(form: PeopleForm, people: Mapping[PersonRole, Involved], draft: Draft) -> Citizen | None:
    """The dossier's owner is the person of that role, as the form has them now."""
    named = people.get(form.owner_is) if form.owner_is is not None else None
    return draft.owner if named is None or not named.person.full_name else named.person
