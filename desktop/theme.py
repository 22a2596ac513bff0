"""The colours, the font and the shape of everything painted, light and dark.

Tokens are those of the design page; ``soft`` and ``danger`` are added because the design's quiet grey and its
vermilion do not reach WCAG AA (4.5 to 1) as small text on the coloured fills.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

W = TypeVar("W", bound=QWidget)

ICON_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
FONT_FAMILY = "Inter"
TEXT_PIXELS = 13


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as six hexadecimal digits."""

    name: str
    background: str
    panel: str
    line: str
    text: str
    quiet: str  # second lines on panel and background
    soft: str  # second lines on the coloured fills
    accent: str
    accent_fill: str
    on_accent: str
    hard: str
    hard_fill: str
    long: str
    long_fill: str
    easy: str
    easy_fill: str
    busy: str
    busy_fill: str
    good: str
    ok: str
    avoid: str
    forbidden: str
    danger: str  # the forbidden colour as small text
    bubble: str
    on_bubble: str

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token; alpha from 0 to 1."""
        color = QColor(f"#{getattr(self, token)}")
        color.setAlphaF(alpha)
        return color


LIGHT = Theme(
    name="light",
    background="F6F7F9",
    panel="FFFFFF",
    line="E3E6EB",
    text="1B2430",
    quiet="66717F",
    soft="566170",
    accent="0B6E63",
    accent_fill="DDF1EE",
    on_accent="FFFFFF",
    hard="B4551D",
    hard_fill="FBEBDD",
    long="7A4FA3",
    long_fill="F1E9F8",
    easy="3B6FB6",
    easy_fill="E7EFF9",
    busy="8A94A1",
    busy_fill="EEF0F3",
    good="0072B2",
    ok="56B4E9",
    avoid="E69F00",
    forbidden="D55E00",
    danger="AD4A00",
    bubble="1B2430",
    on_bubble="FFFFFF",
)
DARK = Theme(
    name="dark",
    background="14181D",
    panel="1C2229",
    line="2C343E",
    text="E8ECF1",
    quiet="98A4B2",
    soft="98A4B2",
    accent="4CC2B1",
    accent_fill="173A37",
    on_accent="14181D",
    hard="F0A36B",
    hard_fill="3A281A",
    long="C6A2EA",
    long_fill="2F2440",
    easy="7FB0EE",
    easy_fill="1E2D40",
    busy="7C8794",
    busy_fill="232A32",
    good="4FB0E8",
    ok="2D6E93",
    avoid="F0C05A",
    forbidden="F08A4B",
    danger="F08A4B",
    bubble="E8ECF1",
    on_bubble="1B2430",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, 1 to 21)."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def choose_theme(wished: str, app: QApplication) -> Theme:
    """The theme of that name; ``system`` follows the desktop."""
    if wished in THEMES:
        return THEMES[wished]
    return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Fusion, our palette, our font and the little style sheet, for the whole program."""
    app.setStyle("Fusion")
    app.setPalette(make_palette(theme))
    app.setFont(make_font())
    app.setStyleSheet(make_sheet(theme))


def make_font(pixels: int = TEXT_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter where it is installed, else the system's font, in device-independent pixels."""
    font = QFont(FONT_FAMILY) if _has_inter() else QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


@cache
def _has_inter() -> bool:
    return FONT_FAMILY in QFontDatabase.families()


def make_palette(theme: Theme) -> QPalette:
    """The palette for everything that Fusion paints itself."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, token in (
        (roles.Window, "background"),
        (roles.WindowText, "text"),
        (roles.Base, "panel"),
        (roles.AlternateBase, "background"),
        (roles.Text, "text"),
        (roles.Button, "panel"),
        (roles.ButtonText, "text"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "on_accent"),
        (roles.ToolTipBase, "bubble"),
        (roles.ToolTipText, "on_bubble"),
        (roles.PlaceholderText, "quiet"),
        (roles.Link, "accent"),
        (roles.Mid, "line"),
    ):
        palette.setColor(role, theme.color(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("busy"))
    return palette


SHEET = """
QMainWindow, QDialog {{ background: #{background}; }}
QWidget#topbar, QWidget#season, QWidget#week {{ background: #{panel}; }}
QWidget#topbar {{ border-bottom: 1px solid #{line}; }}
QWidget#season {{ border-top: 1px solid #{line}; }}
QWidget#side, QWidget#sidebody {{ background: #{background}; }}
QScrollArea {{ border: none; }}
QFrame#box {{ background: #{panel}; border: 1px solid #{line}; border-radius: 10px; }}
QLabel#head {{ font-size: 15px; font-weight: 600; }}
QLabel#caption {{ color: #{quiet}; font-size: 11px; font-weight: 600; }}
QLabel#quiet {{ color: #{quiet}; }}
QLabel#strong {{ font-weight: 600; }}
QLabel#good {{ color: #{good}; font-weight: 600; }}
QLabel#dose {{ font-weight: 600; font-size: 12px; }}
QLabel#dosage {{ color: #{quiet}; font-size: 12px; }}
QLabel#note {{ color: #{quiet}; font-size: 11px; }}
QFrame#line {{ background: #{line}; }}
QLabel#danger {{ color: #{danger}; font-weight: 600; }}
QLabel#title {{ font-size: 15px; font-weight: 600; }}
QLabel#wave {{ color: #{accent}; background: #{accent_fill}; border-radius: 11px; padding: 3px 10px; font-size: 12px;
    font-weight: 600; }}
QPushButton {{ background: #{panel}; border: 1px solid #{line}; border-radius: 8px; padding: 6px 12px; }}
QPushButton#icon {{ padding: 0; }}
QPushButton:hover {{ border-color: #{accent}; }}
QPushButton:focus {{ border: 1px solid #{accent}; }}
QPushButton:pressed {{ background: #{accent_fill}; }}
QPushButton:disabled {{ color: #{busy}; }}
QPushButton#primary {{ background: #{accent}; color: #{on_accent}; border-color: #{accent}; font-weight: 600; }}
QPushButton#primary:focus {{ border: 1px solid #{text}; }}
QPushButton#primary:disabled {{ background: #{busy_fill}; color: #{soft}; border-color: #{line}; }}
QPushButton#chip, QPushButton#chosen {{ border-radius: 11px; padding: 3px 10px; font-size: 12px; }}
QPushButton#chosen {{ border-color: #{accent}; background: #{accent_fill}; font-weight: 600; }}
QPushButton#link {{ border: 1px solid transparent; background: transparent; color: #{quiet}; padding: 4px 6px; }}
QPushButton#link:hover, QPushButton#link:focus {{ border-color: #{line}; color: #{text}; }}
QMenuBar {{ background: #{panel}; border-bottom: 1px solid #{line}; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: #{accent_fill}; border-radius: 6px; }}
QMenu {{ background: #{panel}; border: 1px solid #{line}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 20px; border-radius: 6px; }}
QMenu::item:selected {{ background: #{accent_fill}; color: #{text}; }}
QMenu::item:disabled {{ color: #{busy}; }}
QTableWidget {{ background: #{panel}; border: 1px solid #{line}; border-radius: 6px; gridline-color: #{line}; }}
QTableWidget::item {{ padding: 4px 8px; }}
QTableWidget::item:selected {{ background: #{accent_fill}; color: #{text}; }}
QHeaderView {{ background: #{panel}; }}
QHeaderView::section {{ background: #{panel}; color: #{quiet}; border: none; border-bottom: 1px solid #{line};
    padding: 6px 8px; font-size: 12px; }}
QScrollBar:vertical {{ width: 8px; background: transparent; margin: 0; }}
QScrollBar::handle:vertical {{ background: #{busy}; border-radius: 3px; margin: 1px 2px; min-height: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; height: 0; }}
QToolTip {{ background: #{bubble}; color: #{on_bubble}; border: none; padding: 6px; }}
"""


def make_sheet(theme: Theme) -> str:
    """The few things that Fusion does not do: rounded buttons, chips, boxes."""
    return SHEET.format(**{name: getattr(theme, name) for name in Theme.__slots__})


def style(widget: W, name: str) -> W:
    """The widget, with the name under which the style sheet knows it."""
    widget.setObjectName(name)
    return widget


def make_icon(name: str, theme: Theme, ink: str = "text", pixels: int = 16) -> QIcon:
    """An icon of ``resources/icons`` in a colour of the theme."""
    return QIcon(make_pixmap(name, theme.color(ink), pixels))


def make_pixmap(name: str, color: QColor, pixels: int = 16, ratio: float = 2.0) -> QPixmap:
    """A recoloured icon at twice its size, so that it stays sharp on dense screens."""
    text = (ICON_FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color.name())
    pixmap = QPixmap(QSize(round(pixels * ratio), round(pixels * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
