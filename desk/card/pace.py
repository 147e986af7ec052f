"""PACE with generic mapping over elliptic curves (ICAO 9303-11 §4.4, PACE-ECDH-GM)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

from desk.card import domain_parameters, points, tlv
from desk.card.apdu import Command, Ins
from desk.card.domain_parameters import Curve
from desk.card.faults import Malformed, Refused, Unsupported, WrongKey
from desk.card.messaging import SecureChannel
from desk.card.points import Point
from desk.card.security_infos import PaceInfo, encode_oid, suite_of
from desk.card.session import Session
from desk.card.symmetric import KeyUse, Suite

_DYNAMIC_DATA = 0x7C
_PUBLIC_KEY = 0x7F49
_CHAINING = 0x10
_SHORT_ANSWER = 256
_MAX_NONCE = 64
_MRZ_REFERENCE, _CAN_REFERENCE = 1, 2

RandomScalar = Callable[[Curve], int]


@dataclass(frozen=True, slots=True)
class Password:
    """The shared password π: which one it is, and K of the key derivation (§4.4.4.1, §9.7.2)."""

    reference: int
    secret: bytes = field(repr=False)

    @classmethod
    def can(cls, can: str) -> Password:
        """The card access number, as ISO/IEC 8859-1 octets."""
        return cls(_CAN_REFERENCE, can.encode("latin-1"))

    @classmethod
    def mrz(cls, information: bytes) -> Password:
        """SHA-1 over document number, birth and expiry with their check digits."""
        return cls(_MRZ_REFERENCE, hashlib.sha1(information, usedforsecurity=False).digest())


def supported(info: PaceInfo) -> bool:
    """Whether this reader speaks the mapping, cipher and curve of a PACEInfo."""
    curve = domain_parameters.by_identifier(info.parameter if info.parameter is not None else -1)
    known_cipher = suite_of(info.oid) is not None
    return info.version == 2 and known_cipher and curve is not None and curve.library is not None


def establish(
    session: Session,
    info: PaceInfo,
    password: Password,
    name_parameter: bool = False,
    random_scalar: RandomScalar = points.random_scalar,
) -> SecureChannel:
    """Run the protocol (§4.4.3) and return the channel of its session keys.

    `name_parameter` sends the parameter identifier, needed when the chip offers several.
    Raises WrongKey, Refused when the chip does not begin, Malformed, Unsupported, LinkLost.
    """
    suite, curve = suite_of(info.oid), domain_parameters.by_identifier(info.parameter or -1)
    if suite is None or curve is None:
        raise Unsupported("PACE parameters")
    _set_at(session, info, password, name_parameter)
    nonce = _nonce(session, suite, password)
    generator = _map(session, curve, nonce, random_scalar)
    own, theirs, secret = _agree(session, curve, generator, random_scalar)
    channel_key = suite.derive(secret, KeyUse.MAC)
    _authenticate(session, suite, channel_key, info.oid, curve, own, theirs)
    return SecureChannel.from_secret(suite, secret)


def _set_at(session: Session, info: PaceInfo, password: Password, name_parameter: bool) -> None:
    """MSE:Set AT for mutual authentication (§4.4.4.1)."""
    data = tlv.encode(0x80, encode_oid(info.oid)) + tlv.encode(0x83, bytes((password.reference,)))
    if name_parameter and info.parameter is not None:
        data += tlv.encode(0x84, bytes((info.parameter,)))
    command = Command(0, Ins.MANAGE_SECURITY_ENVIRONMENT, 0xC1, 0xA4, data)
    response = session.send(command, "PACE set AT")
    if response.ok or response.status & 0xFFF0 == 0x63C0:
        return
    raise Refused("PACE set AT", response.status)


def _general_authenticate(
    session: Session, step: str, data: bytes, expected: int, last: bool = False
) -> bytes:
    """GENERAL AUTHENTICATE (§4.4.4.2); returns the value of the expected object.

    Until the last command the chip has not judged the key, but chips differ in where they notice.
    """
    cla = 0 if last else _CHAINING
    body = tlv.encode(_DYNAMIC_DATA, data)
    command = Command(cla, Ins.GENERAL_AUTHENTICATE, 0, 0, body, _SHORT_ANSWER)
    response = session.send(command, step)
    if not response.ok:
        raise _refusal(step, response.status, last)
    return tlv.one(response.data, _DYNAMIC_DATA).child(expected).value


def _refusal(step: str, status: int, last: bool) -> Refused | WrongKey:
    key_status = status >> 8 == 0x63 or status in (0x6982, 0x6983, 0x6988, 0x6A80)
    return WrongKey(step, status) if last and key_status else Refused(step, status)


def _nonce(session: Session, suite: Suite, password: Password) -> int:
    """Step 1: the chip's nonce s, encrypted under K_π with a zero vector (§4.4.3.1).

    The chip chooses its length, any multiple of the cipher's block.
    """
    cryptogram = _general_authenticate(session, "PACE nonce", b"", 0x80)
    if not 0 < len(cryptogram) <= _MAX_NONCE or len(cryptogram) % suite.block:
        raise Malformed("PACE nonce length")
    key = suite.derive(password.secret, KeyUse.PASSWORD)
    return int.from_bytes(suite.decrypt(key, bytes(suite.block), cryptogram), "big")


def _map(session: Session, curve: Curve, nonce: int, random_scalar: RandomScalar) -> Point:
    """Step 2: G̃ = s·G + H with H from an anonymous key agreement (§4.4.3.3.1)."""
    scalar = random_scalar(curve)
    own = points.base_multiple(curve, scalar)
    answer = _general_authenticate(
        session, "PACE map", tlv.encode(0x81, points.encode_point(curve, own)), 0x82
    )
    theirs = points.decode_point(curve, answer)
    shared = points.multiple(curve, scalar, theirs)
    mapped = points.add(curve, points.base_multiple(curve, nonce), shared)
    if mapped is None:
        raise Malformed("PACE generator at infinity")
    return mapped


def _agree(
    session: Session, curve: Curve, generator: Point, random_scalar: RandomScalar
) -> tuple[Point, Point, bytes]:
    """Step 3: key agreement on the mapped generator (§4.4.3.2); both keys must differ."""
    scalar = random_scalar(curve)
    own = points.multiple(curve, scalar, generator)
    answer = _general_authenticate(
        session, "PACE agree", tlv.encode(0x83, points.encode_point(curve, own)), 0x84
    )
    theirs = points.decode_point(curve, answer)
    if theirs == own:
        raise Malformed("PACE public keys are equal")
    x = points.multiple_x(curve, scalar, theirs)
    return own, theirs, x.to_bytes(curve.field_octets, "big")


def _authenticate(
    session: Session,
    suite: Suite,
    mac_key: bytes,
    oid: str,
    curve: Curve,
    own: Point,
    theirs: Point,
) -> None:
    """Step 4: exchange the authentication tokens (§4.4.3.4)."""
    token = suite.token_checksum(mac_key, public_key_object(oid, curve, theirs))
    expected = suite.token_checksum(mac_key, public_key_object(oid, curve, own))
    answer = _general_authenticate(
        session, "PACE authenticate", tlv.encode(0x85, token), 0x86, last=True
    )
    if not hmac.compare_digest(answer, expected):
        raise WrongKey("PACE token")


def public_key_object(oid: str, curve: Curve, point: Point) -> bytes:
    """7F49 { 06 protocol, 86 point }: what a token covers (§9.4.3)."""
    body = tlv.encode(0x06, encode_oid(oid)) + tlv.encode(0x86, points.encode_point(curve, point))
    return tlv.encode(_PUBLIC_KEY, body)
