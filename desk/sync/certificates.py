"""Whom the line trusts: the office's own root and nobody else, over TLS 1.3, with our certificate.

There is no switch to ignore any of it.  The machine's trust store plays no part: whoever gets a
certificate from a public authority still is not this office's hub.  Plain HTTP never leaves the
machine.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from desk.sync.trouble import LineProblem, Nature

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_THEIR_NO = ("ALERT", "CERTIFICATE_REQUIRED")
"""Parts of OpenSSL's reasons when the other side ends the handshake over our certificate."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """The root that signs the hub, and this desk's own certificate with its key (PEM files)."""

    root: Path
    certificate: Path
    key: Path

    @property
    def renewed(self) -> Path:
        """Where a certificate the hub renewed lies with its key: one file, beside the first."""
        return self.certificate.with_name(f"{self.certificate.stem}.renewed.pem")


def newest(certificates: Certificates) -> Certificates:
    """The pair to show the hub: the one it renewed, unless the office gave a later one since."""
    renewed = certificates.renewed
    if not renewed.exists():
        return certificates
    ours = replace(certificates, certificate=renewed, key=renewed)
    return ours if _later(renewed, certificates.certificate) else certificates


def renewed_at(certificates: Certificates) -> int:
    """A number that changes with each renewal; 0 before the first."""
    try:
        return certificates.renewed.stat().st_mtime_ns
    except OSError:
        return 0


def ends_at(certificate: Path) -> datetime:
    """When a certificate ends (UTC). Raises OSError, or ValueError for no certificate."""
    from cryptography import x509  # noqa: PLC0415 - the window does not wait for it

    return x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc


def _later(one: Path, other: Path) -> bool:
    try:
        end = ends_at(one)
    except (OSError, ValueError):
        return False
    try:
        return end > ends_at(other)
    except (OSError, ValueError):
        return True


def client_context(base_url: str, certificates: Certificates | None) -> ssl.SSLContext:
    """The TLS settings for this address; for plain HTTP on this machine they stay unused.

    Raises:
        LineProblem: ``sync.bad_address``; ``sync.line_in_the_clear`` for plain HTTP to another
            machine; ``sync.no_certificates`` when one is missing or unreadable.
    """
    try:
        address = urlsplit(base_url)
    except ValueError as error:
        raise LineProblem("sync.bad_address", Nature.AUTH) from error
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    if address.scheme != "https":
        if address.scheme == "http" and address.hostname not in _LOOPBACK:
            raise LineProblem("sync.line_in_the_clear", Nature.AUTH)
        return context
    if certificates is None:
        raise LineProblem("sync.no_certificates", Nature.AUTH)
    try:
        context.load_verify_locations(certificates.root)
        context.load_cert_chain(certificates.certificate, certificates.key)
    except (OSError, ssl.SSLError) as error:
        raise LineProblem("sync.no_certificates", Nature.AUTH) from error
    return context


def refused_by_tls(error: BaseException) -> LineProblem | None:
    """Why TLS ended the connection, when it was TLS.

    In TLS 1.3 the hub's refusal of our certificate comes after our own handshake is done, as an
    alert on the first read.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            # Retryable: a sign-in page of a Wi-Fi looks the same until somebody signed in.
            return LineProblem("sync.hub_not_trusted", Nature.RETRYABLE)
        if isinstance(cause, ssl.SSLError) and any(
            part in (cause.reason or "") for part in _THEIR_NO
        ):
            return LineProblem("sync.certificate_refused", Nature.AUTH)
        cause = cause.__cause__ or cause.__context__
    return None
