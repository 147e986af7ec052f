"""Where the virtual reader listens: a network namespace with only loopback, if possible."""

from __future__ import annotations

import ctypes
import fcntl
import os
import random
import socket
import struct
import threading
from collections.abc import Callable
from typing import Protocol

from demo.card.link import VPCD_PORT

_CLONE_NEWNET = 0x40000000
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 0x1


class Network(Protocol):
    """The network the reader service lives in."""

    @property
    def port(self) -> int:
        """The first port its driver listens on."""

    def enter(self) -> None:
        """Bring the calling thread, its future sockets and children in."""

    def close(self) -> None:
        """Let the network go."""


class SharedNetwork:
    """The machine's own network, with a port drawn at random."""

    def __init__(self) -> None:
        self._port = random.SystemRandom().randrange(20_000, 32_000, 2)

    @property
    def port(self) -> int:
        """The first port its driver listens on."""
        return self._port

    def enter(self) -> None:
        """Every thread is there already."""

    def close(self) -> None:
        """Nothing was taken."""


class PrivateNetwork:
    """A network namespace of our own; from outside the machine nobody reaches into it."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    @classmethod
    def or_shared(
        cls, start_thread: Callable[[str, Callable[[], None]], threading.Thread]
    ) -> Network:
        """Make one, from a thread of its own since a thread that entered never leaves."""
        made: list[Network] = []
        maker = start_thread("virtual-network", lambda: made.append(cls._make()))
        maker.join()
        return made[0]

    @classmethod
    def _make(cls) -> Network:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_CLONE_NEWNET) != 0:
            return SharedNetwork()
        _raise_loopback()
        return cls(os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC))

    @property
    def port(self) -> int:
        """The first port its driver listens on."""
        return VPCD_PORT

    def enter(self) -> None:
        """Bring the calling thread, its future sockets and children in. Raises OSError."""
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.setns(self._handle, _CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")

    def close(self) -> None:
        """Let the network go; the kernel keeps it while somebody is in it."""
        os.close(self._handle)


def _raise_loopback() -> None:
    """Bring the loopback interface of the calling thread's network up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("16sH14x", b"lo", 0)
        _, flags = struct.unpack("16sH14x", fcntl.ioctl(probe, _SIOCGIFFLAGS, request))
        fcntl.ioctl(probe, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | _IFF_UP))
