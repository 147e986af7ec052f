"""Every paper by its type: which template it takes and how it is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from models.papers.certification import CertificationBook
from models.papers.declaration import Declaration
from models.papers.guidance import GuidanceSheet
from models.papers.handing import BlankReceipts, BundleRecord, CashSlip, CollectionList, VisitList
from models.papers.kinds import Printable
from models.papers.money import CashCount, TransferSlip
from models.papers.notices import Apology, ControlSlip, Refusal, StopNotice, SupplementNotice
from models.papers.rating import RatingSlip
from models.papers.register import Register
from models.papers.weekly import WeeklyReport
from models.receipt import Receipt
from printing import handing, notices, receipt
from printing.certification_book import render_certification_book
from printing.control import render_control
from printing.declaration import render_declaration
from printing.forms import Form, shipped_form
from printing.guidance import render_sheet
from printing.money import render_cash_count, render_transfer
from printing.rating import render_rating
from printing.register import render_register
from printing.weekly import render_weekly

_Render = Callable[[Any, Form | None, datetime | None], bytes]

_WAYS: Mapping[type, tuple[str, _Render, str]] = {
    Receipt: ("receipt", receipt.render, "giay-tiep-nhan"),
    SupplementNotice: ("supplement", notices.render_supplement, "yeu-cau-bo-sung"),
    Refusal: ("refusal", notices.render_refusal, "tu-choi"),
    Apology: ("apology", notices.render_apology, "xin-loi-hen-lai"),
    StopNotice: ("stop_notice", notices.render_stop, "dung-giai-quyet"),
    ControlSlip: ("control_slip", render_control, "phieu-kiem-soat"),
    Register: ("register", render_register, "so-theo-doi"),
    BundleRecord: ("bundle", handing.render_bundle, "bien-ban-ban-giao"),
    CollectionList: ("collection", handing.render_collection, "danh-sach-ky-nhan"),
    CashSlip: ("cash", handing.render_cash, "phieu-thu"),
    VisitList: ("visit", handing.render_visit, "danh-sach-ho-so"),
    TransferSlip: ("transfer", render_transfer, "chuyen-khoan"),
    CashCount: ("cash_count", render_cash_count, "kiem-quy"),
    CertificationBook: ("certification_copies", render_certification_book, "so-chung-thuc"),
    Declaration: ("declaration_birth", render_declaration, "to-khai"),
    GuidanceSheet: ("guidance", render_sheet, "huong-dan"),
    RatingSlip: ("rating", render_rating, "phieu-danh-gia"),
    WeeklyReport: ("weekly", render_weekly, "bao-cao-tuan"),
    BlankReceipts: (
        "receipt",
        lambda blank, form, _: receipt.render_blank(blank, form),
        "giay-tiep-nhan-trong",
    ),
}


def set_paper(paper: Any, reprinted_at: datetime | None = None) -> Printable:
    """Set a paper as PDF, with the mark of a reprint where a moment is given.

    TypeError for what is no paper of the desk.
    """
    found = _WAYS.get(type(paper))
    if found is None:
        raise TypeError(type(paper).__name__)
    template, render, title = found
    form = shipped_form(_own_form(paper) or template)
    return Printable(render(paper, form, reprinted_at), title, form.paper.startswith("A5"))


def _own_form(paper: Any) -> str:
    """The template a paper names itself: the police's CT04 to CT06 instead of Mẫu 01 to 03."""
    if isinstance(paper, Receipt):
        return paper.form
    if isinstance(paper, CertificationBook):
        return f"certification_{paper.kind}"
    return str(paper.heading.form)
