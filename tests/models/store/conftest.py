"""A store of its own for every test of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store.engine import Store
from tests.support.empty_store import KEY, open_copy


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def store(tmp_path: Path, empty_store: Path) -> Iterator[Store]:
    opened = open_copy(empty_store, tmp_path)
    yield opened
    opened.close()
