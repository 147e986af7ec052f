"""The card's integer curve arithmetic against OpenSSL's."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from demo.card.curves import ALL, BRAINPOOL_P256, P256, Curve
from demo.card.keys import ec_key, ecdsa_der

OPENSSL = {
    "prime256v1": ec.SECP256R1(),
    "brainpoolP256r1": ec.BrainpoolP256R1(),
    "secp384r1": ec.SECP384R1(),
    "brainpoolP384r1": ec.BrainpoolP384R1(),
    "brainpoolP512r1": ec.BrainpoolP512R1(),
    "secp521r1": ec.SECP521R1(),
}
curves = st.sampled_from(ALL)


@given(curves, st.integers(min_value=1, max_value=2**600))
def test_multiples_of_the_base_point(curve: Curve, number: int) -> None:
    scalar = number % (curve.n - 1) + 1
    theirs = ec.derive_private_key(scalar, OPENSSL[curve.name]).public_key().public_numbers()
    assert curve.multiply(scalar, curve.base) == (theirs.x, theirs.y)


@given(curves, st.integers(1, 2**200), st.integers(1, 2**200))
def test_multiplication_distributes_over_addition(curve: Curve, left: int, right: int) -> None:
    sum_of_points = curve.add(curve.multiply(left, curve.base), curve.multiply(right, curve.base))
    assert sum_of_points == curve.multiply(left + right, curve.base)


@pytest.mark.parametrize("curve", ALL, ids=lambda c: c.name)
def test_infinity_and_inverses(curve: Curve) -> None:
    x, y = curve.base
    assert curve.multiply(curve.n, curve.base) is None
    assert curve.add(curve.base, (x, curve.p - y)) is None
    assert curve.add(None, curve.base) == curve.base
    assert curve.add(curve.base, None) == curve.base
    assert curve.add(curve.base, curve.base) == curve.multiply(2, curve.base)
    with pytest.raises(ValueError, match="infinity"):
        curve.encode(None)


@pytest.mark.parametrize("curve", [P256, BRAINPOOL_P256], ids=lambda c: c.name)
def test_points_off_the_curve_are_not_decoded(curve: Curve) -> None:
    good = curve.encode(curve.base)
    assert curve.decode(good) == curve.base
    for bad in (good[:-1], b"\x02" + good[1:], good[:-1] + bytes([good[-1] ^ 1]), bytes(65)):
        with pytest.raises(ValueError, match="curve"):
            curve.decode(bad)


@given(curves, st.binary(max_size=200), st.sampled_from(["sha1", "sha256", "sha384", "sha512"]))
def test_openssl_accepts_our_signatures(curve: Curve, message: bytes, digest: str) -> None:
    from cryptography.hazmat.primitives import hashes

    key = ec_key(curve, "test")
    public = ec.EllipticCurvePublicKey.from_encoded_point(OPENSSL[curve.name], key.public)
    algorithm = getattr(hashes, digest.upper())()
    public.verify(ecdsa_der(key, digest, message), message, ec.ECDSA(algorithm))
