"""The audit under attack: what the chain shows alone, and what only a witness shows."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.security import verify_audit
from desk.security.checkpoints import Checkpoints, exported
from models.checkpoint import AuditCheckpoint, CounterSignature
from models.problems import Problem
from models.store import audit, checkpoints
from models.store.engine import Store
from tests.support.empty_store import open_copy
from tests.support.seat import Watch

SEED = bytes(range(32))
VERIFIER = Path(verify_audit.__file__)


@dataclass
class KeepingWitness:
    """A hub that keeps and signs."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    kept: list[AuditCheckpoint] = field(default_factory=list)

    def countersign(self, batch: Sequence[AuditCheckpoint]) -> tuple[CounterSignature, ...]:
        self.kept += batch
        public = self.key.public_key().public_bytes_raw().hex()
        bare = [CounterSignature(c.seq, c.head, "2026-11-19T08:00:00Z", public, "") for c in batch]
        return tuple(
            replace(one, signature=self.key.sign(one.signed_bytes(c.device_id)).hex())
            for one, c in zip(bare, batch, strict=True)
        )


@pytest.fixture
def store(tmp_path: Path, empty_store: Path) -> Store:  # type: ignore[misc]
    opened = open_copy(empty_store, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def signing(store: Store, watch: Watch) -> Checkpoints:
    return Checkpoints(store, "desk-1", SEED, watch)


def act(store: Store, watch: Watch, times: int) -> None:
    with store.writing() as tx:
        for number in range(times):
            audit.append(tx, "dossier.viewed", "lan", watch.now, f"dossier-{number}")


def test_a_checkpoint_comes_after_fifty_entries_or_ten_minutes(
    store: Store, signing: Checkpoints, watch: Watch
) -> None:
    assert signing.make_if_due() is None, "nothing to vouch for"
    act(store, watch, 1)
    first = signing.make_if_due()
    assert first is not None
    assert first.seq == 1
    act(store, watch, 49)
    watch.pass_time(minutes=9)
    assert signing.make_if_due() is None
    act(store, watch, 1)
    assert signing.make_if_due() is not None
    watch.pass_time(hours=1)
    assert signing.make_if_due() is None, "nothing new"
    act(store, watch, 1)
    third = signing.make_if_due()
    assert third is not None
    assert third.seq == 52


def test_answers_are_kept_once_and_only_when_they_hold(
    store: Store, signing: Checkpoints, watch: Watch
) -> None:
    act(store, watch, 1)
    signing.make_if_due()
    liar = KeepingWitness()
    liar.countersign = lambda batch: tuple(  # type: ignore[method-assign]
        replace(one, server_time="2030-01-01T00:00:00Z")
        for one in KeepingWitness(liar.key).countersign(batch)
    )
    assert signing.hand_over(liar) == 0
    witness = KeepingWitness()
    assert signing.hand_over(witness) == 1
    assert signing.hand_over(witness) == 0
    watch.pass_time(minutes=10)
    act(store, watch, 1)
    signing.make_if_due()
    with pytest.raises(Problem, match="witness_changed"):
        signing.hand_over(KeepingWitness())
    with store.reading() as tx:
        assert len(checkpoints.waiting(tx, 9)) == 1
        assert [answer is not None for _, answer in checkpoints.every(tx)] == [True, False]


@pytest.fixture
def witness() -> KeepingWitness:
    return KeepingWitness()


@pytest.fixture
def lines(
    store: Store, signing: Checkpoints, watch: Watch, witness: KeepingWitness
) -> list[dict[str, Any]]:
    """A chain of 130 rows with a checkpoint at 50, 100 and 130, all answered."""
    for times in (50, 50, 30):
        act(store, watch, times)
        watch.pass_time(minutes=10)
        signing.make_if_due()
    signing.hand_over(witness)
    with store.reading() as tx:
        return list(exported(tx))


def rows(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in lines if "seq" in one]


def found(lines: list[dict[str, Any]], witness: KeepingWitness | None, folder: Path) -> list[str]:
    """Run the verifier as the separate program it is, on its own."""
    chain, kept, program = folder / "chain", folder / "kept", folder / "verify.py"
    program.write_bytes(VERIFIER.read_bytes())
    chain.write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")
    extra = []
    if witness is not None:
        listed = [json.dumps({"checkpoint": asdict(one)}) for one in witness.kept]
        kept.write_text("\n".join(listed))
        extra = ["--witness", str(kept)]
    done = subprocess.run(
        [sys.executable, str(program), str(chain), *extra],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    *findings, summary = done.stdout.splitlines()
    assert summary.endswith(f"{len(findings)} findings"), done.stderr
    assert done.returncode == (2 if findings else 0)
    return findings


def rewritten(lines: list[dict[str, Any]], signed_by: bytes | None) -> list[dict[str, Any]]:
    """The whole chain anew with one entry less, checkpoints too if the forger has a key."""
    previous, forged = bytes(32), []
    for seq, row in enumerate([one for one in rows(lines) if one["seq"] != 7], start=1):
        inner = hashlib.sha256(row["body"].encode()).digest()
        previous = hashlib.sha256(
            b"motcua.audit.1" + previous + seq.to_bytes(8, "big") + inner
        ).digest()
        forged.append({"seq": seq, "body": row["body"], "hash": previous.hex()})
    if signed_by is not None:
        key = Ed25519PrivateKey.from_private_bytes(signed_by)
        public = key.public_key().public_bytes_raw().hex()
        bare = AuditCheckpoint(
            "desk-1", len(forged), previous.hex(), "2026-11-19T08:00:00Z", public, ""
        )
        signed = replace(bare, signature=key.sign(bare.signed_bytes()).hex())
        forged.append({"checkpoint": asdict(signed), "answer": None})
    return forged


def test_an_honest_chain_has_no_findings(
    lines: list[dict[str, Any]], witness: KeepingWitness, tmp_path: Path
) -> None:
    assert len(rows(lines)) == 130
    assert found(lines, None, tmp_path) == []
    assert found(lines, witness, tmp_path) == []


def test_an_edit_is_found_where_it_is(lines: list[dict[str, Any]], tmp_path: Path) -> None:
    lines[41]["body"] = lines[41]["body"].replace("lan", "mai")
    assert found(lines, None, tmp_path) == ["row 42"]


def test_a_row_removed_from_the_middle_is_found(
    lines: list[dict[str, Any]], tmp_path: Path
) -> None:
    del lines[60]
    assert found(lines, None, tmp_path)[0] == "row 61"


def test_an_end_cut_off_is_found_by_the_checkpoints(
    lines: list[dict[str, Any]], tmp_path: Path
) -> None:
    cut = [one for one in lines if "checkpoint" in one or one["seq"] <= 110]
    assert found(cut, None, tmp_path) == ["end 110"]


def test_an_end_cut_off_with_its_checkpoints_needs_the_witness(
    lines: list[dict[str, Any]], witness: KeepingWitness, tmp_path: Path
) -> None:
    cut = [
        one
        for one in lines
        if one.get("seq", 0) <= 60 and one.get("checkpoint", {"seq": 0})["seq"] <= 60
    ]
    assert found(cut, None, tmp_path) == [], "the chain alone cannot know"
    assert found(cut, witness, tmp_path) == ["end 60", "end 60"]


def test_a_chain_written_anew_needs_the_witness(
    lines: list[dict[str, Any]], witness: KeepingWitness, tmp_path: Path
) -> None:
    forged = rewritten(lines, SEED)
    assert found(forged, None, tmp_path) == [], "who has the device's key can sign anything"
    assert set(found(forged, witness, tmp_path)) == {"fork 50", "fork 100", "end 129"}
    assert found(rewritten(lines, None), witness, tmp_path)


def test_a_forged_signature_and_a_forged_answer_are_found(
    lines: list[dict[str, Any]], tmp_path: Path
) -> None:
    signs = [one for one in lines if "checkpoint" in one]
    signs[1]["checkpoint"]["at"] = "2026-01-01T00:00:00Z"
    signs[2]["answer"]["server_time"] = "2026-01-01T00:00:00Z"
    assert found(lines, None, tmp_path) == ["signature 100", "answer 130"]


def test_another_device_s_key_is_found(lines: list[dict[str, Any]], tmp_path: Path) -> None:
    foreign = rewritten(lines, bytes(32))[-1:]
    assert "signature 129" in found([*lines, *foreign], None, tmp_path)


def test_the_store_s_own_check_agrees(
    store: Store, lines: list[dict[str, Any]], witness: KeepingWitness
) -> None:
    with store.reading() as tx:
        last = witness.kept[-1]
        assert audit.verify(tx, audit.Head(last.seq, last.head)).broken_at is None
        assert verify_audit.check(exported(tx), ()) == (130, [])
