"""Commands about chip cards and readers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desk import settings as profiles
from desk.assembly import assemble
from models.card_reading import CardReading
from models.identity_number import mask
from models.plain import to_plain

Subparsers = Any


def register(commands: Subparsers) -> None:
    """Add ``card readers``, ``card read`` and the rest."""
    card = commands.add_parser("card", help="thẻ căn cước gắn chíp và đầu đọc")
    acts = card.add_subparsers(required=True, metavar="VIỆC")
    readers = acts.add_parser("readers", help="liệt kê đầu đọc thẻ")
    readers.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    readers.set_defaults(run=_readers)
    _register_read(acts)


def _register_read(acts: Subparsers) -> None:
    read = acts.add_parser("read", help="đọc thẻ đang đặt trên đầu đọc")
    read.add_argument("--reader", help="tên đầu đọc (mặc định: đầu đọc có thẻ)")
    key = read.add_mutually_exclusive_group(required=True)
    key.add_argument("--number", metavar="12SỐ", help="số định danh in trên thẻ")
    key.add_argument("--qr", metavar="CHỮ", help="nội dung mã QR trên thẻ")
    key.add_argument("--mrz", metavar="CHỮ", help="ba dòng MRZ, nối liền hoặc xuống dòng")
    read.add_argument(
        "--csca", type=Path, action="append", default=[], metavar="TỆP",
        help="chứng thư tin cậy của lần gọi này",
    )  # fmt: skip
    read.add_argument("--max-le", type=int, metavar="N", help="giới hạn độ dài mỗi lần đọc")
    read.add_argument("--face", type=Path, metavar="F.png", help="ghi ảnh chân dung")
    read.add_argument("--personal", action="store_true", help="in cả thông tin cá nhân")
    read.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    read.set_defaults(run=_read)


def _readers(args: argparse.Namespace) -> int:
    from desk.commands import tell

    names = assemble(profiles.profile(args.profile)).card_service().readers()
    if args.json:
        tell({"readers": list(names)})
    for name in () if args.json else names:
        print(name)
    return 0


def _read(args: argparse.Namespace) -> int:
    from desk.card.access import AccessKey, from_mrz, from_number, from_qr
    from desk.card.qr import parse_qr
    from desk.commands import tell

    key: AccessKey
    if args.number is not None:
        key = from_number(args.number)
    else:
        key = from_qr(parse_qr(args.qr)) if args.qr is not None else from_mrz(args.mrz)
    desk = assemble(profiles.profile(args.profile))
    service = desk.card_service(certificates=args.csca or None)
    reading = service.read_now(args.reader, key, max_le=args.max_le)
    if args.face is not None and reading.face is not None:
        args.face.write_bytes(reading.face)
    answer = reading_json(reading, personal=args.personal)
    if args.json:
        tell(answer)
        return 0
    for name, value in answer.items():
        print(f"{name}: {value}")
    return 0


def reading_json(reading: CardReading, *, personal: bool) -> dict[str, Any]:
    """A reading as the command line tells it; the number masked and no more unless `personal`."""
    person, verdict = reading.person, reading.verdict
    told: dict[str, Any] = {"number": person.number if personal else mask(person.number)}
    if personal:
        told |= {
            "full_name": person.full_name,
            "birth_date": person.birth_date.iso() if person.birth_date else None,
            "sex": person.sex.value if person.sex else None,
            "expiry_date": person.expiry_date.iso() if person.expiry_date else None,
            "address": person.address,
        }
    checks = (
        "passive_authentication",
        "chip_authentication",
        "active_authentication",
        "data_groups",
        "cross_checks",
    )
    return told | {
        "access": reading.access.value,
        "checks": {name: to_plain(getattr(verdict, name)) for name in checks},
        "warnings": list(verdict.warnings),
        "advice": verdict.advice.value,
        "apdus": reading.apdus,
        "seconds": round(reading.seconds, 3),
    }
