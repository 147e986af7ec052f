"""Symmetric primitives of ICAO 9303-11: four suites, key derivation (§9.7), MACs (§9.8.6)."""

from __future__ import annotations

import hashlib
from enum import Enum

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB

ENCRYPTION = 1
AUTHENTICATION = 2
PASSWORD = 3
MAC_LENGTH = 8


class Suite(Enum):
    """A block cipher with its MAC; the value is (key bytes, block bytes)."""

    TDES = (16, 8)
    AES_128 = (16, 16)
    AES_192 = (24, 16)
    AES_256 = (32, 16)

    @property
    def key_length(self) -> int:
        """Bytes of a session key."""
        return self.value[0]

    @property
    def block(self) -> int:
        """Bytes of a cipher block, which is also the length of the send sequence counter."""
        return self.value[1]


def derive(suite: Suite, secret: bytes, counter: int) -> bytes:
    """KDF(K, c) of ICAO 9303-11 §9.7.1; the two DES keys get odd parity."""
    seed = secret + counter.to_bytes(4, "big")
    if suite in {Suite.AES_192, Suite.AES_256}:
        return hashlib.sha256(seed).digest()[: suite.key_length]
    key = hashlib.sha1(seed, usedforsecurity=False).digest()[:16]
    return _odd_parity(key) if suite is Suite.TDES else key


def _odd_parity(key: bytes) -> bytes:
    return bytes(b & 0xFE | (b & 0xFE).bit_count() + 1 & 1 for b in key)


def pad(data: bytes, block: int) -> bytes:
    """ISO/IEC 9797-1 padding method 2."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def unpad(data: bytes) -> bytes:
    """Take the padding off again. Raises ValueError when there is none."""
    stripped = data.rstrip(b"\0")
    if not stripped.endswith(b"\x80"):
        raise ValueError("no padding")
    return stripped[:-1]


def encrypt(suite: Suite, key: bytes, iv: bytes, data: bytes) -> bytes:
    """CBC encryption of whole blocks."""
    context = BlockCipher(_algorithm(suite, key), CBC(iv)).encryptor()
    return context.update(data) + context.finalize()


def decrypt(suite: Suite, key: bytes, iv: bytes, data: bytes) -> bytes:
    """CBC decryption of whole blocks. Raises ValueError for part of a block."""
    context = BlockCipher(_algorithm(suite, key), CBC(iv)).decryptor()
    return context.update(data) + context.finalize()


def one_block(suite: Suite, key: bytes, block: bytes) -> bytes:
    """A single block through the bare cipher."""
    context = BlockCipher(_algorithm(suite, key), ECB()).encryptor()  # noqa: S305 - one block
    return context.update(block) + context.finalize()


def mac(suite: Suite, key: bytes, padded_or_not: bytes) -> bytes:
    """The 8-byte MAC: retail MAC over already padded blocks for 3DES, CMAC for AES."""
    if suite is Suite.TDES:
        return _retail_mac(key, padded_or_not)
    return _cmac(suite, key, padded_or_not)[:MAC_LENGTH]


def _algorithm(suite: Suite, key: bytes) -> TripleDES | AES:
    return TripleDES(key + key[:8]) if suite is Suite.TDES else AES(key)


def _retail_mac(key: bytes, blocks: bytes) -> bytes:
    """ISO/IEC 9797-1 MAC algorithm 3: single DES down the chain, 3DES on the last block."""
    first = key[:8]
    chain = bytes(8)
    if len(blocks) > 8:
        context = BlockCipher(TripleDES(first * 3), CBC(bytes(8))).encryptor()
        chain = (context.update(blocks[:-8]) + context.finalize())[-8:]
    return one_block(Suite.TDES, key, _xor(chain, blocks[-8:]))


def _cmac(suite: Suite, key: bytes, message: bytes) -> bytes:
    """NIST SP 800-38B, as one CBC run whose last block was masked with a subkey."""
    whole = _double(one_block(suite, key, bytes(16)))
    if not message or len(message) % 16:
        message, mask = pad(message, 16), _double(whole)
    else:
        mask = whole
    return encrypt(suite, key, bytes(16), message[:-16] + _xor(message[-16:], mask))[-16:]


def _double(block: bytes) -> bytes:
    number = int.from_bytes(block, "big") << 1
    if number >> 128:
        number = (number & (1 << 128) - 1) ^ 0x87
    return number.to_bytes(16, "big")


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
