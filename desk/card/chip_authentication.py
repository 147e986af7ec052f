"""Chip authentication over elliptic curves, versions 1 and 2 (ICAO 9303-11 §6.2, TR-03110-3 §B.2).

The only proof is an answer whose checksum verifies under the new keys: a chip without the private
key can accept every command on the way there, and answer any error it likes afterwards.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from desk.card import points, security_infos, signatures, tlv
from desk.card.apdu import SHORT_NE, Command, Ins
from desk.card.domain_parameters import Curve
from desk.card.faults import ChannelBroken, Malformed, Refused, Unsupported
from desk.card.files import DG14
from desk.card.messaging import SecureChannel
from desk.card.points import Point
from desk.card.security_infos import (
    CA_ECDH,
    ChipAuthenticationInfo,
    ChipAuthenticationKey,
    SecurityInfos,
    encode_oid,
    suite_of,
)
from desk.card.session import Session
from desk.card.signatures import EcKey
from desk.card.symmetric import KeyUse, Suite
from models.card_reading import Check, CheckState

_STEP = "chip authentication"
_DYNAMIC_DATA = 0x7C
_PROOF_OCTETS = 8
_AES_128 = f"{CA_ECDH}.2"

RandomScalar = Callable[[Curve], int]


@dataclass(frozen=True, slots=True)
class _Offer:
    """One protocol with the key it goes with."""

    info: ChipAuthenticationInfo
    suite: Suite
    key: EcKey


def parse_dg14(octets: bytes) -> SecurityInfos:
    """DG14: 6E { SecurityInfos } (9303-10 §4.7.14).  Raises Malformed."""
    return security_infos.parse(tlv.one(octets, 0x6E).value)


def authenticate_chip(
    session: Session, infos: SecurityInfos, random_scalar: RandomScalar = points.random_scalar
) -> Check:
    """Agree on new keys with the chip's static key, and demand one answer under them.

    Passed says that the chip holds the key of its DG14, not that DG14 is authentic.  After a
    failure the channel has ended.  Raises LinkLost, Stopped, or ChannelBroken before the re-keying.
    """
    if not infos.chip_keys:
        return Check(CheckState.NOT_APPLICABLE, "no_key")
    try:
        offer = _best(infos)
    except (Unsupported, Malformed):
        return Check(CheckState.INCONCLUSIVE, "algorithm_unsupported")
    if offer is None:
        return Check(CheckState.INCONCLUSIVE, "algorithm_unsupported")
    try:
        session.channel = _agree(session, offer, random_scalar)
    except Refused:
        return Check(CheckState.INCONCLUSIVE, "chip_refused")
    except Malformed:
        return Check(CheckState.FAILED, "answer_wrong")
    return _proof(session)


def _proof(session: Session) -> Check:
    """Read a few octets: any answer with a right checksum proves the keys, no other does."""
    command = Command(0, Ins.READ_BINARY, 0x80 | DG14.sfi, 0, b"", _PROOF_OCTETS)
    try:
        session.send(command, "chip authentication proof")
    except ChannelBroken:
        return Check(CheckState.FAILED, "no_proof")
    return Check(CheckState.PASSED)


def _best(infos: SecurityInfos) -> _Offer | None:
    """The strongest protocol whose key this reader can use; AES-128 where the chip names none."""
    described = infos.chip_authentication or (ChipAuthenticationInfo(_AES_128, 1, None),)
    for info in sorted(described, key=lambda i: i.oid, reverse=True):
        suite = suite_of(info.oid)
        for key in infos.chip_keys:
            if suite is None or not _belongs(info, key):
                continue
            loaded = signatures.public_key(key.public_key)
            if isinstance(loaded, EcKey) and loaded.curve.library is not None:
                return _Offer(info, suite, loaded)
    return None


def _belongs(info: ChipAuthenticationInfo, key: ChipAuthenticationKey) -> bool:
    """A key identifier names the key; without one, protocol and key belong together anyway."""
    return None in (info.key_id, key.key_id) or info.key_id == key.key_id


def _agree(session: Session, offer: _Offer, random_scalar: RandomScalar) -> SecureChannel:
    """One of the two command forms (§6.2.4): 3DES of version 1 takes Set KAT, all else Set AT."""
    curve = offer.key.curve
    scalar = random_scalar(curve)
    own = points.base_multiple(curve, scalar)
    forms = [_by_set_at, _by_set_kat]
    if offer.suite is Suite.DES3 and offer.info.version == 1:
        forms.reverse()
    try:
        answer = forms[0](session, offer, own)
    except Refused:
        if offer.info.version != 1:
            raise
        answer = forms[1](session, offer, own)
    x = points.multiple_x(curve, scalar, offer.key.point)
    secret = x.to_bytes(curve.field_octets, "big")
    return _channel(offer, secret, own, answer)


def _by_set_kat(session: Session, offer: _Offer, own: Point) -> bytes:
    """MSE:Set KAT carries the ephemeral key itself (§6.2.4.1)."""
    data = tlv.encode(0x91, points.encode_point(offer.key.curve, own)) + _key_reference(offer)
    session.expect(Command(0, Ins.MANAGE_SECURITY_ENVIRONMENT, 0x41, 0xA6, data), _STEP)
    return b""


def _by_set_at(session: Session, offer: _Offer, own: Point) -> bytes:
    """MSE:Set AT, then GENERAL AUTHENTICATE with the ephemeral key (§6.2.4.2)."""
    protocol = tlv.encode(0x80, encode_oid(offer.info.oid)) + _key_reference(offer)
    session.expect(Command(0, Ins.MANAGE_SECURITY_ENVIRONMENT, 0x41, 0xA4, protocol), _STEP)
    body = tlv.encode(0x80, points.encode_point(offer.key.curve, own))
    command = Command(0, Ins.GENERAL_AUTHENTICATE, 0, 0, tlv.encode(_DYNAMIC_DATA, body), SHORT_NE)
    return session.expect(command, _STEP)


def _key_reference(offer: _Offer) -> bytes:
    if offer.info.key_id is None:
        return b""
    size = (offer.info.key_id.bit_length() + 7) // 8 or 1
    return tlv.encode(0x84, offer.info.key_id.to_bytes(size, "big"))


def _channel(offer: _Offer, secret: bytes, own: Point, answer: bytes) -> SecureChannel:
    """Version 2 mixes the chip's nonce into the keys and gives a token over our public key."""
    if offer.info.version != 2 or not answer:
        return SecureChannel.from_secret(offer.suite, secret)
    parts = tlv.one(answer, _DYNAMIC_DATA).children()
    nonce, token = tlv.first(parts, 0x81), tlv.first(parts, 0x82)
    if nonce is None or token is None:
        return SecureChannel.from_secret(offer.suite, secret)
    seed = secret + nonce.value
    point = points.encode_point(offer.key.curve, own)
    covered = tlv.encode(0x06, encode_oid(offer.info.oid)) + tlv.encode(0x86, point)
    expected = offer.suite.token_checksum(
        offer.suite.derive(seed, KeyUse.MAC), tlv.encode(0x7F49, covered)
    )
    if not hmac.compare_digest(expected, token.value):
        raise Malformed("chip authentication token")
    return SecureChannel.from_secret(offer.suite, seed)
