"""Results as lines of a table: found rows, gathered views, where each lies and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from models.dossier import DossierRow, Status
from ui import words
from ui.widgets.lines_table import Line, LinesTable

if TYPE_CHECKING:
    from desk.reception.lookup import DossierView


def results_table() -> LinesTable:
    """The table of a visit, empty."""
    return LinesTable(
        QCoreApplication.translate("ResultLines", "Hồ sơ trong lượt này"),
        (
            (QCoreApplication.translate("ResultLines", "Mã hồ sơ"), 192),
            (QCoreApplication.translate("ResultLines", "Chủ hồ sơ"), 180),
            (QCoreApplication.translate("ResultLines", "Thủ tục"), 0),
            (QCoreApplication.translate("ResultLines", "Để tại"), 112),
            (QCoreApplication.translate("ResultLines", "Trạng thái"), 128),
        ),
    )


def row_line(row: DossierRow) -> Line:
    """A dossier that was only found."""
    cells = (
        row.code,
        row.owner_name,
        words.procedure(row.procedure_name),
        "",
        words.status_short(row.status),
    )
    return Line(row.id, cells, {4: _tone(row.status)})


def view_line(view: DossierView) -> Line:
    """A dossier that was read, with its place."""
    dossier = view.dossier
    place = next(
        (step.note for step in reversed(view.timeline) if step.status == Status.FINISHED), ""
    )
    said = words.status_short(dossier.status)
    cells = (
        dossier.code,
        dossier.owner.full_name,
        words.procedure(dossier.procedure_name),
        place,
        said,
    )
    return Line(dossier.id, cells, {4: _tone(dossier.status)})


def _tone(status: int) -> str:
    return "good" if status == Status.FINISHED else "warn"
