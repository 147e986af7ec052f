"""Rules for every test: a warning in the log is a failure, and Qt draws off screen."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

pytest_plugins = ["tests.support.program", "tests.support.seat", "tests.support.soft_token"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("ordinary", deadline=None, max_examples=60)
settings.load_profile("ordinary")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One reader service a machine: all tests that use it run on one worker, one after another."""
    for item in items:
        if item.get_closest_marker("pcsc") is not None:
            item.add_marker(pytest.mark.xdist_group("pcsc"))


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_warning_goes_unseen(request: pytest.FixtureRequest) -> Iterator[None]:
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield
    finally:
        root.removeHandler(collector)
    if collector.records and request.node.get_closest_marker("expects_warnings") is None:
        pytest.fail("logged: " + "; ".join(r.getMessage() for r in collector.records))
