"""Points of an elliptic curve: what PACE and chip authentication need beyond plain ECDH.

OpenSSL, through the cryptography package, gives only the x of a product k·P.  The full point is
found without letting the secret k into Python's big integers, whose timing depends on their value:
y is ±√(x³ + ax + b), and the sign follows from a second product, since of the two candidates R
only the right one satisfies x(R + P) = x((k + 1)·P).
"""

from __future__ import annotations

import secrets
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec

from desk.card.domain_parameters import Curve
from desk.card.faults import Malformed, Unsupported


class Point(NamedTuple):
    """An affine point other than infinity."""

    x: int
    y: int


def encode_point(curve: Curve, point: Point) -> bytes:
    """04 ‖ x ‖ y (TR-03111 §3.2.1, ICAO 9303-11 §9.4.3)."""
    size = curve.field_octets
    return b"\x04" + point.x.to_bytes(size, "big") + point.y.to_bytes(size, "big")


def decode_point(curve: Curve, octets: bytes) -> Point:
    """An uncompressed point that lies on the curve.  Raises Malformed otherwise."""
    size = curve.field_octets
    if len(octets) != 1 + 2 * size or octets[0] != 4:
        raise Malformed("point is not uncompressed or has another length")
    point = Point(int.from_bytes(octets[1 : 1 + size], "big"), int.from_bytes(octets[1 + size :]))
    if not on_curve(curve, point):
        raise Malformed("point is not on the curve")
    return point


def decompress(curve: Curve, octets: bytes) -> Point:
    """A point given as 02 or 03 and x (SEC 1 §2.3.4).  Raises Malformed."""
    if len(octets) != 1 + curve.field_octets or curve.p % 4 != 3:
        raise Malformed("compressed point")
    x = int.from_bytes(octets[1:], "big")
    if x >= curve.p:
        raise Malformed("compressed point")
    y = _root(curve, x)
    return Point(x, y if y & 1 == octets[0] & 1 else (curve.p - y) % curve.p)


def on_curve(curve: Curve, point: Point) -> bool:
    """Whether the coordinates are reduced and satisfy the equation."""
    p = curve.p
    if not (0 <= point.x < p and 0 <= point.y < p):
        return False
    return (point.y * point.y - (point.x**3 + curve.a * point.x + curve.b)) % p == 0


def random_scalar(curve: Curve) -> int:
    """A fresh secret in 1 … n − 2, so that k + 1 is a scalar too."""
    return secrets.randbelow(curve.n - 2) + 1


def base_multiple(curve: Curve, scalar: int) -> Point:
    """k·G with k reduced mod n.  Raises Malformed for k ≡ 0, Unsupported without the curve."""
    reduced = scalar % curve.n
    if reduced == 0:
        raise Malformed("scalar is zero")
    numbers = ec.derive_private_key(reduced, _library(curve)).public_key().public_numbers()
    return Point(numbers.x, numbers.y)


def multiple_x(curve: Curve, scalar: int, point: Point) -> int:
    """x(k·P), as plain ECDH gives it.  Raises Malformed when P is no valid public key."""
    library = _library(curve)
    try:
        public = ec.EllipticCurvePublicNumbers(point.x, point.y, library).public_key()
        secret = ec.derive_private_key(scalar, library).exchange(ec.ECDH(), public)
    except ValueError as error:
        raise Malformed("point is no public key") from error
    return int.from_bytes(secret, "big")


def multiple(curve: Curve, scalar: int, point: Point) -> Point:
    """k·P as a full point, for 1 ≤ k ≤ n − 2.  Raises Malformed."""
    x = multiple_x(curve, scalar, point)
    y = _root(curve, x)
    candidate = Point(x, y)
    successor = multiple_x(curve, scalar + 1, point)
    total = add(curve, candidate, point)
    if total is not None and total.x == successor:
        return candidate
    return Point(x, curve.p - y)


def add(curve: Curve, left: Point, right: Point) -> Point | None:
    """P + Q; None is the point at infinity.  For public values only."""
    p = curve.p
    if left.x == right.x:
        if (left.y + right.y) % p == 0:
            return None
        slope = (3 * left.x * left.x + curve.a) * pow(2 * left.y, -1, p)
    else:
        slope = (right.y - left.y) * pow(right.x - left.x, -1, p)
    x = (slope * slope - left.x - right.x) % p
    return Point(x, (slope * (left.x - x) - left.y) % p)


def public_multiple(curve: Curve, scalar: int, point: Point) -> Point | None:
    """k·P by double-and-add, for public values only: verifying on curves OpenSSL is not asked."""
    total: Point | None = None
    for bit in f"{scalar % curve.n:b}":
        if total is not None:
            total = add(curve, total, total)
        if bit == "1":
            total = point if total is None else add(curve, total, point)
    return total


def _library(curve: Curve) -> ec.EllipticCurve:
    if curve.library is None:
        raise Unsupported(f"key agreement on {curve.name}")
    return curve.library()


def _root(curve: Curve, x: int) -> int:
    """A square root of x³ + ax + b; every supported p is 3 mod 4."""
    square = (pow(x, 3, curve.p) + curve.a * x + curve.b) % curve.p
    root = pow(square, (curve.p + 1) // 4, curve.p)
    if root * root % curve.p != square:
        raise Malformed("no point has this x")
    return root
