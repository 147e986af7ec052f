"""Nhật ký liên hệ: when, which way, reached or not; and who must still be told of a new code."""

from __future__ import annotations

from dataclasses import dataclass

from desk.reception.scribe import Scribe
from models.codes import is_provisional_code
from models.dossier import DossierRow
from models.facts import Contact, Fact, Purpose, Way
from models.messages import EventType
from models.plain import to_plain
from models.role import Act, User, needs
from models.store import facts, waiting


@dataclass(frozen=True, slots=True)
class ToTell:
    """A person whose paper bears a provisional number that has become an official one."""

    row: DossierRow
    old_codes: tuple[str, ...]
    phone: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contact log; answering the phone is one key and no suspicion."""

    scribe: Scribe

    @needs(Act.CONTACT)
    def log(self, user: User, dossier_id: str, contact: Contact) -> Fact[Contact]:
        """Add one line.

        Raises:
            Problem: ``lookup.unknown_dossier``.
        """
        now = self.scribe.clock()
        with self.scribe.store.writing() as tx:
            dossier = self.scribe.dossier(tx, dossier_id)
            self.scribe.fact(tx, user, dossier_id, contact, now)
            told = to_plain(contact) | {"note": ""}
            self.scribe.tell(tx, user, dossier, EventType.CONTACT_LOGGED, now, contact=told)
            self.scribe.audit(
                tx, user, "contact.logged", dossier_id, now, purpose=contact.purpose.value
            )
            found = facts.latest(tx, dossier_id, Contact)
        return found if found is not None else Fact("", dossier_id, now, user.login, contact)

    @needs(Act.CONTACT)
    def answered_phone(self, user: User, dossier_id: str, note: str = "") -> Fact[Contact]:
        """Somebody called about the dossier and got an answer: one key."""
        called = Contact(Way.PHONE, Purpose.QUESTION, reached=True, outgoing=False, note=note)
        return self.log(user, dossier_id, called)

    @needs(Act.LOOK_UP)
    def of_dossier(self, user: User, dossier_id: str) -> tuple[Fact[Contact], ...]:
        """Every line about a dossier, oldest first."""
        with self.scribe.store.reading() as tx:
            return facts.of(tx, dossier_id, Contact)

    @needs(Act.CONTACT)
    def to_tell_code(self, user: User, limit: int = 500) -> tuple[ToTell, ...]:
        """«Cần báo mã»: provisional numbers that became official and nobody told (decision 32)."""
        with self.scribe.store.reading() as tx:
            found = []
            for row in waiting.renamed(tx, limit):
                dossier = self.scribe.dossier(tx, row.id)
                contacts = facts.of(tx, dossier.id, Contact)
                if any(c.body.purpose is Purpose.NEW_CODE and c.body.reached for c in contacts):
                    continue
                person = dossier.submitter or dossier.owner
                old = tuple(one for one in dossier.aliases if is_provisional_code(one))
                found.append(ToTell(row, old, person.phone or dossier.owner.phone))
            return tuple(found)
