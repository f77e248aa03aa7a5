"""Which values can follow an operator that is being typed?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.engine.file_types import FILE_TYPES
from app.engine.name_book import name_order
from app.engine.query_language import Operator

_BEING_TYPED = re.compile(r"(?<!\S)(?P<operator>[A-Za-z]+):\"?(?P<value>[^\"]*)$")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What would stand from `start` to the cursor, with a space behind it."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class BeingTyped:
    """An operator whose value is being typed, and where in the text it starts."""

    operator: Operator
    value: str
    start: int


def being_typed(text: str, cursor: int) -> BeingTyped | None:
    """Return the operator before the cursor, None where there is none.

    Examples
    --------
    >>> being_typed("rent in:Ta", 10)
    BeingTyped(operator=<Operator.IN: 'in'>, value='Ta', start=5)
    """
    found = _BEING_TYPED.search(text[:cursor])
    if found is None or (" " in found["value"] and '"' not in found[0]):
        return None
    try:
        operator = Operator(found["operator"].lower())
    except ValueError:
        return None
    return BeingTyped(operator, found["value"], found.start())


def without_unfinished(
    text: str, cursor: int, suggestions: Sequence[Suggestion] | None = None
) -> str:
    """Return what is to be searched while suggestions are offered: not what is half typed.

    A name counts as it stands, since files are found by parts of it, and so does what is offered.
    Without knowing whether anything will be offered, nothing that is being typed counts.

    Examples
    --------
    >>> without_unfinished("rent in:Con", 11, suggest("rent in:Con", 11, ["Contracts"]))
    'rent '
    >>> without_unfinished("name:rep", 8, suggest("name:rep", 8, [], names=["report.md"]))
    'name:rep'
    """
    found = being_typed(text, cursor)
    if found is None or (suggestions is not None and not suggestions):
        return text
    typed = text[found.start : cursor]
    whole = {f"{found.operator}:{found.value}".casefold(), f'{typed}"'.casefold()}
    is_part_of_name = found.operator is Operator.NAME and found.value and '"' not in typed
    if is_part_of_name or any(one.text.strip().casefold() in whole for one in suggestions or ()):
        return text
    return text[: found.start] + text[cursor:].lstrip()


def suggest(
    text: str,
    cursor: int,
    folders: Sequence[str],
    today: date | None = None,
    names: Sequence[str] = (),
) -> list[Suggestion]:
    """Return how the operator before the cursor may go on; nothing where there is none.

    Parameters
    ----------
    text
        What the box holds.
    cursor
        Where in it one types.
    folders
        Names of folders.
    today
        What dates are counted from.
    names
        Names of files, or of further folders, that were found for what is typed, or a part of it.

    Examples
    --------
    >>> [one.text for one in suggest("rent type:m", 11, [])]
    ['type:markdown ']
    """
    found = being_typed(text, cursor)
    if found is None:
        return []
    typed = found.value.casefold()
    known = _values(found.operator, folders, today)
    values = [one for one in known if one.casefold().startswith(typed)]
    if found.operator in (Operator.IN, Operator.NAME):
        held = [one for one in dict.fromkeys([*known, *names]) if typed in one.casefold()]
        values = sorted(
            held, key=lambda one: (not one.casefold().startswith(typed), name_order(one))
        )
    if [one.casefold() for one in values] == [typed]:
        return []  # it stands there already
    return [Suggestion(f"{found.operator}:{_quoted(one)} ", found.start) for one in values[:_MOST]]


def _values(operator: Operator, folders: Sequence[str], today: date | None) -> list[str]:
    match operator:
        case Operator.TYPE:
            return [kind.lower() for kind in FILE_TYPES]
        case Operator.IN:
            return list(dict.fromkeys(folders))
        case Operator.AFTER | Operator.BEFORE:
            year = (today or date.today()).year
            return ["today", "yesterday", *(str(one) for one in range(year, year - 5, -1))]
        case Operator.NAME | Operator.PAGE:
            return []


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value
