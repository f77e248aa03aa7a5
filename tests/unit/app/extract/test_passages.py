from __future__ import annotations

from collections.abc import Iterator

from app.extract.base import ExtractedDocument, ExtractionWarning, WarningKind
from app.extract.passages import Cut, Head, parts_of
from sparkbert.chunking import Chunk
from sparkbert.offsets import OffsetMap
from sparkbert.types import Document, Heading, Section

_WARNING = ExtractionWarning(WarningKind.DAMAGED, "some")


class _Words:
    """Cuts at blanks, and tells how much of it was asked for."""

    def __init__(self) -> None:
        self.n = 0

    def iterate(self, document: Document) -> Iterator[Chunk]:
        for number, section in enumerate(document.sections):
            for word in section.text.split():
                self.n += 1
                yield Chunk(number, 0, len(word), word, None, 1)


def test_chunks_are_passed_on_a_few_at_a_time() -> None:
    words = _Words()
    section = Section("word " * 250, page=3, headings=(Heading(0, 1, "word"),))
    parts = parts_of(ExtractedDocument("Title", (section,), (_WARNING,)), words)
    head = next(parts)
    assert head == Head("Title", (Section("", page=3),), (_WARNING,))
    assert words.n == 0
    first = next(parts)
    assert isinstance(first, Cut)
    assert (len(first.chunks), words.n, first.is_last) == (100, 100, False)
    rest = [part for part in parts if isinstance(part, Cut)]
    assert [len(part.chunks) for part in rest] == [100, 50, 0]
    assert [part.is_last for part in rest] == [False, False, True]


def test_a_document_without_a_chunk_comes_to_an_end() -> None:
    parts = list(parts_of(ExtractedDocument("", (Section(" "),)), _Words()))
    assert parts[-1] == Cut((), is_last=True)


def test_a_text_of_turns_alone_keeps_a_part_of_its_places() -> None:
    n = 1_200_000
    offsets = OffsetMap(tuple(range(n)), tuple(range(0, 2 * n, 2)))
    head = next(parts_of(ExtractedDocument("", (Section("x" * n, offsets=offsets),)), _Words()))
    assert isinstance(head, Head)
    kept = head.sections[0].offsets
    assert len(kept.starts) == n // 3
    assert abs(kept.source(100_001) - offsets.source(100_001)) < 3
