"""The one table of keys: shortcuts, the bar below, the help page and the tests are made from it.

No chords of two strokes (an input method may swallow the first), nothing a Vietnamese keyboard
layout needs for typing, and stable for years: clerks learn them with their hands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from models.role import Act


class Command(StrEnum):
    """What a key asks for; the page decides what it means there."""

    HELP = "help"
    NEXT_CITIZEN = "next_citizen"
    BUNDLES = "bundles"
    WAITING = "waiting"
    PRESSING = "pressing"
    CERTIFY = "certify"
    CLOSING = "closing"
    SIGNING = "signing"
    OTHERS = "others"
    SAME_PERSON = "same_person"
    BOOKS = "books"
    ONLINE = "online"
    CATALOGUE = "catalogue"
    CUSTODY = "custody"
    SETTINGS = "settings"
    SEARCH = "search"
    PROCEDURE = "procedure"
    COMPONENTS = "components"
    SCAN = "scan"
    SCAN_PROFILE = "scan_profile"
    RETAKE = "retake"
    PREVIEW = "preview"
    HOLD = "hold"
    RECEIVE = "receive"
    TODAY = "today"
    RESULTS = "results"
    ADD_FILES = "add_files"
    PASTE = "paste"
    VNEID = "vneid"
    EFORM = "eform"
    GUIDE = "guide"
    UNDO = "undo"
    DISPLAY = "display"
    ANSWERED = "answered"
    CONFIRM = "confirm"
    PRINT = "print"
    LOCK = "lock"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the table. `sequences` are in Qt's portable form, the one shown first."""

    command: Command
    sequences: tuple[str, ...]
    label: str
    """Two or three words for the bar."""
    meaning: str
    """A sentence for the help page."""
    in_bar: bool = True
    screen: bool = False
    """Leads to a screen of the rail."""
    may: Act | None = None
    """The right without which there is no such screen."""


def _noop(text: object) -> str:
    return str(text)


KEYS: tuple[Key, ...] = (
    Key(
        Command.HELP,
        ("F1",),
        _noop(QT_TRANSLATE_NOOP("keys", "Trợ giúp")),
        _noop(QT_TRANSLATE_NOOP("keys", "Mở trang phím tắt và cách làm.")),
    ),
    Key(
        Command.NEXT_CITIZEN,
        ("F2",),
        _noop(QT_TRANSLATE_NOOP("keys", "Người tiếp theo")),
        _noop(QT_TRANSLATE_NOOP("keys", "Mở phiếu tiếp nhận mới; phiếu đang làm được giữ lại.")),
    ),
    Key(
        Command.SEARCH,
        ("F3",),
        _noop(QT_TRANSLATE_NOOP("keys", "Tra cứu")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys", "Tìm hồ sơ theo mã, tên, số định danh, điện thoại hoặc quét giấy hẹn."
            )
        ),
    ),
    Key(
        Command.PROCEDURE,
        ("F4",),
        _noop(QT_TRANSLATE_NOOP("keys", "Thủ tục")),
        _noop(QT_TRANSLATE_NOOP("keys", "Đến ô tìm thủ tục; gõ không dấu cũng được.")),
    ),
    Key(
        Command.COMPONENTS,
        ("F5",),
        _noop(QT_TRANSLATE_NOOP("keys", "Thành phần")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys",
                "Đến danh sách giấy tờ. Dấu cách: có nộp; ← →: loại bản; + −: số bản.",
            )
        ),
    ),
    Key(
        Command.SCAN,
        ("F6",),
        _noop(QT_TRANSLATE_NOOP("keys", "Quét trang")),
        _noop(QT_TRANSLATE_NOOP("keys", "Quét vào giấy tờ đang chọn.")),
    ),
    Key(
        Command.PREVIEW,
        ("F7",),
        _noop(QT_TRANSLATE_NOOP("keys", "Xem trước")),
        _noop(QT_TRANSLATE_NOOP("keys", "Xem trang đã quét hoặc giấy hẹn thật lớn.")),
    ),
    Key(
        Command.HOLD,
        ("F8",),
        _noop(QT_TRANSLATE_NOOP("keys", "Để lại")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys",
                "Để phiếu này lại, phục vụ người khác trước, mở lại ở Việc hôm nay; "
                "ở Hồ sơ: danh sách việc khác.",
            )
        ),
    ),
    Key(
        Command.RECEIVE,
        ("F9", "Ctrl+Return", "Ctrl+Enter"),
        _noop(QT_TRANSLATE_NOOP("keys", "Tiếp nhận và in")),
        _noop(QT_TRANSLATE_NOOP("keys", "Tiếp nhận hồ sơ, in giấy hẹn, sang người tiếp theo.")),
    ),
    Key(
        Command.TODAY,
        ("F11", "Ctrl+1"),
        _noop(QT_TRANSLATE_NOOP("keys", "Việc hôm nay")),
        _noop(QT_TRANSLATE_NOOP("keys", "Về màn hình Việc hôm nay.")),
        in_bar=False,
        screen=True,
    ),
    Key(
        Command.ONLINE,
        ("Ctrl+2",),
        _noop(QT_TRANSLATE_NOOP("keys", "Trực tuyến")),
        _noop(QT_TRANSLATE_NOOP("keys", "Hồ sơ trực tuyến chờ nhận.")),
        in_bar=False,
        screen=True,
        may=Act.RECEIVE,
    ),
    Key(
        Command.RESULTS,
        ("Ctrl+3",),
        _noop(QT_TRANSLATE_NOOP("keys", "Trả kết quả")),
        _noop(QT_TRANSLATE_NOOP("keys", "Trả kết quả cho người dân; nhận kết quả từ phòng.")),
        in_bar=False,
        screen=True,
        may=Act.RETURN_RESULT,
    ),
    Key(
        Command.BUNDLES,
        ("Ctrl+4",),
        _noop(QT_TRANSLATE_NOOP("keys", "Bàn giao đi/về")),
        _noop(QT_TRANSLATE_NOOP("keys", "Bàn giao hồ sơ cho phòng; nhận kết quả về.")),
        in_bar=False,
        screen=True,
        may=Act.BUNDLE,
    ),
    Key(
        Command.WAITING,
        ("Ctrl+5",),
        _noop(QT_TRANSLATE_NOOP("keys", "Chờ bổ sung")),
        _noop(QT_TRANSLATE_NOOP("keys", "Hồ sơ chờ người dân bổ sung.")),
        in_bar=False,
        screen=True,
        may=Act.PROCESS,
    ),
    Key(
        Command.PRESSING,
        ("Ctrl+6",),
        _noop(QT_TRANSLATE_NOOP("keys", "Sắp hạn, quá hạn")),
        _noop(QT_TRANSLATE_NOOP("keys", "Ai đang giữ, còn bao lâu, nhắc và xin lỗi.")),
        in_bar=False,
        screen=True,
        may=Act.PROCESS,
    ),
    Key(
        Command.CERTIFY,
        ("Ctrl+7",),
        _noop(QT_TRANSLATE_NOOP("keys", "Chứng thực nhanh")),
        _noop(QT_TRANSLATE_NOOP("keys", "Chứng thực bản sao trong một dòng.")),
        in_bar=False,
        screen=True,
        may=Act.CERTIFY,
    ),
    Key(
        Command.CLOSING,
        ("Ctrl+8",),
        _noop(QT_TRANSLATE_NOOP("keys", "Chốt ngày")),
        _noop(QT_TRANSLATE_NOOP("keys", "Việc còn lại cuối ngày; in danh sách ký nhận.")),
        in_bar=False,
        screen=True,
        may=Act.BUNDLE,
    ),
    Key(
        Command.SIGNING,
        ("Ctrl+9",),
        _noop(QT_TRANSLATE_NOOP("keys", "Ký số")),
        _noop(QT_TRANSLATE_NOOP("keys", "Ký số các tài liệu đang chờ, một mã PIN cho cả lượt.")),
        in_bar=False,
        screen=True,
        may=Act.SIGN,
    ),
    Key(
        Command.BOOKS,
        ("Ctrl+0",),
        _noop(QT_TRANSLATE_NOOP("keys", "Sổ sách")),
        _noop(QT_TRANSLATE_NOOP("keys", "Các sổ, kiểm quỹ, chỉ số 766.")),
        in_bar=False,
        screen=True,
        may=Act.SEE_TODAY,
    ),
    Key(
        Command.CATALOGUE,
        ("Ctrl+M",),
        _noop(QT_TRANSLATE_NOOP("keys", "Danh mục")),
        _noop(QT_TRANSLATE_NOOP("keys", "Thủ tục và ngày nghỉ của cơ quan.")),
        in_bar=False,
        screen=True,
        may=Act.EDIT_CALENDAR,
    ),
    Key(
        Command.CUSTODY,
        ("Ctrl+U",),
        _noop(QT_TRANSLATE_NOOP("keys", "Quản trị")),
        _noop(QT_TRANSLATE_NOOP("keys", "Người làm việc tại quầy, sao lưu, tờ khóa khôi phục.")),
        in_bar=False,
        screen=True,
        may=Act.ADMIT_CLERK,
    ),
    Key(
        Command.SETTINGS,
        ("Ctrl+,",),
        _noop(QT_TRANSLATE_NOOP("keys", "Cài đặt")),
        _noop(QT_TRANSLATE_NOOP("keys", "Cài đặt của cơ quan và của quầy này.")),
        in_bar=False,
        screen=True,
        may=Act.CHANGE_SETTINGS,
    ),
    Key(
        Command.ADD_FILES,
        ("Ctrl+O",),
        _noop(QT_TRANSLATE_NOOP("keys", "Thêm tệp")),
        _noop(QT_TRANSLATE_NOOP("keys", "Thêm tệp PDF hoặc ảnh vào giấy tờ đang chọn.")),
        in_bar=False,
    ),
    Key(
        Command.PASTE,
        ("Ctrl+V",),
        _noop(QT_TRANSLATE_NOOP("keys", "Dán trang")),
        _noop(QT_TRANSLATE_NOOP("keys", "Dán ảnh hoặc tệp đã chép vào giấy tờ đang chọn.")),
        in_bar=False,
    ),
    Key(
        Command.RETAKE,
        ("Shift+F6",),
        _noop(QT_TRANSLATE_NOOP("keys", "Quét lại trang")),
        _noop(QT_TRANSLATE_NOOP("keys", "Quét lại trang đang chọn, đúng chỗ cũ.")),
        in_bar=False,
    ),
    Key(
        Command.SCAN_PROFILE,
        ("Ctrl+F6",),
        _noop(QT_TRANSLATE_NOOP("keys", "Cách quét khác")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys", "Chuyển sang cách quét kế tiếp: một mặt, hai mặt, mặt kính, máy ảnh…"
            )
        ),
        in_bar=False,
    ),
    Key(
        Command.VNEID,
        ("Ctrl+E",),
        _noop(QT_TRANSLATE_NOOP("keys", "Đã đối chiếu VNeID")),
        _noop(QT_TRANSLATE_NOOP("keys", "Ghi nhận đã đối chiếu căn cước trên VNeID.")),
        in_bar=False,
    ),
    Key(
        Command.EFORM,
        ("Ctrl+B",),
        _noop(QT_TRANSLATE_NOOP("keys", "Tờ khai điện tử")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys", "Mở tờ khai của thủ tục, điền sẵn; nhấn lần nữa để lấy mọi giá trị."
            )
        ),
        in_bar=False,
    ),
    Key(
        Command.GUIDE,
        ("Ctrl+G",),
        _noop(QT_TRANSLATE_NOOP("keys", "Chỉ hướng dẫn")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys", "Ghi là đã hướng dẫn và in danh sách giấy tờ, không cần tên người hỏi."
            )
        ),
        in_bar=False,
    ),
    Key(
        Command.OTHERS,
        ("Ctrl+K",),
        _noop(QT_TRANSLATE_NOOP("keys", "Việc khác")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys", "Khi tiếp nhận: chỉ hướng dẫn, nhập bù, nộp hộ, in tờ khai, giấy trống."
            )
        ),
        in_bar=False,
    ),
    Key(
        Command.SAME_PERSON,
        ("Ctrl+F9",),
        _noop(QT_TRANSLATE_NOOP("keys", "Nhận, còn hồ sơ nữa")),
        _noop(QT_TRANSLATE_NOOP("keys", "Tiếp nhận rồi mở hồ sơ nữa của chính người này.")),
        in_bar=False,
    ),
    Key(
        Command.UNDO,
        ("Ctrl+Z",),
        _noop(QT_TRANSLATE_NOOP("keys", "Lấy lại")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys", "Lấy lại việc vừa làm với trang: xóa, xoay, tách, gộp, chuyển, quét lại."
            )
        ),
        in_bar=False,
    ),
    Key(
        Command.ANSWERED,
        ("Ctrl+T",),
        _noop(QT_TRANSLATE_NOOP("keys", "Trả lời điện thoại")),
        _noop(QT_TRANSLATE_NOOP("keys", "Ghi vừa trả lời điện thoại về hồ sơ đang mở.")),
        in_bar=False,
    ),
    Key(
        Command.CONFIRM,
        ("Ctrl+D",),
        _noop(QT_TRANSLATE_NOOP("keys", "Xác nhận dữ liệu")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys", "Xem và xác nhận giá trị đọc từ giấy; ở Việc hôm nay: hồ sơ còn nợ."
            )
        ),
        in_bar=False,
    ),
    Key(
        Command.PRINT,
        ("Ctrl+P",),
        _noop(QT_TRANSLATE_NOOP("keys", "In giấy hẹn")),
        _noop(
            QT_TRANSLATE_NOOP(
                "keys", "In lại giấy hẹn của hồ sơ đang mở; ở Việc hôm nay: in giấy còn nợ."
            )
        ),
        in_bar=False,
    ),
    Key(
        Command.DISPLAY,
        ("F10",),
        _noop(QT_TRANSLATE_NOOP("keys", "Màn hình")),
        _noop(QT_TRANSLATE_NOOP("keys", "Đổi ngôn ngữ và màu nền.")),
        in_bar=False,
    ),
    Key(
        Command.LOCK,
        ("Ctrl+L",),
        _noop(QT_TRANSLATE_NOOP("keys", "Khóa màn hình")),
        _noop(QT_TRANSLATE_NOOP("keys", "Che màn hình khi rời quầy; phiếu đang làm còn nguyên.")),
        in_bar=False,
    ),
    Key(
        Command.BACK,
        ("Esc",),
        _noop(QT_TRANSLATE_NOOP("keys", "Quay lại")),
        _noop(QT_TRANSLATE_NOOP("keys", "Quay lại; không bao giờ mất dữ liệu.")),
        in_bar=False,
    ),
)
SCANNER_PREFIX = "F12"
"""Sent by a well-configured scanner before each code, so that no field ever sees its keys."""


def key_of(command: Command) -> Key:
    """The table's line for a command."""
    return next(key for key in KEYS if key.command is command)


def label(key: Key) -> str:
    """The words of the bar, in the language of the window."""
    return QCoreApplication.translate("keys", key.label)


def meaning(key: Key) -> str:
    """The sentence of the help page, in the language of the window."""
    return QCoreApplication.translate("keys", key.meaning)


def shown(sequence: str) -> str:
    """A sequence as clerks say it."""
    return {"Ctrl+Return": "Ctrl+Enter", "Esc": "Esc"}.get(sequence, sequence)
