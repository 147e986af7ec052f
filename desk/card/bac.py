"""Basic access control (ICAO 9303-11 §4.3)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

from desk.card.apdu import Command, Ins
from desk.card.faults import Malformed, Refused, WrongKey
from desk.card.messaging import SecureChannel
from desk.card.session import Session
from desk.card.symmetric import KeyUse, Suite, pad

_CHALLENGE = 8
_KEY = 16
_CRYPTOGRAM = 32
_ANSWER = _CRYPTOGRAM + 8
_SUITE = Suite.DES3
_KEY_STATUS = frozenset({0x6300, 0x6982, 0x6983, 0x6984, 0x6985, 0x6988, 0x6A80})

RandomBytes = Callable[[int], bytes]


def establish(
    session: Session, information: bytes, random_bytes: RandomBytes = secrets.token_bytes
) -> SecureChannel:
    """Mutual authentication with the document basic access keys; returns the 3DES channel.

    `information` is document number, birth and expiry with their check digits (§4.3.2).
    Raises WrongKey, Refused when the chip gives no challenge, Malformed, LinkLost.
    """
    seed = hashlib.sha1(information, usedforsecurity=False).digest()[:16]
    encryption, mac = _SUITE.derive(seed, KeyUse.ENCRYPTION), _SUITE.derive(seed, KeyUse.MAC)
    challenge = session.expect(
        Command(0, Ins.GET_CHALLENGE, 0, 0, b"", _CHALLENGE), "BAC challenge"
    )
    if len(challenge) != _CHALLENGE:
        raise Malformed("BAC challenge length")
    own_challenge, own_key = random_bytes(_CHALLENGE), random_bytes(_KEY)
    cryptogram = _SUITE.encrypt(encryption, bytes(8), own_challenge + challenge + own_key)
    answer = _external_authenticate(
        session, cryptogram + _SUITE.checksum(mac, pad(cryptogram, _SUITE.block))
    )
    plain = _open(encryption, mac, answer)
    if plain[:8] != challenge or not hmac.compare_digest(plain[8:16], own_challenge):
        raise WrongKey("BAC answer")
    return _channel(own_key, plain[16:], challenge[-4:] + own_challenge[-4:])


def _external_authenticate(session: Session, data: bytes) -> bytes:
    command = Command(0, Ins.EXTERNAL_AUTHENTICATE, 0, 0, data, _ANSWER)
    response = session.send(command, "BAC authenticate")
    if response.ok and len(response.data) == _ANSWER:
        return response.data
    if response.ok:
        raise Malformed("BAC answer length")
    if response.status in _KEY_STATUS or response.status >> 8 == 0x63:
        raise WrongKey("BAC authenticate", response.status)
    raise Refused("BAC authenticate", response.status)


def _open(encryption: bytes, mac: bytes, answer: bytes) -> bytes:
    cryptogram, checksum = answer[:_CRYPTOGRAM], answer[_CRYPTOGRAM:]
    if not hmac.compare_digest(_SUITE.checksum(mac, pad(cryptogram, _SUITE.block)), checksum):
        raise WrongKey("BAC checksum")
    return _SUITE.decrypt(encryption, bytes(8), cryptogram)


def _channel(own_key: bytes, their_key: bytes, counter: bytes) -> SecureChannel:
    """Session keys from K_IFD ⊕ K_IC, counter from both challenges' last four octets (§9.7.4)."""
    seed = bytes(a ^ b for a, b in zip(own_key, their_key, strict=True))
    return SecureChannel(
        _SUITE,
        _SUITE.derive(seed, KeyUse.ENCRYPTION),
        _SUITE.derive(seed, KeyUse.MAC),
        int.from_bytes(counter, "big"),
    )
