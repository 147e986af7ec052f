"""Commands about chip cards and readers."""

from __future__ import annotations

import argparse
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from desk import settings as profiles
from desk.assembly import assemble
from models.card_reading import CardReading
from models.identity_number import mask
from models.plain import to_plain
from models.problems import Problem

if TYPE_CHECKING:
    from desk.card.certificates import Certificate
    from desk.card.reading import Request

Subparsers = Any

LONGEST_ANSWER = 65_536


def register(commands: Subparsers) -> None:
    """Add ``card readers``, ``card read`` and the rest."""
    card = commands.add_parser("card", help="thẻ căn cước gắn chíp và đầu đọc")
    acts = card.add_subparsers(required=True, metavar="VIỆC")
    readers = acts.add_parser("readers", help="liệt kê đầu đọc thẻ")
    readers.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    readers.set_defaults(run=_readers)
    _register_read(acts)
    _register_watch_and_profile(acts)
    _register_trust(acts)


def _register_read(acts: Subparsers) -> None:
    read = acts.add_parser("read", help="đọc thẻ đang đặt trên đầu đọc")
    _add_reader_and_key(read)
    read.add_argument(
        "--csca", type=Path, action="append", default=[], metavar="TỆP",
        help="chứng thư tin cậy của lần gọi này",
    )  # fmt: skip
    read.add_argument("--max-le", type=_block, metavar="N", help="giới hạn độ dài mỗi lần đọc")
    read.add_argument("--face", type=Path, metavar="F.png", help="ghi ảnh chân dung")
    read.add_argument("--personal", action="store_true", help="in cả thông tin cá nhân")
    read.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    read.set_defaults(run=_read)


def _add_reader_and_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reader", help="tên đầu đọc (mặc định: đầu đọc có thẻ)")
    key = parser.add_mutually_exclusive_group(required=True)
    key.add_argument("--number", metavar="12SỐ", help="số định danh in trên thẻ")
    key.add_argument("--qr", metavar="CHỮ", help="nội dung mã QR trên thẻ")
    key.add_argument("--qr-picture", type=Path, metavar="TỆP", help="ảnh chụp mã QR trên thẻ")
    key.add_argument("--mrz", metavar="CHỮ", help="ba dòng MRZ, nối liền hoặc xuống dòng")


def _register_watch_and_profile(acts: Subparsers) -> None:
    watch = acts.add_parser("watch", help="báo đầu đọc và thẻ đến, đi; Ctrl-C để dừng")
    watch.add_argument("--seconds", type=float, metavar="S", help="dừng sau chừng ấy giây")
    watch.add_argument("--json", action="store_true", help="mỗi việc một dòng JSON")
    watch.set_defaults(run=_watch)
    profile = acts.add_parser("profile", help="hồ sơ kỹ thuật của thẻ, không có thông tin cá nhân")
    _add_reader_and_key(profile)
    profile.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    profile.set_defaults(run=_profile)


def _register_trust(acts: Subparsers) -> None:
    trust = acts.add_parser("trust", help="chứng thư của cơ quan cấp thẻ (CSCA)")
    kinds = trust.add_subparsers(required=True, metavar="VIỆC")
    listing = kinds.add_parser("list", help="các chứng thư đang tin cậy")
    listing.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    listing.set_defaults(run=_trust_list)
    taking = kinds.add_parser("import", help="nhận chứng thư hoặc danh sách có ký")
    taking.add_argument("file", type=Path, help="tệp DER, PEM, hoặc master list")
    taking.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    taking.set_defaults(run=_trust_import)


def _readers(args: argparse.Namespace) -> int:
    from desk.commands import tell

    names = assemble(profiles.profile(args.profile)).card_service().readers()
    if args.json:
        tell({"readers": list(names)})
    for name in () if args.json else names:
        print(name)
    return 0


def _request(args: argparse.Namespace) -> Request:
    from desk.card.access import from_mrz
    from desk.card.qr import parse_qr, read_picture
    from desk.card.reading import Request
    from desk.card.service import request_for

    if args.mrz is not None:
        return Request((from_mrz(args.mrz),))
    if args.number is not None:
        return request_for(args.number)
    card = parse_qr(args.qr) if args.qr is not None else read_picture(_picture(args.qr_picture))
    return request_for(card.number, card)


def _picture(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem("card.qr_unreadable") from error


def _read(args: argparse.Namespace) -> int:
    from desk.commands import tell

    request = _request(args)
    desk = assemble(profiles.profile(args.profile))
    service = desk.card_service(certificates=args.csca or None)
    reading = service.read_now(args.reader, request, max_le=args.max_le)
    if args.face is not None and reading.face is not None:
        _write_face(args.face, reading.face)
    answer = reading_json(reading, personal=args.personal)
    if args.json:
        tell(answer)
        return 0
    for name, value in answer.items():
        print(f"{name}: {value}")
    return 0


def _write_face(path: Path, face: bytes) -> None:
    try:
        path.write_bytes(face)
    except OSError as error:
        raise Problem("command.bad_option", option="--face") from error


def _block(text: str) -> int:
    """The longest answer to ask for: what any APDU can carry."""
    size = int(text)
    if not 1 <= size <= LONGEST_ANSWER:
        raise ValueError(text)
    return size


def _profile(args: argparse.Namespace) -> int:
    from desk.commands import tell

    request = _request(args)
    desk = assemble(profiles.profile(args.profile))
    tell(to_plain(desk.card_service().profile_now(args.reader, request.keys[0])))
    return 0


def _watch(args: argparse.Namespace) -> int:
    """One line an event, until interrupted."""
    from desk.commands import problem_json, tell
    from desk.events import CardPlaced, CardRemoved, ReaderState

    desk = assemble(profiles.profile(args.profile))

    def say(event: object) -> None:
        facts: dict[str, Any] = {"event": type(event).__name__}
        if isinstance(event, ReaderState):
            facts["readers"] = list(event.readers)
            facts |= problem_json(event.problem) if event.problem else {}
        elif isinstance(event, (CardPlaced, CardRemoved)):
            facts["reader"] = event.reader
        if args.json:
            tell(facts)
        else:
            print("  ".join(f"{name}: {value}" for name, value in facts.items()), flush=True)

    for kind in (ReaderState, CardPlaced, CardRemoved):
        desk.events.subscribe(kind, say)
    service = desk.card_service()
    service.start()
    try:
        Event().wait(args.seconds)
    finally:
        service.stop()
    return 0


def _trust_list(args: argparse.Namespace) -> int:
    from desk.card.trust_folder import TrustFolder
    from desk.commands import tell

    store = TrustFolder(profiles.profile(args.profile).trust).store()
    told = [_certificate_json(one) for one in store.authorities]
    if args.json:
        tell({"certificates": told})
    for one in () if args.json else told:
        print(f"{one['country']}  {one['title']}  {one['not_after']}  {one['sha256'][:16]}…")
    return 0


def _trust_import(args: argparse.Namespace) -> int:
    from desk.card.trust_folder import TrustFolder
    from desk.commands import tell

    imported = TrustFolder(profiles.profile(args.profile).trust).install(args.file)
    told = {
        "certificates": [_certificate_json(one) for one in imported.certificates],
        "skipped": imported.skipped,
        "master_list": imported.master_list,
    }
    if args.json:
        tell(told)
    else:
        print(f"Đã nhận {len(imported.certificates)} chứng thư, bỏ qua {imported.skipped}.")
    return 0


def _certificate_json(one: Certificate) -> dict[str, str]:
    return {
        "country": one.country,
        "title": one.title,
        "not_before": one.not_before.isoformat(),
        "not_after": one.not_after.isoformat(),
        "sha256": one.fingerprint,
    }


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
