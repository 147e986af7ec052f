"""ISO/IEC 9796-2 digital signature scheme 1, partial recovery (ICAO 9303-11 §6.1.2.1)."""

from __future__ import annotations

import hmac

from desk.card import signatures
from desk.card.signatures import RsaKey

_PARTIAL_RECOVERY = 0x6A
_IMPLICIT_TRAILER = 0xBC
_EXPLICIT_TRAILER = 0xCC
_TRAILER_DIGESTS = {0x33: "sha1", 0x34: "sha256", 0x35: "sha512", 0x36: "sha384", 0x38: "sha224"}
_DIGEST_OCTETS = {"sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}


def verify(key: RsaKey, signature: bytes, challenge: bytes) -> bool:
    """Whether the signature recovers to 6A ‖ M1 ‖ H(M1 ‖ challenge) ‖ trailer.

    The trailer BC means SHA-1; xxCC names the hash.  Leading zeros of the signature may be missing.
    """
    number = int.from_bytes(signature, "big")
    if len(signature) > key.octets or not 0 < number < key.modulus:
        return False
    recovered = pow(number, key.exponent, key.modulus).to_bytes(key.octets, "big")
    return any(_matches(form, challenge) for form in _forms(key, recovered))


def _forms(key: RsaKey, recovered: bytes) -> tuple[bytes, ...]:
    """The representative itself, or n minus it: a signer may give the smaller root (§B.6)."""
    other = key.modulus - int.from_bytes(recovered, "big")
    return recovered, other.to_bytes(key.octets, "big")


def _matches(representative: bytes, challenge: bytes) -> bool:
    if representative[0] != _PARTIAL_RECOVERY:
        return False
    if representative[-1] == _IMPLICIT_TRAILER:
        name, body = "sha1", representative[1:-1]
    elif representative[-1] == _EXPLICIT_TRAILER and representative[-2] in _TRAILER_DIGESTS:
        name, body = _TRAILER_DIGESTS[representative[-2]], representative[1:-2]
    else:
        return False
    size = _DIGEST_OCTETS[name]
    message, hashed = body[:-size], body[-size:]
    return hmac.compare_digest(signatures.digest(name, message + challenge), hashed)
