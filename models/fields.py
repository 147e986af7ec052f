"""Which values a kind of paper holds, and where they stand on it: data, one file a document type.

A template says by which titles its type is recognised, behind which printed words (anchors) each
value lies, and which field of a dossier's form the value may be offered to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from models.plain import from_plain
from models.vocabulary import VIETNAMESE


class ValueKind(StrEnum):
    """What a value must look like."""

    NAME = "name"
    DATE = "date"
    """Written dd/mm/yyyy, mm/yyyy or yyyy."""
    IDENTITY_NUMBER = "identity_number"
    PLACE = "place"
    ETHNIC_GROUP = "ethnic_group"
    NATIONALITY = "nationality"
    SEX = "sex"
    SERIES = "series"
    """A number with letters and signs: of a paper, of a book, of a parcel."""
    AREA = "area"
    """Square metres, as «125,5 m2»."""
    MONEY = "money"
    """Whole đồng, digits only."""
    COUNT = "count"
    PHONE = "phone"
    DOSSIER_CODE = "dossier_code"
    TEXT = "text"


class Where(StrEnum):
    """Where the value lies, seen from its anchor."""

    RIGHT = "right"
    """Behind the anchor on its line; on the next line when that is all there is."""
    BELOW = "below"
    PARAGRAPH = "paragraph"
    """Behind the anchor and on, until the next anchor."""


@dataclass(frozen=True, slots=True)
class FieldTemplate:
    """One value of a document type. ``anchors`` are printed words in any of their spellings.

    ``fills`` names where the value may be offered: ``child.full_name`` for an attribute of a person
    in a role, ``form.copies`` for a field of the procedure's own form; empty for nowhere.
    A value with a ``pattern`` (regular expression) may also stand on a line of its own.
    """

    name: str
    vi: str
    en: str
    kind: ValueKind
    anchors: tuple[str, ...]
    where: Where = Where.RIGHT
    required: bool = False
    fills: str = ""
    pattern: str = ""

    def label(self, language: str = VIETNAMESE) -> str:
        """The field's words."""
        return self.vi if language == VIETNAMESE else self.en


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper about one person. It begins at one of its heads (printed words).

    Fields that have the same anchors in several sections belong to the section they stand in; two
    heads on one line are two columns.
    """

    name: str
    heads: tuple[str, ...]
    fields: tuple[FieldTemplate, ...]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of paper. ``stops`` are printed words that end a value without beginning another."""

    code: str
    vi: str
    en: str
    version: str
    source: str
    titles: tuple[str, ...]
    fields: tuple[FieldTemplate, ...]
    """Fields whose anchors are found anywhere on the paper."""
    sections: tuple[Section, ...] = ()
    stops: tuple[str, ...] = ()
    prose: bool = False
    """Whether anchors stand inside sentences and not only before colons."""
    confirmed: bool = False
    """Whether the office compared the template with the form in force."""

    @property
    def every(self) -> tuple[FieldTemplate, ...]:
        """All fields, those of the sections behind the others."""
        return (*self.fields, *(one for section in self.sections for one in section.fields))

    def label(self, language: str = VIETNAMESE) -> str:
        """The paper's name."""
        return self.vi if language == VIETNAMESE else self.en

    def field_named(self, name: str) -> FieldTemplate | None:
        """One field; None when the paper has none of that name."""
        return next((one for one in self.every if one.name == name), None)


def document_type(code: str) -> DocumentType | None:
    """The template of a document type; None for one the release does not know."""
    return document_types().get(code)


@cache
def document_types() -> Mapping[str, DocumentType]:
    """All templates by their code."""
    folder = files("models.data").joinpath("fields")
    shared = json.loads(folder.joinpath("anchors.json").read_text(encoding="utf-8"))["anchors"]
    found = {}
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.name.endswith(".json") and one.name != "anchors.json":
            read = json.loads(one.read_text(encoding="utf-8"))
            template = from_plain(DocumentType, _expanded(read, shared))
            found[template.code] = template
    return found


def _expanded(read: dict[str, Any], shared: Mapping[str, list[str]]) -> dict[str, Any]:
    """The template with ``@name`` replaced by the anchors many papers share."""
    for holder in (read, *read.get("sections", ())):
        for one in holder["fields"]:
            anchors: list[str] = []
            for anchor in one["anchors"]:
                anchors += shared[anchor[1:]] if anchor.startswith("@") else [anchor]
            one["anchors"] = anchors
    stops: list[str] = []
    for stop in read.get("stops", ()):
        stops += shared[stop[1:]] if stop.startswith("@") else [stop]
    return read | {"stops": stops}
