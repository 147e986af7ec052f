"""What the signatures of a PDF say: who, when, and whether the file is still what was signed.

Runs inside the limited worker, without a line: revocation is judged by what the file carries. The
chain must lead to an installed root; Vietnamese files embed the leaf certificate only (capture
§6.2). SHA-1 and signatures without ESS attributes are still common there: warned, not refused.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.policy_decl import DisallowWeakAlgorithmsPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from desk.capture.signing_chain import Trust
from models.plain import to_plain
from models.problems import Problem
from models.signing import PdfReport, SignatureNote, SignatureReport, SignatureState

for _library in ("pyhanko", "pyhanko_certvalidator"):
    # What they log of a chain names the signer; the report says it to whom it concerns.
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

_UNREADABLE = (
    PdfError,
    SignatureValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)
_WEAK = frozenset({"sha1", "md5", "md2"})
_policy: Any = DisallowWeakAlgorithmsPolicy
_ALGORITHMS = _policy(weak_hash_algos=frozenset({"md5", "md2"}), rsa_key_size_threshold=1024)
_USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
_REVOKED = {
    AdESFailure.REVOKED,
    AdESIndeterminate.REVOKED_NO_POE,
    AdESIndeterminate.REVOKED_CA_NO_POE,
}
_OUT_OF_DATE = {
    AdESIndeterminate.EXPIRED,
    AdESIndeterminate.NOT_YET_VALID,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
    AdESFailure.NOT_YET_VALID,
}


def answer(facts: Mapping[str, Any], payload: bytes) -> object:
    """A request of the worker: certificates of the sizes named, then the PDF; a plain report."""
    parts, start = [], 0
    for size in facts["sizes"]:
        parts.append(payload[start : start + size])
        start += size
    report = verify(payload[start:], Trust.from_der(parts), datetime.fromisoformat(facts["at"]))
    return to_plain(report)


def verify(pdf: bytes, trust: Trust, now: datetime) -> PdfReport:
    """Explain every signature. Raises Problem sign.pdf_unreadable, sign.pdf_locked."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted and reader.decrypt("").status is AuthStatus.FAILED:
            raise Problem("sign.pdf_locked")
        found = _fields(reader)
    except _UNREADABLE as error:
        raise Problem("sign.pdf_unreadable") from error
    judge = _Judge(reader, trust, now, [one for _, one in found if one is not None])
    return PdfReport(
        tuple(
            SignatureReport(name, SignatureState.BROKEN) if one is None else judge.report(one)
            for name, one in found
        )
    )


def _fields(reader: PdfFileReader) -> list[tuple[str, EmbeddedPdfSignature | None]]:
    """Signature fields with a value, oldest first; None for one that cannot be read."""
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415 - beside its only use

    found: list[tuple[int, str, EmbeddedPdfSignature | None]] = []
    for name, _, reference in enumerate_sig_fields(reader, filled_status=True):
        try:
            one = EmbeddedPdfSignature(reader, reference.get_object(), name)
            found.append((one.signed_revision, name, one))
        except _UNREADABLE:
            found.append((len(found), name, None))
    return [(name, one) for _, name, one in sorted(found, key=lambda entry: entry[0])]


class _Judge:
    """What the whole file knows, for each of its signatures."""

    def __init__(
        self,
        reader: PdfFileReader,
        trust: Trust,
        now: datetime,
        signatures: Sequence[EmbeddedPdfSignature],
    ) -> None:
        self._now = now
        self._trust = trust
        self._stamps = [
            (one.signed_revision, time)
            for one in signatures
            if _is_timestamp(one) and (time := _stamped(one.signed_data)) is not None
        ]
        self._certificates = list(trust.certificates)
        self._lists: list[bytes] = []
        self._answers: list[Any] = []
        self._read_store(reader)

    def _read_store(self, reader: PdfFileReader) -> None:
        if "/DSS" not in reader.root:
            return
        try:
            store = DocumentSecurityStore.read_dss(reader)
            self._certificates += list(store.load_certs())
            self._lists = [one.get_object().data for one in store.crls]
            self._answers = [one.get_object().data for one in store.ocsps]
        except _UNREADABLE:  # a damaged store proves nothing; the signatures stand by themselves
            self._lists, self._answers = [], []

    def report(self, one: EmbeddedPdfSignature) -> SignatureReport:
        """One signature explained."""
        try:
            if _is_timestamp(one):
                return asyncio.run(self._timestamp(one))
            return asyncio.run(self._signature(one))
        except (*_UNREADABLE, ValidationError, PathError):
            return SignatureReport(one.fq_name, SignatureState.BROKEN)

    async def _signature(self, one: EmbeddedPdfSignature) -> SignatureReport:
        moment, proven = self._moment(one)
        context = self._context(moment, one)
        status = await async_validate_pdf_signature(
            one, context, key_usage_settings=_USAGE, algorithm_policy=None
        )
        notes = self._time_notes(status, proven)
        state, more = _judged(status, one.signer_cert, moment)
        notes += more
        if one.md_algorithm in _WEAK:
            notes.append(SignatureNote.WEAK_DIGEST)
        if state is SignatureState.VALID and not await self._proven_unrevoked(one, moment):
            notes.append(SignatureNote.REVOCATION_UNKNOWN)
        if state is not SignatureState.ALTERED and status.modification_level in {
            ModificationLevel.FORM_FILLING,
            ModificationLevel.ANNOTATIONS,
        }:
            notes.append(SignatureNote.FILLED_AFTER)
        subject = one.signer_cert.subject.native
        return SignatureReport(
            field=one.fq_name,
            state=state,
            signer=_plain(subject.get("common_name")),
            organisation=_plain(
                subject.get("organization_name") or subject.get("organizational_unit_name")
            ),
            issuer=_plain(one.signer_cert.issuer.native.get("common_name")),
            signed_at=moment if moment is not self._now else None,
            timestamped=_stamped(_own_timestamp(one)) is not None,
            covers_whole_document=_covers(status),
            digest=one.md_algorithm,
            format=str(one.sig_object.get("/SubFilter", "")).lstrip("/"),
            notes=tuple(dict.fromkeys(notes)),
        )

    async def _timestamp(self, one: EmbeddedPdfSignature) -> SignatureReport:
        moment = _stamped(one.signed_data) or self._now
        status = await async_validate_pdf_timestamp(one, self._context(moment, one))
        state, notes = _judged(status, one.signer_cert, moment)
        subject = one.signer_cert.subject.native
        return SignatureReport(
            field=one.fq_name,
            state=state,
            signer=_plain(subject.get("common_name")),
            issuer=_plain(one.signer_cert.issuer.native.get("common_name")),
            signed_at=moment,
            timestamped=True,
            covers_whole_document=_covers(status),
            digest=one.external_md_algorithm,
            format="ETSI.RFC3161",
            document_timestamp=True,
            notes=tuple(notes),
        )

    def _moment(self, one: EmbeddedPdfSignature) -> tuple[datetime, bool]:
        """The best time of the signature, and whether a timestamp says it."""
        own = _stamped(_own_timestamp(one))
        if own is not None:
            return own, True
        later = [time for revision, time in self._stamps if revision > one.signed_revision]
        if later:
            return min(later), True
        claimed = one.self_reported_timestamp
        if isinstance(claimed, datetime):
            aware = claimed if claimed.tzinfo else claimed.replace(tzinfo=UTC)
            return aware, False
        return self._now, False

    def _context(
        self, moment: datetime, one: EmbeddedPdfSignature, mode: str = "soft-fail"
    ) -> ValidationContext:
        return ValidationContext(
            trust_manager=SimpleTrustManager.build(trust_roots=self._trust.roots),
            other_certs=[*self._certificates, *one.other_embedded_certs],
            crls=self._lists,
            ocsps=self._answers,
            moment=moment,
            allow_fetching=False,
            revocation_mode=mode,
            retroactive_revinfo=True,
            algorithm_usage_policy=_ALGORITHMS,
        )

    async def _proven_unrevoked(self, one: EmbeddedPdfSignature, moment: datetime) -> bool:
        if not self._lists and not self._answers:
            return False
        validator = CertificateValidator(
            one.signer_cert, validation_context=self._context(moment, one, "require")
        )
        try:
            await validator.async_validate_path()
        except (ValidationError, PathError):
            return False
        return True

    def _time_notes(self, status: Any, proven: bool) -> list[SignatureNote]:
        stamp = status.timestamp_validity
        if stamp is not None and not (stamp.valid and stamp.intact):
            return [SignatureNote.TIMESTAMP_INVALID, SignatureNote.TIME_NOT_PROVEN]
        if stamp is not None and not stamp.trusted:
            return [SignatureNote.TIMESTAMP_UNKNOWN_ISSUER]
        return [] if proven else [SignatureNote.TIME_NOT_PROVEN]


def _judged(
    status: Any, certificate: x509.Certificate, moment: datetime
) -> tuple[SignatureState, list[SignatureNote]]:
    if not (status.intact and status.valid):
        return SignatureState.ALTERED, []
    if _changed(status):
        return SignatureState.CHANGED_AFTER, []
    if wrong := _wrong_with(status.trust_problem_indic, certificate, moment):
        return SignatureState.CERTIFICATE_INVALID, [wrong]
    known = SignatureState.VALID if status.trusted else SignatureState.VALID_UNKNOWN_ISSUER
    return known, []


def _wrong_with(
    trouble: object, certificate: x509.Certificate, moment: datetime
) -> SignatureNote | None:
    in_time = certificate.not_valid_before <= moment <= certificate.not_valid_after
    if trouble in _REVOKED:
        return SignatureNote.REVOKED
    if not in_time or trouble in _OUT_OF_DATE:
        return SignatureNote.EXPIRED
    if trouble is AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE:
        return SignatureNote.KEY_USAGE
    if trouble is AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE:
        return SignatureNote.WEAK_DIGEST
    return None


def _changed(status: Any) -> bool:
    if status.coverage in {
        SignatureCoverageLevel.UNCLEAR,
        SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START,
    }:
        return True
    if status.modification_level is ModificationLevel.OTHER:
        return True
    return status.docmdp_ok is False


def _covers(status: Any) -> bool:
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return whole or status.modification_level in {
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
    }


def _is_timestamp(one: EmbeddedPdfSignature) -> bool:
    return str(one.sig_object_type) == "/DocTimeStamp"


def _own_timestamp(one: EmbeddedPdfSignature) -> Any:
    """The timestamp token inside the signature, None when it has none."""
    for attribute in one.signer_info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            return attribute["values"][0]["content"]
    return None


def _stamped(signed_data: Any) -> datetime | None:
    if signed_data is None:
        return None
    try:
        time = signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return time if isinstance(time, datetime) else None


def _plain(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(one) for one in value)
    return str(value or "")
