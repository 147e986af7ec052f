"""Settings: one list for window and command line, checked in words, audited, in force at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from desk import commands
from desk.assembly import Desk
from desk.seat import Seat
from desk.seating import settled_anew
from desk.setting_list import (
    BY_NAME,
    GROUPS,
    HUB_TOKEN_SETTING,
    NOT_BY_HAND,
    Value,
    read_as,
    values_of,
)
from desk.settings import UNNAMED_OFFICE, Settings
from models.problems import Problem
from models.store import audit
from models.vocabulary import codes_of


def leaves(value: Any, above: str = "") -> Iterator[str]:
    for one in fields(value):
        name, inner = f"{above}{one.name}", getattr(value, one.name)
        if is_dataclass(inner):
            yield from leaves(inner, f"{name}.")
        else:
            yield name


def test_every_setting_is_offered_or_left_out_on_purpose() -> None:
    there = set(leaves(Settings(office=UNNAMED_OFFICE)))
    listed = set(BY_NAME) - {HUB_TOKEN_SETTING}
    assert listed == there - NOT_BY_HAND
    assert there >= NOT_BY_HAND


def test_everything_has_words() -> None:
    for group in ("settings", "setting_meanings"):
        assert set(codes_of(group)) == set(BY_NAME)
    assert codes_of("setting_groups") == tuple(name for name, _ in GROUPS)
    offered = {choice for one in BY_NAME.values() for choice in one.choices}
    assert offered == set(codes_of("setting_choices"))


def test_only_what_differs_is_kept_and_each_has_its_audit_line(admin: Seat, desk: Desk) -> None:
    given: dict[str, Value] = {
        "desk": " Q2 ", "office.place": "Thử Nghiệm", "rating_url": "", "print_to_folder": True,
        "signing.queued": ["agency_copy", "personal"],
    }  # fmt: skip
    assert admin.setting_up.change(admin.user, given) == ("desk", "signing.queued")
    kept = desk.profile.load()
    assert (kept.desk, kept.rating_url, len(kept.signing.queued)) == ("Q2", None, 2)
    with admin.store.reading() as tx:
        bodies = [one.body for one in audit.rows(tx) if "settings.changed" in one.body]
    assert len(bodies) == 2
    assert not any("Q2" in one for one in bodies), "a value never goes into the log"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("office.agency", "  ", "settings.required"),
        ("office.agency_code", "xã Thử", "settings.bad_agency_code"),
        ("desk", "Quầy 1", "settings.bad_desk"),
        ("office.hotline", "gọi anh Ba", "settings.bad_phone"),
        ("lock_after_minutes", 0, "settings.not_between"),
        ("lock_after_minutes", "năm", "settings.not_between"),
        ("hub_url", "http://hub.xa.example", "settings.line_in_the_clear"),
        ("hub_url", "hub.xa.example", "settings.bad_address"),
        ("rating_url", "https://xa.example/{name}", "settings.bad_address"),
        ("qr_scanner_port", "cổng 3", "settings.bad_port"),
        ("signing.module", "/khong/co.so", "settings.no_such_file"),
        ("backup_folder", "/khong/co", "settings.no_such_folder"),
        ("signing.copy_look", "gold", "settings.no_such_choice"),
        ("signing.copy_look", "seal", "settings.no_seal"),
        ("hub_ca", __file__, "settings.incomplete"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(
    admin: Seat, desk: Desk, name: str, value: Value, code: str
) -> None:
    before = desk.profile.settings_file.read_text()
    assert [one.code for one in admin.setting_up.check(admin.user, {name: value}).values()] == [
        code
    ]
    with pytest.raises(Problem, match=code):
        admin.setting_up.change(admin.user, {name: value})
    assert desk.profile.settings_file.read_text() == before


def test_an_old_fault_elsewhere_does_not_stop_a_change(admin: Seat, desk: Desk) -> None:
    desk.profile.save(replace(desk.profile.load(), backup_folder="/da-rut-o-dia"))
    assert admin.setting_up.change(admin.user, {"desk": "Q3"}) == ("desk",)


def test_a_token_goes_into_the_store_alone(admin: Seat, desk: Desk) -> None:
    assert not admin.setting_up.has_token(admin.user)
    assert admin.setting_up.change(admin.user, {HUB_TOKEN_SETTING: "bi-mat"}) == ("hub_token",)
    assert admin.setting_up.has_token(admin.user)
    assert "bi-mat" not in desk.profile.settings_file.read_text()
    assert admin.setting_up.present(admin.user)[HUB_TOKEN_SETTING] == ""


def test_the_seat_made_anew_serves_the_same_store(admin: Seat, desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "hai"
    place.mkdir()
    admin.setting_up.change(admin.user, {"backup_folder": str(place), "office.place": "Mẫu"})
    desk, seat = settled_anew(desk, admin, desk.profile.load())
    assert seat.store is admin.store
    assert seat.custody.safety(seat.user).place == place
    assert desk.settings.office.place == "Mẫu"
    assert seat.setting_up.present(seat.user)["office.place"] == "Mẫu"
    seat.end_work()


def test_the_command_line_speaks_the_same_list(
    admin: Seat, desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = desk.profile.folder / "mk"
    secret.write_text("mat khau quan tri")
    monkeypatch.setenv("MOTCUA_HOME", str(desk.profile.folder.parent))
    monkeypatch.setenv("MOTCUA_PASSWORD_FILE", str(secret))
    monkeypatch.setattr("desk.command_seat.assemble", lambda _profile: desk)

    def run(*typed: str) -> int:
        return commands.main(["settings", "--user", "quantri", *typed], lambda *_: 0)

    bank = ("office.bank_bin", "970436", "office.bank_account", "0010001234", "office.bank_owner")
    assert run(*bank, "UBND XA THU NGHIEM") == 0
    assert desk.profile.load().office.bank_account == "0010001234"
    assert run("office.bank_bin", "97") == 2
    assert "6 chữ số" in capsys.readouterr().err
    assert run("signing.queued", "personal") == 0
    assert values_of(desk.profile.load())["signing.queued"] == ["personal"]


def test_what_is_typed_becomes_a_value() -> None:
    typed = {"print_to_folder": "có", "lock_after_minutes": "7", "signing.seal_mm": "36.5"}
    said = [read_as(BY_NAME[name], text) for name, text in typed.items()]
    assert json.dumps(said) == "[true, 7, 36.5]"
