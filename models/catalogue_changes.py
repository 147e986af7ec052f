"""Two versions of a procedure side by side, in words an administrator reads before publishing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.money import dong
from models.procedure import Case, Component, Fee, Limit, Procedure
from models.vocabulary import VIETNAMESE, copy_kind_words, limit_words, say

_NEVER_SAME = frozenset({"valid_from", "source"})
"""Facts in which two versions differ by nature: shown, not counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact before and after; empty where it was not there."""

    fact: str
    """A code of ``procedure_facts``."""
    label: str
    before: str
    after: str

    @property
    def counts(self) -> bool:
        """Whether it is more than a new date."""
        return self.fact not in _NEVER_SAME


def changes(old: Procedure | None, new: Procedure, language: str = VIETNAMESE) -> list[Change]:
    """What differs, in the order of the editor; a new procedure differs in all it has."""
    before = {} if old is None else _facts(old, language)
    after = _facts(new, language)
    keys = list(dict.fromkeys((*after, *before)))
    order = {fact: place for place, fact in enumerate(dict.fromkeys(key[0] for key in keys))}
    found = []
    for key in sorted(keys, key=lambda one: order[one[0]]):
        label, then = before.get(key, ("", ""))
        label, now = after.get(key, (label, ""))
        if then != now:
            found.append(Change(key[0], label, then, now))
    return found


def _facts(one: Procedure, language: str) -> dict[tuple[str, str], tuple[str, str]]:
    """(fact, which of them) → its label and its words."""
    return {
        (fact, which): (f"{label}: {which}" if which else label, said)
        for fact, which, said in _all(one, language)
        if said
        for label in (say("procedure_facts", fact, language),)
    }


def _all(one: Procedure, language: str) -> Iterator[tuple[str, str, str]]:
    yield "name", "", one.name
    yield "short_name", "", one.short_name
    yield "field_name", "", one.field_name
    yield "synonyms", "", ", ".join(one.synonyms)
    yield "legal_limit", "", _limit(one.legal_limit, language)
    yield "committed_limit", "", _limit(one.committed_limit, language)
    extended = _limit(one.extended_limit, language)
    yield "extended_limit", "", f"{extended} ({one.extended_when})" if extended else ""
    for case in one.cases:
        yield "cases", case.name, _case(case, language)
    for paper in one.components:
        yield "components", paper.name, _paper(paper, language)
    for fee in one.fees:
        yield "fees", f"{fee.name} – {fee.when}" if fee.when else fee.name, _fee(fee, language)
    yield "result_name", "", one.result_name
    yield "legal_basis", "", "; ".join(one.legal_basis)
    yield "channels", "", ", ".join(say("lodging_channels", c, language) for c in one.channels)
    yield "immediate", "", say("paper_facts", "yes" if one.immediate else "no", language)
    yield "boundary_free", "", say("boundary_free", one.boundary_free, language)
    yield "back_end", "", say("back_ends", one.back_end, language)
    for asked in one.roles:
        required = say("paper_facts", "required" if asked.required else "optional", language)
        yield "roles", say("person_roles", asked.role.value, language), required
    yield "valid_from", "", _day(one.valid_from)
    yield "valid_to", "", _day(one.valid_to)
    yield "review_on", "", _day(one.review_on)
    yield "source", "", one.source


def _limit(limit: Limit | None, language: str) -> str:
    return "" if limit is None else limit_words(limit, language)


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def _case(case: Case, language: str) -> str:
    legal, committed = _limit(case.legal_limit, language), _limit(case.committed_limit, language)
    own = " / ".join(one for one in (legal, committed) if one)
    return own or say("paper_facts", "same_limit", language)


def _paper(one: Component, language: str) -> str:
    parts = [
        say("paper_facts", "required" if one.required else "optional", language),
        f"{one.count} × " + ", ".join(copy_kind_words(kind, language) for kind in one.copy_kinds),
        say("paper_facts", "digitise" if one.digitise else "no_digitise", language),
    ]
    if one.presented_only:
        parts.append(say("paper_facts", "presented_only", language))
    for code, name in (
        ("database", one.database),
        ("result", one.replaced_by_result),
        ("case", one.case),
    ):
        if name:
            parts.append(say("paper_facts", code, language).format(name=name))
    return "; ".join(parts)


def _fee(one: Fee, language: str) -> str:
    if one.tariff:
        amount = say("paper_facts", "by_tariff", language)
    elif one.amount_dong is None:
        amount = say("paper_facts", "unknown_amount", language)
    else:
        amount = dong(one.amount_dong)
    per = f"/{one.per}" if one.per else ""
    return f"{amount}{per}" + (f" ({one.note})" if one.note else "")
