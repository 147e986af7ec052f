"""The persons and organisations of a dossier by their role, and the papers that prove identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.citizen import Citizen, IdentityPaper, PaperKind, PartialDate
from models.desk_terms import desk_terms
from models.text import fold


class PersonRole(StrEnum):
    """What a person is to one dossier; which roles a procedure knows is data."""

    OWNER = "owner"
    SUBMITTER = "submitter"
    DECLARANT = "declarant"
    """Người đi khai."""
    CHILD = "child"
    MOTHER = "mother"
    FATHER = "father"
    HUSBAND = "husband"
    WIFE = "wife"
    DECEASED = "deceased"
    HOUSEHOLD_HEAD = "household_head"
    ORGANISATION = "organisation"
    """`Citizen.full_name` is its name; its code stands in `facts["code"]` (QĐ 20/2020 Điều 5)."""
    COLLECTOR = "collector"
    """Whom the applicant already named to take the result."""


@dataclass(frozen=True, slots=True)
class Involved:
    """One person in one role. `facts` are fields of the role's form, e.g. ``ethnicity``."""

    role: PersonRole
    person: Citizen
    facts: Mapping[str, str] = field(default_factory=dict)


class PaperStanding(StrEnum):
    """What an identity paper is worth on a day (rules §8.5)."""

    VALID = "valid"
    EXPIRED = "expired"
    NOT_ACCEPTED = "not_accepted"
    """CMND of nine digits since 01/01/2025 (Luật Căn cước 26/2023)."""


_MILESTONES = (14, 25, 40, 60)
_GRACE_YEARS = 2
_NO_EXPIRY_FROM = 58


def card_expiry(birth: date, issued: date) -> date | None:
    """The day a card issued then runs out; None when it never does (Luật Căn cước 2023 Điều 21).

    Renewal at 14, 25, 40 and 60; a card issued within two years before a milestone holds to the
    next one; issued from 58 on it holds for life.
    """
    if issued >= _birthday(birth, _NO_EXPIRY_FROM):
        return None
    for milestone in _MILESTONES:
        if issued < _birthday(birth, milestone - _GRACE_YEARS):
            return _birthday(birth, milestone)
    return None


def standing_of(paper: IdentityPaper, on: date, birth: PartialDate | None = None) -> PaperStanding:
    """Whether the paper proves identity on a day; the printed expiry prevails over the computed."""
    if paper.kind is PaperKind.OLD_CARD and on >= desk_terms(on).old_card_ended:
        return PaperStanding.NOT_ACCEPTED
    expires = paper.expires_on
    if expires is None and paper.kind in (PaperKind.CITIZEN_CARD, PaperKind.IDENTITY_CARD):
        whole = birth.whole() if birth is not None else None
        if whole is not None and paper.issued_on is not None:
            expires = card_expiry(whole, paper.issued_on)
    return PaperStanding.EXPIRED if expires is not None and on > expires else PaperStanding.VALID


def same_person(one: Citizen, other: Citizen) -> bool:
    """Whether two records mean one person: by number where both have one, else by name and birth.

    Without a number, a birth date known on one side only does not tell them apart.
    """
    if one.number and other.number:
        return one.number == other.number
    births = {person.birth_date for person in (one, other) if person.birth_date is not None}
    return fold(one.full_name) == fold(other.full_name) and len(births) < 2


def _birthday(birth: date, age: int) -> date:
    """The birthday; 29 February falls on 1 March of other years."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)
