"""How one page of the strip is drawn: picture, number, how far it is, what is wrong with it.

A page that is probably blank is drawn small; nothing is said by colour alone: the dot of the state
changes its shape, the flaw has a sign, and both stand in words in the tip.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models.pages import PageState, PageStatus
from ui import icons, look, page_words

THUMB = QSize(60, 80)
_SHEET_PX = 72
"""A separator sheet: its words need more room than a picture."""
ID = Qt.ItemDataRole.UserRole
STATUS = Qt.ItemDataRole.UserRole + 1
"""A `PageStatus`."""
PICTURE = Qt.ItemDataRole.UserRole + 2
"""A `QPixmap`; none while it is being drawn."""
SHEET = Qt.ItemDataRole.UserRole + 3
"""Where a separator sheet led the pages behind it, in words; None for a page."""
NUMBER = Qt.ItemDataRole.UserRole + 4
"""The page's number in its paper."""
_COLLAPSED_PX = 24
_AROUND_PX = 9
_BELOW_PX = 18
_DOT_PX = 7.0
_SIGN_PX = 16

Index = QModelIndex | QPersistentModelIndex


class PageTile(QStyledItemDelegate):
    """Draws what lies under `STATUS` and `PICTURE`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A blank page takes a third of the room."""
        del option
        status = index.data(STATUS)
        small = isinstance(status, PageStatus) and status.collapsed
        width = _COLLAPSED_PX if small else THUMB.width()
        if index.data(SHEET) is not None:
            width = _SHEET_PX
        return QSize(width + 2 * _AROUND_PX, THUMB.height() + _BELOW_PX + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The page; the chosen one in a frame."""
        status, led = index.data(STATUS), index.data(SHEET)
        if led is None and not isinstance(status, PageStatus):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(QPen(_colour("accent"), 2))
            painter.setBrush(_colour("accent_soft"))
            painter.drawRoundedRect(QRectF(area).adjusted(2, 1, -2, -1), 6, 6)
        sheet = area.adjusted(_AROUND_PX, 5, -_AROUND_PX, -_BELOW_PX - 3)
        if not isinstance(status, PageStatus):
            self._separator(painter, sheet, str(led))
            painter.restore()
            return
        if status.collapsed:
            self._blank(painter, sheet)
        else:
            _picture(painter, sheet, index.data(PICTURE))
        if page_words.flaws(status):
            sign = icons.picture("warn", look.colours().warn, _SIGN_PX)
            corner = QRect(sheet.right() - _SIGN_PX + 3, sheet.top() - 2, _SIGN_PX, _SIGN_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour("warn_soft"))
            painter.drawEllipse(corner.adjusted(-2, -2, 2, 2))
            painter.drawPixmap(corner, sign)
        foot = QRect(area.left(), area.bottom() - _BELOW_PX - 1, area.width(), _BELOW_PX)
        painter.setPen(_colour("text"))
        painter.setFont(look.font(10))
        number = str(index.data(NUMBER))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, number)
        wide = painter.fontMetrics().horizontalAdvance(number)
        _dot(painter, QPointF(foot.center().x() + wide / 2 + 9, foot.center().y() + 1), status)
        painter.restore()

    def _separator(self, painter: QPainter, sheet: QRect, led: str) -> None:
        painter.setPen(QPen(_colour("field_line"), 1, Qt.PenStyle.DotLine))
        painter.setBrush(_colour("sunken"))
        painter.drawRect(sheet)
        painter.setPen(_colour("muted"))
        painter.setFont(look.font(9))
        said = self.tr("Tờ phân cách") + (f" → {led}" if led else "")
        lines = _wrapped(said, painter.fontMetrics(), sheet.size() - QSize(6, 6))
        painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, lines)

    def _blank(self, painter: QPainter, sheet: QRect) -> None:
        painter.setPen(QPen(_colour("field_line"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(_colour("surface"))
        painter.drawRect(sheet)
        painter.save()
        painter.translate(sheet.center())
        painter.rotate(-90)
        painter.setPen(_colour("muted"))
        painter.setFont(look.font(10))
        turned = QRect(-sheet.height() // 2, -sheet.width() // 2, sheet.height(), sheet.width())
        painter.drawText(turned, Qt.AlignmentFlag.AlignCenter, self.tr("trắng?"))
        painter.restore()


def _wrapped(said: str, measure: QFontMetrics, room: QSize) -> str:
    """Words in as many lines as there is room for; what is left over ends in an ellipsis."""
    lines, rest = [""], said.split()
    most = max(1, room.height() // measure.lineSpacing())
    for place, word in enumerate(rest):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or measure.horizontalAdvance(longer) <= room.width():
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            left = " ".join((lines[-1], *rest[place:]))
            lines[-1] = measure.elidedText(left, Qt.TextElideMode.ElideRight, room.width())
            break
    return "\n".join(lines)


def _picture(painter: QPainter, sheet: QRect, picture: object) -> None:
    if not isinstance(picture, QPixmap) or picture.isNull():
        painter.setPen(QPen(_colour("line"), 1))
        painter.setBrush(_colour("sunken"))
        painter.drawRect(sheet)
        return
    size = picture.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    where = QRect(sheet.topLeft(), size)
    where.moveCenter(sheet.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(where, picture)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_colour("line"), 1))
    painter.drawRect(where)


def _dot(painter: QPainter, centre: QPointF, status: PageStatus) -> None:
    """Hollow: kept; a core: clean; half: read once; full: read; a cross: it did not succeed."""
    around = QRectF(0, 0, _DOT_PX, _DOT_PX)
    around.moveCenter(centre)
    if status.trouble:
        painter.setPen(QPen(_colour("bad"), 2))
        painter.drawLine(around.topLeft(), around.bottomRight())
        painter.drawLine(around.topRight(), around.bottomLeft())
        return
    captured = status.state is PageState.CAPTURED
    tone = _colour("muted" if captured else "good")
    painter.setPen(QPen(tone, 1.2))
    painter.setBrush(tone if status.state is PageState.READ else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(around)
    painter.setBrush(tone)
    if status.state is PageState.PREPARED:
        painter.drawEllipse(around.adjusted(2.4, 2.4, -2.4, -2.4))
    elif status.state is PageState.FIRST_READ:
        painter.drawPie(around, 90 * 16, 180 * 16)


def _colour(name: str) -> QColor:
    return QColor(str(getattr(look.colours(), name)))
