"""Signed files, judged by poppler and OpenSSL as well as by ourselves."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms
from PIL import Image

from desk.capture.signing_bridge import SigningBridge
from desk.capture.signing_chain import Trust
from desk.capture.signing_trust import installed
from desk.capture.verifying import verify
from desk.clock import office_time
from desk.threads import start_process
from models.problems import Problem
from models.signing import (
    CopyForm,
    CopyLook,
    Level,
    Owed,
    PdfReport,
    SignatureKind,
    SignatureNote,
    SignatureState,
    SigningProfile,
)
from tests.support.soft_token import (
    SOFTHSM,
    LineServices,
    MakeBridge,
    TokenKit,
    pin,
    plain_pdf,
)

COPY = SigningProfile(SignatureKind.AGENCY_COPY)
HIDDEN = SigningProfile(SignatureKind.PERSONAL, shown=False)


@pytest.fixture(scope="module")
def bridge(
    token_kit: TokenKit, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SigningBridge]:
    """One session on the token for all tests here; the batch is begun anew where it matters."""
    folder = tmp_path_factory.mktemp("signing")
    roots = token_kit.authority.install(folder / "roots")
    token = token_kit.token.copied(folder / "token")
    made = SigningBridge(
        start_process, office_time, lambda: installed(roots), environment=token.environment
    )
    (seen,) = made.tokens(str(SOFTHSM))
    made.open(seen.module, seen.serial, token_kit.agency.fingerprint, pin())
    yield made
    made.close()


def with_line(profile: SigningProfile, services: LineServices) -> SigningProfile:
    return replace(profile, timestamp_url=services.timestamp_url)


def judged(pdf: bytes, roots: Path) -> PdfReport:
    return verify(pdf, Trust.from_der(installed(roots)), office_time())


def poppler(pdf: bytes, folder: Path) -> str:
    path = folder / "judged.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdfsig", "-nocert", str(path)], check=False, capture_output=True, text=True
    )
    return done.stdout


def words(pdf: bytes, folder: Path) -> dict[str, tuple[float, float, float, float]]:
    path = folder / "words.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    )
    pattern = r'<word xMin="(.*)" yMin="(.*)" xMax="(.*)" yMax="(.*)">(.*)</word>'
    return {
        text: (float(a), float(b), float(c), float(d))
        for a, b, c, d, text in re.findall(pattern, done.stdout)
    }


def test_without_a_line_the_signature_is_basic_and_owes_its_time(
    bridge: SigningBridge, signature_roots: Path, tmp_path: Path, token_kit: TokenKit
) -> None:
    before = plain_pdf(2)
    result = bridge.sign(before, COPY)
    assert (result.level, result.owed) == (Level.BASIC, Owed.TIMESTAMP)
    assert result.signer == "UBND xã Thử Nghiệm"
    assert result.pdf.startswith(before), "an incremental update only"
    said = poppler(result.pdf, tmp_path)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    (one,) = judged(result.pdf, signature_roots).signatures
    assert one.state is SignatureState.VALID
    assert one.covers_whole_document
    assert one.notes == (SignatureNote.TIME_NOT_PROVEN, SignatureNote.REVOCATION_UNKNOWN)
    openssl_agrees(result.pdf, token_kit, tmp_path)


def openssl_agrees(pdf: bytes, kit: TokenKit, folder: Path) -> None:
    with pikepdf.open(folder / "judged.pdf") as read:
        (field,) = read.Root.AcroForm.Fields
        content = bytes(field.V.Contents)
        a, b, c, d = (int(one) for one in field.V.ByteRange)
    whole = cms.ContentInfo.load(content).dump()  # without the padding behind it
    (folder / "signature.der").write_bytes(whole)
    (folder / "signed").write_bytes(pdf[a : a + b] + pdf[c : c + d])
    chain = folder / "chain.pem"
    from cryptography.hazmat.primitives.serialization import Encoding

    holders = (kit.authority.root, kit.authority.issuing)
    chain.write_bytes(b"".join(one.certificate.public_bytes(Encoding.PEM) for one in holders))
    done = subprocess.run(
        ["openssl", "cms", "-verify", "-cades", "-inform", "DER", "-purpose", "any",
         "-in", str(folder / "signature.der"), "-content", str(folder / "signed"),
         "-CAfile", str(chain), "-binary", "-out", "/dev/null"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert "CAdES Verification successful" in done.stderr + done.stdout


def test_with_a_line_it_is_archived_and_proves_itself(
    bridge: SigningBridge, services: LineServices, signature_roots: Path, tmp_path: Path
) -> None:
    result = bridge.sign(plain_pdf(), with_line(COPY, services))
    assert (result.level, result.owed) == (Level.ARCHIVED, Owed.NOTHING)
    assert "Signature is Valid." in poppler(result.pdf, tmp_path)
    signature, stamp = judged(result.pdf, signature_roots).signatures
    assert signature.state is stamp.state is SignatureState.VALID
    assert signature.timestamped
    assert stamp.document_timestamp
    assert signature.notes == (), "its time is proven and no list names it"


def test_without_roots_a_timestamp_is_all_there_is_to_have(
    make_bridge: MakeBridge, token_kit: TokenKit, services: LineServices
) -> None:
    bridge = make_bridge(roots=False)
    (token,) = bridge.tokens(str(SOFTHSM))
    bridge.open(token.module, token.serial, token_kit.agency.fingerprint, pin())
    result = bridge.sign(plain_pdf(), with_line(COPY, services))
    assert (result.level, result.owed) == (Level.TIMESTAMPED, Owed.NOTHING)


def test_what_is_owed_comes_as_an_increment_when_the_line_is_back(
    bridge: SigningBridge, services: LineServices, signature_roots: Path, tmp_path: Path
) -> None:
    services.down = True
    profile = with_line(COPY, services)
    signed = [bridge.sign(plain_pdf(), profile) for _ in range(3)]
    assert {(one.level, one.owed) for one in signed} == {(Level.BASIC, Owed.TIMESTAMP)}
    assert len(services.asked) == 1, "a service that is down is asked once a batch"
    bridge.begin()
    with pytest.raises(Problem, match=r"sign\.line_down"):
        bridge.complete(signed[0].pdf, services.timestamp_url, Level.BASIC)
    services.down = False
    bridge.begin()
    done = bridge.complete(signed[0].pdf, services.timestamp_url, Level.BASIC)
    assert done.level is Level.ARCHIVED
    assert done.pdf.startswith(signed[0].pdf)
    assert poppler(done.pdf, tmp_path).count("Signature is Valid.") >= 1
    signature, stamp = judged(done.pdf, signature_roots).signatures
    assert signature.state is stamp.state is SignatureState.VALID
    assert SignatureNote.TIME_NOT_PROVEN not in signature.notes


def test_a_signed_file_gets_its_second_signature_as_an_increment(
    bridge: SigningBridge, signature_roots: Path, tmp_path: Path
) -> None:
    first = bridge.sign(plain_pdf(), COPY).pdf
    second = bridge.sign(first, COPY).pdf
    third = bridge.sign(second, HIDDEN).pdf
    assert third.startswith(second)
    assert second.startswith(first)
    assert poppler(third, tmp_path).count("Signature is Valid.") == 3
    report = judged(third, signature_roots)
    assert [one.state for one in report.signatures] == [SignatureState.VALID] * 3
    assert [one.covers_whole_document for one in report.signatures] == [False, False, True]
    with pikepdf.open(tmp_path / "judged.pdf") as pdf:
        boxes = [[float(n) for n in one.Rect] for one in pdf.pages[0].Annots]
    assert boxes[0][1] >= boxes[1][3], "the second lies under the first, not over it"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_copy_signature_stands_top_right_upright_at_ten_points(
    bridge: SigningBridge, tmp_path: Path, turned: int
) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(plain_pdf())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].rotate(turned, relative=False)
        pdf.save(path)
    profile = SigningProfile(
        SignatureKind.AGENCY_COPY, copy_form=CopyForm.EXTRACT, agency="UBND XÃ THỬ NGHIỆM"
    )
    result = bridge.sign(path.read_bytes(), profile)
    at = words(result.pdf, tmp_path)
    wide = 842 if turned % 180 else 595
    assert {"TRÍCH", "SAO", "UBND", "NGHIỆM", "+07:00"} <= set(at)
    assert any(re.fullmatch(r"\d\d/\d\d/\d{4};", one) for one in at)
    assert any(re.fullmatch(r"\d\d:\d\d:\d\d", one) for one in at)
    left, top, right, bottom = at["+07:00"]
    assert left > wide * 0.6
    assert right < wide - 10
    assert bottom < 80
    assert at["TRÍCH"][1] < at["UBND"][1] < top
    # By Times New Roman's metrics NGHIỆM is 40.0 pt wide at 10 pt.
    assert abs((at["NGHIỆM"][2] - at["NGHIỆM"][0]) - 40.0) < 0.6
    fonts = subprocess.run(
        ["pdffonts", str(tmp_path / "words.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert "LiberationSerif" in fonts


def test_the_seal_is_the_office_s_other_choice(bridge: SigningBridge, tmp_path: Path) -> None:
    picture = tmp_path / "seal.png"
    Image.new("RGBA", (200, 200), (220, 0, 0, 255)).save(picture)
    profile = SigningProfile(SignatureKind.AGENCY_COPY, look=CopyLook.SEAL, seal_mm=36)
    result = bridge.sign(plain_pdf(), profile, picture.read_bytes())
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(result.pdf)
    subprocess.run(
        ["pdftoppm", "-r", "72", "-png", "-singlefile", str(signed), str(tmp_path / "seen")],
        check=True,
    )
    seen = Image.open(tmp_path / "seen.png").convert("RGB")
    red = [
        (x, y)
        for x in range(seen.width)
        for y in range(seen.height)
        if seen.getpixel((x, y)) == (220, 0, 0)
    ]
    across = max(x for x, _ in red) - min(x for x, _ in red)
    assert abs(across - 36 / 25.4 * 72) < 3, "true size"
    assert min(x for x, _ in red) > seen.width / 2
    assert max(y for _, y in red) < seen.height / 4
    with pytest.raises(Problem, match=r"sign\.seal_unreadable"):
        bridge.sign(plain_pdf(), profile, b"no picture")


def test_what_is_no_pdf_or_locked_is_said(bridge: SigningBridge, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"sign\.pdf_unreadable"):
        bridge.sign(b"no pdf at all", COPY)
    path = tmp_path / "locked.pdf"
    path.write_bytes(plain_pdf())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="chủ", user="mở"))
    with pytest.raises(Problem, match=r"sign\.pdf_locked"):
        bridge.sign(path.read_bytes(), COPY)


def test_one_flipped_byte_is_found_by_us_and_by_poppler(
    bridge: SigningBridge, signature_roots: Path, tmp_path: Path
) -> None:
    altered = bytearray(bridge.sign(plain_pdf(), COPY).pdf)
    altered[altered.index(b"stream") + 20] ^= 1
    assert judged(bytes(altered), signature_roots).state is SignatureState.ALTERED
    assert "Digest Mismatch" in poppler(bytes(altered), tmp_path)
