"""The installed certificates as a signature needs them: where a chain may end, what helps there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asn1crypto import x509

_certificates: Any = x509.Certificate  # asn1crypto carries no types


@dataclass(frozen=True, slots=True)
class Trust:
    """Installed certificates: self-issued ones are roots, the others help to build the chain."""

    certificates: tuple[x509.Certificate, ...] = ()

    @property
    def roots(self) -> list[x509.Certificate]:
        """Where a chain may end."""
        return [one for one in self.certificates if one.self_issued]

    @property
    def others(self) -> list[x509.Certificate]:
        """Intermediates."""
        return [one for one in self.certificates if not one.self_issued]

    @classmethod
    def from_der(cls, parts: Sequence[bytes]) -> Trust:
        """Of DER files."""
        return cls(tuple(_certificates.load(one) for one in parts))
