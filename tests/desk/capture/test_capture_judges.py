"""Programs that are not ours say of our documents what we say of them."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest

from desk.capture import conformance, digitisation_record, foreign, pdf_checks
from desk.capture.assemble import assemble
from desk.capture.job import Assembled, Job, JobPage, pack_job, unpack_job
from desk.capture.service import Capture
from models.attachment import Document
from models.digitisation import DigitisationRecord, ExtractedValue
from models.reading import Box, TextLine
from tests.support import capture_samples as samples

CREATED = datetime(2026, 11, 19, 14, 30, tzinfo=timezone(timedelta(hours=7)))
SENTENCE = "Giấy khai sinh của NGUYỄN THỊ ƯỚC MẪU, sinh ngày 07/05/2019"
RECORD = DigitisationRecord(
    document_type="KQ.G22.000123",
    owner_id="079319000017",
    title="Giấy khai sinh",
    summary="Khai sinh đúng hạn; <con chung> & đủ cha mẹ",
    number="Số 12/2019, quyển 01",
    issued_on="2019-05",
    issued_by="Ủy ban nhân dân xã Mẫu",
    valid_from="2019-05-07",
    valid_until="2033-05",
    scope="Toàn quốc; mọi thủ tục",
    copy_kind="original",
    digitised_at=datetime(2026, 11, 20, 8, 0, tzinfo=timezone(timedelta(hours=7))),
    digitised_by="lan.nt",
    values=(
        ExtractedValue("birth_date", "2019-05-07"),
        ExtractedValue("full_name", "NGUYỄN THỊ = ƯỚC MẪU"),
    ),
)


def image_page(kind: str, file: int, rotation: int = 0) -> JobPage:
    line = TextLine(Box(200, 300, 1400, 345), SENTENCE, ())
    return JobPage(kind, file, 1654, 2339, 200, rotation, 0, (line,))


@pytest.fixture(scope="module")
def document() -> Assembled:
    """Colour, gray, bilevel and a foreign page, with text and record."""
    bilevel = samples.encoded(samples.page_image(1, mode="L").convert("1"), "PNG")
    foreign_text = TextLine(Box(50, 50, 300, 70), "Hợp đồng", ())
    pages = (
        image_page("image/jpeg", 0),
        image_page("image/jpeg", 1, 90),
        image_page("image/png", 2),
        JobPage("application/pdf", 3, 595, 842, 72, 0, 0, (foreign_text,)),
    )
    gray = samples.page_jpeg(2, mode="L")
    files = (samples.page_jpeg(1), gray, bilevel, samples.text_pdf("Điều 1. Chữ của tệp"))
    return assemble(unpack_job(*pack_job(Job("Giấy khai sinh", CREATED, pages, files, RECORD))))


@pytest.fixture
def told(document: Assembled, tmp_path: Path) -> Callable[..., str]:
    path = tmp_path / "ra.pdf"
    path.write_bytes(document.pdf)

    def run(*command: str) -> str:
        *options, last = [one if one != "FILE" else str(path) for one in command]
        done = subprocess.run([*options, last], capture_output=True, text=True, check=True)
        return done.stdout + done.stderr

    return run


def test_our_own_verdict(document: Assembled) -> None:
    assert (document.pdfa, document.reasons, document.remarks) == ("pass", (), ())


def test_qpdf(told: Callable[..., str]) -> None:
    assert "No syntax or stream encoding errors found" in told("qpdf", "--check", "FILE")


def test_pdfinfo(told: Callable[..., str]) -> None:
    info = told("pdfinfo", "FILE")
    assert "Pages:           4" in info
    assert "Encrypted:       no" in info
    assert "JavaScript:      no" in info
    assert "Form:            none" in info
    assert "Title:           Giấy khai sinh" in info
    version = float(info.partition("PDF version:")[2].split()[0])
    assert 1.4 <= version <= 1.7
    assert not {"Author", "Subject", "Keywords"} & {line.split(":")[0] for line in info.split("\n")}


def test_pdffonts(told: Callable[..., str]) -> None:
    fonts = told("pdffonts", "FILE").splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts


def test_pdftotext(told: Callable[..., str]) -> None:
    pages = told("pdftotext", "FILE", "-").split("\f")
    assert [page.strip() for page in pages[:3]] == [SENTENCE] * 3
    assert "Điều 1. Chữ của tệp" in pages[3]
    assert "Hợp đồng" not in pages[3], "a page that brings its own text keeps that alone"


def test_the_record_can_be_read_back_whole(document: Assembled) -> None:
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        metadata = pdf.open_metadata()
        found = digitisation_record.read(metadata)
        assert metadata.pdfa_status == "2B"
        assert metadata["xmp:CreateDate"] == "2026-11-20T08:00:00+07:00"
        assert metadata["dc:language"] == {"vi"}
        assert pdf.Root.Lang == "vi"
    from dataclasses import replace

    assert found == replace(RECORD, digitised_at=None)


def test_no_personal_data_where_file_managers_look(document: Assembled) -> None:
    with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
        shown = " ".join(str(value) for value in pdf.docinfo.values())
    for personal in (RECORD.owner_id, "ƯỚC", RECORD.number, RECORD.digitised_by):
        assert personal not in shown
    assert RECORD.owner_id not in repr(RECORD)
    assert "MẪU" not in repr(RECORD.values)
    assert RECORD.owner_masked == "0793******17"


def test_only_what_is_known_is_written() -> None:
    page = image_page("image/jpeg", 0)
    guess = DigitisationRecord(issued_on="khoảng 2019", owner_id=" ", scope="\x00")
    made = assemble(Job("Đơn", CREATED, (page,), (samples.page_jpeg(1),), guess))
    assert made.pdfa == "pass", made.reasons
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        metadata = pdf.open_metadata()
        names = {name.rpartition("}")[2] for name in metadata}
    assert names == {
        "title", "language", "CreateDate", "ModifyDate", "MetadataDate", "CreatorTool",
        "Producer", "part", "conformance",
    }  # fmt: skip


def test_equal_jobs_give_equal_bytes_with_text_and_record() -> None:
    page = image_page("image/jpeg", 0)
    job = Job("Đơn", CREATED, (page,), (samples.page_jpeg(1),), RECORD)
    assert assemble(job).pdf == assemble(job).pdf


def test_a_signature_added_to_it_leaves_its_bytes_in_order(
    document: Assembled, tmp_path: Path
) -> None:
    """Judged before signing (capture §4); what is appended keeps to the byte clauses too."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    key, certificate = tmp_path / "k.pem", tmp_path / "c.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Thu"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *files], check=True, capture_output=True)
    signer = signers.SimpleSigner.load(str(key), str(certificate))
    writer = IncrementalPdfFileWriter(io.BytesIO(document.pdf))
    field = signers.PdfSignatureMetadata(field_name="Chu_ky")
    signed = signers.sign_pdf(writer, field, signer=signer).getvalue()
    assert signed.startswith(document.pdf)
    assert pdf_checks.check(signed) == ()
    assert conformance.judge(signed).pdfa == "not_checked", "forms are beyond the validator"
    again = JobPage("application/pdf", 0, 595, 842, 72, 0, 0)
    kept = assemble(Job("Đơn", CREATED, (again,), (signed,), limit=1))
    assert kept.pdf == signed, "never rewritten, never made lighter"


class TestForeign:
    def test_an_ordinary_pdf_becomes_pdf_a_and_keeps_its_text(self, tmp_path: Path) -> None:
        came = samples.text_pdf("Giấy xác nhận của ông Nguyễn Ước Mẫu")
        made = foreign.conform(came)
        assert (made.pdfa, made.removed) == ("pass", ())
        assert conformance.judge(made.pdf).pdfa == "pass"
        (tmp_path / "a.pdf").write_bytes(made.pdf)
        command = ["pdftotext", str(tmp_path / "a.pdf"), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert text.strip() == "Giấy xác nhận của ông Nguyễn Ước Mẫu"

    def test_a_font_that_is_not_there_keeps_the_file_as_it_came_with_the_reason(self) -> None:
        from reportlab.pdfgen.canvas import Canvas

        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(595, 842))
        canvas.drawString(72, 700, "no font inside")
        canvas.save()
        made = foreign.conform(out.getvalue())
        assert made.pdf == out.getvalue()
        assert made.pdfa in {"fail", "not_checked"}
        assert "6.2.11.4" in made.reasons[0]
        merged = assemble(
            Job("A", CREATED, (JobPage("application/pdf", 0, 595, 842, 72, 0, 0),), (made.pdf,))
        )
        assert merged.pdfa == made.pdfa
        with pikepdf.open(io.BytesIO(merged.pdf)) as pdf:
            assert pdf.open_metadata().pdfa_status == "", "it does not say what it is not"

    def test_fonts_nobody_draws_with_do_not_keep_a_scan_from_being_pdf_a(self) -> None:
        """Programs that make PDFs of scans list Helvetica on every page."""
        with pikepdf.open(io.BytesIO(samples.pdf(((595, 842), (595, 842))))) as pdf:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            shared = pdf.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)))
            pdf.pages[0].Resources = pdf.pages[1].Resources = shared
            out = io.BytesIO()
            pdf.save(out)
            pdf.pages[1].Contents = pdf.make_stream(b"BT /F1 12 Tf 72 700 Td (abc) Tj ET")
            drawn = io.BytesIO()
            pdf.save(drawn)
        assert foreign.conform(out.getvalue()).pdfa == "pass"
        kept = foreign.conform(drawn.getvalue())
        assert kept.pdfa != "pass"
        assert kept.pdf == drawn.getvalue()
        second = JobPage("application/pdf", 0, 595, 842, 72, 0, 1)
        merged = assemble(Job("A", CREATED, (second,), (drawn.getvalue(),)))
        with pikepdf.open(io.BytesIO(merged.pdf)) as pdf:
            assert "/F1" in pdf.pages[0].Resources.Font, "the page that draws keeps its font"

    def test_what_acts_goes_even_where_no_pdf_a_can_be_made(self) -> None:
        with pikepdf.open(io.BytesIO(samples.layered_pdf("ON"))) as pdf:
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
            out = io.BytesIO()
            pdf.save(out)
        made = foreign.conform(out.getvalue())
        assert made.pdfa == "not_checked", "hidden layers are beyond the validator"
        assert made.removed == ("scripts",)
        with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
            assert "/OpenAction" not in pdf.Root
            assert "/OCProperties" in pdf.Root, "what is hidden stays hidden"

    def test_a_signed_document_is_not_touched(self) -> None:
        signed = samples.signed_pdf()
        assert foreign.conform(signed) == type(foreign.conform(signed))(
            signed, "not_checked", (), ("signed",)
        )


def spoilt(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def box(key: str, *edges: object) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.pages[0].obj.__setitem__(f"/{key}", pikepdf.Array(edges))


FOREIGN: dict[str, Callable[[], bytes]] = {
    "plain": samples.pdf,
    "text": lambda: samples.text_pdf("Giấy khai sinh"),
    "acting": samples.acting_pdf,
    "layers": lambda: samples.layered_pdf("ON"),
    "restricted": lambda: samples.encrypted_pdf("", "chủ"),
    "turned": lambda: samples.turned_pdf(90),
    "reversed box": lambda: spoilt(box("MediaBox", 595, 842, 0, 0)),
    "box beyond the sheet": lambda: spoilt(box("CropBox", -100, -100, 5000, 5000)),
    "box of text": lambda: spoilt(box("MediaBox", pikepdf.String("0"), 0, 595, 842)),
    "private key": lambda: spoilt(lambda pdf: pdf.Root.__setitem__("/Rieng", pikepdf.Array())),
}


@pytest.mark.soak
@pytest.mark.parametrize("case", FOREIGN)
def test_ocrmypdf_converts_nothing_that_we_do_not(case: str, tmp_path: Path) -> None:
    """Should it learn more one day, foreign files go through it again (docs/decisions.md)."""
    import sys

    (tmp_path / "in.pdf").write_bytes(FOREIGN[case]())
    options = "--mode skip --ocr-engine none --output-type pdfa-2 --pdfa-backend internal"
    files = [str(tmp_path / "in.pdf"), str(tmp_path / "out.pdf")]
    command = [sys.executable, "-m", "ocrmypdf", "-q", "-j", "1", *options.split(), *files]
    done = subprocess.run(command, capture_output=True, check=False)
    ours = foreign.conform(FOREIGN[case]())
    assert ours.pdfa == "pass" or done.returncode != 0, ours.reasons


def test_the_verdict_stays_with_the_document(
    capture: Callable[..., Capture], tmp_path: Path
) -> None:
    service = capture()
    (tmp_path / "a").write_bytes(samples.page_jpeg(1))
    service.import_files("draft-1", "TP1", [tmp_path / "a"])
    made = service.assemble("draft-1", "TP1", "Giấy chứng sinh", CREATED)
    assert made is not None
    assert made[0].pdfa == "pass"
    assert Document("TP1", "Đơn", "aa" * 32, 1, 1).pdfa == "not_checked", "older ones"
