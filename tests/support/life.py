"""An office with one ordinary procedure of three working days beside the shipped same-day ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from desk.assembly import Desk
from desk.seat import Seat
from models.citizen import Citizen, IdentifiedBy
from models.dossier import Dossier, Draft
from models.procedure import Component, CopyKind, Fee, Limit, Procedure, Unit
from tests.support.seat import HAU

SLOW = "1.004873"
"""Invented facts under a real code: three working days, two papers, one in a database."""
PROCEDURE = Procedure(
    code=SLOW,
    version="thu-1",
    name="Cấp Giấy xác nhận tình trạng hôn nhân (bản thử)",
    field_name="Hộ tịch",
    valid_from=date(2026, 1, 1),
    valid_to=None,
    legal_limit=Limit(Unit.WORKING_DAY, 3),
    committed_limit=None,
    components=(
        Component("01", "Tờ khai"),
        Component("02", "Bản án ly hôn", required=False, copy_kinds=(CopyKind.CERTIFIED_COPY,)),
        Component("03", "Giấy chứng nhận kết hôn", required=False, database="CSDL hộ tịch"),
    ),
    fees=(Fee("Lệ phí", 0),),
    result_name="Giấy xác nhận tình trạng hôn nhân",
    complete=False,
    legal_basis=("Luật Hộ tịch 60/2014/QH13",),
    back_end="civil_status",
)


@dataclass(frozen=True)
class OfficeOfThree:
    """Three people at one seat's store."""

    admin: Seat
    clerk: Seat
    supervisor: Seat

    def receive(self, code: str = SLOW, owner: Citizen = HAU, **changes: object) -> Dossier:
        """One dossier, accepted by the clerk now."""
        draft = ready(self.clerk, code, owner, **changes)
        received = self.clerk.acceptance.receive(self.clerk.user, draft)
        return self.dossier(received.dossier_id)

    def dossier(self, dossier_id: str) -> Dossier:
        return self.clerk.lookup.dossier(self.clerk.user, dossier_id).dossier


def ready(seat: Seat, code: str = SLOW, owner: Citizen = HAU, **changes: object) -> Draft:
    """A saved draft with every required paper presented."""
    draft = replace(seat.intake.begin(seat.user), owner=owner, **changes)  # type: ignore[arg-type]
    draft = seat.intake.choose(seat.user, draft, code)
    procedure = seat.intake.procedure(seat.user, code)
    assert procedure is not None
    required = {one.code for one in procedure.components if one.required}
    lines = tuple(replace(line, presented=line.code in required) for line in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    return draft


def other(name: str = "Lê Văn Nhận", number: str | None = "001099000025") -> Citizen:
    return Citizen(full_name=name, number=number, identified_by=IdentifiedBy.VNEID)


@pytest.fixture
def office(desk: Desk, admin: Seat) -> Iterator[OfficeOfThree]:
    admin.life.catalogue_editing.save(admin.user, PROCEDURE)
    admin.life.catalogue_editing.release(
        admin.user, PROCEDURE.code, PROCEDURE.version, PROCEDURE.valid_from
    )
    clerk = desk.sign_in("quay1", "mat khau quay 1")
    supervisor = desk.sign_in("phutrach", "mat khau phu trach")
    yield OfficeOfThree(admin, clerk, supervisor)
    clerk.leave()
    supervisor.leave()
