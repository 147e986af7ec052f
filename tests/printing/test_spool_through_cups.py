"""A real CUPS on a private socket, and a network printer that is a socket of the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from models.problems import Problem
from models.receipt import Receipt
from printing.receipt import render
from printing.spool import CupsSpool

FILES = """ServerRoot {home}/root
RequestRoot {home}/spool
CacheDir {home}/cache
StateDir {home}/run
TempDir {home}/tmp
AccessLog {home}/log/access
ErrorLog {home}/log/error
PageLog {home}/log/page
SyncOnClose No
"""
SERVER = """LogLevel warn
Listen {home}/run/s
Browsing No
DefaultAuthType None
WebInterface No
PreserveJobFiles No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""


class NetworkPrinter:
    """Takes what a printer takes at port 9100."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self.received = b""
        self.done = threading.Event()
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        try:
            line, _ = self._listening.accept()
        except OSError:
            return
        with line:
            while piece := line.recv(65536):
                self.received += piece
        self.done.set()

    def close(self) -> None:
        self._listening.close()


def run(
    command: Sequence[str], data: bytes, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command,
        input=data,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=30,
        check=False,
    )


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[CupsSpool]:
    # A short path: the name of a socket may not be longer than 107 letters.
    home = Path(tempfile.mkdtemp(prefix="cups"))
    home.chmod(0o755)
    for name in ("root", "spool", "cache", "run", "log", "tmp"):
        (home / name).mkdir()
    (home / "tmp").chmod(0o1777)
    (home / "root/cups-files.conf").write_text(FILES.format(home=home))
    (home / "root/cupsd.conf").write_text(SERVER.format(home=home))
    monkeypatch.setenv("CUPS_SERVER", str(home / "run/s"))
    command = ["cupsd", "-f", "-c", f"{home}/root/cupsd.conf", "-s", f"{home}/root/cups-files.conf"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as service:
        try:
            deadline = time.monotonic() + 60
            while b"is running" not in run(["lpstat", "-r"], b"", {}).stdout:
                assert service.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.05)
            yield CupsSpool(run)
        finally:
            service.terminate()
            service.wait(60)
            shutil.rmtree(home, ignore_errors=True)


def add_printer(port: int, name: str = "Quay-1") -> None:
    subprocess.run(
        ["lpadmin", "-p", name, "-E", "-v", f"socket://127.0.0.1:{port}", "-D", "Máy in quầy 1"],
        check=True,
        capture_output=True,
    )


def test_a_slip_arrives_at_the_printer_byte_for_byte(cups: CupsSpool, receipt: Receipt) -> None:
    with pytest.raises(Problem, match=r"printing\.no_printer"):
        cups.send(b"%PDF-", "t", printer=None, copies=1)
    printer = NetworkPrinter()
    try:
        add_printer(printer.port)
        (known,) = cups.printers()
        assert (known.name, known.description) == ("Quay-1", "Máy in quầy 1")
        slip = render(receipt)
        assert cups.send(slip, receipt.code, printer=None, copies=1) == "Quay-1"
        assert printer.done.wait(60)
        assert printer.received == slip
        subprocess.run(["cupsdisable", "-r", "Hết giấy", "Quay-1"], check=True)
        with pytest.raises(Problem) as stopped:
            cups.send(slip, receipt.code, printer=None, copies=1)
        assert stopped.value.facts == {"printer": "Quay-1", "cause": "Hết giấy"}
        subprocess.run(["cupsenable", "Quay-1"], check=True)
        subprocess.run(["cupsreject", "Quay-1"], check=True)
        with pytest.raises(Problem) as rejected:
            cups.send(slip, receipt.code, printer="Quay-1", copies=1)
        assert rejected.value.code == "printing.printer_failed"
    finally:
        printer.close()


def test_a_service_that_ended_is_told_apart(
    cups: CupsSpool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody"))
    with pytest.raises(Problem, match=r"printing\.no_service"):
        cups.printers()
