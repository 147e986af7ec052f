"""Hubs in processes of their own, on SQLite and – where its programs are installed – PostgreSQL."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from hub_process import HubProcess, running_hub
from private_postgres import binaries, private_postgres


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    programs = binaries()
    assert programs is not None, "PostgreSQL 15 or newer is missing: ./dev test installs it"
    with private_postgres(programs) as address:
        yield address


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hub(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HubProcess]:
    database = None
    if request.param == "postgresql":
        database = _fresh_database(
            request.getfixturevalue("postgres_address"), request.module.__name__
        )
    with running_hub(tmp_path_factory.mktemp("hub"), database) as running:
        yield running


def _fresh_database(address: str, module: str) -> str:
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url

    name = module.rsplit(".", 1)[-1]
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(address).set(database=name).render_as_string(hide_password=False)
