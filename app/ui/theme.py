"""Which colours, sizes and spaces does the window use, by day and by night?

Everything else is the platform's own: its font, its palette, its accent.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette

from app.engine.messages import SourceState

GRID = 8
"""All spaces are multiples of so many pixels, or half of it."""

SEARCH_PT, TITLE_PT, TEXT_PT, META_PT = 16.5, 11.5, 10.0, 9.0
"""Sizes of type in points; 22, 15, 13 and 12 pixels at 96 dots per inch."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours that a palette does not have.

    Two tints tell exact words from related ones; the related ones are underlined too, so that they
    differ without colour. `meta` has a contrast of at least 4.5:1 with the window's background.

    Parameters
    ----------
    is_dark
        Whether text is light on dark.
    text, meta
        Of text, and of what is said beside it.
    background, surface, selected, line
        Of the window, of lists and pages in it, of what is chosen, and of the few lines.
    accent
        Of what can be clicked.
    exact_tint, related_tint, related_line
        Behind words of the query, behind words related to them, and the line under these.
    live, working, offline, trouble
        Of the dots that tell states.
    """

    is_dark: bool
    text: QColor
    meta: QColor
    background: QColor
    surface: QColor
    selected: QColor
    line: QColor
    accent: QColor
    exact_tint: QColor
    related_tint: QColor
    related_line: QColor
    live: QColor
    working: QColor
    offline: QColor
    trouble: QColor

    def state(self, state: SourceState) -> QColor:
        """Return the colour of a state's dot; its word stands beside it."""
        return {
            SourceState.LIVE: self.live,
            SourceState.WORKING: self.working,
            SourceState.OFFLINE: self.offline,
            SourceState.TROUBLE: self.trouble,
        }[state]


LIGHT = Theme(
    is_dark=False,
    text=QColor("#1b1d21"),
    meta=QColor("#5a606b"),
    background=QColor("#f4f5f7"),
    surface=QColor("#ffffff"),
    selected=QColor("#e3ecfb"),
    line=QColor("#dfe2e8"),
    accent=QColor("#1f5fbf"),
    exact_tint=QColor("#ffd84d"),
    related_tint=QColor("#dceefb"),
    related_line=QColor("#2a7ab8"),
    live=QColor("#2e8b57"),
    working=QColor("#1f5fbf"),
    offline=QColor("#7d8490"),
    trouble=QColor("#b5471b"),
)
DARK = Theme(
    is_dark=True,
    text=QColor("#eceef2"),
    meta=QColor("#a3abb8"),
    background=QColor("#1d1f24"),
    surface=QColor("#25282e"),
    selected=QColor("#2f4264"),
    line=QColor("#383c45"),
    accent=QColor("#8ab4f8"),
    exact_tint=QColor("#7a5c00"),
    related_tint=QColor("#1f3d52"),
    related_line=QColor("#6cb8ea"),
    live=QColor("#63c08c"),
    working=QColor("#8ab4f8"),
    offline=QColor("#8d95a1"),
    trouble=QColor("#f08a5d"),
)


def theme_of(palette: QPalette) -> Theme:
    """Return the theme that fits the platform's palette."""
    text, window = palette.windowText().color(), palette.window().color()
    return DARK if text.lightness() > window.lightness() else LIGHT


def palette_of(theme: Theme) -> QPalette:
    """Return a palette in a theme's colours, for widgets that are Qt's own."""
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, theme.background),
        (QPalette.ColorRole.WindowText, theme.text),
        (QPalette.ColorRole.Base, theme.surface),
        (QPalette.ColorRole.AlternateBase, theme.background),
        (QPalette.ColorRole.Text, theme.text),
        (QPalette.ColorRole.Button, theme.surface),
        (QPalette.ColorRole.ButtonText, theme.text),
        (QPalette.ColorRole.PlaceholderText, theme.meta),
        (QPalette.ColorRole.ToolTipBase, theme.surface),
        (QPalette.ColorRole.ToolTipText, theme.text),
        (QPalette.ColorRole.Highlight, theme.selected),
        (QPalette.ColorRole.HighlightedText, theme.text),
        (QPalette.ColorRole.Link, theme.accent),
        (QPalette.ColorRole.Mid, theme.line),
    ):
        palette.setColor(role, colour)
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.meta)
    return palette


def sized(font: QFont, points: float, *, bold: bool = False) -> QFont:
    """Return a font of another size."""
    other = QFont(font)
    other.setPointSizeF(points)
    other.setBold(bold)
    return other
