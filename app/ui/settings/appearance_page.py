"""Settings: how does the window look, and in which language does it speak?"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox, QWidget

from app.ui.settings.page import Page
from app.ui.settings.preferences import LEAST_PERCENT, MOST_PERCENT, PreferenceStore, Scheme
from app.ui.translation import language_for, language_name, languages, spoken


class AppearancePage(Page):
    """Day or night, size of type, language.

    `restart_requested` comes when another language is to be spoken at once.
    """

    restart_requested = Signal()

    def __init__(self, preferences: PreferenceStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Appearance"))
        self._preferences = preferences
        now = preferences.now
        self._scheme = QComboBox()
        for scheme, text in (
            (Scheme.SYSTEM, self.tr("Same as desktop")),
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
            self.tr("High contrast follows your desktop's setting."),
        )
        self._size = QSpinBox()
        self._size.setRange(LEAST_PERCENT, MOST_PERCENT)
        self._size.setSingleStep(10)
        self._size.setSuffix(self.tr(" %"))
        self._size.setValue(now.font_percent)
        self._size.valueChanged.connect(lambda value: preferences.change(font_percent=value))
        self.add_control(
            self.tr("Text size"),
            self._size,
            self.tr("Compared with your desktop's text size."),
        )
        self._language = QComboBox()
        self._language.addItem(self.tr("Same as system"), "")
        for code in languages():
            self._language.addItem(language_name(QLocale(code).language()), code)
        self._language.setCurrentIndex(max(self._language.findData(now.language), 0))
        self._language.activated.connect(lambda _: self._on_language())
        self.add_control(
            self.tr("Language"),
            self._language,
            self.tr("Takes effect when SparkBERT is restarted."),
        )
        self._restart = QPushButton(self.tr("Restart now"))
        self._restart.clicked.connect(self.restart_requested)
        self.add_row(self._restart)
        self._show_restart()
        self.finish()

    def _on_language(self) -> None:
        self._preferences.change(language=self._language.currentData())
        self._show_restart()

    def _show_restart(self) -> None:
        """Offer a restart where it would change the language."""
        wanted = self._preferences.now.language
        locale = QLocale(wanted) if wanted else QLocale.system()
        self._restart.setVisible(language_for(locale) != spoken())
