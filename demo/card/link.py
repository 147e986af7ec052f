"""The wire to vpcd: how a card program and the virtual reader driver of pcscd talk.

Each frame is a 16-bit big-endian length and that many bytes. A frame of one byte is a control:
0 power off, 1 power on, 2 reset, 4 send the answer to reset; every longer frame is a command APDU.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable

from demo.card.faults import CardPulledError, PluggedCard

LOOPBACK = "127.0.0.1"
VPCD_PORT = 35_963
_OFF, _ON, _RESET, _ATR = 0, 1, 2, 4
_CONNECT_SECONDS = 1.0


class VirtualReaderAbsentError(Exception):
    """No virtual reader listens where the card was to be plugged."""


def connect(
    port: int = VPCD_PORT, *, tries: int = 5, sleep: Callable[[float], None] = time.sleep
) -> socket.socket:
    """Connect to a waiting vpcd. Raises VirtualReaderAbsentError.

    vpcd listens without a backlog, so a connection soon after another may be dropped silently;
    one second and another try is quicker than the kernel's own patience.
    """
    failure: OSError | None = None
    for _ in range(tries):
        try:
            connection = socket.create_connection((LOOPBACK, port), _CONNECT_SECONDS)
        except OSError as error:
            failure = error
            sleep(0.2)
        else:
            connection.settimeout(None)
            return connection
    raise VirtualReaderAbsentError from failure


def serve(connection: socket.socket, card: PluggedCard) -> bool:
    """Answer frames until the other side closes or the card is pulled; closes the connection.

    Returns whether the card was pulled.
    """
    with connection, contextlib.suppress(OSError):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (frame := receive(connection)) is not None:
            try:
                answer = respond(card, frame)
            except CardPulledError:
                return True
            if answer is not None:
                send(connection, answer)
    return False


def respond(card: PluggedCard, frame: bytes) -> bytes | None:
    """What the card sends back for a frame; None for controls without an answer."""
    if len(frame) != 1:
        return card.process(frame)
    if frame[0] in {_ON, _RESET, _OFF}:
        card.reset()
        return None
    return card.atr if frame[0] == _ATR else None


def send(connection: socket.socket, frame: bytes) -> None:
    """Send one frame in one segment."""
    connection.sendall(len(frame).to_bytes(2, "big") + frame)


def receive(connection: socket.socket) -> bytes | None:
    """The next frame, None at the end of the connection."""
    head = _exactly(connection, 2)
    return None if head is None else _exactly(connection, int.from_bytes(head, "big"))


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            return None
        # vpcd sends length and data apart, and its second segment waits for our acknowledgement;
        # a delayed one costs 40 ms a command. The kernel forgets this option after each use.
        if hasattr(socket, "TCP_QUICKACK"):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        data += part
    return data


class RemoteCard:
    """A card in another program, which plugged it by connecting to us as it would to vpcd."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    @property
    def atr(self) -> bytes:
        """The answer to reset, asked for each time. Raises CardPulledError."""
        return self._ask(bytes([_ATR]))

    def reset(self) -> None:
        """Pass the reset on."""
        with contextlib.suppress(OSError):
            send(self._connection, bytes([_RESET]))

    def process(self, apdu: bytes) -> bytes:
        """Pass the command on. Raises CardPulledError when the other program is gone."""
        return self._ask(apdu)

    def _ask(self, frame: bytes) -> bytes:
        try:
            send(self._connection, frame)
            answer = receive(self._connection)
        except OSError as error:
            raise CardPulledError from error
        if answer is None:
            raise CardPulledError
        return answer


class PluggedIn:
    """A card lying on a virtual reader: connected until it is taken out or pulls itself."""

    def __init__(self, card: PluggedCard, port: int = VPCD_PORT, *, tries: int = 5) -> None:
        """`tries` is how often, a fifth of a second apart, an absent reader is looked for."""
        self._card = card
        self._port = port
        self._tries = tries
        self._lock = threading.Lock()
        self._connection: socket.socket | None = None
        self._wanted = True
        self.settled = threading.Event()
        """Set once the driver took the connection, or will never take it."""
        self.failure: VirtualReaderAbsentError | None = None
        self.gone_at: float | None = None
        """Monotonic time of its leaving the reader."""

    @property
    def lies_there(self) -> bool:
        """Whether the card has been neither taken out nor pulled."""
        return self._wanted

    def run(self, enter: Callable[[], None] = lambda: None) -> None:
        """Serve until taken out; a restarted reader service finds the card again.

        `enter` brings the calling thread into the network of the reader service.
        """
        enter()
        try:
            self._serve_while_wanted()
        finally:
            self.gone_at = time.monotonic()
            self.settled.set()

    def _serve_while_wanted(self) -> None:
        while self._wanted:
            try:
                connection = connect(self._port, tries=self._tries)
            except VirtualReaderAbsentError as failure:
                if not self.settled.is_set():
                    self.failure, self._wanted = failure, False
                continue
            self.settled.set()
            with self._lock:
                self._connection = connection if self._wanted else None
            if not self._wanted or serve(connection, self._card):
                self._wanted = False
                connection.close()

    def take_out(self) -> None:
        """Take the card off the reader, even in the middle of a command."""
        with self._lock:
            self._wanted = False
            if self._connection is not None:
                with contextlib.suppress(OSError):
                    self._connection.shutdown(socket.SHUT_RDWR)
