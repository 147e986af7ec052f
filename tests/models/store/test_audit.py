"""The chain notices every change, and with a witness also a cut or a rewritten one."""

from __future__ import annotations

import hashlib
import json

import pytest

from models.store import audit
from models.store.engine import Store
from tests.support.store_samples import NOON


@pytest.fixture
def chain(store: Store) -> Store:
    with store.writing() as tx:
        for number in range(1, 6):
            audit.append(tx, "dossier.received", "lan", NOON, f"dossier-{number}", {"n": number})
    return store


def test_the_chain_is_the_documented_one(chain: Store) -> None:
    with chain.reading() as tx:
        rows = tx.exec_driver_sql("SELECT seq, body, hash FROM audit ORDER BY seq").all()
        report = audit.verify(tx)
    previous = bytes(32)
    for seq, body, kept in rows:
        canonical = json.dumps(
            json.loads(body), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        assert body == canonical
        previous = hashlib.sha256(
            b"motcua.audit.1"
            + previous
            + seq.to_bytes(8, "big")
            + hashlib.sha256(body.encode()).digest()
        ).digest()
        assert kept == previous
    assert report == audit.AuditReport(5, previous.hex(), None)


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("UPDATE audit SET body = replace(body, 'lan', 'mai') WHERE seq = 3", 3),
        ("UPDATE audit SET subject = 'dossier-9' WHERE seq = 2", 2),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("UPDATE audit SET seq = 9 WHERE seq = 5", 5),
        ("INSERT INTO audit VALUES (6, 'x', '{\"subject\":\"x\"}', zeroblob(32))", 6),
    ],
)
def test_tampering_is_found_where_it_happened(chain: Store, tampering: str, broken_at: int) -> None:
    with chain.writing() as tx:
        tx.exec_driver_sql(tampering)
        assert audit.verify(tx).broken_at == broken_at


def test_a_cut_end_is_found_by_a_witness_only(chain: Store) -> None:
    with chain.writing() as tx:
        witness = audit.head(tx)
        tx.exec_driver_sql("DELETE FROM audit WHERE seq >= 4")
        assert audit.verify(tx).broken_at is None
        assert audit.verify(tx, witness).broken_at == 4


def test_a_rewritten_chain_is_found_by_a_witness_only(chain: Store) -> None:
    with chain.writing() as tx:
        witness = audit.head(tx)
        tx.exec_driver_sql("DELETE FROM audit")
        for number in range(1, 8):
            audit.append(tx, "dossier.received", "lan", NOON, f"other-{number}")
        assert audit.verify(tx).broken_at is None
        assert audit.verify(tx, witness).broken_at == 5


def test_an_honest_longer_chain_satisfies_an_old_witness(chain: Store) -> None:
    with chain.writing() as tx:
        witness = audit.head(tx)
        audit.append(tx, "signed_in", "lan", NOON, "lan")
        assert audit.verify(tx, witness).broken_at is None


def test_a_line_of_a_failed_act_is_not_there(chain: Store) -> None:
    with pytest.raises(RuntimeError), chain.writing() as tx:  # noqa: PT012 - one act
        audit.append(tx, "signed_in", "lan", NOON, "lan")
        raise RuntimeError
    with chain.writing() as tx:
        audit.append(tx, "signed_in", "mai", NOON, "mai")
        assert audit.verify(tx) == audit.AuditReport(6, audit.head(tx).hash, None)
