"""Signatures: who signs how, what waits for a token, and what a signed PDF says of itself.

PAdES levels are those of ETSI EN 319 142-1: B-B (signature), B-T (proven time), B-LTA (revocation
data and an archive timestamp inside). Look and text of the agency's signature: NĐ 30/2020 annex I.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SignatureKind(StrEnum):
    """Whose certificate a signature needs."""

    PERSONAL = "personal"
    """The clerk's own certificate: took the paper in and digitised it."""
    AGENCY_COPY = "agency_copy"
    """The agency's: makes the digitised paper an electronic copy."""


class CopyForm(StrEnum):
    """Hình thức sao; the value is the text on the page."""

    FULL = "SAO Y"
    OF_A_COPY = "SAO LỤC"
    EXTRACT = "TRÍCH SAO"


class CopyLook(StrEnum):
    """What the agency's copy signature shows; which one applies is the office's decision."""

    TEXT = "text"
    """NĐ 30/2020: no image; kind of copy, agency, time."""
    SEAL = "seal"
    """TT 01/2019/TT-BNV: the red seal at true size."""


class Level(StrEnum):
    """How long a signature can be proven."""

    BASIC = "B-B"
    TIMESTAMPED = "B-T"
    ARCHIVED = "B-LTA"


class Owed(StrEnum):
    """What a signature still lacks because the line was down when it was made."""

    NOTHING = ""
    TIMESTAMP = "timestamp"
    ARCHIVE = "archive"


class PinState(StrEnum):
    """What the token says of its PIN before anybody types one."""

    GOOD = "good"
    LOW = "low"
    """A wrong PIN was typed since the last right one."""
    FINAL_TRY = "final_try"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class SigningSettings:
    """How this office signs. ``module`` None: the known places are tried."""

    module: str | None = None
    """The token's PKCS#11 library (``.so``, ``.dll``)."""
    timestamp_url: str = ""
    """RFC 3161 service; empty: signatures stay B-B and owe their timestamp."""
    copy_look: CopyLook = CopyLook.TEXT
    copy_form: CopyForm = CopyForm.FULL
    agency: str = ""
    """The copying agency's name on the page; empty: as the certificate has it."""
    seal_image: str = ""
    """PNG of the red seal, for `CopyLook.SEAL`."""
    seal_mm: float = 36.0
    """Its true width."""
    queued: tuple[SignatureKind, ...] = (SignatureKind.AGENCY_COPY,)
    """Which signatures every digitised document waits for, in this order."""
    personal_shown: bool = False
    """Whether the clerk's signature shows on the page."""


@dataclass(frozen=True, slots=True)
class SigningProfile:
    """One way to sign, ready for use; ``seal`` is a PNG."""

    kind: SignatureKind
    look: CopyLook = CopyLook.TEXT
    copy_form: CopyForm = CopyForm.FULL
    agency: str = ""
    shown: bool = True
    seal_mm: float = 36.0
    timestamp_url: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as people tell it apart. `fingerprint` is SHA-256 in hex."""

    fingerprint: str
    name: str
    organisation: str
    issuer: str
    not_before: datetime
    not_after: datetime
    may_sign: bool = True
    """Whether its key usage allows documents to be signed."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is plugged in, and what can be seen on it without a PIN."""

    module: str
    label: str
    serial: str
    model: str
    pin: PinState
    certificates: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """A PDF with its newest signature or timestamp added; every earlier byte is as it was."""

    pdf: bytes
    level: Level
    owed: Owed
    signer: str
    at: datetime


class WaitState(StrEnum):
    """Where a document stands in the queue."""

    WAITING = "waiting"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


class CopyState(StrEnum):
    """What a digitised document may be taken for (rules §6.2)."""

    WORKING_COPY = "working_copy"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document and the one signature it waits for, or has got."""

    id: str
    dossier_id: str
    component_code: str
    kind: SignatureKind
    copy_form: CopyForm
    queued_at: datetime
    state: WaitState = WaitState.WAITING
    problem: str = ""
    """Code of what went wrong at the last try; empty if nothing."""
    signed_at: datetime | None = None
    signed_by: str = ""
    level: Level | None = None
    owed: Owed = Owed.NOTHING


@dataclass(frozen=True, slots=True)
class NotSigned:
    """A document that is still waiting, and the code of why."""

    waiting_id: str
    code: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a batch. ``stopped`` is the code of what ended it early; empty if nothing."""

    signed: tuple[str, ...]
    refused: tuple[NotSigned, ...] = ()
    stopped: str = ""
    owed: int = 0
    """How many of the signed ones still owe their timestamp or revocation data."""


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line of the signing page."""

    waiting: Waiting
    code: str
    owner_name: str
    title: str
    pages: int


class SignatureState(StrEnum):
    """What may be said of one signature, best first."""

    VALID = "valid"
    VALID_UNKNOWN_ISSUER = "valid_unknown_issuer"
    """Nothing was altered, but the issuer is none of the installed roots."""
    CERTIFICATE_INVALID = "certificate_invalid"
    """The certificate was expired, revoked or not meant for signing at the time."""
    CHANGED_AFTER = "changed_after"
    """What was signed is as it was; afterwards the document was changed beyond what is allowed."""
    ALTERED = "altered"
    """The signed bytes are not those that were signed."""
    BROKEN = "broken"
    """The signature cannot be read."""


class SignatureNote(StrEnum):
    """What else a reader should know of a signature; never a verdict by itself."""

    WEAK_DIGEST = "weak_digest"
    REVOCATION_UNKNOWN = "revocation_unknown"
    TIME_NOT_PROVEN = "time_not_proven"
    TIMESTAMP_INVALID = "timestamp_invalid"
    TIMESTAMP_UNKNOWN_ISSUER = "timestamp_unknown_issuer"
    FILLED_AFTER = "filled_after"
    """Later signatures or form entries follow, as is allowed."""
    EXPIRED = "expired"
    REVOKED = "revoked"
    KEY_USAGE = "key_usage"


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature explained. `signed_at` is the timestamp's time, else what the signer claims."""

    field: str
    state: SignatureState
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    signed_at: datetime | None = None
    timestamped: bool = False
    covers_whole_document: bool = False
    digest: str = ""
    format: str = ""
    document_timestamp: bool = False
    notes: tuple[SignatureNote, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfReport:
    """All signatures of a file in the order they were made; none for an unsigned file."""

    signatures: tuple[SignatureReport, ...]

    @property
    def state(self) -> SignatureState | None:
        """The worst of all; None without signatures."""
        order = list(SignatureState)
        return max((one.state for one in self.signatures), key=order.index, default=None)
