"""X.509 certificates of document signers and country signing authorities (ICAO 9303-12 §7).

Only what passive authentication needs, and tolerant where real certificates are: reordered names,
explicit curves, RSA-PSS, string types that differ between issuer and subject.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from asn1crypto import x509

from desk.card import asn1, signatures
from desk.card.faults import Malformed
from desk.card.signatures import PublicKey, Scheme

Name = tuple[tuple[str, str], ...]
_MAX_CERTIFICATE = 16_384


@dataclass(frozen=True)
class Certificate:
    """One certificate, its fields as needed and the octets its signature covers."""

    der: bytes = field(repr=False)
    subject: Name
    issuer: Name
    serial: int
    not_before: datetime
    not_after: datetime
    key: PublicKey = field(repr=False)
    scheme: Scheme
    signature: bytes = field(repr=False)
    signed: bytes = field(repr=False)
    key_identifier: bytes | None
    authority_identifier: bytes | None
    is_authority: bool

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, hexadecimal."""
        return signatures.digest("sha256", self.der).hex()

    @property
    def country(self) -> str:
        """Country of the subject, upper case, or empty."""
        return next((v.upper() for oid, v in self.subject if oid == "2.5.4.6"), "")

    @property
    def title(self) -> str:
        """Common name, or whatever the subject begins with."""
        return next((v for oid, v in self.subject if oid == "2.5.4.3"), self.subject[0][1])

    def signed_by(self, authority: Certificate) -> bool:
        """Whether the authority's key verifies the signature; names are the caller's matter.

        Raises Unsupported or Malformed when that cannot be computed.
        """
        return signatures.verify(authority.key, self.scheme, self.signature, self.signed)

    def valid_at(self, moment: datetime) -> bool:
        """Whether the moment lies in the validity period."""
        return self.not_before <= moment <= self.not_after


def load(octets: bytes) -> Certificate:
    """Load one DER or PEM certificate.  Raises Malformed or Unsupported."""
    der = asn1.unarmoured(octets)
    if len(der) != 1:
        raise Malformed("not exactly one certificate")
    return from_asn1(asn1.load(x509.Certificate, der[0], "certificate", _MAX_CERTIFICATE))


def from_asn1(parsed: x509.Certificate) -> Certificate:
    """Take the needed fields out of a parsed certificate.  Raises Malformed or Unsupported."""
    with asn1.parsing("certificate"):
        tbs = parsed["tbs_certificate"]
        validity = tbs["validity"]
        constraints = parsed.basic_constraints_value
        authority = parsed.authority_key_identifier_value
        return Certificate(
            der=asn1.encoded(parsed),
            subject=_required(name(parsed.subject)),
            issuer=_required(name(parsed.issuer)),
            serial=tbs["serial_number"].native,
            not_before=validity["not_before"].native,
            not_after=validity["not_after"].native,
            key=signatures.public_key(asn1.encoded(tbs["subject_public_key_info"])),
            scheme=signatures.scheme(parsed["signature_algorithm"]),
            signature=bytes(parsed["signature_value"].native),
            signed=asn1.encoded(tbs),
            key_identifier=parsed.key_identifier,
            authority_identifier=authority["key_identifier"].native if authority else None,
            is_authority=bool(constraints and constraints["ca"].native),
        )


def name(parsed: x509.Name) -> Name:
    """A name that compares equal however it was written: order, case and spaces do not count."""
    attributes: list[tuple[str, str]] = []
    for part in parsed.chosen:
        for attribute in part:
            text = unicodedata.normalize("NFKC", str(attribute["value"].native))
            attributes.append((attribute["type"].dotted, " ".join(text.casefold().split())))
    return tuple(sorted(attributes))


def _required(parsed: Name) -> Name:
    if not parsed:
        raise Malformed("certificate without a name")
    return parsed
