"""Elliptic curves over prime fields in plain integer arithmetic (BSI TR-03111 §2.3, §4).

Speed matters little here and secrecy not at all: the keys are those of invented persons.
"""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[int, int] | None
"""Affine coordinates; None is the point at infinity."""

_Jacobian = tuple[int, int, int]
_INFINITY: _Jacobian = (1, 1, 0)


@dataclass(frozen=True, slots=True)
class Curve:
    """y² = x³ + ax + b modulo p, with a base point of prime order n and cofactor 1."""

    name: str
    parameter_id: int
    """Number in the table of standardised domain parameters (ICAO 9303-11 §9.5.1)."""
    oid: str
    p: int
    a: int
    b: int
    base: tuple[int, int]
    n: int

    @property
    def size(self) -> int:
        """Bytes of a field element."""
        return (self.p.bit_length() + 7) // 8

    @property
    def order_size(self) -> int:
        """Bytes of a scalar."""
        return (self.n.bit_length() + 7) // 8

    def holds(self, point: Point) -> bool:
        """Whether the point lies on the curve and is not infinity."""
        if point is None:
            return False
        x, y = point
        in_field = 0 <= x < self.p and 0 <= y < self.p
        return in_field and (y * y - x * x * x - self.a * x - self.b) % self.p == 0

    def add(self, left: Point, right: Point) -> Point:
        """The sum of two points."""
        return self._affine(self._add(_jacobian(left), _jacobian(right)))

    def multiply(self, scalar: int, point: Point) -> Point:
        """`scalar` times the point, four bits at a time."""
        table = [_INFINITY, _jacobian(point)]
        for _ in range(14):
            table.append(self._add(table[-1], table[1]))
        total = _INFINITY
        for digit in f"{scalar % self.n:x}":
            for _ in range(4):
                total = self._double(total)
            total = self._add(total, table[int(digit, 16)])
        return self._affine(total)

    def encode(self, point: Point) -> bytes:
        """The uncompressed encoding 04 ‖ x ‖ y (TR-03111 §3.2.1)."""
        if point is None:
            raise ValueError("infinity has no encoding here")
        x, y = point
        return b"\x04" + x.to_bytes(self.size, "big") + y.to_bytes(self.size, "big")

    def decode(self, octets: bytes) -> tuple[int, int]:
        """The point of an uncompressed encoding. Raises ValueError when off this curve."""
        if len(octets) != 1 + 2 * self.size or octets[0] != 4:
            raise ValueError("not an uncompressed point of this curve")
        x = int.from_bytes(octets[1 : 1 + self.size], "big")
        y = int.from_bytes(octets[1 + self.size :], "big")
        if not self.holds((x, y)):
            raise ValueError("not on the curve")
        return x, y

    def x_octets(self, point: Point) -> bytes:
        """The x coordinate at full length: the shared secret of a key agreement (FE2OS)."""
        if point is None:
            raise ValueError("infinity has no coordinates")
        return point[0].to_bytes(self.size, "big")

    def _double(self, point: _Jacobian) -> _Jacobian:
        x, y, z = point
        if not z:
            return _INFINITY
        p = self.p
        yy = y * y % p
        s = 4 * x * yy % p
        zz = z * z % p
        m = (3 * x * x + self.a * zz * zz) % p
        x3 = (m * m - 2 * s) % p
        return x3, (m * (s - x3) - 8 * yy * yy) % p, 2 * y * z % p

    def _add(self, left: _Jacobian, right: _Jacobian) -> _Jacobian:
        x1, y1, z1 = left
        x2, y2, z2 = right
        if not z1:
            return right
        if not z2:
            return left
        p = self.p
        z1z1, z2z2 = z1 * z1 % p, z2 * z2 % p
        u1, u2 = x1 * z2z2 % p, x2 * z1z1 % p
        s1, s2 = y1 * z2z2 * z2 % p, y2 * z1z1 * z1 % p
        h, r = (u2 - u1) % p, (s2 - s1) % p
        if not h:
            return self._double(left) if not r else _INFINITY
        hh = h * h % p
        hhh, v = h * hh % p, u1 * hh % p
        x3 = (r * r - hhh - 2 * v) % p
        return x3, (r * (v - x3) - s1 * hhh) % p, z1 * z2 * h % p

    def _affine(self, point: _Jacobian) -> Point:
        x, y, z = point
        if not z:
            return None
        inverse = pow(z, -1, self.p)
        square = inverse * inverse % self.p
        return x * square % self.p, y * square * inverse % self.p


def _jacobian(point: Point) -> _Jacobian:
    return _INFINITY if point is None else (*point, 1)


def _curve(
    name: str, parameter_id: int, oid: str, p: str, a: str, b: str, x: str, y: str, n: str
) -> Curve:
    prime, first, second, base_x, base_y, order = (int(text, 16) for text in (p, a, b, x, y, n))
    return Curve(name, parameter_id, oid, prime, first, second, (base_x, base_y), order)


P256 = _curve(
    "prime256v1",
    12,
    "1.2.840.10045.3.1.7",
    "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc",
    "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
)
BRAINPOOL_P256 = _curve(
    "brainpoolP256r1",
    13,
    "1.3.36.3.3.2.8.1.1.7",
    "a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377",
    "7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9",
    "26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6",
    "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262",
    "547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997",
    "a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7",
)
P384 = _curve(
    "secp384r1",
    15,
    "1.3.132.0.34",
    (
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
        "ffffffff0000000000000000ffffffff"
    ),
    (
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
        "ffffffff0000000000000000fffffffc"
    ),
    (
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a"
        "c656398d8a2ed19d2a85c8edd3ec2aef"
    ),
    (
        "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a38"
        "5502f25dbf55296c3a545e3872760ab7"
    ),
    (
        "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c0"
        "0a60b1ce1d7e819d7a431d7c90ea0e5f"
    ),
    (
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
        "581a0db248b0a77aecec196accc52973"
    ),
)
BRAINPOOL_P384 = _curve(
    "brainpoolP384r1",
    16,
    "1.3.36.3.3.2.8.1.1.11",
    (
        "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123"
        "acd3a729901d1a71874700133107ec53"
    ),
    (
        "7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f"
        "8aa5814a503ad4eb04a8c7dd22ce2826"
    ),
    (
        "4a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57"
        "cb4390295dbc9943ab78696fa504c11"
    ),
    (
        "1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8"
        "e826e03436d646aaef87b2e247d4af1e"
    ),
    (
        "8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff9912928"
        "0e4646217791811142820341263c5315"
    ),
    (
        "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7"
        "cf3ab6af6b7fc3103b883202e9046565"
    ),
)
BRAINPOOL_P512 = _curve(
    "brainpoolP512r1",
    17,
    "1.3.36.3.3.2.8.1.1.13",
    (
        "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330871"
        "7d4d9b009bc66842aecda12ae6a380e62881ff2f2d82c68528aa6056583a48f3"
    ),
    (
        "7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc"
        "2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94ca"
    ),
    (
        "3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a7"
        "2bf2c7b9e7c1ac4d77fc94cadc083e67984050b75ebae5dd2809bd638016f723"
    ),
    (
        "81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098e"
        "ff3b1f78e2d0d48d50d1687b93b97d5f7c6d5047406a5e688b352209bcb9f822"
    ),
    (
        "7dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111"
        "b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892"
    ),
    (
        "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870"
        "553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069"
    ),
)
P521 = _curve(
    "secp521r1",
    18,
    "1.3.132.0.35",
    (
        "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        "fff"
    ),
    (
        "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        "ffc"
    ),
    (
        "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109"
        "e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f"
        "00"
    ),
    (
        "c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3d"
        "baa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd"
        "66"
    ),
    (
        "11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e6"
        "62c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16"
        "650"
    ),
    (
        "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        "ffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386"
        "409"
    ),
)

ALL = (P256, BRAINPOOL_P256, P384, BRAINPOOL_P384, BRAINPOOL_P512, P521)
