"""Which part of a passage is shown under a hit, and what in it is highlighted?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sparkbert.types import Highlight, HighlightKind

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a snippet; `kind` is None where it is not highlighted."""

    text: str
    kind: HighlightKind | None


def snippet(text: str, highlights: Sequence[Highlight], width: int) -> list[Fragment]:
    """Return the stretch of about `width` characters that earned most of the score.

    White space is shown as single spaces; where the passage goes on there is an ellipsis.
    """
    start, end = _window(text, highlights, width)
    inside = sorted((one for one in highlights if one.start < end and one.end > start), key=_start)
    fragments = [Fragment(ELLIPSIS, None)] if start > 0 else []
    at = start
    for one in inside:
        if one.start < at:
            continue
        fragments.append(Fragment(_spaced(text[at : one.start]), None))
        fragments.append(Fragment(_spaced(text[one.start : one.end]), one.kind))
        at = one.end
    fragments.append(Fragment(_spaced(text[at:end]), None))
    if end < len(text):
        fragments.append(Fragment(ELLIPSIS, None))
    return [fragment for fragment in fragments if fragment.text]


def _window(text: str, highlights: Sequence[Highlight], width: int) -> tuple[int, int]:
    """Return the window with the most weight, widened to whole words."""
    if len(text) <= width:
        return 0, len(text)
    best_weight, best = -1.0, (0, 0)
    ordered = sorted(highlights, key=_start)
    for number, first in enumerate(ordered):
        group = [one for one in ordered[number:] if one.end - first.start <= width]
        weight = sum(one.weight for one in group)
        if weight > best_weight:
            last = group[-1].end if group else first.end
            best_weight, best = weight, (first.start, last)
    # The rest of the width goes before and after in equal parts, as far as there is text.
    spare = max(width - (best[1] - best[0]), 0)
    start = max(best[0] - spare // 2, 0)
    end = min(max(start + width, best[1]), len(text))
    start = max(min(start, end - width), 0)
    return _word_start(text, start, best[0]), _word_end(text, end, best[1])


def _word_start(text: str, at: int, limit: int) -> int:
    """Return the next place where a word begins, but not beyond `limit`."""
    if at == 0:
        return 0
    while at < limit and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, at: int, limit: int) -> int:
    """Return the last place where a word ends, but not before `limit`."""
    if at >= len(text):
        return len(text)
    end = at
    while end > limit and not text[end].isspace():
        end -= 1
    return end


def _spaced(text: str) -> str:
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def _start(one: Highlight) -> int:
    return one.start
