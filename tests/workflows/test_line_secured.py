"""Only this office's desks reach the hub, and they reach only this office's hub."""

from __future__ import annotations

import json
import os
import socket
import ssl
import stat
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from desk_kit import DeskKit
from hub_process import HubProcess, Secured, run_hub_command

from desk.sync.certificates import Certificates, client_context, ends_at, newest
from desk.sync.line import HttpLine
from desk.sync.renewal import FEATURE, CertificateRenewal
from desk.sync.trouble import LineProblem, Nature
from hub.authority import CLIENT_LIFE, Authority, Files
from models.messages import Renewed
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


def renewing_hub(tmp_path: Path) -> tuple[HubProcess, Authority]:
    """A hub that lets desks in by the root in its own folder."""
    root = Authority(tmp_path / "data" / "tls", NOW)
    server = root.issue_server(["127.0.0.1"], tmp_path / "data" / "tls")
    running = HubProcess(tmp_path / "data", secured=secured_by(server, root))
    running.start()
    running.enrol("desk-1")
    return running, root


def test_a_certificate_near_its_end_is_renewed_and_the_old_one_left_as_it_was(
    tmp_path: Path,
) -> None:
    running, root = renewing_hub(tmp_path)
    short = root.issue_client("desk-1", tmp_path / "desk", timedelta(days=29))
    mine = ours(short, root)
    before = mine.certificate.read_bytes()
    kit = DeskKit(tmp_path / "kit")
    kit.clock.now = datetime.now(NOW.tzinfo)
    line = HttpLine(running.url, running.tokens["desk-1"], certificates=mine)
    sync = kit.sync(line)
    renewal = CertificateRenewal(line, mine, kit.clock)
    sync.at_contact[FEATURE] = renewal.once
    assert sync.once().problem is None
    assert mine.certificate.read_bytes() == before
    assert newest(mine).certificate == mine.renewed
    assert stat.S_IMODE(mine.renewed.stat().st_mode) == 0o600
    assert ends_at(mine.renewed) - datetime.now(NOW.tzinfo) > timedelta(days=89)
    kit.clock.advance(hours=2)
    assert not renewal.once(), "three months from now is soon enough"

    mine.certificate.unlink()  # what opens the line now can only be the new one
    mine.key.unlink()
    kit.receive(b"scan")
    report = sync.once()
    assert (report.problem, report.waiting_events, report.waiting_files) == (None, 0, 0)
    line.close()
    kit.close()
    running.kill()


def test_a_hub_whose_desks_have_another_root_renews_nothing(
    hub: HubProcess, office: Authority, tmp_path: Path
) -> None:
    short = ours(office.issue_client("desk-1", tmp_path, timedelta(days=5)), office)
    line = HttpLine(hub.url, hub.tokens["desk-1"], certificates=short)
    assert line.meta().features[FEATURE] is False
    now = datetime.now(NOW.tzinfo)
    renewal = CertificateRenewal(line, short, lambda: now)
    with pytest.raises(Problem, match=r"sync\.certificate_not_renewed") as caught:
        renewal.once()
    assert caught.value.facts["days"] == 4
    assert not renewal.once(), "asked once an hour, not at every contact"
    assert newest(short) == short
    line.close()


@pytest.mark.parametrize("fault", ["another key", "another root", "no later", "nonsense"])
def test_an_answer_that_does_not_fit_leaves_the_old_certificate(
    office: Authority, stranger: Authority, tmp_path: Path, fault: str
) -> None:
    short = ours(office.issue_client("desk-1", tmp_path, timedelta(days=5)), office)

    class Wrong(HttpLine):
        def renew(self, request: bytes) -> Renewed:
            if fault == "nonsense":
                return Renewed("no certificate")
            if fault == "another key":
                other = office.issue_client("desk-1", tmp_path / "other")
                return Renewed(other.certificate.read_text())
            root = stranger if fault == "another root" else earlier
            return Renewed(root.renew_client("desk-1", request).decode())

    earlier = Authority(office.root.parent, NOW - timedelta(days=86))
    now = datetime.now(NOW.tzinfo)
    line = Wrong("https://127.0.0.1:1", certificates=short)
    with pytest.raises(Problem, match=r"sync\.certificate_not_renewed"):
        CertificateRenewal(line, short, lambda: now).once()
    assert not short.renewed.exists()


def test_the_office_may_still_install_a_later_certificate_by_hand(
    office: Authority, tmp_path: Path
) -> None:
    given = ours(office.issue_client("desk-1", tmp_path, timedelta(days=20)), office)
    given.renewed.write_bytes(given.certificate.read_bytes() + given.key.read_bytes())
    assert newest(given) == given, "not later than what is there"
    office.issue_client("desk-1", tmp_path, timedelta(days=10))
    assert newest(given).certificate == given.renewed
    office.issue_client("desk-1", tmp_path)
    assert newest(given) == given
    given.renewed.write_bytes(b"torn")
    assert newest(given) == given


@pytest.mark.soak
def test_a_certificate_that_ends_while_the_desk_works_is_followed_by_its_renewal(
    tmp_path: Path,
) -> None:
    running, _ = renewing_hub(tmp_path)
    root = Authority(tmp_path / "data" / "tls", datetime.now(NOW.tzinfo))
    short = ours(root.issue_client("desk-1", tmp_path / "desk", timedelta(seconds=10)), root)
    left_out = ours(root.issue_client("desk-2", tmp_path / "desk", timedelta(seconds=10)), root)
    token = running.tokens["desk-1"]
    line = HttpLine(running.url, token, certificates=short)
    assert CertificateRenewal(line, short, lambda: datetime.now(NOW.tzinfo)).once()
    line.close()
    time.sleep(max(0.0, (ends_at(left_out.certificate) - datetime.now(NOW.tzinfo)).total_seconds()))
    time.sleep(1)
    refused = trouble_of(HttpLine(running.url, token, certificates=left_out))
    assert refused.code == "sync.certificate_refused"
    line = HttpLine(running.url, token, certificates=short)
    assert line.meta().api == 1
    line.close()
    running.kill()
