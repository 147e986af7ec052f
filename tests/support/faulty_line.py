"""A TCP proxy of our own that breaks the line where a test says so.

It understands just enough HTTP/1.1 to know where a request and its answer end.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """What happens to one request."""

    kind: str = "pass"  # pass | refuse | cut | lose_answer | half_answer | say
    body_bytes: int = 0
    answer: bytes = b""
    delay_s: float = 0.0


PASS = Fault()
REFUSE = Fault("refuse")
LOSE_ANSWER = Fault("lose_answer")
HALF_ANSWER = Fault("half_answer")


def cut(body_bytes: int) -> Fault:
    return Fault("cut", body_bytes=body_bytes)


def say(answer: bytes) -> Fault:
    return Fault("say", answer=answer)


Plan = Callable[[str, str], Fault]
"""(method, path) → the fault of this request."""


@dataclass
class FaultyLine:
    upstream_port: int
    plan: Plan = lambda _method, _path: PASS
    seen: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0
    _listener: socket.socket | None = None
    _open: set[socket.socket] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for each in tuple(self._open):
            _close(each)

    def _accept(self) -> None:
        assert self._listener is not None
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        self._open.add(client)
        upstream: socket.socket | None = None
        try:
            upstream = socket.create_connection(("127.0.0.1", self.upstream_port), timeout=30)
            self._open.add(upstream)
            reader, answers = client.makefile("rb"), upstream.makefile("rb")
            while self._one(client, upstream, reader, answers):
                pass
        except OSError:
            pass
        finally:
            for each in (client, upstream):
                if each is not None:
                    _close(each)
                    self._open.discard(each)

    def _one(self, client, upstream, reader, answers) -> bool:  # type: ignore[no-untyped-def]
        head, length = _head(reader)
        if not head:
            return False
        method, path = head.split(b" ", 2)[:2]
        request = (method.decode(), path.decode())
        self.seen.append(request)
        fault = self.plan(*request)
        time.sleep(fault.delay_s)
        if fault.kind == "refuse":
            return False
        body = reader.read(length)
        if fault.kind == "say":
            client.sendall(fault.answer)
            return False
        if fault.kind == "cut":
            upstream.sendall(head + body[: fault.body_bytes])
            return False
        upstream.sendall(head + body)
        answer_head, answer_length = _head(answers)
        if not answer_head:
            return False
        bodyless = method == b"HEAD" or b" 204 " in answer_head.split(b"\r\n", 1)[0]
        answer = answer_head + (b"" if bodyless else answers.read(answer_length))
        if fault.kind == "lose_answer":
            return False
        if fault.kind == "half_answer":
            client.sendall(answer[: len(answer) // 2])
            return False
        client.sendall(answer)
        return b"connection: close" not in answer_head.lower()


def _head(reader) -> tuple[bytes, int]:  # type: ignore[no-untyped-def]
    lines = []
    length = 0
    while line := reader.readline():
        lines.append(line)
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
        if line == b"\r\n":
            return b"".join(lines), length
    return b"", 0


def _close(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()


class FirstTime:
    """A plan that breaks each kind of request once, then lets it pass."""

    def __init__(self, *faults: tuple[str, str, Fault]) -> None:
        self._faults = list(faults)
        self._lock = threading.Lock()

    @property
    def left(self) -> int:
        """Faults that have not happened yet."""
        return len(self._faults)

    def __call__(self, method: str, path: str) -> Fault:
        with self._lock:
            for index, (wanted, part, fault) in enumerate(self._faults):
                if method == wanted and part in path:
                    del self._faults[index]
                    return fault
        return PASS


@contextmanager
def faulty_line(upstream_port: int, plan: Plan = lambda _m, _p: PASS) -> Iterator[FaultyLine]:
    line = FaultyLine(upstream_port, plan)
    line.start()
    try:
        yield line
    finally:
        line.stop()
