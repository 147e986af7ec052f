"""Typed settings of this seat and its office, and the only place that knows paths.

A profile is a folder: the keyring, the encrypted store, the scans, the spool and ``settings.json``.
The ordinary profile is called ``office``; the demonstration lives in its own, ``demo``.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from models.office_hours import OfficeHours
from models.plain import from_plain, to_plain
from models.problems import Problem
from models.scan_profile import ScanProfiles
from models.signing import SigningSettings
from models.weekly import FRIDAY

FORMAT = 1


class Language(StrEnum):
    """Languages of the window."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Office:
    """The office as it appears on paper, and its code in the agency tree (QĐ 20/2020 Điều 4)."""

    agency_code: str
    agency_upper: str
    agency: str
    place: str
    hotline: str
    return_place: str
    bank_bin: str = ""
    """The office's account for fees: the bank's six digits at NAPAS; empty: no transfers."""
    bank_account: str = ""
    bank_owner: str = ""


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """Who the demonstration signs in as. Written by the demonstration only."""

    login: str
    password: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one seat. Nothing secret but the demonstration's invented passwords."""

    office: Office
    desk: str = "Q1"
    """Name of the counter, part of provisional numbers."""
    device_id: str = ""
    hub_url: str | None = None
    hub_ca: str | None = None
    """The office's own root that signed the hub's certificate (PEM); no other is trusted."""
    hub_certificate: str | None = None
    hub_key: str | None = None
    """This desk's certificate for the line and its key (PEM)."""
    printer: str | None = None
    """None: the system's default printer."""
    print_to_folder: bool = False
    two_liens_on_a4: bool = True
    """Printers hold A4: the two liên of a receipt side by side on one sheet (decision 24)."""
    scanner: str | None = None
    scan_profiles: ScanProfiles = field(default_factory=ScanProfiles)
    qr_scanner_port: str | None = None
    """Port of a QR scanner that is no keyboard: ``/dev/serial/by-id/…``, ``COM3``."""
    rating_url: str | None = None
    """Where a QR leads people who want to rate, with {code} for the dossier's code."""
    online_folder: str | None = None
    """Where the province's export puts dossiers lodged online; None: no such list."""
    language: Language = Language.VIETNAMESE
    office_hours: OfficeHours = field(default_factory=OfficeHours)
    lock_after_minutes: int = 5
    week_last_day: int = FRIDAY
    """ISO number of the day the figures of a week end with."""
    backup_folder: str | None = None
    """The second place: another disk or a folder of the office's server. None: no backups."""
    signing: SigningSettings = field(default_factory=SigningSettings)
    demo: tuple[DemoSignIn, ...] = ()
    format: int = FORMAT


UNNAMED_OFFICE = Office(
    agency_code="",
    agency_upper="ỦY BAN NHÂN DÂN …",
    agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    place="…",
    hotline="",
    return_place="Trung tâm Phục vụ hành chính công",
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Where one seat keeps its things."""

    folder: Path

    @property
    def settings_file(self) -> Path:
        """The settings, readable by their owner only."""
        return self.folder / "settings.json"

    @property
    def security(self) -> Path:
        """Keyring, device secret, encrypted store and scans."""
        return self.folder / "store"

    @property
    def papers(self) -> Path:
        """Where papers go when there is no printer."""
        return self.folder / "papers"

    @property
    def trust(self) -> Path:
        """Certificates of card issuers the office installed."""
        return self.folder / "trust"

    @property
    def signature_roots(self) -> Path:
        """Roots and intermediates the office trusts for signatures on documents."""
        return self.folder / "signature-roots"

    @property
    def reader_memory(self) -> Path:
        """What the card readers can carry."""
        return self.folder / "readers.json"

    @property
    def log_file(self) -> Path:
        """The program's own log; it never holds personal data."""
        return self.folder / "motcua.log"

    @property
    def crash_file(self) -> Path:
        """What the last crash left; found at the next start."""
        return self.folder / "crash.log"

    def load(self) -> Settings:
        """The settings, or those of an office that is not set up yet.

        Raises:
            Problem: ``settings.unreadable`` when the file is damaged; it is left as it is.
        """
        try:
            text = self.settings_file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return Settings(office=UNNAMED_OFFICE)
        try:
            return from_plain(Settings, json.loads(text))
        except (ValueError, KeyError, TypeError) as error:
            raise Problem("settings.unreadable", file=self.settings_file.name) from error

    def save(self, settings: Settings) -> Settings:
        """Write the settings durably; a seat without a device identity gets one."""
        if not settings.device_id:
            settings = replace(settings, device_id=str(uuid4()))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        text = json.dumps(to_plain(settings), ensure_ascii=False, indent=2)
        draft = self.settings_file.with_suffix(".tmp")
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o600)
        draft.replace(self.settings_file)
        return settings


def home() -> Path:
    """The folder of all profiles: ``MOTCUA_HOME``, else the platform's place for program data."""
    if given := os.environ.get("MOTCUA_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ["LOCALAPPDATA"]) / "motcua"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "motcua"


def profile(name: str | None = None) -> Profile:
    """The profile asked for, by argument, by ``MOTCUA_PROFILE``, or the office's own."""
    return Profile(home() / (name or os.environ.get("MOTCUA_PROFILE") or "office"))
