"""``motcua digitise``: papers become one searchable PDF/A; no store and no sign-in needed."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.clock import office_time
from models.plain import to_plain
from models.problems import Problem

if TYPE_CHECKING:
    from desk.capture.digitise import Digitised, DigitisedPage, Digitiser, Extract
    from desk.capture.job import Assembled
    from models.reading import FieldProposal, PageText

Subparsers = Any
"""argparse keeps this type private."""

PROFILE = "PDF/A-2b"
_MOST_READERS = 4
"""Each takes about 0.3 GB."""

_BAR = 30


def register(commands: Subparsers) -> None:
    """Add ``digitise``."""
    purpose = "số hóa giấy tờ thành một PDF/A tìm kiếm được"
    parser = commands.add_parser("digitise", help=purpose, description=purpose)
    parser.add_argument("files", nargs="+", type=Path, metavar="TỆP", help="JPEG, PNG, TIFF, PDF")
    parser.add_argument("--out", type=Path, required=True, metavar="F.pdf", help="tệp PDF sẽ ghi")
    parser.add_argument("--type", metavar="LOẠI", help="loại giấy tờ, để tìm các giá trị trên đó")
    parser.add_argument(
        "--engine", choices=("fusion", "trueocr", "tesseract"), default="fusion",
        help="bộ đọc chữ (mặc định: cả hai)",
    )  # fmt: skip
    parser.add_argument(
        "--camera", action="store_true", help="ảnh chụp: tìm tờ giấy trong ảnh và nắn thẳng"
    )
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    parser.set_defaults(run=_digitise)


def _digitise(args: argparse.Namespace) -> int:
    from desk.capture.digitise import Order
    from desk.commands import tell
    from models.store import durable

    begun = time.monotonic()
    files = [_content(number, path) for number, path in enumerate(args.files, 1)]
    extract = _extraction(args.type)
    order = Order(args.out.stem, office_time(), args.engine, photographed=args.camera)
    digitiser = _digitiser()
    try:
        made = digitiser.run(files, order, extract, _show_progress)
    finally:
        digitiser.close()
        _end_progress()
    durable.write(args.out, made.document.pdf)
    answer = answer_json(made, args.engine, time.monotonic() - begun)
    if args.json:
        tell(answer)
        return 0
    print(f"{args.out}: {answer['pages']} trang, {PROFILE} {answer['pdfa']['verdict']}")
    for field in answer["fields"]:
        print(f"  {field['name']}: {field['value']}")
    return 0


def answer_json(made: Digitised, asked: str, seconds: float) -> dict[str, Any]:
    """What the command tells; ``engine`` is the one that was used."""
    return {
        "pages": made.document.pages,
        "engine": _engine_used(made.pages, asked),
        "pdfa": _pdfa_json(made.document),
        "text": "\f".join(page.text.text for page in made.pages),
        "fields": [_field_json(field) for field in made.fields],
        "quality": [_quality_json(n, page) for n, page in enumerate(made.pages, 1)],
        "seconds": round(seconds, 2),
    }


def _pdfa_json(document: Assembled) -> dict[str, Any]:
    """The verdict; why, where it is not a pass."""
    told: dict[str, Any] = {"profile": PROFILE, "verdict": document.pdfa}
    return told | ({"reasons": list(document.reasons)} if document.reasons else {})


def _engine_used(pages: Sequence[DigitisedPage], asked: str) -> str:
    used = {page.text.engine for page in pages if page.text.lines}
    return used.pop() if len(used) == 1 else asked


def _field_json(field: FieldProposal) -> dict[str, Any]:
    return {
        "name": field.name,
        "value": field.value,
        "box": to_plain(field.box),
        "page": field.page + 1,
        "readings": to_plain(field.readings),
        "doubts": list(field.doubts),
    }


def _quality_json(number: int, page: DigitisedPage) -> dict[str, Any]:
    told: dict[str, Any] = {"page": number, "engine": page.text.engine} | to_plain(page.findings)
    told["size"] = [page.text.width, page.text.height]
    told["problem"] = page.problem
    return told


def _content(number: int, path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Problem("capture.file_missing", number=number) from error
    if not content:
        raise Problem("capture.file_empty", number=number)
    return content


def _digitiser() -> Digitiser:
    from desk.capture.bridge import WORKER_COMMAND
    from desk.capture.decoder import Decoder
    from desk.capture.digitise import Digitiser
    from desk.capture.preparer import Preparer
    from desk.capture.reader import Reader
    from desk.threads import start_process

    count = max(1, min(_MOST_READERS, os.cpu_count() or 1))
    readers = [Reader(start_process, WORKER_COMMAND, give_way=False) for _ in range(count)]
    decoder = Decoder(start_process, WORKER_COMMAND, None)
    return Digitiser(decoder, Preparer(start_process, WORKER_COMMAND), readers)


def _extraction(named: str | None) -> Extract:
    """How values are found: by the type that was named, else by the one the paper's title names."""
    from desk.capture import extraction
    from models.fields import document_type, document_types

    if named is not None and document_type(named) is None:
        raise Problem("reading.type_unknown", known=", ".join(sorted(document_types())))

    def extract(pages: Sequence[PageText]) -> tuple[FieldProposal, ...]:
        kind = named or extraction.recognise(pages)
        return extraction.extract(kind, pages, office_time().date()) if kind else ()

    return extract


def _show_progress(done: int, pages: int) -> None:
    if pages:
        filled = _BAR * done // pages
        bar = "█" * filled + "░" * (_BAR - filled)
        print(f"\r{bar} {done}/{pages} trang", end="", file=sys.stderr, flush=True)


def _end_progress() -> None:
    print(file=sys.stderr)
