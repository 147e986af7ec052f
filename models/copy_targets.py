"""«Chép sang phần mềm khác»: the fields of another program's form in its order, as data.

A source is ``<who>.<field>``: a role of `models.people`, ``form`` for the procedure's own fields,
or ``dossier``.  Orders were not confirmed against each program: an office may bring its own file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.citizen import Citizen
from models.codes import national_code
from models.dossier import Dossier
from models.people import Involved, PersonRole
from models.people_forms import people_form, value_of
from models.plain import from_plain


@dataclass(frozen=True, slots=True)
class CopyField:
    """One field of the other program."""

    label: str
    source: str
    required: bool = False
    format: str = "text"
    """``text``, ``upper`` for names in capitals, ``choice`` for the words of a code."""


@dataclass(frozen=True, slots=True)
class CopyTarget:
    """One form of another program; without `procedures` it takes every one of its back-end."""

    name: str
    title: str
    back_end: str
    procedures: tuple[str, ...]
    fields: tuple[CopyField, ...]
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class CopyValue:
    """What goes into one field, ready for the clipboard."""

    label: str
    value: str
    missing: bool
    """The other program needs it and we do not have it."""


def copy_targets(procedure_code: str, back_end: str) -> tuple[CopyTarget, ...]:
    """The forms a procedure is typed into elsewhere, the most particular first."""
    code = national_code(procedure_code)
    own = [one for one in _targets() if code in one.procedures]
    general = [one for one in _targets() if not one.procedures and one.back_end == back_end]
    return tuple(own + general)


def copy_target(name: str) -> CopyTarget | None:
    """A target by its name."""
    return next((one for one in _targets() if one.name == name), None)


def copy_values(target: CopyTarget, dossier: Dossier) -> tuple[CopyValue, ...]:
    """The values of a dossier in the target's order."""
    values = []
    for field in target.fields:
        value = _value(dossier, field)
        values.append(CopyValue(field.label, value, field.required and not value))
    return tuple(values)


def _value(dossier: Dossier, field: CopyField) -> str:
    who, _, name = field.source.partition(".")
    if who == "dossier":
        text = _of_dossier(dossier, name)
    elif who == "form":
        text = dossier.form.get(name, "").strip()
    else:
        one = _involved(dossier, PersonRole(who))
        text = value_of(one, name) if one else ""
    if field.format == "upper":
        return text.upper()
    return _choice(dossier, name, text) if field.format == "choice" else text


def _of_dossier(dossier: Dossier, name: str) -> str:
    times = {
        "received_on": f"{dossier.received_at:%d/%m/%Y}",
        "received_time": f"{dossier.received_at:%H:%M}",
        "due_on": f"{dossier.due:%d/%m/%Y}",
    }
    return times.get(name) or str(getattr(dossier, name, ""))


def _involved(dossier: Dossier, role: PersonRole) -> Involved | None:
    found = next((one for one in dossier.people if one.role is role), None)
    if found is not None:
        return found
    person = _person_by_default(dossier, role)
    return Involved(role, person) if person else None


def _person_by_default(dossier: Dossier, role: PersonRole) -> Citizen | None:
    """Owner and submitter stand in the dossier itself; the declarant is who came."""
    form = people_form(dossier.procedure_code)
    if role is PersonRole.OWNER or (form is not None and form.owner_is is role):
        return dossier.owner
    if role is PersonRole.SUBMITTER:
        return dossier.submitter
    if role is PersonRole.DECLARANT:
        return dossier.submitter or (dossier.owner if form and form.owner_is is None else None)
    return None


def _choice(dossier: Dossier, name: str, code: str) -> str:
    form = people_form(dossier.procedure_code)
    for field in form.fields if form else ():
        if field.name == name and field.choices:
            return field.choices.get(code, code)
    return code


@cache
def _targets() -> tuple[CopyTarget, ...]:
    folder = files("models.data").joinpath("copy_targets")
    read = sorted(
        (one for one in folder.iterdir() if one.name.endswith(".json")), key=lambda one: one.name
    )
    return tuple(
        from_plain(CopyTarget, json.loads(one.read_text(encoding="utf-8"))) for one in read
    )
