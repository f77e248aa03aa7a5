"""What do the buttons of a preview look like?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from app.ui.look.theme import GRID


def flat_button(tip: str, slot: Callable[[], object], text: str = "") -> QPushButton:
    """Return a flat button, for a picture if it has no text.

    Its name is the tip's, without the keys in brackets.
    """
    button = QPushButton(text)
    button.setFlat(True)
    button.setToolTip(tip)
    button.setAccessibleName(text or tip.partition(" (")[0])
    button.clicked.connect(lambda _=False: slot())
    if not text:
        button.setFixedWidth(3 * GRID + GRID // 2)
        button.setStyleSheet("padding: 3px")
    return button
