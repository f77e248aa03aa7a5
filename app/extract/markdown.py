"""What a reader sees of a Markdown file: its text without the marks."""

from __future__ import annotations

import html
import re
import tomllib
from bisect import bisect_right
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

from app.extract import failures
from app.extract.base import ExtractedDocument
from app.extract.clean import Separator
from app.extract.sections import Block, assemble, first_heading
from app.extract.text import encoding_warnings, read_text
from app.extract.titles import choose_title

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

    from app.extract.base import Limits

_MAX_FRONT_MATTER = 100_000
_PROSE_WORDS = 4  # a value of the front matter with so many is for readers
_TOML_FRONT_MATTER = re.compile(r"\A\+\+\+[ \t]*\r?\n(.*?\n)\+\+\+[ \t]*(?:\r?\n|\Z)", re.S)
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
        sections = assemble(blocks)
        if not sections:
            raise failures.no_text("Markdown file")
        return ExtractedDocument(
            choose_title(path, [title, first_heading(blocks)]),
            sections,
            encoding_warnings(decoded),
        )


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
    if tokens and tokens[0].type == "front_matter":
        fields = _yaml(tokens[0].content)
    title = fields.pop("title", "")
    reader = _Reader(text)
    reader.read_front_matter([value for value in fields.values() if isinstance(value, str)])
    return title if isinstance(title, str) else "", reader.read(tokens)


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
        self._items: list[int] = []  # of each open list, how many items it has had
        self._mark: str | None = None  # the list mark to write before the next text
        self._before = Separator.PARAGRAPH
        self._row: Block | None = None

    def read_front_matter(self, values: list[str]) -> None:
        """Keep what is prose in the front matter: a summary, a description."""
        for text in values:
            if len(text.split()) >= _PROSE_WORDS:
                block = self._open()
                block.opens_section = False
                self._find(text, block)

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
                block = self._open(keep_lines=True)
                for line in token.content.splitlines(keepends=True):
                    self._find(line, block)
            elif token.type == "html_block":
                self._html(token.content, self._open())
            else:
                self._structure(token)
        return self._blocks

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
        elif token.type == "tr_open":
            before = Separator.PARAGRAPH if self._row is None else Separator.LINE
            self._row = Block(before=before)
            self._blocks.append(self._row)
        elif token.type == "table_close":
            self._row = None

    def _open(self, level: int = 0, *, keep_lines: bool = False) -> Block:
        block = Block(level, keep_lines=keep_lines, before=self._before)
        self._before = Separator.PARAGRAPH
        if self._mark is not None:
            block.pieces.append((self._mark, None))
            self._mark = None
        self._blocks.append(block)
        return block

    def _inline(self, token: Token, level: int) -> None:
        block = self._row
        if block is None:
            block = self._open(level)
        elif block.pieces:
            block.pieces.append((" | ", None))
        for child in token.children or []:
            if child.type in ("text", "code_inline", "text_special"):
                self._find(child.content, block)
            elif child.type == "image":
                self._find(child.content, block)  # what it shows, in words
            elif child.type in ("softbreak", "hardbreak"):
                self._find("\n", block)
            elif child.type == "html_inline":
                block.pieces.append((" " if child.content.startswith("<br") else "", None))

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
