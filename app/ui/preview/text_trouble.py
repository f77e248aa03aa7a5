"""What is said where the text of a file can't be read now, and what can be done about it?"""

from __future__ import annotations

from pathlib import Path

from app.errors import LockedError, TooLargeError, UnfinishedError, VanishedError
from app.extract.pdf_messages import Trouble
from app.printable import in_sentence
from app.ui.engine_texts import error_text
from app.ui.preview.pdf_trouble import trouble_of_kind


def text_trouble(error: Exception, path: Path) -> str:
    """Return the sentence, which names the file and the remedy where the kind of trouble is known.

    A PDF has the same troubles, and the same sentences.
    """
    kinds: dict[type[Exception], Trouble] = {
        VanishedError: Trouble.GONE,
        LockedError: Trouble.LOCKED,
        TooLargeError: Trouble.TOO_LARGE,
        UnfinishedError: Trouble.UNFINISHED,
    }
    kind = kinds.get(type(error))
    return error_text(error) if kind is None else trouble_of_kind(kind, in_sentence(path.name))
