"""What is said where a PDF can't be shown, and what can be done about it?"""

from __future__ import annotations

from pathlib import Path

from app.extract.pdf_messages import Refused, Trouble
from app.printable import printable
from app.ui.translation import tr


def trouble_text(refused: Refused, path: Path) -> str:
    """Return the sentence, which names the file and the remedy."""
    name = printable(path.name)
    match refused.trouble:
        case Trouble.GONE:
            return tr("This file is no longer there.")
        case Trouble.UNREADABLE:
            return tr("This file can't be read ({reason}).").format(reason=refused.detail)
        case Trouble.TOO_LARGE:
            return tr("“{name}” is too large to preview. Open it instead.").format(name=name)
        case Trouble.LOCKED:
            return tr(
                "“{name}” is protected by a password, so it can't be previewed. Open it in "
                "its own app, or save a copy without the password."
            ).format(name=name)
        case Trouble.DIED:
            return tr(
                "“{name}” can't be previewed: its pages take too long to draw. Open it in "
                "its own app."
            ).format(name=name)
        case Trouble.DAMAGED:
            return tr(
                "“{name}” is damaged and can't be previewed. Open it in its own app, which "
                "may repair it."
            ).format(name=name)
