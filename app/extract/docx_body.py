"""How the paragraphs, tables and notes of a Word document are read in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.extract import failures
from app.extract.clean import Separator, clean
from app.extract.docx_looks import OFF, Line, Looks, PartLinks
from app.extract.docx_styles import child, local_name, number, value
from app.extract.layout import BlockKind, Look, Shape
from app.extract.sections import Block, Cell, Style

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
_MAX_DEPTH = 200
_MAX_SPAN = 64  # columns
_LONG_CELL = 3  # paragraphs; a table with such cells is a layout, not a table of facts

Notes = dict[str, "Element"]


class BodyReader:
    """Turns the block elements of a document's parts into blocks of text.

    Parameters
    ----------
    styles, numbering
        Of the document.
    looks
        How letters look.
    notes
        The notes by kind ("footnoteReference", "endnoteReference"), then by their ids; each is
        read after the paragraph that refers to it.
    note_links
        What the notes refer to, by kind.
    """

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        looks: Looks,
        notes: Mapping[str, Notes],
        note_links: Mapping[str, PartLinks],
        limits: Limits,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._looks = looks
        self._notes = notes
        self._note_links = note_links
        self._links = PartLinks()
        self._n_tables = 0
        self._limits = limits
        self._position = 0  # in the running paragraph text
        # With what they refer to:
        self._after: list[
            tuple[Element, PartLinks]
        ] = []  # notes and text boxes of the current paragraph
        self._in_list = False
        self._depth = 0
        self.title = ""
        self.blocks: list[Block] = []

    def read_part(
        self, container: Iterable[Element], links: PartLinks, *, opens_section: bool = True
    ) -> None:
        """Read what stands in one part of the package."""
        before, self._links = self._links, links
        self.read(container, opens_section=opens_section)
        self._links = before

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
        base = Look.PLAIN
        if not kind.level:
            base = self._looks.of_style(value(child(properties, "pStyle")))
        start = self._position
        line = self._line(element, base)
        text = line.text
        mark = self._numbering.mark(*item) if item and text.strip() else ""
        if clean(text) and not kind.is_contents:
            block = Block(kind.level, keep_lines=not kind.level, opens_section=opens_section)
            if kind.level:
                block.shape = Shape(BlockKind.HEADING, kind.level)
            elif item:
                block.shape = Shape(BlockKind.ITEM, item[1] + 1)
            if mark:
                block.has_mark = True
                block.pieces.append((f"{mark} ", None))
                if self._in_list and not kind.level:
                    block.before = Separator.LINE
            block.pieces.append((text, start))
            block.styles = _styles(line, len(block.pieces) - 1)
            self._in_list = bool(mark)
            self.blocks.append(block)
            if kind.is_title and not self.title:
                self.title = block.text
        elif pictures := [one for one in _styles(line, 1) if one.picture]:
            # It separates nothing, so that the text is the same with and without it.
            self.blocks.append(Block(before=Separator.NONE, opens_section=False, styles=pictures))
        self._read_after(opens_section=opens_section)

    def _line(self, paragraph: Element, base: Look = Look.PLAIN) -> Line:
        """Return a paragraph's raw text, and count it in the running text."""
        line = Line()
        self._runs(paragraph, line, 0, base)
        self._position += line.length + 1
        if self._position > self._limits.characters:
            raise failures.too_much_text(self._limits)
        return line

    def _runs(
        self, element: Iterable[Element], line: Line, depth: int, base: Look, link: str = ""
    ) -> None:
        if depth > _MAX_DEPTH:
            raise ValueError("elements are nested too deep")
        for item in element:
            name = local_name(item)
            if name == "t":
                line.add((item.text or "").replace("\n", " "))
            elif name in _BLANKS:
                line.add(_BLANKS[name])
            elif name == "sym":
                line.add(_symbol(item))
            elif name == "blip":
                line.add_picture(self._links.picture(item))
            elif name in self._notes or name in ("txbxContent", "pict"):
                self._put_off(item, name)
            elif name == "r":
                if not _is_hidden(item):
                    start = line.length
                    self._runs(item, line, depth + 1, base, link)
                    line.look_back(start, self._looks.of_run(item, base), link)
            elif name == "hyperlink":
                self._runs(item, line, depth + 1, base, self._links.address(item))
            elif name not in _SKIPPED:
                inner = _preferred(item) if name == "AlternateContent" else item
                self._runs(inner, line, depth + 1, base, link)

    def _put_off(self, item: Element, name: str) -> None:
        """Remember what is read after the paragraph."""
        if name == "txbxContent":
            self._after.append((item, self._links))
        elif name == "pict":  # VML: the only place of text boxes in old documents
            self._after.extend((box, self._links) for box in _text_boxes(item))
        else:
            # Once: a note that refers to itself, or two to each other twice, would never end.
            note = self._notes[name].pop(value(item, "id") or "", None)
            if note is not None:
                self._after.append((note, self._note_links[name]))

    def _read_after(self, *, opens_section: bool) -> None:
        """Read the notes and text boxes that the last paragraph refers to, after it."""
        while self._after:
            self._in_list = False
            following, self._after = self._after, []
            for element, links in following:
                self.read_part(element, links, opens_section=opens_section)

    def _table(self, table: Element, *, opens_section: bool) -> None:
        rows = [_cells(row) for row in _rows(table)]
        is_layout = all(len(row) < 2 for row in rows) or any(
            sum(local_name(item) == "p" and child(item, "r") is not None for item in cell)
            > _LONG_CELL
            or child(cell, "tbl") is not None
            for row in rows
            for cell, _, _ in row
        )
        if is_layout:
            for row in rows:
                for cell, _, _ in row:
                    self.read(cell, opens_section=opens_section)
            return
        self._in_list = False
        first = True
        has_head = value(child(table, "tblPr", "tblLook"), "firstRow") == "1"
        self._n_tables += 1
        number_of_table = self._n_tables
        for count, row in enumerate(rows):
            block = Block(
                before=Separator.PARAGRAPH if first else Separator.LINE,
                opens_section=opens_section,
                shape=Shape(BlockKind.CELL, table=number_of_table, row=count),
            )
            for cell, column, span in row:
                self._cell(cell, block, column, span, is_head=has_head and not count)
            if any(source is not None for _, source in block.pieces):
                self.blocks.append(block)
                first = False
        self._read_after(opens_section=opens_section)

    def _cell(self, cell: Element, block: Block, column: int, span: int, *, is_head: bool) -> None:
        """Add a cell's paragraphs to its row, on one line."""
        lines: list[tuple[Line, int]] = []
        for paragraph in _paragraphs(cell):
            start = self._position
            line = self._line(paragraph)
            if line.text.strip():
                lines.append((line, start))
        if not lines:
            return
        if block.pieces:
            block.pieces.append((" | ", None))
        block.cells.append(Cell(len(block.pieces), column, span, is_head))
        for count, (line, start) in enumerate(lines):
            if count:
                block.pieces.append((" ", None))
            block.pieces.append((line.text, start))
            block.styles += _styles(line, len(block.pieces) - 1)


def _styles(line: Line, piece: int) -> list[Style]:
    return [Style(piece, *look) for look in line.looks]


def _rows(table: Element) -> Iterable[Element]:
    for element in table:
        name = local_name(element)
        if name == "tr":
            yield element
        elif name not in _SKIPPED:
            yield from _rows(element)


def _cells(row: Element) -> list[tuple[Element, int, int]]:
    """Return a row's cells, each with its column and over how many columns it goes."""
    found = []
    column = 0
    for cell in _cell_elements(row):
        span = min(max(number(child(cell, "tcPr", "gridSpan")) or 1, 1), _MAX_SPAN)
        merged = child(cell, "tcPr", "vMerge")
        if merged is None or value(merged) == "restart":  # else it continues the one above
            found.append((cell, column, span))
        column += span
    return found


def _cell_elements(row: Element) -> Iterable[Element]:
    for element in row:
        name = local_name(element)
        if name == "tc":
            yield element
        elif name not in _SKIPPED:
            yield from _cell_elements(element)


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


def _is_hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and value(vanish) not in OFF


def _symbol(item: Element) -> str:
    try:
        return chr(int(value(item, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
