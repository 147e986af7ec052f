"""Sổ theo dõi: numbering at the primary desk, numbers from the hub, the book and its closing.

Where a hub numbers, the whole office's book is the hub's: it is asked for when somebody wants it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from desk.reception.lookup import view_of
from desk.reception.scribe import Scribe, said
from models.calendar import VIETNAM
from models.dossier import ReturnMethod
from models.messages import EventType, OfficeRegister, RegisterLine
from models.papers.register import Closing, Register, RegisterRow
from models.problems import Problem
from models.role import Act, User, needs
from models.store import register, values
from models.store.engine import Tx
from models.store.register import Book, Entry

_PRIMARY = "register.primary"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a year's book stands at this desk."""

    book: Book | None
    last: int
    """The last number given, 0 before the first."""
    waiting: int
    """Dossiers of the year in no book yet."""
    primary: bool
    at_hub: bool
    """The hub numbers; here are only this desk's own numbers."""


class OfficeBook(Protocol):
    """The whole office's book at the hub. Raises Problem ``register.no_hub``, or the line's."""

    def read(self, year: int, first: int, last: int | None) -> OfficeRegister:
        """Lines from number ``first`` to ``last``."""

    def newest(self, year: int, most: int) -> OfficeRegister:
        """The last lines."""

    def close(self, year: int, closed_by: str, signer: str) -> OfficeRegister:
        """Close the year for every counter."""


@dataclass(frozen=True, slots=True)
class Registering:
    """One book a year, consecutive from 01 whatever desks were offline (decision 25).

    The hub numbers; an office without one makes one desk its primary.  A detached desk never does.
    """

    scribe: Scribe
    office_book: OfficeBook

    @needs(Act.SEE_TODAY)
    def is_primary(self, user: User) -> bool:
        """Whether this seat may give numbers."""
        with self.scribe.store.reading() as tx:
            return self._is_primary(tx)

    @needs(Act.KEEP_REGISTER)
    def make_primary(self, user: User, *, primary: bool = True) -> None:
        """Let this seat number the book, or stop it. One seat of an office, agreed among people."""
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            values.set(tx, _PRIMARY, "yes" if primary else "no")
            self.scribe.audit(tx, user, "register.primary", "", now, primary=int(primary))

    @needs(Act.KEEP_REGISTER)
    def number(self, user: User, year: int) -> tuple[Entry, ...]:
        """Number what is not in the book yet, in the order of reception; the new entries.

        Raises:
            Problem: ``register.not_primary``, ``register.closed``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            if not self._is_primary(tx):
                raise Problem("register.not_primary")
            waiting = register.unnumbered(tx, *_bounds(year))
            last = register.last_number(tx, year)
            for number, dossier_id in enumerate(waiting, start=last + 1):
                register.enter(tx, dossier_id, year, number, self._volume(year), now)
                dossier = self.scribe.dossier(tx, dossier_id)
                self.scribe.tell(
                    tx, user, dossier, EventType.REGISTER_NUMBERED, now, year=year, number=number
                )
            if waiting:
                self.scribe.audit(
                    tx, user, "register.numbered", "", now, year=year, count=len(waiting)
                )
            return tuple(one for one in register.entries(tx, year) if one.number > last)

    @needs(Act.SEE_TODAY)
    def books(self, user: User, year: int) -> Book | None:
        """The standing of a year's book; None before its first number."""
        with self.scribe.store.reading() as tx:
            return register.book(tx, year)

    @needs(Act.SEE_TODAY)
    def standing(self, user: User, year: int) -> Standing:
        """What a year's book holds and what still waits for a number."""
        with self.scribe.store.reading() as tx:
            primary = self._is_primary(tx)
            return Standing(
                register.book(tx, year),
                register.last_number(tx, year),
                len(register.unnumbered(tx, *_bounds(year))),
                primary,
                at_hub=not primary and self.scribe.settings.hub_url is not None,
            )

    @needs(Act.REPRINT)
    def paper(self, user: User, year: int, first: int = 1, last: int | None = None) -> Register:
        """The book, or a part of it, as Mẫu 07; where another numbers, an excerpt: our dossiers."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            book = register.book(tx, year)
            entries = [
                one
                for one in register.entries(tx, year)
                if one.number >= first and (last is None or one.number <= last)
            ]
            rows = tuple(self._row(tx, one) for one in entries)
            primary = self._is_primary(tx)
        closing = None
        if primary and book is not None and book.closed_at is not None:
            closing = Closing(book.closed_at.date(), book.signer, keeper=book.closed_by)
        opened = book.opened_at.date() if book else date(year, 1, 1)
        return Register(
            heading=self.scribe.heading(now, "register"),
            year=year,
            volume=self._volume(year),
            opened_on=opened,
            rows=rows,
            closing=closing,
            excerpt_of="" if primary else f"quầy {self.scribe.settings.desk}",
        )

    @needs(Act.SEE_TODAY)
    def office_newest(self, user: User, year: int, most: int) -> Register:
        """The last lines of the whole office's book, for the screen. Takes as long as the line.

        Raises:
            Problem: ``register.no_hub``; those of the line.
        """
        return self._office(user, self.office_book.newest(year, most), "register.office_seen")

    @needs(Act.REPRINT)
    def office_paper(
        self, user: User, year: int, first: int = 1, last: int | None = None
    ) -> Register:
        """The whole office's book, or a part of it, as Mẫu 07; with its closing.

        Raises:
            Problem: ``register.no_hub``; those of the line.
        """
        told = self.office_book.read(year, first, last)
        return self._office(user, told, "register.office_printed")

    @needs(Act.KEEP_REGISTER)
    def close_office(self, user: User, year: int, signer: str) -> None:
        """Close a year that is over for every counter; signed by the head.

        Raises:
            Problem: ``register.no_signer``, ``register.not_over``, ``register.closed``,
                ``register.waits_at_counters``, ``register.held``, ``register.no_hub``; the line's.
        """
        self.office_book.close(year, user.name, said(signer, "register.no_signer"))
        with self.scribe.store.writing() as tx:
            self.scribe.audit(tx, user, "register.closed", "", self.scribe.clock(), year=year)

    def _office(self, user: User, told: OfficeRegister, act: str) -> Register:
        now, year = self.scribe.clock(), told.year
        with self.scribe.store.writing() as tx:
            self.scribe.audit(tx, user, act, "", now, year=year, count=len(told.lines))
        closing = None
        if told.closed_at is not None:
            closing = Closing(told.closed_at.date(), told.signer, keeper=told.closed_by)
        return Register(
            heading=self.scribe.heading(now, "register"),
            year=year,
            volume=self._volume(year),
            opened_on=told.opened_at.date() if told.opened_at else date(year, 1, 1),
            rows=tuple(self._office_row(one) for one in told.lines),
            closing=closing,
        )

    @needs(Act.KEEP_REGISTER)
    def close(self, user: User, year: int, signer: str) -> Book:
        """Close a year that is over, with every dossier of it numbered; signed by the head.

        Raises:
            Problem: ``register.not_primary``, ``register.not_over``, ``register.unnumbered``,
                ``register.closed``, ``register.no_signer``.
        """
        signer = said(signer, "register.no_signer")
        now = self.scribe.clock()
        if now.year <= year:
            raise Problem("register.not_over", year=year)
        with self.scribe.store.writing() as tx:
            if not self._is_primary(tx):
                raise Problem("register.not_primary")
            book = register.book(tx, year)
            if book is not None and book.closed_at is not None:
                raise Problem("register.closed", year=year)
            waiting = register.unnumbered(tx, *_bounds(year))
            if waiting:
                raise Problem("register.unnumbered", count=len(waiting), year=year)
            register.close(tx, year, now, user.name, signer)
            self.scribe.audit(tx, user, "register.closed", "", now, year=year)
            closed = register.book(tx, year)
        if closed is None:
            raise Problem("register.closed", year=year)
        return closed

    def _is_primary(self, tx: Tx) -> bool:
        chosen = values.get(tx, _PRIMARY)
        if chosen is None:
            return self.scribe.settings.hub_url is None
        return chosen == "yes"

    def _volume(self, year: int) -> str:
        return f"01/{year}"

    def _office_row(self, line: RegisterLine) -> RegisterRow:
        return RegisterRow(
            number=line.number,
            code=line.code,
            procedure=line.procedure,
            sets=line.sets,
            person=line.person,
            address=line.address,
            phone=line.phone,
            lead_agency=self.scribe.settings.office.agency,
            received_at=line.received_at,
            due=line.due,
            returned_at=line.returned_at,
            return_method=_method(line.return_method),
            collected_by=line.collected_by,
            note=line.note,
        )

    def _row(self, tx: Tx, entry: Entry) -> RegisterRow:
        dossier = view_of(tx, entry.dossier_id).dossier
        return RegisterRow(
            number=entry.number,
            code=dossier.code,
            procedure=dossier.procedure_name,
            sets=dossier.sets,
            person=dossier.owner.full_name,
            address=dossier.owner.address,
            phone=(dossier.submitter or dossier.owner).phone,
            lead_agency=self.scribe.settings.office.agency,
            received_at=dossier.received_at,
            due=dossier.due,
            returned_at=dossier.returned_at,
            return_method=_method(dossier.return_method),
            collected_by=dossier.returned_to,
            note=dossier.note,
        )


def _method(method: ReturnMethod) -> str:
    return "Bưu chính" if method is ReturnMethod.BY_POST else "Tại quầy"


def _bounds(year: int) -> tuple[datetime, datetime]:
    return datetime(year, 1, 1, tzinfo=VIETNAM), datetime(year + 1, 1, 1, tzinfo=VIETNAM)
