"""A QR scanner on a serial port (USB-CDC or RS-232): every text it sends becomes an event.

The better way to connect a scanner than as a keyboard: neither keyboard layout nor input method
touches the text, so name and address keep their diacritics.  The scanner is set to UTF-8 and to end
each text with CR, LF or Tab, which is how they come.
"""

from __future__ import annotations

import logging
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import serial
from serial.tools import list_ports

from desk.events import QrScanned

pyserial: Any = serial
known_ports: Any = list_ports
"""Both untyped."""

log = logging.getLogger(__name__)

BITS_A_SECOND = 9600
"""What RS-232 scanners are delivered with; USB ones take any."""

_READ_WAIT_S = 0.25
_REOPEN_S = 1.0
_HALF_TEXT_S = 2.0
"""A text whose end has not come by then is a piece of a scan that broke off."""

_MAX_OCTETS = 4096
_ENDS = b"\r\n\t"


class Port(Protocol):
    """An open serial port."""

    def read(self, size: int = 1) -> bytes:
        """Up to `size` octets; none when the time is over.  Raises OSError when unplugged."""

    @property
    def in_waiting(self) -> int:
        """How many octets can be read at once.  Raises OSError."""

    def close(self) -> None:
        """Let the port go."""


class Lines:
    """Puts octets together to texts; what is no UTF-8 or far too long is dropped."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._last = 0.0
        self._overlong = False

    def take(self, octets: bytes, at: float) -> Iterator[str]:
        """Texts that octets arriving at a moment (seconds) complete; NFC, never empty."""
        if at - self._last > _HALF_TEXT_S:
            self._drop()
        self._last = at
        for octet in octets:
            if octet in _ENDS:
                text = self._text()
                self._drop()
                if text:
                    yield text
            elif len(self._held) < _MAX_OCTETS:
                self._held.append(octet)
            else:
                self._overlong = True

    def _text(self) -> str:
        if self._overlong:
            return ""
        try:
            text = self._held.decode("utf-8-sig")
        except UnicodeDecodeError:
            log.info("scanner: a text that is not UTF-8 was dropped")
            return ""
        plain = "".join(c for c in text if c.isprintable())
        return unicodedata.normalize("NFC", plain).strip()

    def _drop(self) -> None:
        self._held.clear()
        self._overlong = False


def ports() -> tuple[str, ...]:
    """Serial ports of this machine; on Linux by the names that outlive a change of sockets."""
    lasting = sorted(str(one) for one in Path("/dev/serial/by-id").glob("*"))
    there = sorted(one.device for one in known_ports.comports() if one.hwid != "n/a")
    return tuple(lasting or there)


def open_port(name: str) -> Port:
    """Open a port for this program alone.  Raises OSError."""
    try:
        port: Port = pyserial.Serial(name, BITS_A_SECOND, timeout=_READ_WAIT_S, exclusive=True)
    except Exception as error:  # a port on its way out raises termios.error besides OSError
        raise OSError(f"{name} does not open") from error
    return port


class SerialScanner:
    """One scanner on one port; `run` is its thread's body."""

    def __init__(
        self,
        port: str,
        publish: Callable[[object], None],
        *,
        open_named: Callable[[str], Port] = open_port,
        reopen_s: float = _REOPEN_S,
    ) -> None:
        """`port` is a device as ``/dev/serial/by-id/…`` or ``COM3``; QrScanned is published."""
        self._name = port
        self._publish = publish
        self._open = open_named
        self._reopen_s = reopen_s
        self._there: bool | None = None

    def run(self, stop: threading.Event) -> None:
        """Read until told to stop; a scanner that is not there is looked for every second."""
        while not stop.is_set():
            try:
                port = self._open(self._name)
            except OSError as error:
                self._note(there=False, reason=str(error))
                stop.wait(self._reopen_s)
                continue
            self._note(there=True)
            try:
                self._listen(port, stop)
            except OSError as error:
                self._note(there=False, reason=str(error))
                stop.wait(self._reopen_s)
            finally:
                port.close()

    def _listen(self, port: Port, stop: threading.Event) -> None:
        lines = Lines()
        while not stop.is_set():
            octets = port.read(max(1, min(port.in_waiting, _MAX_OCTETS)))
            for text in lines.take(octets, time.monotonic()) if octets else ():
                self._publish(QrScanned(text))

    def _note(self, *, there: bool, reason: str = "") -> None:
        """Log the scanner's coming and going once, never what it reads."""
        if there is not self._there:
            self._there = there
            log.info("scanner on %s: %s", self._name, "ready" if there else reason)
