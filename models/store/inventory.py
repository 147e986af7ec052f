"""What personal data lie in which column, and why: generated from the tables.

Every column of every table is either named here or technical by its table's declaration; a table
that is not declared makes the inventory fail, and with it a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.store.schema import SCHEMA


class About(StrEnum):
    """Whom a column tells about."""

    CITIZEN = "citizen"
    """Names, numbers, addresses, phones, contents of papers: personal, some of it sensitive."""
    LINK = "link"
    """Identifiers and facts that lead to a citizen only together with other columns."""
    STAFF = "staff"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Holding:
    """One column as the inventory shows it."""

    table: str
    column: str
    about: About
    purpose: str
    kept: str


@dataclass(frozen=True, slots=True)
class _Declared:
    purpose: str
    kept: str
    rest: About = About.NOBODY
    """What the columns not named tell about."""
    citizen: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()


_DOSSIER = "giải quyết thủ tục hành chính (NĐ 118/2025)"
_WHILE_DOSSIER = "cùng hồ sơ; xóa nội dung khi xóa hồ sơ"
_BY_LAW = "theo luật về sổ và lưu trữ; không xóa ở quầy"
_SCANS = "bản quét gốc để số hóa"
_WHILE_SCANS = "draft_days; sau tiếp nhận: scan_days_after_sent khi đã số hóa xong"
_LINK = About.LINK

_DECLARED: Mapping[str, _Declared] = {
    "dossier": _Declared(
        _DOSSIER,
        _WHILE_DOSSIER,
        _LINK,
        ("owner", "submitter", "note", "form", "returned_to"),
        ("clerk",),
    ),
    "dossier_person": _Declared(_DOSSIER, _WHILE_DOSSIER, _LINK, ("body",)),
    "code_alias": _Declared(_DOSSIER, _WHILE_DOSSIER, _LINK),
    "document": _Declared(_DOSSIER, _WHILE_DOSSIER, _LINK),
    "receipt": _Declared("giấy tiếp nhận đã hứa", _WHILE_DOSSIER, _LINK, ("body",)),
    "status_event": _Declared(_DOSSIER, _WHILE_DOSSIER, _LINK, ("note",), ("by",)),
    "fact": _Declared(_DOSSIER, _WHILE_DOSSIER, _LINK, ("body",), ("by",)),
    "search_key": _Declared("tra cứu tại quầy", _WHILE_DOSSIER, _LINK, ("key",)),
    "draft": _Declared("hồ sơ đang nhập", "draft_days", _LINK, ("body",), ("clerk",)),
    "field_paper": _Declared(
        "dữ liệu bóc tách chờ xác nhận", _WHILE_DOSSIER, _LINK, (), ("deferred_by",)
    ),
    "field_news": _Declared("dữ liệu đã xác nhận còn phải gửi", _WHILE_DOSSIER, _LINK),
    "field_value": _Declared(
        "dữ liệu bóc tách, giá trị máy đọc và giá trị đã xác nhận",
        _WHILE_DOSSIER,
        _LINK,
        ("machine_value", "readings", "value"),
        ("confirmed_by",),
    ),
    "page": _Declared(_SCANS, _WHILE_SCANS, _LINK),
    "page_view": _Declared(_SCANS, _WHILE_SCANS, _LINK, ("findings", "likeness")),
    "page_undone": _Declared(_SCANS, _WHILE_SCANS, _LINK),
    "page_text": _Declared("chữ đọc từ bản quét", _WHILE_SCANS, _LINK, ("body",)),
    "page_step": _Declared("hoàn tác việc xếp trang", "draft_days", _LINK),
    "page_work": _Declared("việc nền làm lại sau", _WHILE_SCANS, _LINK),
    "document_source": _Declared(_DOSSIER, _WHILE_DOSSIER, _LINK),
    "document_version": _Declared(_DOSSIER, _WHILE_DOSSIER, _LINK),
    "signing_wait": _Declared("hàng chờ ký số", _WHILE_DOSSIER, _LINK, (), ("signed_by",)),
    "blob": _Declared("khóa của từng bản quét", "scan_days_after_sent", _LINK, ("wrapped_key",)),
    "released_scan": _Declared("dấu vết đã xóa bản quét", "lâu dài", _LINK),
    "erased_dossier": _Declared("dấu vết đã xóa dữ liệu", "lâu dài", _LINK),
    "outbox": _Declared("gửi về máy chủ", "sent_event_days", _LINK, ("body_json",)),
    "outbox_file": _Declared("gửi về máy chủ", "lâu dài", _LINK),
    "office_dossier": _Declared("hồ sơ quầy khác, bản đọc", _WHILE_DOSSIER, _LINK, ("body",)),
    "alarm": _Declared(
        "cảnh báo trả kết quả hai lần", _WHILE_DOSSIER, _LINK, ("body", "note"), ("settled_by",)
    ),
    "certified_copy": _Declared("sổ chứng thực", _BY_LAW, _LINK, ("body",), ("signer",)),
    "register_entry": _Declared("sổ theo dõi hồ sơ", _BY_LAW, _LINK),
    "bundle": _Declared(
        "bàn giao hồ sơ", _BY_LAW, About.NOBODY, (), ("made_by", "receiver", "confirmed_by")
    ),
    "bundle_item": _Declared("bàn giao hồ sơ", _BY_LAW, _LINK, ("body",)),
    "owed_print": _Declared("giấy còn nợ in", "đến khi in", _LINK),
    "audit": _Declared("nhật ký chuỗi băm; chỉ mã số", "audit_years", _LINK, (), ("body",)),
    "audit_checkpoint": _Declared("chữ ký nhật ký", "audit_years"),
    "account": _Declared("đăng nhập", "khi còn làm việc", About.STAFF),
    "book_number": _Declared("số vào sổ", "lâu dài"),
    "register_year": _Declared("sổ theo dõi hồ sơ", _BY_LAW, About.NOBODY, (), ("closed_by",)),
    "catalogue_entry": _Declared("danh mục thủ tục", "lâu dài", About.NOBODY, (), ("saved_by",)),
    "local_day": _Declared("ngày nghỉ riêng", "lâu dài", About.NOBODY, (), ("set_by",)),
    "lease": _Declared("khối số hồ sơ", "lâu dài"),
    "provisional_number": _Declared("số tạm", "lâu dài"),
    "value": _Declared("thiết lập nhỏ của quầy", "lâu dài"),
}


def inventory() -> tuple[Holding, ...]:
    """Every column of every table. Raises KeyError for a table nobody declared."""
    return tuple(
        _holding(table.name, column.name, _DECLARED[table.name])
        for table in sorted(SCHEMA.tables.values(), key=lambda one: one.name)
        for column in table.columns
    )


def _holding(table: str, column: str, declared: _Declared) -> Holding:
    about = declared.rest
    if column in declared.citizen:
        about = About.CITIZEN
    elif column in declared.staff:
        about = About.STAFF
    return Holding(table, column, about, declared.purpose, declared.kept)


def misdeclared() -> tuple[str, ...]:
    """Declared columns and tables that do not exist."""
    wrong = [name for name in _DECLARED if name not in SCHEMA.tables]
    for name, declared in _DECLARED.items():
        columns = SCHEMA.tables[name].columns if name in SCHEMA.tables else ()
        named = {column.name for column in columns}
        wrong += [f"{name}.{c}" for c in (*declared.citizen, *declared.staff) if c not in named]
    return tuple(wrong)
