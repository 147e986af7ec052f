"""Chip and active authentication against chips built by hand with the cryptography package."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from desk.card import domain_parameters, iso9796, points, security_infos, signatures, tlv
from desk.card.active_authentication import challenge_chip
from desk.card.chip_authentication import authenticate_chip
from desk.card.messaging import SecureChannel
from desk.card.security_infos import CA_ECDH, CA_PUBLIC_KEY_ECDH, SecurityInfos, encode_oid
from desk.card.session import Session
from desk.card.signatures import EcKey, PublicKey, RsaKey, Scheme
from desk.card.symmetric import KeyUse, Suite
from models.card_reading import Check, CheckState

PASSED = Check(CheckState.PASSED)
CURVE = domain_parameters.by_name("brainpoolP256r1")


def spki(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


class CaChip:
    """Speaks chip authentication version 1 or 2; `key` may be another than it shows."""

    def __init__(self, shown: bytes, key: ec.EllipticCurvePrivateKey, suite: Suite, version: int):
        self.key, self.suite, self.version = key, suite, version
        number = {Suite.DES3: 1, Suite.AES128: 2, Suite.AES192: 3, Suite.AES256: 4}[suite]
        self.oid = f"{CA_ECDH}.{number}"
        info = tlv.encode(6, encode_oid(self.oid)) + tlv.encode(2, bytes((version,)))
        public = tlv.encode(6, encode_oid(CA_PUBLIC_KEY_ECDH)) + shown
        infos = tlv.encode(0x30, info) + tlv.encode(0x30, public)
        self.infos: SecurityInfos = security_infos.parse(tlv.encode(0x31, infos))
        self.channel: SecureChannel | None = None
        self.after: Callable[[bytes], bytes] | None = None
        self.seen: list[int] = []

    def transmit(self, apdu: bytes) -> bytes:
        self.seen.append(apdu[1])
        if self.channel is not None:
            return self.after(apdu) if self.after else self.protected()
        if apdu[1] == 0x22 and apdu[3] == 0xA6:
            return self.agree(tlv.parse(apdu[5 : 5 + apdu[4]])[0].value)
        if apdu[1] == 0x22:
            return b"\x90\x00"
        return self.agree(tlv.one(apdu[5 : 5 + apdu[4]], 0x7C).child(0x80).value)

    def agree(self, octets: bytes) -> bytes:
        numbers = points.decode_point(CURVE, octets)
        theirs = ec.EllipticCurvePublicNumbers(numbers.x, numbers.y, ec.BrainpoolP256R1())
        secret = self.key.exchange(ec.ECDH(), theirs.public_key())
        if self.version == 1:
            self.channel = SecureChannel.from_secret(self.suite, secret)
            return b"\x90\x00" if self.suite is Suite.DES3 else b"\x7c\x00\x90\x00"
        nonce = secrets.token_bytes(8)
        covered = tlv.encode(6, encode_oid(self.oid)) + tlv.encode(0x86, octets)
        mac = self.suite.derive(secret + nonce, KeyUse.MAC)
        token = self.suite.token_checksum(mac, tlv.encode(0x7F49, covered))
        self.channel = SecureChannel.from_secret(self.suite, secret + nonce)
        return tlv.encode(0x7C, tlv.encode(0x81, nonce) + tlv.encode(0x82, token)) + b"\x90\x00"

    def protected(self, status: int = 0x9000) -> bytes:
        channel = self.channel
        assert channel is not None
        channel._next()
        counter = channel._next()
        body = tlv.encode(0x99, status.to_bytes(2, "big"))
        body += tlv.encode(0x8E, channel._checksum(counter, b"", body))
        return body + status.to_bytes(2, "big")


KEY, OTHER = (
    ec.generate_private_key(ec.BrainpoolP256R1()),
    ec.generate_private_key(ec.BrainpoolP256R1()),
)


@pytest.mark.parametrize("suite", list(Suite))
@pytest.mark.parametrize("version", [1, 2])
def test_chip_authentication_of_both_versions(suite: Suite, version: int) -> None:
    chip = CaChip(spki(KEY), KEY, suite, version)
    assert authenticate_chip(Session(chip), chip.infos) == PASSED
    clone = CaChip(spki(KEY), OTHER, suite, version)
    assert authenticate_chip(Session(clone), clone.infos).state is CheckState.FAILED


@pytest.mark.parametrize("answer", [b"\x90\x00", b"\x69\x88", b"\x6a\x82", b"data\x90\x00"])
def test_an_answer_in_clear_proves_nothing(answer: bytes) -> None:
    chip = CaChip(spki(KEY), KEY, Suite.AES128, 1)
    chip.after = lambda _: answer
    check = authenticate_chip(Session(chip), chip.infos)
    assert check == Check(CheckState.FAILED, "no_proof")


def test_a_protected_error_is_proof_enough() -> None:
    chip = CaChip(spki(KEY), KEY, Suite.AES256, 1)
    chip.after = lambda _: chip.protected(0x6982)
    assert authenticate_chip(Session(chip), chip.infos) == PASSED


def test_a_chip_that_wants_the_other_command_form_gets_it() -> None:
    chip = CaChip(spki(KEY), KEY, Suite.AES128, 1)
    inner = chip.transmit

    class Refusing:
        def transmit(self, apdu: bytes) -> bytes:
            return b"\x6a\x86" if apdu[1] == 0x22 and apdu[3] == 0xA4 else inner(apdu)

    assert authenticate_chip(Session(Refusing()), chip.infos) == PASSED


def test_no_key_and_unknown_keys() -> None:
    empty = security_infos.parse(tlv.encode(0x31, b""))
    silent = CaChip(spki(KEY), KEY, Suite.AES128, 1)
    assert authenticate_chip(Session(silent), empty).state is CheckState.NOT_APPLICABLE
    foreign = CaChip(spki(ec.generate_private_key(ec.SECP256K1())), KEY, Suite.AES128, 1)
    assert authenticate_chip(Session(foreign), foreign.infos) == Check(
        CheckState.INCONCLUSIVE, "algorithm_unsupported"
    )


class AaChip:
    def __init__(self, sign: Callable[[bytes], bytes]) -> None:
        self.sign = sign

    def transmit(self, apdu: bytes) -> bytes:
        return self.sign(apdu[5:13] if apdu[4] else apdu[7:15]) + b"\x90\x00"


RSA = rsa.generate_private_key(65537, 2048)
HASHES = {"sha1": (0xBC,), "sha256": (0x34, 0xCC), "sha512": (0x35, 0xCC), "sha224": (0x38, 0xCC)}


def iso_signature(challenge: bytes, name: str, private: rsa.RSAPrivateKey = RSA) -> bytes:
    numbers = private.private_numbers()
    n, d = numbers.public_numbers.n, numbers.d
    trailer = bytes(HASHES[name])
    size = (n.bit_length() + 7) // 8
    room = size - 1 - len(trailer) - len(signatures.digest(name, b""))
    message = secrets.token_bytes(room)
    whole = b"\x6a" + message + signatures.digest(name, message + challenge) + trailer
    return pow(int.from_bytes(whole, "big"), d, n).to_bytes(size, "big")


def rsa_key(private: rsa.RSAPrivateKey = RSA) -> RsaKey:
    numbers = private.public_key().public_numbers()
    return RsaKey(numbers.n, numbers.e)


@pytest.mark.parametrize("name", sorted(HASHES))
def test_iso_9796_2_with_every_trailer(name: str) -> None:
    chip = AaChip(lambda challenge: iso_signature(challenge, name))
    assert challenge_chip(Session(chip), rsa_key(), None, True) == PASSED


def test_iso_9796_2_of_another_key_or_challenge() -> None:
    other = rsa.generate_private_key(65537, 2048)
    for sign in (
        lambda challenge: iso_signature(challenge, "sha256", other),
        lambda _: iso_signature(bytes(8), "sha256"),
        lambda _: bytes(256),
        lambda _: b"\x01",
        lambda _: b"\xff" * 256,
        lambda _: bytes(300),
    ):
        check = challenge_chip(Session(AaChip(sign)), rsa_key(), None, True)
        assert check == Check(CheckState.FAILED, "signature_wrong")


def test_leading_zeros_of_a_signature_may_be_missing() -> None:
    small = rsa.generate_private_key(65537, 1024)
    key = rsa_key(small)
    for _ in range(3000):
        signature = iso_signature(b"12345678", "sha1", small)
        if signature[0] == 0:
            break
    assert iso9796.verify(key, signature.lstrip(b"\0"), b"12345678")


def plain(signature: bytes, size: int) -> bytes:
    r, s = decode_dss_signature(signature)
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


@pytest.mark.parametrize("in_der", [True, False])
@pytest.mark.parametrize(
    ("curve", "hashing", "algorithm"),
    [
        (ec.SECP256R1(), hashes.SHA256(), None),
        (ec.BrainpoolP384R1(), hashes.SHA384(), None),
        (ec.SECP521R1(), hashes.SHA512(), None),
        (ec.BrainpoolP256R1(), hashes.SHA1(), "0.4.0.127.0.7.1.1.4.1.1"),
        (ec.BrainpoolP256R1(), hashes.SHA512(), "0.4.0.127.0.7.1.1.4.1.5"),
    ],
)
def test_ecdsa_plain_and_der(
    curve: ec.EllipticCurve, hashing: hashes.HashAlgorithm, algorithm: str | None, in_der: bool
) -> None:
    key = ec.generate_private_key(curve)
    public: PublicKey = signatures.public_key(spki(key))
    assert isinstance(public, EcKey)
    size = public.curve.order_octets

    def sign(challenge: bytes) -> bytes:
        made = key.sign(challenge, ec.ECDSA(hashing))
        return made if in_der else plain(made, size)

    assert challenge_chip(Session(AaChip(sign)), public, algorithm, True) == PASSED
    wrong = challenge_chip(Session(AaChip(lambda _: sign(b"another!"))), public, algorithm, True)
    assert wrong == Check(CheckState.FAILED, "signature_wrong")


def test_a_scheme_that_does_not_fit_its_key_is_no_signature() -> None:
    assert not signatures.verify(rsa_key(), Scheme("ecdsa", "sha256"), b"x", b"y")
    public = signatures.public_key(spki(KEY))
    assert not signatures.verify(public, Scheme("rsassa_pss", "sha256", 32), b"x", b"y")


@pytest.mark.parametrize("curve", [c for c in domain_parameters.CURVES if c.library])
def test_points_agree_with_the_library_on_every_curve(curve: domain_parameters.Curve) -> None:
    generator = points.base_multiple(curve, 1)
    assert generator == points.Point(curve.gx, curve.gy)
    if curve.p % 4 != 3:
        return
    for scalar in (1, 2, 5, curve.n - 2, points.random_scalar(curve)):
        base = points.base_multiple(curve, 7)
        expected = points.base_multiple(curve, 7 * scalar)
        assert points.multiple(curve, scalar, base) == expected
        assert points.public_multiple(curve, scalar, base) == expected
    assert points.add(curve, generator, points.base_multiple(curve, curve.n - 1)) is None


def test_points_off_the_curve_are_refused() -> None:
    good = points.encode_point(CURVE, points.base_multiple(CURVE, 9))
    for wrong in (good[:-1], b"\x03" + good[1:], good[:-1] + bytes((good[-1] ^ 1,)), b""):
        with pytest.raises(points.Malformed):
            points.decode_point(CURVE, wrong)
