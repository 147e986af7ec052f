"""The state's forms as dated data: label, title and legal basis line of the version in force."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from models.dated import in_force
from models.plain import from_plain


@dataclass(frozen=True, slots=True)
class FormTexts:
    """What is printed about a form; layouts live with printing."""

    label: str
    title: str
    legal_basis: str
    valid_from: date
    valid_to: date | None = None
    unconfirmed: tuple[str, ...] = ()


def form_texts(form: str, on: date) -> FormTexts:
    """The version of a form in force on a day; before the first one, the first.

    Raises KeyError for a form without data.
    """
    return in_force(_versions()[form], on)


def form_for(form: str, back_end: str) -> str:
    """The form a back-end uses instead, e.g. CT04 of the police for the receipt (rules §3.9)."""
    own = (
        str(data["form"])
        for data in _files()
        if data.get("instead_of") == form and data.get("back_end") == back_end
    )
    return next(own, form)


@cache
def _versions() -> dict[str, tuple[FormTexts, ...]]:
    forms: dict[str, tuple[FormTexts, ...]] = {}
    for data in _files():
        rows = (from_plain(FormTexts, row) for row in data["versions"])
        forms[data["form"]] = tuple(sorted(rows, key=lambda one: one.valid_from))
    return forms


@cache
def _files() -> tuple[dict[str, Any], ...]:
    folder = files("models.data").joinpath("forms")
    return tuple(
        json.loads(source.read_text(encoding="utf-8"))
        for source in sorted(folder.iterdir(), key=lambda one: one.name)
        if source.name.endswith(".json")
    )
