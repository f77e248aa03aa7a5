"""Where do blocks and their looks stand in the text that was made of them?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.extract.layout import BlockKind, CodeLine, LaidBlock, Run, SectionLayout

if TYPE_CHECKING:
    from app.extract.sections import Block
    from sparkbert.offsets import OffsetMap

Bounds = Sequence[tuple[int, int]]
"""The text's length before and after each piece of a block; one pair if it has none."""


def section_layout(
    text: str, offsets: OffsetMap, placed: Sequence[tuple[Block, Bounds]]
) -> SectionLayout:
    """Return the layout of a section's text.

    Parameters
    ----------
    text, offsets
        What was made of the blocks.
    placed
        The blocks, and where their pieces got to.
    """
    blocks: list[LaidBlock] = []
    for block, bounds in placed:
        runs = _runs(text, offsets, block, bounds)
        if block.cells:
            blocks.extend(_cells(text, block, bounds, runs))
            continue
        start, end = _trimmed(text, *_hull(bounds[block.has_mark and len(bounds) > 1 :]))
        if end > start or any(one.picture for one in runs):
            at, mark_end = _trimmed(text, *bounds[0]) if block.has_mark else (0, 0)
            lines = tuple(_lines(text, block, bounds))
            mark = text[at:mark_end]
            blocks.append(LaidBlock(start, end, block.shape, mark, lines, tuple(runs), at))
    return SectionLayout(tuple(blocks))


def _cells(text: str, block: Block, bounds: Bounds, runs: Sequence[Run]) -> list[LaidBlock]:
    found = []
    ends = [*(one.piece for one in block.cells[1:]), len(block.pieces)]
    for cell, end_piece in zip(block.cells, ends, strict=True):
        is_last = end_piece == len(block.pieces)
        # The last piece of the others is what stands between them and the next.
        own = bounds[cell.piece : end_piece if is_last else end_piece - 1]
        if not own:
            continue
        start, end = _trimmed(text, *_hull(own))
        inside = tuple(one for one in runs if start <= one.start and one.end <= end)
        if end > start or inside:
            shape = replace(
                block.shape,
                kind=BlockKind.CELL,
                column=cell.column,
                span=cell.span,
                is_head=cell.is_head,
                align=cell.align,
            )
            found.append(LaidBlock(start, end, shape, runs=inside))
    return found


def _runs(text: str, offsets: OffsetMap, block: Block, bounds: Bounds) -> list[Run]:
    found = []
    for style in block.styles:
        if style.piece >= len(block.pieces):  # a picture without words
            at = bounds[-1][1]
            found.append(Run(at, at, style.look, style.link, style.picture))
            continue
        low, high = bounds[style.piece]
        raw, source = block.pieces[style.piece]
        start, end = low, high
        if source is not None and style.start > 0:
            start = _position(offsets, source + style.start, low, high)
        if source is not None and style.end < len(raw):
            end = _position(offsets, source + style.end, low, high)
        start, end = _trimmed(text, start, end)
        if end > start or style.picture:
            found.append(Run(start, max(start, end), style.look, style.link, style.picture))
    return found


def _lines(text: str, block: Block, bounds: Bounds) -> list[CodeLine]:
    """Return the lines of code, none if one of them does not stand in the source as it is."""
    if block.shape.kind is not BlockKind.CODE:
        return []
    found = []
    for (raw, source), (low, high) in zip(
        block.pieces[block.has_mark :], bounds[block.has_mark :], strict=True
    ):
        if source is None:
            return []
        start, end = _trimmed(text, low, high)
        found.append(CodeLine(start, end, source, raw.rstrip("\n")))
    return found


def _position(offsets: OffsetMap, source: int, low: int, high: int) -> int:
    """Return where what stands at a source position, or next after it, stands in the text."""
    piece = max(bisect_right(offsets.sources, source) - 1, 0)
    at = offsets.starts[piece] + max(source - offsets.sources[piece], 0)
    if piece + 1 < len(offsets.starts):
        at = min(at, offsets.starts[piece + 1])
    return min(max(at, low), high)


def _hull(bounds: Bounds) -> tuple[int, int]:
    return bounds[0][0], bounds[-1][1]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
