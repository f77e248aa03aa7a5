"""What does a right click in a preview offer?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.translation import tr


def preview_menu(
    parent: QWidget,
    selected: str,
    find: Callable[[], object],
    find_like: Callable[[str], object],
) -> QMenu:
    """Return the menu; it deletes itself when it closes.

    Parameters
    ----------
    parent
        The preview.
    selected
        What is selected there.
    find
        Lets something be found in the file.
    find_like
        Finds more like the selection, or like the passage if it is given nothing.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    copy = menu.addAction(tr("Copy"))
    copy.setEnabled(bool(selected))
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(selected))
    menu.addAction(tr("Find in this file …")).triggered.connect(lambda: find())
    menu.addSeparator()
    like = tr("Find more like the selection") if selected else tr("Find more like this")
    menu.addAction(like).triggered.connect(lambda: find_like(selected))
    return menu
