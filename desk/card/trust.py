"""The operator's trust: country signing certificates from files and signed master lists.

No CSCA of the Vietnamese identity card is public; what is installed here decides alone whether a
chip's data count as authentic (ICAO 9303-12 §5, §9).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desk.card import asn1, certificates, signed_data, tlv
from desk.card.certificates import Certificate
from desk.card.faults import CardFault, Malformed, Unsupported
from models.problems import Problem

MASTER_LIST = "2.23.136.1.1.2"
_MAX_FILE = 8_000_000
_SEQUENCE, _SET = 0x30, 0x31


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: certificates taken, and how many could not be used."""

    certificates: tuple[Certificate, ...]
    skipped: int
    master_list: bool


class TrustStore:
    """Country signing certificates, found by the name or the key identifier an issuer goes by."""

    def __init__(self, authorities: Iterable[Certificate] = ()) -> None:
        self._by_fingerprint = {c.fingerprint: c for c in authorities}

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> TrustStore:
        """Read certificate files (DER, PEM) and master lists.

        Problem card.trust_file_unreadable or card.trust_file_rejected.
        """
        return cls(c for path in paths for c in read_trust_file(path).certificates)

    @property
    def authorities(self) -> tuple[Certificate, ...]:
        """All certificates, by country, title and end of validity."""
        return tuple(
            sorted(self._by_fingerprint.values(), key=lambda c: (c.country, c.title, c.not_after))
        )

    def candidates(self, signer: Certificate) -> Iterator[Certificate]:
        """Authorities that may have issued this certificate; only a signature decides."""
        for authority in self._by_fingerprint.values():
            if self.named_by_key(signer, authority) or authority.subject == signer.issuer:
                yield authority

    @staticmethod
    def named_by_key(signer: Certificate, authority: Certificate) -> bool:
        """Whether the certificate points at exactly this authority's key."""
        identifier = signer.authority_identifier
        return identifier is not None and identifier == authority.key_identifier


def read_trust_file(path: Path) -> Imported:
    """Read one file.  Problem card.trust_file_unreadable or card.trust_file_rejected."""
    try:
        if path.stat().st_size > _MAX_FILE:
            raise Problem("card.trust_file_rejected", file=path.name)
        octets = path.read_bytes()
    except OSError as error:
        raise Problem("card.trust_file_unreadable", file=path.name) from error
    try:
        return read_trust(octets)
    except CardFault as error:
        raise Problem("card.trust_file_rejected", file=path.name) from error


def read_trust(octets: bytes) -> Imported:
    """Certificates of a DER or PEM file, or of a master list.  Raises Malformed, Unsupported."""
    blocks = asn1.unarmoured(octets)
    if len(blocks) == 1 and _is_signed_data(blocks[0]):
        return _master_list(blocks[0])
    return _authorities(blocks, master_list=False)


def _is_signed_data(octets: bytes) -> bool:
    head = tlv.header(octets) if octets[1:2] != b"\x80" else tlv.Header(_SEQUENCE, 2, 0)
    return octets[head.size : head.size + 2] == b"\x06\x09"


def _master_list(octets: bytes) -> Imported:
    """CscaMasterList (9303-12 §9): the signature holds, and a CSCA in it issued the signer."""
    signed = signed_data.load(octets, "master list", _MAX_FILE)
    if signed.content_type != MASTER_LIST:
        raise Malformed("not a master list")
    fields = tlv.one(signed.content, _SEQUENCE).children()
    listed = tlv.first(fields, _SET)
    if listed is None:
        raise Malformed("master list without certificates")
    imported = _authorities(
        (tlv.encode(each.tag, each.value) for each in listed.children()), master_list=True
    )
    if signed.signer is None or not signed.signature_holds(signed.signer):
        raise Malformed("master list signature")
    known = (*imported.certificates, *(c for c in signed.certificates if c.is_authority))
    if not any(_issued(signed.signer, authority) for authority in known):
        raise Malformed("master list signer has no issuer")
    return imported


def _issued(signer: Certificate, authority: Certificate) -> bool:
    try:
        return signer.issuer == authority.subject and signer.signed_by(authority)
    except (Unsupported, Malformed):
        return False


def _authorities(encoded: Iterable[bytes], *, master_list: bool) -> Imported:
    taken: list[Certificate] = []
    skipped = 0
    fault: CardFault | None = None
    for der in encoded:
        try:
            taken.append(certificates.load(der))
        except (Malformed, Unsupported) as error:
            skipped, fault = skipped + 1, error
    if not taken:
        raise fault or Malformed("no certificate")
    return Imported(tuple(taken), skipped, master_list)
