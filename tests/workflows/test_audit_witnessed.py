"""A desk's audit checkpoints at a real hub in another process: handed over, forked, put back."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from desk_kit import DeskKit
from hub_process import HubProcess, run_hub_command

from desk.security import verify_audit
from desk.security.checkpoints import Checkpoints, exported
from desk.sync.line import HttpLine
from migrations.upgrade import open_current
from models.problems import Problem
from models.store import audit
from models.store.engine import Store
from tests.support.seat import Watch

SEED = bytes(range(32))
DEVICE = "desk-1"


@pytest.fixture
def line(hub: HubProcess) -> HttpLine:  # type: ignore[misc]
    one = HttpLine(hub.url, hub.enrol(DEVICE))
    yield one
    one.close()


def seen(store: Store, watch: Watch, times: int) -> None:
    with store.writing() as tx:
        for number in range(times):
            audit.append(tx, "dossier.viewed", "lan", watch.now, f"dossier-{number}")


def signing(store: Store, watch: Watch, seed: bytes = SEED) -> Checkpoints:
    return Checkpoints(store, DEVICE, seed, watch)


def test_every_contact_hands_the_checkpoints_over(
    hub: HubProcess, line: HttpLine, tmp_path: Path, watch: Watch
) -> None:
    kit = DeskKit(tmp_path / "desk", device=DEVICE)
    checkpoints = signing(kit.store, watch)
    sync = kit.sync(line, hand_over=checkpoints.hand_over)
    for _ in range(3):
        seen(kit.store, watch, 50)
        watch.pass_time(minutes=10)
        checkpoints.make_if_due()
        assert sync.once().problem is None
    hub.restart()
    seen(kit.store, watch, 50)
    checkpoints.make_if_due()
    again = HttpLine(hub.url, hub.tokens[DEVICE])
    assert kit.sync(again, hand_over=checkpoints.hand_over).once().problem is None
    again.close()
    kept = run_hub_command("checkpoints", DEVICE, *hub.where())
    with kit.store.reading() as tx:
        chain = [json.dumps(one) for one in exported(tx)]
    assert _findings(tmp_path, chain, kept.stdout) == []
    cut = [one for one in chain if 0 < json.loads(one).get("seq", 0) <= 160]
    assert _findings(tmp_path, cut, kept.stdout) == ["end 160"]


def test_a_chain_written_anew_is_refused_and_seen_until_the_operator_says_why(
    hub: HubProcess, line: HttpLine, tmp_path: Path, watch: Watch
) -> None:
    store = open_current(tmp_path / "first.db", SEED, create=True)
    seen(store, watch, 80)
    signing(store, watch).make_if_due()
    assert signing(store, watch).hand_over(line) == 1
    store.close()
    put_back = open_current(tmp_path / "second.db", SEED, create=True)
    seen(put_back, watch, 60)
    signing(put_back, watch).make_if_due()
    with pytest.raises(Problem, match=r"witness_refused"):
        signing(put_back, watch).hand_over(line)
    forks = run_hub_command("forks", *hub.where())
    assert forks.returncode == 2
    assert [one["seq"] for one in json.loads(forks.stdout)["forks"]] == [60]
    opened = run_hub_command("new-epoch", DEVICE, "--reason", "khôi phục", *hub.where())
    assert json.loads(opened.stdout)["epoch"] == 1
    assert signing(put_back, watch).hand_over(line) == 1
    put_back.close()


def test_another_key_or_a_bad_signature_is_no_checkpoint(
    line: HttpLine, tmp_path: Path, watch: Watch
) -> None:
    store = open_current(tmp_path / "motcua.db", SEED, create=True)
    seen(store, watch, 1)
    good = signing(store, watch).make_if_due()
    assert good is not None
    assert line.countersign([replace(good, signature="00" * 64)]) == ()
    assert line.countersign([replace(good, device_id="desk-9")]) == ()
    answer = line.countersign([good])
    assert line.countersign([good]) == answer, "a lost answer is given again"
    other = Ed25519PrivateKey.from_private_bytes(SEED[::-1])
    later = replace(
        good, seq=2, head="ab" * 32, public_key=other.public_key().public_bytes_raw().hex()
    )
    later = replace(later, signature=other.sign(later.signed_bytes()).hex())
    assert line.countersign([later]) == ()
    store.close()


def _findings(folder: Path, chain: list[str], kept: str) -> list[str]:
    (folder / "chain").write_text("\n".join(chain), encoding="utf-8")
    (folder / "kept").write_text(kept, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, verify_audit.__file__, "chain", "--witness", "kept"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.splitlines()[:-1]
