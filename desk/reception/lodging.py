"""Lodging online for somebody who stands here: consent, named files, the portal's code.

Counted apart («nộp trực tuyến có hỗ trợ»), never as plain online.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from desk.reception.scribe import Scribe, said
from models.attachment import Document
from models.catalogue import Catalogue
from models.codes import normalise
from models.dossier import Channel, ConsentWay, Draft, LodgedFor, OnlineOrigin
from models.facts import Fact
from models.problems import Problem
from models.role import Act, User, needs
from models.store import dossiers, drafts, facts
from models.store.blobs import StoredBlob
from models.store.engine import Tx
from models.text import fold

_LARGEST_FILE = 6 * 1024 * 1024
"""Portals take 6 to 10 MB a file (rules §5.3)."""
_LONGEST_NAME = 100
Made = Callable[[str, str, str, datetime], tuple[Document, StoredBlob] | None]
Read = Callable[[str, StoredBlob], bytes]
"""(hash, blob) → the file's bytes."""


@dataclass(frozen=True, slots=True)
class PortalFile:
    """One paper as the portal wants it: an ASCII name, and whether it is too large."""

    component_code: str
    name: str
    content: bytes
    too_large: bool


@dataclass(frozen=True, slots=True)
class LodgingOnline:
    """Scan once, lodge at the portal, tie the portal's code, receive."""

    scribe: Scribe
    catalogue: Catalogue
    assemble: Made
    read: Read

    @needs(Act.RECEIVE)
    def begin(self, user: User, draft: Draft, way: ConsentWay, consent: str) -> Draft:
        """Record that the person wants to be lodged for; the channel is online from now on.

        Raises:
            Problem: ``lodging.no_consent``, ``intake.no_person``.
        """
        consent = said(consent, "lodging.no_consent")
        if draft.owner is None and draft.submitter is None:
            raise Problem("intake.no_person")
        agreed = replace(draft, channel=Channel.ONLINE, lodged_for=LodgedFor(way, consent))
        self._save(agreed)
        return agreed

    @needs(Act.RECEIVE)
    def files(self, user: User, draft: Draft) -> tuple[PortalFile, ...]:
        """The draft's papers as files to be lodged; the caller writes them where the clerk says.

        Raises:
            Problem: ``lodging.not_begun``, ``intake.no_procedure``.
        """
        if draft.lodged_for is None:
            raise Problem("lodging.not_begun")
        now = self.scribe.clock()
        procedure = self.catalogue.current(draft.procedure_code or "", now.date())
        if procedure is None:
            raise Problem("intake.no_procedure")
        made = []
        for place, component in enumerate(procedure.components, start=1):
            found = self.assemble(draft.id, component.code, component.name, now)
            if found is not None:
                content = self.read(found[0].sha256, found[1])
                name = _file_name(place, component.code, component.name)
                made.append(PortalFile(component.code, name, content, len(content) > _LARGEST_FILE))
        with self.scribe.store.writing() as tx:
            self.scribe.audit(tx, user, "lodging.exported", draft.id, now, files=len(made))
        return tuple(made)

    @needs(Act.RECEIVE)
    def code_given(self, user: User, draft: Draft, code: str, portal: str) -> Draft:
        """The portal's code, pasted or scanned: it will be the dossier's.

        Raises:
            Problem: ``lodging.not_begun``, ``codes.bad``, ``store.code_taken``.
        """
        if draft.lodged_for is None:
            raise Problem("lodging.not_begun")
        code = "".join(normalise(code).split())
        if not 3 <= len(code) <= 64 or not code.isprintable():
            raise Problem("codes.bad")
        with self.scribe.store.reading() as tx:
            if dossiers.by_code(tx, code) is not None:
                raise Problem("store.code_taken", taken=code)
        coded = replace(draft, online=OnlineOrigin(code, portal, self.scribe.clock()))
        self._save(coded)
        return coded

    @needs(Act.SEE_FIGURES)
    def lodged(self, user: User, start: datetime, end: datetime) -> tuple[Fact[LodgedFor], ...]:
        """What was lodged for others in [start, end), newest first."""
        with self.scribe.store.reading() as tx:
            return facts.between(tx, LodgedFor, start, end, 100_000)

    def _save(self, draft: Draft) -> None:
        with self.scribe.store.writing() as tx:
            self._refuse_received(tx, draft)
            drafts.save(tx, draft, self.scribe.clock())

    def _refuse_received(self, tx: Tx, draft: Draft) -> None:
        if dossiers.get(tx, draft.id) is not None:
            raise Problem("intake.already_received")


def _file_name(place: int, code: str, name: str) -> str:
    """ASCII, short, and it names nobody: ``01_to-khai_02.pdf``."""
    words = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
    safe = "".join(c for c in code if c.isascii() and (c.isalnum() or c in ".-"))
    return f"{place:02d}_{words[: _LONGEST_NAME - 40]}_{safe}.pdf"
