"""What the receipt says: the promise of the moment, taken once and never recomputed."""

from __future__ import annotations

from collections.abc import Iterable

from desk.reception.intake import Prospect
from desk.settings import Office, Settings
from models.dossier import (
    CodeKind,
    ComponentLine,
    Dossier,
    Draft,
    ExternalCode,
    ReturnMethod,
)
from models.forms import form_for, form_texts
from models.procedure import Procedure
from models.receipt import Receipt, ReceiptLine
from models.role import User
from models.vocabulary import copy_kind_words


def receipt_of(
    dossier: Dossier, prospect: Prospect, settings: Settings, user: User, draft: Draft | None = None
) -> Receipt:
    """Mẫu 01 of a dossier that is being accepted (rules §3.2); `draft` knows outside codes."""
    office = settings.office
    back_end = prospect.procedure.back_end if prospect.procedure else ""
    form = form_for("receipt", back_end)
    texts = form_texts(form, dossier.received_at.date())
    submitter = dossier.submitter or dossier.owner
    return Receipt(
        dossier_id=dossier.id,
        code=dossier.code,
        provisional=dossier.code_kind is CodeKind.PROVISIONAL,
        agency_upper=office.agency_upper,
        agency=office.agency,
        place=office.place,
        hotline=office.hotline,
        form_label=texts.label,
        legal_basis=texts.legal_basis,
        number="",
        person=dossier.owner.full_name,
        identity_number=dossier.owner.number or "",
        address=dossier.owner.address,
        phone=submitter.phone or dossier.owner.phone,
        email=submitter.email or dossier.owner.email,
        procedure=dossier.procedure_name,
        lines=_lines(dossier, prospect.procedure),
        sets=dossier.sets,
        limit_text=prospect.limit_text,
        received_at=dossier.received_at,
        due=dossier.due,
        due_note=prospect.due_note,
        return_place=_return_place(dossier.return_method, office),
        fee_text=prospect.fee_text,
        clerk_name=user.name,
        submitter_name=submitter.full_name,
        form=form,
        rating_url=settings.rating_url or "",
        external_code=code_of_system(draft.external_codes, back_end) if draft else "",
    )


def code_of_system(codes: Iterable[ExternalCode], system: str) -> str:
    """The latest code a system gave; empty where it gave none."""
    return next((one.code for one in reversed(tuple(codes)) if one.system == system), "")


def _lines(dossier: Dossier, procedure: Procedure | None) -> tuple[ReceiptLine, ...]:
    """What was handed in: a shown paper went home with its owner, a look-up is no paper."""
    handed_in = (
        {one.code: one.name for one in procedure.components if not one.presented_only}
        if procedure
        else {}
    )

    def row(line: ComponentLine) -> ReceiptLine:
        return ReceiptLine(handed_in[line.code], copy_kind_words(line.copy_kind), line.count)

    return tuple(
        row(line) for line in dossier.components if line.presented and line.code in handed_in
    )


def _return_place(method: ReturnMethod, office: Office) -> str:
    if method is ReturnMethod.BY_POST:
        return "Tại nhà, qua bưu chính công ích"
    return office.return_place
