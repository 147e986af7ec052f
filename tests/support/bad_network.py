"""A bad line of our own: two network namespaces and a program between their TUN devices.

The kernel here has no netem, so the packets themselves pass through this program: it paces them to
a rate, holds them for half the round trip, loses some, and – on SIGUSR1 – pulls the cable for as
long as asked.  Needs root and /dev/net/tun; the addresses exist only inside the namespaces.

Run as ``python bad_network.py PREFIX RATE_KBIT RTT_MS LOSS_PERCENT SEED OUTAGE_S``.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import heapq
import os
import random
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

DESK_ADDRESS, HUB_ADDRESS = "10.203.0.1", "10.203.0.2"
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_CLONE_NEWNET = 0x40000000
_MTU = 1500
_LONGEST_QUEUE_S = 1.5
"""What waits longer in front of the narrow place is dropped, as a router would."""


def available() -> bool:
    return os.geteuid() == 0 and Path("/dev/net/tun").exists() and Path("/usr/sbin/ip").exists()


def within(namespace: str) -> tuple[str, ...]:
    """The command that starts another one in this namespace."""
    return ("/usr/sbin/ip", "netns", "exec", namespace)


@dataclass
class Direction:
    """One way through the line."""

    out: int
    rate: float
    delay_s: float
    loss: float
    chance: random.Random
    free_at: float = 0.0
    under_way: list[tuple[float, int, bytes]] = field(default_factory=list)
    count: int = 0

    def take(self, packet: bytes, now: float) -> None:
        if self.chance.random() < self.loss or self.free_at - now > _LONGEST_QUEUE_S:
            return
        self.free_at = max(self.free_at, now) + len(packet) * 8 / self.rate
        self.count += 1
        heapq.heappush(self.under_way, (self.free_at + self.delay_s, self.count, packet))

    def deliver(self, now: float) -> float:
        """Hand on what is due; seconds until the next."""
        while self.under_way and self.under_way[0][0] <= now:
            with contextlib.suppress(OSError):
                os.write(self.out, heapq.heappop(self.under_way)[2])
        return self.under_way[0][0] - now if self.under_way else 1.0


def _tun(namespace: str, address: str) -> int:
    """A TUN device that lives in the namespace while its descriptor stays here."""
    libc = ctypes.CDLL(None, use_errno=True)
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    try:
        if libc.setns(there, _CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
        device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", b"line0", _IFF_TUN | _IFF_NO_PI))
    finally:
        libc.setns(home, _CLONE_NEWNET)
        os.close(there)
        os.close(home)
    for command in (
        f"addr add {address}/24 dev line0",
        f"link set line0 mtu {_MTU} up",
        "link set lo up",
    ):
        subprocess.run(["/usr/sbin/ip", "-n", namespace, *command.split()], check=True)
    return device


def carry(prefix: str, rate: float, delay_s: float, loss: float, seed: int, outage: float) -> None:
    """Carry packets until told to end, or for ten minutes."""
    names = (f"{prefix}-desk", f"{prefix}-hub")
    ends = [_tun(name, at) for name, at in zip(names, (DESK_ADDRESS, HUB_ADDRESS), strict=True)]
    chance = random.Random(seed)
    ways = {
        ends[0]: Direction(ends[1], rate, delay_s, loss, chance),
        ends[1]: Direction(ends[0], rate, delay_s, loss, chance),
    }
    dark_until = 0.0

    def pull_the_cable(*_: object) -> None:
        nonlocal dark_until
        dark_until = time.monotonic() + outage

    signal.signal(signal.SIGUSR1, pull_the_cable)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    end = time.monotonic() + 600
    wait = 1.0
    while (now := time.monotonic()) < end:
        readable, _, _ = select.select(ends, [], [], max(0.0, min(wait, 0.2)))
        now = time.monotonic()
        for device in readable:
            with contextlib.suppress(BlockingIOError):
                while packet := os.read(device, 65536):
                    if now >= dark_until:
                        ways[device].take(packet, now)
        wait = min(way.deliver(time.monotonic()) for way in ways.values())


@dataclass
class BadNetwork:
    """A running line between the namespaces ``<prefix>-desk`` and ``<prefix>-hub``."""

    prefix: str
    process: subprocess.Popen[str]

    @property
    def at_desk(self) -> tuple[str, ...]:
        return within(f"{self.prefix}-desk")

    @property
    def at_hub(self) -> tuple[str, ...]:
        return within(f"{self.prefix}-hub")

    def pull_the_cable(self) -> None:
        self.process.send_signal(signal.SIGUSR1)


@contextmanager
def bad_network(
    rate_kbit: int, rtt_ms: int, loss_percent: float, outage_s: float, seed: int = 1
) -> Iterator[BadNetwork]:
    prefix = f"mc{os.getpid()}"
    names = (f"{prefix}-desk", f"{prefix}-hub")
    made: list[str] = []
    process: subprocess.Popen[str] | None = None
    try:
        for name in names:
            subprocess.run(["/usr/sbin/ip", "netns", "add", name], check=True)
            made.append(name)
        options = [prefix, rate_kbit, rtt_ms, loss_percent, seed, outage_s]
        process = subprocess.Popen(
            [sys.executable, __file__, *map(str, options)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield BadNetwork(prefix, process)
    finally:
        if process is not None:
            process.kill()
            process.wait(timeout=10)
            assert process.stdout is not None
            process.stdout.close()
        for name in made:
            subprocess.run(["/usr/sbin/ip", "netns", "del", name], check=True)


if __name__ == "__main__":
    _prefix, _rate, _rtt, _loss, _seed, _outage = sys.argv[1:]
    carry(
        _prefix, float(_rate) * 1000, float(_rtt) / 2000, float(_loss) / 100,
        int(_seed), float(_outage),
    )  # fmt: skip
