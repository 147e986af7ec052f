"""The signing queue: one PIN, every document durable on its own, whatever ends the batch."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk.capture.signing_trust import installed
from desk.capture.verifier import Verifier
from desk.events import DocumentRenewed
from desk.threads import start_process
from models.attachment import Document
from models.messages import EventType, RenewalReason
from models.problems import Problem
from models.role import Role
from models.signing import Batch, CopyState, Owed, SignatureState, SigningSettings, Token
from models.store import documents, outbox, signing_queue
from tests.support.signing_desk import AGENCY, CLERK, DeskKit, SigningDesk, opened
from tests.support.soft_token import (
    SOFTHSM,
    LineServices,
    MakeBridge,
    SoftToken,
    TokenKit,
    pin,
    plain_pdf,
)

ROOT = Path(__file__).parents[3]
MakeDesk = Callable[..., SigningDesk]


@pytest.fixture
def make_desk(tmp_path: Path, make_bridge: MakeBridge, signature_roots: Path) -> Iterator[MakeDesk]:
    made: list[SigningDesk] = []

    def make(fault: str = "", **settings: object) -> SigningDesk:
        kit = DeskKit(tmp_path / "desk")
        verifier = Verifier(start_process, kit.clock, lambda: installed(signature_roots))
        given = SigningSettings(**{"module": str(SOFTHSM), **settings})  # type: ignore[arg-type]
        made.append(SigningDesk(kit, given, make_bridge(fault), verifier))
        return made[-1]

    yield make
    for one in made:
        one.signing.hands.close()
        one.kit.store.close()
        assert one.kit.defects == []


def signed(
    desk: SigningDesk, kit: TokenKit, ids: list[str] | None = None, module: str = str(SOFTHSM)
) -> Batch:
    token = desk.signing.tokens(CLERK)[0]
    assert token.module == module
    given = desk.ids() if ids is None else ids
    return desk.signing.sign(CLERK, given, token, kit.agency.fingerprint, pin())


def test_digitised_documents_wait_and_are_signed_with_one_pin(
    make_desk: MakeDesk, token_kit: TokenKit
) -> None:
    desk = make_desk()
    heard: list[DocumentRenewed] = []
    desk.kit.events.subscribe(DocumentRenewed, heard.append)
    dossier = desk.digitise(3)
    desk.digitise(1, outcome=documents.UNTOUCHED)  # came signed: passes as it is
    before = desk.contents(dossier)
    lines = desk.waiting()
    assert len(lines) == 3
    assert desk.signing.counts(CLERK) == {AGENCY: 3}
    assert set(desk.signing.states(CLERK, dossier).values()) == {CopyState.WORKING_COPY}
    steps: list[tuple[int, int]] = []
    token = desk.signing.tokens(CLERK)[0]
    batch = desk.signing.sign(
        CLERK, desk.ids(), token, token_kit.agency.fingerprint, pin(),
        lambda done, of: steps.append((done, of)),
    )  # fmt: skip
    assert batch == Batch(tuple(one.waiting.id for one in lines), (), "", 3)
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert desk.waiting() == ()
    after = desk.contents(dossier)
    assert all(new.startswith(old) for old, new in zip(before, after, strict=True))
    assert set(desk.signing.states(CLERK, dossier).values()) == {CopyState.SIGNED}
    assert [one.reason for one in heard] == [RenewalReason.SIGNED] * 3
    with desk.kit.store.reading() as tx:
        present = documents.present(tx, dossier)
        due = outbox.due(tx, desk.kit.clock(), 50)
        files = {one.sha256 for one in outbox.files_due(tx, desk.kit.clock(), 50)}
    told = [one for one in due if one.type == EventType.DOCUMENT_RENEWED]
    assert len(told) == 3
    assert {one.sha256 for one in present.values()} <= files, "the signed version travels"
    report = desk.signing.verify(CLERK, present[0].sha256)
    assert report.state is SignatureState.VALID


def test_a_wrong_pin_signs_nothing_and_everything_goes_on_waiting(
    make_desk: MakeDesk, token_kit: TokenKit
) -> None:
    desk = make_desk()
    desk.digitise(2)
    token, typed = desk.signing.tokens(CLERK)[0], pin("999999")
    with pytest.raises(Problem, match=r"sign\.pin_wrong"):
        desk.signing.sign(CLERK, desk.ids(), token, token_kit.agency.fingerprint, typed)
    assert typed == bytes(6)
    assert len(desk.waiting()) == 2
    with desk.kit.store.reading() as tx:
        rows = tx.exec_driver_sql("SELECT body FROM audit").all()
    assert not any("999999" in str(row) for row in rows)


def test_the_token_pulled_in_mid_batch_leaves_the_rest_waiting(
    make_desk: MakeDesk, token_kit: TokenKit, faulty: str
) -> None:
    desk = make_desk("removed:3", module=faulty)
    desk.digitise(4)
    ids = desk.ids()
    batch = signed(desk, token_kit, module=faulty)
    assert batch.signed == tuple(ids[:2])
    assert batch.stopped == "sign.token_removed"
    left = desk.waiting()
    assert [one.waiting.id for one in left] == ids[2:]
    assert left[0].waiting.problem == "sign.token_removed"


@pytest.mark.parametrize("where", [pytest.param("between", marks=pytest.mark.soak), "before_row"])
def test_killed_in_mid_batch_signed_ones_stay_signed_and_none_twice(
    tmp_path: Path,
    token: SoftToken,
    token_kit: TokenKit,
    signature_roots: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", token.environment["SOFTHSM2_CONF"])
    folder = tmp_path / "desk"
    desk = opened(folder, signature_roots)
    dossier = desk.digitise(4)
    serial = desk.signing.tokens(CLERK)[0].serial
    desk.waiting()
    desk.kit.store.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.signing_desk", folder, signature_roots, serial,
         token_kit.agency.fingerprint, where],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'support'}"},
        check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    desk = opened(folder, signature_roots)
    assert len(desk.waiting()) == (2 if where == "between" else 3)
    batch = signed(desk, token_kit)
    assert batch.stopped == ""
    assert desk.waiting() == ()
    for pdf in desk.contents(dossier):
        assert pdf.count(b"/Type /Sig\n") + pdf.count(b"/Type /Sig ") == 1, "signed once each"
        assert pdf.count(b"/ByteRange") == 1
    desk.signing.hands.close()
    desk.kit.store.close()


def test_one_bad_document_does_not_stop_the_others(
    make_desk: MakeDesk, token_kit: TokenKit
) -> None:
    desk = make_desk()
    dossier = desk.digitise(2)
    ids = desk.ids()
    blob = desk.kit.blobs.put(b"%PDF-1.7 not really")
    now = desk.kit.clock()
    with desk.kit.store.writing() as tx:
        old = documents.present(tx, dossier)[0]
        desk.kit.blobs.record(tx, blob, now)
        broken = replace(old, sha256=blob.sha256, size=blob.size)
        documents.renew(
            tx, dossier, old.component_code, broken, RenewalReason.TEXT, now, replaces=old.sha256
        )
    batch = signed(desk, token_kit, ids)
    assert batch.signed == (ids[1],)
    assert [(one.waiting_id, one.code) for one in batch.refused] == [
        (ids[0], "sign.pdf_unreadable")
    ]
    assert [one.waiting.problem for one in desk.waiting()] == ["sign.pdf_unreadable"]


def test_a_version_that_came_meanwhile_is_not_signed_over(
    make_desk: MakeDesk, token_kit: TokenKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk()
    dossier = desk.digitise(1)
    newer = desk.kit.blobs.put(plain_pdf(1, "with its text"))
    sign = desk.bridge.sign

    def text_arrives(*given: object) -> object:
        result = sign(*given)  # type: ignore[arg-type]
        now = desk.kit.clock()
        with desk.kit.store.writing() as tx:
            old = documents.present(tx, dossier)[0]
            desk.kit.blobs.record(tx, newer, now)
            said: Document = replace(old, sha256=newer.sha256, size=newer.size)
            documents.renew(tx, dossier, old.component_code, said, RenewalReason.TEXT, now)
        return result

    monkeypatch.setattr(desk.bridge, "sign", text_arrives)
    batch = signed(desk, token_kit)
    assert batch.signed == ()
    assert batch.refused[0].code == "sign.changed_meanwhile"
    assert desk.contents(dossier)[0] == plain_pdf(1, "with its text")
    monkeypatch.undo()
    assert len(signed(desk, token_kit).signed) == 1


def test_a_batch_can_be_stopped_and_documents_withdrawn(
    make_desk: MakeDesk, token_kit: TokenKit
) -> None:
    desk = make_desk()
    dossier = desk.digitise(3)
    ids = desk.ids()
    desk.signing.withdraw(CLERK, ids[0])
    token = desk.signing.tokens(CLERK)[0]
    batch = desk.signing.sign(
        CLERK, ids, token, token_kit.agency.fingerprint, pin(),
        lambda done, _: desk.signing.stop(CLERK) if done == 2 else None,
    )  # fmt: skip
    assert batch.signed == (ids[1],)
    assert [one.code for one in batch.refused] == ["sign.not_waiting"]
    assert batch.stopped == "sign.cancelled"
    with pytest.raises(Problem, match=r"sign\.not_waiting"):
        desk.signing.withdraw(CLERK, ids[1])
    again = desk.signing.add(CLERK, dossier, 1, next(k for k in type(AGENCY) if k is not AGENCY))
    assert again
    assert desk.signing.add(CLERK, dossier, 0, AGENCY) == ids[0], "withdrawn, and wanted after all"
    assert ids[0] in desk.ids()
    with pytest.raises(Problem, match=r"store\.no_document"):
        desk.signing.add(CLERK, dossier, 9, AGENCY)


def test_text_still_being_made_is_waited_for_but_not_for_ever(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.digitise(1, outcome="")
    assert desk.waiting() == ()
    desk.kit.clock.advance(minutes=11)
    assert len(desk.waiting()) == 1
    assert len(desk.waiting()) == 1, "queued once"


def test_what_is_owed_is_paid_when_the_line_is_back(
    make_desk: MakeDesk, token_kit: TokenKit, services: LineServices
) -> None:
    services.down = True
    desk = make_desk(timestamp_url=services.timestamp_url)
    desk.kit.clock.now = desk.kit.clock.now.now().astimezone()  # the lists are of this very day
    dossier = desk.digitise(2)
    assert signed(desk, token_kit).owed == 2
    basic = desk.contents(dossier)
    assert desk.signing.debts.pay() == 0
    assert desk.signing.owing(CLERK) == 2
    services.down = False
    assert desk.signing.debts.pay() == 2
    assert desk.signing.owing(CLERK) == 0
    paid = desk.contents(dossier)
    assert all(new.startswith(old) for old, new in zip(basic, paid, strict=True))
    with desk.kit.store.reading() as tx:
        assert signing_queue.owing(tx) == ()
        latest = documents.present(tx, dossier)[0]
    report = desk.signing.verify(CLERK, latest.sha256)
    assert [one.state for one in report.signatures] == [SignatureState.VALID] * 2
    assert report.signatures[0].notes == ()
    assert Owed.NOTHING == ""


def test_a_waiting_document_shows_its_first_page(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.digitise(1)
    assert desk.signing.preview(CLERK, desk.ids()[0], 120).startswith(b"\x89PNG")


def test_who_may_not_sign_is_refused(make_desk: MakeDesk) -> None:
    desk = make_desk()
    nobody = replace(CLERK, role=Role.ADMINISTRATOR)
    token = Token(str(SOFTHSM), "", "1", "", desk.signing.tokens(CLERK)[0].pin)
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        desk.signing.sign(nobody, [], token, "", pin())
