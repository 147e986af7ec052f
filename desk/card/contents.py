"""What a chip holds, read in the order a clerk needs it: person, signature and keys, face."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from desk.card import dg2, dg13, mrz, person, sod
from desk.card.access import Opened
from desk.card.chip_authentication import parse_dg14
from desk.card.dg13 import NationalData
from desk.card.faults import Malformed, Refused, Unsupported
from desk.card.files import (
    DG1,
    DG2,
    DG13,
    DG14,
    DG15,
    SOD,
    BlockSize,
    ElementaryFile,
    read_file,
)
from desk.card.mrz import Mrz
from desk.card.security_infos import SecurityInfos
from desk.card.session import Session
from models.card_reading import CardPerson

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Contents:
    """What has been read so far. `groups` holds raw octets, the only thing that is ever hashed."""

    opened: Opened
    groups: dict[int, bytes]
    mrz: Mrz | None
    national: NationalData | None
    person: CardPerson
    warnings: list[str]
    sod: bytes | None = None
    infos: SecurityInfos | None = None
    active_key: bytes | None = None
    picture: bytes | None = field(default=None, repr=False)
    """The face as the chip has it, compressed."""


class ContentsReader:
    """Reads files over an opened session, telling how far it is."""

    def __init__(self, session: Session, blocks: BlockSize, progress: Progress) -> None:
        self._session = session
        self._blocks = blocks
        self._progress = progress
        self._groups: dict[int, bytes] = {}
        self._listed: frozenset[int] | None = None
        self._warnings: list[str] = []

    def person(self, opened: Opened, today: date) -> Contents:
        """DG1 and DG13.  Raises Malformed when neither names a person."""
        zone = self._zone()
        national = self._national_data()
        told = person.assemble(zone, national, today)
        self._warnings += [*opened.warnings, *person.card_warnings(told, today)]
        return Contents(opened, self._groups, zone, national, told, self._warnings)

    def keys(self, contents: Contents) -> None:
        """EF.SOD, then DG14 and DG15 where it covers them; DG14 is compared with EF.CardAccess."""
        contents.sod = self._security_object()
        self._listed = _listed(contents.sod)
        contents.active_key = self._listed_group(15, DG15)
        octets = self._listed_group(14, DG14)
        if octets is None:
            return
        try:
            contents.infos = parse_dg14(octets)
        except Malformed:
            self._warnings.append("dg14_malformed")
            return
        if not _confirmed(contents.opened, contents.infos):
            self._warnings.append("card_access_differs")

    def picture(self, contents: Contents) -> None:
        """DG2; a card without a face, or with an unreadable one, is only mentioned."""
        octets = None
        if self._listed is None or 2 in self._listed:
            octets = self._group(2, DG2, "face")
        if octets is None:
            self._warnings.append("no_face")
            return
        try:
            contents.picture = dg2.face_picture(octets)
        except Malformed as error:
            log.info("face: %s", error)
            self._warnings.append("face_unreadable")

    def _security_object(self) -> bytes | None:
        """None when there is none; empty, which no parser takes, when it is no such file."""
        try:
            return self._read(SOD, "checks")
        except Refused:
            return None
        except Malformed:
            return b""

    def _zone(self) -> Mrz | None:
        octets = self._group(1, DG1, "person")
        if octets is None:
            return None
        try:
            return mrz.parse_dg1(octets)
        except Malformed:
            self._warnings.append("mrz_malformed")
            return None

    def _national_data(self) -> NationalData | None:
        octets = self._group(13, DG13, "person")
        if octets is None:
            return None
        try:
            return dg13.parse_dg13(octets)
        except Malformed:
            self._warnings.append("national_data_malformed")
            return None

    def _listed_group(self, number: int, file: ElementaryFile) -> bytes | None:
        if self._listed is not None and number not in self._listed:
            return None
        octets = self._group(number, file, "checks")
        if octets is None and self._listed is not None:
            self._warnings.append(f"dg{number}_withheld")
        return octets

    def _group(self, number: int, file: ElementaryFile, step: str) -> bytes | None:
        """One data group; None when the chip has none or does not give it.

        Octets that are no such file count as an empty one, whose hash is certainly wrong.
        """
        try:
            octets = self._read(file, step)
        except Refused as refusal:
            log.info("%s", refusal)
            return None
        except Malformed as error:
            log.info("%s: %s", file.name, error)
            self._groups[number] = b""
            return None
        self._groups[number] = octets
        return octets

    def _read(self, file: ElementaryFile, step: str) -> bytes:
        return read_file(
            self._session,
            file,
            self._blocks,
            lambda done, total: self._progress(step, done, total),
        )


def _confirmed(opened: Opened, infos: SecurityInfos) -> bool:
    """Whether signed DG14 repeats what unsigned EF.CardAccess, or our guess of it, had said."""
    if opened.card_access is not None:
        return opened.card_access.raw <= infos.raw
    return opened.pace is None or not infos.pace or opened.pace in infos.pace


def _listed(octets: bytes | None) -> frozenset[int] | None:
    """Data groups the security object covers; None when it cannot tell."""
    if not octets:
        return None
    try:
        return frozenset(sod.parse_sod(octets).hashes)
    except (Malformed, Unsupported):
        return None
