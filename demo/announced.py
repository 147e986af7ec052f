"""The test scanner's name on the network: mDNS as scanners announce themselves (DNS-SD)."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from zeroconf import ServiceInfo, Zeroconf

LOOPBACK = "127.0.0.1"
PLAIN, SECURE = "_uscan._tcp.local.", "_uscans._tcp.local."


@contextmanager
def announced(
    name: str, port: int, *, secure: bool = False, root: str = "eSCL", interface: str = LOOPBACK
) -> Iterator[None]:
    """Announce an eSCL scanner at 127.0.0.1 on one interface until the context ends."""
    kind = SECURE if secure else PLAIN
    service = ServiceInfo(
        kind,
        f"{name}.{kind}",
        addresses=[socket.inet_aton(LOOPBACK)],
        port=port,
        properties={"rs": root, "ty": name, "is": "platen,adf", "duplex": "T", "vers": "2.63"},
        server="may-quet-thu.local.",
    )
    network = Zeroconf(interfaces=[interface])
    try:
        network.register_service(service, allow_name_change=True)
        yield
    finally:
        network.close()
