"""After a day's work nothing on the disk tells a person's name or number, whoever reads it raw."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desk.assembly import Desk, assemble
from desk.log_masking import MaskingFormatter
from desk.seat import Seat
from models.citizen import Citizen
from models.problems import Problem
from models.role import Role, User
from models.store.reserve import Reserve
from models.text import fold
from tests.support.life import PROCEDURE, SLOW
from tests.support.seat import CHEAP, HAU, LATE, Watch

MOTHER = replace(HAU, full_name="Đặng Thị Mẫu Tử", number="001168000019", phone="0988777666")
READABLE = {b"%PDF": "PDF", b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"PK\x03\x04": "zip",
            b"SQLite format 3": "SQLite", b"II*\x00": "TIFF", b"MM\x00*": "TIFF"}  # fmt: skip


def secrets_of(person: Citizen) -> Iterator[bytes]:
    """How a name, number or phone may be written."""
    words = (person.full_name, person.full_name.upper(), fold(person.full_name))
    for text in (*words, person.number or "", person.phone):
        for form in (text, unicodedata.normalize("NFD", text)):
            raw = form.encode()
            yield raw
            yield form.encode("utf-16-le")
            yield form.encode("utf-16-be")
            for shift in range(3):  # wherever the name begins in the text that was encoded
                yield base64.b64encode(bytes(shift) + raw)[4:-4]


def readable_in(folders: list[Path], *more: bytes) -> list[str]:
    """Files that tell a person, or one of these secrets, or that anybody could open."""
    found = []
    spellings = {one for person in (HAU, MOTHER) for one in secrets_of(person) if len(one) > 7}
    spellings |= set(more)
    for path in (one for folder in folders for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        kind = next((kind for magic, kind in READABLE.items() if content.startswith(magic)), None)
        if kind is not None:
            found.append(f"{path.name}: a {kind}")
        everything = content + inflated(content)
        if any(one in everything for one in spellings):
            found.append(f"{path.name}: a person")
    return found


def inflated(content: bytes) -> bytes:
    """What a plain deflate stream at the beginning of a file holds."""
    try:
        return zlib.decompressobj().decompress(content, 1_000_000)
    except zlib.error:
        return b""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place for temporary files, for the driver processes too."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def log(desk: Desk) -> Iterator[None]:
    handler = logging.FileHandler(desk.profile.log_file)
    handler.setFormatter(MaskingFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


def work(seat: Seat, scans: Path) -> None:
    """An intake with scans, a draft left open, looks, a search, a printer that is not there."""
    draft = replace(seat.intake.begin(seat.user), owner=HAU, submitter=MOTHER)
    draft = seat.intake.choose(seat.user, draft, "1.001193")
    procedure = seat.intake.procedure(seat.user, "1.001193")
    assert procedure is not None
    papers = {one.code for one in procedure.components if not one.database}
    lines = tuple(replace(line, presented=line.code in papers) for line in draft.components)
    draft = replace(draft, components=lines, note=f"{MOTHER.full_name} {MOTHER.phone}")
    seat.intake.save(seat.user, draft)
    scan = scans / "scan.jpg"
    Image.effect_noise((300, 400), 90).convert("L").save(scan, dpi=(50, 50))
    digitised = next(one.code for one in procedure.components if one.code in papers)
    seat.capture.import_files(draft.id, digitised, [scan])
    received = seat.acceptance.receive(seat.user, draft)
    assert seat.lookup.find(seat.user, "mau tu")
    seat.lookup.dossier(seat.user, received.dossier_id)
    seat.lookup.document(seat.user, received.dossier_id, digitised)
    with pytest.raises(Problem, match="printing"):
        seat.papers.print_receipt(seat.user, received.dossier_id)
    left = replace(seat.intake.begin(seat.user), owner=MOTHER)
    seat.intake.save(seat.user, left)


@pytest.mark.expects_warnings
def test_a_raw_reader_finds_nobody(
    desk: Desk, admin: Seat, temporary: Path, log: None, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    second, scans = tmp_path / "second", tmp_path / "scans"
    second.mkdir()
    scans.mkdir()
    settings = replace(desk.settings, print_to_folder=False, backup_folder=str(second))
    desk.profile.save(settings)
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "no print service"))
    placed = assemble(desk.profile, clock=Watch(LATE), password_cost=CHEAP)
    seat = placed.sign_in("quay1", "mat khau quay 1")
    seat.store.reserve = Reserve(desk.profile.security, 4096)  # 200 MB take long to search
    work(seat, scans)
    assert seat.care.once() == ()
    seat.leave()
    admin.store.close()
    office = placed.accounts()
    chief = User("phutrach", "Phạm Văn Trách", Role.SUPERVISOR)
    office.rotate_keys(office.sign_in("quantri", "mat khau quan tri"), chief).store.close()
    placed.workers.stop()
    places = [desk.profile.folder, temporary, second]
    assert sum(1 for place in places for one in place.rglob("*") if one.is_file()) > 10
    assert readable_in(places) == []
    planted = desk.profile.folder / "receipt"
    planted.write_bytes(zlib.compress(f"Giấy tiếp nhận {HAU.full_name}".encode()))
    (temporary / "spool").write_bytes(b"%PDF-1.7")
    assert readable_in(places) == ["receipt: a person", "spool: a PDF"]


CHILD = Path(__file__).parent / "later_work_child.py"
ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(240)
def test_a_raw_reader_finds_nobody_after_a_kill_in_the_work_behind(
    desk: Desk, admin: Seat, temporary: Path, tmp_path: Path
) -> None:
    """Lodged online, scanned, read, waiting for a signature, then killed while a page is read."""
    scans, portal = tmp_path / "scans", tmp_path / "portal"
    scans.mkdir()
    for folder in ("den", "tep"):
        (portal / folder).mkdir(parents=True)
    lodge(portal, MOTHER)
    admin.life.catalogue_editing.save(admin.user, PROCEDURE)
    admin.life.catalogue_editing.release(admin.user, SLOW, PROCEDURE.version, PROCEDURE.valid_from)
    witness = admin.presence.witness(
        admin.user, "keys.recovery_witnessed", "phutrach", "mat khau phu trach", "Phong bì rách"
    )
    paper = admin.custody.new_recovery_key(admin.user, witness)
    desk.profile.save(replace(desk.settings, online_folder=str(portal)))
    admin.store.close()
    done = subprocess.run(
        [sys.executable, str(CHILD), str(desk.profile.folder), str(scans)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1"},
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    told = dict(line.split() for line in done.stdout.decode().splitlines())
    assert told == {"online": "1", "read": "2", "tosign": "1"}
    assert desk.profile.log_file.read_bytes(), "the log says something"
    keys = (paper.encode(), paper.replace("-", "").encode(), b"mat khau quay 1")
    assert readable_in([desk.profile.folder, temporary], *keys) == []
    assert all(one not in done.stderr for one in (*keys, *secrets_of(HAU), *secrets_of(MOTHER)))


def lodge(portal: Path, person: Citizen) -> None:
    """What the province's export brings."""
    Image.effect_noise((300, 400), 90).convert("L").save(portal / "tep" / "to-khai.jpg")
    digest = hashlib.sha256((portal / "tep" / "to-khai.jpg").read_bytes()).hexdigest()
    file = {"IdGiayTo": "to-khai.jpg", "TenGiayTo": "Tờ khai", "HashTepTin": digest}
    packet = {
        "MaHoSo": "H99.01.02-261119-0009",
        "MaTTHC": SLOW,
        "NgayNop": "2026-11-19T09:00:00+07:00",
        "ThongTinNguoiNop": {
            "HoTen": person.full_name, "SoDinhDanh": person.number, "Sdt": person.phone,
        },
        "ThanhPhanHoSo": [{"MaThanhPhanHoSo": "01", "GiayToDinhKem": [file]}],
    }  # fmt: skip
    (portal / "den" / "packet.json").write_text(json.dumps(packet))
