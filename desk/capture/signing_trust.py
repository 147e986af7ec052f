"""Where an office keeps the roots and intermediates it trusts for signatures (VGCA and others).

Any ``.cer``, ``.crt``, ``.der`` or ``.pem`` file of the folder; a self-issued certificate counts as
a root. Nothing of the system's own list is trusted.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from models.problems import Problem

log = logging.getLogger(__name__)

_SUFFIXES = frozenset({".cer", ".crt", ".der", ".pem"})


def installed(folder: Path) -> tuple[bytes, ...]:
    """Every certificate there, DER; a damaged file is left out and logged."""
    found: list[bytes] = []
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in paths:
        if path.suffix.lower() not in _SUFFIXES:
            continue
        try:
            found.extend(_certificates(path.read_bytes()))
        except (OSError, ValueError):
            log.error("signature root %s cannot be read", path.name)
    return tuple(dict.fromkeys(found))


def install(folder: Path, path: Path) -> int:
    """Keep the certificates of a file; how many.

    Raises Problem sign.root_unreadable, sign.root_not_kept.
    """
    try:
        certificates = tuple(_certificates(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise Problem("sign.root_unreadable") from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for der in certificates:
            _keep(folder, der)
    except OSError as error:
        raise Problem("sign.root_not_kept") from error
    return len(certificates)


def _certificates(data: bytes) -> Iterator[bytes]:
    if b"-----BEGIN" in data:
        found = x509.load_pem_x509_certificates(data)
    else:
        found = [x509.load_der_x509_certificate(data)]
    for one in found:
        yield one.public_bytes(serialization.Encoding.DER)


def _keep(folder: Path, der: bytes) -> None:
    name = x509.load_der_x509_certificate(der).fingerprint(hashes.SHA256()).hex()
    partial = folder / f"{name}.part"
    with partial.open("wb") as out:
        out.write(der)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(folder / f"{name}.cer")
