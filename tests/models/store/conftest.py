"""A store of its own for every test of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migrations.upgrade import open_current
from models.store.engine import Store


@pytest.fixture
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def store(tmp_path: Path, key: bytes) -> Iterator[Store]:
    opened = open_current(tmp_path / "motcua.db", key, create=True)
    yield opened
    opened.close()
