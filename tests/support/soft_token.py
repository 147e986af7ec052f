"""A software token (SoftHSM) with certificates of an invented authority, and that authority."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desk.capture.bridge import WatchdogTimes
from desk.capture.signing_bridge import SigningBridge
from desk.capture.signing_trust import installed
from desk.clock import office_time
from desk.threads import start_process

SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "482913"
OFFICER_PIN = "73910482"
BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
END = datetime(2034, 1, 1, tzinfo=UTC)
FAULTS = Path(__file__).with_name("faulty_token.c")


@dataclass(frozen=True)
class Holder:
    """A certificate and, unless it lives in the token, its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey | None = None

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()


class Authority:
    """Root, intermediate and TSA of an invented government CA."""

    def __init__(self, crl_url: str = "") -> None:
        self.crl_url = crl_url
        self.root = self._made("CA gốc thử nghiệm", None, authority=True)
        self.issuing = self._made("CA phục vụ các cơ quan Nhà nước thử nghiệm", self.root, True)
        self.timestamping = self._made("TSA thử nghiệm", self.issuing, timestamp=True)

    def _made(
        self, name: str, issuer: Holder | None, authority: bool = False, timestamp: bool = False
    ) -> Holder:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = self._begun(subject, key.public_key(), issuer, BEGINNING, END)
        builder = builder.add_extension(x509.BasicConstraints(authority, None), critical=True)
        builder = builder.add_extension(_usage(authority=authority), critical=True)
        if timestamp:
            purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(purposes, critical=True)
        signing = key if issuer is None else issuer.key
        assert signing is not None
        return Holder(builder.sign(signing, hashes.SHA256()), key)

    def issue(
        self,
        public_key: rsa.RSAPublicKey,
        name: str,
        organisation: str,
        begins: datetime = BEGINNING,
        ends: datetime = END,
        signs: bool = True,
    ) -> Holder:
        """A certificate for a person or an agency."""
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, name),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
                x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            ]
        )
        builder = self._begun(subject, public_key, self.issuing, begins, ends)
        builder = builder.add_extension(x509.BasicConstraints(False, None), critical=True)
        builder = builder.add_extension(_usage(signs=signs), critical=True)
        assert self.issuing.key is not None
        return Holder(builder.sign(self.issuing.key, hashes.SHA256()))

    def _begun(
        self,
        subject: x509.Name,
        public_key: rsa.RSAPublicKey,
        issuer: Holder | None,
        begins: datetime,
        ends: datetime,
    ) -> x509.CertificateBuilder:
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
        )
        if issuer is not None and self.crl_url:
            which = (
                "root.crl" if issuer.certificate.subject == issuer.certificate.issuer else "ca.crl"
            )
            place = x509.UniformResourceIdentifier(f"{self.crl_url}/{which}")
            points = [x509.DistributionPoint([place], None, None, None)]
            builder = builder.add_extension(x509.CRLDistributionPoints(points), critical=False)
        return builder

    def revocations(self, issuer: Holder, revoked: Sequence[x509.Certificate] = ()) -> bytes:
        """An issuer's list of revoked certificates, DER."""
        assert issuer.key is not None
        now = datetime.now(UTC)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.certificate.subject)
            .last_update(now - timedelta(days=1))
            .next_update(now + timedelta(days=30))
            .add_extension(x509.CRLNumber(1), critical=False)
        )
        for one in revoked:
            entry = (
                x509.RevokedCertificateBuilder()
                .serial_number(one.serial_number)
                .revocation_date(BEGINNING + timedelta(days=30))
                .build()
            )
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def install(self, folder: Path, *, only_root: bool = False) -> Path:
        """Put root and issuing CA where an office keeps them."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.cer").write_bytes(self.root.der)
        if not only_root:
            (folder / "issuing.cer").write_bytes(self.issuing.der)
        return folder


def _usage(*, authority: bool = False, signs: bool = True) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs and not authority,
        content_commitment=signs and not authority,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


class SoftToken:
    """A token in a folder of its own; what must be in the environment of who uses it."""

    def __init__(self, folder: Path, label: str = "VGCA thử") -> None:
        self.folder, self.label = folder, label
        (folder / "tokens").mkdir(parents=True, exist_ok=True)
        self._configure()

    def _configure(self) -> None:
        self.configuration = self.folder / "softhsm2.conf"
        self.configuration.write_text(
            f"directories.tokendir = {self.folder / 'tokens'}\nlog.level = ERROR\n"
        )

    @property
    def environment(self) -> dict[str, str]:
        return {"SOFTHSM2_CONF": str(self.configuration)}

    def initialise(self) -> None:
        self._run(
            "softhsm2-util", "--init-token", "--free", "--label", self.label,
            "--pin", PIN, "--so-pin", OFFICER_PIN,
        )  # fmt: skip

    def make_key(self, number: int) -> rsa.RSAPublicKey:
        """A key made in the token, which never leaves it."""
        out = self.folder / f"key{number}.der"
        one = f"{number:02x}"
        self._tool("--keypairgen", "--key-type", "rsa:2048", "--id", one, "--label", f"khóa {one}")
        self._tool("--read-object", "--type", "pubkey", "--id", one, "-o", str(out))
        key = serialization.load_der_public_key(out.read_bytes())
        assert isinstance(key, rsa.RSAPublicKey)
        return key

    def put_certificate(self, number: int, holder: Holder) -> None:
        out = self.folder / f"certificate{number}.der"
        out.write_bytes(holder.der)
        one = f"{number:02x}"
        self._tool("--write-object", str(out), "--type", "cert", "--id", one, "--label", one)

    def copied(self, folder: Path) -> SoftToken:
        """The same token for a test that changes it."""
        shutil.copytree(self.folder / "tokens", folder / "tokens")
        return SoftToken(folder, self.label)

    def _tool(self, *arguments: str) -> None:
        self._run(
            "pkcs11-tool", "--module", str(SOFTHSM), "--token-label", self.label,
            "--login", "--pin", PIN, *arguments,
        )  # fmt: skip

    def _run(self, *command: str) -> None:
        subprocess.run(
            command, env={**os.environ, **self.environment}, check=True, capture_output=True
        )


@dataclass(frozen=True)
class TokenKit:
    """A token with three certificates, as a văn thư's would be after some years."""

    authority: Authority
    token: SoftToken
    agency: Holder
    person: Holder
    expired: Holder
    not_for_signing: Holder


def made(folder: Path, crl_url: str = "") -> TokenKit:
    """Make authority and token; about a second."""
    authority = Authority(crl_url)
    token = SoftToken(folder)
    token.initialise()
    key = token.make_key(1)
    agency = authority.issue(key, "UBND xã Thử Nghiệm", "ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM")
    other = token.make_key(2)
    person = authority.issue(other, "Trần Văn Quầy", "UBND xã Thử Nghiệm")
    expired = authority.issue(
        other, "Trần Văn Quầy (cũ)", "UBND xã Thử Nghiệm", BEGINNING, BEGINNING + timedelta(days=90)
    )
    wrong = authority.issue(other, "Khóa mã hóa", "UBND xã Thử Nghiệm", signs=False)
    token.put_certificate(1, agency)
    token.put_certificate(2, person)
    kit = TokenKit(authority, token, agency, person, expired, wrong)
    for number, holder in ((3, expired), (4, wrong)):
        out = folder / f"certificate{number}.der"
        out.write_bytes(holder.der)
        token._tool(
            "--write-object", str(out), "--type", "cert", "--id", "02", "--label", str(number)
        )
    return kit


def faulty_module(folder: Path) -> Path:
    """A PKCS#11 module that is SoftHSM with the fault named in ``MOTCUA_TOKEN_FAULT``."""
    out = folder / "faulty_token.so"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-o", str(out), str(FAULTS), "-ldl"], check=True
    )
    return out


class LineServices:
    """A timestamp service and revocation lists on this machine; both can fall silent."""

    def __init__(self) -> None:
        self.authority: Authority | None = None
        self.revoked: tuple[x509.Certificate, ...] = ()
        self.down = False
        self.asked: list[str] = []
        services = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                services.asked.append("timestamp")
                self._answer(services.timestamp, body)

            def do_GET(self) -> None:
                services.asked.append(self.path)
                self._answer(services.list_at, self.path)

            def _answer(self, make: Callable[[Any], bytes], what: Any) -> None:
                if services.down:
                    self.send_error(503)
                    return
                data = make(what)
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def timestamp_url(self) -> str:
        return f"{self.address}/tsa"

    def timestamp(self, question: bytes) -> bytes:
        from asn1crypto import keys, tsp
        from asn1crypto import x509 as asn1_x509
        from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

        assert self.authority is not None
        signer = self.authority.timestamping
        assert signer.key is not None
        key = signer.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        service = DummyTimeStamper(
            asn1_x509.Certificate.load(signer.der), keys.PrivateKeyInfo.load(key)
        )
        answer = service.request_tsa_response(tsp.TimeStampReq.load(question))
        return answer.dump()

    def list_at(self, path: str) -> bytes:
        assert self.authority is not None
        if path == "/root.crl":
            return self.authority.revocations(self.authority.root)
        return self.authority.revocations(self.authority.issuing, self.revoked)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="session")
def session_services() -> Iterator[LineServices]:
    services = LineServices()
    yield services
    services.close()


@pytest.fixture(scope="session")
def token_kit(tmp_path_factory: pytest.TempPathFactory, session_services: LineServices) -> TokenKit:
    """A token with certificates; made once, never written to afterwards."""
    kit = made(tmp_path_factory.mktemp("token"), session_services.address)
    session_services.authority = kit.authority
    return kit


@pytest.fixture
def services(session_services: LineServices, token_kit: TokenKit) -> Iterator[LineServices]:
    """The line of a test: up, nothing revoked, nothing asked."""
    session_services.asked.clear()
    yield session_services
    session_services.down, session_services.revoked = False, ()


@pytest.fixture
def token(token_kit: TokenKit, tmp_path: Path) -> SoftToken:
    """The token as a test of its own has it."""
    return token_kit.token.copied(tmp_path / "own-token")


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the module with faults."""
    return str(faulty_module(tmp_path_factory.mktemp("faulty")))


@pytest.fixture
def signature_roots(token_kit: TokenKit, tmp_path: Path) -> Path:
    """A folder where the authority is installed."""
    return token_kit.authority.install(tmp_path / "roots")


MakeBridge = Callable[..., SigningBridge]


@pytest.fixture
def make_bridge(token: SoftToken, signature_roots: Path) -> Iterator[MakeBridge]:
    """Starts the signing worker on the test's own token, with a fault if wanted."""
    bridges: list[SigningBridge] = []

    def make(fault: str = "", roots: bool = True, logins: Path | None = None) -> SigningBridge:
        environment = {**token.environment, "MOTCUA_TOKEN_FAULT": fault}
        if logins is not None:
            environment["MOTCUA_TOKEN_LOGINS"] = str(logins)
        bridge = SigningBridge(
            start_process,
            office_time,
            lambda: installed(signature_roots) if roots else (),
            environment=environment,
            times=WatchdogTimes(silence_s=60.0, cancel_s=1.0),
        )
        bridges.append(bridge)
        return bridge

    yield make
    for bridge in bridges:
        bridge.close()


def pin(digits: str = PIN) -> bytearray:
    """A PIN as the window hands it over."""
    return bytearray(digits.encode())


def plain_pdf(pages: int = 1, text: str = "Giấy khai sinh (bản thử)") -> bytes:
    """A small unsigned document."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for number in range(pages):
        canvas.drawString(80, 700, f"{text.encode('ascii', 'ignore').decode()} {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
