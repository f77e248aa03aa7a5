"""What is said above a document that is not shown, or not marked, as one would expect?"""

from __future__ import annotations

from app.engine.messages import DocumentText
from app.engine.search_messages import FoundPassage
from app.ui.preview.passages import has_looks
from app.ui.preview.spans import stands_in
from app.ui.translation import tr


def change_note(
    passage: FoundPassage, text: DocumentText, *, is_paged: bool, n_unmarked: int, can_look: bool
) -> str:
    """Return the sentence, or nothing.

    Parameters
    ----------
    passage, text
        What is shown, and the text it was found in as it is now.
    is_paged
        Whether a PDF's pages are shown.
    n_unmarked
        How many words of the hit are not marked on its page.
    can_look
        Whether it is known how the document looks.
    """
    if text.is_stale:
        return tr("This file has changed since it was indexed, so marks may be misplaced.")
    if not stands_in(passage, text.sections):
        return tr(
            "This passage has changed since it was found. Search again to see it as it is now."
        )
    if is_paged and n_unmarked:
        return tr(
            "Some of the words are in a comment, a form field or a picture, where they can't be "
            "marked."
        )
    if has_looks(passage.place.path) and not is_paged and not can_look:
        return tr("This file is too long to format, so it is shown as plain text.")
    return ""
