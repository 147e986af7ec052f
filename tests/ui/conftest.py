"""A real window over a real desk; only the card reader is a stand-in that tests speak for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desk.assembly import Desk, assemble
from desk.settings import Profile
from tests.support.seat import CHEAP, CLERK, Watch
from tests.support.seat import CHIEF as CHIEF  # noqa: PLC0414 - given on
from ui.rehearsal import Rehearsal, rehearse


@dataclass
class SilentReader:
    """A card service that only remembers what it was asked."""

    asked: list[str] = field(default_factory=list)

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass

    def use_key(self, number: str, qr: object = None) -> None:
        self.asked.append(number)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> SilentReader:
    reader = SilentReader()
    monkeypatch.setattr(Desk, "card_service", lambda _self: reader)
    return reader


@pytest.fixture
def office(tmp_path: Path, furnished: Path) -> Profile:
    return Profile(shutil.copytree(furnished, tmp_path / "office"))


@pytest.fixture
def window(
    qapp: object, office: Profile, watch: Watch, reader: SilentReader, tmp_path: Path
) -> Iterator[Rehearsal]:
    with rehearse(
        lambda: assemble(office, clock=watch, password_cost=CHEAP), memory=tmp_path / "memory"
    ) as rehearsal:
        yield rehearsal


@pytest.fixture
def seated(window: Rehearsal) -> Rehearsal:
    window.sign_in(*CLERK)
    return window
