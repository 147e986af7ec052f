"""Keys and signatures of the demo: derived from names, so that every run makes the same cards.

Nothing here protects anything; a key everybody can recompute is the point of an invented authority.
"""

from __future__ import annotations

import hashlib
import hmac
import random
from dataclasses import dataclass
from functools import lru_cache

from demo.card.curves import Curve
from demo.card.tlv import integer, tlv

_SMALL_PRIMES = [n for n in range(3, 2000, 2) if all(n % d for d in range(3, int(n**0.5) + 1, 2))]


@dataclass(frozen=True, slots=True)
class EcKey:
    """A key pair on a curve."""

    curve: Curve
    secret: int

    @property
    def public(self) -> bytes:
        """The public point, uncompressed."""
        return self.curve.encode(self.curve.multiply(self.secret, self.curve.base))


@lru_cache(maxsize=256)
def ec_key(curve: Curve, label: str) -> EcKey:
    """The demo's key of this name."""
    seed = hashlib.sha512(f"motcua demo {curve.name} {label}".encode()).digest() * 2
    return EcKey(curve, int.from_bytes(seed, "big") % (curve.n - 1) + 1)


def ecdsa(key: EcKey, digest_name: str, message: bytes) -> tuple[int, int]:
    """An ECDSA signature (r, s), the ephemeral key drawn from key and message (TR-03111 §4.2.1)."""
    curve = key.curve
    digest = hashlib.new(digest_name, message).digest()
    e = int.from_bytes(digest, "big")
    e >>= max(0, 8 * len(digest) - curve.n.bit_length())
    for attempt in range(256):
        stretched = b"".join(
            hmac.digest(
                key.secret.to_bytes(curve.order_size, "big"),
                digest + bytes([attempt, part]),
                "sha512",
            )
            for part in range(2)
        )
        k = int.from_bytes(stretched, "big") % (curve.n - 1) + 1
        point = curve.multiply(k, curve.base)
        r = point[0] % curve.n if point else 0
        s = pow(k, -1, curve.n) * (e + r * key.secret) % curve.n
        if r and s:
            return r, s
    raise AssertionError("256 unlucky ephemeral keys in a row")


def ecdsa_der(key: EcKey, digest_name: str, message: bytes) -> bytes:
    """The signature as Ecdsa-Sig-Value, for certificates and CMS."""
    return tlv(0x30, *map(integer, ecdsa(key, digest_name, message)))


def ecdsa_plain(key: EcKey, digest_name: str, message: bytes) -> bytes:
    """The signature as r ‖ s of equal length (TR-03111 §5.2.1)."""
    size = key.curve.order_size
    return b"".join(part.to_bytes(size, "big") for part in ecdsa(key, digest_name, message))


@dataclass(frozen=True, slots=True)
class RsaKey:
    """An RSA key with exponent 65537."""

    modulus: int
    private: int
    exponent: int = 65_537

    @property
    def size(self) -> int:
        """Bytes of the modulus."""
        return (self.modulus.bit_length() + 7) // 8

    def raw(self, block: bytes) -> bytes:
        """The private operation on one block."""
        return pow(int.from_bytes(block, "big"), self.private, self.modulus).to_bytes(
            self.size, "big"
        )

    @property
    def public_info(self) -> bytes:
        """SubjectPublicKeyInfo."""
        key = tlv(0x30, integer(self.modulus), integer(self.exponent))
        algorithm = tlv(0x30, bytes.fromhex("06092A864886F70D010101"), b"\x05\x00")
        return tlv(0x30, algorithm, tlv(0x03, b"\x00", key))


@lru_cache(maxsize=4)
def rsa_key(label: str, bits: int = 2048) -> RsaKey:
    """The demo's RSA key of this name; takes about half a second, so cards share one."""
    rng = random.Random(f"motcua demo rsa {label}")  # noqa: S311 - reproducible on purpose
    while True:
        p, q = _prime(rng, bits // 2), _prime(rng, bits // 2)
        phi = (p - 1) * (q - 1)
        if p != q and phi % 65_537:
            return RsaKey(p * q, pow(65_537, -1, phi))


def _prime(rng: random.Random, bits: int) -> int:
    """A prime with its two top bits set, so that a product of two has full length."""
    while True:
        start = rng.getrandbits(bits) | 3 << bits - 2 | 1
        residues = [(p, start % p) for p in _SMALL_PRIMES]
        for step in range(0, 4000, 2):
            if all((r + step) % p for p, r in residues) and _probably_prime(start + step, rng):
                return start + step


def _probably_prime(n: int, rng: random.Random) -> bool:
    """Miller–Rabin, eight rounds after a Fermat test to base 2."""
    if pow(2, n - 1, n) != 1:
        return False
    shift = ((n - 1) & -(n - 1)).bit_length() - 1
    odd = (n - 1) >> shift
    for _ in range(8):
        x = pow(rng.randrange(2, n - 1), odd, n)
        if x in {1, n - 1}:
            continue
        for _ in range(shift - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True
