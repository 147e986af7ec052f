"""Every kind of paper: its code in the store, its name on the command line, its type.

Codes are stored: never rename one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.papers.certification import CertificationBook
from models.papers.declaration import Declaration
from models.papers.guidance import GuidanceSheet
from models.papers.handing import (
    BlankReceipts,
    BundleRecord,
    CashSlip,
    CollectionList,
    Separator,
    VisitList,
)
from models.papers.money import CashCount, TransferSlip
from models.papers.notices import Apology, ControlSlip, Refusal, StopNotice, SupplementNotice
from models.papers.rating import RatingSlip
from models.papers.register import Register
from models.papers.weekly import WeeklyReport
from models.plain import from_plain
from models.receipt import Receipt

CODES: Mapping[type, str] = {
    Receipt: "01",
    SupplementNotice: "02",
    Refusal: "03",
    Apology: "04",
    StopNotice: "05",
    ControlSlip: "06",
    Register: "07",
    BundleRecord: "bundle",
    CollectionList: "collection",
    CashSlip: "cash",
    VisitList: "visit",
    TransferSlip: "transfer",
    CashCount: "cash_count",
    CertificationBook: "certification_book",
    Declaration: "declaration",
    BlankReceipts: "blank",
    Separator: "separator",
    GuidanceSheet: "guidance",
    RatingSlip: "rating",
    WeeklyReport: "weekly",
}
"""Type of a paper → the code under which it is numbered and kept."""
NAMES: Mapping[str, str] = {
    "receipt": "01",
    "supplement": "02",
    "refusal": "03",
    "apology": "04",
    "stop_notice": "05",
    "control_slip": "06",
    "register": "07",
    "cash": "cash",
    "bundle": "bundle",
    "visit": "visit",
}
"""Names a person types for papers of one dossier."""
_TYPES = {code: kind for kind, code in CODES.items()}


@dataclass(frozen=True, slots=True)
class Printable:
    """A paper ready for the printer; the title is seen in queues and names nobody."""

    pdf: bytes
    title: str
    a5: bool


def code_of(paper: object) -> str:
    """The code of a paper. KeyError where it is no paper."""
    return CODES[type(paper)]


def number_of(paper: Any) -> str:
    """The paper's own number; empty where nothing numbered it."""
    if isinstance(paper, Receipt):
        return paper.number
    heading = getattr(paper, "heading", None)
    return "" if heading is None else str(heading.number)


def read_paper(code: str, body: Mapping[str, Any]) -> object:
    """A kept paper, word for word. Raises KeyError, ValueError or TypeError on a misfit."""
    return from_plain(_TYPES[code], body)
