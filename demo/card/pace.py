"""PACE with ECDH and generic mapping, the chip's half (ICAO 9303-11 §4.4)."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace

from demo.card.apdu import StatusWord
from demo.card.ciphers import AUTHENTICATION, MAC_LENGTH, PASSWORD, Suite, derive, encrypt, mac, pad
from demo.card.curves import Curve
from demo.card.files import pace_oid
from demo.card.messaging import Session
from demo.card.tlv import TlvError, single, tlv

NONCE_LENGTH = 16
DYNAMIC_AUTHENTICATION_DATA = 0x7C
WRONG_PARAMETERS = 0x6A80


def authentication_token(suite: Suite, key: bytes, oid: bytes, point: bytes) -> bytes:
    """The MAC over a public key data object (§4.4.3.4)."""
    public_key = tlv(0x7F49, tlv(0x06, oid), tlv(0x86, point))
    if suite is Suite.TDES:
        public_key = pad(public_key, suite.block)
    return mac(suite, key, public_key)[:MAC_LENGTH]


@dataclass(slots=True)
class PaceRun:
    """One run, fed with the data fields of the four GENERAL AUTHENTICATE commands in order."""

    suite: Suite
    curve: Curve
    password: bytes
    """f(π): the CAN's characters, or SHA-1 of the MRZ information."""
    random: Callable[[int], bytes]
    step: int = 0
    session: Session | None = None
    """The new session, once the terminal has proven itself in the last step."""
    _nonce: bytes = b""
    _shared: bytes = b""
    _mapped: Curve | None = None
    _token: bytes = b""
    _expected: bytes = b""

    def answer(self, data: bytes, *, last: bool) -> bytes:
        """The response data of the next step.

        Raises StatusWord 6A80 for anything malformed or out of order, 6300 for a wrong password.
        """
        self.step += 1
        if last is not (self.step == 4):
            raise StatusWord(WRONG_PARAMETERS)
        try:
            inner = single(data, DYNAMIC_AUTHENTICATION_DATA)
            value = single(inner, 0x7D + 2 * self.step) if self.step > 1 else b""
        except (TlvError, IndexError):
            raise StatusWord(WRONG_PARAMETERS) from None
        tag, out = (self._encrypt_nonce, self._map, self._agree, self._prove)[self.step - 1](value)
        return tlv(DYNAMIC_AUTHENTICATION_DATA, tlv(tag, out))

    def _scalar(self) -> int:
        """An ephemeral private key; the generator may be mapped, the order stays."""
        curve = self.curve
        mask = (1 << curve.n.bit_length()) - 1
        while True:
            scalar = int.from_bytes(self.random(curve.order_size), "big") & mask
            if 0 < scalar < curve.n:
                return scalar

    def _encrypt_nonce(self, _: bytes) -> tuple[int, bytes]:
        self._nonce = self.random(NONCE_LENGTH)
        key = derive(self.suite, self.password, PASSWORD)
        zero = bytes(self.suite.block)
        return 0x80, encrypt(self.suite, key, zero, self._nonce)

    def _map(self, terminal: bytes) -> tuple[int, bytes]:
        curve = self.curve
        secret = self._scalar()
        shared = curve.multiply(secret, self._point(terminal))
        nonce = int.from_bytes(self._nonce, "big")
        base = curve.add(curve.multiply(nonce, curve.base), shared)
        if base is None:
            raise StatusWord(WRONG_PARAMETERS)
        self._mapped = replace(curve, base=base)
        return 0x82, curve.encode(curve.multiply(secret, curve.base))

    def _agree(self, terminal: bytes) -> tuple[int, bytes]:
        if self._mapped is None:
            raise StatusWord(WRONG_PARAMETERS)
        curve = self._mapped
        secret = self._scalar()
        own = curve.encode(curve.multiply(secret, curve.base))
        if own == terminal:
            raise StatusWord(WRONG_PARAMETERS)
        shared = curve.x_octets(curve.multiply(secret, self._point(terminal)))
        key, name = derive(self.suite, shared, AUTHENTICATION), pace_oid(self.suite)
        self._expected = authentication_token(self.suite, key, name, own)
        self._token = authentication_token(self.suite, key, name, terminal)
        self._shared = shared
        return 0x84, own

    def _prove(self, token: bytes) -> tuple[int, bytes]:
        if not hmac.compare_digest(token, self._expected):
            raise StatusWord(0x6300)
        self.session = Session.agreed(self.suite, self._shared)
        return 0x86, self._token

    def _point(self, octets: bytes) -> tuple[int, int]:
        try:
            return self.curve.decode(octets)
        except ValueError:
            raise StatusWord(WRONG_PARAMETERS) from None
