"""Pages of foreign PDFs in a document of ours: what is seen stays, what acts is left behind.

Form fields and notes are drawn into the page. Scripts, actions, attached files and outlines belong
to the foreign document's catalogue and do not come along; hidden layers do, so that they stay
hidden.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pypdfium2

from desk.capture.image_pages import write_text
from desk.capture.job import Job, JobPage

# pypdfium2 has no type hints.
_Document: Any = pypdfium2.PdfDocument
_PDF = "application/pdf"
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
"""Operators that show text (ISO 32000-1 §9.4.3)."""
PAGE_ACTS = ("/AA", "/Trans", "/Dur", "/PresSteps", "/PieceInfo", "/Thumb")
"""Keys of a page that act, time a slide show or belong to one program; none is seen on paper."""


def insert_foreign(pdf: pikepdf.Pdf, job: Job) -> None:
    """Insert the job's foreign pages at their places into `pdf`, which holds all the others."""
    sources = {
        page.file: _made_plain(job.files[page.file])
        for page in job.pages
        if page.media_type == _PDF
    }
    try:
        for position, page in enumerate(job.pages):
            if page.media_type == _PDF:
                pdf.pages.insert(position, sources[page.file].pages[page.file_page])
                if page.lines and not _has_text(job.files[page.file], page.file_page):
                    _lay_text(pdf.pages[position], page)
                if page.rotation:
                    pdf.pages[position].rotate(page.rotation, relative=True)
        _carry_layers(pdf, sources)
    finally:
        for source in sources.values():
            source.close()


def _has_text(data: bytes, number: int) -> bool:
    """Whether a page brings letters of its own; what was read of them would only double them."""
    document = _Document(data)
    try:
        text: str = document[number].get_textpage().get_text_range()
    finally:
        document.close()
    return any(letter.isalnum() for letter in text)


def _lay_text(sheet: pikepdf.Page, page: JobPage) -> None:
    """Lay the text that was read on the page as its own file shows it."""
    left, bottom, right, top = (float(edge) for edge in sheet.cropbox.as_list())
    across, down = abs(right - left), abs(top - bottom)
    if int(sheet.rotation) % 180:
        across, down = down, across
    with pikepdf.open(io.BytesIO(write_text(page, (across, down)))) as text:
        sheet.add_overlay(text.pages[0], pikepdf.Rectangle(sheet.cropbox))


def _made_plain(data: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(data))
    make_pages_passive(pdf)
    return pdf


def make_pages_passive(pdf: pikepdf.Pdf) -> None:
    """Make what form fields and notes show part of their pages; nothing that acts remains."""
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("print")
    for page in pdf.pages:
        for key in ("/Annots", *PAGE_ACTS):
            if key in page:
                del page[key]
        _drop_idle_fonts(page)


def _drop_idle_fonts(page: pikepdf.Page) -> None:
    """Take the fonts off a page that is a picture: programs list some nobody draws with.

    A font that is not inside the file keeps it from being PDF/A, drawn with or not.
    """
    resources = page.obj.get("/Resources")
    if not isinstance(resources, pikepdf.Dictionary) or "/Font" not in resources:
        return
    if any(_borrows(one) for one in resources.get("/XObject", pikepdf.Dictionary()).values()):
        return
    if any(str(one.operator) in _SHOWING for one in pikepdf.parse_content_stream(page)):
        return
    # Other pages may share the dictionary and draw with it.
    kept = {key: value for key, value in resources.items() if key != "/Font"}
    page.obj.Resources = pikepdf.Dictionary(kept)


def _borrows(drawing: pikepdf.Object) -> bool:
    """Whether a drawing inside the page lives on the page's own fonts."""
    return drawing.get("/Subtype") == pikepdf.Name.Form and "/Resources" not in drawing


def _carry_layers(pdf: pikepdf.Pdf, sources: Mapping[int, pikepdf.Pdf]) -> None:
    groups, hidden = pikepdf.Array(), pikepdf.Array()
    for source in sources.values():
        layers = source.Root.get("/OCProperties")
        if not isinstance(layers, pikepdf.Dictionary):
            continue
        known = list(layers.get("/OCGs", []))
        for group in known:
            groups.append(pdf.copy_foreign(group))
        for group in _hidden(known, layers.get("/D", pikepdf.Dictionary())):
            hidden.append(pdf.copy_foreign(group))
    if len(groups):
        shown = pikepdf.Dictionary(OFF=hidden, Order=pikepdf.Array())
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=groups, D=shown)


def _hidden(groups: list[pikepdf.Object], initial: pikepdf.Object) -> list[pikepdf.Object]:
    if initial.get("/BaseState") == pikepdf.Name.OFF:
        shown = {group.objgen for group in initial.get("/ON", [])}
        return [group for group in groups if group.objgen not in shown]
    off = {group.objgen for group in initial.get("/OFF", [])}
    return [group for group in groups if group.objgen in off]
