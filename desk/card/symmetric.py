"""Ciphers, checksums, padding and key derivation of ICAO 9303-11 §9.7 and §9.8."""

from __future__ import annotations

import hashlib
from enum import IntEnum, StrEnum

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

from desk.card.faults import Malformed

CHECKSUM_OCTETS = 8


class KeyUse(IntEnum):
    """The counter of the key derivation function (§9.7.1)."""

    ENCRYPTION = 1
    MAC = 2
    PASSWORD = 3


class Suite(StrEnum):
    """A cipher with its checksum and key derivation."""

    DES3 = "3DES"
    AES128 = "AES-128"
    AES192 = "AES-192"
    AES256 = "AES-256"

    @property
    def block(self) -> int:
        """Octets of a cipher block."""
        return 8 if self is Suite.DES3 else 16

    def derive(self, secret: bytes, use: KeyUse) -> bytes:
        """KDF(K, c) (§9.7.1): SHA-1 for 3DES and AES-128, SHA-256 for longer keys."""
        seed = secret + int(use).to_bytes(4, "big")
        if self in (Suite.AES192, Suite.AES256):
            return hashlib.sha256(seed).digest()[: 24 if self is Suite.AES192 else 32]
        key = hashlib.sha1(seed, usedforsecurity=False).digest()[:16]
        return key if self is Suite.AES128 else odd_parity(key)

    def encrypt(self, key: bytes, vector: bytes, data: bytes) -> bytes:
        """CBC without padding; `data` is a multiple of the block."""
        encryptor = self._cbc(key, vector).encryptor()
        return encryptor.update(data) + encryptor.finalize()

    def decrypt(self, key: bytes, vector: bytes, data: bytes) -> bytes:
        """CBC without padding.  Raises Malformed when `data` is no multiple of the block."""
        if not data or len(data) % self.block:
            raise Malformed("cryptogram length")
        decryptor = self._cbc(key, vector).decryptor()
        return decryptor.update(data) + decryptor.finalize()

    def checksum(self, key: bytes, padded: bytes) -> bytes:
        """Eight octets: retail MAC (§9.8.6.1) or AES-CMAC (§9.8.7.1) over a padded message."""
        if self is Suite.DES3:
            return _retail_mac(key, padded)
        return self._cmac(key, padded)

    def token_checksum(self, key: bytes, message: bytes) -> bytes:
        """The checksum of an authentication token (§4.4.3.4): only 3DES pads the message."""
        if self is Suite.DES3:
            return _retail_mac(key, pad(message, self.block))
        return self._cmac(key, message)

    def vector(self, key: bytes, counter: bytes) -> bytes:
        """The initialisation vector of secure messaging (§9.8.6.2, §9.8.7.2)."""
        if self is Suite.DES3:
            return bytes(8)
        encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305 - one block
        return encryptor.update(counter) + encryptor.finalize()

    def _cbc(self, key: bytes, vector: bytes) -> Cipher[modes.CBC]:
        if self is Suite.DES3:
            return Cipher(TripleDES(_two_key(key)), modes.CBC(vector))
        return Cipher(algorithms.AES(key), modes.CBC(vector))

    def _cmac(self, key: bytes, message: bytes) -> bytes:
        mac = CMAC(algorithms.AES(key))
        mac.update(message)
        return mac.finalize()[:CHECKSUM_OCTETS]


def odd_parity(key: bytes) -> bytes:
    """Set every octet's lowest bit for odd parity, as DES keys have it."""
    return bytes(o & 0xFE | ((o >> 1).bit_count() & 1 ^ 1) for o in key)


def pad(data: bytes, block: int) -> bytes:
    """ISO/IEC 9797-1 padding method 2: 80, then zeros to a full block."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def unpad(data: bytes) -> bytes:
    """Undo `pad`.  Raises Malformed."""
    stripped = data.rstrip(b"\0")
    if not stripped.endswith(b"\x80"):
        raise Malformed("padding")
    return stripped[:-1]


def _two_key(key: bytes) -> bytes:
    return key + key[:8]


def _retail_mac(key: bytes, padded: bytes) -> bytes:
    """ISO/IEC 9797-1 MAC algorithm 3 with single DES, spelt as 3DES with equal keys."""
    left, right = key[:8], key[8:16]
    chain = Cipher(TripleDES(left * 3), modes.CBC(bytes(8))).encryptor()
    last = (chain.update(padded) + chain.finalize())[-8:]
    undo = Cipher(TripleDES(right * 3), modes.ECB()).decryptor()  # noqa: S305 - one block
    redo = Cipher(TripleDES(left * 3), modes.ECB()).encryptor()  # noqa: S305 - one block
    middle = undo.update(last) + undo.finalize()
    return redo.update(middle) + redo.finalize()
