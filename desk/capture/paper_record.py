"""The digitisation record of a document: its dossier, and what persons confirmed of the paper.

Nothing a machine read alone gets in (decision 27). Ethnic group is left to the paper's picture and
the store: sensitive data that no reader of the metadata needs (rules §10).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.digitisation import DigitisationRecord, ExtractedValue
from models.dossier import Dossier
from models.fields import DocumentType, ValueKind, document_type
from models.reading import ConfirmedField
from models.store import field_values
from models.store.documents import Source
from models.store.engine import Tx

_NUMBER = ("number", "register_number", "notice_number", "symbol")
_ISSUED_ON = ("issued_on", "registered_on")
_ISSUED_BY = ("issued_by", "registered_at", "notice_issuer")
_SUMMARY = ("subject", "request")
"""Names of fields in the templates, the first one that is confirmed counts."""

_WRITTEN_DATE = re.compile(r"(?:(\d{1,2})[/.-])?(?:(\d{1,2})[/.-])?(\d{4})")


def record_of(tx: Tx, dossier: Dossier, source: Source) -> DigitisationRecord:
    """What is known of the paper behind a document."""
    code = source.component_code
    line = next((one for one in dossier.components if one.code == code), None)
    confirmed = field_values.confirmed(tx, source.draft_id).get(code, ())
    values = {one.name: one.value for one in confirmed if one.value}
    paper = field_values.paper(tx, source.draft_id, code)
    return DigitisationRecord(
        document_type=code,
        owner_id=dossier.owner.number or "",
        summary=_first(values, _SUMMARY),
        number=_first(values, _NUMBER),
        issued_on=iso_date(_first(values, _ISSUED_ON)),
        issued_by=_first(values, _ISSUED_BY),
        copy_kind="" if line is None else line.copy_kind.value,
        digitised_at=source.made_at,
        digitised_by=dossier.clerk,
        values=_values(confirmed, document_type(paper.document_type) if paper else None),
    )


def _values(
    confirmed: tuple[ConfirmedField, ...], kind: DocumentType | None
) -> tuple[ExtractedValue, ...]:
    withheld = {
        one.name
        for one in (kind.every if kind is not None else ())
        if one.kind is ValueKind.ETHNIC_GROUP
    }
    return tuple(
        ExtractedValue(one.name, one.value)
        for one in confirmed
        if one.value and one.name not in withheld
    )


def iso_date(written: str) -> str:
    """``07/05/2019`` as ``2019-05-07``, ``05/2019`` as ``2019-05``; empty for anything else."""
    found = _WRITTEN_DATE.fullmatch(written.strip())
    if found is None:
        return ""
    parts = [int(one) for one in reversed(found.groups()) if one is not None]
    return "-".join(f"{one:04d}" if place == 0 else f"{one:02d}" for place, one in enumerate(parts))


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((values[name] for name in names if name in values), "")
