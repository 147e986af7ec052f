"""How the chip proves to be itself: active and chip authentication (9303-11 §6.1, §6.2)."""

from __future__ import annotations

import hashlib

from demo.card.apdu import StatusWord
from demo.card.ciphers import Suite
from demo.card.identity import ActiveKind
from demo.card.keys import EcKey, RsaKey, ecdsa_der, ecdsa_plain
from demo.card.messaging import Session

_TRAILERS = {
    "sha1": b"\xbc",
    "sha224": b"\x38\xcc",
    "sha256": b"\x34\xcc",
    "sha384": b"\x36\xcc",
    "sha512": b"\x35\xcc",
}
"""ISO/IEC 9796-2 trailer fields: implicit for SHA-1, hash identifier and CC otherwise."""


def agree(key: EcKey, suite: Suite, terminal: bytes) -> Session:
    """The session of chip authentication. Raises StatusWord 6A80 for a point off the curve."""
    try:
        point = key.curve.decode(terminal)
    except ValueError:
        raise StatusWord(0x6A80) from None
    return Session.agreed(suite, key.curve.x_octets(key.curve.multiply(key.secret, point)))


def sign_challenge(key: RsaKey | EcKey, kind: ActiveKind, digest: str, challenge: bytes) -> bytes:
    """The response of INTERNAL AUTHENTICATE to the terminal's 8 bytes."""
    if isinstance(key, RsaKey):
        return _message_recovery(key, digest, challenge)
    sign = ecdsa_der if kind is ActiveKind.ECDSA_DER else ecdsa_plain
    return sign(key, digest, challenge)


def _message_recovery(key: RsaKey, digest: str, challenge: bytes) -> bytes:
    """ISO/IEC 9796-2 scheme 1 with partial recovery: 6A ‖ M1 ‖ H(M1 ‖ M2) ‖ trailer.

    M1 is the chip's own filling; following from the challenge it keeps the demo reproducible.
    """
    trailer = _TRAILERS[digest]
    room = key.size - 1 - hashlib.new(digest).digest_size - len(trailer)
    filling = hashlib.shake_256(b"M1" + challenge).digest(room)
    return key.raw(b"\x6a" + filling + hashlib.new(digest, filling + challenge).digest() + trailer)
