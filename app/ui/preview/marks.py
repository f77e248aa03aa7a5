"""How does what was found in a preview look, other than the words of a hit?"""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat

from app.ui.look.theme import Theme


def find_format(theme: Theme, *, is_chosen: bool) -> QTextCharFormat:
    """Return how found letters look: dotted, and the chosen ones in the accent's colour.

    A hit's words are filled or have a plain line, so the two differ without colour too.
    """
    form = QTextCharFormat()
    if is_chosen:
        form.setBackground(theme.accent)
        form.setForeground(theme.surface)
    else:
        form.setBackground(theme.selected)
        form.setForeground(theme.text)
        form.setFontUnderline(True)
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(theme.accent)
    return form
