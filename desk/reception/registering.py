"""Sổ theo dõi: numbering at the primary desk, numbers from the hub, the book and its closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desk.reception.lookup import view_of
from desk.reception.scribe import Scribe, said
from models.calendar import VIETNAM
from models.messages import EventType
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


@dataclass(frozen=True, slots=True)
class Registering:
    """One book a year, consecutive from 01 whatever desks were offline (decision 25).

    The hub numbers; an office without one makes one desk its primary.  A detached desk never does.
    """

    scribe: Scribe

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
            return Standing(
                register.book(tx, year),
                register.last_number(tx, year),
                len(register.unnumbered(tx, *_bounds(year))),
                self._is_primary(tx),
            )

    @needs(Act.REPRINT)
    def paper(self, user: User, year: int, first: int = 1, last: int | None = None) -> Register:
        """The book, or a part of it, as Mẫu 07."""
        now = self.scribe.clock()
        with self.scribe.store.reading() as tx:
            book = register.book(tx, year)
            entries = [
                one
                for one in register.entries(tx, year)
                if one.number >= first and (last is None or one.number <= last)
            ]
            rows = tuple(self._row(tx, one) for one in entries)
        closing = None
        if book is not None and book.closed_at is not None:
            closing = Closing(book.closed_at.date(), book.signer, keeper=book.closed_by)
        opened = book.opened_at.date() if book else date(year, 1, 1)
        return Register(
            heading=self.scribe.heading(now, "register"),
            year=year,
            volume=self._volume(year),
            opened_on=opened,
            rows=rows,
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
            return_method="Bưu chính" if dossier.return_method.value == "by_post" else "Tại quầy",
            collected_by=dossier.returned_to,
            note=dossier.note,
        )


def _bounds(year: int) -> tuple[datetime, datetime]:
    return datetime(year, 1, 1, tzinfo=VIETNAM), datetime(year + 1, 1, 1, tzinfo=VIETNAM)
