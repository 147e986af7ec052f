"""A dossier lodged online, as a portal hands it over (shape of rules §5.3), and our answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from models.calendar import VIETNAM
from models.citizen import Citizen, IdentifiedBy
from models.codes import normalise
from models.text import tidy


class SignatureState(StrEnum):
    """What the portal says about the signatures on the files."""

    VALID = "valid"
    INVALID = "invalid"
    NONE = "none"
    UNCHECKED = "unchecked"


class Decision(StrEnum):
    """What the desk made of it."""

    ACCEPTED = "accepted"
    SUPPLEMENT = "supplement"
    REFUSED = "refused"
    REDIRECTED = "redirected"
    """Sent on to the agency that is competent."""


@dataclass(frozen=True, slots=True)
class OnlineFile:
    """One attached file; `place` is the portal's own name for it."""

    component_code: str
    name: str
    place: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class OnlineDossier:
    """What a citizen lodged. A supplement comes as the same code with a higher version."""

    code: str
    procedure_code: str
    lodged_at: datetime
    owner: Citizen
    version: int = 1
    submitter: Citizen | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    files: tuple[OnlineFile, ...] = ()
    paid_dong: int = 0
    payment_reference: str = ""
    signatures: SignatureState = SignatureState.UNCHECKED
    portal: str = ""


@dataclass(frozen=True, slots=True)
class OnlineDecided:
    """The desk's answer to one version of an online dossier."""

    decision: Decision
    version: int
    reason: str = ""
    agency: str = ""
    paper_number: str = ""
    dossier_code: str = ""
    """The accepted dossier's own code, where it is not the portal's."""


@dataclass(frozen=True, slots=True)
class OnlineAnswered:
    """The portal took our answer to this version."""

    version: int
    refused: bool = False
    """It had another desk's answer before: two desks decided, a person must look."""


@dataclass(frozen=True, slots=True)
class OnlineHolding:
    """This version is this desk's until then; `before` names a desk that never answered."""

    version: int
    until: datetime
    before: str = ""


@dataclass(frozen=True, slots=True)
class OnlineElsewhere:
    """Another desk works on this version until then, or – without a time – has answered it."""

    version: int
    device: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OnlineBrought:
    """What a portal has for this office.

    ``held``: by code, which other desk works on it until when. ``whole``: what is not among the
    packets waits no longer – another desk answered it.
    """

    packets: tuple[OnlineDossier, ...]
    unreadable: int = 0
    portal: str = ""
    held: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    whole: bool = False


def read_online(data: Mapping[str, Any], portal: str) -> OnlineDossier:
    """One packet. Raises ValueError, KeyError or TypeError where it does not fit."""
    person = data["ThongTinNguoiNop"]
    submitter = _person(person)
    owner_name = tidy(str(data.get("ChuHoSo") or submitter.full_name))
    same = owner_name == submitter.full_name
    owner = submitter if same else Citizen(full_name=owner_name)
    code = normalise(str(data["MaHoSo"]))
    if not code or not owner_name or len(code) > 64:
        raise ValueError("MaHoSo, ChuHoSo")
    return OnlineDossier(
        code=code,
        procedure_code=str(data["MaTTHC"]),
        lodged_at=_moment(str(data["NgayNop"])),
        owner=owner,
        version=int(data.get("PhienBan", 1)),
        submitter=None if same else submitter,
        form={str(key): str(value) for key, value in dict(data.get("ToKhai", {})).items()},
        files=tuple(_files(data.get("ThanhPhanHoSo", ()))),
        paid_dong=int(data.get("SoTienDaThanhToan", 0)) if data.get("TrangThaiThanhToan") else 0,
        payment_reference=str(data.get("MaGiaoDich", "")),
        signatures=SignatureState(data.get("ChuKySo", SignatureState.UNCHECKED.value)),
        portal=portal,
    )


def _person(data: Mapping[str, Any]) -> Citizen:
    return Citizen(
        full_name=tidy(str(data["HoTen"])),
        number=str(data.get("SoDinhDanh") or "") or None,
        address=tidy(str(data.get("DiaChi", ""))),
        phone=str(data.get("Sdt", "")),
        email=str(data.get("Email", "")),
        identified_by=IdentifiedBy.VNEID,
    )


def _files(components: Any) -> list[OnlineFile]:
    return [
        OnlineFile(
            str(component["MaThanhPhanHoSo"]),
            tidy(str(one.get("TenGiayTo", ""))),
            str(one["IdGiayTo"]),
            str(one.get("HashTepTin", "")).lower(),
        )
        for component in components
        for one in component.get("GiayToDinhKem", ())
    ]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment
