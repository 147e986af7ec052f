"""Where an office keeps the country signing certificates it has installed.

One DER file a certificate, named by its fingerprint; a file is whole or not there.
"""

from __future__ import annotations

import os
from pathlib import Path

from desk.card import certificates
from desk.card.certificates import Certificate
from desk.card.faults import CardFault
from desk.card.trust import Imported, TrustStore, read_trust_file
from models.problems import Problem

_SUFFIX = ".cer"


class TrustFolder:
    """A folder of installed certificates."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def store(self) -> TrustStore:
        """What is installed.  Problem card.trust_file_rejected for a damaged file."""
        return TrustStore(self._load(path) for path in sorted(self._folder.glob("*" + _SUFFIX)))

    def install(self, path: Path) -> Imported:
        """Read a certificate file or master list and keep what it holds.

        Problem card.trust_file_unreadable, card.trust_file_rejected or card.trust_not_kept.
        """
        imported = read_trust_file(path)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for certificate in imported.certificates:
                self._keep(certificate)
        except OSError as error:
            raise Problem("card.trust_not_kept") from error
        return imported

    def remove(self, fingerprint: str) -> bool:
        """Take one certificate out by its fingerprint; False when it was not installed."""
        for path in self._folder.glob("*" + _SUFFIX):
            if path.stem == fingerprint.lower():
                path.unlink()
                return True
        return False

    def _load(self, path: Path) -> Certificate:
        try:
            return certificates.load(path.read_bytes())
        except (OSError, CardFault) as error:
            raise Problem("card.trust_file_rejected", file=path.name) from error

    def _keep(self, certificate: Certificate) -> None:
        target = self._folder / (certificate.fingerprint + _SUFFIX)
        partial = target.with_suffix(".part")
        with partial.open("wb") as out:
            out.write(certificate.der)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(target)
