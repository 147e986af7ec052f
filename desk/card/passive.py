"""Passive authentication: whether the data are as a trusted issuer signed them (9303-11 §5.1)."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.card import signatures, sod
from desk.card.certificates import Certificate
from desk.card.faults import Malformed, Unsupported
from desk.card.sod import SecurityObject
from desk.card.trust import TrustStore
from models.card_reading import Check, CheckState

_PASSED = Check(CheckState.PASSED)


@dataclass(frozen=True, slots=True)
class PassiveResult:
    """The signature with its chain, the hashes, and what to mention without stopping anybody."""

    chain: Check
    data_groups: Check
    warnings: tuple[str, ...] = ()
    security_object: SecurityObject | None = None

    @property
    def check(self) -> Check:
        """Both together: wrong hashes spoil the best signature."""
        if self.chain.state is CheckState.FAILED or self.data_groups.state is not CheckState.FAILED:
            return self.chain
        return self.data_groups


def authenticate(
    octets: bytes | None,
    groups: Mapping[int, bytes],
    trust: TrustStore,
    now: datetime,
    issued: datetime | None,
) -> PassiveResult:
    """Check EF.SOD against the raw octets of the data groups read.

    `issued` is the card's issue date, at which the signer's certificate has to be valid; it may
    have ended since.  Without it the signing time counts, else the present.
    """
    if octets is None:
        missing = Check(CheckState.UNAVAILABLE, "sod_missing")
        return PassiveResult(missing, missing)
    try:
        security = sod.parse_sod(octets)
        hashes = _compare(security, groups)
    except Malformed:
        wrong = Check(CheckState.FAILED, "sod_malformed")
        return PassiveResult(wrong, wrong)
    except Unsupported:
        unknown = Check(CheckState.INCONCLUSIVE, "algorithm_unsupported")
        return PassiveResult(unknown, unknown)
    chain, warnings = _chain(security, trust, now, issued)
    return PassiveResult(chain, hashes, warnings, security)


def _compare(security: SecurityObject, groups: Mapping[int, bytes]) -> Check:
    """Hash what was read, never what was parsed; a group without a hash is unsigned content."""
    for number, octets in groups.items():
        expected = security.hashes.get(number)
        if expected is None:
            return Check(CheckState.FAILED, f"unsigned_dg{number}")
        if not hmac.compare_digest(expected, signatures.digest(security.digest, octets)):
            return Check(CheckState.FAILED, f"hash_mismatch_dg{number}")
    return _PASSED


def _chain(
    security: SecurityObject, trust: TrustStore, now: datetime, issued: datetime | None
) -> tuple[Check, tuple[str, ...]]:
    signer = security.signed.signer
    if signer is None:
        return Check(CheckState.INCONCLUSIVE, "signer_missing"), ()
    signature = _signature(security, signer)
    if signature.state is not CheckState.PASSED:
        return signature, ()
    authority, forged = _authority_of(signer, trust)
    if authority is None:
        unknown = Check(CheckState.INCONCLUSIVE, "issuer_unknown")
        return (Check(CheckState.FAILED, "signer_forged") if forged else unknown), ()
    return _times(signer, authority, now, issued or security.signed.signing_time or now)


def _signature(security: SecurityObject, signer: Certificate) -> Check:
    try:
        holds = security.signed.signature_holds(signer)
    except Unsupported:
        return Check(CheckState.INCONCLUSIVE, "algorithm_unsupported")
    except Malformed:
        return Check(CheckState.FAILED, "sod_malformed")
    return _PASSED if holds else Check(CheckState.FAILED, "sod_signature")


def _authority_of(signer: Certificate, trust: TrustStore) -> tuple[Certificate | None, bool]:
    """The authority whose signature verifies; else whether the certificate falsely names one.

    An equal name alone accuses nobody, since authorities change keys under one name.
    """
    forged = False
    for authority in trust.candidates(signer):
        try:
            if signer.signed_by(authority):
                return authority, False
        except (Unsupported, Malformed):
            continue
        forged = forged or trust.named_by_key(signer, authority)
    return None, forged


def _times(
    signer: Certificate, authority: Certificate, now: datetime, issued: datetime
) -> tuple[Check, tuple[str, ...]]:
    """Validity when the card was issued decides; what ended since is only mentioned."""
    warnings = ["revocation_not_checked"]
    if not authority.valid_at(signer.not_before):
        return Check(CheckState.INCONCLUSIVE, "issuer_not_valid_then"), tuple(warnings)
    if now > signer.not_after:
        warnings.append("signer_expired")
    if now > authority.not_after:
        warnings.append("issuer_expired")
    if issued > signer.not_after:
        return Check(CheckState.INCONCLUSIVE, "signer_expired"), tuple(warnings)
    if now < signer.not_before:
        return Check(CheckState.INCONCLUSIVE, "signer_not_yet_valid"), tuple(warnings)
    return _PASSED, tuple(warnings)
