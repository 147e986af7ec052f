"""The window on a real display, with a window manager, driven by the keyboard alone.

Card through pcscd, paper through libsane, the hub over HTTP: everything in processes of its own.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.card.deck import card, person
from demo.commands import plug
from demo.escl_device import EsclDevice
from demo.office import CLERKS
from demo.papers import birth_declaration, birth_notice, family
from demo.scanner import scanner_environment
from demo.seat import connect, hub_running, prepare
from desk.assembly import assemble
from desk.security.keys import Cost
from desk.settings import Profile
from desk.threads import start_thread
from models.dossier import Dossier, SyncState
from tests.support.program import PROGRAM

pytestmark = [
    pytest.mark.pcsc,
    pytest.mark.scanner,
    pytest.mark.xvfb,
    pytest.mark.timeout(600),
]
PATIENCE_S = 120.0


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def at_rest(process: subprocess.Popen[bytes], at_least_s: float) -> None:
    """So long, and until the window neither works nor waits for a processor."""
    time.sleep(at_least_s)

    def wanted() -> int:
        total = 0
        for one in Path(f"/proc/{process.pid}/task").glob("*/schedstat"):
            with suppress(OSError):  # a thread may end meanwhile
                total += sum(map(int, one.read_text().split()[:2]))
        return total

    def rested() -> bool:
        before = wanted()
        time.sleep(0.5)
        return wanted() - before < 100_000_000  # nanoseconds

    until(rested, "the window never rests")


@dataclass(frozen=True)
class Screen:
    """A display and the hands before it."""

    display: str

    def environment(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def _xdotool(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)
            time.sleep(0.4)

    def enter(self, text: str) -> None:
        self._xdotool("type", "--delay", "70", "--", text)
        time.sleep(0.4)
        self.press("Return")

    def shows_window(self) -> bool:
        return self._xdotool("search", "--onlyvisible", "--class", "motcua").stdout != ""


@pytest.fixture
def screen() -> Iterator[Screen]:
    """Xvfb on a display of its own choosing, and openbox: without one, nothing gets the focus."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        screen = Screen(f":{told.readline().strip()}")
    manager = subprocess.Popen(["openbox"], env=screen.environment(), stderr=subprocess.DEVNULL)
    yield screen
    for process in (manager, server):
        process.terminate()
        process.wait(60)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[tuple[Profile, EsclDevice]]:
    """A demonstration seat with card, scanner and hub, ready to be opened."""
    profile = Profile(tmp_path / "home" / "demo")
    prepare(profile, password_cost=Cost(passes=1, memory_kib=64, lanes=1))
    with ExitStack() as stack:
        url = stack.enter_context(hub_running(tmp_path / "hub"))
        connect(profile, tmp_path / "hub", url)
        scanner = stack.enter_context(EsclDevice((), start_thread))
        before = os.environ.get("SANE_CONFIG_DIR")
        scanner_environment(tmp_path / "scanner", scanner.address)
        plug(card("an"), stack)
        yield profile, scanner
        os.environ.pop("SANE_CONFIG_DIR")
        if before is not None:
            os.environ["SANE_CONFIG_DIR"] = before


def accepted(profile: Profile) -> tuple[Dossier, SyncState] | None:
    """What the store says, asked from here while the window is open in its own process."""
    desk = assemble(profile)
    seat = desk.sign_in(CLERKS[0].login, CLERKS[0].password)
    try:
        rows = seat.lookup.find(seat.user, "an")
        if not rows:
            return None
        view = seat.lookup.dossier(seat.user, rows[0].id)
        return view.dossier, view.sync
    finally:
        seat.leave()
        desk.workers.stop()


def pages(profile: Profile) -> int:
    desk = assemble(profile)
    seat = desk.sign_in(CLERKS[0].login, CLERKS[0].password)
    try:
        drafts = seat.intake.open_drafts(seat.user)
        return sum(len(seat.capture.pages(one.id)) for one in drafts)
    finally:
        seat.leave()
        desk.workers.stop()


def test_one_citizen_by_keyboard(screen: Screen, counter: tuple[Profile, EsclDevice]) -> None:
    profile, scanner = counter
    window = subprocess.Popen(
        [PROGRAM, "--profile", "demo", "run", "--lang", "vi"],
        env={**screen.environment(), "MOTCUA_HOME": str(profile.folder.parent)},
    )
    try:
        until(screen.shows_window, "no window")
        at_rest(window, 2)
        screen.enter(CLERKS[0].login)
        screen.enter(CLERKS[0].password)
        at_rest(window, 3)
        screen.press("F2")
        screen.enter(person("an").number)
        at_rest(window, 4)
        screen.press("F4")
        at_rest(window, 0.5)
        screen.enter("khai sinh")
        at_rest(window, 1)
        screen.press("F5")
        at_rest(window, 0.5)
        for number, sheet in enumerate((birth_declaration(family()), birth_notice(family())), 1):
            scanner.device.load([sheet])
            screen.press("space", "F6")
            until(lambda number=number: pages(profile) == number, "no page")  # type: ignore[misc]
            at_rest(window, 0.5)
            screen.press("Return")
            at_rest(window, 0.5)
        screen.press("space")
        at_rest(window, 1)
        screen.press("F9")
        until(lambda: accepted(profile) is not None, "nothing accepted")
        until(lambda: _sent(profile), "nothing sent")
        screen.press("alt+F4")
        assert window.wait(60) == 0
    finally:
        window.kill()
        window.wait(60)
    found = accepted(profile)
    assert found is not None
    dossier, _ = found
    assert dossier.owner.full_name == person("an").name
    assert dossier.owner.identified_by == "chip_verified"
    assert dossier.procedure_code == "1.001193"
    assert [document.pages for document in dossier.documents] == [1, 1]
    assert dossier.code.startswith("H99.99.99-")


def _sent(profile: Profile) -> bool:
    found = accepted(profile)
    return found is not None and found[1] is SyncState.SENT
