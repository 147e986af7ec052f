"""Where an office keeps the country signing certificates it has installed.

One DER file a certificate, named by its fingerprint; a file is whole or not there.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from desk.card import certificates
from desk.card.certificates import Certificate
from desk.card.faults import CardFault
from desk.card.trust import Imported, TrustStore, read_trust_file
from models.problems import Problem

log = logging.getLogger(__name__)

_SUFFIX = ".cer"


class TrustFolder:
    """A folder of installed certificates."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def store(self) -> TrustStore:
        """What is installed; a damaged file is left out and logged, and reading goes on."""
        return TrustStore(self._installed())

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

    def _installed(self) -> Iterator[Certificate]:
        for path in sorted(self._folder.glob("*" + _SUFFIX)):
            try:
                yield certificates.load(path.read_bytes())
            except (OSError, CardFault) as error:
                log.error("certificate %s: %s", path.name, error)

    def _keep(self, certificate: Certificate) -> None:
        target = self._folder / (certificate.fingerprint + _SUFFIX)
        partial = target.with_suffix(".part")
        with partial.open("wb") as out:
            out.write(certificate.der)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(target)
