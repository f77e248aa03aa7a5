"""Which picture stands for what, in the colour and size that is wanted?

All are of one set, in `resources/icons`: of one stroke, 24 units wide, in the colour asked for.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIDE = 18
"""Pixels that an icon is wide and high beside text."""


class Glyph(StrEnum):
    """A picture, by its file's name."""

    PAGE = "page"
    PDF = "page-pdf"
    WORD = "page-word"
    MARKDOWN = "page-markdown"
    FOLDER = "folder"
    SEARCH = "search"
    HISTORY = "history"
    DROP = "drop"
    PAUSE = "pause"
    PLAY = "play"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    PAGES = "pages"
    PLAIN_TEXT = "plain-text"
    FIT_WIDTH = "fit-width"
    MINUS = "minus"
    PLUS = "plus"
    CLOSE = "close"
    FILTER = "filter"
    STAR = "star"
    STAR_FILLED = "star-filled"
    EYE = "eye"
    EYE_OFF = "eye-off"
    SETTINGS = "settings"
    HELP = "help"
    LIST = "list"
    MAP = "map"
    TIMELINE = "timeline"


_OF_TYPE = {
    ".pdf": Glyph.PDF,
    ".docx": Glyph.WORD,
    ".md": Glyph.MARKDOWN,
    ".markdown": Glyph.MARKDOWN,
}


def glyph_of(path: Path) -> Glyph:
    """Return the picture of a file's type."""
    return _OF_TYPE.get(path.suffix.lower(), Glyph.PAGE)


def paint_glyph(painter: QPainter, area: QRectF, glyph: Glyph, colour: QColor) -> None:
    """Paint a picture into an area, at the full sharpness of the screen."""
    QSvgRenderer(QByteArray(_drawing(glyph, colour.name()))).render(painter, area)


def icon(glyph: Glyph, colour: QColor, side: int = SIDE) -> QIcon:
    """Return a picture as an icon, sharp on screens of up to three times the usual density."""
    found = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_glyph(painter, QRectF(0, 0, side * ratio, side * ratio), glyph, colour)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        found.addPixmap(pixmap)
    return found


@cache
def _drawing(glyph: Glyph, colour: str) -> bytes:
    source = resources.files("resources") / "icons" / f"{glyph}.svg"
    return source.read_text(encoding="utf-8").replace("currentColor", colour).encode()
