"""How everything looks: colours, sizes, type, and the one style sheet made from them.

Three schemes: light, dark and high contrast.  Every pair of colours that is ever used for text on a
ground stands in `TEXT_PAIRS`; the tests hold each to a contrast of 4.5:1 (WCAG 2.2, 1.4.3), in high
contrast 7:1 (1.4.6), and the lines of fields and focus rings in `LINE_PAIRS` to 3:1 (1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

FAMILY = "Noto Sans"
TEXT_PT = 11
"""The other sizes stand in the style sheet: 10 for remarks, 12, 15 and 19 for headings."""
TARGET_PX = 34
"""Height of anything that is clicked."""
GAP_PX = 8
MARGIN_PX = 12


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme. `*_soft` are grounds of badges and notices, read with the colour they soften."""

    ground: str
    surface: str
    sunken: str
    line: str
    field_line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_text: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    rail: str
    on_rail: str
    rail_chosen: str


LIGHT = Colours(
    ground="#F2F4F7",
    surface="#FFFFFF",
    sunken="#F2F4F7",
    line="#DCE1E7",
    field_line="#82909E",
    text="#17212B",
    muted="#4E5C69",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    accent_text="#0A529B",
    accent_soft="#E4EFFA",
    good="#14613A",
    good_soft="#E1F3E8",
    warn="#7A4B00",
    warn_soft="#FCEFD4",
    bad="#A8211A",
    bad_soft="#FCE7E5",
    rail="#10304F",
    on_rail="#E6EEF6",
    rail_chosen="#2A5683",
)
DARK = Colours(
    ground="#11161C",
    surface="#1A2129",
    sunken="#141A21",
    line="#313C48",
    field_line="#708090",
    text="#E7EDF3",
    muted="#A7B4C1",
    accent="#7CB8F5",
    on_accent="#06213B",
    accent_text="#8CC2F8",
    accent_soft="#16304A",
    good="#7FD6A2",
    good_soft="#123322",
    warn="#F2C063",
    warn_soft="#3A2C0B",
    bad="#FF9C94",
    bad_soft="#431A17",
    rail="#0B1118",
    on_rail="#D6E0EA",
    rail_chosen="#1E3B59",
)
CONTRAST = Colours(
    ground="#000000",
    surface="#000000",
    sunken="#000000",
    line="#FFFFFF",
    field_line="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    accent="#FFE600",
    on_accent="#000000",
    accent_text="#FFE600",
    accent_soft="#1F1C00",
    good="#5CFF9D",
    good_soft="#002912",
    warn="#FFC23D",
    warn_soft="#2B1D00",
    bad="#FFB3AD",
    bad_soft="#3D0500",
    rail="#000000",
    on_rail="#FFFFFF",
    rail_chosen="#3D3800",
)
"""White on black, what is chosen in yellow; everything has a line around it."""
SCHEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
_WORN = "scheme"
"""The application's property that names the scheme on it."""

TEXT_PAIRS = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "sunken"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("on_accent", "accent"),
    ("accent_text", "surface"),
    ("accent_text", "ground"),
    ("accent_text", "accent_soft"),
    ("text", "accent_soft"),
    ("good", "accent_soft"),
    ("warn", "accent_soft"),
    ("bad", "accent_soft"),
    ("good", "surface"),
    ("good", "good_soft"),
    ("warn", "surface"),
    ("warn", "warn_soft"),
    ("bad", "surface"),
    ("bad", "bad_soft"),
    ("on_rail", "rail"),
    ("on_rail", "rail_chosen"),
)
LINE_PAIRS = (
    ("field_line", "surface"),
    ("accent", "surface"),
    ("accent", "ground"),
    ("on_rail", "rail"),
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours (WCAG 2.2), from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours() -> Colours:
    """The scheme in use, for widgets that paint themselves."""
    app = QGuiApplication.instance()
    worn = app.property(_WORN) if app is not None else None
    return SCHEMES.get(str(worn), LIGHT)


def colour(name: str) -> QColor:
    """One colour of the scheme in use."""
    return QColor(getattr(colours(), name))


def load_fonts() -> None:
    """Register the faces that screen and paper share."""
    for face in ("Regular", "Bold", "Italic"):
        data = files("printing").joinpath("fonts", f"NotoSans-{face}.ttf").read_bytes()
        QFontDatabase.addApplicationFontFromData(data)


def font(size_pt: float = TEXT_PT, *, bold: bool = False) -> QFont:
    """The program's face in one of its sizes."""
    face = QFont(FAMILY)
    face.setPointSizeF(size_pt)
    face.setBold(bold)
    return face


def dress(app: QApplication, scheme: str) -> None:
    """Put a scheme on the whole program; ``system`` follows the machine."""
    hints = QGuiApplication.styleHints()
    if scheme == "system":
        scheme = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    chosen, bright = SCHEMES[scheme], scheme == "light"
    app.setProperty(_WORN, scheme)
    hints.setColorScheme(Qt.ColorScheme.Light if bright else Qt.ColorScheme.Dark)
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_style_sheet(chosen, dark=not bright))


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, c.ground),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.sunken),
        (role.Text, c.text),
        (role.Button, c.surface),
        (role.ButtonText, c.text),
        (role.PlaceholderText, c.muted),
        (role.ToolTipBase, c.surface),
        (role.ToolTipText, c.text),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Link, c.accent_text),
        (role.Mid, c.line),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.muted))
    return palette


def _style_sheet(c: Colours, *, dark: bool) -> str:
    values = {name: getattr(c, name) for name in Colours.__slots__}
    folder = Path(__file__).parent / "icons"
    values["tick"] = (folder / ("tick-dark.svg" if dark else "tick-light.svg")).as_posix()
    for name in ("chevron", "back", "onward", "above"):  # of a grey that shows in every scheme
        values[name] = (folder / f"{name}.svg").as_posix()
    values["family"] = FAMILY
    text = (Path(__file__).parent / "look.qss").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name};", f"{value};").replace(f"@{name}@", value)
    return text
