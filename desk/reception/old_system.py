"""Open dossiers of the old system, brought in from CSV: found, returned, tied to new codes.

Columns by name, in any order: ``code, name, procedure, received, due`` and, where known,
``procedure_code, status, number, phone, address, note``.  Dates as ISO or dd/mm/yyyy, with or
without an hour.  A line that cannot be read is reported with its number; the others come in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from desk.reception.scribe import Scribe
from models.calendar import VIETNAM
from models.catalogue import Catalogue
from models.citizen import Citizen
from models.codes import normalise
from models.dossier import Channel, CodeKind, Dossier, ReturnMethod, StatusEvent
from models.facts import FromElsewhere, Imported
from models.messages import EventType
from models.old_status import status_of
from models.plain import to_plain
from models.problems import Problem
from models.role import Act, User, needs
from models.store import dossiers
from models.store.engine import Tx
from models.text import tidy

_NEEDED = ("code", "name", "procedure", "received", "due")
_LONGEST_CODE = 64


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was left out: its number in the file (the header is 1) and why, as a code."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a file."""

    imported: int
    known: int
    """Lines whose code was here already."""
    bad: tuple[BadLine, ...]


@dataclass(frozen=True, slots=True)
class OldSystem:
    """Bringing in what another program left open (decision 31)."""

    scribe: Scribe
    catalogue: Catalogue

    @needs(Act.IMPORT_DOSSIERS)
    def bring_in(
        self, user: User, content: bytes, source: str, from_agency: str = ""
    ) -> ImportReport:
        """Read a CSV (UTF-8, comma or semicolon) and keep its open dossiers.

        With `from_agency` they are dossiers another office received for us: their limit starts
        when they are confirmed here.

        Raises:
            Problem: ``import.unreadable``, ``import.columns_missing``.
        """
        rows = _rows(content)
        now = self.scribe.clock()
        imported, known, bad = 0, 0, []
        with self.scribe.store.writing() as tx:
            for line, row in rows:
                try:
                    dossier = self._dossier(user, row)
                except ValueError as error:
                    bad.append(BadLine(line, str(error)))
                    continue
                if dossiers.by_code(tx, dossier.code) is not None:
                    known += 1
                    continue
                self._keep(tx, user, dossier, Imported(source, row.get("status", "")), now)
                if from_agency:
                    self.scribe.fact(tx, user, dossier.id, FromElsewhere(from_agency), now)
                imported += 1
            self.scribe.audit(
                tx, user, "dossiers.imported", "", now, count=imported, bad=len(bad), known=known
            )
        return ImportReport(imported, known, tuple(bad))

    def _keep(self, tx: Tx, user: User, dossier: Dossier, origin: Imported, now: datetime) -> None:
        dossiers.add(tx, dossier, None)
        step = StatusEvent(
            self.scribe.new_id(), dossier.id, 1, dossier.status, now, user.login, origin.status_text
        )
        dossiers.append_status(tx, step)
        self.scribe.fact(tx, user, dossier.id, origin, now)
        body = {**to_plain(dossier), "origin": "old_system"}
        self.scribe.tell(tx, user, dossier, EventType.DOSSIER_RECEIVED, now, (step,), **body)

    def _dossier(self, user: User, row: Mapping[str, str]) -> Dossier:
        code = normalise(row["code"])
        name, title = tidy(row["name"]), tidy(row["procedure"])
        if not code or len(code) > _LONGEST_CODE or " " in code:
            raise ValueError("code")
        if not name:
            raise ValueError("name")
        received, due = _moment(row["received"], "received"), _moment(row["due"], "due")
        if due < received:
            raise ValueError("due")
        procedure = self.catalogue.current(row.get("procedure_code", ""), received.date())
        if not title and procedure is None:
            raise ValueError("procedure")
        status = status_of(row.get("status", ""))
        if status is None:
            raise ValueError("status")
        return Dossier(
            id=self.scribe.new_id(),
            code=code,
            code_kind=CodeKind.OFFICIAL,
            procedure_code=procedure.code if procedure else row.get("procedure_code", ""),
            procedure_version=procedure.version if procedure else "",
            procedure_name=procedure.name if procedure else title,
            field_name=procedure.field_name if procedure else "",
            owner=Citizen(
                full_name=name,
                number=row.get("number") or None,
                phone=row.get("phone", ""),
                address=tidy(row.get("address", "")),
            ),
            submitter=None,
            channel=Channel.DIRECT,
            status=status,
            received_at=received,
            due=due,
            due_hour_exact=due,
            due_is_provisional=False,
            desk=self.scribe.settings.desk,
            clerk=user.login,
            fee_dong=None,
            sets=1,
            return_method=ReturnMethod.AT_DESK,
            components=(),
            note=tidy(row.get("note", "")),
        )


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem("import.unreadable", line=1) from error
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    names = [(one or "").strip().lower() for one in reader.fieldnames or ()]
    missing = [one for one in _NEEDED if one not in names]
    if missing:
        raise Problem("import.columns_missing", columns=", ".join(missing))
    reader.fieldnames = names
    try:
        return [
            (reader.line_num, {key: (value or "").strip() for key, value in row.items() if key})
            for row in reader
        ]
    except csv.Error as error:
        raise Problem("import.unreadable", line=reader.line_num) from error


def _moment(text: str, column: str) -> datetime:
    """A day or moment at +07:00; a day alone is its end for a due date, its start otherwise."""
    for form in ("%d/%m/%Y %H:%M", "%d/%m/%Y"):
        try:
            read = datetime.strptime(text, form).replace(tzinfo=VIETNAM)
            break
        except ValueError:
            continue
    else:
        try:
            read = datetime.fromisoformat(text)
        except ValueError as error:
            raise ValueError(column) from error
        read = read.replace(tzinfo=VIETNAM) if read.tzinfo is None else read
    has_hour = ":" in text
    if column == "due" and not has_hour:
        return datetime.combine(read.date(), time(17), VIETNAM)
    return read
