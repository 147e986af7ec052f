"""Trust from files, master lists, and certificates as the real world writes them."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import algos, cms, core, keys, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from desk.card import certificates, domain_parameters, passive, sod, tlv, trust
from desk.card.faults import Malformed, Unsupported
from desk.card.signatures import Scheme, digest, public_key, verify
from desk.card.trust import TrustStore
from models.card_reading import CheckState
from models.problems import Problem

START = datetime(2020, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 20, tzinfo=UTC)
HASHES = {
    "sha1": hashes.SHA1(),
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
GROUPS = {1: b"first", 13: b"thirteenth"}


class Issuer:
    """A key with a certificate, made as oddly as real ones are."""

    def __init__(
        self,
        title: str,
        by: Issuer | None = None,
        *,
        key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None,
        scheme: str = "ecdsa",
        digest_name: str = "sha256",
        explicit: bool = False,
        reorder: bool = False,
        years: int = 20,
        start: datetime = START,
        authority: bool = True,
        key_identifier: bytes | None = None,
        says_key: bytes | None = None,
    ) -> None:
        self.key = key or ec.generate_private_key(ec.BrainpoolP256R1())
        self.scheme, self.digest_name = scheme, digest_name
        parts = [("country_name", "VN"), ("organization_name", "Mẫu Thử"), ("common_name", title)]
        self.name = x509.Name.build(dict(parts))
        self.written = x509.Name.build(dict(reversed(parts))) if reorder else self.name
        signer = by or self
        spki = keys.PublicKeyInfo.load(
            self.key.public_key().public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )
        if explicit:
            spki["algorithm"]["parameters"] = explicit_parameters("brainpoolP256r1")
        extensions = [
            {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": authority}}
        ]
        identifier = key_identifier or digest("sha1", spki.dump())
        self.identifier = identifier
        extensions.append({"extn_id": "key_identifier", "extn_value": core.OctetString(identifier)})
        said = says_key or (by.identifier if by else None)
        if said:
            extensions.append(
                {
                    "extn_id": "authority_key_identifier",
                    "extn_value": x509.AuthorityKeyIdentifier({"key_identifier": said}),
                }
            )
        tbs = x509.TbsCertificate(
            {
                "version": "v3",
                "serial_number": 7,
                "signature": signer.algorithm(),
                "issuer": signer.written,
                "validity": {
                    "not_before": x509.Time("utc_time", start),
                    "not_after": x509.Time("utc_time", start + timedelta(days=365 * years)),
                },
                "subject": self.name,
                "subject_public_key_info": spki,
                "extensions": extensions,
            }
        )
        self.certificate = x509.Certificate(
            {
                "tbs_certificate": tbs,
                "signature_algorithm": signer.algorithm(),
                "signature_value": signer.sign(tbs.dump()),
            }
        )
        self.der = self.certificate.dump()

    def algorithm(self) -> algos.SignedDigestAlgorithm:
        if self.scheme == "rsassa_pss":
            return algos.SignedDigestAlgorithm(
                {
                    "algorithm": "rsassa_pss",
                    "parameters": {
                        "hash_algorithm": {"algorithm": self.digest_name},
                        "mask_gen_algorithm": {
                            "algorithm": "mgf1",
                            "parameters": {"algorithm": self.digest_name},
                        },
                        "salt_length": HASHES[self.digest_name].digest_size,
                    },
                }
            )
        suffix = "_rsa" if self.scheme == "rsa" else "_ecdsa"
        return algos.SignedDigestAlgorithm({"algorithm": self.digest_name + suffix})

    def sign(self, octets: bytes) -> bytes:
        hashing = HASHES[self.digest_name]
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(octets, ec.ECDSA(hashing))
        if self.scheme == "rsassa_pss":
            pss = padding.PSS(padding.MGF1(hashing), hashing.digest_size)
            return self.key.sign(octets, pss, hashing)
        return self.key.sign(octets, padding.PKCS1v15(), hashing)


def explicit_parameters(name: str, generator: bytes | None = None) -> keys.ECDomainParameters:
    curve = domain_parameters.by_name(name)
    size = curve.field_octets
    base = b"\x04" + curve.gx.to_bytes(size, "big") + curve.gy.to_bytes(size, "big")
    return keys.ECDomainParameters(
        "specified",
        {
            "version": "ecdpVer1",
            "field_id": {"field_type": "prime_field", "parameters": core.Integer(curve.p)},
            "curve": {"a": curve.a.to_bytes(size, "big"), "b": curve.b.to_bytes(size, "big")},
            "base": keys.ECPoint(generator or base),
            "order": curve.n,
            "cofactor": 1,
        },
    )


def signed_data(
    signer: Issuer,
    content_type: str,
    content: bytes,
    *,
    contained: tuple[Issuer, ...] | None = None,
) -> bytes:
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": [cms.ContentType(content_type)]},
            {"type": "message_digest", "values": [digest(signer.digest_name, content)]},
        ]
    )
    certs = (signer,) if contained is None else contained
    return cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": "v3",
                    "digest_algorithms": [{"algorithm": signer.digest_name}],
                    "encap_content_info": {
                        "content_type": content_type,
                        "content": core.ParsableOctetString(content),
                    },
                    "certificates": [
                        cms.CertificateChoices("certificate", c.certificate) for c in certs
                    ],
                    "signer_infos": [
                        {
                            "version": "v1",
                            "sid": cms.SignerIdentifier(
                                "issuer_and_serial_number",
                                {
                                    "issuer": signer.certificate.issuer,
                                    "serial_number": signer.certificate.serial_number,
                                },
                            ),
                            "digest_algorithm": {"algorithm": signer.digest_name},
                            "signed_attrs": attributes,
                            "signature_algorithm": signer.algorithm(),
                            "signature": signer.sign(b"\x31" + attributes.dump()[1:]),
                        }
                    ],
                }
            ),
        }
    ).dump()


def security_object(signer: Issuer, oid: str = "2.23.136.1.1.1") -> bytes:
    members = b"".join(
        tlv.encode(
            0x30,
            tlv.encode(2, bytes((n,))) + tlv.encode(4, digest(signer.digest_name, octets)),
        )
        for n, octets in GROUPS.items()
    )
    algorithm = algos.DigestAlgorithm({"algorithm": signer.digest_name}).dump()
    content = tlv.encode(0x30, b"\x02\x01\x00" + algorithm + tlv.encode(0x30, members))
    return tlv.encode(0x77, signed_data(signer, oid, content))


def store(*issuers: Issuer) -> TrustStore:
    return TrustStore(certificates.load(i.der) for i in issuers)


def judge(octets: bytes, trusted: TrustStore, groups: dict[int, bytes] = GROUPS) -> str:
    result = passive.authenticate(octets, groups, trusted, NOW, None)
    return f"{result.check.state.value} {result.check.reason}".strip()


RSA_KEY = rsa.generate_private_key(65537, 2048)
CSCA = Issuer("Gốc Thử")


@pytest.mark.parametrize("digest_name", sorted(HASHES))
@pytest.mark.parametrize("scheme", ["ecdsa", "rsa", "rsassa_pss"])
def test_every_scheme_and_hash_verifies(scheme: str, digest_name: str) -> None:
    key = None if scheme == "ecdsa" else RSA_KEY
    root = Issuer("Gốc", key=key, scheme=scheme, digest_name=digest_name)
    signer = Issuer("Ký", root, key=key, scheme=scheme, digest_name=digest_name, authority=False)
    assert judge(security_object(signer), store(root)) == "passed"


def test_explicit_parameters_reordered_names_and_legacy_identifiers() -> None:
    root = Issuer("Gốc", explicit=True, reorder=True)
    signer = Issuer("Ký", root, explicit=True, authority=False)
    for oid in sod.LDS_SECURITY_OBJECTS:
        assert judge(security_object(signer, oid), store(root)) == "passed"


def test_a_generator_of_ones_own_is_refused() -> None:
    curve = domain_parameters.by_name("brainpoolP256r1")
    size = curve.field_octets
    doubled = ec.derive_private_key(2, ec.BrainpoolP256R1()).public_key().public_numbers()
    forged = b"\x04" + doubled.x.to_bytes(size, "big") + doubled.y.to_bytes(size, "big")
    info = keys.PublicKeyInfo(
        {
            "algorithm": {
                "algorithm": "ec",
                "parameters": explicit_parameters("brainpoolP256r1", forged),
            },
            "public_key": keys.ECPointBitString(forged),
        }
    )
    with pytest.raises(Malformed):
        public_key(info.dump())


@pytest.mark.parametrize("name", ["brainpoolP224r1", "brainpoolP320r1", "brainpoolP192r1"])
def test_curves_the_library_lacks_are_verified_too(name: str, tmp_path: Path) -> None:
    key, signature, message = tmp_path / "k", tmp_path / "s", tmp_path / "m"
    message.write_bytes(b"message")
    run = lambda *a: subprocess.run(["openssl", *a], check=True, capture_output=True).stdout  # noqa: E731
    run("ecparam", "-name", name, "-genkey", "-noout", "-out", str(key))
    run("dgst", "-sha256", "-sign", str(key), "-out", str(signature), str(message))
    loaded = public_key(run("ec", "-in", str(key), "-pubout", "-outform", "DER"))
    scheme = Scheme("ecdsa", "sha256")
    assert verify(loaded, scheme, signature.read_bytes(), b"message")
    assert not verify(loaded, scheme, signature.read_bytes(), b"massage")


def test_states_of_the_chain() -> None:
    signer = Issuer("Ký", CSCA, authority=False)
    octets = security_object(signer)
    assert judge(octets, store(CSCA)) == "passed"
    assert judge(octets, store()) == "inconclusive issuer_unknown"
    namesake = Issuer("Gốc Thử")
    assert judge(octets, store(namesake)) == "inconclusive issuer_unknown"
    impostor = Issuer("Ký", namesake, authority=False, says_key=CSCA.identifier)
    assert judge(security_object(impostor), store(CSCA)) == "failed signer_forged"
    assert judge(octets, store(CSCA), {1: b"frist"}) == "failed hash_mismatch_dg1"
    assert judge(octets, store(CSCA), {2: b""}) == "failed unsigned_dg2"
    broken = bytearray(octets)
    broken[-1] ^= 1
    assert judge(bytes(broken), store(CSCA)) in ("failed sod_signature", "failed sod_malformed")
    assert judge(b"", store(CSCA)) == "failed sod_malformed"


def test_validity_counts_on_the_day_the_card_was_issued() -> None:
    signer = Issuer("Ký", CSCA, authority=False, years=3)
    octets, trusted = security_object(signer), store(CSCA)
    issued = START + timedelta(days=400)
    result = passive.authenticate(octets, GROUPS, trusted, NOW, issued)
    assert result.check.state is CheckState.PASSED
    assert "signer_expired" in result.warnings
    late = passive.authenticate(octets, GROUPS, trusted, NOW, NOW - timedelta(days=30))
    assert (late.check.state, late.check.reason) == (CheckState.INCONCLUSIVE, "signer_expired")
    early = passive.authenticate(octets, GROUPS, trusted, START - timedelta(days=9), None)
    assert early.check.reason == "signer_not_yet_valid"


def master_list(signer: Issuer, *listed: Issuer) -> bytes:
    content = tlv.encode(0x30, b"\x02\x01\x00" + tlv.encode(0x31, b"".join(i.der for i in listed)))
    return signed_data(signer, trust.MASTER_LIST, content)


def test_master_lists_bring_their_certificates(tmp_path: Path) -> None:
    other = Issuer("Gốc Khác", key=RSA_KEY, scheme="rsassa_pss")
    signer = Issuer("Ký Danh Sách", CSCA, authority=False)
    path = tmp_path / "list.ml"
    path.write_bytes(master_list(signer, CSCA, other))
    imported = trust.read_trust_file(path)
    assert imported.master_list
    assert len(imported.certificates) == 2
    card = Issuer("Ký", other, authority=False)
    assert judge(security_object(card), TrustStore.from_files([path])) == "passed"


def test_a_large_master_list_loads() -> None:
    listed = [Issuer(f"Gốc {n}", key=RSA_KEY, scheme="rsa") for n in range(300)]
    signer = Issuer("Ký Danh Sách", listed[0], authority=False)
    assert len(trust.read_trust(master_list(signer, *listed)).certificates) == 300


def test_master_lists_nobody_vouches_for_are_refused(tmp_path: Path) -> None:
    stranger = Issuer("Lạ", Issuer("Gốc Lạ"), authority=False)
    path = tmp_path / "list.ml"
    path.write_bytes(master_list(stranger, CSCA))
    with pytest.raises(Problem, match=r"card\.trust_file_rejected"):
        TrustStore.from_files([path])


@pytest.mark.parametrize(
    "content", [b"", b"not a certificate", b"\x30\x80", b"\x30\x03\x02\x01\x05"]
)
def test_files_that_are_no_certificates_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.cer"
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"card\.trust_file_rejected"):
        TrustStore.from_files([path])
    with pytest.raises(Problem, match=r"card\.trust_file_unreadable"):
        TrustStore.from_files([tmp_path / "absent.cer"])


def test_pem_with_several_certificates(tmp_path: Path) -> None:
    path = tmp_path / "two.pem"
    blocks = [
        subprocess.run(
            ["openssl", "x509", "-inform", "DER"], input=i.der, check=True, capture_output=True
        ).stdout
        for i in (CSCA, Issuer("Hai"))
    ]
    path.write_bytes(b"".join(blocks))
    assert [c.country for c in TrustStore.from_files([path]).authorities] == ["VN", "VN"]


def test_a_short_rsa_key_is_not_supported() -> None:
    info = keys.PublicKeyInfo(
        {
            "algorithm": {"algorithm": "rsa"},
            "public_key": {"modulus": (1 << 767) + 1, "public_exponent": 65537},
        }
    )
    with pytest.raises(Unsupported):
        public_key(info.dump())
