"""Basic access control, the chip's half (ICAO 9303-11 §4.3)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

from demo.card.apdu import StatusWord
from demo.card.ciphers import AUTHENTICATION, ENCRYPTION, Suite, decrypt, derive, encrypt, mac, pad
from demo.card.messaging import Session


def mutual_authenticate(
    information: bytes, challenge: bytes, data: bytes, random: Callable[[int], bytes]
) -> tuple[bytes, Session]:
    """Answer EXTERNAL/MUTUAL AUTHENTICATE; returns the response data and the new session.

    Raises StatusWord 6700 for a cryptogram of another length, 6300 for a wrong key.
    """
    if len(data) != 40:
        raise StatusWord(0x6700)
    seed = hashlib.sha1(information, usedforsecurity=False).digest()[:16]
    key = derive(Suite.TDES, seed, ENCRYPTION)
    mac_key = derive(Suite.TDES, seed, AUTHENTICATION)
    cryptogram, checksum = data[:32], data[32:]
    if not hmac.compare_digest(checksum, mac(Suite.TDES, mac_key, pad(cryptogram, 8))):
        raise StatusWord(0x6300)
    plain = decrypt(Suite.TDES, key, bytes(8), cryptogram)
    terminal_random, echoed, terminal_key = plain[:8], plain[8:16], plain[16:]
    if not hmac.compare_digest(echoed, challenge):
        raise StatusWord(0x6300)
    own_key = random(16)
    answer = encrypt(Suite.TDES, key, bytes(8), challenge + terminal_random + own_key)
    answer += mac(Suite.TDES, mac_key, pad(answer, 8))
    shared = bytes(a ^ b for a, b in zip(terminal_key, own_key, strict=True))
    counter = int.from_bytes(challenge[-4:] + terminal_random[-4:], "big")
    return answer, Session.agreed(Suite.TDES, shared, counter)
