"""Lets the tests of this room share `virtual_desk` and the reader service played by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from reader_service import ReaderService

from desk.card import monitor, transport


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> ReaderService:
    """Stands in for the system's reader service."""
    played = ReaderService()
    monkeypatch.setattr(monitor, "scard", played)
    monkeypatch.setattr(transport, "scard", played)
    monkeypatch.setattr(monitor, "_FIRST_DELAY", 0.01)
    return played
