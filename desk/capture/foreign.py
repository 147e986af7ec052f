"""Foreign PDFs: what in them is no paper, and how they become PDF/A-2b where they can.

Scripts, actions, attached files, media and form programs are taken out and told; what is seen
stays: form fields and notes are drawn into their pages. The conversion is pikepdf's own, the very one
OCRmyPDF's internal back-end calls; run directly it costs milliseconds a page and leaves no work
files that anybody could read (docs/decisions.md). A file it cannot bring to a pass stays as it is,
and everything signed byte for byte. Runs inside the limited worker only.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import pdfa

from desk.capture.conformance import FLAVOUR, PASS, judge, told
from desk.capture.imports import BROKEN, is_signed
from desk.capture.job import NOT_CHECKED, Conformed
from desk.capture.merging import make_pages_passive
from models.problems import Problem

ENCRYPTED = "encryption"
ACTIONS = "actions"
SCRIPTS = "scripts"
FILES = "attached_files"
MEDIA = "media"
FORM_PROGRAM = "form_program"
JBIG2 = "jbig2"

_HARMLESS_ACTIONS = frozenset({"/GoTo", "/URI", "/Named"})
_MEDIA_NOTES = frozenset({"/Movie", "/Sound", "/Screen", "/RichMedia", "/3D"})
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


def found_in(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """What the file holds that is no paper, in a fixed order; empty for most files."""
    found = set(_found(pdf))
    order = (ENCRYPTED, SCRIPTS, ACTIONS, FILES, MEDIA, FORM_PROGRAM, JBIG2)
    return tuple(one for one in order if one in found)


def _found(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield ENCRYPTED
    yield from _in_catalogue(pdf.Root)
    for page in pdf.pages:
        yield from _additional(page.obj)
        for note in page.obj.get("/Annots", []):
            if isinstance(note, pikepdf.Dictionary):
                yield from _note(note)
    if any(_is_jbig2(one) for one in pdf.objects):
        yield JBIG2


def _in_catalogue(root: pikepdf.Object) -> Iterator[str]:
    yield from _action(root.get("/OpenAction"))
    yield from _additional(root)
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        if "/JavaScript" in names:
            yield SCRIPTS
        if "/EmbeddedFiles" in names:
            yield FILES
    if "/AF" in root:
        yield FILES
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield FORM_PROGRAM


def _note(note: pikepdf.Object) -> Iterator[str]:
    kind = str(note.get("/Subtype", ""))
    if kind == "/FileAttachment":
        yield FILES
    elif kind in _MEDIA_NOTES:
        yield MEDIA
    yield from _action(note.get("/A"))
    yield from _additional(note)


def _additional(holder: pikepdf.Object) -> Iterator[str]:
    actions = holder.get("/AA")
    if isinstance(actions, pikepdf.Dictionary):
        for key in actions.keys():  # noqa: SIM118 - a pikepdf dictionary
            yield from _action(actions[key])


def _action(action: pikepdf.Object | None) -> Iterator[str]:
    if isinstance(action, pikepdf.Dictionary):
        kind = str(action.get("/S", ""))
        if kind == "/JavaScript":
            yield SCRIPTS
        elif kind not in _HARMLESS_ACTIONS:
            yield ACTIONS


def _is_jbig2(one: pikepdf.Object) -> bool:
    if not isinstance(one, pikepdf.Stream):
        return False
    filters = one.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        return any(name == pikepdf.Name.JBIG2Decode for name in filters)
    return bool(filters == pikepdf.Name.JBIG2Decode)
