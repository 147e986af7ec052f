"""Certificates an office installs stay installed; a damaged one costs no more than itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.card import deck
from desk.card.trust_folder import TrustFolder

AN = deck.person("an")


def test_installed_certificates_stay_installed(tmp_path: Path) -> None:
    source = tmp_path / "csca.der"
    source.write_bytes(deck.csca_of(AN))
    folder = TrustFolder(tmp_path / "trust")
    assert folder.store().authorities == ()
    imported = folder.install(source)
    (installed,) = TrustFolder(tmp_path / "trust").store().authorities
    assert installed.fingerprint == imported.certificates[0].fingerprint


@pytest.mark.expects_warnings
def test_a_damaged_certificate_costs_no_more_than_itself(tmp_path: Path) -> None:
    source = tmp_path / "csca.der"
    source.write_bytes(deck.csca_of(AN))
    folder = TrustFolder(tmp_path / "trust")
    folder.install(source)
    (tmp_path / "trust" / "0.cer").write_bytes(b"damaged")
    assert len(folder.store().authorities) == 1
