"""``motcua sign`` and ``motcua verify``: a PIN from a descriptor, and what is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from desk.commands import main
from desk.seat import Seat
from models.attachment import Document
from models.plain import to_plain
from models.store import documents, tables
from tests.support.seat import HAU
from tests.support.soft_token import PIN, SOFTHSM, SoftToken, TokenKit, plain_pdf


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    errors: str

    @property
    def told(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def motcua_with_token(tmp_path: Path, token: SoftToken) -> Run:
    def run(*arguments: object, typed: str | None = None) -> Said:
        descriptors: tuple[int, ...] = ()
        words = [str(one) for one in arguments]
        if typed is not None:
            reading, writing = os.pipe()
            os.write(writing, typed.encode() + b"\n")
            os.close(writing)
            descriptors, words = (reading,), [*words, "--pin-fd", str(reading)]
        done = subprocess.run(
            [sys.executable, "-P", "-m", "desk", *words],
            env={**os.environ, **token.environment, "MOTCUA_HOME": str(tmp_path / "home")},
            pass_fds=descriptors, capture_output=True, text=True, check=False, timeout=60,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        for one in descriptors:
            os.close(one)
        return Said(done.returncode, done.stdout, done.stderr)

    return run


def test_tokens_signing_and_verifying(
    motcua_with_token: Run, tmp_path: Path, token_kit: TokenKit
) -> None:
    listed = motcua_with_token("sign", "--tokens", "--module", SOFTHSM, "--json")
    (seen,) = listed.told["tokens"]
    assert token_kit.agency.fingerprint in {one["fingerprint"] for one in seen["certificates"]}
    paper, signed = tmp_path / "paper.pdf", tmp_path / "signed.pdf"
    paper.write_bytes(plain_pdf())
    done = motcua_with_token(
        "sign", paper, "--out", signed, "--module", SOFTHSM, "--json",
        "--certificate", token_kit.agency.fingerprint[:12], "--copy", "sao-luc", typed=PIN,
    )  # fmt: skip
    assert done.code == 0, done.errors
    assert done.told == {"level": "B-B", "owed": "timestamp", "signer": "UBND xã Thử Nghiệm"}
    assert signed.read_bytes().startswith(paper.read_bytes())
    text = subprocess.run(["pdftotext", signed, "-"], capture_output=True, text=True, check=True)
    assert "SAO LỤC" in text.stdout
    roots = token_kit.authority.install(tmp_path / "roots")
    told = motcua_with_token("verify", signed, "--roots", roots, "--json").told
    assert told["state"] == "valid"
    assert told["signatures"][0]["signer"] == "UBND xã Thử Nghiệm"
    assert "Chữ ký hợp lệ" in told["signatures"][0]["message"]
    unknown = motcua_with_token("verify", signed)
    assert unknown.code == 0, "a completed check exits 0 whatever the verdict"
    assert "chưa xác nhận được nơi cấp" in unknown.out


def test_a_wrong_pin_is_bad_input_and_nowhere_repeated(
    motcua_with_token: Run, tmp_path: Path, token_kit: TokenKit
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(plain_pdf())
    arguments = ("sign", paper, "--out", tmp_path / "s.pdf", "--certificate",
                 token_kit.agency.fingerprint, "--module", SOFTHSM)  # fmt: skip
    done = motcua_with_token(*arguments, typed="918273")
    assert done.code == 2
    assert "Mã PIN không đúng." in done.errors
    assert "918273" not in done.out + done.errors
    assert not (tmp_path / "s.pdf").exists()
    assert motcua_with_token(*arguments).code == 2, "without a terminal the PIN has to be given"
    several = motcua_with_token("sign", paper, "--out", tmp_path / "s.pdf", typed=PIN)
    assert "nhiều chứng thư" in several.errors


def test_what_is_not_there_or_no_pdf(motcua_with_token: Run, tmp_path: Path) -> None:
    missing = motcua_with_token("verify", tmp_path / "none.pdf", "--json")
    assert missing.code == 2
    assert missing.told["error"]["code"] == "sign.file_missing"
    text = tmp_path / "text.pdf"
    text.write_text("no pdf")
    assert motcua_with_token("verify", text).code == 2
    gone = motcua_with_token("sign", "--tokens", "--module", tmp_path / "none.so")
    assert gone.code == 3


def test_a_root_is_installed_for_good(
    motcua_with_token: Run, tmp_path: Path, token_kit: TokenKit
) -> None:
    root = tmp_path / "root.cer"
    root.write_bytes(token_kit.authority.root.der)
    assert motcua_with_token("sign", "--trust", root, "--json").told == {"installed": 1}
    assert motcua_with_token("sign", "--trust", Path(__file__)).code == 2


def test_the_queue_is_listed_and_signed_from_the_command_line(
    clerk: Seat,
    tmp_path: Path,
    token: SoftToken,
    token_kit: TokenKit,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", token.environment["SOFTHSM2_CONF"])
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    password = tmp_path / "password"
    password.write_text("mat khau quay 1\n")
    monkeypatch.setenv("MOTCUA_PASSWORD_FILE", str(password))
    _digitised(clerk)

    def motcua(*words: str) -> Any:
        assert main(["sign", *words, "--user", "quay1", "--json"], lambda _: 0) == 0
        return json.loads(capsys.readouterr().out)

    assert [one["component"] for one in motcua("--waiting")["waiting"]] == ["TP1"]
    reading, writing = os.pipe()
    os.write(writing, PIN.encode() + b"\n")
    os.close(writing)
    agency = token_kit.agency.fingerprint
    done = motcua("--queue", "--certificate", agency, "--pin-fd", str(reading))
    assert (len(done["signed"]), done["stopped"], done["owed"]) == (1, "", 1)
    assert motcua("--waiting") == {"waiting": [], "owing": 1}
    assert motcua("--complete") == {"completed": 0, "owing": 1}, "no service is set"


def _digitised(seat: Seat) -> None:
    draft = replace(seat.intake.begin(seat.user), owner=HAU)
    draft = seat.intake.choose(seat.user, draft, "1.001193")
    procedure = seat.intake.procedure(seat.user, "1.001193")
    assert procedure is not None
    required = {one.code for one in procedure.components if one.required}
    lines = tuple(replace(one, presented=one.code in required) for one in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    dossier_id = seat.acceptance.receive(seat.user, draft).dossier_id
    now = seat.lookup.dossier(seat.user, dossier_id).dossier.received_at
    with seat.store.writing() as tx:
        blob = seat.signed.blobs.put(plain_pdf())
        seat.signed.blobs.record(tx, blob, now)
        one = Document("TP1", "Giấy chứng sinh", blob.sha256, blob.size, 1)
        tx.execute(
            tables.document.insert(), {"dossier_id": dossier_id, "position": 7, **to_plain(one)}
        )
        documents.came_from(tx, dossier_id, draft.id, [one], now)
        for source in documents.sources(tx, dossier_id).values():
            documents.finish(tx, source, "text", now)
