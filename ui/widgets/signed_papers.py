"""What is said of the signatures of a dossier's papers: words beside each, sentences as its tip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from models.attachment import Document
from models.dossier import Dossier
from models.problems import Problem
from models.signature_words import badge, sentences, working_copy
from models.signing import CopyState, PdfReport, SignatureState
from ui import look, words
from ui.page import Surroundings

_TONES = {
    SignatureState.VALID: "good",
    SignatureState.VALID_UNKNOWN_ISSUER: "warn",
    SignatureState.CERTIFICATE_INVALID: "bad",
    SignatureState.CHANGED_AFTER: "bad",
    SignatureState.ALTERED: "bad",
    SignatureState.BROKEN: "bad",
}


def tell_signatures(papers: QListWidget, around: Surroundings, dossier: Dossier) -> None:
    """Ask for the signatures and write what they are beside the lines of `papers`, in order."""
    documents, seat = dossier.documents, around.seat
    if not documents:
        return

    def look() -> tuple[Mapping[str, PdfReport], tuple[CopyState, ...]]:
        states = seat.signing.states(seat.user, dossier.id)
        return seat.signing.reports(seat.user, dossier.id), tuple(states.values())

    def show(answer: tuple[Mapping[str, PdfReport], tuple[CopyState, ...]]) -> None:
        _write(papers, documents, *answer)

    around.bridge.ask(
        around.desk.workers.images,
        look,
        show,
        _keep_silent,
        asker=papers,
        latest="signatures",
    )


def _write(
    papers: QListWidget,
    documents: Sequence[Document],
    reports: Mapping[str, PdfReport],
    states: tuple[CopyState, ...],
) -> None:
    language = "en" if words.english() else "vi"
    for place, document in enumerate(documents):
        if place >= papers.count():
            return  # another dossier is shown by now
        report, item = reports.get(document.sha256), papers.item(place)
        if report is not None and report.state is not None:
            _mark(item, report, report.state, language)
        elif states[place : place + 1] == (CopyState.WORKING_COPY,):
            _add(item, working_copy(language))


def _mark(item: QListWidgetItem, report: PdfReport, state: SignatureState, language: str) -> None:
    _add(item, badge(report, language))
    item.setForeground(QBrush(QColor(getattr(look.colours(), _TONES[state]))))
    lines = [line for one in report.signatures for line in (*sentences(one, language), "")]
    item.setToolTip("\n".join(lines).strip())
    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, item.toolTip())


def _add(item: QListWidgetItem, said: str) -> None:
    if not item.text().endswith(said):
        item.setText(f"{item.text()} · {said}")


def _keep_silent(problem: Problem) -> None:
    """A paper that cannot be read says so when it is opened."""
    del problem
