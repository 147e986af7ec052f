"""EF.SOD: the document security object (ICAO 9303-10 §4.6.2, 9303-12 §8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asn1crypto import algos

from desk.card import asn1, signed_data, tlv
from desk.card.faults import Malformed
from desk.card.signed_data import SignedData

LDS_SECURITY_OBJECTS = ("2.23.136.1.1.1", "1.2.528.1.1006.1.20.1", "1.3.27.1.1.1")
"""The identifier of ICAO and two older ones that documents in the field still carry."""

_SEQUENCE, _INTEGER, _OCTETS = 0x30, 0x02, 0x04
_MAX_HASH = 64


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """The hashes of all data groups, and the signature over them."""

    signed: SignedData
    digest: str
    hashes: Mapping[int, bytes] = field(repr=False)


def parse_sod(octets: bytes) -> SecurityObject:
    """Read EF.SOD: 77 { ContentInfo }.  Raises Malformed or Unsupported."""
    signed = signed_data.load(tlv.one(octets, 0x77).value, "security object")
    if signed.content_type not in LDS_SECURITY_OBJECTS:
        raise Malformed("security object content type")
    digest, hashes = _lds_security_object(signed.content)
    return SecurityObject(signed, digest, hashes)


def _lds_security_object(octets: bytes) -> tuple[str, dict[int, bytes]]:
    """LDSSecurityObject: version, hash algorithm, list of hashes (9303-10 §4.6.2.3)."""
    fields = tlv.one(octets, _SEQUENCE).children()
    if len(fields) < 3 or tuple(f.tag for f in fields[:3]) != (_INTEGER, _SEQUENCE, _SEQUENCE):
        raise Malformed("LDS security object")
    algorithm = asn1.load(
        algos.DigestAlgorithm, tlv.encode(_SEQUENCE, fields[1].value), "hash algorithm"
    )
    hashes: dict[int, bytes] = {}
    for member in fields[2].children():
        number, value = _group_hash(member)
        if number in hashes:
            raise Malformed("data group hashed twice")
        hashes[number] = value
    with asn1.parsing("hash algorithm"):
        return algorithm["algorithm"].native, hashes


def _group_hash(member: tlv.Tlv) -> tuple[int, bytes]:
    parts = member.children()
    if member.tag != _SEQUENCE or tuple(p.tag for p in parts) != (_INTEGER, _OCTETS):
        raise Malformed("data group hash")
    number = int.from_bytes(parts[0].value, "big")
    if not 1 <= number <= 16 or len(parts[1].value) > _MAX_HASH:
        raise Malformed("data group hash")
    return number, parts[1].value
