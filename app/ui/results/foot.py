"""What is said below a result, in what room there is?"""

from __future__ import annotations

from collections.abc import Callable

from app.snippets import ELLIPSIS
from app.ui.look.format import date_text, folder_text, size_text
from app.ui.results.result_rows import ResultRow
from app.ui.results.row_text import note_texts


def foot_line(row: ResultRow, width: Callable[[str], float], room: float) -> str:
    """Return where a result's file is kept, its date and size, and what else is to be known.

    Where there is no room the path gives way from its middle, then from its beginning; then the
    size goes, then the date. What the user should know of the result stays longest.

    Parameters
    ----------
    row
        The result.
    width
        Tells how wide a text is.
    room
        How wide the line may be.
    """
    facts = row.document.facts
    notes = note_texts(row)
    details = [] if facts is None else [date_text(facts.mtime_ns), size_text(facts.size)]
    folder = folder_text(row.document.path)
    for n_kept in range(len(details), -1, -1):
        rest = "".join(f" · {one}" for one in (*details[:n_kept], *notes))
        if (short := shortened_folder(folder, width, room - width(rest))) is not None:
            return short + rest
    rest = "".join(f" · {one}" for one in notes)
    text = _cut(folder, width, max(room - width(rest), room / 3)) + rest
    if width(text) <= room:
        return text
    n_kept = next(
        n for n in range(len(text), -1, -1) if width(text[:n] + ELLIPSIS) <= room or not n
    )
    return text[:n_kept].rstrip() + ELLIPSIS


def shortened_folder(folder: str, width: Callable[[str], float], room: float) -> str | None:
    """Return as much of a path as there is room for, None if not even its last name fits.

    Examples
    --------
    >>> [shortened_folder("/home/me/Taxes/2024", len, room) for room in (19, 14, 9, 5)]
    ['/home/me/Taxes/2024', '/home/…/2024', '…/2024', None]
    """
    if width(folder) <= room:
        return folder
    separator = "\\" if "\\" in folder and "/" not in folder else "/"
    *before, last = folder.split(separator)
    for n_kept in range(len(before) - 1, -1, -1):
        head = "".join(one + separator for one in before[:n_kept])
        text = f"{head}{ELLIPSIS}{separator}{last}"
        if head != separator and width(text) <= room:
            return text
    return None


def _cut(text: str, width: Callable[[str], float], room: float) -> str:
    """Return a text without its middle."""
    for n_kept in range(len(text) // 2, 0, -1):
        short = text if 2 * n_kept >= len(text) else f"{text[:n_kept]}{ELLIPSIS}{text[-n_kept:]}"
        if width(short) <= room:
            return short
    return ELLIPSIS
