"""``motcua sign`` and ``motcua verify``: signatures on PDF files and on what waits in the queue."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk import settings as profiles
from desk.assembly import Desk, assemble
from desk.command_seat import add_sign_in, seated
from desk.commands import tell
from desk.seat import Seat
from models.plain import to_plain
from models.problems import Kind, Problem
from models.signing import (
    Certificate,
    CopyForm,
    PinState,
    SignatureKind,
    SigningSettings,
    Token,
)

if TYPE_CHECKING:
    from models.signing import PdfReport

Subparsers = Any

_KINDS = {"agency": SignatureKind.AGENCY_COPY, "personal": SignatureKind.PERSONAL}
_FORMS = {"sao-y": CopyForm.FULL, "sao-luc": CopyForm.OF_A_COPY, "trich-sao": CopyForm.EXTRACT}
_MAX_FILE = 200_000_000


def register(commands: Subparsers) -> None:
    """Add ``sign`` and ``verify``."""
    sign = commands.add_parser("sign", help="ký số tệp PDF, hoặc các tài liệu đang chờ ký")
    what = sign.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", type=Path, metavar="F.pdf", help="tệp cần ký")
    what.add_argument("--tokens", action="store_true", help="liệt kê thiết bị ký và chứng thư")
    what.add_argument("--waiting", action="store_true", help="liệt kê tài liệu đang chờ ký")
    what.add_argument("--queue", action="store_true", help="ký mọi tài liệu đang chờ")
    what.add_argument("--complete", action="store_true", help="bổ sung dấu thời gian còn nợ")
    what.add_argument("--trust", type=Path, metavar="TỆP", help="cài chứng thư gốc tin cậy")
    sign.add_argument("--out", type=Path, metavar="S.pdf", help="tệp kết quả")
    sign.add_argument("--kind", choices=_KINDS, default="agency", help="chữ ký cơ quan hay cá nhân")
    sign.add_argument("--copy", choices=_FORMS, help="hình thức sao")
    sign.add_argument("--agency", help="tên cơ quan trên chữ ký (mặc định: theo chứng thư)")
    sign.add_argument("--module", help="thư viện PKCS#11 của thiết bị ký")
    sign.add_argument("--token", metavar="SỐ", help="số hiệu thiết bị, khi cắm nhiều cái")
    sign.add_argument(
        "--certificate", metavar="VÂN TAY", help="SHA-256 của chứng thư, hoặc đầu dãy"
    )
    sign.add_argument("--tsa", metavar="ĐỊA CHỈ", help="dịch vụ dấu thời gian RFC 3161")
    sign.add_argument("--pin-fd", type=int, metavar="N", help="đọc mã PIN từ mô tả tệp N")
    add_sign_in(sign)
    sign.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    sign.set_defaults(run=_sign)
    verify = commands.add_parser("verify", help="kiểm tra chữ ký số của tệp PDF")
    verify.add_argument("file", type=Path, metavar="F.pdf")
    verify.add_argument("--roots", type=Path, metavar="THƯ MỤC", help="chứng thư gốc tin cậy")
    verify.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    verify.set_defaults(run=_verify)


def _sign(args: argparse.Namespace) -> int:
    if args.file is not None:
        return _sign_file(args)
    if args.tokens:
        return _list_tokens(args)
    if args.trust is not None:
        return _trust(args)
    with seated(args) as (desk, seat):
        if args.waiting:
            return _list_waiting(args, seat)
        if args.complete:
            return _complete(args, seat)
        return _sign_queue(args, desk, seat)


def _verify(args: argparse.Namespace) -> int:
    desk = assemble(profiles.profile(args.profile))
    pdf = _read(args.file)
    verifier = desk.verifier(args.roots)
    try:
        report = verifier.verify(pdf)
    finally:
        verifier.close()
        desk.workers.stop()
    if args.json:
        tell(_report_json(report))
    else:
        _tell_report(report)
    return 0


def _report_json(report: PdfReport) -> dict[str, Any]:
    from models.signature_words import sentences, unsigned

    return {
        "state": report.state.value if report.state else "unsigned",
        "message": unsigned() if report.state is None else "",
        "signatures": [
            {**to_plain(one), "message": " ".join(sentences(one))} for one in report.signatures
        ],
    }


def _tell_report(report: PdfReport) -> None:
    from models.signature_words import sentences, unsigned

    if report.state is None:
        print(unsigned())
    for number, one in enumerate(report.signatures, start=1):
        first, *rest = sentences(one)
        print(f"{number}. {first}")
        for line in rest:
            print(f"   {line}")


def _list_tokens(args: argparse.Namespace) -> int:
    desk = assemble(profiles.profile(args.profile))
    bridge = desk.signing_bridge()
    try:
        tokens = bridge.tokens(args.module or desk.settings.signing.module)
    finally:
        bridge.close()
        desk.workers.stop()
    if args.json:
        tell({"tokens": to_plain(tokens)})
        return 0
    if not tokens:
        raise Problem("sign.token_absent", Kind.DEVICE_OR_LINE)
    for token in tokens:
        print(f"{token.label}  ({token.model}, số {token.serial}){_pin_warning(token)}")
        for one in token.certificates:
            until = f"{one.not_after:%d/%m/%Y}"
            print(f"  {one.fingerprint[:16]}  {one.name}, {one.organisation}; đến {until}")
    return 0


def _trust(args: argparse.Namespace) -> int:
    from desk.capture.signing_trust import install

    kept = install(profiles.profile(args.profile).signature_roots, args.trust)
    if args.json:
        tell({"installed": kept})
    else:
        print(f"Đã cài {kept} chứng thư.")
    return 0


def _sign_file(args: argparse.Namespace) -> int:
    from desk.capture.signing import profile_of, seal_of

    desk = assemble(profiles.profile(args.profile))
    if args.out is None:
        raise Problem("command.bad_option", option="--out")
    settings = _settings(args, desk)
    pdf, kind = _read(args.file), _KINDS[args.kind]
    seal = seal_of(settings)
    bridge = desk.signing_bridge()
    try:
        token, certificate = _chosen(args, bridge.tokens(settings.module), desk)
        bridge.open(token.module, token.serial, certificate.fingerprint, _pin(args, token))
        profile = profile_of(settings, kind, settings.copy_form.value)
        result = bridge.sign(pdf, profile, seal)
    finally:
        bridge.close()
        desk.workers.stop()
    _write(args.out, result.pdf)
    if args.json:
        tell({"level": result.level.value, "owed": result.owed.value, "signer": result.signer})
    else:
        print(f"Đã ký: {result.signer}, mức {result.level.value} → {args.out}")
    return 0


def _list_waiting(args: argparse.Namespace, seat: Seat) -> int:
    lines = [line for kind in SignatureKind for line in seat.signing.waiting(seat.user, kind)]
    owing = seat.signing.owing(seat.user)
    if args.json:
        plain = [{"id": one.waiting.id, "code": one.code, "component": one.waiting.component_code,
                  "kind": one.waiting.kind.value, "pages": one.pages,
                  "problem": one.waiting.problem} for one in lines]  # fmt: skip
        tell({"waiting": plain, "owing": owing})
        return 0
    for one in lines:
        print(f"{one.code}  {one.waiting.component_code}  {one.title}  ({one.pages} trang)")
    print(f"{len(lines)} tài liệu chờ ký; {owing} chữ ký còn nợ dấu thời gian.")
    return 0


def _complete(args: argparse.Namespace, seat: Seat) -> int:
    paid = seat.signing.debts.pay()
    owing = seat.signing.owing(seat.user)
    if args.json:
        tell({"completed": paid, "owing": owing})
    else:
        print(f"Đã bổ sung {paid} chữ ký; còn nợ {owing}.")
    return 0


def _sign_queue(args: argparse.Namespace, desk: Desk, seat: Seat) -> int:
    kind = _KINDS[args.kind]
    waiting = [one.waiting.id for one in seat.signing.waiting(seat.user, kind)]
    token, certificate = _chosen(args, seat.signing.tokens(seat.user), desk)
    batch = seat.signing.sign(seat.user, waiting, token, certificate.fingerprint, _pin(args, token))
    if args.json:
        tell(to_plain(batch))
    else:
        left = len(waiting) - len(batch.signed)
        print(f"Đã ký {len(batch.signed)} tài liệu, còn chờ {left}; nợ dấu thời gian {batch.owed}.")
    if batch.stopped:
        raise Problem(batch.stopped, Kind.DEVICE_OR_LINE)
    return 0


def _settings(args: argparse.Namespace, desk: Desk) -> SigningSettings:
    from dataclasses import replace

    settings = desk.settings.signing
    return replace(
        settings,
        module=args.module or settings.module,
        timestamp_url=args.tsa if args.tsa is not None else settings.timestamp_url,
        agency=args.agency or settings.agency,
        copy_form=_FORMS[args.copy] if args.copy else settings.copy_form,
    )


def _chosen(
    args: argparse.Namespace, tokens: tuple[Token, ...], desk: Desk
) -> tuple[Token, Certificate]:
    """The certificate asked for, or the only one that can sign now."""
    here = [one for one in tokens if args.token in {None, one.serial}]
    if not here:
        raise Problem("sign.token_absent", Kind.DEVICE_OR_LINE)
    every = [(token, one) for token in here for one in token.certificates]
    if args.certificate:
        wanted = args.certificate.lower().replace(":", "")
        found = [pair for pair in every if pair[1].fingerprint.startswith(wanted)]
    else:
        now = desk.clock()
        found = [
            pair
            for pair in every
            if pair[1].may_sign and pair[1].not_before <= now <= pair[1].not_after
        ]
    if not found:
        raise Problem("sign.certificate_missing")
    if len(found) > 1:
        raise Problem("sign.choose_certificate")
    return found[0]


def _pin(args: argparse.Namespace, token: Token) -> bytearray:
    if args.pin_fd is not None:
        with os.fdopen(args.pin_fd, "rb") as source:
            return bytearray(source.readline().rstrip(b"\r\n"))
    if not sys.stdin.isatty():
        raise Problem("command.bad_option", option="--pin-fd")
    if warning := _pin_warning(token):
        print(warning.strip(), file=sys.stderr)
    return bytearray(getpass.getpass("Mã PIN của thiết bị ký: ").encode())


def _pin_warning(token: Token) -> str:
    return {
        PinState.GOOD: "",
        PinState.LOW: "  – đã có lần nhập sai PIN",
        PinState.FINAL_TRY: "  – CHỈ CÒN MỘT LẦN nhập PIN trước khi khóa",
        PinState.LOCKED: "  – PIN ĐÃ BỊ KHÓA",
    }[token.pin]


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_FILE + 1)
    except OSError as error:
        raise Problem("sign.file_missing") from error
    if len(data) > _MAX_FILE:
        raise Problem("sign.file_too_large", limit=_MAX_FILE // 1_000_000)
    return data


def _write(path: Path, data: bytes) -> None:
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        raise Problem("sign.file_unwritable") from error
