"""What is known of a digitised paper beside its picture: the metadata of TT 01/2023 (rules §6.3).

Only what is known is filled in; an empty text means unknown. The record goes into the PDF itself,
where the owner's number and the values belong; its ``repr`` shows neither, so that no log does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from models.identity_number import mask


@dataclass(frozen=True, slots=True)
class ExtractedValue:
    """A value taken from the paper and confirmed by a person (decision 27)."""

    name: str
    """The field's name in its document type: lower-case ASCII, never with ``=``."""
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DigitisationRecord:
    """The digitisation metadata of one document (rules §6.3).

    Dates of the paper are ISO 8601 texts of any precision: ``2019``, ``2019-05``, ``2019-05-07``.
    ``title`` is empty when the document's own title is the paper's.
    """

    document_type: str = ""
    """Mã giấy tờ: the code of the type of paper."""
    owner_id: str = field(default="", repr=False)
    """Số định danh of the paper's owner."""
    title: str = ""
    summary: str = ""
    """Trích yếu."""
    number: str = field(default="", repr=False)
    """Số, ký hiệu."""
    issued_on: str = ""
    issued_by: str = ""
    valid_from: str = ""
    valid_until: str = ""
    scope: str = ""
    """Phạm vi hiệu lực."""
    copy_kind: str = ""
    """What lay on the scanner: the code of a kind of copy."""
    digitised_at: datetime | None = None
    digitised_by: str = ""
    values: tuple[ExtractedValue, ...] = ()

    @property
    def owner_masked(self) -> str:
        """The owner's number as lists and logs may show it (rules §10)."""
        return mask(self.owner_id)
