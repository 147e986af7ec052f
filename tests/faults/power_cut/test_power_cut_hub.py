"""The plug of the hub is pulled while a desk reports: what it answered, it has, and whole.

The hub on SQLite; PostgreSQL keeps its own word (tests/workflows/test_postgres_killed_at_work.py).
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "support"))

from desk_kit import AGENCY
from office_line import HubInside

from hub.enrolment import enrol_device
from hub.settings import HubSettings
from tests.faults.power_cut.images import Image, images
from tests.faults.power_cut.recorder import Journal
from tests.faults.power_cut.recording import recorded

SEED = 20261124


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A hub's folder with one desk let in, and its token."""
    folder = tmp_path_factory.mktemp("prepared") / "hub"
    token = enrol_device(HubSettings(folder), "desk-1", AGENCY)
    HubInside(folder).close()
    return folder, token


def reporting(prepared: tuple[Path, str], scratch: Path, *spoiled: str) -> Journal:
    folder, token = prepared
    return recorded("hub_child.py", folder, [str(scratch / "desk"), token, *spoiled], scratch)


@pytest.fixture(scope="module")
def journal(prepared: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Journal:
    return reporting(prepared, tmp_path_factory.mktemp("recorded"))


def check(image: Image, folder: Path) -> int:
    """Open the hub on the image and hold it to every answer; how many dossiers it has."""
    image.lay_down(folder)
    hub = HubInside(folder)
    try:
        with hub.store.reading() as tx:
            ask = tx.exec_driver_sql
            assert ask("PRAGMA integrity_check").scalar_one() == "ok"
            events = {row.event_id for row in ask("SELECT event_id FROM event")}
            codes = {row.dossier_id: row.code for row in ask("SELECT * FROM dossier")}
            changes = ask("SELECT count(DISTINCT subject) FROM change").scalar_one()
            kept = {row.sha256: row.size for row in ask("SELECT sha256, size FROM blob")}
        assert len(codes) == changes == len(events), "a dossier is there by halves"
        for promised in image.promised:
            what, thing, *more = promised.split()
            if what == "event":
                assert thing in events, "an accepted event is gone"
                assert more[1] in {codes[more[0]], "None"}, "a code that was told is another's"
            else:
                assert thing in kept, "a document that was kept is gone"
        for sha256, size in kept.items():
            path = hub.files.document(sha256)
            content = path.read_bytes() if path.exists() else b""
            whole = len(content) == size and hashlib.sha256(content).hexdigest() == sha256
            assert whole, "a document is missing or damaged"
        return len(codes)
    finally:
        hub.close()
        shutil.rmtree(folder)


def cut(journal: Journal, count: int, folder: Path) -> list[int]:
    return [
        check(image, folder / str(number))
        for number, image in enumerate(images(journal, count, SEED))
    ]


def test_a_cut_anywhere_leaves_what_the_hub_answered(journal: Journal, scratch: Path) -> None:
    assert set(cut(journal, 60, scratch)) == {0, 1, 2, 3}, "the cuts must fall everywhere"


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_cuts_of_the_hub(journal: Journal, scratch: Path) -> None:
    assert set(cut(journal, 1000, scratch)) == {0, 1, 2, 3}


WHAT_BREAKS = {
    "normal": "an accepted event is gone|a document that was kept is gone",
    "names": "missing or damaged",
    "files": "missing or damaged",
    "rows_first": "missing or damaged",
}


@pytest.mark.parametrize(
    "spoiled",
    [one if one == "normal" else pytest.param(one, marks=pytest.mark.soak) for one in WHAT_BREAKS],
)
def test_the_proof_notices_a_careless_hub(
    prepared: tuple[Path, str], scratch: Path, spoiled: str
) -> None:
    journal = reporting(prepared, scratch / "recorded", spoiled)
    with pytest.raises(AssertionError, match=WHAT_BREAKS[spoiled]):
        cut(journal, 300, scratch / "images")
