"""Can everything be read, by day, by night and with high contrast?"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from app.ui.look.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme, theme_for

THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light, high contrast": LIGHT_CONTRAST,
    "dark, high contrast": DARK_CONTRAST,
}


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_text_stands_out_from_all_that_it_stands_on(theme: Theme) -> None:
    grounds = (theme.background, theme.surface, theme.selected)
    for ground in (*grounds, theme.exact_tint, theme.related_tint):
        assert contrast(theme.text, ground) >= 7, ground.name()
    for ground in grounds:
        for colour in (theme.meta, theme.accent, theme.trouble):
            assert contrast(colour, ground) >= 4.5, (colour.name(), ground.name())
    assert contrast(theme.related_line, theme.surface) >= 3


def test_the_desktop_is_followed() -> None:
    assert theme_for(is_dark=False, is_contrast_high=False) is LIGHT
    assert theme_for(is_dark=True, is_contrast_high=False) is DARK
    assert theme_for(is_dark=False, is_contrast_high=True) is LIGHT_CONTRAST
    assert theme_for(is_dark=True, is_contrast_high=True) is DARK_CONTRAST
