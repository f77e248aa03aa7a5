"""Which colours, sizes and spaces does the window use, by day and by night?

Everything else is the platform's own: its font, its palette, its accent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

from app.engine.standing import SourceState

GRID = 8
"""All spaces are multiples of so many pixels, or half of it."""

SEARCH_PT, TITLE_PT, TEXT_PT, META_PT = 16.5, 11.5, 10.0, 9.0
"""Sizes of type in points; 22, 15, 13 and 12 pixels at 96 dots per inch.

They grow with the platform's font where that is larger than `_USUAL_PT`, and are as much larger or
smaller as the user wants.
"""
_USUAL_PT = 10.0
_PERCENT = "type-percent"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours that a palette does not have.

    Two tints tell exact words from related ones; the related ones are underlined too, so that they
    differ without colour. Text has a contrast of at least 7:1 with all that it may stand on, `meta`
    and `accent` of 4.5:1.

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
    groups
        Of groups on a map, which differ in their shape, too: 3:1 with the surface, and told from
        each other by colour-blind eyes.
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
    groups: tuple[QColor, ...]

    def state(self, state: SourceState) -> QColor:
        """Return the colour of a state's dot; its word stands beside it."""
        return {
            SourceState.LIVE: self.live,
            SourceState.POLLED: self.live,
            SourceState.WORKING: self.working,
            SourceState.OFFLINE: self.offline,
            SourceState.STOPPED: self.offline,
            SourceState.TROUBLE: self.trouble,
        }[state]


def _colours(names: str) -> tuple[QColor, ...]:
    return tuple(QColor(f"#{name}") for name in names.split())


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
    trouble=QColor("#a83f15"),
    groups=_colours("0063a8 d1560a 00916a 91180e ba6cf1 224e68 aa13e1 f155b9"),
)
DARK = Theme(
    is_dark=True,
    text=QColor("#eceef2"),
    meta=QColor("#aab2be"),
    background=QColor("#1d1f24"),
    surface=QColor("#25282e"),
    selected=QColor("#2b3b59"),
    line=QColor("#383c45"),
    accent=QColor("#8ab4f8"),
    exact_tint=QColor("#634b00"),
    related_tint=QColor("#1f3d52"),
    related_line=QColor("#6cb8ea"),
    live=QColor("#63c08c"),
    working=QColor("#8ab4f8"),
    offline=QColor("#8d95a1"),
    trouble=QColor("#f59b73"),
    groups=_colours("5aa9ee f08a45 baeff9 eada38 e82e89 6979c8 bb6a22 2be6a7"),
)
LIGHT_CONTRAST = replace(
    LIGHT,
    text=QColor("#000000"),
    meta=QColor("#2b2b2b"),
    background=QColor("#ffffff"),
    selected=QColor("#cfe0ff"),
    line=QColor("#5c5c5c"),
    accent=QColor("#003a9e"),
    exact_tint=QColor("#ffd000"),
    related_line=QColor("#003a9e"),
    live=QColor("#00612e"),
    working=QColor("#003a9e"),
    offline=QColor("#3d3d3d"),
    trouble=QColor("#8f2400"),
)
DARK_CONTRAST = replace(
    DARK,
    text=QColor("#ffffff"),
    meta=QColor("#dcdcdc"),
    background=QColor("#000000"),
    surface=QColor("#000000"),
    selected=QColor("#123a78"),
    line=QColor("#a0a0a0"),
    accent=QColor("#a9cbff"),
    exact_tint=QColor("#6b5000"),
    related_line=QColor("#8fd0ff"),
    live=QColor("#7ee2a8"),
    working=QColor("#a9cbff"),
    offline=QColor("#c8c8c8"),
    trouble=QColor("#ffab85"),
)


def between(one: QColor, other: QColor) -> QColor:
    """Return the colour half way between two."""
    return QColor(
        (one.red() + other.red()) // 2,
        (one.green() + other.green()) // 2,
        (one.blue() + other.blue()) // 2,
    )


def theme_for(*, is_dark: bool, is_contrast_high: bool) -> Theme:
    """Return the theme for what the desktop asks for."""
    if is_contrast_high:
        return DARK_CONTRAST if is_dark else LIGHT_CONTRAST
    return DARK if is_dark else LIGHT


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


def set_type_percent(percent: int) -> None:
    """Know that the application's font is so many hundredths of the platform's."""
    if (application := QGuiApplication.instance()) is not None:
        application.setProperty(_PERCENT, percent)


def type_factor() -> float:
    """Return by how much type is larger than the sizes above."""
    application = QGuiApplication.instance()
    found = None if application is None else application.property(_PERCENT)
    wanted = found / 100 if isinstance(found, int) else 1.0
    platform = QGuiApplication.font().pointSizeF() / wanted
    return max(platform / _USUAL_PT, 1.0) * wanted


def sized(font: QFont, points: float, *, bold: bool = False) -> QFont:
    """Return a font of another size, one of those above."""
    other = QFont(font)
    other.setPointSizeF(points * type_factor())
    other.setBold(bold)
    return other
