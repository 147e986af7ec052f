"""The departments (phòng) of an office and what each decides: the office's own data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.codes import national_code
from models.text import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A department: whole fields, and single procedures that go there all the same."""

    name: str
    fields: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()


def unit_of(units: Iterable[Unit], procedure_code: str, field_name: str) -> Unit | None:
    """Where a dossier goes: by its procedure first, else by its field; None where nobody says."""
    units = tuple(units)
    code = national_code(procedure_code)
    for unit in units:
        if code in {national_code(one) for one in unit.procedures}:
            return unit
    wanted = fold(field_name)
    return next((one for one in units if wanted in {fold(f) for f in one.fields}), None)


def are_sound(units: Iterable[Unit]) -> bool:
    """Whether every unit has a name of its own and no field or procedure belongs to two."""
    units = tuple(units)
    names = [fold(one.name) for one in units]
    fields = [fold(f) for one in units for f in one.fields]
    procedures = [national_code(p) for one in units for p in one.procedures]
    return (
        all(names)
        and None not in procedures
        and all(len(set(many)) == len(many) for many in (names, fields, procedures))
    )
