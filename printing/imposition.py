"""Two A5 slips on one A4: the two liên of a paper, to be cut apart (decision 24)."""

from __future__ import annotations

import io

import pikepdf
from reportlab.lib.units import mm

_WIDE, _HIGH = 297 * mm, 210 * mm
_HALF = _WIDE / 2
_SLACK = 1.0
"""Points a page may differ from A5."""


def two_up(pdf: bytes) -> bytes:
    """Every A5 page twice, side by side on A4 landscape, at full size, with a line to cut along.

    Pages stay vectors and fonts are kept once.  Raises ValueError if a page is not A5 portrait.
    """
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as made:
        for page in source.pages:
            _add_sheet(made, page)
        _keep_description(source, made)
        made.save(target, deterministic_id=True)
    return target.getvalue()


def is_a5(pdf: bytes) -> bool:
    """Whether the first page is an upright A5."""
    with pikepdf.open(io.BytesIO(pdf)) as source:
        return _misfit(source.pages[0]) is None


def _add_sheet(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    misfit = _misfit(page)
    if misfit is not None:
        raise ValueError(f"not an A5 page: {misfit}")
    wide = float(page.mediabox[2]) - float(page.mediabox[0])
    sheet = made.add_blank_page(page_size=(_WIDE, _HIGH))
    slip = made.copy_foreign(page.as_form_xobject())
    sheet.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Slip=slip))
    # Shifts of whole dots (0.48 pt) keep the bars as even as on the single slip.
    shifts = (round(x / 0.48) * 0.48 for x in ((_HALF - wide) / 2, _HALF + (_HALF - wide) / 2))
    drawn = "".join(f"q 1 0 0 1 {x:.3f} 0 cm /Slip Do Q\n" for x in shifts)
    cut = f"q 0.6 G 0.4 w [1 3] 0 d {_HALF:.3f} 0 m {_HALF:.3f} {_HIGH:.3f} l S Q\n"
    sheet.obj["/Contents"] = made.make_stream((drawn + cut).encode("ascii"))


def _misfit(page: pikepdf.Page) -> str | None:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    wide, high = right - left, top - bottom
    if abs(wide - 148 * mm) > _SLACK or abs(high - _HIGH) > _SLACK:
        return f"{wide:.1f} x {high:.1f} points"
    return None


def _keep_description(source: pikepdf.Pdf, made: pikepdf.Pdf) -> None:
    for name in ("/Title", "/Author", "/Creator"):
        if name in source.docinfo:
            made.docinfo[name] = str(source.docinfo[name])
    for name in ("/Lang", "/ViewerPreferences"):
        if name in source.Root:
            made.Root[name] = (
                made.copy_foreign(source.Root[name])
                if (source.Root[name].is_indirect)
                else source.Root[name]
            )
