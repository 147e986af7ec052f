"""Scan profiles of a desk: named ways to scan, one key away from the clerk.

They live in the seat's settings. An administrator may lock them; the choice among them stays free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from desk.capture.scanner import (
    MAX_ADJUSTMENT,
    USUAL_DPI,
    ScannerInfo,
    ScanOptions,
    nearest_dpi,
)
from models.problems import Problem
from models.role import Act, User, needs
from models.scan_profile import ScanProfile, ScanProfiles

FOLDER_PREFIX = "folder:"
MAX_NAME = 40


def options_of(profile: ScanProfile) -> ScanOptions:
    """What the driver is asked for."""
    return ScanOptions(
        source=profile.source,
        dpi=profile.dpi,
        colour=profile.colour,
        duplex=profile.duplex and profile.source != "flatbed",
        flip_backs=profile.flip_backs,
        page_size=profile.page_size,
        brightness=profile.brightness,
        contrast=profile.contrast,
    )


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Something of a profile a device does not do. ``code`` has words among the problems.

    With ``refuses`` the scan would fail; otherwise the device goes on without it.
    """

    code: str
    refuses: bool = False
    facts: dict[str, int] = field(default_factory=dict)


def shortfalls(profile: ScanProfile, device: ScannerInfo) -> tuple[Shortfall, ...]:
    """What this device cannot do of this profile."""
    wanted = {"brightness": profile.brightness, "contrast": profile.contrast}
    found = []
    if profile.source == "feeder" and not device.has_feeder:
        found.append(Shortfall("capture.no_feeder", refuses=True))
    if profile.source == "flatbed" and not device.has_flatbed:
        found.append(Shortfall("capture.no_flatbed", refuses=True))
    if options_of(profile).duplex and device.has_feeder and not device.has_duplex:
        found.append(Shortfall("sources.no_duplex", refuses=True))
    if device.resolutions and profile.dpi not in device.resolutions:
        nearest = nearest_dpi(device.resolutions, profile.dpi)
        found.append(Shortfall("sources.other_dpi", facts={"dpi": nearest}))
    found += [
        Shortfall(f"sources.no_{name}")
        for name, value in wanted.items()
        if value and name not in device.adjusts
    ]
    return tuple(found)


class ProfileDesk:
    """The service: reads and writes the profiles in the seat's settings.

    ``load`` gives the profiles as they are now, ``save`` writes them durably.
    """

    def __init__(
        self, load: Callable[[], ScanProfiles], save: Callable[[ScanProfiles], None]
    ) -> None:
        self._load = load
        self._save = save

    @needs(Act.SIT_HERE)
    def profiles(self, user: User) -> ScanProfiles:
        """All of them; the shipped ones where the desk has none of its own."""
        return self._present()

    @needs(Act.SIT_HERE)
    def choose(self, user: User, name: str) -> ScanProfiles:
        """Make this profile the one F6 scans with.  Raises Problem sources.no_profile."""
        present = self._present()
        return self._keep(replace(present, chosen=present.named(name).name))

    @needs(Act.SIT_HERE)
    def put(self, user: User, profile: ScanProfile) -> ScanProfiles:
        """Add a profile, or replace the one of its name.

        Raises Problem sources.profiles_locked, sources.profile_wrong.
        """
        present = self._open_to(user)
        checked = _checked(profile)
        names = [one.name for one in present.every]
        every = tuple(checked if one.name == checked.name else one for one in present.every)
        if checked.name not in names:
            every = (*every, checked)
        return self._keep(replace(present, every=every))

    @needs(Act.SIT_HERE)
    def remove(self, user: User, name: str) -> ScanProfiles:
        """Take a profile away; the last one stays.

        Raises Problem sources.profiles_locked, sources.no_profile, sources.last_profile.
        """
        present = self._open_to(user)
        gone = present.named(name)
        if len(present.every) == 1:
            raise Problem("sources.last_profile")
        return self._keep(
            replace(present, every=tuple(one for one in present.every if one is not gone))
        )

    @needs(Act.CHANGE_SETTINGS)
    def lock(self, user: User, locked: bool) -> ScanProfiles:
        """Let clerks change profiles, or not."""
        return self._keep(replace(self._present(), locked=locked))

    def _present(self) -> ScanProfiles:
        return self._load().or_shipped()

    def _open_to(self, user: User) -> ScanProfiles:
        present = self._present()
        if present.locked and not user.may(Act.CHANGE_SETTINGS):
            raise Problem("sources.profiles_locked")
        return present

    def _keep(self, profiles: ScanProfiles) -> ScanProfiles:
        self._save(profiles)
        return profiles


def _checked(profile: ScanProfile) -> ScanProfile:
    name = " ".join(profile.name.split())
    adjustments = (profile.brightness, profile.contrast)
    if not name or len(name) > MAX_NAME:
        raise Problem("sources.profile_wrong")
    if not min(USUAL_DPI) <= profile.dpi <= max(USUAL_DPI):
        raise Problem("sources.profile_wrong")
    if any(abs(one) > MAX_ADJUSTMENT for one in adjustments):
        raise Problem("sources.profile_wrong")
    return replace(profile, name=name)
