"""Codes become words for people here, and only here: statuses, badges, advice, reasons, moments.

Source strings are Vietnamese; English comes through Qt Linguist.  Nothing on the screen says how
the program is built inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from models.card_reading import Advice, Check, CheckState
from models.citizen import IdentifiedBy, Sex
from models.dossier import CodeKind, ReturnMethod, Status, SyncState
from models.facts import Purpose, Way
from models.facts_money import PaymentMethod
from models.problems import Problem, wording
from models.procedure import CopyKind, PaperReason
from models.role import Role
from models.vocabulary import VIETNAMESE, say

if TYPE_CHECKING:
    from desk.reception.holding import Whereabouts


def _noop(text: object) -> str:
    return str(text)


def _say(text: str) -> str:
    return QCoreApplication.translate("words", text)


def english() -> bool:
    """Whether the window speaks English now."""
    return QLocale().language() == QLocale.Language.English


_STATUS = {
    Status.REGISTERED: _noop(QT_TRANSLATE_NOOP("words", "Mới đăng ký")),
    Status.RECEIVED: _noop(QT_TRANSLATE_NOOP("words", "Đã tiếp nhận")),
    Status.NOT_RECEIVED: _noop(QT_TRANSLATE_NOOP("words", "Không được tiếp nhận")),
    Status.PROCESSING: _noop(QT_TRANSLATE_NOOP("words", "Đang xử lý")),
    Status.SUPPLEMENT_REQUESTED: _noop(QT_TRANSLATE_NOOP("words", "Chờ bổ sung")),
    Status.PAYMENT_REQUESTED: _noop(QT_TRANSLATE_NOOP("words", "Chờ nộp tiền")),
    Status.WITHDRAWN: _noop(QT_TRANSLATE_NOOP("words", "Đã rút hồ sơ")),
    Status.STOPPED: _noop(QT_TRANSLATE_NOOP("words", "Dừng giải quyết")),
    Status.FINISHED: _noop(QT_TRANSLATE_NOOP("words", "Có kết quả – chờ dân nhận")),
    Status.RETURNED: _noop(QT_TRANSLATE_NOOP("words", "Đã trả kết quả")),
}
_STATUS_BADGE = {
    Status.RECEIVED: "accent",
    Status.PROCESSING: "accent",
    Status.SUPPLEMENT_REQUESTED: "warn",
    Status.PAYMENT_REQUESTED: "warn",
    Status.FINISHED: "good",
    Status.STOPPED: "bad",
    Status.NOT_RECEIVED: "bad",
}
_IDENTIFIED = {
    IdentifiedBy.CHIP_VERIFIED: _noop(QT_TRANSLATE_NOOP("words", "Đã xác thực chip")),
    IdentifiedBy.CHIP_UNVERIFIED: _noop(QT_TRANSLATE_NOOP("words", "Đọc chip chưa xác thực")),
    IdentifiedBy.QR: _noop(QT_TRANSLATE_NOOP("words", "Quét QR")),
    IdentifiedBy.VNEID: _noop(QT_TRANSLATE_NOOP("words", "Đối chiếu VNeID")),
    IdentifiedBy.TYPED: _noop(QT_TRANSLATE_NOOP("words", "Nhập tay")),
}
_IDENTIFIED_BADGE = {
    IdentifiedBy.CHIP_VERIFIED: "good",
    IdentifiedBy.CHIP_UNVERIFIED: "warn",
    IdentifiedBy.QR: "accent",
    IdentifiedBy.VNEID: "good",
    IdentifiedBy.TYPED: "neutral",
}
_SYNC = {
    SyncState.SENT: _noop(QT_TRANSLATE_NOOP("words", "Đã lên hệ thống tỉnh")),
    SyncState.WAITING: _noop(QT_TRANSLATE_NOOP("words", "Đang chờ gửi")),
    SyncState.REFUSED: _noop(QT_TRANSLATE_NOOP("words", "Gửi lỗi")),
}
_SYNC_BADGE = {SyncState.SENT: "good", SyncState.WAITING: "neutral", SyncState.REFUSED: "bad"}
_COPY = {
    CopyKind.ORIGINAL: _noop(QT_TRANSLATE_NOOP("words", "Bản chính")),
    CopyKind.CERTIFIED_COPY: _noop(QT_TRANSLATE_NOOP("words", "Bản sao chứng thực")),
    CopyKind.COMPARED_PHOTOCOPY: _noop(
        QT_TRANSLATE_NOOP("words", "Bản chụp (có bản chính đối chiếu)")
    ),
    CopyKind.ELECTRONIC: _noop(QT_TRANSLATE_NOOP("words", "Bản điện tử")),
}
_PAPER_REASON = {
    PaperReason.DATABASE_INCIDENT: _noop(QT_TRANSLATE_NOOP("words", "Hệ thống tra cứu gặp sự cố")),
    PaperReason.NO_DATA: _noop(QT_TRANSLATE_NOOP("words", "Chưa có dữ liệu")),
    PaperReason.DATA_INACCURATE: _noop(QT_TRANSLATE_NOOP("words", "Dữ liệu không chính xác")),
}
_ROLE = {
    Role.CLERK: _noop(QT_TRANSLATE_NOOP("words", "Cán bộ tiếp nhận")),
    Role.SUPERVISOR: _noop(QT_TRANSLATE_NOOP("words", "Lãnh đạo Trung tâm")),
    Role.ADMINISTRATOR: _noop(QT_TRANSLATE_NOOP("words", "Quản trị")),
}
_ADVICE = {
    Advice.DATA_MAY_BE_USED: _noop(
        QT_TRANSLATE_NOOP("words", "Thẻ thật, dữ liệu còn nguyên. Được dùng thông tin trên thẻ.")
    ),
    Advice.COMPARE_FACE: _noop(
        QT_TRANSLATE_NOOP("words", "Chưa xác thực được chip. So ảnh với người trước quầy.")
    ),
    Advice.DO_NOT_ACCEPT: _noop(
        QT_TRANSLATE_NOOP(
            "words", "Chip không đáng tin. Không dùng dữ liệu trên thẻ; đối chiếu cách khác."
        )
    ),
}
_STEP = {
    "access": _noop(QT_TRANSLATE_NOOP("words", "Đang mở thẻ…")),
    "person": _noop(QT_TRANSLATE_NOOP("words", "Đang đọc thông tin…")),
    "face": _noop(QT_TRANSLATE_NOOP("words", "Đang đọc ảnh…")),
    "checks": _noop(QT_TRANSLATE_NOOP("words", "Đang xác thực chip…")),
}
_WARNING = {
    "card_expired": _noop(QT_TRANSLATE_NOOP("words", "Thẻ đã hết hạn")),
    "card_not_yet_valid": _noop(QT_TRANSLATE_NOOP("words", "Thẻ chưa đến ngày có hiệu lực")),
    "number_pattern_unknown": _noop(QT_TRANSLATE_NOOP("words", "Số định danh có dạng lạ")),
    "number_birth_differs": _noop(
        QT_TRANSLATE_NOOP("words", "Năm sinh không khớp với số định danh")
    ),
    "number_sex_differs": _noop(
        QT_TRANSLATE_NOOP("words", "Giới tính không khớp với số định danh")
    ),
    "no_face": _noop(QT_TRANSLATE_NOOP("words", "Thẻ không có ảnh")),
    "face_unreadable": _noop(QT_TRANSLATE_NOOP("words", "Không đọc được ảnh trên thẻ")),
    "issuer_unknown": _noop(QT_TRANSLATE_NOOP("words", "Chưa có chứng thư của nơi cấp thẻ")),
    "signer_missing": _noop(QT_TRANSLATE_NOOP("words", "Chưa có chứng thư của nơi cấp thẻ")),
    "not_checked_yet": _noop(QT_TRANSLATE_NOOP("words", "Chưa kiểm tra")),
}
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
"""Each in its own words."""
_DAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def schemes() -> tuple[tuple[str, str], ...]:
    """What the window can wear."""
    return (
        ("light", QCoreApplication.translate("words", "Nền sáng")),
        ("dark", QCoreApplication.translate("words", "Nền tối")),
        ("contrast", QCoreApplication.translate("words", "Tương phản cao")),
        ("system", QCoreApplication.translate("words", "Theo máy")),
    )


def status(code: int) -> str:
    """A status code of the portal; unknown ones are shown raw (rules §5.1)."""
    try:
        return _say(_STATUS[Status(code)])
    except ValueError:
        return str(code)


def status_short(code: int) -> str:
    """A status in a narrow column."""
    return status(code).split(" – ", 1)[0]


def status_badge(code: int) -> str:
    """The tone of a status."""
    return _STATUS_BADGE.get(Status(code), "neutral") if code in set(Status) else "neutral"


def identified(by: IdentifiedBy) -> str:
    """The badge beside a name."""
    return _say(_IDENTIFIED[by])


def identified_badge(by: IdentifiedBy) -> str:
    """The tone of that badge."""
    return _IDENTIFIED_BADGE[by]


def sync(state: SyncState) -> str:
    """Where a dossier is on its way to the province."""
    return _say(_SYNC[state])


def counter(state: SyncState, *, elsewhere: bool) -> str:
    """The same, for a list: what another counter received is on the province's system by then."""
    return QCoreApplication.translate("words", "Nhận ở quầy khác") if elsewhere else sync(state)


def sync_badge(state: SyncState) -> str:
    """The tone of that badge."""
    return _SYNC_BADGE[state]


def copy_kind(kind: CopyKind) -> str:
    """The kind of copy handed in."""
    return _say(_COPY[kind])


def copy_kind_short(kind: CopyKind) -> str:
    """The kind of copy where there is little room."""
    return copy_kind(kind).split(" (", 1)[0]


def paper_reason(reason: PaperReason) -> str:
    """Why paper was taken although a database could answer."""
    return _say(_PAPER_REASON[reason])


def role(which: Role) -> str:
    """A role as people at the office say it."""
    return _say(_ROLE[which])


def sex(which: Sex | None) -> str:
    """Nam, Nữ, or nothing."""
    if which is None:
        return ""
    return (
        QCoreApplication.translate("words", "Nam")
        if which is Sex.MALE
        else QCoreApplication.translate("words", "Nữ")
    )


def advice(which: Advice) -> str:
    """What follows from a card reading, in one sentence."""
    return _say(_ADVICE[which])


def card_step(step: str) -> str:
    """What the reader is doing; an unknown step says the general thing."""
    return _say(_STEP.get(step, _STEP["person"]))


def card_warning(reason: str) -> str:
    """A remark that stops nobody; empty when the clerk could do nothing with it."""
    return _say(_WARNING[reason]) if reason in _WARNING else ""


def check_reason(check: Check) -> str:
    """Why a check did not pass, or an empty string."""
    return "" if check.state is CheckState.PASSED else card_warning(check.reason)


def code_kind(kind: CodeKind) -> str:
    """The mark of a provisional number; nothing for an official code."""
    if kind is CodeKind.OFFICIAL:
        return ""
    return QCoreApplication.translate("words", "SỐ TẠM")


def contact_way(way: Way) -> str:
    """By what somebody was reached."""
    return say("contact_ways", way.value, _language())


def contact_purpose(purpose: Purpose) -> str:
    """Why they were contacted."""
    return say("contact_purposes", purpose.value, _language())


def payment_method(method: PaymentMethod) -> str:
    """How money came."""
    return say("payment_methods", method.value, _language())


def stop_ground(code: str) -> str:
    """On what ground a dossier is stopped."""
    return say("stop_reasons", code, _language())


def paper_name(form: str) -> str:
    """A kind of paper as people call it; unknown ones are shown raw."""
    return say("paper_names", form, _language())


def supplement_warning(code: str) -> str:
    """What to know before a supplement is asked for."""
    return say("supplement_warnings", code, _language())


def _language() -> str:
    return "en" if english() else VIETNAMESE


def return_method(method: ReturnMethod) -> str:
    """How the applicant wants the result."""
    return (
        QCoreApplication.translate("words", "Nhận tại quầy")
        if method is ReturnMethod.AT_DESK
        else QCoreApplication.translate("words", "Bưu chính công ích")
    )


def procedure(name: str) -> str:
    """A procedure's name where there is little room: without the words «Thủ tục» before it."""
    rest = name.removeprefix("Thủ tục ").strip()
    return rest[:1].upper() + rest[1:]


def problem(what: Problem) -> tuple[str, str]:
    """What is wrong, and what to do next."""
    text = wording(what)
    if english():
        return text.message_en, text.next_step_en
    return text.message_vi, text.next_step


def open_point(what: Problem) -> str:
    """A problem as one line of the list of what is still to do."""
    name = str(what.facts.get("name", ""))
    if what.code == "intake.missing_paper":
        return QCoreApplication.translate("words", "Thiếu: {0}").format(name)
    if what.code == "intake.reason_needed":
        return QCoreApplication.translate("words", "Cần lý do: {0}").format(name)
    return problem(what)[0]


def day(when: date) -> str:
    """``Thứ Hai, 23/11/2026``."""
    names = _DAYS_EN if english() else _DAYS_VI
    return f"{names[when.weekday()]}, {when:%d/%m/%Y}"


def moment(when: datetime) -> str:
    """``16:30 23/11/2026``, for lists."""
    return f"{when:%H:%M} {when:%d/%m/%Y}"


def near_moment(when: datetime, now: datetime) -> str:
    """``16:30 23/11`` within a year, for narrow columns."""
    return f"{when:%H:%M} {when:%d/%m}" if when.year == now.year else moment(when)


def where(found: Whereabouts, names: Mapping[str, str]) -> str:
    """With whom a dossier is, with colleagues' names for their logins."""
    return with_names(found.said("en" if english() else "vi"), names)


def with_names(sentence: str, names: Mapping[str, str]) -> str:
    """A sentence with colleagues' names for their logins."""
    for login, name in names.items():
        sentence = sentence.replace(f"({login})", f"({name})")
    return sentence


def time_left(due: datetime, now: datetime) -> str:
    """«còn 3 giờ», «còn 2 ngày», «quá 1 ngày»: by the clock on the wall, for a quick look."""
    days = abs((due.date() - now.date()).days)
    if due < now:
        late = QCoreApplication.translate("words", "quá {0} ngày").format(days)
        return late if days else QCoreApplication.translate("words", "quá giờ hẹn")
    if days:
        return QCoreApplication.translate("words", "còn {0} ngày").format(days)
    hours = int((due - now).total_seconds() // 3600)
    return QCoreApplication.translate("words", "còn {0} giờ").format(hours)


def short_moment(when: datetime, now: datetime) -> str:
    """Only the hour today, day and month otherwise."""
    return f"{when:%H:%M}" if when.date() == now.date() else f"{when:%d/%m}"


def number(digits: str | None) -> str:
    """Twelve digits in groups of three, as they are read aloud."""
    if not digits:
        return ""
    if len(digits) != 12:
        return digits
    return " ".join(digits[i : i + 3] for i in range(0, 12, 3))


def left(minutes: int) -> str:
    """How much of the office's time is left."""
    if minutes <= 0:
        return QCoreApplication.translate("words", "đã quá giờ")
    hours, rest = divmod(minutes, 60)
    if hours:
        return QCoreApplication.translate("words", "còn {0} giờ {1:02d}").format(hours, rest)
    return QCoreApplication.translate("words", "còn {0} phút").format(rest)


def money(dong: int | None) -> str:
    """An amount with its unit as the country writes it; «Theo quy định» when not known yet."""
    if dong is None:
        return QCoreApplication.translate("words", "Theo quy định")
    if dong == 0:
        return QCoreApplication.translate("words", "Không thu")
    return amount(dong)


def amount(dong: int) -> str:
    """So much money, none too: «0 đ» lies in an empty drawer."""
    return f"{dong:,}".replace(",", ".") + " đ"
