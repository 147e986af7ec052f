"""What is said of incoming signed files, in every state, and never more than is known."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

from desk.capture.signing_chain import Trust
from desk.capture.signing_trust import install, installed
from desk.capture.verifier import Verifier
from desk.capture.verifying import verify
from desk.clock import office_time
from desk.threads import start_process
from models.problems import Problem
from models.signature_words import badge, sentences, unsigned
from models.signing import PdfReport, SignatureNote, SignatureState
from tests.support.soft_token import Authority, Holder, LineServices, TokenKit, plain_pdf

NOW = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Pen:
    """A key in software, for files as other people's programs sign them."""

    authority: Authority
    key: rsa.RSAPrivateKey

    def sign(
        self,
        pdf: bytes,
        *,
        digest: str = "sha256",
        pades: bool = False,
        field: str = "ChuKy1",
        **certificate: object,
    ) -> bytes:
        holder = self.authority.issue(
            self.key.public_key(), "Phạm Văn Trách", "UBND tỉnh Mẫu", **certificate
        )
        signer = SimpleSigner(
            x509.Certificate.load(holder.der), self._private(), SimpleCertificateStore()
        )
        kind = (
            fields.SigSeedSubFilter.PADES if pades else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
        )
        meta = PdfSignatureMetadata(field_name=field, md_algorithm=digest, subfilter=kind)
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        out = sign_pdf(writer, meta, signer)
        return out.getvalue()

    def _private(self) -> keys.PrivateKeyInfo:
        der = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return keys.PrivateKeyInfo.load(der)


@pytest.fixture(scope="module")
def pen(token_kit: TokenKit) -> Pen:
    return Pen(token_kit.authority, rsa.generate_private_key(public_exponent=65537, key_size=2048))


@pytest.fixture(scope="module")
def trust(token_kit: TokenKit) -> Trust:
    """As an office installs it: root and intermediate, since files embed the leaf alone."""
    return Trust.from_der((token_kit.authority.root.der, token_kit.authority.issuing.der))


def only(report: PdfReport) -> tuple[SignatureState, set[SignatureNote]]:
    (one,) = report.signatures
    return one.state, set(one.notes)


def test_a_government_file_as_they_are_made(pen: Pen, trust: Trust) -> None:
    report = verify(pen.sign(plain_pdf()), trust, NOW)
    state, notes = only(report)
    assert state is SignatureState.VALID, "adbe.pkcs7.detached without ESS is accepted"
    assert notes == {SignatureNote.TIME_NOT_PROVEN, SignatureNote.REVOCATION_UNKNOWN}
    one = report.signatures[0]
    assert (one.signer, one.organisation) == ("Phạm Văn Trách", "UBND tỉnh Mẫu")
    assert one.format == "adbe.pkcs7.detached"


def test_sha1_is_warned_of_and_not_called_invalid(pen: Pen, trust: Trust) -> None:
    state, notes = only(verify(pen.sign(plain_pdf(), digest="sha1"), trust, NOW))
    assert state is SignatureState.VALID
    assert SignatureNote.WEAK_DIGEST in notes


def test_without_the_intermediate_the_issuer_is_unknown(pen: Pen) -> None:
    signed = pen.sign(plain_pdf())
    assert only(verify(signed, Trust(), NOW))[0] is SignatureState.VALID_UNKNOWN_ISSUER
    only_root = Trust.from_der((pen.authority.root.der,))
    assert only(verify(signed, only_root, NOW))[0] is SignatureState.VALID_UNKNOWN_ISSUER


def test_an_impostor_s_authority_of_the_same_name_is_not_believed(trust: Trust) -> None:
    impostor = Pen(Authority(), rsa.generate_private_key(public_exponent=65537, key_size=2048))
    assert only(verify(impostor.sign(plain_pdf()), trust, NOW))[0] is not SignatureState.VALID


@pytest.mark.parametrize(
    ("certificate", "note"),
    [
        ({"ends": datetime(2025, 1, 1, tzinfo=UTC)}, SignatureNote.EXPIRED),
        ({"begins": datetime(2030, 1, 1, tzinfo=UTC)}, SignatureNote.EXPIRED),
        ({"signs": False}, SignatureNote.KEY_USAGE),
    ],
)
def test_a_certificate_that_would_not_do(
    pen: Pen, trust: Trust, certificate: dict[str, object], note: SignatureNote
) -> None:
    state, notes = only(verify(pen.sign(plain_pdf(), **certificate), trust, NOW))
    assert state is SignatureState.CERTIFICATE_INVALID
    assert note in notes


def test_any_flipped_byte_of_what_was_signed_is_altered(pen: Pen, trust: Trust) -> None:
    signed = pen.sign(plain_pdf())
    place = signed.index(b"stream") + 12
    for offset in (0, 5, 9):
        altered = bytearray(signed)
        altered[place + offset] ^= 4
        assert only(verify(bytes(altered), trust, NOW))[0] is SignatureState.ALTERED


def test_a_page_changed_after_the_signature_is_said(pen: Pen, trust: Trust) -> None:
    signed = pen.sign(plain_pdf())
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    content = generic.StreamObject(stream_data=b"BT /F1 24 Tf 80 400 Td (1.000.000) Tj ET")
    page[generic.pdf_name("/Contents")] = writer.add_object(content)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    report = verify(out.getvalue(), trust, NOW)
    assert only(report)[0] is SignatureState.CHANGED_AFTER
    assert not report.signatures[0].covers_whole_document


def test_many_signatures_one_after_another_are_all_valid(pen: Pen, trust: Trust) -> None:
    pdf = plain_pdf()
    for number in range(1, 8):
        pdf = pen.sign(pdf, field=f"ChuKy{number}", pades=number % 2 == 0)
    report = verify(pdf, trust, NOW)
    assert [one.field for one in report.signatures] == [f"ChuKy{n}" for n in range(1, 8)]
    assert report.state is SignatureState.VALID
    assert [one.covers_whole_document for one in report.signatures] == [False] * 6 + [True]
    assert SignatureNote.FILLED_AFTER in report.signatures[0].notes


def test_a_signature_that_cannot_be_read_is_broken_and_hides_no_other(
    pen: Pen, trust: Trust
) -> None:
    second = pen.sign(pen.sign(plain_pdf()), field="ChuKy2")
    start = second.rindex(b"/Contents <") + len(b"/Contents <")
    broken = bytearray(second)
    broken[start : start + 40] = b"41" * 20
    states = {one.field: one.state for one in verify(bytes(broken), trust, NOW).signatures}
    assert states["ChuKy2"] is SignatureState.BROKEN
    assert states["ChuKy1"] is SignatureState.VALID


def test_a_revoked_certificate_is_said_when_the_file_carries_the_list(
    pen: Pen, trust: Trust, token_kit: TokenKit, services: LineServices
) -> None:
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    signed = pen.sign(plain_pdf())
    revoked = _leaf(signed)
    lists = [
        token_kit.authority.revocations(token_kit.authority.root),
        token_kit.authority.revocations(token_kit.authority.issuing, [revoked]),
    ]
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    from asn1crypto import crl

    DocumentSecurityStore.supply_dss_in_writer(
        writer, None, crls=[crl.CertificateList.load(one) for one in lists]
    )
    out = io.BytesIO()
    writer.write(out)
    state, notes = only(verify(out.getvalue(), trust, office_time()))
    assert (state, SignatureNote.REVOKED in notes) == (SignatureState.CERTIFICATE_INVALID, True)


def _leaf(signed: bytes) -> object:
    from cryptography import x509 as certificates
    from pyhanko.pdf_utils.reader import PdfFileReader

    (one,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    return certificates.load_der_x509_certificate(one.signer_cert.dump())


def test_an_unsigned_file_has_nothing_to_say(trust: Trust) -> None:
    report = verify(plain_pdf(), trust, NOW)
    assert report.signatures == ()
    assert report.state is None
    assert badge(report) == ""
    assert "không có chữ ký" in unsigned()


def test_what_is_no_pdf_or_locked_is_a_problem(tmp_path: Path, trust: Trust) -> None:
    for data in (b"", b"no pdf", b"%PDF-1.7\n", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF"):
        with pytest.raises(Problem, match=r"sign\.pdf_unreadable"):
            verify(data, trust, NOW)
    path = tmp_path / "locked.pdf"
    path.write_bytes(plain_pdf())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="chủ", user="mở"))
    with pytest.raises(Problem, match=r"sign\.pdf_locked"):
        verify(path.read_bytes(), trust, NOW)


def test_truncated_and_scribbled_files_never_raise_anything_else(pen: Pen, trust: Trust) -> None:
    signed = pen.sign(plain_pdf())
    damaged = [signed[: len(signed) * part // 12] for part in range(12)]
    for step in range(40, len(signed), len(signed) // 25):
        one = bytearray(signed)
        one[step : step + 6] = b"<<[(/0"
        damaged.append(bytes(one))
    for data in damaged:
        try:
            report = verify(data, trust, NOW)
        except Problem as problem:
            assert problem.code in {"sign.pdf_unreadable", "sign.pdf_locked"}  # noqa: PT017
            continue
        assert report.state is not SignatureState.VALID or data in signed


def test_every_state_and_note_has_words_in_both_languages(pen: Pen, trust: Trust) -> None:
    from dataclasses import replace

    (one,) = verify(pen.sign(plain_pdf()), trust, NOW).signatures
    for language in ("vi", "en"):
        for state in SignatureState:
            assert badge(PdfReport((replace(one, state=state),)), language)
            said = sentences(replace(one, state=state, notes=tuple(SignatureNote)), language)
            assert len(set(said)) == len(said) >= len(SignatureNote) + 3
    assert sentences(one)[0].startswith("Phạm Văn Trách, UBND tỉnh Mẫu; ký lúc ")


def test_the_worst_signature_speaks_for_the_file() -> None:
    assert PdfReport(()).state is None


def test_roots_are_installed_from_der_and_pem(tmp_path: Path, token_kit: TokenKit) -> None:
    folder = tmp_path / "roots"
    assert installed(folder) == ()
    der, pem = tmp_path / "a.cer", tmp_path / "b.pem"
    der.write_bytes(token_kit.authority.root.der)
    bundle = (token_kit.authority.root, token_kit.authority.issuing)
    pem.write_bytes(b"".join(_pem(one) for one in bundle))
    assert install(folder, der) == 1
    assert install(folder, pem) == 2
    assert set(installed(folder)) == {one.der for one in bundle}
    with pytest.raises(Problem, match=r"sign\.root_unreadable"):
        install(folder, Path(__file__))


def _pem(holder: Holder) -> bytes:
    return holder.certificate.public_bytes(serialization.Encoding.PEM)


@pytest.mark.expects_warnings
def test_a_damaged_root_is_left_out(tmp_path: Path, token_kit: TokenKit) -> None:
    folder = token_kit.authority.install(tmp_path / "roots")
    (folder / "bad.cer").write_bytes(b"no certificate")
    assert len(installed(folder)) == 2


def test_the_limited_worker_gives_the_same_report(pen: Pen, trust: Trust) -> None:
    signed = pen.sign(plain_pdf())
    roots = tuple(one.dump() for one in trust.certificates)
    verifier = Verifier(start_process, lambda: NOW + timedelta(0), lambda: roots)
    try:
        assert verifier.verify(signed) == verify(signed, trust, NOW)
        with pytest.raises(Problem, match=r"sign\.pdf_unreadable"):
            verifier.verify(b"no pdf")
    finally:
        verifier.close()
