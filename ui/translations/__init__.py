"""Languages: Vietnamese is the source; English is compiled from ``motcua_en.ts``.

Qt itself ships no Vietnamese, so the words of its own buttons, menus and dialogs stand here.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

_QT_WORDS = {
    "OK": "Đồng ý",
    "&OK": "Đồng ý",
    "Cancel": "Hủy",
    "&Cancel": "Hủy",
    "&Yes": "&Có",
    "Yes": "Có",
    "&No": "&Không",
    "No": "Không",
    "Open": "Mở",
    "&Open": "&Mở",
    "Save": "Lưu",
    "&Save": "&Lưu",
    "Close": "Đóng",
    "&Close": "Đón&g",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Help": "Trợ giúp",
    "Discard": "Bỏ",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "&Undo": "&Hoàn tác",
    "&Redo": "&Làm lại",
    "Cu&t": "&Cắt",
    "&Copy": "&Chép",
    "&Paste": "&Dán",
    "Delete": "Xóa",
    "&Delete": "&Xóa",
    "Select All": "Chọn hết",
    "Copy &Link Location": "Chép địa chỉ",
    "Look in:": "Tìm trong:",
    "&Look in:": "Tì&m trong:",
    "Show ": "Hiện ",
    "Drive": "Ổ đĩa",
    "Back": "Trở lại",
    "Forward": "Tiến tới",
    "Go back": "Trở lại",
    "Go forward": "Tiến tới",
    "Parent Directory": "Thư mục trên",
    "Go to the parent directory": "Lên thư mục trên",
    "Create New Folder": "Tạo thư mục mới",
    "Create a New Folder": "Tạo một thư mục mới",
    "&New Folder": "Thư mục &mới",
    "New Folder": "Thư mục mới",
    "List View": "Xem danh sách",
    "Detail View": "Xem chi tiết",
    "Change to list view mode": "Chuyển sang xem danh sách",
    "Change to detail view mode": "Chuyển sang xem chi tiết",
    "Sidebar": "Thanh bên",
    "List of places and bookmarks": "Các nơi hay dùng",
    "Files": "Tệp",
    "Files of type:": "Loại tệp:",
    "Files of &type:": "&Loại tệp:",
    "File &name:": "&Tên tệp:",
    "&Rename": "Đổi &tên",
    "Show &hidden files": "Hiện tệp ẩ&n",
    "Directory:": "Thư mục:",
    "Directories": "Thư mục",
    "All Files (*)": "Mọi tệp (*)",
    "All files (*)": "Mọi tệp (*)",
    "Find Directory": "Tìm thư mục",
    "Computer": "Máy tính",
    "My Computer": "Máy tính",
    "Name": "Tên",
    "Size": "Cỡ",
    "Kind": "Loại",
    "Type": "Loại",
    "Date Modified": "Ngày sửa",
    "Folder": "Thư mục",
    "Choose": "Chọn",
    "&Choose": "&Chọn",
    "Recent Places": "Nơi mới mở",
    "Remove": "Gỡ bỏ",
    "Scroll here": "Cuộn tới đây",
    "Toggle": "Đổi",
    "Press": "Nhấn",
}


class _QtInVietnamese(QTranslator):
    """Words of Qt's own widgets."""

    def isEmpty(self) -> bool:
        """It has words, although no file was loaded."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The Vietnamese words, or None to leave the text alone."""
        del disambiguation, n
        return _QT_WORDS.get(source) if context.startswith("Q") else None


class Languages:
    """Switches the language of the whole program."""

    def __init__(self) -> None:
        self._english = QTranslator()
        self._loaded = self._english.load(str(Path(__file__).parent / "motcua_en.qm"))
        self._vietnamese = _QtInVietnamese()

    def speak(self, language: str) -> None:
        """``vi`` or ``en``; without the compiled file the window stays Vietnamese."""
        QCoreApplication.removeTranslator(self._english)
        QCoreApplication.removeTranslator(self._vietnamese)
        if language == "en" and self._loaded:
            QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
            QCoreApplication.installTranslator(self._english)
        else:
            QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
            QCoreApplication.installTranslator(self._vietnamese)
