"""Mẫu 02 to 05 and the police's CT05, CT06: what is missing, refused, late or stopped; A5."""

from __future__ import annotations

from datetime import datetime

from models.papers.heading import Heading, Subject
from models.papers.notices import Apology, Refusal, StopNotice, SupplementItem, SupplementNotice
from printing.dates import written_day, written_moment
from printing.forms import Filling, Form, Values, shipped_form
from printing.slips import Slip, heading_values, render_slip
from printing.typesetting import tidy


def render_supplement(
    notice: SupplementNotice, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set Mẫu 02 as PDF."""
    values = {
        **subject_values(notice.heading, notice.subject),
        "reason": notice.reason,
        "until": written_moment(notice.until) if notice.until else "",
        "contact": notice.contact or notice.heading.office or notice.heading.agency,
        "contact_phone": notice.contact_phone or notice.heading.hotline,
        "guide": notice.guide,
    }
    rows = [_item(position, item) for position, item in enumerate(notice.items, start=1)]
    filling = Filling(values, {"items": rows})
    return _render(
        notice.heading, notice.subject, filling, form or shipped_form("supplement"), reprinted_at
    )


def render_refusal(
    refusal: Refusal, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set Mẫu 03 as PDF; a dossier refused before it had a code has none on the paper."""
    values = {
        **subject_values(refusal.heading, refusal.subject),
        "submitter": refusal.submitter,
        "clerk": refusal.clerk,
    }
    filling = Filling(values, {"reasons": [{"reason": one} for one in refusal.reasons]})
    return _render(
        refusal.heading, refusal.subject, filling, form or shipped_form("refusal"), reprinted_at
    )


def render_apology(
    apology: Apology, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set Mẫu 04 as PDF, ready for the head's signature."""
    values = {
        **subject_values(apology.heading, apology.subject),
        "received_day": written_day(apology.received_at).capitalize(),
        "due": written_moment(apology.due),
        "new_due": written_moment(apology.new_due),
        "reason": apology.reason,
        "signer": apology.signer,
        "signer_role": apology.signer_role,
        "recipients": _recipients(apology.recipients),
    }
    filling = Filling(values, {})
    return _render(
        apology.heading, apology.subject, filling, form or shipped_form("apology"), reprinted_at
    )


def render_stop(
    notice: StopNotice, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set Mẫu 05 as PDF."""
    values = {
        **subject_values(notice.heading, notice.subject),
        "received_at": written_moment(notice.received_at),
        "ground": notice.ground,
        "details": notice.details,
        "signer": notice.signer,
        "signer_role": notice.signer_role,
        "recipients": _recipients(notice.recipients),
    }
    rows = [
        {"name": line.name, "copy_kind": line.copy_kind, "count": f"{line.count:02d}"}
        for line in notice.papers_back
    ]
    filling = Filling(values, {"papers_back": rows})
    form = form or shipped_form("stop_notice")
    return _render(notice.heading, notice.subject, filling, form, reprinted_at)


def subject_values(heading: Heading, subject: Subject) -> dict[str, str]:
    """The names every template about one dossier may use."""
    return {
        **heading_values(heading),
        "code": subject.code,
        "external_code": subject.external_code,
        "person": subject.person,
        "identity_number": subject.identity_number,
        "address": subject.address,
        "phone": subject.phone,
        "email": subject.email,
        "procedure": subject.procedure,
    }


def _render(
    heading: Heading,
    subject: Subject,
    filling: Filling,
    form: Form,
    reprinted_at: datetime | None,
) -> bytes:
    slip = Slip(heading, filling, subject.code, subject.provisional)
    return render_slip(slip, form, reprinted_at)


def _item(position: int, item: SupplementItem) -> Values:
    note = tidy(item.note)
    name = f"{item.name} ({note})" if note else item.name
    return {
        "position": str(position),
        "name": name,
        "original": _count(item.original),
        "certified": _count(item.certified),
        "photocopy": _count(item.photocopy),
    }


def _count(count: int) -> str:
    return f"{count:02d}" if count else ""


def _recipients(lines: tuple[str, ...]) -> str:
    """Each on its own line, before «Lưu»."""
    return "".join(f"- {line};\n" for line in lines)
