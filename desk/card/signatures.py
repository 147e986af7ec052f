"""Public keys and signatures of certificates, security objects and chips (ICAO 9303-12 §4).

Certificates of many states carry their curve as explicit parameters, which certificate libraries
refuse; here a curve is accepted when p, a, b, G and n all equal those of a known one.
"""

from __future__ import annotations

from dataclasses import dataclass

from asn1crypto import algos, keys
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from desk.card import asn1, domain_parameters, points
from desk.card.domain_parameters import Curve
from desk.card.faults import Malformed, Unsupported
from desk.card.points import Point

_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_MAX_RSA_BITS = 8192


@dataclass(frozen=True, slots=True)
class RsaKey:
    """An RSA public key."""

    modulus: int
    exponent: int

    @property
    def octets(self) -> int:
        """Length of the modulus."""
        return (self.modulus.bit_length() + 7) // 8


@dataclass(frozen=True, slots=True)
class EcKey:
    """A point on a known curve."""

    curve: Curve
    point: Point


PublicKey = RsaKey | EcKey


@dataclass(frozen=True, slots=True)
class Scheme:
    """A signature algorithm: rsassa_pkcs1v15, rsassa_pss or ecdsa, its hash, and the PSS salt."""

    name: str
    digest: str
    salt: int = 0
    mask_digest: str = ""


def hash_of(digest: str) -> hashes.HashAlgorithm:
    """The hash named as asn1crypto names it.  Raises Unsupported."""
    kind = _HASHES.get(digest)
    if kind is None:
        raise Unsupported("hash algorithm")
    return kind()


def digest(name: str, message: bytes) -> bytes:
    """The hash of a message.  Raises Unsupported."""
    running = hashes.Hash(hash_of(name))
    running.update(message)
    return running.finalize()


def public_key(octets: bytes) -> PublicKey:
    """Load a SubjectPublicKeyInfo.  Raises Malformed, or Unsupported for unknown curves."""
    info = asn1.load(keys.PublicKeyInfo, octets, "public key")
    with asn1.parsing("public key"):
        algorithm = info["algorithm"]["algorithm"].native
        if algorithm in ("rsa", "rsassa_pss"):
            numbers = info["public_key"].parsed
            return _rsa(numbers["modulus"].native, numbers["public_exponent"].native)
        if algorithm == "ec":
            curve = _curve(info["algorithm"]["parameters"])
            return EcKey(curve, _point(curve, bytes(info["public_key"])))
    raise Unsupported("public key algorithm")


def _rsa(modulus: int, exponent: int) -> RsaKey:
    if not 1024 <= modulus.bit_length() <= _MAX_RSA_BITS or not 3 <= exponent < 1 << 64:
        raise Unsupported("RSA key size")
    return RsaKey(modulus, exponent)


def _curve(parameters: keys.ECDomainParameters) -> Curve:
    """Named, or explicit with every parameter equal to a known curve's (RFC 5480, 9303-12 §4.1)."""
    if parameters.name == "named":
        named = domain_parameters.by_oid(parameters.chosen.dotted)
        if named is None:
            raise Unsupported("named curve")
        return named
    if parameters.name != "specified":
        raise Unsupported("implicit curve")
    domain = parameters.chosen
    if domain["field_id"]["field_type"].native != "prime_field":
        raise Unsupported("binary curve")
    p = domain["field_id"]["parameters"].native
    a = int.from_bytes(domain["curve"]["a"].native, "big")
    b = int.from_bytes(domain["curve"]["b"].native, "big")
    base, order = bytes(domain["base"]), domain["order"].native
    for curve in domain_parameters.CURVES:
        if (curve.p, curve.a, curve.b, curve.n) == (p, a, b, order):
            if _point(curve, base) == Point(curve.gx, curve.gy):
                return curve
            raise Malformed("explicit curve with a generator of its own")
    raise Unsupported("explicit curve")


def _point(curve: Curve, octets: bytes) -> Point:
    if octets[:1] in (b"\x02", b"\x03"):
        return points.decompress(curve, octets)
    return points.decode_point(curve, octets)


def scheme(algorithm: algos.SignedDigestAlgorithm, fallback_digest: str = "") -> Scheme:
    """The scheme of an AlgorithmIdentifier; CMS may name the hash elsewhere.

    Raises Malformed or Unsupported.
    """
    with asn1.parsing("signature algorithm"):
        dotted = algorithm["algorithm"].dotted
        if dotted == "1.2.840.10045.4.3":  # ecdsa-with-Specified
            return Scheme("ecdsa", fallback_digest)
        name = algorithm.signature_algo
        if name == "rsassa_pss":
            parameters = algorithm["parameters"]
            return Scheme(
                name,
                parameters["hash_algorithm"]["algorithm"].native,
                parameters["salt_length"].native,
                parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native,
            )
        if name not in ("rsassa_pkcs1v15", "ecdsa"):
            raise Unsupported("signature algorithm")
        plain = algorithm["algorithm"].native in ("rsassa_pkcs1v15", "ecdsa", "rsa")
        return Scheme(name, fallback_digest if plain else algorithm.hash_algo)


def verify(key: PublicKey, how: Scheme, signature: bytes, message: bytes) -> bool:
    """Whether the signature is right.  Raises Unsupported when key and scheme cannot be checked."""
    hashing = hash_of(how.digest)
    if isinstance(key, EcKey):
        if how.name != "ecdsa":
            return False
        return _verify_ecdsa(key, hashing, signature, message)
    if how.name == "rsassa_pss":
        mask = padding.MGF1(hash_of(how.mask_digest or how.digest))
        return _verify_rsa(key, padding.PSS(mask, how.salt), hashing, signature, message)
    if how.name != "rsassa_pkcs1v15":
        return False
    return _verify_rsa(key, padding.PKCS1v15(), hashing, signature, message)


def _verify_rsa(
    key: RsaKey,
    pad: padding.AsymmetricPadding,
    hashing: hashes.HashAlgorithm,
    signature: bytes,
    message: bytes,
) -> bool:
    try:
        loaded = rsa.RSAPublicNumbers(key.exponent, key.modulus).public_key()
        loaded.verify(signature, message, pad, hashing)
    except InvalidSignature:
        return False
    except ValueError as error:
        raise Unsupported("RSA key") from error
    return True


def verify_plain_ecdsa(key: EcKey, digest_name: str, signature: bytes, message: bytes) -> bool:
    """A signature given as r ‖ s (TR-03111 §5.2.1)."""
    half = len(signature) // 2
    if len(signature) % 2 or not half:
        return False
    r, s = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
    return _verify_ecdsa(key, hash_of(digest_name), encode_dss_signature(r, s), message)


def _verify_ecdsa(
    key: EcKey, hashing: hashes.HashAlgorithm, signature: bytes, message: bytes
) -> bool:
    if key.curve.library is None:
        return _verify_in_python(key, hashing, signature, message)
    numbers = ec.EllipticCurvePublicNumbers(key.point.x, key.point.y, key.curve.library())
    try:
        numbers.public_key().verify(signature, message, ec.ECDSA(hashing))
    except InvalidSignature:
        return False
    except ValueError as error:
        raise Malformed("EC public key") from error
    return True


def _verify_in_python(
    key: EcKey, hashing: hashes.HashAlgorithm, signature: bytes, message: bytes
) -> bool:
    """ECDSA (FIPS 186-4 §6.4) on the few curves OpenSSL is not asked; all values are public."""
    pair = asn1.load(algos.DSASignature, signature, "ECDSA signature")
    with asn1.parsing("ECDSA signature"):
        r, s = pair["r"].native, pair["s"].native
    n, curve = key.curve.n, key.curve
    if not (0 < r < n and 0 < s < n):
        return False
    hashed = digest(hashing.name.replace("-", ""), message)
    excess = max(8 * len(hashed) - n.bit_length(), 0)
    e = int.from_bytes(hashed, "big") >> excess
    inverse = pow(s, -1, n)
    left = points.public_multiple(curve, e * inverse, Point(curve.gx, curve.gy))
    right = points.public_multiple(curve, r * inverse, key.point)
    total = points.add(curve, left, right) if left and right else left or right
    return total is not None and total.x % n == r
