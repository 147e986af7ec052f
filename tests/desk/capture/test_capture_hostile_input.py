"""Faults and hostile input (capture §10): every row ends in a sentence or a harmless document."""

from __future__ import annotations

import errno
import io
import os
import resource
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from desk.capture.bridge import WORKER_COMMAND
from desk.capture.decoder import Decoder
from desk.capture.job import Job, JobPage
from desk.capture.service import Capture
from desk.events import CaptureRemarked
from desk.threads import start_process
from models.attachment import Page
from models.problems import Problem, wording
from models.store import tables
from models.store.blobs import Blobs
from models.store.engine import Store
from tests.support import capture_samples as samples

DRAFT, PAPER = "draft-1", "TP1"
CREATED = datetime(2026, 11, 19, 14, 30, tzinfo=timezone(timedelta(hours=7)))
Take = Callable[..., tuple[Page, ...]]


@pytest.fixture(scope="module")
def decoder() -> Any:
    made = Decoder(start_process, WORKER_COMMAND, {})
    yield made
    made.close()


@pytest.fixture
def service(capture: Callable[..., Capture]) -> Capture:
    return capture()


@pytest.fixture
def take(service: Capture, tmp_path: Path) -> Take:
    def run(data: bytes, password: str = "") -> tuple[Page, ...]:
        path = tmp_path / "tep"
        path.write_bytes(data)
        return service.import_files(DRAFT, PAPER, [path], password=password)

    return run


def remarks(heard: list[object]) -> list[str]:
    found = [one.problem for one in heard if isinstance(one, CaptureRemarked)]
    assert all(wording(one).next_step for one in found)
    return [one.code for one in found]


def audited(store: Store) -> list[str]:
    with store.reading() as tx:
        rows = tx.execute(tables.audit.select()).mappings().all()
    return [str(row["body"]) for row in rows if "file.was_locked" in str(row["body"])]


def assembled(service: Capture, store: Store, blobs: Blobs) -> bytes:
    made = service.assemble(DRAFT, PAPER, "Hợp đồng", CREATED)
    assert made is not None
    with store.writing() as tx:
        blobs.record(tx, made[1], CREATED)
    with store.reading() as tx:
        return blobs.get(tx, made[0].sha256)


# locks


def test_a_locked_file_asks_for_its_password(take: Take, service: Capture) -> None:
    locked = samples.encrypted_pdf("mở ra", "chủ")
    with pytest.raises(Problem) as caught:
        take(locked)
    assert caught.value.code == "capture.file_encrypted"
    assert "mật khẩu" in wording(caught.value).message_vi
    with pytest.raises(Problem) as caught:
        take(locked, password="sai")
    assert caught.value.code == "pdf.password_wrong"
    assert "sai" not in str(caught.value.facts)
    assert service.pages(DRAFT) == ()


def test_with_its_password_the_opened_file_is_kept_and_that_is_on_record(
    take: Take, service: Capture, store: Store, blobs: Blobs, heard: list[object]
) -> None:
    (page,) = take(samples.encrypted_pdf("mở ra", "chủ"), password="mở ra")
    with store.reading() as tx:
        kept = blobs.get(tx, page.sha256)
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert not pdf.is_encrypted
    assert remarks(heard) == ["pdf.found_password"]
    (line,) = audited(store)
    assert '"lock":"password"' in line.replace(" ", "")
    assert "mở ra" not in line
    assert assembled(service, store, blobs).startswith(b"%PDF-1.")


def test_a_restricted_file_opens_stays_as_it_came_and_is_on_record(
    take: Take, store: Store, blobs: Blobs, heard: list[object]
) -> None:
    restricted = samples.encrypted_pdf("", "chủ")
    (page,) = take(restricted)
    with store.reading() as tx:
        assert blobs.get(tx, page.sha256) == restricted
    assert remarks(heard) == ["pdf.found_encryption"]
    assert '"lock":"encryption"' in audited(store)[0].replace(" ", "")


def test_a_signed_file_behind_a_password_is_not_stripped_of_its_signature(
    take: Take, service: Capture
) -> None:
    with pikepdf.open(io.BytesIO(samples.signed_pdf())) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(user="u", owner="o"))
    with pytest.raises(Problem) as caught:
        take(out.getvalue(), password="u")
    assert caught.value.code == "pdf.signed_and_locked"
    assert "chữ ký" in wording(caught.value).message_vi
    assert service.pages(DRAFT) == ()


def test_a_file_of_many_pages_is_unlocked_once(take: Take) -> None:
    with pikepdf.open(io.BytesIO(samples.pdf(((595, 842),) * 3))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(user="u", owner="o"))
    pages = take(out.getvalue(), password="u")
    assert len({page.sha256 for page in pages}) == 1
    assert [page.file_page for page in pages] == [0, 1, 2]


# what acts


def test_scripts_and_attached_files_are_told_and_left_behind(
    take: Take, service: Capture, store: Store, blobs: Blobs, heard: list[object]
) -> None:
    take(samples.acting_pdf())
    assert remarks(heard) == ["pdf.found_scripts", "pdf.found_attached_files"]
    pdf = assembled(service, store, blobs)
    for trace in (b"JavaScript", b"app.alert", b"EmbeddedFile", b"dinh kem"):
        assert trace not in unpacked(pdf)


def unpacked(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def note(pdf: pikepdf.Pdf, kind: str, **keys: Any) -> None:
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[0, 0, 9, 9], **keys
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(annotation)])


def launch(pdf: pikepdf.Pdf) -> None:
    note(pdf, "Link", A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def submit_when_closed(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="http://xau.example")
    pdf.Root.AA = pikepdf.Dictionary(WC=action)


def attach(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"MZ", Type=pikepdf.Name.EmbeddedFile)
    spec = pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec, F="a.exe", EF=pikepdf.Dictionary(F=stream)
    )
    note(pdf, "FileAttachment", FS=pdf.make_indirect(spec))


def film(pdf: pikepdf.Pdf) -> None:
    note(pdf, "RichMedia")


def form_program(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))


def jbig2(pdf: pikepdf.Pdf) -> None:
    picture = pdf.make_stream(
        b"\0" * 20,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=8,
        Height=8,
        BitsPerComponent=1,
        ColorSpace=pikepdf.Name.DeviceGray,
    )
    picture.write(b"\0" * 20, filter=pikepdf.Name.JBIG2Decode)
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))


def open_at_page_one(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])


HOLDS: dict[str, tuple[Callable[[pikepdf.Pdf], None], list[str]]] = {
    "launch": (launch, ["actions"]),
    "submit": (submit_when_closed, ["actions"]),
    "attached to a note": (attach, ["attached_files"]),
    "film": (film, ["media"]),
    "form program": (form_program, ["form_program"]),
    "jbig2": (jbig2, ["jbig2"]),
    "a place to open at": (open_at_page_one, []),
}


@pytest.mark.parametrize("case", HOLDS)
def test_each_kind_of_content_has_its_sentence_and_goes(
    take: Take, decoder: Decoder, heard: list[object], case: str
) -> None:
    change, expected = HOLDS[case]
    data = changed(change)
    take(data)
    assert remarks(heard) == [f"pdf.found_{name}" for name in expected]
    conformed = decoder.conform(data)
    assert list(conformed.removed) == expected
    plain = unpacked(conformed.pdf) if case != "jbig2" else conformed.pdf
    for trace in (b"Launch", b"SubmitForm", b"EmbeddedFile", b"RichMedia", b"xdp", b"OpenAction"):
        assert trace not in plain


# bombs, cut files, limits


def test_a_bomb_of_pixels_is_refused_by_its_header(take: Take) -> None:
    for data in (samples.huge_png(), tiff_bomb()):
        with pytest.raises(Problem, match=r"capture\.file_too_many_pixels"):
            take(data)


def tiff_bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (60_001, 1_001)).save(out, "TIFF", compression="group4")
    return out.getvalue()


@pytest.mark.soak
def test_a_stream_bomb_ends_within_the_workers_limits(decoder: Decoder) -> None:
    """512 MiB of blanks in a few hundred kilobytes: a document or a sentence, and no more."""
    squeezer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    packed = b"".join(squeezer.compress(block) for _ in range(512)) + squeezer.flush()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        stream = made.make_stream(b"")
        stream.write(packed, filter=pikepdf.Name.FlateDecode)
        made.pages[0].Contents = stream
        out = io.BytesIO()
        made.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    page = JobPage("application/pdf", 0, 595, 842, 72, 0, 0)
    try:
        made_document = decoder.assemble_job(Job("Bom", CREATED, (page,), (out.getvalue(),)))
        assert len(made_document.pdf) < 2_000_000
    except Problem as problem:
        assert problem.code == "capture.page_unreadable"  # noqa: PT017
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000, "not in this process"
    assert decoder.is_signed(samples.pdf()) is False, "the next request is answered"


@pytest.mark.parametrize("damage", ["cut", "zeroed", "garbled"])
def test_a_pdf_damaged_in_the_middle_is_a_document_or_a_sentence(
    decoder: Decoder, damage: str
) -> None:
    whole = samples.text_pdf("Giấy khai sinh")
    half = len(whole) // 2
    data = {
        "cut": whole[:half],
        "zeroed": whole[:half] + bytes(200) + whole[half + 200 :],
        "garbled": whole[: half - 100] + os.urandom(300) + whole[half + 200 :],
    }[damage]
    for ask in (lambda: decoder.open_file(data, lambda _: None), lambda: decoder.conform(data)):
        try:
            ask()
        except Problem as problem:
            assert problem.code.startswith("capture.")  # noqa: PT017


def test_a_full_disk_leaves_no_half_file(
    take: Take, service: Capture, blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any) -> int:
        raise OSError(errno.ENOSPC, "no space left")

    before = {path for path in (tmp_path / "blobs").rglob("*") if path.is_file()}
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises((OSError, Problem)):
        take(samples.page_jpeg(1))
    monkeypatch.undo()
    after = {path for path in (tmp_path / "blobs").rglob("*") if path.is_file()}
    assert after == before
    assert service.pages(DRAFT) == ()


# pictures of telephones


@pytest.mark.parametrize("orientation", [1, 3, 6, 8, 2])
def test_no_place_and_no_maker_reach_the_document(
    take: Take, service: Capture, store: Store, blobs: Blobs, orientation: int
) -> None:
    take(samples.photo_jpeg(orientation))
    pdf = assembled(service, store, blobs)
    for trace in (b"Exif", "Hãng Thử".encode(), b"GPS"):
        assert trace not in unpacked_but_pictures(pdf)


def unpacked_but_pictures(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pictures = [
            image.read_raw_bytes() for page in pdf.pages for image in page.get_images().values()
        ]
    return data + b"".join(pictures)


def test_nothing_here_ever_writes_jbig2(decoder: Decoder) -> None:
    bilevel = samples.encoded(samples.page_image(1, mode="L").convert("1"), "PNG")
    page = JobPage("image/png", 0, 1654, 2339, 200, 0, 0)
    made = decoder.assemble_job(Job("Đơn", CREATED, (page,), (bilevel,), limit=1))
    assert b"JBIG2" not in unpacked(made.pdf)
