"""What keeps a procedure from being used: every gap and contradiction, where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.procedure import Component, Fee, Limit, Procedure, Unit
from models.vocabulary import VIETNAMESE, codes_of, say

AT_ONCE = (Unit.SAME_DAY, Unit.IMMEDIATE)
_KEEPS_NO_SCAN = ("2.000815",)
"""Certified copies: nothing of the original may be kept (NĐ 23/2015 Điều 14; rules §9)."""
_BOUNDARIES = ("none", "province", "nation")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right: a code of ``missing_facts``, and which paper, fee or case."""

    code: str
    where: str = ""

    def words(self, language: str = VIETNAMESE) -> str:
        """E.g. «giấy tờ chưa chọn loại bản: Tờ khai»."""
        said = say("missing_facts", self.code, language)
        return f"{said}: {self.where}" if self.where else said


def findings(procedure: Procedure, on: date | None = None) -> tuple[Finding, ...]:
    """All there is to put right, in the order of the editor; empty when it is ready.

    ``not_released`` where all is there but nobody released it; ``review`` once a new law is in
    force on the day `on`.
    """
    found = list(_gaps(procedure))
    if not found and not procedure.complete:
        found.append(Finding("not_released"))
    if on is not None and procedure.review_on is not None and on >= procedure.review_on:
        found.append(Finding("review"))
    return tuple(found)


def _gaps(one: Procedure) -> Iterator[Finding]:
    yield from _names(one)
    yield from _limits(one)
    yield from _papers(one)
    yield from _fees(one)
    if not one.result_name.strip():
        yield Finding("result")
    if not one.legal_basis:
        yield Finding("legal_basis")
    yield from _routing(one)


def _names(one: Procedure) -> Iterator[Finding]:
    if not one.name.strip():
        yield Finding("name")
    if not one.field_name.strip():
        yield Finding("field_name")


def _limits(one: Procedure) -> Iterator[Finding]:
    if one.limit is None:
        yield Finding("limit")
    yield from _pair("", one.legal_limit, one.committed_limit)
    for case in one.cases:
        yield from _pair(case.name, case.legal_limit, case.committed_limit)
    if one.extended_limit is not None:
        if not _counts(one.extended_limit):
            yield Finding("limit_amount", say("procedure_facts", "extended_limit"))
        if not one.extended_when and "extended_when" not in one.unconfirmed:
            yield Finding("extended_when")
    if one.immediate and one.limit is not None and one.limit.unit not in AT_ONCE:
        yield Finding("immediate_limit")
    names = [case.name.strip() for case in one.cases]
    if "" in names:
        yield Finding("case_name")
    yield from (Finding("case_twice", name) for name in _twice(names) if name)


def _pair(where: str, legal: Limit | None, committed: Limit | None) -> Iterator[Finding]:
    """A committed limit is shorter than the law's, never longer."""
    if any(limit is not None and not _counts(limit) for limit in (legal, committed)):
        yield Finding("limit_amount", where)
    elif legal is not None and committed is not None and _longer(committed, legal):
        yield Finding("committed_longer", where)


def _counts(limit: Limit) -> bool:
    return limit.unit in AT_ONCE or limit.amount > 0


def _longer(one: Limit, other: Limit) -> bool:
    """Whether a limit is longer for certain; units that do not compare say nothing."""
    if other.unit in AT_ONCE:
        return one.unit not in AT_ONCE
    return one.unit is other.unit and one.amount > other.amount


def _papers(one: Procedure) -> Iterator[Finding]:
    if not one.components:
        yield Finding("components")
    codes = [paper.code for paper in one.components]
    yield from (Finding("paper_code_twice", code) for code in _twice(codes))
    cases = {case.name for case in one.cases}
    for paper in one.components:
        yield from (Finding(code, paper.name or paper.code) for code in _paper(paper))
        if one.cases and paper.case and paper.case not in cases:
            yield Finding("unknown_case", paper.case)
        if one.code in _KEEPS_NO_SCAN and paper.digitise:
            yield Finding("no_scan_kept", paper.name)


def _paper(paper: Component) -> Iterator[str]:
    if not paper.name.strip():
        yield "paper_name"
    if not paper.code.strip():
        yield "paper_code"
    if not paper.copy_kinds:
        yield "paper_kinds"
    if paper.count < 1:
        yield "paper_count"
    if paper.presented_only and paper.digitise:
        yield "shown_and_scanned"
    if paper.database and paper.required:
        yield "database_and_required"


def _fees(one: Procedure) -> Iterator[Finding]:
    if not one.fees:
        yield Finding("fees")
    for fee in one.fees:
        yield from (Finding(code, fee.name) for code in _fee(fee))


def _fee(fee: Fee) -> Iterator[str]:
    if not fee.name.strip():
        yield "fee_name"
    if fee.amount_dong is None and not fee.when and not fee.tariff:
        yield "fee_amount"
    if fee.tariff and fee.tariff not in codes_of("tariffs"):
        yield "unknown_tariff"


def _routing(one: Procedure) -> Iterator[Finding]:
    if not one.channels:
        yield Finding("channels")
    if one.back_end not in codes_of("back_ends"):
        yield Finding("back_end", one.back_end)
    if one.boundary_free not in _BOUNDARIES:
        yield Finding("boundary_free", one.boundary_free)
    if one.valid_to is not None and one.valid_to < one.valid_from:
        yield Finding("dates")
    yield from (
        Finding("role_twice", say("person_roles", role))
        for role in _twice([asked.role.value for asked in one.roles])
    )


def _twice(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
