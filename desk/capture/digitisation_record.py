"""The digitisation record in a PDF's XMP metadata, and read back from there (rules §6.3).

Only properties that PDF/A-2 knows by itself are used – Dublin Core, XMP rights, Photoshop's date –
since every validator approves those, while an extension schema is beyond the one that judges here.
What a property means is its own definition: ``xmpRights:Owner`` holds the owner's identifier,
``dc:coverage`` a DCMI Period, ``photoshop:DateCreated`` the day the content was made, not the copy.
The owner's number and the values stand in XMP only; the information dictionary, which file
managers and search programs show to everybody, holds no personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from models.digitisation import DigitisationRecord, ExtractedValue

_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_PERIOD_SCHEME = "W3C-DTF"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def properties(record: DigitisationRecord) -> dict[str, Any]:
    """The XMP properties of what is known, as pikepdf takes them; a list is a bag or sequence.

    A date of the paper that is no ISO date is left out: metadata must not hold a guess.
    """
    found: dict[str, Any] = {
        "dc:title": _clean(record.title),
        "dc:description": _clean(record.summary),
        "dc:type": _listed(record.document_type),
        "dc:identifier": _clean(record.number),
        "dc:publisher": _listed(record.issued_by),
        "dc:source": _clean(record.copy_kind),
        "dc:creator": _listed(record.digitised_by),
        "dc:coverage": _period(record),
        "dc:subject": [_clean(f"{one.name}={one.value}") for one in record.values],
        "xmpRights:Owner": _listed(record.owner_id),
        "photoshop:DateCreated": _date(record.issued_on),
    }
    if record.digitised_at is not None:
        found["xmp:CreateDate"] = record.digitised_at.isoformat(timespec="seconds")
    return {name: value for name, value in found.items() if value}


def read(metadata: Mapping[str, Any]) -> DigitisationRecord:
    """The record in a document's metadata; the day of digitising stays the document's own."""
    period = _parts(_text(metadata, "dc:coverage"))
    return DigitisationRecord(
        document_type=_first(metadata, "dc:type"),
        owner_id=_first(metadata, "xmpRights:Owner"),
        title=_text(metadata, "dc:title"),
        summary=_text(metadata, "dc:description"),
        number=_text(metadata, "dc:identifier"),
        issued_on=_text(metadata, "photoshop:DateCreated"),
        issued_by=_first(metadata, "dc:publisher"),
        valid_from=period.get("start", ""),
        valid_until=period.get("end", ""),
        scope=period.get("name", ""),
        copy_kind=_text(metadata, "dc:source"),
        digitised_by=_first(metadata, "dc:creator"),
        values=tuple(_values(metadata.get("dc:subject", ()))),
    )


def _period(record: DigitisationRecord) -> str:
    """DCMI Period; the name last, as it alone may hold a semicolon."""
    start, end = _date(record.valid_from), _date(record.valid_until)
    dates = {"start": start, "end": end, "scheme": _PERIOD_SCHEME if start or end else ""}
    parts = dates | {"name": _clean(record.scope)}
    return "; ".join(f"{name}={value}" for name, value in parts.items() if value)


def _parts(period: str) -> dict[str, str]:
    before, named, name = period.partition("name=")
    parts = dict(one.strip().split("=", 1) for one in before.split(";") if "=" in one)
    return parts | ({"name": name} if named else {})


def _values(phrases: Iterable[str]) -> Iterable[ExtractedValue]:
    for phrase in sorted(phrases):
        name, told, value = phrase.partition("=")
        if told:
            yield ExtractedValue(name, value)


def _date(text: str) -> str:
    return text if _ISO_DATE.fullmatch(text) else ""


def _clean(text: str) -> str:
    return _NO_XML.sub("", text).strip()


def _listed(text: str) -> list[str]:
    cleaned = _clean(text)
    return [cleaned] if cleaned else []


def _text(metadata: Mapping[str, Any], name: str) -> str:
    value = metadata.get(name, "")
    return value if isinstance(value, str) else ""


def _first(metadata: Mapping[str, Any], name: str) -> str:
    return next(iter(metadata.get(name, ())), "")
