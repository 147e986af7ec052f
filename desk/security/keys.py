"""Keys: a password and this device's secret together open a person's key, which opens the data.

The two data keys (database, scans) are random and never change with a password.  Every person has
a key pair (X25519): the private half is wrapped under argon2id(password) mixed with the device
secret, so that neither a copied disk without the secret nor a guessed password on another machine
opens anything (storage §1.6).  The data keys are sealed for the public half (HPKE, RFC 9180), so
that new ones can be handed to everybody without anybody's password.  Being able to open *is* the
password check; no other verifier is stored.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.text import nfc

KEY_BYTES = 32
SALT_BYTES = 16
_NONCE_BYTES = 12
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a password costs (argon2id); by default RFC 9106's low-memory profile."""

    passes: int = 3
    memory_kib: int = 65_536
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class DataKeys:
    """The keys of the database and of the scans, and the name this pair goes by."""

    id: str
    database: bytes = field(repr=False)
    scans: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> DataKeys:
        """New random keys, for a new office or a rotation only."""
        return cls(
            secrets.token_hex(8), secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
        )

    def sealed_for(self, public: bytes, office: str) -> bytes:
        """The keys as only the holder of the private half can open them."""
        recipient = X25519PublicKey.from_public_bytes(public)
        return _SUITE.encrypt(self.database + self.scans, recipient, _box_of(self.id, office))

    @classmethod
    def opened(cls, id_: str, box: bytes, private: bytes, office: str) -> DataKeys:
        """The keys in a box. Raises WrongKeyError."""
        holder = X25519PrivateKey.from_private_bytes(private)
        try:
            both = _SUITE.decrypt(box, holder, _box_of(id_, office))
        except InvalidTag as error:
            raise WrongKeyError from error
        return cls(id_, both[:KEY_BYTES], both[KEY_BYTES:])


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A person's key pair: the private half as only their password opens it here."""

    salt: bytes
    cost: Cost
    public: bytes
    private: bytes


class WrongKeyError(Exception):
    """The key, or the password with the device secret, does not open this."""


def wrap(login: str, password: str, device_secret: bytes, office: str, cost: Cost) -> Wrapped:
    """A new key pair for a person, under a fresh salt."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    private = secrets.token_bytes(KEY_BYTES)
    cipher = AESGCM(_wrapping_key(password, salt, device_secret, cost))
    sealed = nonce + cipher.encrypt(nonce, private, _person(login, office))
    return Wrapped(salt, cost, public_half(private), sealed)


def unwrap(wrapped: Wrapped, login: str, password: str, device_secret: bytes, office: str) -> bytes:
    """The person's private key. Raises WrongKeyError."""
    cipher = AESGCM(_wrapping_key(password, wrapped.salt, device_secret, wrapped.cost))
    nonce, sealed = wrapped.private[:_NONCE_BYTES], wrapped.private[_NONCE_BYTES:]
    try:
        return cipher.decrypt(nonce, sealed, _person(login, office))
    except InvalidTag as error:
        raise WrongKeyError from error


def public_half(private: bytes) -> bytes:
    """The public key of a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def keyring_key(device_secret: bytes) -> bytes:
    """The key that authenticates the keyring file."""
    return _derived(device_secret, salt=None, purpose=b"motcua.keyring.1")


def signing_key(device_secret: bytes) -> bytes:
    """The seed of the Ed25519 key with which this device signs checkpoints of the audit."""
    return _derived(device_secret, salt=None, purpose=b"motcua.audit.sign.1")


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
    return _derived(device_secret + stretched, salt=salt, purpose=b"motcua.person.1")


def _derived(secret: bytes, *, salt: bytes | None, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(secret)


def _person(login: str, office: str) -> bytes:
    return f"motcua.private.1\0{office}\0{login}".encode()


def _box_of(id_: str, office: str) -> bytes:
    return f"motcua.box.1\0{office}\0{id_}".encode()
