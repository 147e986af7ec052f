"""The hub's own certificate authority: desks trust it and no other, it lets in whom it signed.

Public authorities and the machine's trust store play no part: a desk that talks to this hub knows
exactly one root, and the hub knows exactly one (storage §6.1, sync §D.10).
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from models.problems import Problem

ROOT_LIFE = timedelta(days=3650)
SERVER_LIFE = timedelta(days=397)
CLIENT_LIFE = timedelta(days=90)
_SLACK = timedelta(minutes=10)
"""Clocks of an office differ: a certificate is good from a little before it was made."""


@dataclass(frozen=True, slots=True)
class Files:
    """Where a certificate and its key were written (PEM; the key readable by its owner only)."""

    certificate: Path
    key: Path


class Authority:
    """A root in a folder; made when it is first asked for."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder = folder
        self._now = now
        self.root = folder / "ca.pem"
        self._key_file = folder / "ca.key"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self.root.exists():
            self._found()
        self._certificate = x509.load_pem_x509_certificate(self.root.read_bytes())
        key = serialization.load_pem_private_key(self._key_file.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(type(key).__name__)
        self._key = key

    def issue_server(self, hosts: Sequence[str], folder: Path) -> Files:
        """A certificate for the hub under these names and addresses.

        Raises:
            Problem: ``hub.no_host`` without any.
        """
        if not hosts:
            raise Problem("hub.no_host")
        names = x509.SubjectAlternativeName([_name(host) for host in hosts])
        return self._issue(
            hosts[0], SERVER_LIFE, ExtendedKeyUsageOID.SERVER_AUTH, folder / "hub", names
        )

    def issue_client(self, device_id: str, folder: Path, life: timedelta = CLIENT_LIFE) -> Files:
        """A short-lived certificate for one desk, under its device id."""
        return self._issue(
            device_id, life, ExtendedKeyUsageOID.CLIENT_AUTH, folder / device_id, None
        )

    @classmethod
    def is_root(cls, desks_root: Path, folder: Path) -> bool:
        """Whether this folder has the root desks are let in by, and its key."""
        root = folder / "ca.pem"
        there = root.exists() and (folder / "ca.key").exists()
        return there and root.read_bytes() == desks_root.read_bytes()

    def renew_client(self, device_id: str, request: bytes) -> bytes:
        """A new certificate (PEM) for a desk that made itself a key; the name is ours, not its.

        Raises:
            Problem: ``hub.bad_request`` for no signed request with a key of the expected kind.
        """
        try:
            asked = x509.load_pem_x509_csr(request)
            key = asked.public_key()
        except (ValueError, UnsupportedAlgorithm) as error:
            raise Problem("hub.bad_request") from error
        if not isinstance(key, ec.EllipticCurvePublicKey) or not asked.is_signature_valid:
            raise Problem("hub.bad_request")
        return self._signed(
            device_id, CLIENT_LIFE, ExtendedKeyUsageOID.CLIENT_AUTH, key, None
        ).public_bytes(serialization.Encoding.PEM)

    def _found(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _called("Motcua hub")
        certificate = (
            self._builder(name, name, key.public_key(), ROOT_LIFE)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs=False, certifies=True), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .sign(key, hashes.SHA256())
        )
        # The key first: a root without its key could never be used nor be made anew.
        _write_key(self._key_file, key)
        self.root.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def _issue(
        self,
        common_name: str,
        life: timedelta,
        purpose: x509.ObjectIdentifier,
        stem: Path,
        names: x509.SubjectAlternativeName | None,
    ) -> Files:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._signed(common_name, life, purpose, key.public_key(), names)
        stem.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        files = Files(stem.with_name(f"{stem.name}.pem"), stem.with_name(f"{stem.name}.key"))
        _write_key(files.key, key)
        files.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return files

    def _signed(
        self,
        common_name: str,
        life: timedelta,
        purpose: x509.ObjectIdentifier,
        public_key: ec.EllipticCurvePublicKey,
        names: x509.SubjectAlternativeName | None,
    ) -> x509.Certificate:
        builder = (
            self._builder(_called(common_name), self._certificate.subject, public_key, life)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs=True, certifies=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        )
        if names is not None:
            builder = builder.add_extension(names, critical=False)
        return builder.sign(self._key, hashes.SHA256())

    def _builder(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        public_key: ec.EllipticCurvePublicKey,
        life: timedelta,
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._now - _SLACK)
            .not_valid_after(self._now + life)
        )


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _usage(*, signs: bool, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
