"""The real hub in another process, the real store, and a line that breaks between them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from desk_kit import DeskKit
from hub_process import HubProcess, running_hub


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    with running_hub(tmp_path) as running:
        running.enrol("desk-1")
        yield running


@pytest.fixture
def kit(empty_store: Path, tmp_path: Path) -> Iterator[DeskKit]:
    made = DeskKit.copied(empty_store, tmp_path / "desk")
    yield made
    made.close()
