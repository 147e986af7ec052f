"""A desk with a real store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "support"))

from desk_kit import DeskKit
from fake_hub import FakeHub


@pytest.fixture
def kit(empty_store: Path, tmp_path: Path) -> Iterator[DeskKit]:
    made = DeskKit.copied(empty_store, tmp_path / "desk")
    yield made
    made.close()


@pytest.fixture
def hub() -> FakeHub:
    return FakeHub()
