"""What does a screen reader say of a row of the results?"""

from __future__ import annotations

from app.printable import printable
from app.snippets import snippet
from app.ui.look.format import date_text, folder_text, number_text, page_text, place_text, size_text
from app.ui.results.result_rows import ResultRow, RowKind
from app.ui.translation import tr

_N_LETTERS = 200
_MOST_OF_A_NAME = 40


def row_text(row: ResultRow, position: tuple[int, int], *, is_open: bool) -> str:
    """Return file, place, position and the passage's best part, the most telling first.

    Parameters
    ----------
    row
        The row.
    position
        The how-manieth it is, of how many.
    is_open
        Whether its document's other passages are shown.
    """
    name = printable(row.document.path.name)
    if row.kind is RowKind.MORE:
        if is_open:
            return tr("Show fewer passages of {name}").format(name=name)
        return tr("Show %Ln more passage(s) of {name}", "", row.n_more).format(name=name)
    number, n = (number_text(one) for one in position)
    hit = row.passage.hit
    text = "".join(one.text for one in snippet(hit.text, hit.highlights, _N_LETTERS))
    if row.kind is RowKind.PASSAGE:
        which = tr("passage {number} of {n} in {name}").format(number=number, n=n, name=name)
        parts = [which, place_text(row.passage.place), text]
    else:
        facts = row.document.facts
        is_away = tr("offline") if facts is not None and facts.is_away else ""
        less_likely = tr("less likely from here on") if row.document.begins_less_likely else ""
        which = tr("{number} of {n}").format(number=number, n=n)
        twins = twins_text(row) if row.twins else ""
        parts = [less_likely, name, is_away, place_text(row.passage.place), twins, which, text]
    return ", ".join(part for part in parts if part)


def file_text(row: ResultRow) -> str:
    """Return where a row's file is kept, when it changed and how large it is."""
    facts = row.document.facts
    parts = [folder_text(row.document.path)]
    if facts is not None:
        parts += [date_text(facts.mtime_ns), size_text(facts.size)]
    return ", ".join(parts)


def heading_text(row: ResultRow) -> str:
    """Return what stands over a further passage: its place, or its number if it has none."""
    number = number_text(row.number + 1)
    return place_text(row.passage.place) or tr("Passage {number}").format(number=number)


def note_texts(row: ResultRow) -> list[str]:
    """Return what the user should know of a document's passage, beside where and when."""
    facts, parts = row.document.facts, []
    if row.twins:
        parts.append(twins_text(row))
    if row.passage.hit.by_words_only:
        parts.append(tr("by words only"))
    if facts is not None and facts.is_away:
        parts.append(tr("offline"))
    return parts


def twins_text(row: ResultRow) -> str:
    """Return which other files hold the same passage: the one, or how many.

    A copy that has the file's own name is told by its folder's.
    """
    own = row.document.path.name
    named = [path.parent if path.name == own else path for path in row.twins]
    names = [printable(path.name or path) for path in named]
    if len(names) == 1 and len(names[0]) <= _MOST_OF_A_NAME:
        return tr("also in {name}").format(name=names[0])
    return tr("also in %Ln other file(s)", "", len(names))


def place_line(row: ResultRow, heading: str) -> str:
    """Return page and heading as they stand beside a document's name."""
    page = page_text(row.passage.place)
    return " · ".join(part for part in (page, f"§ {heading}" if heading else "") if part)
