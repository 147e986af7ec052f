"""What every paper begins with, and whose dossier it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a paper (rules §3.1); text NFC."""

    agency_upper: str
    """E.g. ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM."""
    agency: str
    """E.g. TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG."""
    place: str
    """Place name for the date line."""
    at: datetime
    """When the paper was made: the day in its head."""
    office: str = ""
    """The office in running text, e.g. Trung tâm Phục vụ hành chính công xã Thử Nghiệm."""
    hotline: str = ""
    form_label: str = ""
    """E.g. Mẫu số 02, from data; empty where no law gives the paper a number."""
    legal_basis: str = ""
    number: str = ""
    """Số: …; empty when nothing has numbered it yet."""
    form: str = ""
    """Data name of the form, where another than the usual one is meant: the police's own."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The dossier a paper is about and whose it is."""

    code: str
    """Empty where a dossier was refused before it got one."""
    person: str
    procedure: str
    provisional: bool = False
    identity_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    external_code: str = ""
    """The code the procedure's own system gave the dossier."""
