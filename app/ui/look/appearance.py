"""How do colours and type follow the desktop and the user, while the window is open?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.look.theme import Theme, set_type_percent, theme_for, type_factor
from app.ui.settings.preferences import PreferenceStore, Scheme


class Appearance(QObject):
    """Brings `theme_changed`, and scales the type of all windows by itself.

    Parameters
    ----------
    preferences
        What the user wants.
    """

    theme_changed = Signal(object)

    def __init__(self, preferences: PreferenceStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._percent = 100
        self._is_scaling = self._has_own_font = False
        self._factor = type_factor()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_scheme)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_scheme)
        preferences.changed.connect(self._on_preferences)
        self._watch = _FontWatch()
        self._watch.font_changed.connect(self._on_font)
        self._watch.desktop_changed.connect(self._on_desktop)
        self._theme = self._find_theme()

    @property
    def theme(self) -> Theme:
        """The colours of now."""
        return self._theme

    def scale_type(self) -> None:
        """Let type be as large as is wanted; in windows that are there already, too."""
        percent = self._preferences.now.font_percent
        if percent != self._percent:
            self._percent = percent
            self._set_font()
        self._follow_type()

    def _set_font(self) -> None:
        """Set a font of our own, which no longer follows the desktop's but by us."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPointSizeF(font.pointSizeF() * self._percent / 100)
        self._is_scaling = self._has_own_font = True
        QApplication.setFont(font)
        set_type_percent(self._percent)
        for window in QApplication.topLevelWidgets():  # now, where Qt would tell them later
            QApplication.sendEvent(window, QEvent(QEvent.Type.ApplicationFontChange))
        self._is_scaling = False

    def _on_desktop(self) -> None:
        if self._has_own_font:
            self._set_font()
        self._follow_type()

    def _on_font(self) -> None:
        if not self._is_scaling:
            self._follow_type()

    def _follow_type(self) -> None:
        """Scale the fonts that widgets have set for themselves; others follow without us."""
        factor = type_factor()
        ratio, self._factor = factor / self._factor, factor
        if ratio == 1.0:
            return
        for widget in QApplication.allWidgets():
            if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
                font = widget.font()
                font.setPointSizeF(font.pointSizeF() * ratio)
                widget.setFont(font)
        for window in QApplication.topLevelWidgets():
            _lay_out(window)

    def _on_preferences(self) -> None:
        self._on_scheme()
        self.scale_type()

    def _on_scheme(self) -> None:
        theme = self._find_theme()
        if theme is not self._theme:
            self._theme = theme
            self.theme_changed.emit(theme)

    def _find_theme(self) -> Theme:
        hints = QGuiApplication.styleHints()
        is_dark = {
            Scheme.SYSTEM: hints.colorScheme() is Qt.ColorScheme.Dark,
            Scheme.LIGHT: False,
            Scheme.DARK: True,
        }[self._preferences.now.scheme]
        contrast = hints.accessibility().contrastPreference()
        return theme_for(
            is_dark=is_dark,
            is_contrast_high=contrast is Qt.ContrastPreference.HighContrast,
        )


class _FontWatch(QWidget):
    """Is never shown; hears when the font of all windows has changed."""

    font_changed = Signal()
    desktop_changed = Signal()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self.font_changed.emit()
        elif event.type() is QEvent.Type.ThemeChange:
            self.desktop_changed.emit()
        super().changeEvent(event)


def _lay_out(window: QWidget) -> None:
    for one in [window, *window.findChildren(QWidget)]:
        one.updateGeometry()
        one.update()
