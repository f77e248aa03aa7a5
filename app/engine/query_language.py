"""What does a typed query say beside its words: which files, which pages, and what not?

`budget -draft type:pdf in:Taxes after:2024-03` searches for "budget" in PDF files of folders called
Taxes that were changed since March 2024, and leaves out passages with the word "draft". What does
not parse is no error: it is searched for as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.engine.file_types import extensions_of, is_file_type
from app.engine.search_messages import Filters

_NS = 1_000_000_000


class Operator(StrEnum):
    """What can be written before a colon."""

    TYPE = "type"
    IN = "in"
    NAME = "name"
    AFTER = "after"
    BEFORE = "before"
    PAGE = "page"


MEANINGS = {
    Operator.TYPE: "files of a kind: pdf, word, markdown, text, or an extension",
    Operator.IN: "files in folders of this name",
    Operator.NAME: "files with this in their name",
    Operator.AFTER: "files changed since a day, month or year: 2024-03",
    Operator.BEFORE: "files changed before it",
    Operator.PAGE: "pages: 3, or 3-7",
}
"""What each operator asks for, in a few words."""

_ITEM = re.compile(
    r"(?<!\S)(?:"
    r"(?P<operator>[A-Za-z]+):(?:\"(?P<quoted>[^\"]+)\"|(?P<value>[^\s\"]+))"
    r"|-(?:\"(?P<phrase>[^\"]+)\"|(?P<word>[^\W\d_]\w*))"
    r")(?!\S)"
)
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
_LETTERS = re.compile(r"[^\W\d_]+")
_PAGES = re.compile(r"(?P<first>\d{1,6})(?:-(?P<last>\d{1,6}))?")


@dataclass(frozen=True, slots=True)
class TypedQuery:
    """A query as typed, taken apart.

    Parameters
    ----------
    text
        What is searched for; words in quotation marks must be there.
    excluded
        Words and phrases that passages must not hold.
    filters
        Which files and pages count.
    items
        What made the latter two, as it was typed.
    """

    text: str
    excluded: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    items: tuple[str, ...] = ()


def parse_typed(typed: str, now: datetime | None = None) -> TypedQuery:
    """Take a query apart; `now` is what days such as "today" are counted from.

    Examples
    --------
    >>> parse_typed('rent -"service charge" type:pdf page:2-3').excluded
    ('service charge',)
    >>> parse_typed("the ratio a:b of type:").text
    'the ratio a:b of type:'
    """
    today = (now or datetime.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    found = TypedQuery("")
    rest: list[str] = []
    end = 0
    for item in _ITEM.finditer(typed):
        further = _with(found, item, today)
        if further is not None:
            found = replace(further, items=(*found.items, item[0]))
            rest.append(typed[end : item.start()])
            end = item.end()
    rest.append(typed[end:])
    return replace(found, text=" ".join("".join(rest).split()))


@dataclass(frozen=True, slots=True)
class Slip:
    """An operator with a value that it can't have, as it was typed; it is searched as words.

    Where it is a type that no file has that is read, it does count, and finds nothing.
    """

    operator: Operator
    item: str
    value: str


def slips(typed: str) -> tuple[Slip, ...]:
    """Return what of a query looks like an operator, but does not say what one may have meant.

    Examples
    --------
    >>> [one.item for one in slips("rent after:2025-13 type:xls,pdf page:3 a:b")]
    ['after:2025-13', 'type:xls,pdf']
    >>> slips("rent after:2025-12 type:md")
    ()
    """
    found = []
    for item in _ITEM.finditer(typed):
        name = (item["operator"] or "").lower()
        if name not in list(Operator):
            continue
        operator, value = Operator(name), item["quoted"] or item["value"]
        if operator is Operator.TYPE:
            unknown = [one for one in value.split(",") if one and not is_file_type(one)]
            if unknown:
                found.append(Slip(operator, item[0], unknown[0].lstrip(".")))
        elif _READERS[operator](Filters(), value, datetime.now()) is None:
            found.append(Slip(operator, item[0], value))
    return tuple(found)


def with_words_replaced(
    typed: str, others: Mapping[str, str]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a query with other words in place of some, and the characters where these stand.

    Its operators stay as they are.

    Examples
    --------
    >>> with_words_replaced("washng name:washng", {"washng": "washing"})
    ('washing name:washng', ((0, 7),))
    """
    items = parse_typed(typed).items
    kept = [item.span() for item in _ITEM.finditer(typed) if item[0] in items]
    made, end = "", 0
    spans = []
    for word in _LETTERS.finditer(typed):
        is_kept = any(start <= word.start() < stop for start, stop in kept)
        if is_kept or (other := others.get(word[0])) is None:
            continue
        made += typed[end : word.start()]
        spans.append((len(made), len(made) + len(other)))
        made += other
        end = word.end()
    return made + typed[end:], tuple(spans)


def with_folder_replaced(typed: str, name: str, other: str) -> str:
    """Return a query that asks for a folder of another name.

    Examples
    --------
    >>> with_folder_replaced('rent in:Contrats', "Contrats", "Old contracts")
    'rent in:"Old contracts"'
    """
    quoted = f'"{other}"' if re.search(r"\s", other) else other

    def replaced(item: re.Match[str]) -> str:
        is_folder = (item["operator"] or "").lower() == Operator.IN
        value = item["quoted"] or item["value"] or ""
        is_meant = is_folder and value.strip("/\\") == name
        return f"{Operator.IN}:{quoted}" if is_meant else item[0]

    return _ITEM.sub(replaced, typed)


def _with(query: TypedQuery, item: re.Match[str], today: datetime) -> TypedQuery | None:
    """Return the query with one more item, None if that says nothing to us."""
    if (excluded := item["phrase"] or item["word"]) is not None:
        return replace(query, excluded=(*query.excluded, excluded))
    name = item["operator"].lower()
    if name not in list(Operator):
        return None
    filters = _READERS[Operator(name)](query.filters, item["quoted"] or item["value"], today)
    return None if filters is None else replace(query, filters=filters)


def _type(filters: Filters, value: str, today: datetime) -> Filters | None:
    del today
    extensions = [one for name in value.split(",") if name for one in extensions_of(name)]
    return replace(filters, types=(*filters.types, *extensions)) if extensions else None


def _in(filters: Filters, value: str, today: datetime) -> Filters | None:
    del today
    return replace(filters, folder_names=(*filters.folder_names, value.strip("/\\")))


def _name(filters: Filters, value: str, today: datetime) -> Filters | None:
    del today
    return replace(filters, names=(*filters.names, value))


def _after(filters: Filters, value: str, today: datetime) -> Filters | None:
    start = _start(value, today)
    return None if start is None else replace(filters, modified_from_ns=_ns(start))


def _before(filters: Filters, value: str, today: datetime) -> Filters | None:
    start = _start(value, today)
    return None if start is None else replace(filters, modified_until_ns=_ns(start))


def _page(filters: Filters, value: str, today: datetime) -> Filters | None:
    del today
    match = _PAGES.fullmatch(value)
    if match is None:
        return None
    first, last = int(match["first"]), int(match["last"] or match["first"])
    return replace(filters, pages=(first, last)) if first <= last else None


_READERS: dict[Operator, Callable[[Filters, str, datetime], Filters | None]] = {
    Operator.TYPE: _type,
    Operator.IN: _in,
    Operator.NAME: _name,
    Operator.AFTER: _after,
    Operator.BEFORE: _before,
    Operator.PAGE: _page,
}


def _start(value: str, today: datetime) -> datetime | None:
    """Return when a day, month or year begins, in local time; None if it is none."""
    match value.lower():
        case "today":
            return today
        case "yesterday":
            return today - timedelta(days=1)
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    try:
        start = datetime(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
        start.timestamp()
    except (ValueError, OverflowError, OSError):  # no such day, or none that a clock can say
        return None
    return start


def _ns(moment: datetime) -> int:
    return int(moment.timestamp()) * _NS
