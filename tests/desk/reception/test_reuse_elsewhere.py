"""A paper another counter digitised is offered with where it comes from, and fetched when taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.reception.reuse import Reuse
from models.attachment import Document
from models.dossier import Channel, CodeKind, Dossier, ReturnMethod, Status
from models.messages import ConfirmedValue, DossierOnHub, FieldsConfirmed, ReplacedDocument
from models.problems import Kind, Problem
from models.reuse import Validity
from models.store import audit, blobs, office, reuse
from tests.support.life import OfficeOfThree, other, ready
from tests.support.seat import HAU, Watch

SCAN = b"%PDF-1.7 ban an o quay 2"
PAPER = Document("02", "Bản án ly hôn", hashlib.sha256(SCAN).hexdigest(), len(SCAN), 1,
                 "application/pdf")  # fmt: skip


def told(seat: object, watch: Watch, **changes: object) -> DossierOnHub:
    dossier = Dossier(
        id="018f0000-0000-7000-8000-0000000000q2",
        code="H99.01.02-260801-0001",
        code_kind=CodeKind.OFFICIAL,
        procedure_code="9.000001",
        procedure_version="1",
        procedure_name="Xác nhận",
        field_name="Hộ tịch",
        owner=HAU,
        submitter=None,
        channel=Channel.DIRECT,
        status=Status.RETURNED,
        received_at=watch.now - timedelta(days=90),
        due=watch.now - timedelta(days=80),
        due_hour_exact=watch.now - timedelta(days=80),
        due_is_provisional=False,
        desk="Q2",
        clerk="hoa",
        fee_dong=0,
        sets=1,
        return_method=ReturnMethod.AT_DESK,
        components=(),
        documents=(PAPER,),
    )
    whole = DossierOnHub(dossier, home="may-2", last_sequence=1, files=(PAPER.sha256,),
                         files_pending=())  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


@pytest.fixture
def hub() -> dict[str, bytes]:
    return {PAPER.sha256: SCAN}


@pytest.fixture
def service(office: OfficeOfThree, hub: dict[str, bytes]) -> Reuse:
    def fetch(sha256: str) -> bytes:
        if sha256 not in hub:
            raise Problem("sync.unreachable", Kind.DEVICE_OR_LINE)
        return hub[sha256]

    return replace(office.clerk.life.reuse, fetch=fetch)


@pytest.fixture
def learn(office: OfficeOfThree, watch: Watch) -> Callable[..., None]:
    def hear(**changes: object) -> None:
        with office.clerk.store.writing() as tx:
            office_learn(tx, told(office.clerk, watch, **changes), watch.now)

    return hear


office_learn = office.learn


def test_offered_with_its_counter_and_fetched_when_it_is_taken(
    office: OfficeOfThree, service: Reuse, learn: Callable[..., None], hub: dict[str, bytes]
) -> None:
    values = (
        ConfirmedValue("number", "12/2025/HNGĐ-ST"),
        ConfirmedValue("issued_on", "02/03/2025"),
    )
    learn(fields=(FieldsConfirmed("d", "02", "p", "ban_an_ly_hon", values),))
    seat = office.clerk
    draft = ready(seat)
    (offer,) = service.offers(seat.user, draft)
    assert (offer.component_code, offer.paper.counter, offer.validity) == (
        "02", "Q2", Validity.UNLIMITED,
    )  # fmt: skip
    assert offer.paper.issued_on is not None
    assert service.offers(seat.user, ready(seat, owner=other())) == (), "another owner's never"
    with pytest.raises(Problem, match=r"reuse\.not_signed"):
        service.take(seat.user, draft, offer)
    content, hub[PAPER.sha256] = hub.pop(PAPER.sha256), b""
    del hub[PAPER.sha256]
    with pytest.raises(Problem, match=r"sync\.unreachable"):
        service.take(seat.user, draft, offer, compared=True)
    hub[PAPER.sha256] = content
    draft = service.take(seat.user, draft, offer, compared=True)
    with seat.store.reading() as tx:
        assert seat.lookup.blobs.get(tx, PAPER.sha256) == SCAN
    received = seat.acceptance.receive(seat.user, draft)
    (document,) = office.dossier(received.dossier_id).documents
    assert document.sha256 == PAPER.sha256
    boss, now = office.supervisor, seat.acceptance.clock()
    (fact,) = boss.life.reuse.reused(boss.user, now, now + timedelta(hours=1))
    assert (fact.body.counter, fact.body.from_component) == ("Q2", "02")


def test_what_was_fetched_goes_with_the_last_draft_that_took_it(
    office: OfficeOfThree, service: Reuse, learn: Callable[..., None]
) -> None:
    learn()
    seat = office.clerk
    drafts = [ready(seat), ready(seat)]
    for draft in drafts:
        (offer,) = service.offers(seat.user, draft)
        service.take(seat.user, draft, offer, compared=True, date_checked=True)

    def is_here() -> bool:
        with seat.store.reading() as tx:
            return PAPER.sha256 in blobs.everything(tx)

    seat.intake.discard(seat.user, drafts[0].id)
    assert is_here(), "the other draft names it"
    seat.intake.discard(seat.user, drafts[1].id)
    assert not is_here()


def test_seeing_and_fetching_are_audited_once(
    office: OfficeOfThree, service: Reuse, learn: Callable[..., None]
) -> None:
    learn()
    seat = office.clerk
    draft = ready(seat)
    (offer,) = service.offers(seat.user, draft)
    service.offers(seat.user, draft)
    taken = service.take(seat.user, draft, offer, compared=True)
    with seat.store.reading() as tx:
        acts = [json.loads(one.body)["act"] for one in audit.rows(tx)]
        assert reuse.is_here(tx, PAPER.sha256)
    assert acts.count("paper.seen_elsewhere") == 1
    assert acts.count("paper.reused") == 1
    service.put_back(seat.user, taken, "02")
    with seat.store.reading() as tx:
        assert not reuse.is_here(tx, PAPER.sha256), "what is not used does not stay"


def test_what_is_signed_or_on_its_way_or_refused_is_told_as_it_is(
    office: OfficeOfThree, service: Reuse, learn: Callable[..., None], watch: Watch
) -> None:
    seat = office.clerk
    draft = ready(seat)
    learn(files_pending=(PAPER.sha256,))
    assert service.offers(seat.user, draft) == (), "the hub does not have the file"
    learn(replaced=(ReplacedDocument(PAPER, PAPER.sha256, "signed"),))
    (offer,) = service.offers(seat.user, draft)
    assert offer.paper.signed
    learn(dossier=replace(told(seat, watch).dossier, status=Status.NOT_RECEIVED))
    assert service.offers(seat.user, draft) == ()
    learn()
    alone = replace(service, fetch=None)
    assert alone.offers(seat.user, draft) == (), "without a hub there is nothing to fetch from"
