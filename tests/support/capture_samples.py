"""Pages, foreign files and hostile files for tests of capture; all invented."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

A4_200 = (1654, 2339)


def page_image(number: int, size: tuple[int, int] = A4_200, mode: str = "RGB") -> Image.Image:
    """A page of its own: its number in bars, and a dark (red in colour) corner at the top left."""
    image = Image.new(mode, size, "white" if mode == "RGB" else 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 4, size[1] // 8), fill="red" if mode == "RGB" else 0)
    for bar in range(number):
        left = size[0] // 3 + bar * 40
        draw.rectangle((left, size[1] // 2, left + 20, size[1] // 2 + 200), fill=0)
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def page_jpeg(number: int, size: tuple[int, int] = A4_200, mode: str = "RGB") -> bytes:
    """A page as a scanner would send it."""
    return encoded(page_image(number, size, mode), quality=85, dpi=(200, 200))


def late_height_jpeg(number: int) -> bytes:
    """A page whose height stands behind the picture, as some feeders write it."""
    data = page_jpeg(number)
    at = data.index(b"\xff\xc0") + 5
    height = data[at : at + 2]
    return data[:at] + b"\0\0" + data[at + 2 : -2] + b"\xff\xdc\0\4" + height + b"\xff\xd9"


def photo_jpeg(orientation: int) -> bytes:
    """A picture of a phone: no resolution, an orientation, a maker and a place in its EXIF."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Hãng Thử"
    exif[0x8825] = {1: "N", 2: (21.0, 1.0, 41.0), 3: "E", 4: (105.0, 51.0, 14.0)}
    return encoded(page_image(1, (800, 600)), quality=90, exif=exif)


def pdf(sizes: Sequence[tuple[float, float]] = ((595, 842),), **changes: Any) -> bytes:
    """A foreign PDF with one dark corner a page and optional changes to its catalogue."""
    with pikepdf.new() as made:
        for size in sizes:
            made.add_blank_page()
            made.pages[-1].MediaBox = pikepdf.Array([0, 0, *size])
            made.pages[-1].Contents = made.make_stream(
                f"0 0 0 rg 0 {size[1] * 7 / 8} {size[0] / 4} {size[1] / 8} re f".encode()
            )
        for key, value in changes.items():
            made.Root[f"/{key}"] = value
        return _saved(made)


def encrypted_pdf(user: str, owner: str) -> bytes:
    with pikepdf.open(io.BytesIO(pdf())) as made:
        return _saved(made, encryption=pikepdf.Encryption(user=user, owner=owner))


def acting_pdf() -> bytes:
    """A PDF that runs a script on opening, carries a file, and has a filled form field."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        made.Root.OpenAction = script
        made.attachments["thu.txt"] = b"dinh kem"
        look = made.make_stream(
            b"0 0 1 rg 0 0 200 100 re f",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 200, 100],
        )
        field = made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Btn,
                Ff=65536,
                T="nut",
                Rect=[100, 100, 300, 200],
                F=4,
                AP=pikepdf.Dictionary(N=look),
                A=script,
            )
        )
        made.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
        made.pages[0].Annots = pikepdf.Array([field])
        made.pages[0].AA = pikepdf.Dictionary(O=script)
        return _saved(made)


def layered_pdf(base_state: str) -> bytes:
    """A PDF with a dark corner, and a dark middle on a layer that is hidden at first."""
    with pikepdf.open(io.BytesIO(pdf())) as made:
        names = ("thấy", "ẩn")
        shown, hidden = (
            made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=name))
            for name in names
        )
        state = (
            pikepdf.Dictionary(BaseState=pikepdf.Name.OFF, ON=[shown])
            if base_state == "OFF"
            else pikepdf.Dictionary(OFF=[hidden])
        )
        made.Root.OCProperties = pikepdf.Dictionary(OCGs=[shown, hidden], D=state)
        page = made.pages[0]
        page.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(L1=shown, L2=hidden))
        page.Contents = made.make_stream(
            b"/OC /L1 BDC 0 g 0 740 149 102 re f EMC /OC /L2 BDC 0 g 200 400 100 100 re f EMC"
        )
        return _saved(made)


def text_pdf(text: str) -> bytes:
    """A foreign PDF with a line of Vietnamese text."""
    from reportlab.pdfgen.canvas import Canvas

    from printing import fonts

    fonts.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), initialFontName=fonts.REGULAR)
    canvas.drawString(72, 700, text)
    canvas.save()
    return out.getvalue()


def turned_pdf(rotate: int) -> bytes:
    """A PDF whose page is turned by its own file."""
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.pages[0].Rotate = rotate
        return _saved(made)


def signed_pdf(pages: int = 2) -> bytes:
    """A PDF with a signature field over a byte range, and bytes no rewriting would keep."""
    with pikepdf.open(io.BytesIO(pdf(((595, 842),) * pages))) as made:
        value = made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig,
                Filter=pikepdf.Name("/Adobe.PPKLite"),
                SubFilter=pikepdf.Name("/ETSI.CAdES.detached"),
                ByteRange=[0, 100, 200, 100],
                Contents=pikepdf.String(b"\0" * 64),
            )
        )
        field = made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T="ky",
                V=value,
                Rect=[0, 0, 0, 0],
                F=132,
            )
        )
        made.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        made.pages[0].Annots = pikepdf.Array([field])
        return _saved(made) + b"\n% byte theo byte\n"


def bomb_pdf() -> bytes:
    """A small file whose page stream grows to 60 MB when unpacked."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        squeezer = zlib.compressobj(9)
        block = b" " * (1 << 20)
        packed = b"".join(squeezer.compress(block) for _ in range(60)) + squeezer.flush()
        stream = made.make_stream(b"")
        stream.write(packed, filter=pikepdf.Name.FlateDecode)
        made.pages[0].Contents = stream
        return _saved(made, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def huge_png() -> bytes:
    """A few hundred bytes that promise 900 million pixels."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    body = zlib.compress(bytes(90_001))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def worker_process_ids() -> list[int]:
    """The capture workers this very process started, for tests that stop or kill one."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == os.getpid() and b"desk.capture.worker" in command:
            found.append(int(entry.name))
    return found


def _saved(made: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()
