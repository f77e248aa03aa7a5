"""What a Word paragraph is by its style and numbering: a heading, a list item with its mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

_TITLE_STYLE = "title"
_CONTENTS_STYLE = "toc "
_MAX_BASED_ON = 20  # styles that are based on each other in a circle exist
_MAX_LEVEL = 9
_BODY_OUTLINE_LEVEL = 9  # "outline level 10" is Word's name for body text


class Element(Protocol):
    """The little of lxml's element that is used here."""

    tag: str
    text: str | None

    def get(self, key: str) -> str | None:
        """Return an attribute."""
        ...

    def items(self) -> Iterable[tuple[str, str]]:
        """Return all attributes."""
        ...

    def __iter__(self) -> Iterator[Element]: ...


def local_name(element: Element) -> str:
    """Return the tag without its namespace (strict documents use other namespaces)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((item for item in element if local_name(item) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute that is in the element's own namespace."""
    if element is None:
        return None
    namespace, brace, _ = element.tag.rpartition("}")
    return element.get(f"{namespace}{brace}{name}")


def number(element: Element | None, name: str = "val") -> int | None:
    """Return such an attribute as a number; None if it is missing or no number."""
    try:
        return int(value(element, name) or "")
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class ParagraphKind:
    """What a paragraph is: `level` of a heading (0 for none), a title, a line of the contents."""

    level: int = 0
    is_title: bool = False
    is_contents: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: int | None
    numbering: tuple[int | None, int | None]


class Styles:
    """Looks up paragraph styles.

    Parameters
    ----------
    root
        The root of the styles part; None if the document has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        for style in root if root is not None else ():
            identifier = value(style, "styleId")
            if local_name(style) == "style" and identifier:
                properties = child(style, "pPr")
                self._styles[identifier] = _Style(
                    (value(child(style, "name")) or "").casefold(),
                    value(child(style, "basedOn")),
                    number(child(properties, "outlineLvl")),
                    _numbering(properties),
                )

    def kind(self, properties: Element | None) -> ParagraphKind:
        """Return what a paragraph with these properties (`w:pPr`) is."""
        outline = number(child(properties, "outlineLvl"))
        for style in self._chain(properties):
            if style.name == _TITLE_STYLE:
                return ParagraphKind(1, is_title=True)
            if style.name.startswith(_CONTENTS_STYLE):
                return ParagraphKind(is_contents=True)
            if style.name.startswith("heading ") and style.name[8:].isdigit():
                return ParagraphKind(min(int(style.name[8:]), _MAX_LEVEL))
            if outline is None:
                outline = style.outline
        if outline is None or not 0 <= outline < _BODY_OUTLINE_LEVEL:
            return ParagraphKind()
        return ParagraphKind(outline + 1)

    def numbering(self, properties: Element | None) -> tuple[int, int] | None:
        """Return the paragraph's numbering id and depth (from 0), None for no list item."""
        identifier, depth = _numbering(properties)
        for style in self._chain(properties):
            identifier = style.numbering[0] if identifier is None else identifier
            depth = style.numbering[1] if depth is None else depth
        if not identifier:  # 0 takes a style's numbering away
            return None
        return identifier, min(max(depth or 0, 0), _MAX_LEVEL - 1)

    def _chain(self, properties: Element | None) -> Iterator[_Style]:
        identifier = value(child(properties, "pStyle"))
        for _ in range(_MAX_BASED_ON):
            style = self._styles.get(identifier or "")
            if style is None:
                return
            yield style
            identifier = style.based_on


def _numbering(properties: Element | None) -> tuple[int | None, int | None]:
    item = child(properties, "numPr")
    return number(child(item, "numId")), number(child(item, "ilvl"))


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    pattern: str
    start: int


class Numbering:
    """Counts list items and writes their marks: "3.", "(b)", "2.1", "•".

    Parameters
    ----------
    root
        The root of the numbering part; None if the document has none.
    """

    def __init__(self, root: Element | None) -> None:
        abstract: dict[int, dict[int, _Level]] = {}
        self._lists: dict[int, int] = {}
        self._levels = abstract
        self._overrides: dict[int, dict[int, int]] = {}
        self._counts: dict[int, list[int | None]] = {}
        for item in root if root is not None else ():
            if local_name(item) == "abstractNum":
                abstract[number(item, "abstractNumId") or 0] = _levels(item)
            elif local_name(item) == "num":
                identifier = number(item, "numId") or 0
                self._lists[identifier] = number(child(item, "abstractNumId")) or 0
                self._overrides[identifier] = _start_overrides(item)

    def mark(self, identifier: int, depth: int) -> str:
        """Count one more item of a list at a depth, and return its mark."""
        abstract = self._lists.get(identifier)
        levels = self._levels.get(abstract, {}) if abstract is not None else {}
        level = levels.get(depth, _Level("bullet", "•", 1))
        # Lists that share an abstract definition go on counting, unless they start anew.
        overrides = self._overrides.get(identifier, {})
        key = -identifier if overrides else (abstract or 0)
        counts = self._counts.setdefault(key, [None] * (_MAX_LEVEL + 1))
        for upper in range(depth + 1):
            if counts[upper] is None or upper == depth:
                start = overrides.get(upper, levels.get(upper, level).start)
                previous = counts[upper]
                counts[upper] = start if previous is None else previous + 1
        counts[depth + 1 :] = [None] * (len(counts) - depth - 1)
        if level.style == "bullet":
            return "•"
        if level.style == "none":
            return ""
        mark = level.pattern
        for upper in range(depth + 1):
            count = counts[upper] or 0
            mark = mark.replace(f"%{upper + 1}", _written(count, levels.get(upper, level).style))
        return mark


def _levels(item: Element) -> dict[int, _Level]:
    return {
        number(level, "ilvl") or 0: _Level(
            value(child(level, "numFmt")) or "decimal",
            value(child(level, "lvlText")) or "",
            number(child(level, "start")) or 1,
        )
        for level in item
        if local_name(level) == "lvl"
    }


def _start_overrides(item: Element) -> dict[int, int]:
    overrides: dict[int, int] = {}
    for override in item:
        start = number(child(override, "startOverride"))
        if local_name(override) == "lvlOverride" and start is not None:
            overrides[number(override, "ilvl") or 0] = start
    return overrides


def _written(count: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if style == "upperLetter" else letters
    if style in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman.lower() if style == "lowerRoman" else roman
    return f"{count:02}" if style == "decimalZero" else str(count)


def _roman(count: int) -> str:
    digits = []
    for worth, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        times, count = divmod(count, worth)
        digits.append(letters * times)
    return "".join(digits)
