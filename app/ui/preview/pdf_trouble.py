"""What is said where a file can't be shown, and what can be done about it?"""

from __future__ import annotations

from pathlib import Path

from app.extract.pdf_messages import Refused, Trouble
from app.printable import in_sentence
from app.ui.translation import tr


def trouble_text(refused: Refused, path: Path) -> str:
    """Return the sentence, which names the file and the remedy."""
    name = in_sentence(path.name)
    if refused.trouble is Trouble.UNREADABLE:
        return tr(
            "“{name}” can't be read ({reason}). Check its permissions, and whether its disk is "
            "connected."
        ).format(name=name, reason=refused.detail)
    return trouble_of_kind(refused.trouble, name)


def trouble_of_kind(trouble: Trouble, name: str) -> str:
    """Return the sentence about a file of a name."""
    return _texts()[trouble].format(name=name)


def _texts() -> dict[Trouble, str]:
    return {
        Trouble.GONE: tr(
            "“{name}” is no longer there: it was moved, renamed or deleted. Search again to find "
            "it where it is now."
        ),
        Trouble.UNREADABLE: tr("“{name}” can't be read."),
        Trouble.TOO_LARGE: tr("“{name}” is too large to preview. Open it instead."),
        Trouble.LOCKED: tr(
            "“{name}” is protected by a password, so it can't be previewed. Open it in its own "
            "app, or save a copy without the password."
        ),
        Trouble.DIED: tr(
            "“{name}” can't be previewed: its pages take too long to draw. Open it in its own app."
        ),
        Trouble.DAMAGED: tr(
            "“{name}” is damaged and can't be previewed. Open it in its own app, which may "
            "repair it."
        ),
        Trouble.UNFINISHED: tr(
            "“{name}” is being saved just now. It is shown here as soon as that is done."
        ),
    }


def page_trouble_text(refused: Refused) -> str:
    """Return what is said in the place of a page that alone can't be shown."""
    if refused.trouble is Trouble.TOO_LARGE:
        return tr("This page is too large to preview. Open the file in its own app to see it.")
    if refused.trouble is Trouble.DIED:
        return tr("This page takes too long to preview. Open the file in its own app to see it.")
    return tr("This page is damaged and can't be shown.")
