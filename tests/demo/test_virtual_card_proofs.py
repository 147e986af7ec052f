"""Chip and active authentication of the virtual card, and what a clone cannot do."""

from __future__ import annotations

import hashlib
import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA384, SHA512

from demo.card.ciphers import Suite
from demo.card.deck import card, deck, person
from demo.card.faults import faulty, parse_fault
from demo.card.identity import ActiveKind
from demo.card.keys import EcKey, RsaKey
from demo.card.os import Card
from demo.card.perso import personalise
from tests.support.small_terminal import Terminal, kdf, opened, tlv

KEY_SIZE = {Suite.TDES: 16, Suite.AES_128: 16, Suite.AES_192: 24, Suite.AES_256: 32}
CURVES = {
    "prime256v1": ec.SECP256R1(),
    "brainpoolP256r1": ec.BrainpoolP256R1(),
    "secp384r1": ec.SECP384R1(),
    "brainpoolP384r1": ec.BrainpoolP384R1(),
    "brainpoolP512r1": ec.BrainpoolP512R1(),
    "secp521r1": ec.SECP521R1(),
}


def authenticate_chip(terminal: Terminal, who, *, old_command: bool = False) -> int:
    """Chip authentication; OpenSSL agrees the key. The terminal goes on with the new keys."""
    chip = who.chip
    suite = chip.chip_suite or chip.suite
    curve = chip.chip_curve or chip.curve
    wide = chip.extended_length
    genuine = personalise(who).chip_key
    chip_public = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[curve.name], genuine.public)
    mine = ec.generate_private_key(CURVES[curve.name])
    numbers = mine.public_key().public_numbers()
    point = b"\x04" + numbers.x.to_bytes(curve.size) + numbers.y.to_bytes(curve.size)
    shared = mine.exchange(ec.ECDH(), chip_public)
    if old_command:
        data, sw = terminal.secure(0x22, 0x41, 0xA6, tlv("91", point), wide=wide)
    else:
        number = list(Suite).index(suite) + 1
        oid = bytes.fromhex("04007F000702020302") + bytes([number])
        data, sw = terminal.secure(0x22, 0x41, 0xA4, tlv("80", oid), wide=wide)
        if sw != 0x9000:
            return sw
        data, sw = terminal.secure(0x86, 0, 0, tlv("7C", tlv("80", point)), le=256, wide=wide)
        if sw == 0x9000:
            assert data == b"\x7c\x00"
    if sw == 0x9000:
        size = KEY_SIZE[suite]
        terminal.keys, terminal.ssc = (kdf(shared, 1, size), kdf(shared, 2, size)), 0
        terminal.tdes = suite is Suite.TDES
    return sw


WITH_CHIP_KEY = [p.key for p in deck() if p.chip.chip_authentication]


@pytest.mark.parametrize("key", WITH_CHIP_KEY)
def test_chip_authentication_changes_the_keys(key: str) -> None:
    who = person(key)
    terminal = opened(who, card(key))
    wide = who.chip.extended_length
    assert authenticate_chip(terminal, who) == 0x9000
    dg1 = terminal.chip.contents.application_files[0x0101]
    assert terminal.read(0x0101, 200, wide) == dg1


def test_the_older_command_works_for_3des_only() -> None:
    who = person("tdes")
    terminal = opened(who, card("tdes"))
    assert authenticate_chip(terminal, who, old_command=True) == 0x9000
    assert terminal.read(0x0101)
    who = person("an")
    assert authenticate_chip(opened(who, card("an")), who, old_command=True) == 0x6A86


def signature_is_good(who, signature: bytes, challenge: bytes) -> bool:
    genuine = personalise(who).active_key
    name = who.chip.active_hash
    if isinstance(genuine, RsaKey):
        number = pow(int.from_bytes(signature), genuine.exponent, genuine.modulus)
        block = number.to_bytes(genuine.size)
        trailer = 1 if block[-1] == 0xBC else 2
        assert block[0] == 0x6A
        size = hashlib.new(name).digest_size
        filling, digest = block[1 : -size - trailer], block[-size - trailer : -trailer]
        return hashlib.new(name, filling + challenge).digest() == digest
    assert isinstance(genuine, EcKey)
    public = ec.EllipticCurvePublicKey.from_encoded_point(
        CURVES[genuine.curve.name], genuine.public
    )
    if who.chip.active is ActiveKind.ECDSA_PLAIN:
        half = len(signature) // 2
        parts = int.from_bytes(signature[:half]), int.from_bytes(signature[half:])
        signature = utils.encode_dss_signature(*parts)
    hashes = {"sha1": SHA1(), "sha256": SHA256(), "sha384": SHA384(), "sha512": SHA512()}
    public.verify(signature, challenge, ec.ECDSA(hashes[name]))
    return True


WITH_ACTIVE_KEY = [p.key for p in deck() if p.chip.active is not ActiveKind.NONE]


@pytest.mark.parametrize("key", WITH_ACTIVE_KEY)
def test_active_authentication_signs_the_challenge(key: str) -> None:
    who = person(key)
    terminal = opened(who, card(key))
    challenge = secrets.token_bytes(8)
    wide = who.chip.extended_length
    signature, sw = terminal.secure(0x88, 0, 0, challenge, le=65536 if wide else 256, wide=wide)
    assert sw == 0x9000
    assert signature_is_good(who, signature, challenge)


def test_an_rsa_signature_does_not_fit_a_short_secured_answer() -> None:
    terminal = opened(person("an"), card("an"))
    assert terminal.secure(0x88, 0, 0, bytes(8), le=256, wide=False) == (b"", 0x6700)


def test_cards_without_keys_say_so() -> None:
    who = person("card-expired")
    terminal = opened(who, card(who.key))
    assert terminal.secure(0x88, 0, 0, bytes(8), le=256)[1] == 0x6D00
    assert terminal.secure(0x22, 0x41, 0xA4, b"\x80\x00")[1] == 0x6A86


def clone(kind: str) -> tuple[Terminal, object]:
    who = person("an")
    chip = faulty(who, parse_fault(kind))
    assert isinstance(chip, Card)
    return opened(who, chip), who


def test_a_clone_with_other_keys_cannot_answer_under_the_new_ones() -> None:
    terminal, who = clone("clone")
    assert authenticate_chip(terminal, who) == 0x9000
    assert terminal.secure(0xB0, 0x81, 0, le=4) == (b"", 0x6988)
    terminal, who = clone("clone")
    challenge = bytes(range(8))
    signature, sw = terminal.secure(0x88, 0, 0, challenge, le=65536)
    assert sw == 0x9000
    genuine = personalise(who).active_key
    assert isinstance(genuine, RsaKey)
    block = pow(int.from_bytes(signature), genuine.exponent, genuine.modulus)
    assert block.to_bytes(genuine.size + 1)[1] != 0x6A or block & 0xFFFF != 0x34CC


def test_a_clone_that_refuses_and_one_that_feigns() -> None:
    terminal, who = clone("clone-refusing")
    assert authenticate_chip(terminal, who) == 0x6A80
    assert terminal.secure(0x88, 0, 0, bytes(8), le=65536)[1] == 0x6D00
    assert terminal.read(0x0101)
    terminal, who = clone("clone-feigning")
    old = terminal.keys
    assert authenticate_chip(terminal, who) == 0x9000
    assert terminal.keys != old
    assert terminal.secure(0xB0, 0x81, 0, le=4) == (b"", 0x6988)
