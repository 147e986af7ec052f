"""One PDF for one component: pages as they were captured, turned as the clerk turned them.

Pages of foreign PDFs are merged through pikepdf, their forms drawn in, their scripts left behind.
The file says PDF/A-2b of itself only when it was judged to be so. Runs inside the limited worker;
equal pages, title and time give equal bytes.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pikepdf
from pikepdf import pdfa
from PIL import ImageCms

from desk.capture import digitisation_record, size_limits
from desk.capture.conformance import FLAVOUR, PASS, judge
from desk.capture.image_pages import write_images
from desk.capture.imports import BROKEN, is_signed
from desk.capture.job import NOT_CHECKED, Assembled, Job
from desk.capture.merging import PAGE_ACTS, insert_foreign
from models.problems import Problem

PRODUCER = "Một Cửa Desk"
LANGUAGE = "vi"


def assemble(job: Job) -> Assembled:
    """Make the document. Raises Problem capture.signed_alone, capture.page_unreadable."""
    try:
        return _signed_whole(job) or _fitting(job)
    except (MemoryError, *BROKEN) as error:
        raise Problem("capture.page_unreadable") from error


def _signed_whole(job: Job) -> Assembled | None:
    """A signed PDF that is all of the component, as it came; None when nothing is signed."""
    foreign = {page.file for page in job.pages if page.media_type == "application/pdf"}
    for number in sorted(foreign):
        with pikepdf.open(io.BytesIO(job.files[number])) as pdf:
            if is_signed(pdf):
                if len(job.pages) != 1:
                    raise Problem("capture.signed_alone")
                whole = Assembled(job.files[number], len(pdf.pages), NOT_CHECKED)
                return _remarked(whole, job.limit, signed=True)
    return None


def _fitting(job: Job) -> Assembled:
    """The document at the best quality its receiver's limit allows."""
    made = _merged(job)
    if job.limit is None:
        return made
    for lighter in size_limits.lighter_jobs(job) if len(made.pdf) > job.limit else ():
        made = _merged(lighter)
        if len(made.pdf) <= job.limit:
            break
    return _remarked(made, job.limit, signed=False)


def _remarked(made: Assembled, limit: int | None, *, signed: bool) -> Assembled:
    remark = None if limit is None else size_limits.too_large(made, limit, signed=signed)
    return made if remark is None else replace(made, remarks=(*made.remarks, remark))


def _merged(job: Job) -> Assembled:
    own = [page for page in job.pages if page.media_type != "application/pdf"]
    base = write_images(own, job.files) if own else None
    with pikepdf.open(io.BytesIO(base)) if base else pikepdf.new() as pdf:
        for page in pdf.pages:
            for key in PAGE_ACTS:
                if key in page:
                    del page[key]
        _forget(pdf)
        if len(own) < len(job.pages):
            insert_foreign(pdf, job)
            pdfa.prepare(pdf, FLAVOUR)
            _forget(pdf)
        _describe(pdf, job)
        _declare(pdf, declared=True)
        data = _saved(pdf)
        verdict = judge(data)
        if verdict.pdfa != PASS:  # nothing says of itself what is not so
            _declare(pdf, declared=False)
            data = _saved(pdf)
    return Assembled(data, len(job.pages), verdict.pdfa, verdict.reasons)


def _declare(pdf: pikepdf.Pdf, *, declared: bool) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name, value in {"pdfaid:part": "2", "pdfaid:conformance": "B"}.items():
            if declared:
                metadata[name] = value
            elif name in metadata:
                del metadata[name]


def _forget(pdf: pikepdf.Pdf) -> None:
    """Drop what libraries say of the document; `_describe` says it."""
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]


def _describe(pdf: pikepdf.Pdf, job: Job) -> None:
    moment = job.created.isoformat(timespec="seconds")
    record = digitisation_record.properties(job.metadata) if job.metadata else {}
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"] = record.pop("dc:title", job.title)
        metadata["dc:language"] = [LANGUAGE]
        metadata["xmp:CreateDate"] = record.pop("xmp:CreateDate", moment)
        metadata["xmp:ModifyDate"] = moment
        metadata["xmp:MetadataDate"] = moment
        metadata["xmp:CreatorTool"] = PRODUCER
        metadata["pdf:Producer"] = PRODUCER
    # Apart from what is above: none of it may reach the information dictionary.
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name, value in record.items():
            metadata[name] = value
    for key in ("/PageMode", "/OpenAction", "/Outlines"):
        if key in pdf.Root:
            del pdf.Root[key]
    pdf.Root.Lang = LANGUAGE
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    pdf.Root.OutputIntents = pikepdf.Array([_srgb_intent(pdf)])


def _srgb_intent(pdf: pikepdf.Pdf) -> pikepdf.Object:
    profile = pikepdf.Stream(pdf, _srgb_profile(), N=3)
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier="sRGB",
            Info="sRGB IEC61966-2.1",
            DestOutputProfile=pdf.make_indirect(profile),
        )
    )


@cache
def _srgb_profile() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The time of making stands in the header (ICC.1 §7.2.8); a fixed one keeps files reproducible.
    profile[24:36] = b"".join(n.to_bytes(2, "big") for n in (2026, 1, 1, 0, 0, 0))
    return bytes(profile)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        preserve_pdfa=True,
        fix_metadata_version=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
    )
    return out.getvalue()
