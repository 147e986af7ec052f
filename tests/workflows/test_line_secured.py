"""Only this office's desks reach the hub, and they reach only this office's hub."""

from __future__ import annotations

import json
import os
import socket
import ssl
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from desk_kit import DeskKit
from hub_process import HubProcess, Secured, run_hub_command

from desk.sync.certificates import Certificates, client_context
from desk.sync.line import HttpLine
from desk.sync.trouble import LineProblem, Nature
from hub.authority import CLIENT_LIFE, Authority, Files
from models.problems import Problem

NOW = datetime.now(timezone(timedelta(hours=7)))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("office-root"), NOW)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("other-root"), NOW)


@pytest.fixture(scope="module")
def hub(office: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    folder = tmp_path_factory.mktemp("hub")
    made = office.issue_server(["127.0.0.1", "localhost"], folder / "tls")
    running = HubProcess(folder / "data", secured=secured_by(made, office))
    running.start()
    running.enrol("desk-1")
    yield running
    running.kill()


def secured_by(files: Files, root: Authority) -> Secured:
    return Secured(str(files.certificate), str(files.key), str(root.root))


def ours(files: Files, root: Authority) -> Certificates:
    return Certificates(root.root, files.certificate, files.key)


def trouble_of(line: HttpLine) -> LineProblem:
    with pytest.raises(LineProblem) as caught:
        line.meta()
    line.close()
    return caught.value


def test_a_dossier_goes_over_the_secured_line(
    hub: HubProcess, office: Authority, tmp_path: Path
) -> None:
    kit = DeskKit(tmp_path / "desk")
    mine = office.issue_client("desk-1", tmp_path)
    line = HttpLine(hub.url, hub.tokens["desk-1"], certificates=ours(mine, office))
    kit.receive(os.urandom(700_000))
    report = kit.sync(line).once()
    assert (report.problem, report.waiting_events, report.waiting_files) == (None, 0, 0)
    line.close()
    kit.close()


def test_who_has_the_wrong_certificate_or_none_is_not_let_in(
    hub: HubProcess, office: Authority, stranger: Authority, tmp_path: Path
) -> None:
    token = hub.tokens["desk-1"]
    foreign = stranger.issue_client("desk-1", tmp_path / "foreign")
    refused = trouble_of(HttpLine(hub.url, token, certificates=ours(foreign, office)))
    assert refused.code == "sync.certificate_refused"

    long_ago = Authority(office.root.parent, NOW - CLIENT_LIFE - timedelta(days=1))
    expired = long_ago.issue_client("desk-1", tmp_path / "expired")
    refused = trouble_of(HttpLine(hub.url, token, certificates=ours(expired, office)))
    assert refused.code == "sync.certificate_refused"

    server = office.issue_server(["desk-1"], tmp_path / "server")
    refused = trouble_of(HttpLine(hub.url, token, certificates=ours(server, office)))
    assert refused.code == "sync.certificate_refused", "a server's certificate is no desk's"

    assert trouble_of(HttpLine(hub.url, token)).code == "sync.no_certificates"
    nothing = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    nothing.load_verify_locations(office.root)
    assert answer_to(hub, nothing) == b""


def answer_to(hub: HubProcess, context: ssl.SSLContext) -> bytes:
    """What the hub says to a request; nothing when it closes without a word."""
    try:
        with connected(hub, context) as line:
            line.sendall(b"GET /v1/meta HTTP/1.1\r\nHost: x\r\n\r\n")
            return line.recv(100)
    except (ssl.SSLError, ConnectionError):
        return b""


def connected(hub: HubProcess, context: ssl.SSLContext) -> ssl.SSLSocket:
    raw = socket.create_connection((hub.host, hub.port), timeout=10)
    return context.wrap_socket(raw, server_hostname=hub.host)


def test_only_tls_1_3(hub: HubProcess, office: Authority, tmp_path: Path) -> None:
    mine = office.issue_client("desk-1", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(office.root)
    context.load_cert_chain(mine.certificate, mine.key)
    with connected(hub, context) as line:
        assert line.version() == "TLSv1.3"
    assert answer_to(hub, context).startswith(b"HTTP/1.1 200")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError):
        connected(hub, context).close()
    ours_only = client_context(hub.url, ours(mine, office))
    assert ours_only.minimum_version is ssl.TLSVersion.TLSv1_3
    assert ours_only.verify_mode is ssl.CERT_REQUIRED
    assert ours_only.check_hostname


@pytest.mark.parametrize("kind", ["other root", "other name", "expired"])
def test_nothing_is_said_to_an_impostor(
    kind: str,
    office: Authority,
    stranger: Authority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    issuer, hosts = office, ["127.0.0.1"]
    if kind == "other root":
        # Even when the machine trusts it: the system's roots play no part.
        issuer = stranger
        monkeypatch.setenv("SSL_CERT_FILE", str(stranger.root))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(stranger.root))
    if kind == "other name":
        hosts = ["hub.example"]
    if kind == "expired":
        issuer = Authority(office.root.parent, NOW - timedelta(days=400))
    made = issuer.issue_server(hosts, tmp_path / "tls")
    impostor = HubProcess(tmp_path / "data", secured=secured_by(made, office))
    impostor.start()
    try:
        mine = office.issue_client("desk-1", tmp_path)
        line = HttpLine(impostor.url, "desk-1.secret", certificates=ours(mine, office))
        trouble = trouble_of(line)
    finally:
        impostor.kill()
    assert (trouble.code, trouble.nature) == ("sync.hub_not_trusted", Nature.RETRYABLE)


@pytest.mark.parametrize("address", ["http://192.0.2.7:8765", "http://hub.example", "http://[::2]"])
def test_plain_http_never_leaves_the_machine(address: str) -> None:
    assert trouble_of(HttpLine(address, "desk-1.secret")).code == "sync.line_in_the_clear"


def test_a_missing_or_damaged_file_is_said_not_ignored(office: Authority, tmp_path: Path) -> None:
    mine = office.issue_client("desk-1", tmp_path)
    mine.key.write_text("no key")
    gone = Certificates(tmp_path / "gone.pem", mine.certificate, mine.key)
    for files in (ours(mine, office), gone):
        with pytest.raises(LineProblem, match=r"sync\.no_certificates"):
            client_context("https://127.0.0.1:1", files)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--host", "0.0.0.0"], "hub.tls_required"),
        (["--tls-cert", "a.pem"], "hub.tls_incomplete"),
        (["--tls-cert", "a", "--tls-key", "b", "--client-ca", "c"], "hub.tls_unreadable"),
    ],
)
def test_a_hub_others_could_reach_in_the_clear_does_not_start(
    options: list[str], code: str, tmp_path: Path
) -> None:
    done = run_hub_command(
        "serve", "--port", "0", "--json", "--data", str(tmp_path / "d"), *options
    )
    assert done.returncode == 2
    assert code in done.stdout + done.stderr


def test_the_hub_makes_root_server_and_desk_certificates(tmp_path: Path) -> None:
    where = ["--data", str(tmp_path / "data"), "--json"]
    server = json.loads(run_hub_command("certificate", "127.0.0.1", *where).stdout)
    done = run_hub_command(
        "enroll", "desk-7", "--agency", "H15.50.05", *where, "--certificate-to", str(tmp_path)
    )
    desk = json.loads(done.stdout)
    assert server["root"] == desk["root"]
    for key in (server["key"], desk["key"], str(Path(server["root"]).with_suffix(".key"))):
        assert stat.S_IMODE(Path(key).stat().st_mode) == 0o600
    hub = HubProcess(
        tmp_path / "data", secured=Secured(server["certificate"], server["key"], server["root"])
    )
    hub.start()
    try:
        files = Certificates(Path(desk["root"]), Path(desk["certificate"]), Path(desk["key"]))
        line = HttpLine(hub.url, desk["token"], certificates=files)
        assert line.meta().api == 1
        assert line.news("").dossiers == ()
        line.close()
    finally:
        hub.kill()


def test_a_certificate_needs_a_name(office: Authority, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"hub\.no_host"):
        office.issue_server([], tmp_path)
