"""Invented persons, dossiers and events for tests of the store."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from models.citizen import Citizen, IdentifiedBy, PartialDate, Sex
from models.dossier import (
    Channel,
    CodeKind,
    ComponentLine,
    Dossier,
    Draft,
    ReturnMethod,
    Status,
    StatusEvent,
)
from models.messages import Event
from models.receipt import Receipt, ReceiptLine

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=timezone(timedelta(hours=7)))


def citizen(name: str = "Nguyễn Văn Hậu", **changes: Any) -> Citizen:
    facts: dict[str, Any] = {
        "number": "001099012317",
        "birth_date": PartialDate(1999, 3),
        "sex": Sex.MALE,
        "nationality": "Việt Nam",
        "address": "Thôn Thử, Xã Thử Nghiệm",
        "old_number": "012345678",
        "phone": "0912 345 678",
        "identified_by": IdentifiedBy.CHIP_VERIFIED,
    }
    return Citizen(full_name=name, **facts | changes)


def dossier(number: int = 1, **changes: Any) -> Dossier:
    received = NOON + timedelta(minutes=number)
    facts: dict[str, Any] = {
        "id": f"dossier-{number}",
        "code": f"H99.50.05-261119-{number:04d}",
        "code_kind": CodeKind.OFFICIAL,
        "procedure_code": "2.000815",
        "procedure_version": "2026-07",
        "procedure_name": "Chứng thực bản sao từ bản chính",
        "field_name": "Chứng thực",
        "owner": citizen(),
        "submitter": None,
        "channel": Channel.DIRECT,
        "status": int(Status.RECEIVED),
        "received_at": received,
        "due": received + timedelta(days=3),
        "due_hour_exact": received + timedelta(days=3, hours=1),
        "due_is_provisional": True,
        "desk": "Q1",
        "clerk": "lan",
        "fee_dong": 20_000,
        "sets": 2,
        "return_method": ReturnMethod.BY_POST,
        "components": (ComponentLine("TP1", presented=True, count=3),),
        "note": "Ghi chú",
        "form": {"ly_do": "Đi học"},
    }
    return Dossier(**facts | changes)


def receipt(of: Dossier) -> Receipt:
    return Receipt(
        dossier_id=of.id,
        code=of.code,
        provisional=of.code_kind is CodeKind.PROVISIONAL,
        agency_upper="ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",
        agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        place="Thử Nghiệm",
        hotline="0240 000 000",
        form_label="Mẫu số 01",
        legal_basis="",
        number="",
        person=of.owner.full_name,
        identity_number=of.owner.number or "",
        address=of.owner.address,
        phone=of.owner.phone,
        email="",
        procedure=of.procedure_name,
        lines=(ReceiptLine("Tờ khai", "Bản chính", 1),),
        sets=of.sets,
        limit_text="3 ngày làm việc",
        received_at=of.received_at,
        due=of.due,
        due_note="dự kiến",
        return_place="Quầy 1",
        fee_text="20.000 đồng",
        clerk_name="Phạm Thị Lan",
        submitter_name="",
    )


def status(of: Dossier, sequence: int, to: Status = Status.RECEIVED) -> StatusEvent:
    return StatusEvent(
        id=f"{of.id}-s{sequence}",
        dossier_id=of.id,
        sequence=sequence,
        status=int(to),
        at=NOON + timedelta(hours=sequence),
        by="lan",
        note="Ghi nhận",
    )


def event(aggregate: str, sequence: int = 1, body: str = "{}") -> Event:
    return Event(
        event_id=f"{aggregate}-e{sequence}",
        aggregate_id=aggregate,
        sequence=sequence,
        type="dossier_received",
        type_version=1,
        device_id="device-1",
        user="lan",
        device_time=NOON.isoformat(),
        body_json=body,
        body_sha256="00",
        files=("aa", "bb"),
    )


def draft(number: int = 1, **changes: Any) -> Draft:
    facts: dict[str, Any] = {"id": f"draft-{number}", "clerk": "lan", "started_at": NOON}
    return Draft(**facts | changes)
