"""A signature into a PDF, as an incremental update and never in any other way (PAdES).

With a timestamp service the level is B-T; where the chain leads to an installed root and the lists
of revoked certificates answer, B-LTA follows in a further increment. Without a line it is B-B, and
the timestamp is owed. Every byte of the file as it was stays where it was.
"""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from desk.capture.signing_chain import Trust
from desk.capture.signing_place import Sheet
from desk.capture.signing_stamp import moment, seal_stamp, text_stamp
from desk.capture.signing_timestamp import (
    Exchange,
    LineDownError,
    LineTimeStamper,
    revocation_lists,
)
from models.problems import Problem
from models.signing import CopyLook, Level, Owed, SignatureKind, SigningProfile

DIGEST = "sha256"
_AS_DRAWN = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MIN,
    y_align=AxisAlignment.ALIGN_MIN,
    margins=Margins(),
    inner_content_scaling=InnerScaling.NO_SCALING,
)
"""pyHanko would leave a margin and shrink the letters under 10 pt."""


@dataclass(frozen=True, slots=True)
class Made:
    """The file after the signature."""

    pdf: bytes
    level: Level
    owed: Owed


class Pades:
    """Signs and completes within one batch; a service that was down is not asked again."""

    def __init__(self, exchange: Exchange, trust: Trust) -> None:
        self._exchange = exchange
        self._trust = trust
        self._stampers: dict[str, LineTimeStamper] = {}

    def sign(
        self, pdf: bytes, signer: Signer, profile: SigningProfile, seal: bytes, at: datetime
    ) -> Made:
        """Add one signature. Raises Problem sign.pdf_unreadable, sign.pdf_locked."""
        stamper = self._answering(profile.timestamp_url)
        try:
            signed = _signed(pdf, signer, profile, seal, at, stamper)
        except LineDownError:  # it went down between two questions
            stamper = None
            signed = _signed(pdf, signer, profile, seal, at, None)
        if stamper is None:
            return Made(signed, Level.BASIC, Owed.TIMESTAMP)
        try:
            return self.archived(signed, profile.timestamp_url)
        except LineDownError:
            return Made(signed, Level.TIMESTAMPED, self._still_owed())

    def complete(self, pdf: bytes, timestamp_url: str, level: Level) -> Made:
        """Bring a signed file as far as the line allows now. Raises LineDownError."""
        stamper = self._answering(timestamp_url)
        if stamper is None:
            raise LineDownError("no timestamp service")
        try:
            return self.archived(pdf, timestamp_url)
        except LineDownError:
            if level is not Level.BASIC:
                raise
        stamped = _document_timestamp(pdf, stamper, None)
        return Made(stamped, Level.TIMESTAMPED, self._still_owed())

    def archived(self, pdf: bytes, timestamp_url: str) -> Made:
        """Revocation data and an archive timestamp. Raises LineDownError when not possible now."""
        stamper = self._answering(timestamp_url)
        if stamper is None or not self._trust.roots:
            raise LineDownError("no roots")
        chain = [*_embedded(pdf), *stamper.cert_registry, *self._trust.certificates]
        lists = revocation_lists(chain, self._exchange)
        if not lists.crls:
            raise LineDownError("no revocation lists")
        context = ValidationContext(
            trust_roots=self._trust.roots,
            other_certs=chain,
            crls=lists.crls,
            allow_fetching=False,
            revocation_mode="require",
        )
        try:
            done = _with_revocation_data(pdf, context)
            return Made(_document_timestamp(done, stamper, context), Level.ARCHIVED, Owed.NOTHING)
        except (ValidationError, PathError, SignatureValidationError, SigningError) as error:
            raise LineDownError("the chain cannot be proven") from error

    def _still_owed(self) -> Owed:
        return Owed.ARCHIVE if self._trust.roots else Owed.NOTHING

    def _answering(self, address: str) -> LineTimeStamper | None:
        if not address:
            return None
        if address not in self._stampers:
            self._stampers[address] = LineTimeStamper(address, self._exchange)
        stamper = self._stampers[address]
        return stamper if asyncio.run(stamper.answers(DIGEST)) else None


class _PdfSigner(PdfSigner):
    """pyHanko's, with the office's time instead of the machine's."""

    at: datetime

    def init_signing_session(self, *args: Any, **more: Any) -> PdfSigningSession:
        """As pyHanko does."""
        session = super().init_signing_session(*args, **more)
        session.system_time = self.at
        return session


def _signed(
    pdf: bytes,
    signer: Signer,
    profile: SigningProfile,
    seal: bytes,
    at: datetime,
    stamper: LineTimeStamper | None,
) -> bytes:
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        if writer.prev.encrypted:
            raise Problem("sign.pdf_locked")
        with TemporaryDirectory() as folder:
            look = _look(writer, signer, profile, seal, at, Path(folder))
            name = _free_name(writer)
            pdf_signer = _PdfSigner(
                PdfSignatureMetadata(
                    field_name=name,
                    md_algorithm=DIGEST,
                    subfilter=fields.SigSeedSubFilter.PADES,
                    reason=_reason(profile),
                ),
                signer,
                timestamper=stamper,
                stamp_style=look.style,
                new_field_spec=fields.SigFieldSpec(name, on_page=look.page, box=look.box),
            )
            pdf_signer.at = at
            out = pdf_signer.sign_pdf(writer)
    except (PdfError, SigningError, ValueError, KeyError, IndexError) as error:
        if isinstance(error.__cause__, LineDownError):
            raise error.__cause__ from error
        raise Problem("sign.pdf_unreadable") from error
    data: bytes = out.getvalue()
    return data


@dataclass(frozen=True, slots=True)
class _Look:
    page: int
    box: tuple[int, int, int, int] | None
    style: StaticStampStyle | None


def _look(
    writer: IncrementalPdfFileWriter,
    signer: Signer,
    profile: SigningProfile,
    seal: bytes,
    at: datetime,
    folder: Path,
) -> _Look:
    if not profile.shown:
        return _Look(0, None, None)
    agency = profile.kind is SignatureKind.AGENCY_COPY
    page = 0 if agency else -1  # the last
    sheet = Sheet(writer, page)
    if agency and profile.look is CopyLook.SEAL:
        stamp = seal_stamp(seal, profile.seal_mm, sheet.turned)
    elif agency:
        lines = (profile.copy_form.value, profile.agency or _name(signer), moment(at))
        stamp = text_stamp(lines, sheet.turned)
    else:
        stamp = text_stamp((f"Ký bởi: {_name(signer)}", moment(at)), sheet.turned)
    drawn = folder / "stamp.pdf"
    drawn.write_bytes(stamp.pdf)
    style = StaticStampStyle.from_pdf_file(
        str(drawn), border_width=0, background_opacity=1.0, background_layout=_AS_DRAWN
    )
    return _Look(page, sheet.place(stamp, top=agency), style)


def _free_name(writer: IncrementalPdfFileWriter) -> str:
    known = {one for one, _, _ in fields.enumerate_sig_fields(writer.prev)}
    number = 1
    while f"MotCua{number}" in known:
        number += 1
    return f"MotCua{number}"


def _reason(profile: SigningProfile) -> str | None:
    return profile.copy_form.value if profile.kind is SignatureKind.AGENCY_COPY else None


def _name(signer: Signer) -> str:
    certificate = signer.signing_cert
    native = certificate.subject.native if certificate is not None else {}
    return str(native.get("common_name", ""))


def _embedded(pdf: bytes) -> list[x509.Certificate]:
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    return [
        certificate
        for one in reader.embedded_signatures
        for certificate in (one.signer_cert, *one.other_embedded_certs)
        if certificate is not None
    ]


def _with_revocation_data(pdf: bytes, context: ValidationContext) -> bytes:
    from pyhanko.sign.validation import add_validation_info  # noqa: PLC0415 - heavy

    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    newest = reader.embedded_regular_signatures[-1]
    out: io.BytesIO = add_validation_info(newest, context, skip_timestamp=False)
    return out.getvalue()


def _document_timestamp(
    pdf: bytes, stamper: LineTimeStamper, context: ValidationContext | None
) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    out: io.BytesIO = PdfTimeStamper(stamper).timestamp_pdf(writer, DIGEST, context)
    return out.getvalue()
