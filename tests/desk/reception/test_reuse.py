"""A paper digitised once is offered again to its owner; the flag is true only if it happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from desk.reception.reuse import Offer
from desk.seat import Seat
from models.dossier import Draft
from models.messages import RenewalReason
from models.problems import Problem
from models.reuse import Validity, paper_type, validity_of
from models.store import blobs as blob_rows
from models.store import documents
from tests.support.life import OfficeOfThree, other, ready
from tests.support.seat import Watch


@pytest.fixture
def ruling(tmp_path: Path) -> Path:
    path = tmp_path / "ban-an.png"
    Image.new("RGB", (827, 1169), "white").save(path, dpi=(100, 100))
    return path


def with_ruling(seat: Seat, ruling: Path) -> Draft:
    draft = ready(seat)
    lines = tuple(replace(one, presented=one.code in ("01", "02")) for one in draft.components)
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    seat.capture.import_files(draft.id, "02", [ruling])
    return draft


@pytest.fixture
def earlier(office: OfficeOfThree, ruling: Path) -> str:
    seat = office.clerk
    return seat.acceptance.receive(seat.user, with_ruling(seat, ruling)).dossier_id


def offer_of(office: OfficeOfThree, draft: Draft) -> Offer:
    (offer,) = office.clerk.life.reuse.offers(office.clerk.user, draft)
    return offer


def test_offered_to_the_owner_and_nobody_else(office: OfficeOfThree, earlier: str) -> None:
    seat = office.clerk
    offer = offer_of(office, ready(seat))
    assert (offer.component_code, offer.paper.dossier_id) == ("02", earlier)
    assert (offer.validity, offer.paper.signed) == (Validity.UNLIMITED, False)
    namesake = replace(other("Nguyễn Thị Hậu"), number=None)
    assert seat.life.reuse.offers(seat.user, ready(seat, owner=namesake)) == ()
    assert seat.life.reuse.offers(seat.user, ready(seat, owner=other())) == ()


def test_an_unsigned_copy_needs_the_original_beside_it(
    office: OfficeOfThree, earlier: str, watch: Watch
) -> None:
    seat, boss = office.clerk, office.supervisor
    draft = ready(seat)
    offer = offer_of(office, draft)
    with pytest.raises(Problem, match=r"reuse\.not_signed"):
        seat.life.reuse.take(seat.user, draft, offer)
    draft = seat.life.reuse.take(seat.user, draft, offer, compared=True)
    received = seat.acceptance.receive(seat.user, draft)
    dossier = office.dossier(received.dossier_id)
    (document,) = dossier.documents
    assert document.sha256 == offer.paper.sha256
    (line,) = [one for one in dossier.components if one.reused is not None]
    assert (line.code, line.reused.compared) == ("02", True)  # type: ignore[union-attr]
    (fact,) = boss.life.reuse.reused(boss.user, watch.now, watch.now + timedelta(hours=1))
    assert (fact.subject, fact.body.from_dossier) == (dossier.id, earlier)
    assert fact.body.from_component == "02"
    with seat.store.reading() as tx:
        assert documents.sources(tx, dossier.id) == {}, "nothing to digitise again"


def test_a_signed_one_replaces_the_paper(office: OfficeOfThree, earlier: str, watch: Watch) -> None:
    seat = office.clerk
    (before,) = office.dossier(earlier).documents
    with seat.store.writing() as tx:
        stored = seat.lookup.blobs.put(b"%PDF-1.7 da ky")
        blob_rows.record(tx, stored, watch.now)
        signed = replace(before, sha256=stored.sha256, size=stored.size)
        documents.renew(tx, earlier, "02", signed, RenewalReason.SIGNED, watch.now)
    draft = ready(seat)
    offer = offer_of(office, draft)
    assert offer.paper.signed
    draft = seat.life.reuse.take(seat.user, draft, offer)
    assert seat.acceptance.receive(seat.user, draft)


def test_a_scan_made_all_the_same_is_no_reuse(
    office: OfficeOfThree, earlier: str, ruling: Path
) -> None:
    seat = office.clerk
    draft = with_ruling(seat, ruling)
    offer = offer_of(office, draft)
    with pytest.raises(Problem, match=r"reuse\.scanned_already"):
        seat.life.reuse.take(seat.user, draft, offer, compared=True)
    draft = ready(seat)
    draft = seat.life.reuse.take(seat.user, draft, offer_of(office, draft), compared=True)
    seat.capture.import_files(draft.id, "02", [ruling])
    received = seat.acceptance.receive(seat.user, draft)
    dossier = office.dossier(received.dossier_id)
    assert all(one.reused is None for one in dossier.components)
    assert len(dossier.documents) == 1


def test_put_back_means_to_be_scanned(office: OfficeOfThree, earlier: str) -> None:
    seat = office.clerk
    draft = ready(seat)
    draft = seat.life.reuse.take(seat.user, draft, offer_of(office, draft), compared=True)
    draft = seat.life.reuse.put_back(seat.user, draft, "02")
    assert all(one.reused is None for one in draft.components)
    strange = replace(offer_of(office, draft), component_name="Khác")
    with pytest.raises(Problem, match=r"reuse\.unknown"):
        seat.life.reuse.take(seat.user, draft, strange, compared=True)


def test_terms_are_counted_from_the_latest_possible_issue() -> None:
    status = paper_type("Giấy xác nhận tình trạng hôn nhân của người yêu cầu")
    assert status is not None
    assert validity_of(status, date(2026, 6, 1), date(2026, 11, 30)) is Validity.CHECK
    assert validity_of(status, date(2026, 6, 1), date(2026, 12, 1)) is Validity.EXPIRED
    assert paper_type("Tờ khai cấp Giấy xác nhận tình trạng hôn nhân") is None
    assert paper_type("Hình chụp ngôi nhà") is None
