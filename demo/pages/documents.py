"""The documents that can be generated, each by its type, with the look it is set in."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from demo.pages import certificates, contracts, declarations
from demo.pages.sheet import Look, Sheet, Written


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of paper: its document type, its look, and who writes it."""

    document_type: str
    look: Look
    write: Callable[[Sheet, random.Random], None]


_SERIF, _SANS = Look("serif"), Look("sans", 12.0)
_BLANK = replace(_SERIF, blank=True)
_ALL = (
    Document("giay_khai_sinh", _BLANK, certificates.birth_certificate),
    Document("to_khai_ket_hon", _SERIF, declarations.marriage_declaration),
    Document("hop_dong", replace(_SERIF, points=12.5), contracts.land_contract),
    Document("bien_lai", _SANS, contracts.fee_receipt),
    Document("don_de_nghi", _SERIF, declarations.application),
    Document("giay_xac_nhan_hon_nhan", _SERIF, certificates.marital_status),
    Document("to_khai_khai_sinh", _SANS, declarations.birth_declaration),
    Document("giay_chung_sinh", replace(_SANS, blank=True), certificates.birth_notice),
    Document("trich_luc_khai_tu", _SERIF, certificates.death_extract),
    Document("giay_ket_hon", _BLANK, certificates.marriage_certificate),
    Document("to_khai_khai_tu", _SERIF, declarations.death_declaration),
    Document("giay_chung_nhan_dat", _SERIF, certificates.land_certificate),
)
DOCUMENTS = {one.document_type: one for one in _ALL}
"""By document type; the order is that of measuring."""


def write(document: str, seed: int, *, hand: bool = False, face: str | None = None) -> Written:
    """A page of this document with the people of this seed. Raises KeyError for unknown types."""
    known = DOCUMENTS[document]
    look = replace(known.look, hand=hand, face=face or known.look.face)
    rng = random.Random(f"{document} {seed}")  # noqa: S311 - invented people
    sheet = Sheet(look, rng)
    known.write(sheet, rng)
    return sheet.done()
