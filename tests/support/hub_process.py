"""A real hub in another process with its own data folder, for tests."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx2

from hub.enrolment import enrol_device
from hub.settings import HubSettings

AGENCY = "H15.50.05"
_SERVE = (
    "import argparse, sys; from hub.commands import register; p = argparse.ArgumentParser();"
    "register(p.add_subparsers()); a = p.parse_args(sys.argv[1:]); sys.exit(a.run(a))"
)


def run_hub_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _SERVE, "hub", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@dataclass(frozen=True)
class Secured:
    """PEM files of a hub that speaks TLS."""

    certificate: str
    key: str
    client_root: str


@dataclass
class HubProcess:
    """Start, kill and restart a hub; enrol desks; ask it over HTTP."""

    data: Path
    database: str | None = None
    port: int = 0
    secured: Secured | None = None
    """Certificates of the hub; None for plain HTTP on this machine."""
    host: str = "127.0.0.1"
    within: tuple[str, ...] = ()
    """Command in front of the hub's own, e.g. to start it in a network namespace."""
    process: subprocess.Popen[str] | None = field(default=None)
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        scheme = "http" if self.secured is None else "https"
        return f"{scheme}://{self.host}:{self.port}"

    def where(self) -> list[str]:
        database = [] if self.database is None else ["--database", self.database]
        return ["--data", str(self.data), *database, "--json"]

    def start(self) -> None:
        command = [*self.within, sys.executable, "-c", _SERVE, "hub", "serve"]
        command += ["--host", self.host, "--port", str(self.port)]
        if self.secured is not None:
            command += ["--tls-cert", self.secured.certificate, "--tls-key", self.secured.key]
            command += ["--client-ca", self.secured.client_root]
        self.process = subprocess.Popen(
            [*command, *self.where()],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        assert "error" not in told, told
        self.port = told["port"]

    def kill(self) -> None:
        """As a power cut of the program: no goodbye."""
        self._end(signal.SIGKILL)

    def stop(self, told_by: int = signal.SIGTERM) -> int:
        return self._end(told_by)

    def _end(self, with_signal: int) -> int:
        if self.process is None:
            return 0
        self.process.send_signal(with_signal)
        status = self.process.wait(timeout=20)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None
        return status

    def restart(self) -> None:
        self.kill()
        self.start()

    def enrol(self, device: str, agency: str = AGENCY) -> str:
        """What the command ``hub enroll`` does, without a process for each desk."""
        self.tokens[device] = enrol_device(HubSettings(self.data, self.database), device, agency)
        return self.tokens[device]

    def client(self, device: str = "desk-1") -> httpx2.Client:
        token = self.tokens.get(device) or self.enrol(device)
        return httpx2.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {token}"},
            trust_env=False,
            timeout=20,
        )


@contextmanager
def running_hub(folder: Path, database: str | None = None) -> Iterator[HubProcess]:
    hub = HubProcess(folder / "hub-data", database)
    hub.start()
    try:
        yield hub
    finally:
        hub.kill()


_NAMES = ("Nguyễn Thị Thử", "Trần Văn Mẫu", "Lê Hoàng Giả Định")


def dossier_body(dossier_id: str, code: str, kind: str, documents: list[dict[str, object]]) -> str:
    person = {
        "full_name": _NAMES[len(code) % 3],
        "number": "001199000001",
        "birth_date": {"year": 1990, "month": None, "day": None},
        "sex": "female",
        "nationality": "Việt Nam",
        "address": "Thôn Thử, xã Thử Nghiệm",
        "old_number": None,
        "phone": "",
        "email": "",
        "identified_by": "typed",
    }
    return json.dumps(
        {
            "id": dossier_id,
            "code": code,
            "code_kind": kind,
            "procedure_code": "2.000815",
            "procedure_version": "1",
            "procedure_name": "Chứng thực bản sao từ bản chính",
            "field_name": "Chứng thực",
            "owner": person,
            "submitter": None,
            "channel": 1,
            "status": 2,
            "received_at": "2026-11-23T08:30:00+07:00",
            "due": "2026-11-25T17:00:00+07:00",
            "due_hour_exact": "2026-11-25T08:30:00+07:00",
            "due_is_provisional": False,
            "desk": "Q1",
            "clerk": "lan",
            "fee_dong": 4000,
            "sets": 1,
            "return_method": "at_desk",
            "components": [],
            "documents": documents,
            "note": "",
            "aliases": [],
            "returned_at": None,
            "returned_to": "",
            "version": 1,
            "form": {},
        },
        ensure_ascii=False,
    )


def received_event(
    code: str = "TAM-Q1-261123-001",
    kind: str = "provisional",
    files: tuple[bytes, ...] = (),
    dossier_id: str | None = None,
    device: str = "desk-1",
) -> dict[str, object]:
    dossier_id = dossier_id or str(uuid4())
    documents: list[dict[str, object]] = [
        {
            "component_code": f"C{index}",
            "title": "Bản chính",
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "pages": 1,
            "media_type": "application/pdf",
        }
        for index, content in enumerate(files)
    ]
    body = dossier_body(dossier_id, code, kind, documents)
    return wrap(dossier_id, 1, "dossier_received", body, documents, device)


def returned_event(dossier_id: str, sequence: int = 2) -> dict[str, object]:
    body = json.dumps(
        {
            "dossier_id": dossier_id,
            "returned_at": "2026-11-25T09:00:00+07:00",
            "returned_to": "Nguyễn Thị Thử",
            "status_events": [
                {
                    "id": str(uuid4()),
                    "dossier_id": dossier_id,
                    "sequence": 3,
                    "status": 10,
                    "at": "2026-11-25T09:00:00+07:00",
                    "by": "lan",
                    "note": "",
                }
            ],
        },
        ensure_ascii=False,
    )
    return wrap(dossier_id, sequence, "result_returned", body, [], "desk-1")


def wrap(
    aggregate: str,
    sequence: int,
    kind: str,
    body: str,
    documents: list[dict[str, object]],
    device: str,
) -> dict[str, object]:
    return {
        "event_id": str(uuid4()),
        "aggregate_id": aggregate,
        "sequence": sequence,
        "type": kind,
        "type_version": 1,
        "device_id": device,
        "user": "lan",
        "device_time": "2026-11-23T08:30:01+07:00",
        "body_json": body,
        "body_sha256": hashlib.sha256(body.encode()).hexdigest(),
        "files": [document["sha256"] for document in documents],
    }
