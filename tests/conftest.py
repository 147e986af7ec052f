"""Rules for every test: a warning in the log is a failure, and Qt draws off screen."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.nodeid import coerce_node_id
from hypothesis import settings

pytest_plugins = [
    "tests.support.empty_store",
    "tests.support.program",
    "tests.support.seat",
    "tests.support.soft_token",
]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("ordinary", deadline=None, max_examples=60)
settings.load_profile("ordinary")


LONG = ("end_to_end", "faults", "workflows")
"""Folders of tests that take long alone: they begin first, so that no worker ends with one."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Which tests begin first, and which run on one worker, one after another.

    There is one reader service a machine.  What a module of tests shares – a hub, a recording of a
    disk, a worker process – is made once and not once a worker.
    """
    root = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(root).parts[0] not in LONG)
    if getattr(config.option, "loadgroup", False):
        for item in items:
            if group := _group_of(item):
                # pytest-xdist 3.8 writes the group where pytest 9.2 does not look any more.
                item._id = coerce_node_id(f"{item.nodeid}@{group}")


def _group_of(item: pytest.Item) -> str:
    if item.get_closest_marker("pcsc") is not None:
        return "pcsc"
    marked = item.get_closest_marker("xdist_group")
    if marked is not None:
        return str(marked.args[0])
    return item.path.stem if _shares(item) else ""


def _shares(item: pytest.Item) -> bool:
    definitions = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    return any(each[-1].scope == "module" for each in definitions.values())


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
