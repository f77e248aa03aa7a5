"""What does the window do beside searching: settings, help, the tray, and how it leaves?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from app.engine.events import Notice
from app.engine.messages import Pause, Resume
from app.engine.standing import Overview
from app.paths import Home
from app.ui.bridge import Bridge
from app.ui.engine_texts import notice_text
from app.ui.folders.folders_panel import FoldersPanel
from app.ui.look.theme import LIGHT, Theme
from app.ui.manners.herald import Herald
from app.ui.manners.tray import Tray
from app.ui.search.history import History
from app.ui.settings.engine_settings import EngineSettings
from app.ui.settings.preferences import PreferenceStore

if TYPE_CHECKING:  # dialogs are imported when they are asked for: the window is there sooner
    from app.ui.manners.shortcuts_dialog import ShortcutsDialog
    from app.ui.settings.dialog import PageName, SettingsDialog

_EXPLAINED = "explained-tray"


class Manners(QObject):
    """Shows dialogs when they are asked for, and decides whether closing the window quits.

    Parameters
    ----------
    window
        The window; it is shown, hidden and closed.
    bridge, panel, history
        Who is asked, asks, and remembers.
    settings
        Where it is remembered what was explained.
    preferences
        What the user wants of the window; as usual if not given.
    """

    saved_erased = Signal()
    """The user wants saved searches to be forgotten."""

    def __init__(
        self,
        window: QWidget,
        bridge: Bridge,
        panel: FoldersPanel,
        history: History,
        settings: QSettings | None,
        preferences: PreferenceStore | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._panel = panel
        self._history = history
        self._settings = settings
        self._home: Home | None = None
        self._overview = Overview()
        self._tray: Tray | None = None
        self._dialog: SettingsDialog | None = None
        self._keys: ShortcutsDialog | None = None
        self._theme = LIGHT
        self._is_quitting = False
        self._is_restart_wanted = False
        self.preferences = preferences or PreferenceStore()
        self.engine = EngineSettings(bridge, self)
        self.herald = Herald(self.preferences, window.isActiveWindow, parent=self)
        self.preferences.changed.connect(lambda _: self._follow())
        bridge.notice.connect(self._on_notice)
        self._follow()

    @property
    def has_tray(self) -> bool:
        """Whether there is an icon in the desktop's tray."""
        return self._tray is not None

    @property
    def is_restart_wanted(self) -> bool:
        """Whether the app is to start again when it has left."""
        return self._is_restart_wanted

    def set_home(self, home: Home) -> None:
        """Know whose window it is."""
        self._home = home

    def set_theme(self, theme: Theme) -> None:
        """Show what paints itself in other colours."""
        self._theme = theme
        if self._dialog is not None:
            self._dialog.index.set_theme(theme)

    def set_overview(self, overview: Overview) -> None:
        """Show how everything stands."""
        self._overview = overview
        for one in (self._dialog, self._tray):
            if one is not None:
                one.set_overview(overview)

    def show_settings(self, page: PageName | None = None) -> SettingsDialog:
        """Show the settings, at a page or where they were left."""
        if self._dialog is None:
            from app.ui.settings.dialog import SettingsDialog

            self._dialog = SettingsDialog(
                self._bridge,
                self.engine,
                self.preferences,
                self._panel,
                self._home,
                has_tray=self.has_tray,
                parent=self._window,
            )
            self._dialog.folders.add_requested.connect(self._panel.add_requested)
            self._dialog.erase_requested.connect(self._history.clear)
            self._dialog.erase_saved_requested.connect(self.saved_erased)
            self._dialog.restart_requested.connect(self.restart)
            self._dialog.set_overview(self._overview)
            self._dialog.index.set_theme(self._theme)
        self._dialog.show_page(page)
        return self._dialog

    def show_recognition(self) -> None:
        """Show the settings of text recognition."""
        from app.ui.settings.dialog import PageName

        self.show_settings(PageName.RECOGNITION)

    def show_keys(self) -> ShortcutsDialog:
        """Show which keys there are."""
        if self._keys is None:
            from app.ui.manners.shortcuts_dialog import ShortcutsDialog

            self._keys = ShortcutsDialog(self._window)
        self._keys.show()
        self._keys.raise_()
        return self._keys

    def start_tray(self, icon: QIcon) -> None:
        """Put the icon into the desktop's tray."""
        self._tray = tray = Tray(icon, self)
        tray.set_overview(self._overview)
        tray.show_requested.connect(self.show_window)
        tray.pause_requested.connect(lambda: self._bridge.ask(Pause()))
        tray.resume_requested.connect(lambda: self._bridge.ask(Resume()))
        tray.settings_requested.connect(self._on_tray_settings)
        tray.quit_requested.connect(self.quit)
        self.herald.told.connect(tray.tell)

    def show_window(self) -> None:
        """Bring the window to the front."""
        self._window.show()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()

    def quit(self) -> None:
        """Leave, whatever the user wants closing the window to mean."""
        self._is_quitting = True
        if self._tray is not None:
            self._tray.hide()
        self._window.close()

    def restart(self) -> None:
        """Leave, to be started again."""
        self._is_restart_wanted = True
        self.quit()

    def stays(self) -> bool:
        """Whether the app stays in the tray when its window is closed now; says so the first time.

        A window that stays is hidden by us.
        """
        if self._is_quitting or self._tray is None or not self.preferences.now.stays_in_tray:
            return False
        self._window.hide()
        if self._settings is not None and not self._settings.value(_EXPLAINED):
            self._settings.setValue(_EXPLAINED, "1")
            self._tray.tell(
                self.tr(
                    "SparkBERT keeps running here and follows your folders. To quit, use this icon."
                )
            )
        return True

    def _on_tray_settings(self) -> None:
        self.show_window()
        self.show_settings()

    def _follow(self) -> None:
        self._history.set_remembering(self.preferences.now.remembers)

    def _on_notice(self, notice: Notice) -> None:
        self.herald.hear(notice, notice_text(notice))
