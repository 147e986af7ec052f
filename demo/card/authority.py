"""The invented issuing authority: country signers, document signers, EF.SOD (9303-10, -12)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from demo.card.curves import BRAINPOOL_P384, BRAINPOOL_P512, P256, Curve
from demo.card.files import public_key_info
from demo.card.identity import Signer
from demo.card.keys import EcKey, RsaKey, ec_key, ecdsa_der, rsa_key
from demo.card.tlv import integer, oid, tlv

DIGEST_OIDS = {
    "sha1": "1.3.14.3.2.26",
    "sha224": "2.16.840.1.101.3.4.2.4",
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
}
_ECDSA_WITH = {"sha256": 2, "sha384": 3, "sha512": 4}
LDS_SECURITY_OBJECT = "2.23.136.1.1.1"

Name = tuple[tuple[str, str], ...]
"""Attribute identifier and value, in the order of the certificate."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate and the key it speaks of."""

    certificate: bytes
    issuer: bytes
    serial: int
    sign: Callable[[bytes], bytes]
    algorithm: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class _Key:
    """A signing key with what a certificate says about it."""

    info: bytes
    public: bytes
    sign: Callable[[bytes], bytes]
    algorithm: bytes
    digest: str


def _name(common: str) -> bytes:
    parts: Name = (
        ("2.5.4.6", "VN"),
        ("2.5.4.10", "Mot Cua Demo (invented)"),
        ("2.5.4.3", common),
    )
    return tlv(
        0x30,
        *(
            tlv(0x31, tlv(0x30, oid(kind), tlv(0x13 if kind == "2.5.4.6" else 0x0C, text.encode())))
            for kind, text in parts
        ),
    )


def _ec(curve: Curve, label: str, digest: str, *, explicit: bool) -> _Key:
    key: EcKey = ec_key(curve, label)
    info = public_key_info(curve, key.public) if explicit else _named(curve, key.public)
    algorithm = tlv(0x30, oid(f"1.2.840.10045.4.3.{_ECDSA_WITH[digest]}"))
    return _Key(info, key.public, lambda m: ecdsa_der(key, digest, m), algorithm, digest)


def _named(curve: Curve, point: bytes) -> bytes:
    algorithm = tlv(0x30, oid("1.2.840.10045.2.1"), oid(curve.oid))
    return tlv(0x30, algorithm, tlv(0x03, b"\x00", point))


def _rsa_pss(label: str) -> _Key:
    """RSASSA-PSS with SHA-256, MGF1 with SHA-256 and 32 bytes of salt (RFC 4055 §3.1)."""
    key = rsa_key(label)
    sha256 = tlv(0x30, oid(DIGEST_OIDS["sha256"]), b"\x05\x00")
    mask = tlv(0x30, oid("1.2.840.113549.1.1.8"), sha256)
    parameters = tlv(0x30, tlv(0xA0, sha256), tlv(0xA1, mask), tlv(0xA2, integer(32)))
    algorithm = tlv(0x30, oid("1.2.840.113549.1.1.10"), parameters)
    public = tlv(0x30, integer(key.modulus), integer(key.exponent))
    return _Key(key.public_info, public, lambda m: _pss(key, m), algorithm, "sha256")


def _pss(key: RsaKey, message: bytes) -> bytes:
    """EMSA-PSS (RFC 8017 §9.1.1); the salt follows from the message."""
    digest = hashlib.sha256(message).digest()
    salt = hashlib.sha256(b"salt" + digest).digest()
    h = hashlib.sha256(bytes(8) + digest + salt).digest()
    room = key.size - 32 - 1
    block = bytes(room - 33) + b"\x01" + salt
    mask = b"".join(
        hashlib.sha256(h + n.to_bytes(4, "big")).digest() for n in range(room // 32 + 1)
    )
    masked = bytearray(a ^ b for a, b in zip(block, mask, strict=False))
    masked[0] &= 0x7F
    return key.raw(bytes(masked) + h + b"\xbc")


def _issue(
    subject: str,
    subject_key: _Key,
    issuer: str,
    issuer_key: _Key,
    serial: int,
    valid: tuple[date, date],
    *,
    ca: bool,
) -> Credential:
    key_id = hashlib.sha1(subject_key.public, usedforsecurity=False).digest()
    authority_id = hashlib.sha1(issuer_key.public, usedforsecurity=False).digest()
    usage = b"\x03\x02\x01\x06" if ca else b"\x03\x02\x07\x80"
    extensions = [
        _extension("2.5.29.15", usage, critical=True),
        _extension("2.5.29.14", tlv(0x04, key_id)),
        _extension("2.5.29.35", tlv(0x30, tlv(0x80, authority_id))),
    ]
    if ca:
        constraints = tlv(0x30, b"\x01\x01\xff", integer(0))
        extensions.append(_extension("2.5.29.19", constraints, critical=True))
    issuer_name = _name(issuer)
    body = tlv(
        0x30,
        tlv(0xA0, integer(2)),
        integer(serial),
        issuer_key.algorithm,
        issuer_name,
        tlv(0x30, *map(_time, valid)),
        _name(subject),
        subject_key.info,
        tlv(0xA3, tlv(0x30, *extensions)),
    )
    signature = tlv(0x03, b"\x00", issuer_key.sign(body))
    certificate = tlv(0x30, body, issuer_key.algorithm, signature)
    return Credential(
        certificate,
        issuer_name,
        serial,
        subject_key.sign,
        subject_key.algorithm,
        subject_key.digest,
    )


def _extension(name: str, value: bytes, *, critical: bool = False) -> bytes:
    flag = b"\x01\x01\xff" if critical else b""
    return tlv(0x30, oid(name), flag, tlv(0x04, value))


def _time(day: date) -> bytes:
    """UTCTime to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5)."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if day.year < 2050:
        return tlv(0x17, f"{at:%y%m%d%H%M%S}Z".encode())
    return tlv(0x18, f"{at:%Y%m%d%H%M%S}Z".encode())


CSCA_NAME = "Demo CSCA (invented)"
EXPLICIT_NAME = "Demo CSCA with explicit parameters (invented)"
STRANGER_NAME = "Stranger CSCA (invented)"
_CSCA_VALID = (date(2018, 1, 1), date(2048, 1, 1))
_SIGNER_VALID = (date(2018, 1, 1), date(2044, 1, 1))
_EXPIRED = (date(2018, 1, 1), date(2023, 6, 30))


def _csca_key(name: str) -> _Key:
    """The one with explicit parameters is built like the real passport CSCA of Viet Nam."""
    if name == EXPLICIT_NAME:
        return _ec(BRAINPOOL_P512, name, "sha512", explicit=True)
    return _ec(BRAINPOOL_P384, name, "sha384", explicit=False)


@lru_cache(maxsize=4)
def csca(name: str = CSCA_NAME) -> Credential:
    """The self-signed country signing certificate of this name."""
    key = _csca_key(name)
    return _issue(name, key, name, key, 1, _CSCA_VALID, ca=True)


def issuer_of(kind: Signer) -> str:
    """Which country signer issued the document signer of this kind."""
    names = {Signer.UNKNOWN_ISSUER: STRANGER_NAME, Signer.EXPLICIT: EXPLICIT_NAME}
    return names.get(kind, CSCA_NAME)


@lru_cache(maxsize=8)
def document_signer(kind: Signer) -> Credential:
    """The document signer of this kind; usually on brainpoolP384r1."""
    if kind is Signer.NIST:
        key = _ec(P256, kind, "sha256", explicit=False)
    elif kind is Signer.RSA_PSS:
        key = _rsa_pss("document signer")
    else:
        key = _ec(BRAINPOOL_P384, kind, "sha256", explicit=kind is Signer.EXPLICIT)
    issuer = issuer_of(kind)
    valid = _EXPIRED if kind is Signer.EXPIRED else _SIGNER_VALID
    serial = 1000 + list(Signer).index(kind)
    subject = f"Demo document signer {kind}"
    return _issue(subject, key, issuer, _csca_key(issuer), serial, valid, ca=False)


def security_object(
    groups: Mapping[int, bytes], signer: Credential, digest: str, wrong: int | None = None
) -> bytes:
    """EF.SOD over the data groups; `wrong` names a group whose hash shall not be its own."""
    algorithm = tlv(0x30, oid(DIGEST_OIDS[digest]))
    hashes = []
    for number, content in sorted(groups.items()):
        value = hashlib.new(digest, content + (b"?" if number == wrong else b"")).digest()
        hashes.append(tlv(0x30, integer(number), tlv(0x04, value)))
    payload = tlv(0x30, integer(0), algorithm, tlv(0x30, *hashes))
    return tlv(0x77, _signed(payload, signer))


def _signed(payload: bytes, signer: Credential) -> bytes:
    """CMS SignedData with the signer's certificate inside (RFC 5652 §5)."""
    digest_algorithm = tlv(0x30, oid(DIGEST_OIDS[signer.digest]))
    digest = hashlib.new(signer.digest, payload).digest()
    attributes = sorted(
        (
            tlv(0x30, oid("1.2.840.113549.1.9.3"), tlv(0x31, oid(LDS_SECURITY_OBJECT))),
            tlv(0x30, oid("1.2.840.113549.1.9.4"), tlv(0x31, tlv(0x04, digest))),
        )
    )
    signature = signer.sign(tlv(0x31, *attributes))
    information = tlv(
        0x30,
        integer(1),
        tlv(0x30, signer.issuer, integer(signer.serial)),
        digest_algorithm,
        tlv(0xA0, *attributes),
        signer.algorithm,
        tlv(0x04, signature),
    )
    data = tlv(
        0x30,
        integer(3),
        tlv(0x31, digest_algorithm),
        tlv(0x30, oid(LDS_SECURITY_OBJECT), tlv(0xA0, tlv(0x04, payload))),
        tlv(0xA0, signer.certificate),
        tlv(0x31, information),
    )
    return tlv(0x30, oid("1.2.840.113549.1.7.2"), tlv(0xA0, data))
