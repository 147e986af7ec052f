"""Settings an administrator changes, in the window or by command: checked, kept, audited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desk.clock import Clock
from desk.events import Events, SettingsChanged
from desk.hub_line import HUB_TOKEN
from desk.setting_list import (
    BY_NAME,
    HUB_TOKEN_SETTING,
    Value,
    faults,
    tidied,
    values_of,
    with_values,
)
from desk.settings import Profile, Settings
from models.problems import Kind, Problem
from models.role import Act, User, needs
from models.store import audit, values
from models.store.engine import Store


@dataclass(frozen=True, slots=True)
class SettingUp:
    """Reads and writes the settings of this seat.

    ``offers`` finds what the machine knows for a setting of shape OFFERED: its printers, its ports.
    """

    store: Store
    profile: Profile
    events: Events
    clock: Clock
    offers: Mapping[str, Callable[[], tuple[str, ...]]] = field(default_factory=dict)

    @needs(Act.CHANGE_SETTINGS)
    def present(self, user: User) -> dict[str, Value]:  # noqa: ARG002 - for the guard
        """Every setting as it stands; a secret is never read out. Raises as `Profile.load`."""
        return values_of(self.profile.load())

    @needs(Act.CHANGE_SETTINGS)
    def has_token(self, user: User) -> bool:  # noqa: ARG002 - for the guard
        """Whether this device has a token for the hub."""
        with self.store.reading() as tx:
            return bool(values.get(tx, HUB_TOKEN))

    @needs(Act.CHANGE_SETTINGS)
    def offered(self, user: User, name: str) -> tuple[str, ...]:  # noqa: ARG002 - for the guard
        """What this machine knows that fits; nothing where it knows nothing."""
        find = self.offers.get(name)
        try:
            return find() if find is not None else ()
        except Problem:
            return ()  # no printing service: the name can be typed

    @needs(Act.CHANGE_SETTINGS)
    def check(self, user: User, changes: Mapping[str, Value]) -> dict[str, Problem]:  # noqa: ARG002
        """What is wrong with these values, by setting; nothing is kept."""
        return _wrong(self._as_it_is(), changes)[1]

    @needs(Act.CHANGE_SETTINGS)
    def change(self, user: User, changes: Mapping[str, Value]) -> tuple[str, ...]:
        """Keep what differs; which settings that were. Nothing is kept when anything is wrong.

        Each gets an audit line: its name, never its value.

        Raises:
            Problem: the first of what `check` finds; ``settings.unknown`` for another name;
                ``settings.not_kept``.
        """
        before = self._as_it_is()
        new, wrong = _wrong(before, changes)
        if wrong:
            raise next(iter(wrong.values()))
        if not new:
            return ()
        token = new.pop(HUB_TOKEN_SETTING, None)
        settings = with_values(self.profile.load(), new)
        names = tuple(new) + ((HUB_TOKEN_SETTING,) if token else ())
        with self.store.writing() as tx:
            now = self.clock()
            for name in names:
                audit.append(tx, "settings.changed", user.login, now, name)
            if token:
                values.set(tx, HUB_TOKEN, str(token))
            settings = self._save(settings)
        self.events.publish(SettingsChanged(settings, names))
        return names

    def _save(self, settings: Settings) -> Settings:
        try:
            return self.profile.save(settings)
        except OSError as error:
            raise Problem("settings.not_kept", Kind.DEVICE_OR_LINE) from error

    def _as_it_is(self) -> dict[str, Value]:
        return values_of(self.profile.load())


def _wrong(
    before: Mapping[str, Value], changes: Mapping[str, Value]
) -> tuple[dict[str, Value], dict[str, Problem]]:
    """What differs, tidied, and what is wrong with it. An empty secret is no change."""
    if unknown := changes.keys() - BY_NAME.keys():
        raise Problem("settings.unknown", name=min(unknown))
    given = {name: tidied(BY_NAME[name], value) for name, value in changes.items()}
    new = {name: value for name, value in given.items() if value != before[name]}
    return new, faults({**before, **new}, frozenset(new))
