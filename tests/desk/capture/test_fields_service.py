"""The clerk confirms: only then a value counts, is offered, or leaves (rules §14.17)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from desk.capture.field_reading import FieldReading
from desk.capture.fields import Fields, PaperField, PaperRead
from desk.events import Events, FieldsProposed
from desk.seat import Seat
from models.attachment import Page, PageSource
from models.dossier import Draft
from models.pages import PageView, ReadingStage
from models.problems import Problem
from models.reading import Box, Findings, PageText
from models.role import Role, User
from models.store import audit, dossiers, drafts, field_values, outbox, page_findings, page_texts
from tests.support.capture_samples import page_jpeg
from tests.support.page_texts import plain_page
from tests.support.seat import HAU, Watch

COMPONENT = "02"
ROWS = (
    "GIẤY CHỨNG SINH",
    "Số: 321/GCS-2026",
    "Họ, chữ đệm, tên mẹ: TRẦN THỊ BÌNH",
    "Ngày, tháng, năm sinh: 12/03/1994",
    "Số định danh cá nhân: 001194012345",
    "Đã sinh con vào lúc: 09 giờ 12 phút, ngày 05 tháng 11 năm 2026",
    "Giới tính của con: Nữ",
    "Dự định đặt tên con là: LÊ THU ÁNH",
)


@dataclass
class Cropping:
    asked: list[tuple[str, Box, int]] = field(default_factory=list)

    def __call__(self, page_id: str, box: Box, width_px: int) -> bytes:
        self.asked.append((page_id, box, width_px))
        return b"PNG"


@dataclass
class Room:
    seat: Seat
    fields: Fields
    heard: list[FieldsProposed]
    cropping: Cropping
    draft: Draft

    @property
    def draft_id(self) -> str:
        return self.draft.id

    def paper(self) -> PaperRead:
        (only,) = self.fields.papers(self.seat.user, self.draft_id)
        return only

    def field(self, name: str) -> PaperField:
        return next(one for one in self.paper().fields if one.template.name == name)

    def confirm(self, name: str, value: str) -> None:
        self.fields.confirm(self.seat.user, self.draft_id, COMPONENT, name, value)


def put_page(seat: Seat, draft_id: str, text: PageText, watch: Watch) -> None:
    blob = seat.signed.blobs.put(page_jpeg(1))
    page = Page("page-1", draft_id, COMPONENT, 0, blob.sha256, "image/jpeg", 1654, 2339, 200,
                PageSource.SCANNER, watch())  # fmt: skip
    view = PageView(page.id, blob.sha256, blob.size, 1654, 2339, 200, Findings(), b"")
    with seat.store.writing() as tx:
        seat.signed.blobs.record(tx, blob, watch())
        if drafts.page(tx, page.id) is None:
            drafts.add_page(tx, page)
        page_findings.keep(tx, view, watch())
        page_texts.keep(tx, page.id, ReadingStage.FUSED, blob.sha256, text, watch())


@pytest.fixture
def room(clerk: Seat, watch: Watch) -> Room:
    draft = ready(clerk)
    events = Events(lambda error: None)
    heard: list[FieldsProposed] = []
    events.subscribe(FieldsProposed, heard.append)
    reading, cropping = FieldReading(clerk.store, events, watch), Cropping()
    put_page(clerk, draft.id, plain_page(*ROWS), watch)
    reading.read(draft.id, COMPONENT)
    return Room(clerk, Fields(clerk.store, reading, cropping, watch), heard, cropping, draft)


def test_the_paper_is_recognised_and_its_values_proposed(room: Room) -> None:
    paper = room.paper()
    assert paper.document.code == "giay_chung_sinh"
    assert room.field("mother.full_name").value == "TRẦN THỊ BÌNH"
    assert room.field("mother.full_name").owed
    missing = room.field("weight")
    assert (missing.proposal, missing.value, missing.owed) == (None, "", False)
    assert room.heard == [FieldsProposed(room.draft_id, COMPONENT, paper.owed)]


def test_nothing_counts_or_is_offered_before_a_person_confirmed(room: Room) -> None:
    user = room.seat.user
    assert room.fields.offers(user, room.draft_id) == ()
    with room.seat.store.reading() as tx:
        assert field_values.confirmed(tx, room.draft_id) == {}
    room.confirm("mother.full_name", "TRẦN THỊ BÌNH")
    (offer,) = room.fields.offers(user, room.draft_id)
    assert (offer.role, offer.field, offer.value) == ("mother", "full_name", "TRẦN THỊ BÌNH")
    (draft,) = room.seat.intake.open_drafts(user)
    assert draft.people == (), "offered, not filled in"


def test_the_machines_value_stays_beside_the_persons(room: Room) -> None:
    room.confirm("child.full_name", "  Lê Thu  Anh ")
    said = room.field("child.full_name").confirmed
    assert said is not None
    assert (said.value, said.machine_value, said.by) == (
        "Lê Thu Anh", "LÊ THU ÁNH", room.seat.user.login,
    )  # fmt: skip
    room.confirm("child.full_name", "")
    assert room.field("child.full_name").value == ""


def test_the_audit_names_the_field_and_no_value(room: Room) -> None:
    room.confirm("mother.full_name", "TRẦN THỊ BÌNH")
    room.confirm("number", "999/GCS")
    with room.seat.store.reading() as tx:
        lines = [one.body for one in audit.about(tx, (room.draft_id,)) if "fields." in one.body]
    assert len(lines) == 2
    assert '"changed":0' in lines[0]
    assert '"changed":1' in lines[1]
    assert not any("BÌNH" in one or "999" in one for one in lines)


def test_sound_values_are_confirmed_together_and_doubted_ones_are_not(
    room: Room, clerk: Seat, watch: Watch
) -> None:
    rows = [row.replace("001194", "00l194") for row in ROWS]
    put_page(clerk, room.draft_id, plain_page(*rows), watch)
    room.fields.reading.read(room.draft_id, COMPONENT)
    before = room.paper().owed
    assert room.fields.confirm_sound(room.seat.user, room.draft_id, COMPONENT) == before - 1
    assert [one.template.name for one in room.paper().fields if one.owed] == ["mother.number"]


def test_put_off_it_stays_owed_and_seen(room: Room) -> None:
    left = room.fields.later(room.seat.user, room.draft_id, COMPONENT)
    assert left == room.paper().owed > 0
    assert room.paper().deferred_at is not None
    room.fields.confirm_sound(room.seat.user, room.draft_id, COMPONENT)
    assert room.fields.later(room.seat.user, room.draft_id, COMPONENT) == 0


def test_the_clerks_kind_of_paper_wins_over_the_title(room: Room) -> None:
    user = room.seat.user
    named = room.fields.name_kind(user, room.draft_id, COMPONENT, "giay_khai_sinh")
    assert named is not None
    assert named.document.code == "giay_khai_sinh"
    room.fields.reading.read(room.draft_id, COMPONENT)
    assert room.paper().document.code == "giay_khai_sinh"


def test_the_picture_shows_a_little_more_than_the_value(room: Room) -> None:
    user = room.seat.user
    assert room.fields.picture(user, room.draft_id, COMPONENT, "child.full_name", 600) == b"PNG"
    ((page_id, box, width),) = room.cropping.asked
    proposal = room.field("child.full_name").proposal
    assert proposal is not None
    assert (page_id, width) == ("page-1", 600)
    assert box.left < proposal.box.left
    assert box.bottom > proposal.box.bottom
    assert room.fields.picture(user, room.draft_id, COMPONENT, "weight", 600) is None


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda r: r.fields.confirm(r.seat.user, r.draft_id, "99", "number", "1"), "unknown_paper"),
        (lambda r: r.confirm("nothing", "1"), "unknown_field"),
        (lambda r: r.confirm("number", "1" * 501), "too_long"),
        (lambda r: r.fields.name_kind(r.seat.user, r.draft_id, COMPONENT, "x"), "unknown_kind"),
        (lambda r: r.fields.later(r.seat.user, "nobody", COMPONENT), "unknown_paper"),
    ],
)
def test_what_does_not_exist_is_told(room: Room, call: Any, code: str) -> None:
    with pytest.raises(Problem, match=rf"fields\.{code}"):
        call(room)


def test_an_administrator_confirms_nothing(room: Room) -> None:
    admin = User("quantri", "Quản", Role.ADMINISTRATOR)
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        room.fields.confirm(admin, room.draft_id, COMPONENT, "number", "1")


def test_an_unknown_paper_has_no_proposals(room: Room, clerk: Seat, watch: Watch) -> None:
    with clerk.store.writing() as tx:
        field_values.forget(tx, room.draft_id)
    put_page(clerk, room.draft_id, plain_page("GIẤY MỜI HỌP", "Số: 12"), watch)
    assert room.fields.reading.read(room.draft_id, COMPONENT) == 0
    assert room.fields.papers(clerk.user, room.draft_id) == ()


def test_rule_17_machine_values_leave_in_no_event_until_confirmed(
    room: Room, clerk: Seat, watch: Watch
) -> None:
    """Received with unconfirmed values: a debt, and not one letter of them in the outbox."""
    received = clerk.acceptance.receive(clerk.user, room.draft)
    assert received.dossier_id == room.draft_id
    (debt,) = room.fields.debts(clerk.user)
    assert (debt.subject, debt.person) == (room.draft_id, HAU.full_name)
    with clerk.store.reading() as tx:
        queued = "".join(outbox.bodies(tx, room.draft_id))
        dossier = dossiers.get(tx, room.draft_id)
        assert field_values.confirmed(tx, room.draft_id) == {}
    for value in ("LÊ THU ÁNH", "TRẦN THỊ BÌNH", "001194012345"):
        assert value not in queued
        assert value not in str(dossier)
    room.fields.confirm_sound(clerk.user, room.draft_id, COMPONENT)
    assert room.fields.debts(clerk.user) == ()
    with clerk.store.reading() as tx:
        assert len(field_values.confirmed(tx, room.draft_id)[COMPONENT]) > 4


def ready(seat: Seat) -> Draft:
    """A birth registration with nothing missing."""
    draft = replace(seat.intake.begin(seat.user), owner=HAU)
    draft = seat.intake.choose(seat.user, draft, "1.001193")
    procedure = seat.intake.procedure(seat.user, "1.001193")
    assert procedure is not None
    from_database = {one.code for one in procedure.components if one.database}
    lines = tuple(
        replace(line, presented=line.code not in from_database) for line in draft.components
    )
    draft = replace(draft, components=lines)
    seat.intake.save(seat.user, draft)
    return draft
