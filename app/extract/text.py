"""How plain text is decoded, and where its headings are."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.extract import failures, nuls
from app.extract.base import ExtractedDocument, ExtractionWarning, WarningKind
from app.extract.clean import Separator
from app.extract.hyphens import Hyphenation
from app.extract.sections import Block, assemble, first_heading
from app.extract.titles import choose_title

if TYPE_CHECKING:
    from pathlib import Path

    from app.extract.base import Limits

_MARKS = (  # the longer first: UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESS_BYTES = 200_000
_MOST_BYTES = 4  # per character, in any encoding
# A line of text with a line of one repeated sign under it, as long as itself: reStructuredText.
_UNDERLINED = re.compile(r"^(?P<title>\S.*)\r?\n(?P<line>([=\-~^\"*+#])\3{2,}+)[ \t]*+\r?$", re.M)
_DIVIDED = re.compile(r"(?<![^\W\d_])(?P<left>[^\W\d_]++)-[ \t]*\r?\n[ \t]*(?P<right>[^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text file's characters and the encoding they were read in; `guessed` if nothing told."""

    text: str
    encoding: str
    guessed: bool


def read_text(path: Path, limits: Limits) -> Decoded:
    """Read and decode a text file, but no more of it than may hold what the limits allow.

    Raises
    ------
    ExtractionError
        It has too many characters.
    """
    most = limits.characters * _MOST_BYTES + len(codecs.BOM_UTF32_LE)
    with path.open("rb") as file:
        data = file.read(most + 1)  # also of a file that grows and grows
    if len(data) > most:
        raise failures.too_much_text(limits)
    decoded = decode(data)
    if len(decoded.text) > limits.characters:
        raise failures.too_much_text(limits)
    return decoded


def decode(data: bytes) -> Decoded:
    """Decode a text file: by its byte order mark, as UTF-16, as UTF-8, or else by a guess.

    The byte order mark is not part of the text; everything else is, line ends included.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace"), encoding, guessed=False)
    data = nuls.without_padding(data)
    wide = nuls.utf_16(data[:_GUESS_BYTES])
    if wide is None:
        try:
            return Decoded(data.decode("utf-8"), "utf-8", guessed=False)
        except UnicodeDecodeError as error:
            if error.start >= len(data) - 3 and error.start > 100:  # cut off within a character
                return Decoded(data.decode("utf-8", errors="replace"), "utf-8", guessed=False)
    encoding = wide or _guess(data)
    return Decoded(data.decode(encoding, errors="replace"), encoding, guessed=True)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_BYTES]).best()
    # Windows-1252 is what such files mostly are, and it reads almost any byte.
    return best.encoding if best is not None else "cp1252"


class TextExtractor:
    """Reads plain text; `Section.offsets` are characters of the decoded file."""

    def extract(self, path: Path, limits: Limits) -> ExtractedDocument:
        """Return the file's text; see `Extractor.extract`."""
        decoded = read_text(path, limits)
        blocks = _blocks(decoded.text)
        sections = assemble(blocks)
        if not sections:
            raise failures.no_text("text file")
        return ExtractedDocument(
            choose_title(path, [first_heading(blocks)]), sections, encoding_warnings(decoded)
        )


def encoding_warnings(decoded: Decoded) -> tuple[ExtractionWarning, ...]:
    """Say so where the encoding was guessed: some letters may be wrong."""
    if not decoded.guessed:
        return ()
    message = f"The file does not say its encoding; it was read as {decoded.encoding}."
    return (ExtractionWarning(WarningKind.ENCODING_GUESSED, message),)


def _blocks(text: str) -> list[Block]:
    """Cut the text at underlined headings; all in between is one block with its lines kept."""
    hyphenation = Hyphenation([text])
    blocks: list[Block] = []
    levels: dict[str, int] = {}
    at = 0
    for match in _UNDERLINED.finditer(text):
        title = match["title"].rstrip()
        if not len(title) <= len(match["line"]) <= len(title) + 3:
            continue
        blocks.append(_prose(text, at, match.start(), hyphenation))
        level = levels.setdefault(match["line"][0], len(levels) + 1)
        blocks.append(Block(level, [(title, match.start())]))
        at = match.end()
    blocks.append(_prose(text, at, len(text), hyphenation))
    return blocks


def _prose(text: str, start: int, end: int, hyphenation: Hyphenation) -> Block:
    """Return `text[start:end]` as a block, with words joined that a line end divides."""
    pieces: list[tuple[str, int | None]] = []
    at = start
    for match in _DIVIDED.finditer(text, start, end):
        kept = hyphenation.keeps_hyphen(match["left"], match["right"])
        pieces.append((text[at : match.end("left") + kept], at))
        at = match.start("right")
    pieces.append((text[at:end], at))
    return Block(0, pieces, keep_lines=True, before=Separator.PARAGRAPH)
