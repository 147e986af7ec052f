"""How desks reach the hub: TLS 1.3 with certificates on both sides, or this machine alone."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from models.problems import Problem

LOOPBACK = frozenset({"127.0.0.1", "::1"})
"""Where plain HTTP is allowed: it never leaves the machine."""


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """The hub's certificate and key, and the root whose desks it lets in (PEM)."""

    certificate: Path
    key: Path
    client_root: Path


def chosen(
    host: str, certificate: Path | None, key: Path | None, client_root: Path | None
) -> TlsFiles | None:
    """What the operator asked for; None for plain HTTP on this machine.

    Raises:
        Problem: ``hub.tls_incomplete`` when one of the three is missing, ``hub.tls_required`` for
            plain HTTP on an address others can reach.
    """
    if certificate is None and key is None and client_root is None:
        if host not in LOOPBACK:
            raise Problem("hub.tls_required")
        return None
    if certificate is None or key is None or client_root is None:
        raise Problem("hub.tls_incomplete")
    return TlsFiles(certificate, key, client_root)


def server_context(files: TlsFiles) -> ssl.SSLContext:
    """TLS 1.3 that asks every desk for a certificate of our own root.

    Raises:
        Problem: ``hub.tls_unreadable`` when a file is missing or does not fit.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_cert_chain(files.certificate, files.key)
        context.load_verify_locations(files.client_root)
    except (OSError, ssl.SSLError) as error:
        raise Problem("hub.tls_unreadable") from error
    context.verify_mode = ssl.CERT_REQUIRED
    return context
