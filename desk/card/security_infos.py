"""SecurityInfos of EF.CardAccess and DG14 (ICAO 9303-11 §9.2)."""

from __future__ import annotations

from dataclasses import dataclass

from desk.card import tlv
from desk.card.faults import Malformed
from desk.card.symmetric import Suite

_SEQUENCE, _SET, _OID, _INTEGER = 0x30, 0x31, 0x06, 0x02

PACE_ECDH_GM = "0.4.0.127.0.7.2.2.4.2"
CA_ECDH = "0.4.0.127.0.7.2.2.3.2"
CA_PUBLIC_KEY_ECDH = "0.4.0.127.0.7.2.2.1.2"
AA_PROTOCOL = "2.23.136.1.1.5"
_SUITES = {1: Suite.DES3, 2: Suite.AES128, 3: Suite.AES192, 4: Suite.AES256}


@dataclass(frozen=True, slots=True)
class PaceInfo:
    """PACEInfo (§9.2.1)."""

    oid: str
    version: int
    parameter: int | None


@dataclass(frozen=True, slots=True)
class ChipAuthenticationInfo:
    """ChipAuthenticationInfo (§9.2.5)."""

    oid: str
    version: int
    key_id: int | None


@dataclass(frozen=True, slots=True)
class ChipAuthenticationKey:
    """ChipAuthenticationPublicKeyInfo (§9.2.6): a SubjectPublicKeyInfo as raw octets."""

    public_key: bytes
    key_id: int | None


@dataclass(frozen=True, slots=True)
class SecurityInfos:
    """What a chip says it can do; unknown infos are kept only in `raw`."""

    pace: tuple[PaceInfo, ...]
    chip_authentication: tuple[ChipAuthenticationInfo, ...]
    chip_keys: tuple[ChipAuthenticationKey, ...]
    aa_signature: str | None
    """The ECDSA variant of active authentication (§9.2.3), as an object identifier."""
    oids: tuple[str, ...]
    raw: frozenset[bytes]
    """Every info's octets, to compare EF.CardAccess with DG14."""


def parse(octets: bytes) -> SecurityInfos:
    """Parse a SET OF SecurityInfo.  Raises Malformed."""
    infos = tlv.one(octets, _SET).children()
    pace: list[PaceInfo] = []
    authentication: list[ChipAuthenticationInfo] = []
    keys: list[ChipAuthenticationKey] = []
    aa_signature: str | None = None
    oids: list[str] = []
    for info in infos:
        if info.tag != _SEQUENCE:
            raise Malformed("SecurityInfo is no SEQUENCE")
        fields = info.children()
        if not fields or fields[0].tag != _OID:
            raise Malformed("SecurityInfo has no protocol")
        oid = decode_oid(fields[0].value)
        oids.append(oid)
        if oid.startswith(PACE_ECDH_GM + "."):
            pace.append(PaceInfo(oid, _number(fields, 1), _optional(fields, 2)))
        elif oid.startswith(CA_ECDH + "."):
            authentication.append(
                ChipAuthenticationInfo(oid, _number(fields, 1), _optional(fields, 2))
            )
        elif oid == CA_PUBLIC_KEY_ECDH:
            keys.append(_chip_key(fields))
        elif oid == AA_PROTOCOL and len(fields) > 2 and fields[2].tag == _OID:
            aa_signature = decode_oid(fields[2].value)
    raw = frozenset(tlv.encode(_SEQUENCE, info.value) for info in infos)
    return SecurityInfos(
        tuple(pace), tuple(authentication), tuple(keys), aa_signature, tuple(oids), raw
    )


def suite_of(oid: str) -> Suite | None:
    """The cipher a PACE or chip authentication identifier ends in."""
    last = oid.rsplit(".", 1)[-1]
    return _SUITES.get(int(last))


def _chip_key(fields: tuple[tlv.Tlv, ...]) -> ChipAuthenticationKey:
    if len(fields) < 2 or fields[1].tag != _SEQUENCE:
        raise Malformed("ChipAuthenticationPublicKeyInfo has no key")
    return ChipAuthenticationKey(tlv.encode(_SEQUENCE, fields[1].value), _optional(fields, 2))


def _number(fields: tuple[tlv.Tlv, ...], index: int) -> int:
    number = _optional(fields, index)
    if number is None:
        raise Malformed("SecurityInfo lacks its version")
    return number


def _optional(fields: tuple[tlv.Tlv, ...], index: int) -> int | None:
    if index >= len(fields):
        return None
    field = fields[index]
    if field.tag != _INTEGER or not 1 <= len(field.value) <= 8:
        raise Malformed("SecurityInfo number")
    return int.from_bytes(field.value, "big", signed=True)


def decode_oid(octets: bytes) -> str:
    """Dotted text of an object identifier's content (X.690 §8.19).  Raises Malformed."""
    if not 1 <= len(octets) <= 32 or octets[-1] & 0x80:
        raise Malformed("object identifier")
    arcs: list[int] = []
    arc = 0
    for octet in octets:
        arc = arc << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(arc)
            arc = 0
    top = min(arcs[0] // 40, 2)
    return ".".join(str(each) for each in (top, arcs[0] - 40 * top, *arcs[1:]))


def encode_oid(dotted: str) -> bytes:
    """The content octets of an object identifier."""
    top, second, *rest = (int(arc) for arc in dotted.split("."))
    octets = bytearray()
    for arc in (40 * top + second, *rest):
        piece = [arc & 0x7F]
        while arc := arc >> 7:
            piece.append(arc & 0x7F | 0x80)
        octets += bytes(reversed(piece))
    return bytes(octets)
