"""A store nobody wrote into: its schema is made once, and each test works in a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from migrations.upgrade import open_current
from models.store.engine import Store

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed file, under `KEY`."""
    path = tmp_path_factory.mktemp("empty") / "motcua.db"
    open_current(path, KEY, create=True).close()
    return path


def open_copy(empty: Path, folder: Path) -> Store:
    """A copy of its own in a folder that is there."""
    return open_current(Path(shutil.copy(empty, folder / "motcua.db")), KEY)
