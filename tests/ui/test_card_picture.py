"""A photograph of a card's QR identifies a person: opened, dropped or pasted; nobody keeps it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from models.citizen import IdentifiedBy
from tests.ui.conftest import SilentReader
from ui.keys import Command
from ui.pages.intake import IntakePage
from ui.rehearsal import Rehearsal
from ui.widgets.card_scan import CardScan

QR = "001199000017|012345678|Nguyễn Thị Hậu|01011999|Nữ|Thôn 1, Xã Thử, Tỉnh Mẫu|02032021"


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The card's QR on a bigger, tilted page, as a phone takes it."""
    code = zxingcpp.create_barcode(QR, zxingcpp.BarcodeFormat.QRCode)
    symbol = Image.fromarray(code.to_image(scale=6)).convert("L")
    page = Image.new("L", (1400, 1000), 180)
    page.paste(symbol, (520, 260))
    path = tmp_path_factory.mktemp("anh") / "the.jpg"
    page.rotate(7, fillcolor=180).save(path, quality=70)
    return path


def intake(window: Rehearsal) -> IntakePage:
    window.press(Command.NEXT_CITIZEN)
    page = window.page
    assert isinstance(page, IntakePage)
    return page


def held(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def expect_hau(window: Rehearsal, reader: SilentReader) -> None:
    window.settle(100)
    page = window.page
    assert isinstance(page, IntakePage)
    person = page.person.person()
    assert person is not None
    assert (person.full_name, person.number) == ("Nguyễn Thị Hậu", "001199000017")
    assert person.identified_by is IdentifiedBy.QR
    assert reader.asked == ["001199000017"], "the chip is asked for behind it, as after a scan"


def test_a_picture_is_opened(
    seated: Rehearsal, reader: SilentReader, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanning = intake(seated).person.findChild(CardScan)
    assert scanning is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(picture), ""))
    scanning.open.click()
    expect_hau(seated, reader)


def test_a_picture_is_dropped_and_a_paper_is_not_taken_for_one(
    seated: Rehearsal, reader: SilentReader, picture: Path, tmp_path: Path
) -> None:
    scanning = intake(seated).person.findChild(CardScan)
    assert scanning is not None
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    paper = held(tmp_path / "to-khai.pdf")
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, paper, buttons, keys)
    entering.ignore()
    scanning.dragEnterEvent(entering)
    assert not entering.isAccepted()
    mime = held(picture)
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
    scanning.dropEvent(drop)
    expect_hau(seated, reader)


def test_a_picture_is_pasted(seated: Rehearsal, reader: SilentReader, picture: Path) -> None:
    page = intake(seated)
    mime = QMimeData()
    mime.setImageData(QImage(str(picture)))
    QGuiApplication.clipboard().setMimeData(mime)
    page.person.scan.setFocus()
    seated.key("Ctrl+V")
    expect_hau(seated, reader)


def test_a_picture_without_a_card_says_what_to_do(seated: Rehearsal, tmp_path: Path) -> None:
    blank = io.BytesIO()
    Image.new("L", (300, 300), 255).save(blank, "PNG")
    page = intake(seated)
    page.person.pictured.emit(blank.getvalue)
    seated.settle(100)
    assert "gõ 12 số" in page.person._hint.text()
    page.person.pictured.emit((tmp_path / "khong-co.jpg").read_bytes)
    seated.settle(100)
    assert "trong ảnh này" in page.person._hint.text()
    assert page.person.person() is None
