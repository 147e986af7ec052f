"""The seat examined: what each part needs to work, and what to do where it does not."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from desk.assembly import Desk
from desk.capture.tesseract_engine import language_folder
from desk.clock import VIETNAM
from models.problems import Problem, wording

FREE_SPACE_FLOOR = 2 * 1024**3
"""Bytes below which new scans are refused soon (sync §D.9)."""
CLOCK_TOLERANCE_S = 120
CERTIFICATE_WARNING_DAYS = 21
"""A hub that renews does so at thirty days; who has fewer left is not being renewed."""
CUPS_SETTINGS = Path("/etc/cups/cupsd.conf")
RELEASED = date(2026, 11, 22)
"""No honest clock shows an earlier day than the release."""


class State(StrEnum):
    """How a part fares."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"
    NOT_SET_UP = "not_set_up"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: a stable name, its state, what was seen, what to do."""

    name: str
    state: State
    detail: str
    what_to_do: str = ""


def examine(desk: Desk) -> tuple[Finding, ...]:
    """Look at every part; a part that breaks while being looked at is itself a finding."""
    looks: tuple[tuple[str, Callable[[Desk], Finding]], ...] = (
        ("reader_service", _reader_service),
        ("card_reader", _card_reader),
        ("scanner", _scanner),
        ("printer", _printer),
        ("print_copies", _print_copies),
        ("reading", _reading),
        ("database", _database),
        ("device_secret", _device_secret),
        ("backup", _backup),
        ("fonts", _fonts),
        ("clock", _clock),
        ("disk", _disk),
        ("hub", _hub),
        ("hub_certificate", _hub_certificate),
    )
    return tuple(_safely(name, look, desk) for name, look in looks)


def _safely(name: str, look: Callable[[Desk], Finding], desk: Desk) -> Finding:
    try:
        return look(desk)
    except Problem as problem:
        words = wording(problem)
        return Finding(name, State.MISSING, words.message_vi, words.next_step)


def _reader_service(desk: Desk) -> Finding:
    desk.card_service().readers()
    return Finding("reader_service", State.OK, "Dịch vụ đầu đọc thẻ đang chạy.")


def _card_reader(desk: Desk) -> Finding:
    readers = desk.card_service().readers()
    if readers:
        return Finding("card_reader", State.OK, ", ".join(readers))
    return Finding(
        "card_reader", State.MISSING, "Không thấy đầu đọc thẻ.",
        "Cắm đầu đọc; quét QR hoặc nhập tay vẫn dùng được.",
    )  # fmt: skip


def _scanner(desk: Desk) -> Finding:
    scanners = desk.list_scanners()
    if scanners:
        return Finding("scanner", State.OK, ", ".join(one.name for one in scanners))
    return Finding(
        "scanner", State.MISSING, "Không thấy máy quét.",
        "Bật máy quét và kiểm tra cáp; vẫn kéo thả được tệp vào hồ sơ.",
    )  # fmt: skip


def _printer(desk: Desk) -> Finding:
    printers = desk.spool().printers()
    if printers:
        return Finding("printer", State.OK, ", ".join(one.name for one in printers))
    return Finding(
        "printer", State.MISSING, "Không thấy máy in.",
        "Thêm máy in vào hệ thống, hoặc đặt print_to_folder.",
    )  # fmt: skip


def _print_copies(desk: Desk) -> Finding:
    """CUPS keeps a copy of every job for a day unless told not to: personal data in the clear."""
    if desk.settings.print_to_folder or not CUPS_SETTINGS.parent.is_dir():
        return Finding("print_copies", State.OK, "Không dùng dịch vụ in của hệ thống.")
    try:
        said = CUPS_SETTINGS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        said = ""
    kept = re.search(r"^\s*PreserveJobFiles\s+(\S+)", said, re.MULTILINE | re.IGNORECASE)
    if kept is not None and kept.group(1).lower() in {"no", "off", "false", "0"}:
        return Finding("print_copies", State.OK, "Dịch vụ in không giữ bản sao của tờ đã in.")
    return Finding(
        "print_copies", State.WARNING,
        "Dịch vụ in giữ bản sao tờ đã in một thời gian trên ổ đĩa, không mã hóa.",
        f"Đặt «PreserveJobFiles No» trong {CUPS_SETTINGS} rồi khởi động lại cups.",
    )  # fmt: skip


def _reading(_desk: Desk) -> Finding:
    """Both readers of scanned text: one alone reads too, with more errors."""
    there = [
        name
        for name, is_there in (
            ("TrueOCR", find_spec("trueocr") is not None),
            ("Tesseract (vie)", language_folder() is not None),
        )
        if is_there
    ]
    if len(there) == 2:
        return Finding("reading", State.OK, ", ".join(there))
    return Finding(
        "reading", State.WARNING if there else State.MISSING,
        f"Đọc chữ trên bản quét: {', '.join(there) or 'không có'}.",
        "Cài gói tesseract-ocr-vie hoặc cài lại chương trình; quét và nộp vẫn dùng được.",
    )  # fmt: skip


def _database(desk: Desk) -> Finding:
    if desk.accounts().exists():
        return Finding("database", State.OK, "Kho dữ liệu mã hóa đã có.")
    return Finding(
        "database", State.NOT_SET_UP, "Máy chưa được thiết lập.",
        "Mở chương trình và tạo tài khoản quản trị đầu tiên.",
    )  # fmt: skip


def _device_secret(_desk: Desk) -> Finding:
    return Finding(
        "device_secret", State.WARNING,
        "device_secret=file: khóa máy nằm trong tệp chỉ chủ đọc được.",
        "Bật mã hóa ổ đĩa của máy (BitLocker, LUKS).",
    )  # fmt: skip


def _backup(desk: Desk) -> Finding:
    place = desk.settings.backup_folder
    if not place:
        return Finding(
            "backup", State.NOT_SET_UP, "Chưa chọn nơi lưu bản sao hằng ngày.",
            "Đặt backup_folder là ổ đĩa thứ hai hoặc thư mục của máy chủ cơ quan.",
        )  # fmt: skip
    if not Path(place).is_dir():
        return Finding(
            "backup", State.MISSING, f"Không thấy nơi lưu bản sao: {place}",
            "Cắm ổ đĩa sao lưu hoặc kiểm tra thư mục mạng.",
        )  # fmt: skip
    return Finding("backup", State.OK, place)


def _fonts(_desk: Desk) -> Finding:
    missing = [
        name
        for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
        if not files("printing").joinpath("fonts", name).is_file()
    ]
    if missing:
        return Finding("fonts", State.MISSING, ", ".join(missing), "Cài lại chương trình.")
    return Finding("fonts", State.OK, "Noto Sans")


def _disk(desk: Desk) -> Finding:
    folder = desk.profile.folder
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    detail = f"còn {free // 1024**2:,} MB".replace(",", ".")
    if free >= FREE_SPACE_FLOOR:
        return Finding("disk", State.OK, detail)
    return Finding("disk", State.WARNING, detail, "Giải phóng ổ đĩa trước khi quét tiếp.")


def _hub(desk: Desk) -> Finding:
    if not desk.settings.hub_url:
        return Finding("hub", State.NOT_SET_UP, "Chưa khai địa chỉ máy chủ.", "Đặt hub_url.")
    started = time.monotonic()
    _hub_time(desk)
    took = (time.monotonic() - started) * 1000
    return Finding("hub", State.OK, f"{desk.settings.hub_url} trả lời sau {took:.0f} ms")


def _hub_certificate(desk: Desk) -> Finding:
    """What opens the line ends one day; a hub with the office's root renews it before."""
    from desk.hub_line import certificates
    from desk.sync.certificates import ends_at, newest

    given = certificates(desk.settings)
    if given is None:
        return Finding("hub_certificate", State.NOT_SET_UP, "Chưa khai chứng thư của máy quầy.")
    try:
        end = ends_at(newest(given).certificate)
    except (OSError, ValueError):
        return Finding(
            "hub_certificate", State.MISSING, "Không đọc được chứng thư của máy quầy.",
            "Nhờ người quản trị máy chủ cấp lại.",
        )  # fmt: skip
    left = (end - desk.clock()).days
    detail = f"Chứng thư của máy quầy dùng đến {end.astimezone(VIETNAM):%d/%m/%Y}."
    if left >= CERTIFICATE_WARNING_DAYS:
        return Finding("hub_certificate", State.OK, detail)
    return Finding(
        "hub_certificate", State.WARNING, detail,
        "Máy chủ chưa tự gia hạn: nhờ người quản trị cấp chứng thư mới.",
    )  # fmt: skip


def _clock(desk: Desk) -> Finding:
    """The machine's clock against the hub's, which dates every promise follow."""
    now = desk.clock()
    shown = f"{now:%H:%M:%S %d/%m/%Y}"
    if now.date() < RELEASED:
        return Finding(
            "clock", State.MISSING, f"Giờ máy {shown} sớm hơn ngày phát hành chương trình.",
            "Chỉnh giờ máy trước khi tiếp nhận: ngày hẹn tính theo giờ này.",
        )  # fmt: skip
    if not desk.settings.hub_url:
        return Finding("clock", State.OK, f"{shown}, chưa có máy chủ để so")
    try:
        skew = abs((now - _hub_time(desk)).total_seconds())
    except Problem:
        return Finding("clock", State.OK, f"{shown}, không so được với máy chủ")
    if skew <= CLOCK_TOLERANCE_S:
        return Finding("clock", State.OK, f"{shown}, lệch máy chủ {skew:.0f} giây")
    return Finding(
        "clock", State.WARNING, f"{shown}, lệch máy chủ {skew:.0f} giây",
        "Chỉnh lại giờ máy: ngày hẹn tính theo giờ này.",
    )  # fmt: skip


def _hub_time(desk: Desk) -> datetime:
    from desk.hub_line import certificates
    from desk.sync.line import HttpLine

    settings = desk.settings
    line = HttpLine(settings.hub_url or "", None, certificates=certificates(settings))
    return datetime.fromisoformat(line.meta().server_time)
