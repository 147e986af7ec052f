"""Who a card is about, and how its chip behaves: everything personalisation needs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from demo.card import mrz
from demo.card.ciphers import Suite
from demo.card.curves import BRAINPOOL_P256, Curve


class FaceFormat(StrEnum):
    """How the portrait of DG2 is compressed, if there is one."""

    JPEG = "jpeg"
    JPEG_2000 = "jpeg2000"
    JPEG_IN_39794 = "jpeg-39794"
    """the newer record of ISO/IEC 39794-5"""
    NONE = "none"


class ActiveKind(StrEnum):
    """The active authentication key of DG15."""

    RSA = "rsa"
    ECDSA_PLAIN = "ecdsa"
    ECDSA_DER = "ecdsa-der"
    NONE = "none"


class MasterFile(StrEnum):
    """When the chip knows the command SELECT MF; otherwise it answers 6D00."""

    ALWAYS = "always"
    BEFORE_APPLICATION = "before-application"
    NEVER = "never"


class Signer(StrEnum):
    """Which document signer made EF.SOD."""

    USUAL = "usual"
    EXPLICIT = "explicit"
    NIST = "nist"
    RSA_PSS = "rsa-pss"
    EXPIRED = "expired"
    UNKNOWN_ISSUER = "unknown-issuer"


@dataclass(frozen=True, slots=True)
class Chip:
    """What the chip supports; the defaults are those of the Vietnamese card as far as known."""

    pace: bool = True
    suite: Suite = Suite.AES_128
    curve: Curve = BRAINPOOL_P256
    chip_authentication: bool = True
    chip_suite: Suite | None = None
    chip_curve: Curve | None = None
    active: ActiveKind = ActiveKind.RSA
    active_hash: str = "sha256"
    bac: bool = True
    selects_master_file: MasterFile = MasterFile.BEFORE_APPLICATION
    card_access_open: bool = True
    extended_length: bool = True
    signer: Signer = Signer.USUAL
    sod_hash: str = "sha256"


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person and the card issued to them. Text is NFC."""

    key: str
    number: str
    name: str
    born: date
    sex: str
    """``Nam`` or ``Nữ``."""
    hometown: str
    address: str
    issued: date
    expires: date | None
    parents: tuple[str, ...]
    spouse: str | None = None
    old_number: str | None = None
    ethnicity: str = "Kinh"
    religion: str = "Không"
    marks: str = "Nốt ruồi C: 1cm trên sau đuôi mắt trái"
    face: FaceFormat = FaceFormat.JPEG
    face_bytes: int = 15_000
    """Size of the portrait; beyond 32 767 a reader needs the odd READ BINARY."""
    only_birth_year: bool = False
    """Of some old people only the year of birth is known."""
    plain_dates: bool = False
    """DG13 writes dates ddMMyyyy, as some cards do, rather than dd/MM/yyyy."""
    new_layout: bool = False
    """The card of 2024: QR with eleven fields."""
    chip: Chip = field(default_factory=Chip)

    def __post_init__(self) -> None:
        for text in (self.name, self.address, self.hometown):
            if text != unicodedata.normalize("NFC", text):
                raise ValueError("text of a person is NFC")

    @property
    def can(self) -> str:
        """The card access number: the last six digits of the number."""
        return self.number[-6:]

    @property
    def birth_field(self) -> str:
        """Birth date of the machine readable zone, YYMMDD."""
        return f"{self.born:%y}<<<<" if self.only_birth_year else f"{self.born:%y%m%d}"

    @property
    def access_information(self) -> bytes:
        """The MRZ information that opens the chip by BAC or PACE."""
        return mrz.access_information(self.number, self.birth_field, self.expires)

    @property
    def mrz_lines(self) -> tuple[str, str, str]:
        """The three lines on the back of the card."""
        sex = "M" if self.sex == "Nam" else "F"
        return mrz.lines(self.number, self.name, self.birth_field, sex, self.expires)

    @property
    def qr_text(self) -> str:
        """The text of the QR code printed on the card."""
        born = f"0000{self.born:%Y}" if self.only_birth_year else f"{self.born:%d%m%Y}"
        fields = [self.number, self.old_number or "", self.name, born, self.sex, self.address]
        fields += [f"{self.issued:%d%m%Y}"] + [""] * (4 if self.new_layout else 0)
        return "|".join(fields)
