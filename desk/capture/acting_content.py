"""What a foreign PDF holds beside paper: scripts, actions, attached files, and how it is locked.

Nothing of it comes into a document of ours; the clerk is told that it was there (capture §10).
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from desk.capture.job import LOCKS

ENCRYPTED, UNLOCKED = LOCKS
ACTIONS = "actions"
SCRIPTS = "scripts"
FILES = "attached_files"
MEDIA = "media"
FORM_PROGRAM = "form_program"
JBIG2 = "jbig2"

_HARMLESS_ACTIONS = frozenset({"/GoTo", "/URI", "/Named"})
_MEDIA_NOTES = frozenset({"/Movie", "/Sound", "/Screen", "/RichMedia", "/3D"})


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
