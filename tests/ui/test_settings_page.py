"""Cài đặt: made from the list, checked in words; what is kept is in force at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea

from desk.setting_list import GROUPS
from desk.settings import Profile
from models.store import audit
from tests.support.seat import ADMIN
from ui.keys import Command
from ui.page import Go, Place
from ui.pages.settings import SettingsPage
from ui.rehearsal import Rehearsal


@pytest.fixture
def administrator(window: Rehearsal) -> Rehearsal:
    window.sign_in(*ADMIN)
    return window


def settings(window: Rehearsal) -> SettingsPage:
    window.window.go(Go(Place.SETTINGS))
    window.settle()
    page = window.page
    assert isinstance(page, SettingsPage)
    return page


def test_what_is_kept_is_in_force_at_once(administrator: Rehearsal, office: Profile) -> None:
    page = settings(administrator)
    assert page.rows["office.agency_code"].value() == "H99.01.02"
    old = administrator.counter.seat
    page.rows["desk"].show_value("Q7")
    page.rows["lock_after_minutes"].show_value(2)
    page.rows["office.hotline"].show_value("0999 000 111")
    administrator.press(Command.RECEIVE)
    administrator.wait_until(lambda: administrator.counter.seat is not old)
    administrator.settle()
    assert office.load().desk == "Q7"
    seat = administrator.counter.seat
    assert seat is not None
    assert seat.life.fees.scribe.settings.office.hotline == "0999 000 111"
    assert administrator.window._idle.interval() == 2 * 60_000
    renewed = administrator.page
    assert isinstance(renewed, SettingsPage)
    assert renewed is not page
    assert renewed.changes() == {}
    with seat.store.reading() as tx:
        lines = [one for one in audit.rows(tx) if '"settings.changed"' in one.body]
    said = [one.subject for one in lines]
    assert sorted(said) == ["desk", "lock_after_minutes", "office.hotline"]
    assert seat.lookup.find(seat.user, "hau") is not None, "the store is open all the while"


def test_what_is_wrong_is_said_where_it_is_and_nothing_is_kept(
    administrator: Rehearsal, office: Profile
) -> None:
    page = settings(administrator)
    before = office.settings_file.read_text()
    page.rows["office.hotline"].show_value("0999 000 111")
    page.rows["hub_url"].show_value("http://may-chu.xa.example")
    page.rows["office.bank_bin"].show_value("970436")
    administrator.press(Command.RECEIVE)
    administrator.settle()
    assert "mã hóa" in page.rows["hub_url"]._wrong.text()
    assert "cả ba" in page.rows["office.bank_account"]._wrong.text()
    assert page.rows["office.hotline"]._wrong.text() == ""
    assert page.groups.currentRow() == [name for name, _ in GROUPS].index("transfer")
    assert office.settings_file.read_text() == before


def test_typed_and_not_kept_outlives_the_language(administrator: Rehearsal) -> None:
    page = settings(administrator)
    page.groups.setCurrentRow(2)
    page.rows["rating_url"].show_value("https://danh-gia.xa.example/{code}")
    page._show_state()
    assert "•" in page.groups.item(2).text()
    administrator.counter._speak("en")
    administrator.settle()
    renewed = administrator.page
    assert isinstance(renewed, SettingsPage)
    assert renewed is not page
    assert renewed.groups.currentRow() == 2
    assert renewed.changes() == {"rating_url": "https://danh-gia.xa.example/{code}"}
    assert "unsaved" in renewed._state.text()
    renewed.drop.click()
    assert renewed.changes() == {}


def test_only_an_administrator_has_the_page(window: Rehearsal) -> None:
    window.sign_in("phutrach", "mat khau phu trach")
    assert window.window.workplace is not None
    assert Place.SETTINGS not in window.window.workplace.pages
    window.press(Command.SETTINGS)
    assert not isinstance(window.page, SettingsPage)


def test_a_token_is_kept_in_the_store_and_never_shown(
    administrator: Rehearsal, office: Profile
) -> None:
    page = settings(administrator)
    assert page.rows["hub_token"].field.placeholderText() == "chưa có"  # type: ignore[attr-defined]
    page.rows["hub_token"].show_value("ma-ket-noi-bi-mat")
    old = administrator.counter.seat
    administrator.press(Command.RECEIVE)
    administrator.wait_until(lambda: administrator.counter.seat is not old)
    administrator.settle()
    renewed = administrator.page
    assert isinstance(renewed, SettingsPage)
    row = renewed.rows["hub_token"]
    assert row.value() == ""
    assert "đã có" in row.field.placeholderText()  # type: ignore[attr-defined]
    assert (
        "bi-mat" not in json.dumps(office.load().office.agency) + office.settings_file.read_text()
    )


def test_every_form_fits_the_smallest_screen(administrator: Rehearsal, tmp_path: Path) -> None:
    page = settings(administrator)
    administrator.window.resize(1366, 768)
    for place in range(len(GROUPS)):
        page.groups.setCurrentRow(place)
        administrator.settle()
        form = page.stack.widget(place)
        assert isinstance(form, QScrollArea)
        assert form.verticalScrollBar().maximum() == 0, GROUPS[place][0]
