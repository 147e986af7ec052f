"""The recovery key: 160 random bits on paper that open the data keys when no password does.

In print it is eight groups of five characters (Crockford's 32 letters and digits, which leave out
I, L, O and U).  The fifth character of a group checks the other four and the group's place: a
character mistyped, two neighbours exchanged or two groups exchanged are told apart by the group
they are in.  Nobody keeps the key: the keyring holds only the public half made from it, so that
new data keys can be sealed for it without the paper.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.problems import Problem

_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011")
_DATA, _GROUPS = 4, 8


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """The secret on the paper."""

    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> RecoveryKey:
        """A new key, for set-up or to replace one."""
        return cls(secrets.token_bytes(_BYTES))

    @classmethod
    def typed(cls, text: str) -> RecoveryKey:
        """The key as somebody typed it from the paper; blanks, hyphens and case do not matter.

        Raises Problem ``security.recovery_length`` and ``security.recovery_mistyped`` (fact
        ``group``, counted from 1).
        """
        kept = "".join(c for c in text.upper().translate(_ALIKE) if c.isalnum())
        if len(kept) != _GROUPS * (_DATA + 1):
            raise Problem("security.recovery_length", characters=len(kept))
        number = 0
        for place in range(_GROUPS):
            group = kept[place * (_DATA + 1) : (place + 1) * (_DATA + 1)]
            values = [_ALPHABET.find(c) for c in group]
            if -1 in values or _check(place, values[:_DATA]) != values[_DATA]:
                raise Problem("security.recovery_mistyped", group=place + 1)
            for value in values[:_DATA]:
                number = number << 5 | value
        return cls(number.to_bytes(_BYTES, "big"))

    def printed(self) -> str:
        """The key as it is printed."""
        number = int.from_bytes(self.secret, "big")
        values = [number >> shift & 31 for shift in range(8 * _BYTES - 5, -1, -5)]
        groups = [values[start : start + _DATA] for start in range(0, len(values), _DATA)]
        return "-".join(
            "".join(_ALPHABET[value] for value in (*group, _check(place, group)))
            for place, group in enumerate(groups)
        )

    def private_key(self) -> bytes:
        """The X25519 private key made from it."""
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"motcua.recovery.1").derive(
            self.secret
        )


def _check(place: int, values: list[int]) -> int:
    """A sum over GF(32) with a different weight for every place."""
    total = place
    for weight, value in enumerate(values, start=1):
        total ^= _times(value, 1 << weight)
    return total


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product
