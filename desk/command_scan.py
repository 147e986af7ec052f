"""``motcua scan devices|run`` and ``motcua separators``: paper into files, without signing in.

Ctrl-C stops a scan; the pages that were whole by then stay in the folder.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk import settings
from desk.threads import start_process
from models.plain import from_plain, to_plain
from models.problems import Kind, Problem, wording

if TYPE_CHECKING:
    from desk.capture.bridge import Bridge
    from desk.capture.frames import Frame
    from desk.capture.scanner import ScannerInfo
    from models.papers.handing import Separator
    from models.scan_profile import ScanProfile

Subparsers = Any
"""argparse keeps this type private."""

_SCHEMES = ("sane:", "escl:", "wia:", "twain:", "camera:")


def register(commands: Subparsers) -> None:
    """Add ``scan`` and ``separators``."""
    scan = commands.add_parser("scan", help="máy quét: liệt kê, quét ra tệp")
    acts = scan.add_subparsers(required=True, metavar="VIỆC")
    devices = acts.add_parser("devices", help="liệt kê máy quét và máy ảnh tài liệu")
    devices.add_argument(
        "--discover", type=float, metavar="GIÂY", help="tìm thêm máy quét mạng trong chừng ấy giây"
    )
    devices.add_argument(
        "--address", action="append", default=[], metavar="ĐỊA-CHỈ", help="máy quét mạng đã biết"
    )
    devices.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    devices.set_defaults(run=_devices)
    _register_run(acts)
    _register_separators(commands)


def _register_run(acts: Subparsers) -> None:
    run = acts.add_parser("run", help="quét ra các tệp JPEG")
    run.add_argument("--device", metavar="MÁY", help="mã, tên hoặc địa chỉ (mặc định: máy đầu)")
    run.add_argument("--profile", dest="scan_profile", metavar="TÊN", help="cách quét đã lưu")
    run.add_argument("--source", choices=("flatbed", "feeder", "auto"), help="mặt kính, khay nạp")
    run.add_argument("--dpi", type=int, metavar="N", help="độ phân giải (mặc định 200)")
    run.add_argument("--duplex", action="store_true", help="quét hai mặt")
    run.add_argument("--gray", action="store_true", help="đen trắng thay vì màu")
    run.add_argument("--size", choices=("a4", "a3", "a5", "letter", "longest"), help="khổ giấy")
    run.add_argument("--pages", type=int, metavar="N", help="nhiều nhất N trang")
    run.add_argument("--out-dir", type=Path, required=True, metavar="THƯ-MỤC", help="nơi ghi tệp")
    run.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    run.set_defaults(run=_run)


def _register_separators(commands: Subparsers) -> None:
    purpose = "in tờ phân cách có mã QR để đặt trước từng loại giấy tờ trong khay nạp"
    parser = commands.add_parser("separators", help=purpose, description=purpose)
    parser.add_argument("--out", type=Path, required=True, metavar="F.pdf", help="tệp PDF sẽ ghi")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--procedure", metavar="MÃ", help="mọi thành phần của một thủ tục")
    which.add_argument(
        "--component", action="append", metavar="MÃ", help="một thành phần; lặp lại được"
    )
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    parser.set_defaults(run=_separators)


def _devices(args: argparse.Namespace) -> int:
    from desk.commands import tell

    bridge = _bridge()
    try:
        found = _listed(bridge, args.address)
        if args.discover is not None:
            known = {one.id for one in found}
            found += [one for one in _discovered(bridge, args.discover) if one.id not in known]
    finally:
        bridge.close()
    if args.json:
        tell({"devices": to_plain(tuple(found))})
    for one in () if args.json else found:
        inputs = ("mặt kính",) * one.has_flatbed + ("khay nạp",) * one.has_feeder
        both = ("hai mặt",) * one.has_duplex
        print(f"{one.id}\n    {one.name} · {one.driver} · {', '.join((*inputs, *both))}")
    if not found and not args.json:
        raise Problem("sources.no_scanner", Kind.DEVICE_OR_LINE)
    return 0


def _run(args: argparse.Namespace) -> int:
    from desk.capture.frames import Frame
    from desk.capture.profiles import options_of
    from desk.commands import tell

    profile = _profile(args)
    folder = _empty_folder(args.out_dir)
    pages: list[dict[str, Any]] = []
    begun = time.monotonic()

    def keep(frame: Frame) -> None:
        pages.append(_written(folder, len(pages) + 1, frame))
        if not args.json:
            print(f"Trang {len(pages)}: {pages[-1]['file']}", file=sys.stderr, flush=True)

    bridge = _bridge()
    try:
        device = _device(bridge, args.device or profile.device)
        if not args.json:
            _say_shortfalls(profile, device)
        options = replace(options_of(profile), max_pages=args.pages)
        request = {"scanner": device.id, "options": to_plain(options)}
        bridge.ask(Frame("scan", request), keep)
    finally:
        bridge.close()
    if args.json:
        seconds = round(time.monotonic() - begun, 2)
        tell({"device": device.id, "pages": pages, "seconds": seconds})
    return 0


def _written(folder: Path, number: int, frame: Frame) -> dict[str, Any]:
    from models.store import durable

    file = folder / f"page-{number:04d}.jpg"
    durable.write(file, frame.payload)
    return {
        "file": str(file),
        "bytes": len(frame.payload),
        "sha256": hashlib.sha256(frame.payload).hexdigest(),
        **{name: frame.facts[name] for name in ("width", "height", "dpi", "rotation")},
    }


def _profile(args: argparse.Namespace) -> ScanProfile:
    """The named profile of this seat, or the usual one, with what the options change."""
    from models.scan_profile import STANDARD

    profile = STANDARD
    if args.scan_profile:
        seat = settings.profile(args.profile)
        profile = seat.load().scan_profiles.or_shipped().named(args.scan_profile)
    given = {
        "source": args.source,
        "dpi": args.dpi,
        "duplex": args.duplex or None,
        "colour": False if args.gray else None,
        "page_size": args.size,
    }
    changed = replace(
        profile, **{name: value for name, value in given.items() if value is not None}
    )
    if args.duplex and changed.source == "flatbed":
        raise Problem("sources.duplex_on_glass")
    return changed


def _empty_folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = any(folder.glob("page-*.jpg"))
    except OSError as error:
        raise Problem("sources.out_taken") from error
    if taken:
        raise Problem("sources.out_taken")
    return folder


def _say_shortfalls(profile: ScanProfile, device: ScannerInfo) -> None:
    from desk.capture.profiles import shortfalls

    for one in shortfalls(profile, device):
        if not one.refuses:
            print(wording(Problem(one.code, **one.facts)).message_vi, file=sys.stderr)


def _device(bridge: Bridge, wanted: str | None) -> ScannerInfo:
    """The device meant: its id, its name, or the address of a network scanner; else the first."""
    from desk.capture.frames import Frame
    from desk.capture.scanner import ScannerInfo

    if wanted is not None and wanted.startswith(_SCHEMES):
        return ScannerInfo(wanted, wanted, "", has_flatbed=True, has_feeder=True, has_duplex=True)
    listed = _listed(bridge, [])
    named = [one for one in listed if wanted is None or one.name == wanted]
    if named:
        return named[0]
    if wanted is None:
        raise Problem("sources.no_scanner", Kind.DEVICE_OR_LINE)
    answer = bridge.ask(Frame("probe", {"address": wanted}))
    return from_plain(ScannerInfo, answer.facts["scanner"])


def _listed(bridge: Bridge, addresses: list[str]) -> list[ScannerInfo]:
    from desk.capture.frames import Frame

    return _infos(bridge.ask(Frame("scanners", {"addresses": addresses})))


def _discovered(bridge: Bridge, seconds: float) -> list[ScannerInfo]:
    from desk.capture.frames import Frame

    return _infos(bridge.ask(Frame("discover", {"seconds": seconds})))


def _infos(answer: Frame) -> list[ScannerInfo]:
    from desk.capture.scanner import ScannerInfo

    return [from_plain(ScannerInfo, one) for one in answer.facts["scanners"]]


def _bridge() -> Bridge:
    from desk.capture.bridge import WORKER_COMMAND, Bridge

    return Bridge(start_process, WORKER_COMMAND, fresh=True)


def _separators(args: argparse.Namespace) -> int:
    from desk.commands import tell
    from models.store import durable
    from printing.separators import NEW_DOCUMENT, render_separators

    try:
        sheets = _sheets(args.procedure, args.component) or [NEW_DOCUMENT]
        pdf = render_separators(sheets)
    except ValueError as error:
        raise Problem("command.bad_option", option="--component") from error
    try:
        durable.write(args.out, pdf)
    except OSError as error:
        raise Problem("command.bad_option", option="--out") from error
    if args.json:
        codes = [one.component_code for one in sheets]
        tell({"file": str(args.out), "sheets": len(sheets), "components": codes})
    else:
        print(args.out)
    return 0


def _sheets(procedure: str | None, components: list[str] | None) -> list[Separator]:
    """A sheet for each component of a procedure, or for those named; none for neither."""
    from desk.clock import office_time
    from models.catalogue import load_catalogue
    from models.papers.handing import Separator

    known = load_catalogue().all_current(office_time().date())
    if procedure is not None:
        found = [one for one in known if one.code == procedure]
        if not found:
            raise Problem("command.bad_option", option="--procedure")
        return [Separator(one.code, one.name) for one in found[0].components if one.digitise]
    names = {one.code: one.name for every in known for one in every.components}
    return [Separator(code, names.get(code, code)) for code in components or ()]
