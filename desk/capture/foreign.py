"""Foreign PDFs: what in them is no paper, and how they become PDF/A-2b where they can.

Scripts, actions, attached files, media and form programs are taken out and told; what is seen
stays: form fields and notes are drawn into their pages. The conversion is pikepdf's own, the very
one OCRmyPDF's internal back-end calls; run directly it costs milliseconds a page and leaves no work
files that anybody could read (docs/decisions.md). A file it cannot bring to a pass stays as it is,
and everything signed byte for byte. Runs inside the limited worker only.
"""

from __future__ import annotations

import io

import pikepdf
from pikepdf import pdfa

from desk.capture.acting_content import JBIG2, found_in
from desk.capture.conformance import FLAVOUR, PASS, judge, told
from desk.capture.imports import BROKEN, is_signed
from desk.capture.job import NOT_CHECKED, Conformed
from desk.capture.merging import make_pages_passive
from models.problems import Problem

_CATALOGUE = frozenset(
    {"/Type", "/Pages", "/Metadata", "/Lang", "/MarkInfo", "/StructTreeRoot", "/PageLabels"}
    | {"/PageLayout", "/OCProperties", "/OutputIntents", "/ViewerPreferences", "/Version"}
)
"""What of a foreign catalogue says how pages look; the rest acts, or belongs to one program."""


def conform(data: bytes) -> Conformed:
    """The PDF as PDF/A-2b; as it came when it is signed or cannot be converted.

    One that cannot be converted and holds what is no paper is written anew without that.

    Raises Problem capture.page_unreadable, capture.file_encrypted.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if is_signed(pdf):
                return Conformed(data, NOT_CHECKED, (), ("signed",))
            removed = found_in(pdf)
            make_passive(pdf)
            return _converted(pdf, data, removed)
    except pikepdf.PasswordError as error:
        raise Problem("capture.file_encrypted") from error
    except (MemoryError, *BROKEN) as error:
        raise Problem("capture.page_unreadable") from error


def _converted(pdf: pikepdf.Pdf, data: bytes, removed: tuple[str, ...]) -> Conformed:
    out = io.BytesIO()
    try:
        pdfa.save(pdf, out, FLAVOUR, deterministic_id=True)
    except pdfa.PdfaError as error:
        verdict = told(error.report)
    else:
        verdict = judge(out.getvalue())
        if verdict.pdfa == PASS:
            return Conformed(out.getvalue(), PASS, removed)
    if not set(removed) - {JBIG2}:
        return Conformed(data, verdict.pdfa, removed, verdict.reasons)
    return Conformed(_passive(data), verdict.pdfa, removed, verdict.reasons)


def _passive(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        make_passive(pdf)
        pdf.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


def make_passive(pdf: pikepdf.Pdf) -> None:
    """Take out of an open PDF whatever acts, and draw in what its forms and notes show."""
    make_pages_passive(pdf)
    for key in list(pdf.Root.keys()):
        if key not in _CATALOGUE:
            del pdf.Root[key]
