"""Open dossiers of the old system, brought in from CSV or XLSX: found, returned, tied to new codes.

Columns by name, in any order, as the old program or a clerk names them: code, owner, procedure,
received, due and, where known, code of the procedure, status, number, phone, address, note.  Dates
as ISO or dd/mm/yyyy, with or without an hour.  A line that cannot be read is reported with its
number; the others come in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from desk.reception.old_table import ReadSpreadsheet, read_table
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
from models.role import Act, User, needs
from models.store import dossiers
from models.store.engine import Tx
from models.text import tidy

_LONGEST_CODE = 64
_DAY_ZERO = datetime(1899, 12, 30, tzinfo=VIETNAM)
"""Day 0 of the numbers spreadsheets count days with."""
_SERIALS = range(36_526, 73_051)
"""Those of 2000 to 2099; other numbers are no dates."""


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
class Coming:
    """A line as it would come in; `known` when a dossier of that code is here already."""

    line: int
    dossier: Dossier
    status_text: str
    known: bool


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What bringing a file in would do."""

    coming: tuple[Coming, ...]
    bad: tuple[BadLine, ...]

    @property
    def new(self) -> int:
        """How many dossiers would be new here."""
        return sum(not one.known for one in self.coming)


@dataclass(frozen=True, slots=True)
class OldSystem:
    """Bringing in what another program left open (decision 31)."""

    scribe: Scribe
    catalogue: Catalogue
    read_spreadsheet: ReadSpreadsheet

    @needs(Act.IMPORT_DOSSIERS)
    def foresee(self, user: User, content: bytes) -> Foreseen:
        """What a file would bring; nothing is written. Raises the problems of `bring_in`."""
        rows = read_table(content, self.read_spreadsheet)
        with self.scribe.store.reading() as tx:
            return self._foreseen(tx, user, rows)

    @needs(Act.IMPORT_DOSSIERS)
    def bring_in(
        self, user: User, content: bytes, source: str, from_agency: str = ""
    ) -> ImportReport:
        """Read a CSV (UTF-8, comma or semicolon) or an XLSX and keep its open dossiers.

        With `from_agency` they are dossiers another office received for us: their limit starts
        when they are confirmed here.

        Raises:
            Problem: ``import.unreadable``, ``import.columns_missing`` and the other problems of
                `read_table`.
        """
        rows = read_table(content, self.read_spreadsheet)
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            found = self._foreseen(tx, user, rows)
            for one in found.coming:
                if one.known:
                    continue
                self._keep(tx, user, one.dossier, Imported(source, one.status_text), now)
                if from_agency:
                    self.scribe.fact(tx, user, one.dossier.id, FromElsewhere(from_agency), now)
            report = ImportReport(found.new, len(found.coming) - found.new, found.bad)
            self.scribe.audit(
                tx, user, "dossiers.imported", "", now,
                count=report.imported, bad=len(report.bad), known=report.known,
            )  # fmt: skip
        return report

    def _foreseen(
        self, tx: Tx, user: User, rows: Sequence[tuple[int, Mapping[str, str]]]
    ) -> Foreseen:
        coming: list[Coming] = []
        bad: list[BadLine] = []
        seen: set[str] = set()
        for line, row in rows:
            try:
                dossier = self._dossier(user, row)
            except ValueError as error:
                bad.append(BadLine(line, str(error)))
                continue
            known = dossier.code in seen or dossiers.by_code(tx, dossier.code) is not None
            seen.add(dossier.code)
            coming.append(Coming(line, dossier, row.get("status", ""), known))
        return Foreseen(tuple(coming), tuple(bad))

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
                number=_with_zeros(row.get("number", ""), {8: 9, 10: 12, 11: 12}) or None,
                phone=_with_zeros(row.get("phone", ""), {9: 10}),
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


def _with_zeros(text: str, lengths: Mapping[int, int]) -> str:
    """A number that a spreadsheet took for an amount, with the zeros it began with.

    Identity numbers have 12 digits, older ones 9, telephone numbers 10.
    """
    return text.zfill(lengths.get(len(text), 0)) if text.isdecimal() else text


def _moment(text: str, column: str) -> datetime:
    """A day or moment at +07:00; a day alone is its end for a due date, its start otherwise."""
    read = _local(text)
    if read is None:
        raise ValueError(column)
    if column == "due" and read.time() == time() and ":" not in text:
        return datetime.combine(read.date(), time(17), VIETNAM)
    return read


def _local(text: str) -> datetime | None:
    """A moment as people, programs or spreadsheets write it; None for anything else."""
    for form in ("%d/%m/%Y %H:%M", "%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%H:%M %d/%m/%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
    try:
        days = float(text)
    except ValueError:
        days = 0.0
    if int(days) in _SERIALS:
        return _DAY_ZERO + timedelta(minutes=round(days * 24 * 60))
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo is not None else read.replace(tzinfo=VIETNAM)
