"""Danh sách giấy tờ cần nộp: what a procedure asks for, on one A4, for somebody who only asks.

It names nobody, so it needs no dossier; the desk stores that guidance was given (NĐ 61/2018 Đ.15).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.money import fee_words
from models.papers.guidance import GuidanceSheet
from models.procedure import Component, CopyKind, Procedure
from models.vocabulary import copy_kind_words, limit_words
from printing.dates import written_day
from printing.fonts import BOLD
from printing.forms import Filling, Form, Values, shipped_form
from printing.heading import head
from printing.layout import PAPERS, About, height_of, make_pdf, paragraph
from printing.parts import blocks_of
from printing.typesetting import Run, tidy

_SCALES = (1.0, 0.92, 0.84)
_ANY_KIND = "Bản chính, bản sao hoặc bản điện tử"
"""Said where all four kinds of copies are taken; a note of the template explains the copies."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the papers are handed in, as the head of the list says it."""

    agency_upper: str
    agency: str
    place: str
    hotline: str = ""


def render_sheet(
    sheet: GuidanceSheet, form: Form | None = None, reprinted_at: datetime | None = None
) -> bytes:
    """Set the list of a desk; it carries no mark of a reprint, since nothing numbers it."""
    del reprinted_at
    head_ = sheet.heading
    desk = Desk(head_.agency_upper, head_.agency, head_.place, head_.hotline)
    return render(sheet.procedure, desk, head_.at, form)


def render(procedure: Procedure, desk: Desk, at: datetime, form: Form | None = None) -> bytes:
    """Set the list as PDF; what is not confirmed carries a star."""
    form = form or shipped_form("guidance")
    values = _values(procedure, desk, at)
    filling = Filling(values, {"papers": _papers(procedure)})
    about = About(
        title=f"{form.name} {procedure.code}",
        author=f"{tidy(desk.agency_upper)} - {tidy(desk.agency)}",
        running=f"{form.name} {procedure.code}",
    )
    paper = PAPERS[form.paper]
    for scale in _SCALES:
        tried = paper.scaled(scale)
        date = form.place_and_date.format_map(values)
        blocks = [head(tried, desk.agency_upper, desk.agency, "", date)]
        for i, line in enumerate(form.title):
            gap = 0.0 if i else tried.title
            blocks += paragraph(tried, [Run(line, BOLD)], size=tried.title, gap=gap, middle=True)
        first, *rest = blocks_of(form, tried, filling)
        blocks += [replace(first, gap=tried.body), *rest]
        if height_of(blocks) <= tried.depth:
            break
    return make_pdf(tried, about, blocks)


def _values(procedure: Procedure, desk: Desk, at: datetime) -> Values:
    limit = limit_words(procedure.limit) if procedure.limit else ""
    limit_star = _star(procedure, "legal_limit", "committed_limit", "extended_limit")
    fee_star = _star(procedure, "fees")
    papers_star = _star(procedure, "components")
    starred = limit_star + fee_star + papers_star
    doubt = starred or any(not one.confirmed for one in procedure.components)
    return {
        "agency": desk.agency,
        "place": desk.place,
        "hotline": desk.hotline,
        "date": written_day(at),
        "procedure": procedure.name,
        "code": procedure.code,
        "field": procedure.field_name,
        "limit": limit + limit_star,
        "fee": fee_words(procedure.fees) + fee_star,
        "papers_star": papers_star,
        "result": procedure.result_name,
        "legal_basis": "; ".join(procedure.legal_basis),
        "doubt": "*" if doubt else "",
    }


def _star(procedure: Procedure, *facts: str) -> str:
    """A star where one of the facts is not confirmed; their names may carry details behind."""
    return " *" if any(name.startswith(facts) for name in procedure.unconfirmed) else ""


def _papers(procedure: Procedure) -> Sequence[Mapping[str, str]]:
    return [
        {
            "position": str(position),
            "name": component.name + ("" if component.confirmed else " *"),
            "copy_kinds": _kinds(component),
            "count": f"{component.count:02d}",
            "note": _note(component),
        }
        for position, component in enumerate(procedure.components, start=1)
    ]


def _kinds(component: Component) -> str:
    if set(component.copy_kinds) == set(CopyKind):
        return _ANY_KIND
    first, *others = (copy_kind_words(kind) for kind in component.copy_kinds)
    return " hoặc ".join([first, *(words[0].lower() + words[1:] for words in others)])


def _note(component: Component) -> str:
    notes = []
    if component.presented_only:
        notes.append("chỉ xuất trình")
    if not component.required:
        notes.append("nếu có")
    if component.database:
        notes.append("tra cứu được")
    return ", ".join(notes)
