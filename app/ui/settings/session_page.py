"""Settings: when does the app start, does it stay in the tray, and what may it tell?"""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.ui.settings.autostart import Autostart
from app.ui.settings.page import Page
from app.ui.settings.preferences import Notifications, PreferenceStore


class SessionPage(Page):
    """Start with the session, tray, notifications.

    Parameters
    ----------
    preferences, autostart
        What is wanted, and what the system starts.
    has_tray
        Whether the desktop has a tray.
    """

    def __init__(
        self,
        preferences: PreferenceStore,
        autostart: Autostart,
        *,
        has_tray: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Start and tray"))
        self._autostart = autostart
        now = preferences.now
        self._starts = self.add_check(
            self.tr("Start when you log in"),
            self.tr(
                "Follows changes in your folders from the moment you log in, in the tray and "
                "without a window."
            ),
        )
        self._starts.clicked.connect(autostart.set_on)
        self._starts.setEnabled(autostart.is_possible)
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self.column.addWidget(self._trouble)
        self._stays = self.add_check(
            self.tr("Keep running in the tray when the window is closed"),
            self.tr(
                "Folders stay up to date and search is at hand. Quit with Ctrl+Q or from the tray."
            )
            if has_tray
            else self.tr("This desktop has no tray, so closing the window quits."),
        )
        self._stays.setEnabled(has_tray)
        self._stays.setChecked(now.stays_in_tray and has_tray)
        self._stays.clicked.connect(lambda on: preferences.change(stays_in_tray=on))
        self._notifications = QComboBox()
        for one, text in (
            (Notifications.TROUBLE, self.tr("Problems only")),
            (Notifications.NONE, self.tr("None")),
        ):
            self._notifications.addItem(text, one)
        self._notifications.setCurrentIndex(self._notifications.findData(now.notifications))
        self._notifications.activated.connect(
            lambda _: preferences.change(
                notifications=Notifications(self._notifications.currentData())
            )
        )
        self.add_control(
            self.tr("Notifications"),
            self._notifications,
            self.tr(
                "Tells you about problems that need you, such as a full disk, while you are "
                "in another app; once a day for each."
            ),
        )
        self.finish()
        autostart.changed.connect(self._starts.setChecked)
        autostart.failed.connect(self._on_failed)
        autostart.look()

    def _on_failed(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()
        self._autostart.look()
