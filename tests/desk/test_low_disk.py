"""A disk that runs low stops new scans, in words, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desk.seat import Seat
from models.problems import Problem
from models.store import reserve


def test_new_scans_are_refused_and_drafts_still_saved(
    clerk: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = tmp_path / "scan.jpg"
    Image.new("RGB", (300, 400), "white").save(scan, dpi=(50, 50))
    draft = clerk.intake.begin(clerk.user)
    clerk.intake.save(clerk.user, draft)
    monkeypatch.setattr(reserve, "free", lambda _: 300 * 1024**2)
    with pytest.raises(Problem, match="disk_low") as caught:
        clerk.capture.import_files(draft.id, "TP1", [scan])
    assert caught.value.facts == {"megabytes": 300}
    clerk.intake.save(clerk.user, replace(draft, note="vẫn lưu được"))
    monkeypatch.undo()
    assert len(clerk.capture.import_files(draft.id, "TP1", [scan])) == 1
