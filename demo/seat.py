"""The demonstration's seat: an office set up once, its people let in, its hub on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from demo.card.authority import CSCA_NAME, csca
from demo.office import ADMINISTRATOR, CLERKS, OFFICE, SUPERVISOR, USERS
from desk.assembly import Desk, assemble
from desk.clock import Clock, office_time
from desk.hub_line import keep_token
from desk.seat import Seat
from desk.security.keys import Cost
from desk.settings import DemoSignIn, Profile, Settings
from models.problems import Kind, Problem

HUB_PATIENCE_S = 20


def prepare(
    profile: Profile, *, clock: Clock = office_time, password_cost: Cost | None = None
) -> Settings:
    """Set the demonstration office up in this profile unless it is there; its settings."""
    settings = profile.load()
    if settings.demo:
        return settings
    settings = profile.save(
        Settings(
            office=OFFICE,
            print_to_folder=True,
            lock_after_minutes=30,
            demo=tuple(
                DemoSignIn(one.login, one.password) for one in (*CLERKS, SUPERVISOR, ADMINISTRATOR)
            ),
        )
    )
    _install_trust(profile)
    desk = assemble(profile, clock=clock, password_cost=password_cost)
    seat = desk.create_office(ADMINISTRATOR.login, ADMINISTRATOR.name, ADMINISTRATOR.password)
    for one in USERS:
        if one is not ADMINISTRATOR:
            desk.admit(seat, one.login, one.name, one.role, one.password)
    seat.leave()
    desk.workers.stop()
    return settings


def _install_trust(profile: Profile) -> None:
    """The issuer of the invented cards, as an operator would install it."""
    profile.trust.mkdir(parents=True, exist_ok=True)
    (profile.trust / "the-minh-hoa.cer").write_bytes(csca(CSCA_NAME).certificate)


def as_administrator(desk: Desk) -> Seat:
    """Sit down as the demonstration's administrator."""
    return desk.sign_in(ADMINISTRATOR.login, ADMINISTRATOR.password)


@contextmanager
def hub_running(folder: Path) -> Iterator[str]:
    """A hub in a process of its own with its data in `folder`; gives its address.

    Raises:
        Problem: ``demo.hub_failed``.
    """
    command = (*_program(), "hub", "serve", "--data", str(folder), "--port", "0", "--json")
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        line = process.stdout.readline() if process.stdout else b""
        if not line:
            raise Problem("demo.hub_failed", Kind.DEVICE_OR_LINE)
        yield str(json.loads(line)["url"])
    finally:
        process.terminate()
        process.communicate(timeout=HUB_PATIENCE_S)


def connect(profile: Profile, folder: Path, url: str) -> Settings:
    """Let the seat's desk in at the hub and remember address and token."""
    settings = profile.load()
    device, agency = settings.device_id, settings.office.agency_code
    enrolled = folder / f"enrolled-{device}"
    settings = profile.save(replace(settings, hub_url=url))
    if not enrolled.exists():
        command = (
            *_program(), "hub", "enroll", device, "--agency", agency,
            "--data", str(folder), "--json",
        )  # fmt: skip
        answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=HUB_PATIENCE_S)
        desk = assemble(profile)
        seat = as_administrator(desk)
        keep_token(desk, seat, json.loads(answer.stdout)["token"])
        seat.leave()
        desk.workers.stop()
        enrolled.touch()
    return settings


def _program() -> Sequence[str]:
    return (sys.executable, "-m", "desk")
