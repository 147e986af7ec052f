"""The keys of the strip of pages: the strip obeys them, its menu and the help page show them.

They work where the focus is in the strip; single letters are safe there, nothing is typed in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class PageAct(StrEnum):
    """What a clerk does with the chosen page, or with the paper it belongs to."""

    OPEN = "open"
    TURN = "turn"
    TURN_BACK = "turn_back"
    EARLIER = "earlier"
    LATER = "later"
    REMOVE = "remove"
    INSERT = "insert"
    RETAKE = "retake"
    SPLIT = "split"
    SEND = "send"
    MERGE = "merge"
    KEEP_BLANK = "keep_blank"
    REMOVE_BLANK = "remove_blank"
    AS_CAPTURED = "as_captured"
    BY_HAND = "by_hand"
    REVERSE = "reverse"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class PageKey:
    """One line of the table; `sequences` in Qt's portable form, the one shown first."""

    act: PageAct
    sequences: tuple[str, ...]
    meaning: str


def _noop(text: object) -> str:
    return str(text)


PAGE_KEYS: tuple[PageKey, ...] = (
    PageKey(
        PageAct.OPEN,
        ("Return", "Enter"),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Xem trang thật lớn")),
    ),
    PageKey(PageAct.TURN, ("R",), _noop(QT_TRANSLATE_NOOP("page_keys", "Xoay phải"))),
    PageKey(PageAct.TURN_BACK, ("Shift+R",), _noop(QT_TRANSLATE_NOOP("page_keys", "Xoay trái"))),
    PageKey(
        PageAct.EARLIER,
        ("Alt+Left", "Ctrl+Left"),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Đưa trang lên trước")),
    ),
    PageKey(
        PageAct.LATER,
        ("Alt+Right", "Ctrl+Right"),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Đưa trang ra sau")),
    ),
    PageKey(PageAct.REMOVE, ("Del",), _noop(QT_TRANSLATE_NOOP("page_keys", "Xóa trang"))),
    PageKey(
        PageAct.INSERT,
        ("Ins",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Quét chèn vào trước trang này")),
    ),
    PageKey(
        PageAct.RETAKE,
        ("Shift+F6",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Quét lại trang này")),
    ),
    PageKey(
        PageAct.SPLIT,
        ("T",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Tách từ trang này sang giấy tờ khác")),
    ),
    PageKey(
        PageAct.SEND,
        ("C",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Chuyển trang đã chọn sang giấy tờ khác")),
    ),
    PageKey(
        PageAct.MERGE,
        ("G",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Gộp cả vào giấy tờ đứng trước")),
    ),
    PageKey(
        PageAct.KEEP_BLANK,
        ("K",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Giữ trang trắng hoặc tờ phân cách này")),
    ),
    PageKey(
        PageAct.REMOVE_BLANK,
        ("B",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Bỏ các trang trắng")),
    ),
    PageKey(
        PageAct.AS_CAPTURED,
        ("N",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Nguyên ảnh: bỏ chỉnh nghiêng và làm sạch")),
    ),
    PageKey(
        PageAct.BY_HAND,
        ("H",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Quét hai mặt bằng máy một mặt")),
    ),
    PageKey(
        PageAct.REVERSE,
        ("D",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Đảo thứ tự: trang cuối lên đầu")),
    ),
    PageKey(
        PageAct.PAIR,
        ("X",),
        _noop(QT_TRANSLATE_NOOP("page_keys", "Ghép xấp mặt trước với xấp mặt sau")),
    ),
)
_SHOWN = {"Return": "Enter", "Alt+Left": "Alt+←", "Alt+Right": "Alt+→", "Ins": "Insert"}


def act_of(event: QKeyEvent) -> PageAct | None:
    """What a key asks for in the strip; None for a key that means nothing there."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
    for key in PAGE_KEYS:
        if any(pressed == QKeySequence(one) for one in key.sequences):
            return key.act
    return None


def meaning(key: PageKey) -> str:
    """What the key does, in the language of the window."""
    return QCoreApplication.translate("page_keys", key.meaning)


def shown(key: PageKey) -> str:
    """The key as clerks say it."""
    first = key.sequences[0]
    return _SHOWN.get(first, first)
