"""Card → dossier → scans → receipt → province, and what is left of it on disk and at the hub."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from desk.settings import Profile
from tests.support.hub_process import HubProcess
from tests.support.program import Command, MainJob

pytestmark = [pytest.mark.pcsc, pytest.mark.scanner, pytest.mark.timeout(300)]


def words_of(pdf: Path) -> str:
    page = pypdfium2.PdfDocument(pdf)[0]
    return str(page.get_textpage().get_text_bounded())


def test_every_step_was_taken_and_timed(main_job: MainJob) -> None:
    steps = [
        "prepare", "open", "sign_in", "card", "procedure", "capture",
        "accept", "print", "sync", "find", "today",
    ]  # fmt: skip
    assert list(main_job.answer["timings_ms"]) == steps
    assert all(Path(one).stat().st_size > 10_000 for one in main_job.answer["screenshots"])


def test_the_card_was_read_and_verified(main_job: MainJob) -> None:
    card = main_job.answer["card"]
    assert "error" not in card, card
    assert card["access"] == "pace_can"
    assert {name: check["state"] for name, check in card["checks"].items()} == {
        "passive_authentication": "passed",
        "chip_authentication": "passed",
        "active_authentication": "passed",
        "data_groups": "passed",
        "cross_checks": "passed",
    }
    assert (card["number"], card["birth_date"], card["sex"]) == (
        "001099000017", "1999-01-01", "male",
    )  # fmt: skip


def test_the_receipts_barcode_and_qr_say_the_code(main_job: MainJob) -> None:
    pdf = pypdfium2.PdfDocument(main_job.answer["receipt"])
    page = pdf[0]
    width, height = (round(points / 72 * 25.4) for points in page.get_size())
    assert (width, height) == (148, 210)
    found = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
    assert {one.format.name for one in found} == {"Code128", "QRCode"}
    assert {one.text for one in found} == {main_job.answer["dossier_code"]}


def test_each_paper_is_one_pdf_the_hub_holds_byte_for_byte(main_job: MainJob) -> None:
    documents = main_job.answer["documents"]
    assert len(documents) == 2
    hashes = []
    for document in documents:
        content = Path(document["path"]).read_bytes()
        hashes.append(hashlib.sha256(content).hexdigest())
        with pikepdf.open(document["path"]) as opened:
            assert len(opened.pages) == document["pages"] == 1
        checked = subprocess.run(
            ["qpdf", "--check", document["path"]], capture_output=True, check=False
        )
        assert checked.returncode == 0, checked.stdout
    assert hashes == [one["sha256"] for one in documents]
    assert main_job.answer["sync"] == {"state": "sent", "hub_sha256": hashes}


def test_the_dossier_is_at_the_hub_after_both_were_started_anew(
    main_job: MainJob, motcua: Command
) -> None:
    """The demonstration ended both programs; a new hub process serves the same folder."""
    hub = HubProcess(main_job.out / "hub")
    hub.start()
    try:
        hub.enrol("inspector", agency="H99.99.99")
        code = main_job.answer["dossier_code"]
        with hub.client("inspector") as client:
            told = client.get("/v1/dossiers", params={"code": code}).json()
            assert code in str(told)
            for document in main_job.answer["documents"]:
                content = client.get(f"/v1/blobs/{document['sha256']}").content
                assert hashlib.sha256(content).hexdigest() == document["sha256"]
    finally:
        hub.stop()
    again = motcua("find", code, "--json", home=main_job.home)
    assert [row["code"] for row in again.told] == [code]


def test_found_reprinted_and_nothing_left_to_send(
    main_job: MainJob, motcua: Command, tmp_path: Path
) -> None:
    code = main_job.answer["dossier_code"]
    for words in ("nguyen van an", "van an", code[-4:], "001099000017"):
        rows = motcua("find", words, "--json", home=main_job.home).told
        assert [row["code"] for row in rows] == [code], words
        assert "001099000017" not in str(rows)
    paper = tmp_path / "lai.pdf"
    done = motcua("receipt", code.lower(), "--out", paper, "--json", home=main_job.home)
    assert done.code == 0
    assert words_of(paper) == words_of(Path(main_job.answer["receipt"]))
    missing = motcua(
        "receipt", "H99.99.99-000101-0001", "--out", paper, "--json", home=main_job.home
    )
    assert (missing.code, missing.told["error"]["code"]) == (2, "lookup.unknown_code")


def test_the_seats_folder_tells_a_thief_nothing(main_job: MainJob) -> None:
    """Names and numbers are nowhere in the store, the log or the settings (decision 36)."""
    secrets = [
        form
        for text in ("Nguyễn Văn An", "001099000017", "Thôn 1, Xã Thử Nghiệm")
        for form in (text.encode(), text.encode("utf-16-le"))
    ]
    store = Profile(main_job.home / "demo").security
    looked_at = [path for path in store.rglob("*") if path.is_file()]
    assert len(looked_at) > 5
    for path in [*looked_at, *(main_job.home / "demo").glob("*.log")]:
        content = path.read_bytes()
        assert not any(secret in content for secret in secrets), path.name
        assert not content.startswith((b"%PDF", b"\xff\xd8", b"SQLite format")), path.name
