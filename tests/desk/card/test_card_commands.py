"""`motcua card …` as another program calls it: a process of its own, the real PC/SC stack, JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from demo.card import deck
from demo.card.reader import Reader
from desk.threads import start_thread
from models.identity_number import mask
from tests.support.reader_states import context, wait_for, wait_until_empty

pytestmark = [pytest.mark.pcsc, pytest.mark.timeout(240)]

AN = deck.person("an")
CHECKS = (
    "passive_authentication",
    "chip_authentication",
    "active_authentication",
    "data_groups",
    "cross_checks",
)
ALWAYS = {"number", "access", "checks", "warnings", "advice", "apdus", "seconds"}
PERSONAL = {"full_name", "birth_date", "sex", "expiry_date", "address"}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(start_thread) as opened:
        yield opened


class Program:
    """The installed command, with an office of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = os.environ | {"MOTCUA_HOME": str(home), "PYTHONIOENCODING": "utf-8"}

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "desk", "card", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self.environment,
        )

    def __call__(self, *words: str) -> tuple[int, str]:
        running = self.start(*words)
        out, complaints = running.communicate(timeout=60)
        assert "Traceback" not in complaints
        return running.returncode, out

    def json(self, *words: str) -> tuple[int, Any]:
        code, out = self(*words, "--json")
        (line,) = out.splitlines()
        return code, json.loads(line)


@pytest.fixture
def card(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")


@pytest.fixture
def csca(tmp_path: Path) -> Path:
    path = tmp_path / "csca.der"
    path.write_bytes(deck.csca_of(AN))
    return path


@contextmanager
def lying(reader: Reader, key: str) -> Iterator[None]:
    """A card on the reader, seen by the driver; the one before it is gone for it."""
    wait_until_empty(reader.names)
    with reader.plugged(deck.card(key)):
        wait_for(context(), reader.names[0], present=True)
        time.sleep(0.5)  # it is reset once more right after insertion
        yield


@pytest.fixture
def an_lies_there(reader: Reader) -> Iterator[None]:
    with lying(reader, "an"):
        yield


@pytest.mark.usefixtures("an_lies_there")
def test_a_reading_without_names(card: Program, csca: Path) -> None:
    code, told = card.json("read", "--number", AN.number, "--csca", str(csca))
    assert code == 0
    assert set(told) == ALWAYS
    assert told["number"] == mask(AN.number) != AN.number
    assert told["access"] == "pace_can"
    assert set(told["checks"]) == set(CHECKS)
    for check in told["checks"].values():
        assert set(check) == {"state", "reason"}
        assert check == {"state": "passed", "reason": ""}
    assert told["advice"] == "data_may_be_used"
    assert told["apdus"] <= 22
    assert 0 < told["seconds"] < 30
    code, text = card("read", "--qr", AN.qr_text)
    assert code == 0
    for secret in (AN.number, AN.name, AN.address):
        assert secret not in text


@pytest.mark.usefixtures("an_lies_there")
def test_without_an_issuer_the_exit_is_0_all_the_same(card: Program) -> None:
    code, told = card.json("read", "--qr", AN.qr_text, "--personal")
    assert code == 0
    unknown = {"state": "inconclusive", "reason": "issuer_unknown"}
    assert told["checks"]["passive_authentication"] == unknown
    assert set(told) == ALWAYS | PERSONAL
    assert told["number"] == AN.number
    assert told["full_name"] == AN.name
    assert told["birth_date"] == AN.born.isoformat()
    assert told["sex"] == "male"
    assert AN.expires is not None
    assert told["expiry_date"] == AN.expires.isoformat()
    assert told["address"] == AN.address


@pytest.mark.usefixtures("an_lies_there")
def test_mrz_short_blocks_and_the_face(card: Program, tmp_path: Path) -> None:
    face = tmp_path / "face.png"
    words = ("--mrz", "\n".join(AN.mrz_lines), "--max-le", "223", "--face", str(face))
    code, told = card.json("read", *words)
    assert (code, told["access"]) == (0, "pace_mrz")
    assert told["apdus"] > 80
    assert face.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    nowhere = str(tmp_path / "none" / "face.png")
    code, told = card.json("read", "--number", AN.number, "--face", nowhere)
    assert (code, told["error"]["code"]) == (2, "command.bad_option")


@pytest.mark.usefixtures("an_lies_there")
def test_the_key_from_a_photograph_of_the_qr(card: Program, tmp_path: Path) -> None:
    barcode = zxingcpp.create_barcode(AN.qr_text, zxingcpp.BarcodeFormat.QRCode)
    photograph = tmp_path / "qr.png"
    Image.fromarray(zxingcpp.write_barcode_to_image(barcode, scale=5)).save(photograph)
    code, told = card.json("read", "--qr-picture", str(photograph))
    assert (code, told["access"]) == (0, "pace_can")
    code, told = card.json("read", "--qr-picture", str(tmp_path / "none.png"))
    assert (code, told["error"]["code"]) == (2, "card.qr_unreadable")


@pytest.mark.usefixtures("an_lies_there")
def test_a_wrong_number_is_bad_input(card: Program) -> None:
    code, told = card.json("read", "--number", "001099000018")
    assert (code, told["error"]["code"]) == (2, "card.wrong_key")
    assert all(told["error"][name] for name in ("message_vi", "message_en", "next_step"))


@pytest.mark.usefixtures("an_lies_there")
def test_the_readers_and_a_reader_that_is_not_there(card: Program, reader: Reader) -> None:
    code, told = card.json("readers")
    assert (code, len(told["readers"])) == (0, 2)
    assert all(reader.name in name for name in told["readers"])
    words = ("read", "--number", AN.number, "--reader")
    assert card.json(*words, told["readers"][0])[0] == 0
    code, told = card.json(*words, "no such reader")
    assert (code, told["error"]["code"]) == (3, "card.no_reader")


@pytest.mark.usefixtures("an_lies_there")
def test_an_imported_issuer_is_trusted_from_then_on(card: Program, csca: Path) -> None:
    assert card.json("trust", "list") == (0, {"certificates": []})
    code, told = card.json("trust", "import", str(csca))
    assert (code, told["skipped"], told["master_list"]) == (0, 0, False)
    (one,) = told["certificates"]
    assert set(one) == {"country", "title", "not_before", "not_after", "sha256"}
    assert card.json("trust", "list") == (0, {"certificates": [one]})
    code, told = card.json("read", "--number", AN.number)
    assert told["checks"]["passive_authentication"]["state"] == "passed"
    csca.write_bytes(b"no certificate")
    code, told = card.json("trust", "import", str(csca))
    assert (code, told["error"]["code"]) == (2, "card.trust_file_rejected")
    code, told = card.json("read", "--number", AN.number, "--csca", str(csca.parent / "none"))
    assert (code, told["error"]["code"]) == (2, "card.trust_file_unreadable")


@pytest.mark.usefixtures("an_lies_there")
def test_the_profile_of_a_chip_tells_of_nobody(card: Program) -> None:
    code, out = card("profile", "--number", AN.number, "--json")
    told = json.loads(out)
    assert code == 0
    assert told["sizes"]["DG2"] > 10_000
    assert told["steps"]
    for secret in (AN.number, AN.number[-9:], AN.name, AN.address, "NGUYEN"):
        assert secret not in out


def test_a_birth_known_by_its_year_and_a_card_without_end(reader: Reader, card: Program) -> None:
    someone = deck.person("birth-year")
    with lying(reader, someone.key):
        code, told = card.json("read", "--number", someone.number, "--personal")
    assert (code, told["birth_date"]) == (0, f"{someone.born:%Y}")
    someone = deck.person("no-expiry")
    with lying(reader, someone.key):
        code, told = card.json("read", "--number", someone.number, "--personal")
    assert (code, told["expiry_date"]) == (0, None)


@pytest.mark.usefixtures("reader")
def test_no_card_is_a_device_that_is_not_there(card: Program) -> None:
    code, told = card.json("read", "--number", AN.number)
    assert (code, told["error"]["code"]) == (3, "card.no_card")
    code, out = card("read", "--number", AN.number)
    assert (code, out) == (3, "")


def test_watching_tells_an_event_a_line(reader: Reader, card: Program) -> None:
    running = card.start("watch", "--seconds", "6", "--json")
    assert running.stdout is not None
    first = json.loads(running.stdout.readline())
    assert first["event"] == "ReaderState"
    assert len(first["readers"]) == 2
    with lying(reader, "an"):
        placed = json.loads(running.stdout.readline())
    removed = json.loads(running.stdout.readline())
    assert (placed["event"], removed["event"]) == ("CardPlaced", "CardRemoved")
    assert placed["reader"] == removed["reader"] == first["readers"][0]
    running.communicate(timeout=30)
    assert running.returncode == 0


@pytest.mark.parametrize("words", [("--max-le", "0"), ("--max-le", "70000"), ("--qr", "x")])
def test_options_that_make_no_sense(card: Program, words: tuple[str, str]) -> None:
    code, told = card.json("read", "--number", AN.number, *words)
    assert (code, told["error"]["code"]) == (2, "command.bad_option")


def test_without_the_reader_service(reader: Reader, card: Program) -> None:
    reader.stop_service()
    try:
        for words in (("readers",), ("read", "--number", AN.number)):
            code, told = card.json(*words)
            assert (code, told["error"]["code"]) == (3, "card.service_down")
    finally:
        reader.start_service()
