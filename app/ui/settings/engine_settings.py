"""How does the window see and change what the engine works by?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.making import UseMaking
from app.engine.settings_messages import (
    ChangeSettings,
    EngineFacts,
    GetFacts,
    GetSettings,
    StoredSettings,
)
from app.settings import Settings
from app.ui.bridge import Bridge
from app.ui.engine_texts import error_text

_RESTART_AFTER_MS = 1500
"""So long nothing more must be changed before the engine is started again for it."""


class EngineSettings(QObject):
    """Stands for the settings file; changes are written at once, and in force soon.

    `changed` brings settings, `told` what the engine works with, `failed` a sentence, and
    `restarting` comes when the engine has to be started again.
    """

    changed = Signal(object)
    told = Signal(object)
    failed = Signal(str)
    restarting = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._settings: Settings | None = None
        self._facts: EngineFacts | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_RESTART_AFTER_MS)
        self._later.timeout.connect(self._on_restart)

    @property
    def settings(self) -> Settings | None:
        """What is set, as far as it is known."""
        return self._settings

    @property
    def facts(self) -> EngineFacts | None:
        """What the engine works with, as far as it is known."""
        return self._facts

    def load(self) -> None:
        """Ask for everything anew."""
        self._bridge.ask(GetSettings(), self._on_stored, self._on_failed)
        self._bridge.ask(GetFacts(), self._on_facts, self._on_failed)

    def change(self, change: Callable[[Settings], Settings]) -> None:
        """Write a change of what is set now; nothing happens before that is known."""
        if self._settings is None:
            return
        before, self._settings = self._settings, change(self._settings)
        self._bridge.ask(
            ChangeSettings(before, self._settings), self._on_stored, self._on_change_failed
        )

    def use(self, making: UseMaking) -> None:
        """Have the index made with something else, at once."""
        self._bridge.ask(making, self._on_used, self._on_change_failed)

    def finish(self) -> None:
        """Bring into force at once what waits for more changes."""
        if self._later.isActive():
            self._later.stop()
            self._on_restart()

    def _on_stored(self, stored: StoredSettings) -> None:
        self._settings = stored.settings
        if stored.is_in_force:
            self._later.stop()
        else:
            self._later.start()
        self.changed.emit(stored.settings)

    def _on_used(self, stored: StoredSettings) -> None:
        self._settings = stored.settings
        self.changed.emit(stored.settings)
        self._later.stop()
        self._on_restart()

    def _on_facts(self, facts: EngineFacts) -> None:
        self._facts = facts
        self.told.emit(facts)

    def _on_change_failed(self, error: Exception) -> None:
        self._on_failed(error)
        self._bridge.ask(GetSettings(), self._on_stored, lambda error: None)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error_text(error))

    def _on_restart(self) -> None:
        self.restarting.emit()
        self._bridge.restart()
        self._bridge.ask(GetFacts(), self._on_facts, self._on_failed)
