"""Scan profiles: kept in the settings, locked if wanted, and what a device cannot do said first."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.capture.profiles import ProfileDesk, options_of, shortfalls
from desk.capture.scanner import ScannerInfo
from desk.settings import UNNAMED_OFFICE, Profile, Settings
from models.problems import Problem, wording
from models.role import Role, User
from models.scan_profile import SHIPPED, STANDARD, ScanProfile, ScanProfiles

CLERK = User("lan", "Lan", Role.CLERK)
ADMIN = User("minh", "Minh", Role.ADMINISTRATOR)
FULL = ScannerInfo(
    "escl:x", "A", "eSCL", True, True, True, (100, 200, 300), ("brightness", "contrast")
)
BARE = ScannerInfo("sane:y", "B", "SANE", True, False, resolutions=(150, 300))


class Shelf:
    def __init__(self) -> None:
        self.kept = ScanProfiles()

    def save(self, profiles: ScanProfiles) -> None:
        self.kept = profiles


@pytest.fixture
def desk() -> ProfileDesk:
    shelf = Shelf()
    return ProfileDesk(lambda: shelf.kept, shelf.save)


def test_a_desk_that_set_up_nothing_scans_colour_at_the_legal_minimum(desk: ProfileDesk) -> None:
    assert desk.profiles(CLERK).every == SHIPPED
    options = options_of(desk.profiles(CLERK).current)
    assert (options.source, options.dpi, options.colour, options.page_size) == (
        "auto", 200, True, "a4",
    )  # fmt: skip


def test_a_profile_is_added_changed_chosen_and_taken_away(desk: ProfileDesk) -> None:
    mine = ScanProfile("  Sổ đỏ  A3 ", source="flatbed", page_size="a3", dpi=300)
    desk.put(CLERK, mine)
    assert desk.choose(CLERK, "Sổ đỏ A3").current.page_size == "a3"
    desk.put(CLERK, ScanProfile("Sổ đỏ A3", dpi=400))
    assert desk.profiles(CLERK).current.dpi == 400
    left = desk.remove(CLERK, "Sổ đỏ A3")
    assert left.every == SHIPPED
    assert left.current == STANDARD, "a choice that is gone falls back to the first"


def test_the_last_profile_stays(desk: ProfileDesk) -> None:
    for one in SHIPPED[1:]:
        desk.remove(CLERK, one.name)
    with pytest.raises(Problem, match=r"sources\.last_profile"):
        desk.remove(CLERK, STANDARD.name)


def test_locked_profiles_can_only_be_chosen_at_the_counter(desk: ProfileDesk) -> None:
    with pytest.raises(Problem, match=r"desk\.not_allowed"):
        desk.lock(CLERK, True)
    desk.lock(ADMIN, True)
    for act in (
        lambda: desk.put(CLERK, ScanProfile("x")),
        lambda: desk.remove(CLERK, "Hai mặt"),
    ):
        with pytest.raises(Problem, match=r"sources\.profiles_locked"):
            act()
    assert desk.choose(CLERK, "Hai mặt").current.duplex
    desk.lock(ADMIN, False)
    desk.put(CLERK, ScanProfile("x"))


@pytest.mark.parametrize(
    "wrong",
    [
        ScanProfile(" "),
        ScanProfile("x" * 41),
        ScanProfile("x", dpi=20),
        ScanProfile("x", dpi=1200),
        ScanProfile("x", brightness=101),
        ScanProfile("x", contrast=-101),
    ],
)
def test_a_profile_no_scanner_could_follow_is_refused(
    desk: ProfileDesk, wrong: ScanProfile
) -> None:
    with pytest.raises(Problem, match=r"sources\.profile_wrong"):
        desk.put(CLERK, wrong)


def test_one_key_goes_round_the_profiles() -> None:
    profiles = ScanProfiles(SHIPPED)
    names = []
    for _ in range(4):
        profiles = profiles.next()
        names.append(profiles.current.name)
    assert names == ["Hai mặt", "Mặt kính", "Màu 200 dpi", "Hai mặt"]
    assert ScanProfiles().next().current == STANDARD


@pytest.mark.parametrize(
    ("profile", "device", "codes", "refuses"),
    [
        (STANDARD, FULL, [], False),
        (SHIPPED[1], FULL, [], False),
        (SHIPPED[1], BARE, ["capture.no_feeder", "sources.other_dpi"], True),
        (ScanProfile("x", duplex=True), BARE, ["sources.other_dpi"], False),
        (ScanProfile("x", dpi=250, contrast=5), FULL, ["sources.other_dpi"], False),
        (
            ScanProfile("x", dpi=150, brightness=5, contrast=5),
            BARE,
            ["sources.no_brightness", "sources.no_contrast"],
            False,
        ),
    ],
)
def test_what_a_device_cannot_do_is_known_before_the_scan(
    profile: ScanProfile, device: ScannerInfo, codes: list[str], refuses: bool
) -> None:
    found = shortfalls(profile, device)
    assert [one.code for one in found] == codes
    assert any(one.refuses for one in found) is refuses
    for one in found:
        assert wording(Problem(one.code, **one.facts)).message_vi


def test_profiles_live_in_the_settings_of_the_seat(tmp_path: Path) -> None:
    seat = Profile(tmp_path)
    profiles = ScanProfiles((ScanProfile("Hai mặt", duplex=True, brightness=-10),), "Hai mặt", True)
    seat.save(Settings(office=UNNAMED_OFFICE, scan_profiles=profiles))
    assert seat.load().scan_profiles == profiles
    (tmp_path / "settings.json").write_text('{"office": {"agency_code": "", "agency_upper": "", '
        '"agency": "", "place": "", "hotline": "", "return_place": ""}}')  # fmt: skip
    assert seat.load().scan_profiles == ScanProfiles(), "settings of an older program"


def test_both_sides_are_left_out_on_the_glass() -> None:
    assert options_of(ScanProfile("x", source="flatbed", duplex=True)).duplex is False
