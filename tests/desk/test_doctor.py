"""The seat examined: what is said about copies the print service keeps, and about reading scans."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk import doctor
from desk.assembly import Desk
from desk.doctor import State
from hub.authority import CLIENT_LIFE, Authority


def printing(desk: Desk) -> Desk:
    return replace(desk, settings=replace(desk.settings, print_to_folder=False))


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("PreserveJobFiles No\n", State.OK),
        ("LogLevel warn\n  preservejobfiles off\n", State.OK),
        ("# PreserveJobFiles No\n", State.WARNING),
        ("PreserveJobFiles 86400\n", State.WARNING),
        ("", State.WARNING),
    ],
)
def test_copies_of_printed_papers_are_warned_of(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, state: State
) -> None:
    settings = tmp_path / "cupsd.conf"
    settings.write_text(said, encoding="utf-8")
    monkeypatch.setattr(doctor, "CUPS_SETTINGS", settings)
    found = doctor._print_copies(printing(desk))
    assert found.state is state
    assert bool(found.what_to_do) == (state is State.WARNING)


def test_no_print_service_keeps_no_copies(desk: Desk, tmp_path: Path) -> None:
    assert doctor._print_copies(desk).state is State.OK


def test_one_reader_alone_is_a_warning(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor._reading(desk).state is State.OK
    monkeypatch.setattr(doctor, "language_folder", lambda: None)
    alone = doctor._reading(desk)
    assert alone.state is State.WARNING
    assert "TrueOCR" in alone.detail


def test_a_certificate_that_nobody_renews_is_said_in_time(desk: Desk, tmp_path: Path) -> None:
    assert doctor._hub_certificate(desk).state is State.NOT_SET_UP
    files = Authority(tmp_path / "tls", desk.clock()).issue_client("quay", tmp_path)
    secured = replace(
        desk.settings,
        hub_ca=str(tmp_path / "tls" / "ca.pem"),
        hub_certificate=str(files.certificate),
        hub_key=str(files.key),
    )
    placed = replace(desk, settings=secured)
    assert doctor._hub_certificate(placed).state is State.OK
    later = desk.clock() + CLIENT_LIFE - timedelta(days=20)
    found = doctor._hub_certificate(replace(placed, clock=lambda: later))
    assert (found.state, bool(found.what_to_do)) == (State.WARNING, True)
    files.certificate.write_text("torn")
    assert doctor._hub_certificate(placed).state is State.MISSING
