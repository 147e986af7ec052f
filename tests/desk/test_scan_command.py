"""``motcua scan`` and ``motcua separators``: devices listed, pages as files, sheets that read."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from demo.escl_device import EsclDevice
from desk import commands
from desk.settings import UNNAMED_OFFICE, Profile, Settings
from desk.threads import start_thread
from models.codes import separator_text
from models.scan_profile import ScanProfile, ScanProfiles
from tests.support.capture_samples import page_jpeg

PAGES = tuple(page_jpeg(number) for number in (1, 2, 3))


@pytest.fixture
def device() -> Iterator[EsclDevice]:
    with EsclDevice(PAGES, start_thread) as made:
        yield made


@pytest.fixture(autouse=True)
def _no_other_scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sane"
    folder.mkdir()
    (folder / "dll.conf").write_text("")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    def no_window(_: argparse.Namespace) -> int:
        raise AssertionError("no window was asked for")

    code = commands.main(words, no_window)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_known_address_is_listed_with_what_it_can_do(
    capsys: pytest.CaptureFixture[str], device: EsclDevice
) -> None:
    code, out, _ = run(capsys, "scan", "devices", "--address", device.address, "--json")
    (found,) = json.loads(out)["devices"]
    assert code == 0
    assert found["id"] == f"escl:{device.address}"
    assert found["has_duplex"]
    assert found["resolutions"] == [100, 200, 300]
    code, out, _ = run(capsys, "scan", "devices", "--address", device.address)
    assert "mặt kính, khay nạp, hai mặt" in out


def test_no_scanner_is_an_empty_list_for_programs_and_words_for_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, "scan", "devices", "--json") == (0, '{"devices": []}\n', "")
    code, _, err = run(capsys, "scan", "devices")
    assert code == 3
    assert "Không thấy máy quét" in err


def test_pages_become_files_byte_for_byte(
    capsys: pytest.CaptureFixture[str], device: EsclDevice, tmp_path: Path
) -> None:
    folder = tmp_path / "trang"
    where = device.address.removeprefix("http://").removesuffix("/eSCL")
    code, out, _ = run(
        capsys, "scan", "run", "--device", where, "--source", "feeder", "--out-dir", str(folder),
        "--json",
    )  # fmt: skip
    told = json.loads(out)
    assert code == 0
    assert [Path(page["file"]).read_bytes() for page in told["pages"]] == list(PAGES)
    assert told["pages"][2]["sha256"] == hashlib.sha256(PAGES[2]).hexdigest()
    assert told["pages"][0]["dpi"] == 200


def test_a_folder_with_pages_is_not_mixed_with_another_scan(
    capsys: pytest.CaptureFixture[str], device: EsclDevice, tmp_path: Path
) -> None:
    (tmp_path / "page-0001.jpg").write_bytes(b"x")
    code, out, _ = run(
        capsys, "scan", "run", "--device", f"escl:{device.address}", "--out-dir", str(tmp_path),
        "--json",
    )  # fmt: skip
    assert (code, json.loads(out)["error"]["code"]) == (2, "sources.out_taken")


def test_a_jam_is_code_3_and_the_pages_before_it_are_there(
    capsys: pytest.CaptureFixture[str], device: EsclDevice, tmp_path: Path
) -> None:
    device.device.load(PAGES, "jam@3")
    code, _, err = run(
        capsys, "scan", "run", "--device", f"escl:{device.address}", "--source", "feeder",
        "--out-dir", str(tmp_path / "ra"),
    )  # fmt: skip
    assert code == 3
    assert "kẹt" in err
    assert len(list((tmp_path / "ra").iterdir())) == 2


def test_a_profile_of_the_seat_says_how_to_scan(
    capsys: pytest.CaptureFixture[str],
    device: EsclDevice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    mine = ScanProfile("Hai mặt", f"escl:{device.address}", source="feeder", duplex=True)
    settings = Settings(office=UNNAMED_OFFICE, scan_profiles=ScanProfiles((mine,)))
    Profile(tmp_path / "office").save(settings)
    code, out, _ = run(
        capsys, "scan", "run", "--profile", "Hai mặt", "--out-dir", str(tmp_path / "ra"), "--json"
    )
    assert code == 0
    assert len(json.loads(out)["pages"]) == 6
    code, out, _ = run(
        capsys, "scan", "run", "--profile", "Ba mặt", "--out-dir", str(tmp_path / "rb"), "--json"
    )
    assert (code, json.loads(out)["error"]["code"]) == (2, "sources.no_profile")


def codes_of(pdf: Path) -> list[list[str]]:
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=200 / 72).to_pil()
        found.append([one.text for one in zxingcpp.read_barcodes(picture)])
    document.close()
    return found


def test_separators_are_printed_for_the_components_of_a_procedure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pdf = tmp_path / "to-phan-cach.pdf"
    code, out, _ = run(capsys, "separators", "--procedure", "1.001193", "--out", str(pdf), "--json")
    told = json.loads(out)
    assert code == 0
    assert told["sheets"] == len(told["components"]) > 1
    read = codes_of(pdf)
    for component, texts in zip(told["components"], read, strict=True):
        assert separator_text(component) in texts


def test_a_separator_for_whatever_comes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pdf = tmp_path / "moi.pdf"
    assert run(capsys, "separators", "--out", str(pdf))[0] == 0
    (texts,) = codes_of(pdf)
    assert separator_text() in texts


@pytest.mark.parametrize(
    "words", [("--procedure", "9.999999"), ("--component", "a b"), ("--component", "x" * 65)]
)
def test_separators_for_what_does_not_exist(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, str]
) -> None:
    code, out, _ = run(capsys, "separators", *words, "--out", str(tmp_path / "x.pdf"), "--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "command.bad_option")
