"""What does a right click in a preview offer?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.printable import printable
from app.ui.look.format import number_text
from app.ui.preview.page_links import PageLinks
from app.ui.translation import tr

_MOST_LINKS = 30
_LONGEST = 60  # characters of an address


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


def add_links(menu: QMenu, links: PageLinks) -> None:
    """Offer the links of a PDF's pages that are in sight, which keys can't reach otherwise."""
    targets = {links.text(one): one for one in links.in_sight()}
    if targets or links.page_back is not None:
        menu.addSeparator()
    if (page := links.page_back) is not None:
        text = tr("Back to page {number}").format(number=number_text(page))
        menu.addAction(text).triggered.connect(lambda: links.go_back())
    if not targets:
        return
    listed = menu.addMenu(tr("Links on this page"))
    for text, link in list(targets.items())[:_MOST_LINKS]:
        shown = printable(text)
        if len(shown) > _LONGEST:
            shown = f"{shown[: _LONGEST - 1]}…"
        action = listed.addAction(shown.replace("&", "&&"))
        action.triggered.connect(lambda _=False, one=link: links.follow(one))
