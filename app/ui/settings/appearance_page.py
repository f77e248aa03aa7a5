"""Settings: how does the window look, and in which language does it speak?"""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from app.ui.settings.page import Page
from app.ui.settings.preferences import LEAST_PERCENT, MOST_PERCENT, PreferenceStore, Scheme
from app.ui.translation import language_name, languages


class AppearancePage(Page):
    """Day or night, size of type, language."""

    def __init__(self, preferences: PreferenceStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Appearance"))
        self._preferences = preferences
        now = preferences.now
        self._scheme = QComboBox()
        for scheme, text in (
            (Scheme.SYSTEM, self.tr("As the desktop")),
            (Scheme.LIGHT, self.tr("Light")),
            (Scheme.DARK, self.tr("Dark")),
        ):
            self._scheme.addItem(text, scheme)
        self._scheme.setCurrentIndex(self._scheme.findData(now.scheme))
        self._scheme.activated.connect(
            lambda _: preferences.change(scheme=Scheme(self._scheme.currentData()))
        )
        self.add_control(
            self.tr("Colours"),
            self._scheme,
            self.tr("High contrast is followed if the desktop asks for it."),
        )
        self._size = QSpinBox()
        self._size.setRange(LEAST_PERCENT, MOST_PERCENT)
        self._size.setSingleStep(10)
        self._size.setSuffix(self.tr(" %"))
        self._size.setValue(now.font_percent)
        self._size.valueChanged.connect(lambda value: preferences.change(font_percent=value))
        self.add_control(
            self.tr("Size of type"),
            self._size,
            self.tr("In hundredths of the desktop's own size."),
        )
        self._language = QComboBox()
        self._language.addItem(self.tr("As the system"), "")
        for code in languages():
            self._language.addItem(language_name(QLocale(code).language()), code)
        self._language.setCurrentIndex(max(self._language.findData(now.language), 0))
        self._language.activated.connect(
            lambda _: preferences.change(language=self._language.currentData())
        )
        self.add_control(
            self.tr("Language"),
            self._language,
            self.tr("Of the window; it speaks another one when it is started the next time."),
        )
        self.finish()
