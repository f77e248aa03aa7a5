"""How do the letters of a Word document look, by their own properties and their styles?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.extract.docx_styles import child, local_name, value
from app.extract.layout import Look, safe_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.extract.docx_styles import Element

OFF = frozenset({"0", "false", "off"})
_MAX_BASED_ON = 20  # styles that are based on each other in a circle exist
_SWITCHES = {"b": Look.BOLD, "i": Look.ITALIC, "strike": Look.STRIKE, "dstrike": Look.STRIKE}
_HEIGHTS = {"superscript": Look.RAISED, "subscript": Look.LOWERED}
_TYPEWRITERS = ("courier", "consolas", "menlo", "monaco", "mono", "typewriter")


class Looks:
    """Looks up how runs look.

    Parameters
    ----------
    root
        The root of the styles part; None if the document has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, tuple[str | None, Element | None]] = {}
        self._known: dict[str, Look] = {}
        for style in root if root is not None else ():
            identifier = value(style, "styleId")
            if local_name(style) == "style" and identifier:
                based_on = value(child(style, "basedOn"))
                self._styles[identifier] = (based_on, child(style, "rPr"))

    def of_style(self, identifier: str | None) -> Look:
        """Return how letters of a style look."""
        if identifier is None:
            return Look.PLAIN
        if identifier not in self._known:
            chain: list[Element | None] = []
            at: str | None = identifier
            while at in self._styles and len(chain) < _MAX_BASED_ON:
                based_on, properties = self._styles[at]
                chain.append(properties)
                at = based_on
            look = Look.PLAIN
            for properties in reversed(chain):
                look = _applied(properties, look)
            self._known[identifier] = look
        return self._known[identifier]

    def of_run(self, run: Element, base: Look) -> Look:
        """Return how a run looks in a paragraph of a look."""
        properties = child(run, "rPr")
        if properties is None:
            return base
        return _applied(properties, base | self.of_style(value(child(properties, "rStyle"))))


def _applied(properties: Element | None, look: Look) -> Look:
    for one in properties if properties is not None else ():
        name = local_name(one)
        if name in _SWITCHES:
            is_on = value(one) not in OFF
            look = look | _SWITCHES[name] if is_on else look & ~_SWITCHES[name]
        elif name == "u":
            is_on = value(one) != "none"
            look = look | Look.UNDERLINE if is_on else look & ~Look.UNDERLINE
        elif name == "vertAlign":
            look = look & ~(Look.RAISED | Look.LOWERED) | _HEIGHTS.get(value(one) or "", Look.PLAIN)
        elif name == "rFonts":
            font = (value(one, "ascii") or "").lower()
            if font:
                is_on = any(word in font for word in _TYPEWRITERS)
                look = look | Look.CODE if is_on else look & ~Look.CODE
    return look


@dataclass(frozen=True, slots=True)
class PartLinks:
    """What elements of a part of the package refer to.

    Parameters
    ----------
    name
        The part's.
    addresses
        On the web, by the ids of the part's relationships.
    """

    name: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)

    def address(self, hyperlink: Element) -> str:
        """Return where a hyperlink leads, or nothing."""
        return safe_link(self.addresses.get(_reference(hyperlink, "id"), ""))

    def picture(self, blip: Element) -> str:
        """Return the key of a picture, or nothing."""
        reference = _reference(blip, "embed")
        return f"{self.name}#{reference}" if reference else ""


def _reference(element: Element, name: str) -> str:
    """Return an attribute by its local name: strict documents use another namespace."""
    for key, found in element.items():
        if key.rpartition("}")[2] == name and "relationships" in key:
            return found
    return ""


class Line:
    """Gathers a paragraph's raw text, and how its parts look."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.looks: list[tuple[int, int, Look, str, str]] = []

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)

    def add(self, text: str) -> None:
        """Add text."""
        self._parts.append(text)
        self.length += len(text)

    def look_back(self, start: int, look: Look, link: str) -> None:
        """Say how all looks that was added since the text had a length."""
        if self.length > start and (look or link):
            self.looks.append((start, self.length, look, link, ""))

    def add_picture(self, key: str) -> None:
        """Say that there is a picture here."""
        if key:
            self.looks.append((self.length, self.length, Look.PLAIN, "", key))
