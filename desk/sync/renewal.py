"""This desk's certificate renewed at the hub while the old one still opens the line.

The new key is made here and never leaves; certificate and key are one file that appears whole or
not at all, beside what the office installed, which stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.clock import Clock
from desk.sync.certificates import Certificates, ends_at, newest
from desk.sync.line import Line
from desk.sync.trouble import LineProblem
from models.problems import Kind, Problem
from models.store import durable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

FEATURE = "certificates"
"""What a hub says in its features when it renews."""
BEFORE = timedelta(days=30)
"""A third of a certificate's life: an office that is closed for weeks still finds the line open."""


EVERY = timedelta(hours=1)
"""So often it is tried while it does not work."""


@dataclass(slots=True)
class CertificateRenewal:
    """Done at a contact with the hub, when the end is near."""

    line: Line
    certificates: Certificates
    clock: Clock
    tried: datetime | None = None

    def once(self) -> bool:
        """Renew if it is time; whether it was.

        Raises:
            LineProblem: when the line is gone.
            Problem: ``sync.certificate_not_renewed`` when the hub's answer fits nothing here or
                could not be kept; the old certificate stays.
        """
        end = ends_at(newest(self.certificates).certificate)
        now = self.clock()
        if end - now > BEFORE or (self.tried is not None and now - self.tried < EVERY):
            return False
        self.tried = now
        try:
            self._renew(end)
        except LineProblem as problem:
            if problem.hub_code != "hub.no_authority":
                raise
            raise _not_renewed(end, now) from problem
        except (Problem, ValueError, TypeError) as error:
            raise _not_renewed(end, now) from error
        return True

    def _renew(self, end: datetime) -> None:
        from cryptography import x509  # noqa: PLC0415 - the window does not wait for it
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
        from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

        key = ec.generate_private_key(ec.SECP256R1())
        request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        told = self.line.renew(
            request.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        )
        certificate = x509.load_pem_x509_certificate(told.certificate.encode("ascii"))
        root = x509.load_pem_x509_certificate(self.certificates.root.read_bytes())
        try:
            certificate.verify_directly_issued_by(root)
        except InvalidSignature as error:
            raise ValueError("another root") from error
        if certificate.public_key() != key.public_key() or certificate.not_valid_after_utc <= end:
            raise ValueError("not what was asked for")
        durable.write(self.certificates.renewed, _plain(key) + told.certificate.encode("ascii"))


def _plain(key: EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _not_renewed(end: datetime, now: datetime) -> Problem:
    days = max(0, (end - now).days)
    return Problem("sync.certificate_not_renewed", Kind.DEVICE_OR_LINE, days=days)
