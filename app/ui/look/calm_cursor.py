"""When does the cursor stop blinking, so that a window that nobody uses costs no processor time?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

CALM_AFTER_MS = 10_000
_SIGNS_OF_LIFE = {QEvent.Type.KeyPress, QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress}


class CalmCursor(QObject):
    """Lets the cursor of a line blink for a while after each key, and then stand still.

    Each blink paints, twice a second, for as long as the window has the focus.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._hints = QGuiApplication.styleHints()
        self._flash_ms = self._hints.cursorFlashTime()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CALM_AFTER_MS)
        self._timer.timeout.connect(self._calm)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Blink again when something happens."""
        if event.type() in _SIGNS_OF_LIFE and self._flash_ms:
            if not self._hints.cursorFlashTime():
                self._hints.setCursorFlashTime(self._flash_ms)
            self._timer.start()
        return super().eventFilter(watched, event)

    def _calm(self) -> None:
        if flash_ms := self._hints.cursorFlashTime():
            self._flash_ms = flash_ms  # the desktop may have changed it
            self._hints.setCursorFlashTime(0)
