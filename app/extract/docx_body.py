"""How the paragraphs, tables and notes of a Word document are read in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.extract import failures
from app.extract.clean import Separator, clean
from app.extract.docx_styles import child, local_name, value
from app.extract.sections import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.extract.base import Limits
    from app.extract.docx_styles import Element, Numbering, Styles

_SKIPPED = frozenset({
    "del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sectPr", "tblPr",
    "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rt", "annotationRef", "Fallback", "pict",
    "fldData",
})  # fmt: skip
_BLANKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off"})
_MAX_DEPTH = 200
_LONG_CELL = 3  # paragraphs; a table with such cells is a layout, not a table of facts

Notes = dict[str, "Element"]


class BodyReader:
    """Turns the block elements of a document's parts into blocks of text.

    Parameters
    ----------
    styles, numbering
        Of the document.
    notes
        The notes by kind ("footnoteReference", "endnoteReference"), then by their ids; each is
        read after the paragraph that refers to it.
    """

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        notes: Mapping[str, Notes],
        limits: Limits,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._limits = limits
        self._position = 0  # in the running paragraph text
        self._after: list[Element] = []  # notes and text boxes of the current paragraph
        self._in_list = False
        self._depth = 0
        self.title = ""
        self.blocks: list[Block] = []

    def read(self, container: Iterable[Element], *, opens_section: bool = True) -> None:
        """Read paragraphs and tables, and whatever wraps them."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ValueError("elements are nested too deep")
        for element in container:
            name = local_name(element)
            if name == "p":
                self._paragraph(element, opens_section=opens_section)
            elif name == "tbl":
                self._table(element, opens_section=opens_section)
            elif name not in _SKIPPED:
                self.read(element, opens_section=opens_section)
        self._depth -= 1

    def _paragraph(self, element: Element, *, opens_section: bool) -> None:
        properties = child(element, "pPr")
        kind = self._styles.kind(properties)
        item = self._styles.numbering(properties)
        start = self._position
        text = self._text(element)
        mark = self._numbering.mark(*item) if item and text.strip() else ""
        if clean(text) and not kind.is_contents:
            block = Block(kind.level, keep_lines=not kind.level, opens_section=opens_section)
            if mark:
                block.pieces.append((f"{mark} ", None))
                if self._in_list and not kind.level:
                    block.before = Separator.LINE
            block.pieces.append((text, start))
            self._in_list = bool(mark)
            self.blocks.append(block)
            if kind.is_title and not self.title:
                self.title = block.text
        self._read_after(opens_section=opens_section)

    def _text(self, paragraph: Element) -> str:
        """Return a paragraph's raw text, and count it in the running text."""
        parts: list[str] = []
        self._runs(paragraph, parts, 0)
        text = "".join(parts)
        self._position += len(text) + 1
        if self._position > self._limits.characters:
            raise failures.too_much_text(self._limits)
        return text

    def _runs(self, element: Iterable[Element], parts: list[str], depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise ValueError("elements are nested too deep")
        for item in element:
            name = local_name(item)
            if name == "t":
                parts.append((item.text or "").replace("\n", " "))
            elif name in _BLANKS:
                parts.append(_BLANKS[name])
            elif name == "sym":
                parts.append(_symbol(item))
            elif name in self._notes:
                # Once: a note that refers to itself, or two to each other twice, would never end.
                note = self._notes[name].pop(value(item, "id") or "", None)
                if note is not None:
                    self._after.append(note)
            elif name == "txbxContent":
                self._after.append(item)
            elif name == "AlternateContent":
                self._runs(_preferred(item), parts, depth + 1)
            elif name == "pict":  # VML: the only place of text boxes in old documents
                self._after.extend(_text_boxes(item))
            elif name not in _SKIPPED and not _is_hidden(item, name):
                self._runs(item, parts, depth + 1)

    def _read_after(self, *, opens_section: bool) -> None:
        """Read the notes and text boxes that the last paragraph refers to, after it."""
        while self._after:
            self._in_list = False
            following, self._after = self._after, []
            for element in following:
                self.read(element, opens_section=opens_section)

    def _table(self, table: Element, *, opens_section: bool) -> None:
        rows = [list(_cells(row)) for row in _rows(table)]
        is_layout = all(len(row) < 2 for row in rows) or any(
            sum(local_name(item) == "p" and child(item, "r") is not None for item in cell)
            > _LONG_CELL
            or child(cell, "tbl") is not None
            for row in rows
            for cell in row
        )
        if is_layout:
            for row in rows:
                for cell in row:
                    self.read(cell, opens_section=opens_section)
            return
        self._in_list = False
        first = True
        for row in rows:
            block = Block(
                before=Separator.PARAGRAPH if first else Separator.LINE, opens_section=opens_section
            )
            for cell in row:
                self._cell(cell, block)
            if any(source is not None for _, source in block.pieces):
                self.blocks.append(block)
                first = False
        self._read_after(opens_section=opens_section)

    def _cell(self, cell: Element, block: Block) -> None:
        """Add a cell's paragraphs to its row, on one line."""
        texts: list[tuple[str, int | None]] = []
        for paragraph in _paragraphs(cell):
            start = self._position
            text = self._text(paragraph)
            if text.strip():
                texts.extend([(" ", None), (text, start)])
        if texts:
            if block.pieces:
                block.pieces.append((" | ", None))
            block.pieces.extend(texts[1:])


def _rows(table: Element) -> Iterable[Element]:
    for element in table:
        name = local_name(element)
        if name == "tr":
            yield element
        elif name not in _SKIPPED:
            yield from _rows(element)


def _cells(row: Element) -> Iterable[Element]:
    for element in row:
        name = local_name(element)
        if name == "tc":
            merged = child(element, "tcPr", "vMerge")
            if merged is None or value(merged) == "restart":  # else it continues the one above
                yield element
        elif name not in _SKIPPED:
            yield from _cells(element)


def _paragraphs(container: Element) -> Iterable[Element]:
    for element in container:
        name = local_name(element)
        if name == "p":
            yield element
        elif name not in _SKIPPED:
            yield from _paragraphs(element)


def _text_boxes(element: Element) -> Iterable[Element]:
    for item in element:
        if local_name(item) == "txbxContent":
            yield item
        else:
            yield from _text_boxes(item)


def _preferred(alternatives: Element) -> Iterable[Element]:
    """Return the first choice of an `mc:AlternateContent`; the others say the same again."""
    choice = child(alternatives, "Choice")
    if choice is None:
        choice = child(alternatives, "Fallback")
    return choice if choice is not None else ()


def _is_hidden(item: Element, name: str) -> bool:
    if name != "r":
        return False
    vanish = child(item, "rPr", "vanish")
    return vanish is not None and value(vanish) not in _OFF


def _symbol(item: Element) -> str:
    try:
        return chr(int(value(item, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
