"""Foreign files become pages: PDF, JPEG, PNG and TIFF, recognised by content, never by name.

Runs inside the limited worker only. A JPEG keeps its picture bit for bit and loses its metadata
(position, maker); PNG and TIFF are decoded and written anew; the pages of a PDF stay in the file,
which is kept byte for byte. A signed PDF is one page row for the whole document: nothing of it may
be turned, split or removed without breaking its signatures (capture §0.7, §6.2).
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from desk.capture import jpeg
from desk.capture.acting_content import UNLOCKED, found_in
from models.problems import Problem

MAX_PIXELS = 60_000_000
MAX_PAGES = 500
MAX_PAGE_POINTS = 1.5 / 0.0254 * 72
"""1.5 m: larger pages are plans or attacks, not papers of a dossier."""

_A3_LONG_INCHES = 420 / 25.4
_LOWEST_DPI, _HIGHEST_DPI = 100, 2400
"""Below lie 72 and 96, which cameras and screens write without meaning them."""
_TIFF_QUALITY = 90
_REWRITE_QUALITY = 92
_ORIENTATION_TAG = 0x0112
_QUARTER_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}
"""EXIF orientations without mirroring, as clockwise rotations."""

# Pillow refuses at twice this number on opening; `_check_pixels` at the number itself.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    RecursionError,
    struct.error,
    zlib.error,
    pikepdf.PdfError,
    pypdfium2.PdfiumError,
)
"""What decoders raise on garbage; a hostile file may trip any of them."""


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """A page found in a file. Empty `data` means: the bytes are the file itself.

    Width and height are pixels, for PDF pages points as displayed with ``dpi`` 72.
    """

    media_type: str
    width: int
    height: int
    dpi: int | None
    data: bytes = b""
    rotation: int = 0
    file_page: int = 0
    signed: bool = False
    """A whole signed document, shown by its first page."""
    whole: bool = False
    """`data` is the whole PDF file, unlocked; the pages behind it lie in it too."""
    found: tuple[str, ...] = ()
    """With the first page: what the file holds that is no paper (`acting_content`)."""

    def facts(self) -> dict[str, Any]:
        """All but the bytes, for a frame."""
        return {
            "media_type": self.media_type,
            "width": self.width,
            "height": self.height,
            "dpi": self.dpi,
            "rotation": self.rotation,
            "file_page": self.file_page,
            "signed": self.signed,
            "whole": self.whole,
            "found": self.found,
        }


Emit = Callable[[ForeignPage], None]


def open_file(data: bytes, emit: Emit, password: str = "") -> None:
    """Find the pages of a file and emit them in order; `password` opens a locked PDF.

    Raises Problem capture.file_kind_unknown, file_broken, file_encrypted, file_too_many_pages,
    file_too_many_pixels, file_page_too_large, file_too_heavy, pdf.password_wrong,
    pdf.signed_and_locked. Pages emitted before are void.
    """
    reader = _reader(data, password)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # decoders grumble about files; we judge by the result
            reader(data, emit)
    except Image.DecompressionBombError as error:
        raise Problem("capture.file_too_many_pixels", limit=MAX_PIXELS // 1_000_000) from error
    except MemoryError as error:
        raise Problem("capture.file_too_heavy") from error
    except pikepdf.PasswordError as error:
        code = "pdf.password_wrong" if password else "capture.file_encrypted"
        raise Problem(code) from error
    except BROKEN as error:
        raise Problem("capture.file_broken") from error


def _reader(data: bytes, password: str) -> Callable[[bytes, Emit], None]:
    if data.startswith(b"\xff\xd8\xff"):
        return _open_jpeg
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _open_png
    if data[:4] in {b"II*\0", b"MM\0*"}:
        return _open_tiff
    if b"%PDF-" in data[:1024]:
        return partial(_open_pdf, password=password)
    raise Problem("capture.file_kind_unknown")


def _open_jpeg(data: bytes, emit: Emit) -> None:
    shape = jpeg.walk(data)
    _check_pixels(shape.width, shape.height)
    data = jpeg.with_height(data[: shape.end], shape)
    with Image.open(io.BytesIO(data), formats=("JPEG", "MPO")) as image:
        orientation = image.getexif().get(_ORIENTATION_TAG, 1)
        dpi = plausible_dpi(shape.dpi or _stated_dpi(image), shape.width, shape.height)
        image.load()
        if shape.fits_pdf and orientation in _QUARTER_TURNS:
            emit(
                ForeignPage(
                    "image/jpeg",
                    shape.width,
                    shape.height,
                    dpi,
                    jpeg.without_metadata(data, shape),
                    _QUARTER_TURNS[orientation],
                )
            )
        else:
            emit(_as_jpeg(ImageOps.exif_transpose(image), dpi, _REWRITE_QUALITY))


def _open_png(data: bytes, emit: Emit) -> None:
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        _check_pixels(image.width, image.height)
        dpi = plausible_dpi(_stated_dpi(image), image.width, image.height)
        image.load()
        emit(_as_png(image, dpi))


def _open_tiff(data: bytes, emit: Emit) -> None:
    with Image.open(io.BytesIO(data), formats=("TIFF",)) as image:
        for number, frame in enumerate(ImageSequence.Iterator(image)):
            if number >= MAX_PAGES:
                raise Problem("capture.file_too_many_pages", limit=MAX_PAGES)
            _check_pixels(frame.width, frame.height)
            dpi = plausible_dpi(_stated_dpi(frame), frame.width, frame.height)
            upright = ImageOps.exif_transpose(frame)
            bilevel = upright.mode == "1"
            emit(_as_png(upright, dpi) if bilevel else _as_jpeg(upright, dpi, _TIFF_QUALITY))


def _open_pdf(data: bytes, emit: Emit, *, password: str) -> None:
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        count = len(pdf.pages)
        if count == 0:
            raise Problem("capture.file_broken")
        if count > MAX_PAGES:
            raise Problem("capture.file_too_many_pages", limit=MAX_PAGES)
        pages = [_pdf_page(page, number) for number, page in enumerate(pdf.pages)]
        found = found_in(pdf)
        signed = is_signed(pdf)
        unlocked = b""
        if pdf.is_encrypted and _locked(data):
            if signed:  # without its lock the bytes its signatures cover are gone
                raise Problem("pdf.signed_and_locked")
            unlocked, found = _unlocked(pdf), (UNLOCKED, *found[1:])
        if signed:
            pages = [replace(pages[0], signed=True)]
        first = replace(pages[0], data=unlocked, whole=bool(unlocked), found=found)
        for page in (first, *pages[1:]):
            emit(page)


def _locked(data: bytes) -> bool:
    """Whether nobody can open the file without a password."""
    try:
        pikepdf.open(io.BytesIO(data)).close()
    except pikepdf.PasswordError:
        return True
    return False


def _unlocked(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, deterministic_id=False)
    return out.getvalue()


def _pdf_page(page: pikepdf.Page, number: int) -> ForeignPage:
    left, bottom, right, top = (float(edge) for edge in page.cropbox.as_list())
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = abs(right - left) * unit, abs(top - bottom) * unit
    if min(width, height) < 1 or max(width, height) > MAX_PAGE_POINTS:
        raise Problem("capture.file_page_too_large", page=number + 1)
    if int(page.rotation) % 180:
        width, height = height, width
    return ForeignPage("application/pdf", round(width), round(height), 72, file_page=number)


def holds_signature(data: bytes) -> bool:
    """Whether the PDF is signed. Raises Problem capture.page_unreadable."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return is_signed(pdf)
    except (MemoryError, *BROKEN) as error:
        raise Problem("capture.page_unreadable") from error


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether anything in the document is a signature over a byte range."""
    return any(
        isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one and "/Contents" in one
        for one in pdf.objects
    ) or any(_signed_field(one) for one in _fields(pdf))


def _fields(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    form = pdf.Root.get("/AcroForm")
    pending = list(form.get("/Fields", [])) if isinstance(form, pikepdf.Dictionary) else []
    found: list[pikepdf.Object] = []
    while pending and len(found) < 10_000:
        field = pending.pop()
        if isinstance(field, pikepdf.Dictionary):
            found.append(field)
            pending.extend(field.get("/Kids", []))
    return found


def _signed_field(field: pikepdf.Object) -> bool:
    value = field.get("/V")
    return isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value


def _check_pixels(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise Problem("capture.file_broken")
    if width * height > MAX_PIXELS:
        raise Problem("capture.file_too_many_pixels", limit=MAX_PIXELS // 1_000_000)


def _stated_dpi(image: Image.Image) -> int | None:
    stated = image.info.get("dpi")
    if not isinstance(stated, tuple) or not stated:
        return None
    return round(float(stated[0]))


def plausible_dpi(dpi: int | None, width: int, height: int) -> int | None:
    """The resolution, unless it would make a sheet larger than A3 or is no scanner's."""
    if dpi is None or not _LOWEST_DPI <= dpi <= _HIGHEST_DPI:
        return None
    return dpi if max(width, height) / dpi <= _A3_LONG_INCHES * 1.05 else None


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"1", "L", "RGB"}:
        return image
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(paper, rgba).convert("RGB")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("L")


def _as_png(image: Image.Image, dpi: int | None) -> ForeignPage:
    picture = _on_white(image)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "PNG", **({} if dpi is None else {"dpi": (dpi, dpi)}))
    return ForeignPage("image/png", bare.width, bare.height, dpi, out.getvalue())


def _as_jpeg(image: Image.Image, dpi: int | None, quality: int) -> ForeignPage:
    picture = _on_white(image)
    out = io.BytesIO()
    density = {} if dpi is None else {"dpi": (dpi, dpi)}
    picture.save(out, "JPEG", quality=quality, exif=b"", **density)
    return ForeignPage("image/jpeg", picture.width, picture.height, dpi, out.getvalue())
