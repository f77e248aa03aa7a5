"""What a reader sees of a Markdown file: its text without the marks."""

from __future__ import annotations

import html
import re
import tomllib
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

from app.extract import failures
from app.extract.base import ExtractedDocument
from app.extract.clean import Separator
from app.extract.layout import Align, BlockKind, Layout, Look, Shape, safe_link
from app.extract.pictures import PictureShelf
from app.extract.sections import Block, Cell, Style, assemble_laid_out, first_heading
from app.extract.text import encoding_warnings, read_text
from app.extract.titles import choose_title

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

    from app.extract.base import Limits

_MAX_FRONT_MATTER = 100_000
_PROSE_WORDS = 4  # a value of the front matter with so many is for readers
_LISTS = frozenset({"author", "authors", "keywords", "tags"})
_LISTED = re.compile(r"\s*[,;]\s*")
_MOST_LISTED = 3  # words in each entry of a list
_TOML_FRONT_MATTER = re.compile(r"\A\+\+\+[ \t]*\r?\n(.*?\n)\+\+\+[ \t]*(?:\r?\n|\Z)", re.S)
_LOOKS = {
    "strong_open": Look.BOLD,
    "em_open": Look.ITALIC,
    "s_open": Look.STRIKE,
}
_ALIGNS = {f"text-align:{one.value}": one for one in (Align.LEFT, Align.CENTER, Align.RIGHT)}
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))


class MarkdownExtractor:
    """Reads Markdown; `Section.offsets` are characters of the decoded file.

    Text that stands in the file as it is rendered maps exactly; where the two differ (entities,
    escapes), a character maps into its own block, at or before where it stands.
    """

    def extract(self, path: Path, limits: Limits) -> ExtractedDocument:
        """Return the file's rendered text; see `Extractor.extract`."""
        decoded = read_text(path, limits)
        title, blocks = read_markdown(decoded.text)
        sections, layouts = assemble_laid_out(blocks)
        if not sections:
            raise failures.no_text("Markdown file")
        return ExtractedDocument(
            choose_title(path, [title, first_heading(blocks)]),
            sections,
            encoding_warnings(decoded),
            Layout(layouts),
        )

    def pictures(self, path: Path, layout: Layout) -> Layout:
        """Add the pictures that lie beside the file, or below it, to its layout."""
        shelf = PictureShelf()
        for key in layout.picture_keys:
            shelf.add_file(key, path.parent)
        return Layout(layout.sections, shelf.pictures)


def read_markdown(text: str) -> tuple[str, list[Block]]:
    """Return the title in the front matter (or an empty string) and the blocks of the body."""
    fields: dict[str, object] = {}
    source = text
    if match := _TOML_FRONT_MATTER.match(text):
        fields = _toml(match[1])
        # Blanks of the same length keep every position.
        source = re.sub(r"[^\r\n]", " ", match[0]) + text[match.end() :]
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin)
    tokens = parser.parse(source)
    n_lines = source[: match.end()].count("\n") if match else 0
    if tokens and tokens[0].type == "front_matter":
        fields = _yaml(tokens[0].content)
        n_lines = (tokens[0].map or [0, 0])[1]
    title = fields.pop("title", "")
    title = title.strip() if isinstance(title, str) else ""
    reader = _Reader(text)
    if n_lines:
        stands_below = _plain(title) == _plain(_first_heading(tokens))
        reader.read_front_matter("" if stands_below else title, fields, n_lines)
    return title, reader.read(tokens)


def _first_heading(tokens: list[Token]) -> str:
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            return following.content
    return ""


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _is_listed(text: str) -> bool:
    """Whether a value is a list of terms, not a sentence."""
    entries = _LISTED.split(text.strip())
    return len(entries) > 1 and all(len(one.split()) <= _MOST_LISTED for one in entries)


def _toml(front_matter: str) -> dict[str, object]:
    try:
        return tomllib.loads(front_matter)
    except tomllib.TOMLDecodeError:
        return {}


def _yaml(front_matter: str) -> dict[str, object]:
    import yaml

    if len(front_matter) > _MAX_FRONT_MATTER:
        return {}
    try:
        fields = yaml.safe_load(front_matter)
    # ValueError: a date like 2024-02-31; RecursionError: brackets by the thousand
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {str(key): field for key, field in fields.items()} if isinstance(fields, dict) else {}


def _without_unseen(content: str) -> str:
    """Return HTML without comments, scripts and styles, in linear time whatever is left open."""
    for opening, closing in _UNSEEN:
        lower = content.lower() if len(content.lower()) == len(content) else content
        parts: list[str] = []
        at = 0
        while (start := lower.find(opening, at)) >= 0:
            last = lower.find(closing, start + len(opening))
            end = lower.find(">", last)
            if last < 0 or end < 0:
                break
            parts.append(content[at:start])
            at = end + 1
        content = "\n".join([*parts, content[at:]])
    return content


class _Reader:
    """Turns markdown-it's tokens into blocks, each text found again in the source.

    Parameters
    ----------
    source
        The file's text. markdown-it says which lines a block stands on; within them the rendered
        texts are looked up one after the other, so positions never go back.
    """

    def __init__(self, source: str) -> None:
        # As markdown-it has it; line ends of two characters become one, to be counted again.
        self._source = re.sub(r"\r\n?", "\n", source).replace("\x00", "\ufffd")
        self._shortened = [m.end() - i for i, m in enumerate(re.finditer("\r\n", source), start=1)]
        self._line_starts = [0, *(m.end() for m in re.finditer("\n", self._source))]
        self._at = 0
        self._end = len(self._source)
        self._blocks: list[Block] = []
        self._lists: list[tuple[str, str]] = []  # of the front matter
        self._items: list[int] = []  # of each open list, how many items it has had
        self._mark: str | None = None  # the list mark to write before the next text
        self._before = Separator.PARAGRAPH
        self._row: Block | None = None
        self._n_tables = self._n_rows = self._n_cells = 0
        self._is_head = False
        self._align = Align.USUAL
        self._quotes = 0

    def read_front_matter(self, title: str, fields: dict[str, object], n_lines: int) -> None:
        """Keep what is for readers: title and prose; authors and terms come after the text.

        They are no sentence, and would be glued to one in what is shown of a passage.
        """
        self._end = self._line_starts[min(n_lines, len(self._line_starts) - 1)]
        if title:
            self._put_above(BlockKind.HEADING, title)
        for key, value in fields.items():
            values = value if isinstance(value, list) else [value]
            texts = [one.strip() for one in values if isinstance(one, str) and one.strip()]
            is_prose = len(texts) == 1 and len(texts[0].split()) >= _PROSE_WORDS
            if not texts:
                continue
            if key.lower() in _LISTS or (is_prose and _is_listed(texts[0])):
                self._lists.append((key, ", ".join(texts)))
            elif is_prose:
                self._put_above(BlockKind.PARAGRAPH, texts[0])
        self._at, self._end = self._end, len(self._source)

    def _put_above(self, kind: BlockKind, text: str) -> None:
        """Write something above the text."""
        level = int(kind is BlockKind.HEADING)
        block = Block(level, opens_section=False, shape=self._shape(kind, level))
        self._find(text, block)
        self._blocks.append(block)

    def _below(self) -> list[Block]:
        """Return the lists of the front matter that have a word which the text has not."""
        known = {word for block in self._blocks for word in _words(block.text)}
        lines = [(key, text) for key, text in self._lists if not known.issuperset(_words(text))]
        shape = self._shape(BlockKind.NOTE)
        return [
            Block(
                before=Separator.LINE,
                pieces=[(f"{key}: {text}", None)],
                shape=shape,
                begins_section=not at,
            )
            for at, (key, text) in enumerate(lines)
        ]

    def read(self, tokens: list[Token]) -> list[Block]:
        """Return the blocks of a parsed file."""
        level = 0
        for token in tokens:
            self._enter(token)
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "inline":
                self._inline(token, level)
                level = 0
            elif token.type in ("fence", "code_block"):
                block = self._open(keep_lines=True, is_code=True)
                for line in token.content.splitlines(keepends=True):
                    self._find(line, block)
            elif token.type == "html_block":
                self._html(token.content, self._open())
            else:
                self._structure(token)
        return self._blocks + self._below()

    def _enter(self, token: Token) -> None:
        """Note on which lines of the source the token's block stands."""
        if token.map is None:
            return
        first, end = token.map
        starts = self._line_starts
        self._at = max(self._at, starts[min(first, len(starts) - 1)])
        self._end = starts[end] if end < len(starts) else len(self._source)

    def _structure(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._items.append(0)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._items.pop()
        elif token.type == "list_item_open":
            begins_list = len(self._items) == 1 and self._items[-1] == 0
            self._before = Separator.PARAGRAPH if begins_list else Separator.LINE
            self._items[-1] += 1
            self._mark = f"{token.info}. " if token.info else "• "
        elif token.type in ("blockquote_open", "blockquote_close"):
            self._quotes += token.nesting
        elif token.type == "table_open":
            self._n_tables, self._n_rows = self._n_tables + 1, 0
        elif token.type == "tr_open":
            before = Separator.PARAGRAPH if self._row is None else Separator.LINE
            self._row = Block(before=before, shape=self._shape(BlockKind.CELL))
            self._n_rows, self._n_cells = self._n_rows + 1, 0
            self._blocks.append(self._row)
        elif token.type in ("th_open", "td_open"):
            self._n_cells += 1
            self._is_head = token.type == "th_open"
            self._align = _ALIGNS.get(str(token.attrGet("style")), Align.USUAL)
        elif token.type == "table_close":
            self._row = None

    def _shape(self, kind: BlockKind, level: int = 0) -> Shape:
        if kind is BlockKind.CELL:
            return Shape(kind, level, self._quotes, self._n_tables, self._n_rows)
        return Shape(kind, level, self._quotes)

    def _open(self, level: int = 0, *, keep_lines: bool = False, is_code: bool = False) -> Block:
        kind, depth = BlockKind.PARAGRAPH, len(self._items)
        if level:
            kind, depth = BlockKind.HEADING, level
        elif is_code:
            kind = BlockKind.CODE
        elif depth:
            kind = BlockKind.ITEM
        shape = self._shape(kind, depth)
        block = Block(level, keep_lines=keep_lines, before=self._before, shape=shape)
        self._before = Separator.PARAGRAPH
        if self._mark is not None:
            block.has_mark = True
            block.pieces.append((self._mark, None))
            self._mark = None
        self._blocks.append(block)
        return block

    def _inline(self, token: Token, level: int) -> None:
        block = self._row
        if block is None:
            block = self._open(level)
        else:
            if block.pieces:
                block.pieces.append((" | ", None))
            column = self._n_cells - 1
            block.cells.append(
                Cell(len(block.pieces), column, is_head=self._is_head, align=self._align)
            )
        self._runs(token.children or [], block)

    def _runs(self, children: list[Token], block: Block) -> None:
        looks: list[Look] = []
        link = ""
        for child in children:
            if child.type in _LOOKS:
                looks.append(_LOOKS[child.type])
            elif child.nesting < 0 and child.type.replace("_close", "_open") in _LOOKS:
                looks.pop()
            elif child.type in ("link_open", "link_close"):
                link = safe_link(str(child.attrGet("href") or "")) if child.nesting > 0 else ""
            look = Look.CODE if child.type == "code_inline" else Look.PLAIN
            for one in looks:
                look |= one
            picture = ""
            if child.type in ("text", "code_inline", "text_special"):
                self._find(child.content, block)
            elif child.type == "image":
                picture = str(child.attrGet("src") or "")
                self._find(child.content, block)  # what it shows, in words
            elif child.type in ("softbreak", "hardbreak"):
                self._find("\n", block)
            elif child.type == "html_inline":
                block.pieces.append((" " if child.content.startswith("<br") else "", None))
            if (look or link or picture) and child.nesting == 0:
                piece = len(block.pieces) - 1
                length = len(block.pieces[piece][0])
                block.styles.append(Style(piece, 0, length, look, link, picture))

    def _find(self, text: str, block: Block) -> None:
        """Add a rendered text, from where it next stands in the block's source."""
        found = self._source.find(text, self._at, self._end)
        if found >= 0:
            block.pieces.append((text, found + bisect_right(self._shortened, found)))
            self._at = found + len(text)
        else:  # rendered otherwise than written
            block.pieces.append((text, None))

    def _html(self, content: str, block: Block) -> None:
        for text in _TAG.sub("\n", _without_unseen(content)).splitlines():
            if text.strip():
                self._find(html.unescape(text), block)
                block.pieces.append((" ", None))
