"""Which settings an administrator may change, in groups, and what may be written in each.

The words of every setting, its meaning and its choices are data
(``models/data/words/settings.json``): the window's form and ``motcua settings`` are made from one
list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from desk.settings import UNNAMED_OFFICE, Settings
from models.codes import is_agency_code, is_desk_name
from models.office_hours import windows
from models.plain import from_plain, to_plain
from models.problems import Problem

Value = str | bool | int | float | list[str] | None
"""A setting as `settings.json` has it."""
HUB_TOKEN_SETTING = "hub_token"  # noqa: S105 - a name, not a token
"""Kept in the encrypted store, never in the file; it can be written and not be read."""


class Shape(Enum):
    """How a setting is typed."""

    TEXT = auto()
    OFFERED = auto()
    """A text; the machine knows some that fit."""
    WHOLE = auto()
    DECIMAL = auto()
    YES = auto()
    ONE_OF = auto()
    SEVERAL_OF = auto()
    FILE = auto()
    FOLDER = auto()
    SECRET = auto()


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``name`` is its path in `Settings`, as ``office.agency_code``."""

    name: str
    shape: Shape = Shape.TEXT
    required: bool = False
    rule: str = ""
    """Name of one of `_RULES`, for texts."""
    choices: tuple[str, ...] = ()
    least: float = 0
    most: float = 0


GROUPS: tuple[tuple[str, tuple[Setting, ...]], ...] = (
    (
        "office",
        (
            Setting("office.agency_upper", required=True),
            Setting("office.agency", required=True),
            Setting("office.agency_code", rule="agency_code"),
            Setting("office.place", required=True),
            Setting("office.return_place", required=True),
            Setting("office.hotline", rule="phone"),
            Setting("desk", required=True, rule="desk"),
        ),
    ),
    (
        "transfer",
        (
            Setting("office.bank_bin", rule="bank_bin"),
            Setting("office.bank_account", rule="bank_account"),
            Setting("office.bank_owner"),
        ),
    ),
    (
        "papers",
        (
            Setting("printer", Shape.OFFERED),
            Setting("print_to_folder", Shape.YES),
            Setting("two_liens_on_a4", Shape.YES),
            Setting("rating_url", rule="rating_address"),
        ),
    ),
    (
        "devices",
        (
            Setting("qr_scanner_port", Shape.OFFERED, rule="port"),
            Setting("scan_profiles.locked", Shape.YES),
        ),
    ),
    (
        "line",
        (
            Setting("hub_url", rule="hub_address"),
            Setting(HUB_TOKEN_SETTING, Shape.SECRET),
            Setting("hub_ca", Shape.FILE),
            Setting("hub_certificate", Shape.FILE),
            Setting("hub_key", Shape.FILE),
            Setting("online_folder", Shape.FOLDER),
        ),
    ),
    (
        "signing",
        (
            Setting("signing.module", Shape.OFFERED, rule="file"),
            Setting("signing.timestamp_url", rule="address"),
            Setting("signing.queued", Shape.SEVERAL_OF, choices=("personal", "agency_copy")),
            Setting("signing.copy_form", Shape.ONE_OF, choices=("SAO Y", "SAO LỤC", "TRÍCH SAO")),
            Setting("signing.agency"),
            Setting("signing.copy_look", Shape.ONE_OF, choices=("text", "seal")),
            Setting("signing.seal_image", Shape.FILE),
            Setting("signing.seal_mm", Shape.DECIMAL, least=10, most=60),
            Setting("signing.personal_shown", Shape.YES),
        ),
    ),
    (
        "safety",
        (
            Setting("lock_after_minutes", Shape.WHOLE, least=1, most=60),
            Setting("backup_folder", Shape.FOLDER),
        ),
    ),
    (
        "hours",
        (
            Setting("office_hours.weekdays", rule="hours"),
            Setting("office_hours.saturday", rule="hours"),
            Setting("office_hours.saturday_counts", Shape.YES),
            Setting("office_hours.appointment", Shape.ONE_OF, choices=("end_of_day", "hour_exact")),
            Setting("week_last_day", Shape.WHOLE, least=1, most=7),
        ),
    ),
)


def _at(plain: Any, name: str) -> Any:
    for part in name.split("."):
        plain = plain[part]
    return plain


BY_NAME: dict[str, Setting] = {one.name: one for _, group in GROUPS for one in group}
NOT_BY_HAND = frozenset(
    {
        "device_id",  # given once, known to the hub
        "demo",  # the demonstration's
        "format",
        "language",  # each machine remembers its own (F10)
        "scanner",  # chosen with the way to scan
        "scan_profiles.every",
        "scan_profiles.chosen",
    }
)
"""What the file holds and this list leaves out."""
_ALL_OR_NONE = (
    ("office.bank_bin", "office.bank_account", "office.bank_owner"),
    ("hub_ca", "hub_certificate", "hub_key"),
)
"""Settings that mean nothing without each other."""
_MAY_BE_NONE = frozenset(
    name
    for name in BY_NAME
    if name != HUB_TOKEN_SETTING and _at(to_plain(Settings(office=UNNAMED_OFFICE)), name) is None
)


def values_of(settings: Settings) -> dict[str, Value]:
    """Every listed setting as it stands; a secret is empty."""
    plain = to_plain(settings)
    return {name: _at(plain, name) for name in BY_NAME if name != HUB_TOKEN_SETTING} | {
        HUB_TOKEN_SETTING: ""
    }


def tidied(setting: Setting, value: Value) -> Value:
    """The value as it is kept: trimmed; an empty text is none where the setting may be none."""
    if not isinstance(value, str):
        return value
    said = " ".join(value.split()) if setting.shape is Shape.TEXT else value.strip()
    return said or (None if setting.name in _MAY_BE_NONE else "")


def read_as(setting: Setting, text: str) -> Value:
    """A value typed on the command line; several choices are parted by commas."""
    if setting.shape is Shape.YES:
        return text.lower() in ("true", "1", "yes", "có")
    if setting.shape is Shape.SEVERAL_OF:
        return [one.strip() for one in text.split(",") if one.strip()]
    if setting.shape in (Shape.WHOLE, Shape.DECIMAL):
        try:
            return int(text) if setting.shape is Shape.WHOLE else float(text)
        except ValueError:
            return text  # said to be no number when it is checked
    return text


def with_values(settings: Settings, values: Mapping[str, Value]) -> Settings:
    """The settings with these values in place of what they hold."""
    plain = to_plain(settings)
    for name, value in values.items():
        *path, last = name.split(".")
        place = plain
        for part in path:
            place = place[part]
        place[last] = value
    return from_plain(Settings, plain)


def faults(values: Mapping[str, Value], changed: frozenset[str]) -> dict[str, Problem]:
    """What is wrong, by setting; only what was changed is asked, and what goes with it.

    ``values`` are all of them as they would be.
    """
    found = {
        name: problem
        for name in BY_NAME
        if name in changed and (problem := _fault(BY_NAME[name], values[name])) is not None
    }
    for together in _ALL_OR_NONE:
        if changed.isdisjoint(together):
            continue
        missing = [name for name in together if not values[name]]
        if missing and len(missing) < len(together):
            found.setdefault(missing[0], Problem("settings.incomplete"))
    sealed = {"signing.copy_look", "signing.seal_image"}
    if (
        changed & sealed
        and values["signing.copy_look"] == "seal"
        and not values["signing.seal_image"]
    ):
        found.setdefault("signing.seal_image", Problem("settings.no_seal"))
    return found


def _fault(setting: Setting, value: Value) -> Problem | None:
    if setting.shape in (Shape.WHOLE, Shape.DECIMAL):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not setting.least <= value <= setting.most:  # type: ignore[operator]
            least, most = f"{setting.least:g}", f"{setting.most:g}"
            return Problem("settings.not_between", least=least, most=most)
        return None
    if setting.shape in (Shape.ONE_OF, Shape.SEVERAL_OF):
        chosen = value if isinstance(value, list) else [value]
        known = all(one in setting.choices for one in chosen)
        return None if known else Problem("settings.no_such_choice")
    if setting.shape is Shape.YES:
        return None if isinstance(value, bool) else Problem("settings.no_such_choice")
    return _text_fault(setting, value if isinstance(value, str) else "")


def _text_fault(setting: Setting, text: str) -> Problem | None:
    if not text:
        return Problem("settings.required") if setting.required else None
    if setting.shape is Shape.FILE and not Path(text).is_file():
        return Problem("settings.no_such_file")
    if setting.shape is Shape.FOLDER and not Path(text).is_dir():
        return Problem("settings.no_such_folder")
    if setting.rule:
        return _RULES[setting.rule](text)
    return None


def _said_by(fits: Callable[[str], bool], code: str) -> Callable[[str], Problem | None]:
    return lambda text: None if fits(text) else Problem(code)


def _shaped(pattern: str, code: str) -> Callable[[str], Problem | None]:
    wanted = re.compile(pattern, re.ASCII)
    return _said_by(lambda text: wanted.fullmatch(text) is not None, code)


def _address(text: str) -> Problem | None:
    """An address of the web, as for a timestamp."""
    return None if _host(text) else Problem("settings.bad_address")


def _hub_address(text: str) -> Problem | None:
    """The hub's: https, or this machine's own."""
    host = _host(text)
    if host is None:
        return Problem("settings.bad_address")
    plain = text.startswith("http:") and host not in ("127.0.0.1", "::1", "localhost")
    return Problem("settings.line_in_the_clear") if plain else None


def _rating_address(text: str) -> Problem | None:
    """Holds {code} once at most, and nothing else that would be filled in."""
    if _host(text.replace("{code}", "1")) is None or set("{}") & set(text.replace("{code}", "")):
        return Problem("settings.bad_address")
    return None


def _host(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises when it is none
    except ValueError:
        return None
    known = parts.scheme in ("http", "https") and not set(text) & set(" \t\r\n")
    return parts.hostname if known else None


def _file(text: str) -> Problem | None:
    return None if Path(text).is_file() else Problem("settings.no_such_file")


def _hours(text: str) -> Problem | None:
    try:
        windows(text)
    except Problem as problem:
        return problem
    return None


_RULES: dict[str, Callable[[str], Problem | None]] = {
    "hours": _hours,
    "agency_code": _said_by(is_agency_code, "settings.bad_agency_code"),
    "desk": _said_by(is_desk_name, "settings.bad_desk"),
    "phone": _shaped(r"[0-9+][0-9 .()-]{2,24}", "settings.bad_phone"),
    "bank_bin": _shaped(r"[0-9]{6}", "settings.bad_bank_bin"),
    "bank_account": _shaped(r"[0-9A-Za-z]{4,19}", "settings.bad_bank_account"),
    "port": _shaped(r"/dev/\S+|(?i:COM)[0-9]{1,3}", "settings.bad_port"),
    "address": _address,
    "hub_address": _hub_address,
    "rating_address": _rating_address,
    "file": _file,
}
