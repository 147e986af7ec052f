"""Keys: a password and this device's secret together open the two data keys.

The data keys (database, scans) are random and never change with a password.  Each clerk has them
wrapped under a key made of argon2id(password) mixed with the device secret, so that neither a
copied disk without the secret nor a guessed password on another machine opens anything (storage
§1.6).  Being able to unwrap *is* the password check; no other verifier is stored.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.text import nfc

KEY_BYTES = 32
SALT_BYTES = 16
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a password costs (argon2id); by default RFC 9106's low-memory profile."""

    passes: int = 3
    memory_kib: int = 65_536
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class DataKeys:
    """The keys of the database and of the scans."""

    database: bytes = field(repr=False)
    scans: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> DataKeys:
        """New random keys, for a new office only."""
        return cls(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The data keys as one clerk's password opens them."""

    salt: bytes
    cost: Cost
    database: bytes
    scans: bytes


class WrongPasswordError(Exception):
    """The password, or the device secret, does not open the wrapped keys."""


def wrap(
    keys: DataKeys, login: str, password: str, device_secret: bytes, office: str, cost: Cost
) -> Wrapped:
    """Wrap the data keys for one clerk under a fresh salt."""
    salt = secrets.token_bytes(SALT_BYTES)
    cipher = AESGCM(_wrapping_key(password, salt, device_secret, cost))
    return Wrapped(
        salt,
        cost,
        _seal(cipher, keys.database, _purpose("database", login, office)),
        _seal(cipher, keys.scans, _purpose("scans", login, office)),
    )


def unwrap(
    wrapped: Wrapped, login: str, password: str, device_secret: bytes, office: str
) -> DataKeys:
    """The data keys. Raises WrongPasswordError."""
    cipher = AESGCM(_wrapping_key(password, wrapped.salt, device_secret, wrapped.cost))
    try:
        return DataKeys(
            _open(cipher, wrapped.database, _purpose("database", login, office)),
            _open(cipher, wrapped.scans, _purpose("scans", login, office)),
        )
    except InvalidTag as error:
        raise WrongPasswordError from error


def keyring_key(device_secret: bytes) -> bytes:
    """The key that authenticates the keyring file."""
    return _derived(device_secret, salt=None, purpose=b"motcua.keyring.1")


def _wrapping_key(password: str, salt: bytes, device_secret: bytes, cost: Cost) -> bytes:
    stretched = hash_secret_raw(
        # Vietnamese input methods type the same letter composed or not.
        nfc(password).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return _derived(device_secret + stretched, salt=salt, purpose=b"motcua.clerk.1")


def _derived(secret: bytes, *, salt: bytes | None, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(secret)


def _purpose(key: str, login: str, office: str) -> bytes:
    return f"motcua.wrapped.1\0{key}\0{office}\0{login}".encode()


def _seal(cipher: AESGCM, key: bytes, purpose: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, key, purpose)


def _open(cipher: AESGCM, sealed: bytes, purpose: bytes) -> bytes:
    return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose)
