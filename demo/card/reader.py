"""A private reader service: one pcscd with virtual readers, started and stopped by its id.

Demo and tests only. Debian's vpcd listens on every interface and dies in its reversed mode as soon
as a card is taken out, so it gets a network of its own that holds nothing but loopback; where the
kernel does not allow that, a port nobody expects. The service's socket is one for the whole
machine; a file lock keeps two demos apart.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Self

from demo.card.faults import PluggedCard
from demo.card.link import LOOPBACK, VPCD_PORT, PluggedIn, RemoteCard
from demo.card.network import Network, PrivateNetwork, SharedNetwork

LOCK_FILE = Path("/tmp/motcua-pcscd.lock")  # noqa: S108 - one name for all users of the machine
SERVICE_SOCKET = Path("/run/pcscd/pcscd.comm")
PROCESS_ID = Path("/run/pcscd/pcscd.pid")
SERVICE = Path("/usr/sbin/pcscd")
DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
READER_NAME = "Mot Cua Demo"
SLOTS = 2
_START_SECONDS = 15.0
_STOP_SECONDS = 10.0
_HAND_SECONDS = 0.9
_FOLDER_PREFIX = "motcua-reader-"

StartThread = Callable[[str, Callable[[], None]], threading.Thread]


class Hindrance(StrEnum):
    """Why there is no virtual reader."""

    NOT_INSTALLED = "not_installed"
    """pcscd or its vpcd driver is missing"""
    IN_USE = "in_use"
    """another demo or test holds the virtual reader"""
    FOREIGN_SERVICE = "foreign_service"
    """another reader service runs on this machine"""
    NEEDS_ROOT = "needs_root"
    """only root may start a reader service"""
    DID_NOT_START = "did_not_start"
    """the service ended at once or did not answer"""


class ReaderServiceError(Exception):
    """The private reader service cannot run here."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance.value)
        self.hindrance = hindrance


class Reader:
    """Two virtual readers in a pcscd of our own; a context manager."""

    def __init__(
        self, start_thread: StartThread, *, name: str = READER_NAME, wait_seconds: float = 90.0
    ) -> None:
        """Nothing happens before `open`; `wait_seconds` is for another demo or test to finish."""
        self._start_thread = start_thread
        self._wait_seconds = wait_seconds
        self._lock: IO[str] | None = None
        self._folder: Path | None = None
        self._network: Network = SharedNetwork()
        self._service: subprocess.Popen[bytes] | None = None
        self._cards: dict[int, PluggedIn] = {}
        self._last: dict[int, PluggedIn] = {}
        self._door: socket.socket | None = None
        self.name = name

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The readers as PC/SC names them."""
        return tuple(f"{self.name} 00 {slot:02X}" for slot in range(SLOTS))

    @property
    def service_id(self) -> int | None:
        """The process id of the running service."""
        return self._service.pid if self._service else None

    def open(self) -> None:
        """Take the machine's lock and start the service. Raises ReaderServiceError."""
        if not SERVICE.exists() or not DRIVER.exists():
            raise ReaderServiceError(Hindrance.NOT_INSTALLED)
        try:
            self._lock = _lock(self._wait_seconds)
            self._network = PrivateNetwork.or_shared(self._start_thread)
            self._folder = Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX))
            (self._folder / "reader.conf").write_text(self._configuration())
            self.start_service()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Take the cards out, stop the service, free the lock."""
        if self._door is not None:
            with contextlib.suppress(OSError):
                self._door.shutdown(socket.SHUT_RDWR)
            self._door.close()
            self._door = None
        for slot in list(self._cards):
            self.take_out(slot)
        self.stop_service()
        self._network.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def start_service(self) -> None:
        """Start pcscd and wait until it answers. Raises ReaderServiceError."""
        if service_answers() and not _end_orphan():
            raise ReaderServiceError(Hindrance.FOREIGN_SERVICE)
        if os.geteuid() != 0:
            raise ReaderServiceError(Hindrance.NEEDS_ROOT)
        launch = self._start_thread("virtual-service", self._launch)
        launch.join()
        deadline = time.monotonic() + _START_SECONDS
        while not service_answers():
            if self._service is None or self._service.poll() is not None:
                raise ReaderServiceError(Hindrance.DID_NOT_START)
            if time.monotonic() > deadline:
                self.stop_service()
                raise ReaderServiceError(Hindrance.DID_NOT_START)
            time.sleep(0.02)

    def stop_service(self) -> None:
        """Stop pcscd by its id; cards on the readers stay there and are found again."""
        service, self._service = self._service, None
        if service is None:
            return
        service.terminate()
        try:
            service.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            service.kill()
            service.wait()

    def put_on(self, card: PluggedCard, slot: int = 0) -> PluggedIn:
        """Lay a card on a reader; PC/SC sees it within 0.4 s. Raises VirtualReaderAbsentError."""
        self.take_out(slot)
        self._empty_long_enough(slot)
        card.reset()
        plugged = PluggedIn(card, self._network.port + slot)
        self._cards[slot] = plugged
        self._start_thread("virtual-card", lambda: plugged.run(self._network.enter))
        plugged.settled.wait()
        if plugged.failure is not None:
            raise plugged.failure
        return plugged

    def take_out(self, slot: int = 0) -> None:
        """Take the card off, if there is one."""
        plugged = self._cards.pop(slot, None)
        if plugged is not None:
            plugged.take_out()
            self._last[slot] = plugged

    def _empty_long_enough(self, slot: int) -> None:
        """The service misses a card that is back within its polling time after a broken command."""
        last = self._last.pop(slot, None)
        if last is not None:
            left = last.gone_at or time.monotonic()
            time.sleep(max(0.0, left + _HAND_SECONDS - time.monotonic()))

    @contextlib.contextmanager
    def plugged(self, card: PluggedCard, slot: int = 0) -> Iterator[PluggedIn]:
        """The card lies on the reader inside the block."""
        plugged = self.put_on(card, slot)
        try:
            yield plugged
        finally:
            self.take_out(slot)

    def open_door(self, port: int = VPCD_PORT) -> None:
        """Let other programs of this machine plug a card, as if we were vpcd itself.

        Without a door when the port is taken, as by the vpcd of a container on the same network.
        """
        try:
            door = self._door = socket.create_server((LOOPBACK, port))
        except OSError:
            return
        self._start_thread("virtual-door", lambda: self._mind(door))

    def _mind(self, door: socket.socket) -> None:
        while True:
            try:
                visitor, _ = door.accept()
            except OSError:
                return
            self.put_on(RemoteCard(visitor))

    def _launch(self) -> None:
        """Start the service from a thread inside its network, which the child inherits."""
        self._network.enter()
        command = [str(SERVICE), "--foreground", "--critical", "--config", str(self._folder)]
        self._service = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def _configuration(self) -> str:
        port = self._network.port
        return (
            f'FRIENDLYNAME "{self.name}"\nDEVICENAME /dev/null:{port}\n'
            f"LIBPATH {DRIVER}\nCHANNELID {port}\n"
        )


def _lock(wait_seconds: float) -> IO[str]:
    """The machine-wide lock. Raises ReaderServiceError when others keep it too long."""
    with contextlib.suppress(OSError):
        LOCK_FILE.touch(mode=0o666)
        LOCK_FILE.chmod(0o666)
    lock = LOCK_FILE.open("r+")
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                lock.close()
                raise ReaderServiceError(Hindrance.IN_USE) from None
            time.sleep(0.1)
        else:
            return lock


def _end_orphan() -> bool:
    """End a service whose demo was killed; ours by its folder, and we hold the lock.

    Returns False for a service that is somebody else's.
    """
    try:
        number = int(PROCESS_ID.read_text().strip(" \n\0"))
        command = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return False
    if not any(_FOLDER_PREFIX.encode() in part for part in command):
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    while service_answers() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not service_answers()


def held_elsewhere() -> bool:
    """Whether another demo or test has a virtual reader of its own at this moment."""
    try:
        with LOCK_FILE.open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def service_answers() -> bool:
    """Whether a reader service listens on the machine's socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(SERVICE_SOCKET))
        except OSError:
            return False
    return True
