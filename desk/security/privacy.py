"""What the law on personal data asks of an office: answer a person, erase, report an incident.

Every act names its reason and leaves a line in the audit for each dossier it touched; lines hold
identifiers only, so the chain stays whole when a person is erased.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.clock import Clock
from desk.log_masking import masked
from desk.security import two_people
from models.dossier import SyncState
from models.lifecycle import TERMINAL
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import (
    accounts,
    audit,
    dossiers,
    durable,
    field_values,
    inventory,
    outbox,
    subjects,
)
from models.store.blobs import Blobs
from models.store.engine import Store, Tx

_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written for a person."""

    folder: Path
    dossiers: int
    drafts: int
    documents: int
    documents_gone: int
    """Scans no longer at this desk: at the hub, or erased."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out of this desk."""

    dossiers: int
    drafts: int
    scans: int


@dataclass(frozen=True, slots=True)
class Privacy:
    """The acts of a supervisor or administrator."""

    store: Store
    blobs: Blobs
    logins: Callable[[], tuple[str, ...]]
    """Who is enrolled here: whether there could be a second person."""
    clock: Clock

    @needs(Act.HANDLE_PERSONAL_DATA)
    def export(self, user: User, number: str, reason: str, folder: Path) -> Exported:
        """Everything under a person's number as JSON, and their documents beside it.

        The files are not encrypted: they are what is handed to the person.  Raises Problem
        ``privacy.no_reason``, ``privacy.nobody``, ``privacy.folder_not_empty``.
        """
        why = _reason(reason)
        if folder.exists() and any(folder.iterdir()):
            raise Problem("privacy.folder_not_empty")
        now = self.clock()
        with self.store.writing() as tx:
            ids, drafts = _held(tx, number)
            for one in ids:
                audit.append(tx, "person.exported", user.login, now, one, {"reason": why})
            for draft in drafts:
                audit.append(tx, "person.exported", user.login, now, draft.id, {"reason": why})
        documents = gone = 0
        with self.store.reading() as tx:
            account = {
                "identity_number": number,
                "made_at": now.isoformat(),
                "dossiers": [subjects.account_of(tx, one) for one in ids],
                "drafts": [
                    to_plain(one) | {"read_from_papers": field_values.account(tx, one.id)}
                    for one in drafts
                ],
            }
            for one in ids:
                written, missing = self._documents(tx, one, folder)
                documents, gone = documents + written, gone + missing
        text = json.dumps(account, ensure_ascii=False, indent=2)
        durable.write(folder / "du-lieu.json", text.encode())
        return Exported(folder, len(ids), len(drafts), documents, gone)

    @needs(Act.HANDLE_PERSONAL_DATA)
    def erase(self, user: User, number: str, reason: str, second: User | None = None) -> Erased:
        """Take a person's words out of every dossier and draft here, all at once or not at all.

        Takes two people.  Raises Problem ``privacy.no_reason``, ``privacy.nobody``,
        ``security.second_needed``, and ``privacy.still_needed`` while a dossier of theirs is open
        or not fully at the hub.
        """
        why, now, scans = _reason(reason), self.clock(), 0
        with self.store.writing() as tx:
            beside = two_people.check(accounts.everybody(tx), user, second, self.logins())
            facts = {"reason": why, **beside}
            ids, drafts = _held(tx, number)
            still = sum(1 for one in ids if not _finished(tx, one))
            if still:
                raise Problem("privacy.still_needed", open=still)
            for one in ids:
                scans += subjects.erase_dossier(tx, one, now)
                audit.append(tx, "person.erased", user.login, now, one, facts)
            for draft in drafts:
                subjects.forget_draft(tx, draft.id)
                audit.append(tx, "person.erased", user.login, now, draft.id, facts)
        return Erased(len(ids), len(drafts), scans)

    @needs(Act.HANDLE_PERSONAL_DATA)
    def incident(self, user: User, start: datetime, end: datetime) -> dict[str, Any]:
        """Who did what when between two moments, and whose data that touched (72 hours' notice).

        Codes and counts, no names: the report travels.
        """
        with self.store.writing() as tx:
            lines = [
                (json.loads(line.body), line)
                for line in audit.rows(tx)
                if start <= datetime.fromisoformat(json.loads(line.body)["at"]) < end
            ]
            touched = {line.subject for _, line in lines}
            found = [one for one in (dossiers.get(tx, subject) for subject in touched) if one]
            persons = {
                person.number or person.full_name
                for one in found
                for person in (one.owner, one.submitter)
                if person is not None
            }
            head = audit.head(tx)
            audit.append(tx, "incident.exported", user.login, self.clock(), "")
        return {
            "from": start.isoformat(),
            "to": end.isoformat(),
            "persons": len(persons),
            "dossiers": sorted(one.code for one in found),
            "acts": [body for body, _ in lines],
            "chain": {"rows": head.seq, "head": head.hash},
        }

    @needs(Act.HANDLE_PERSONAL_DATA)
    def inventory(self, user: User) -> tuple[dict[str, str], ...]:  # noqa: ARG002 - for the guard
        """Every column of this desk's store: about whom, what for, how long."""
        return tuple(asdict(one) for one in inventory.inventory())

    def _documents(self, tx: Tx, dossier_id: str, folder: Path) -> tuple[int, int]:
        dossier = dossiers.get(tx, dossier_id)
        written = gone = 0
        for number, document in enumerate(dossier.documents if dossier else (), start=1):
            try:
                content = self.blobs.get(tx, document.sha256)
            except Problem:
                gone += 1
                continue
            code = dossier.code if dossier else ""
            durable.write(folder / f"{_safe(code)}-{number:02d}.pdf", content)
            written += 1
        return written, gone


def _held(tx: Tx, number: str) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    ids, drafts = subjects.dossiers_of(tx, number), subjects.drafts_of(tx, number)
    if not ids and not drafts:
        raise Problem("privacy.nobody")
    return ids, drafts


def _finished(tx: Tx, dossier_id: str) -> bool:
    dossier = dossiers.get(tx, dossier_id)
    sent = outbox.state_of(tx, dossier_id) is SyncState.SENT
    return dossier is not None and dossier.status in TERMINAL and sent


def _reason(typed: str) -> str:
    reason = " ".join(typed.split())[:_LONGEST_REASON]
    if not reason:
        raise Problem("privacy.no_reason")
    return masked(reason)


def _safe(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "_" for c in name).strip(
        "."
    )
