"""What stands in the desktop's tray, and what can be done there?"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.engine.standing import Activity, Overview
from app.ui.manners.activity_bar import activity_text

_SHOWN_MS = 8000


class Tray(QObject):
    """An icon with how the work stands; show, pause or resume, settings, quit.

    Parameters
    ----------
    icon
        The app's.
    """

    show_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    settings_requested = Signal()
    quit_requested = Signal()

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_paused = False
        self._menu = QMenu()
        self._state = self._menu.addAction("")
        self._state.setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Show SparkBERT")).triggered.connect(self.show_requested)
        self._pause = self._menu.addAction("")
        self._pause.triggered.connect(self._on_pause)
        settings = self._menu.addAction(self.tr("Settings …"))
        settings.triggered.connect(self.settings_requested)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit")).triggered.connect(self.quit_requested)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.show_requested)
        self.set_overview(Overview())
        self._icon.show()

    @property
    def menu(self) -> QMenu:
        """What a click with the right button shows."""
        return self._menu

    @property
    def is_visible(self) -> bool:
        """Whether the icon is there."""
        return self._icon.isVisible()

    def set_overview(self, overview: Overview) -> None:
        """Show how everything stands."""
        self._is_paused = overview.activity is Activity.PAUSED
        text = activity_text(overview)
        self._state.setText(text.replace("&", "&&"))
        self._icon.setToolTip(f"SparkBERT\n{text}")
        self._pause.setText(self.tr("Resume") if self._is_paused else self.tr("Pause indexing"))

    def tell(self, text: str) -> None:
        """Have the desktop show a sentence."""
        self._icon.showMessage("SparkBERT", text, self._icon.icon(), _SHOWN_MS)

    def hide(self) -> None:
        """Take the icon away."""
        self._icon.hide()

    def _on_pause(self) -> None:
        (self.resume_requested if self._is_paused else self.pause_requested).emit()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.show_requested.emit()
