"""Where are all settings, and how does one get to a page of them?"""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.engine.settings_messages import EngineFacts
from app.engine.standing import Overview
from app.paths import Home
from app.settings import Settings
from app.ui.bridge import Bridge
from app.ui.folders.folders_panel import FoldersPanel
from app.ui.look.theme import GRID, type_factor
from app.ui.settings.appearance_page import AppearancePage
from app.ui.settings.autostart import Autostart
from app.ui.settings.diagnostics_page import DiagnosticsPage
from app.ui.settings.engine_settings import EngineSettings
from app.ui.settings.folders_page import FoldersPage
from app.ui.settings.index_page import IndexPage
from app.ui.settings.model_page import ModelPage
from app.ui.settings.page import Page
from app.ui.settings.preferences import PreferenceStore
from app.ui.settings.privacy_page import PrivacyPage
from app.ui.settings.recognition_page import RecognitionPage
from app.ui.settings.session_page import SessionPage
from app.ui.settings.speed_page import SpeedPage
from app.ui.settings.types_page import TypesPage

_MOST_WIDER = 1.5  # than usual, where type is larger


class PageName(Enum):
    """The pages, in their order."""

    FOLDERS = 0
    TYPES = 1
    SPEED = 2
    RECOGNITION = 3
    MODEL = 4
    INDEX = 5
    PRIVACY = 6
    APPEARANCE = 7
    SESSION = 8
    DIAGNOSTICS = 9


def _let_scroll(area: QScrollArea, least: int, most: int) -> None:
    """Let keys scroll a page that is longer than the window, and pass by all others."""
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus if most > least else Qt.FocusPolicy.NoFocus)


class SettingsDialog(QDialog):
    """Pages, and a list of them at the left; what is changed counts at once.

    Parameters
    ----------
    bridge, engine, preferences, panel
        Who knows and is told.
    home
        Whose settings; None for what is in the window alone.
    has_tray
        Whether the desktop has a tray.
    """

    erase_requested = Signal()
    erase_saved_requested = Signal()
    restart_requested = Signal()

    def __init__(
        self,
        bridge: Bridge,
        engine: EngineSettings,
        preferences: PreferenceStore,
        panel: FoldersPanel,
        home: Home | None,
        *,
        has_tray: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        wider = min(type_factor(), _MOST_WIDER)
        self.resize(round(104 * GRID * wider), round(76 * GRID * wider))
        self._engine = engine
        self.folders = FoldersPage(panel)
        self.types = TypesPage(engine)
        self.speed = SpeedPage(engine)
        self.recognition = RecognitionPage(engine)
        self.model = ModelPage(engine, home)
        self.index = IndexPage(engine, bridge)
        self.privacy = PrivacyPage(preferences)
        self.appearance = AppearancePage(preferences)
        self.session = SessionPage(preferences, Autostart(home, self), has_tray=has_tray)
        self.diagnostics = DiagnosticsPage(home)
        self.privacy.erase_requested.connect(self.erase_requested)
        self.privacy.erase_saved_requested.connect(self.erase_saved_requested)
        self.appearance.restart_requested.connect(self.restart_requested)
        self._build()
        self.finished.connect(lambda _: engine.finish())  # what waits for more changes
        engine.changed.connect(self._on_settings)
        engine.told.connect(self._on_facts)
        engine.failed.connect(self._show_trouble)
        if engine.settings is not None:
            self._on_settings(engine.settings)
        if engine.facts is not None:
            self._on_facts(engine.facts)

    @property
    def trouble(self) -> str:
        """What has gone wrong, if something has."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def show_page(self, name: PageName | None = None) -> None:
        """Show the dialog, at a page or where it was left."""
        if name is not None:
            self._list.setCurrentRow(name.value)
        self._engine.load()
        self.show()
        self.raise_()
        self.activateWindow()
        self._list.setFocus()

    def set_overview(self, overview: Overview) -> None:
        """Show how everything stands."""
        self.folders.set_sources(overview.sources)
        self.index.set_overview(overview)
        self.model.set_overview(overview)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for larger type."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _pages(self) -> list[Page]:
        return [
            self.folders,
            self.types,
            self.speed,
            self.recognition,
            self.model,
            self.index,
            self.privacy,
            self.appearance,
            self.session,
            self.diagnostics,
        ]

    def _build(self) -> None:
        self._list = QListWidget()
        self._list.setObjectName("pages")
        self._list.setAccessibleName(self.tr("Pages of settings"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        for page in self._pages():
            self._list.addItem(page.title)
            area = QScrollArea()
            area.setWidget(page)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setAccessibleName(page.title)
            area.verticalScrollBar().rangeChanged.connect(partial(_let_scroll, area))
            self._stack.addWidget(area)
        self._list.currentRowChanged.connect(self._on_page)
        self._trouble = QLabel()
        self._trouble.setObjectName("trouble")
        self._trouble.setWordWrap(True)
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        self._trouble.hide()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._trouble)
        right.addWidget(self._stack, 1)
        right.addLayout(self._foot())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._list)
        layout.addLayout(right, 1)
        self._list.setCurrentRow(0)
        self._fit()

    def _foot(self) -> QHBoxLayout:
        """Return the line below all pages."""
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        foot.addStretch()
        foot.addWidget(close)
        return foot

    def _fit(self) -> None:
        """Let the list be as wide as its longest name."""
        metrics = QFontMetrics(self.font())
        widest = max(metrics.horizontalAdvance(page.title) for page in self._pages())
        self._list.setFixedWidth(max(widest + 6 * GRID, 24 * GRID))

    def _on_page(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        if row == PageName.DIAGNOSTICS.value:
            self.diagnostics.look()

    def _on_settings(self, settings: Settings) -> None:
        self._trouble.hide()
        for page in (self.types, self.speed, self.recognition, self.model, self.index):
            page.set_settings(settings)

    def _on_facts(self, facts: EngineFacts) -> None:
        for page in (self.speed, self.recognition, self.model, self.index, self.privacy):
            page.set_facts(facts)

    def _show_trouble(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()
