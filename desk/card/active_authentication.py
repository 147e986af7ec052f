"""Active authentication: the chip signs a random challenge (ICAO 9303-11 §6.1)."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from desk.card import iso9796, signatures, tlv
from desk.card.apdu import SHORT_NE, Command, Ins
from desk.card.faults import Malformed, Refused
from desk.card.files import SHORT_BLOCK
from desk.card.session import Session
from desk.card.signatures import EcKey, PublicKey
from models.card_reading import Check, CheckState

_CHALLENGE = 8
_LONG_ANSWER = 1024
_PLAIN_ECDSA = "0.4.0.127.0.7.1.1.4.1"
_PLAIN_DIGESTS = {1: "sha1", 2: "sha224", 3: "sha256", 4: "sha384", 5: "sha512"}
_DIGEST_BY_BITS = ((224, "sha1"), (256, "sha224"), (384, "sha256"), (512, "sha384"))

RandomBytes = Callable[[int], bytes]


def parse_dg15(octets: bytes) -> PublicKey:
    """DG15: 6F { SubjectPublicKeyInfo } (9303-10 §4.7.15).  Raises Malformed, Unsupported."""
    return signatures.public_key(tlv.one(octets, 0x6F).value)


def challenge_chip(
    session: Session,
    key: PublicKey,
    ecdsa_algorithm: str | None,
    long_answers: bool,
    random_bytes: RandomBytes = secrets.token_bytes,
) -> Check:
    """INTERNAL AUTHENTICATE with a fresh challenge; `ecdsa_algorithm` comes from DG14 (§9.2.3).

    Passed says that the chip holds the key of its DG15, not that DG15 is authentic.
    Raises LinkLost, ChannelBroken or Stopped.
    """
    challenge = random_bytes(_CHALLENGE)
    expected = _LONG_ANSWER if long_answers else SHORT_NE
    command = Command(0, Ins.INTERNAL_AUTHENTICATE, 0, 0, challenge, expected)
    try:
        signature = session.expect(command, "active authentication")
    except Refused:
        fits = long_answers or isinstance(key, EcKey) or key.octets <= SHORT_BLOCK
        return Check(CheckState.INCONCLUSIVE, "chip_refused" if fits else "answer_too_long")
    return _judge(key, ecdsa_algorithm, signature, challenge)


def _judge(key: PublicKey, algorithm: str | None, signature: bytes, challenge: bytes) -> Check:
    if isinstance(key, EcKey):
        right = _ecdsa_holds(key, algorithm, signature, challenge)
    else:
        right = iso9796.verify(key, signature, challenge)
    return Check(CheckState.PASSED) if right else Check(CheckState.FAILED, "signature_wrong")


def _ecdsa_holds(key: EcKey, algorithm: str | None, signature: bytes, challenge: bytes) -> bool:
    """Plain r ‖ s as the standard asks, or DER as many chips answer."""
    digest = _digest_of(key, algorithm)
    if len(signature) == 2 * key.curve.order_octets and signatures.verify_plain_ecdsa(
        key, digest, signature, challenge
    ):
        return True
    try:
        return signatures.verify(key, signatures.Scheme("ecdsa", digest), signature, challenge)
    except Malformed:
        return False


def _digest_of(key: EcKey, algorithm: str | None) -> str:
    """The hash DG14 names; without it the longest one the key's order covers."""
    prefix, _, last = (algorithm or "").rpartition(".")
    if prefix == _PLAIN_ECDSA and last.isdecimal() and int(last) in _PLAIN_DIGESTS:
        return _PLAIN_DIGESTS[int(last)]
    bits = key.curve.n.bit_length()
    return next((name for below, name in _DIGEST_BY_BITS if bits < below), "sha512")
