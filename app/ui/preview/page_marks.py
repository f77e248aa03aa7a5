"""What is marked on which page of a PDF, and where are its links?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF

from app.extract.pdf_messages import Letters, Link, Measured, Rect
from app.ui.preview.spans import Span
from sparkbert.types import HighlightKind

FoundHere = tuple[int, Letters]
"""What was found on a page, which is counted from 0."""

_NEAR = 160.0  # points: what a small window shows of a page at once
_WEIGHTS = {HighlightKind.EXACT: 2, HighlightKind.RELATED: 1}


class MarkKind(Enum):
    """What is marked on a page."""

    EXACT = auto()
    RELATED = auto()
    FOUND = auto()
    CHOSEN = auto()


@dataclass(frozen=True, slots=True)
class PageMark:
    """A box on a page, in points from its top left."""

    box: QRectF
    kind: MarkKind


class PageMarks:
    """Knows a hit's words, what was found and what is selected, and where that is on its page.

    Where letters are, another process tells: `missing` says what is still to be asked about a
    page, `take` takes the answer.
    """

    def __init__(self) -> None:
        self.selection: dict[int, Sequence[QRectF]] = {}
        self._hit_page = 0
        self._spans: Sequence[Span] = ()
        self._found: Sequence[FoundHere] = ()
        self._found_on: dict[int, list[Letters]] = {}
        self._chosen: FoundHere | None = None
        self._boxes: dict[int, dict[Letters, tuple[Rect, ...]]] = {}
        self._links: dict[int, tuple[Link, ...]] = {}

    @property
    def hit_page(self) -> int:
        """The page of the hit."""
        return self._hit_page

    @property
    def spans(self) -> Sequence[Span]:
        """What of the hit is highlighted there."""
        return self._spans

    @property
    def chosen(self) -> FoundHere | None:
        """What of all that was found is looked at."""
        return self._chosen

    def clear(self) -> None:
        """Know nothing: it is another document."""
        self.selection = {}
        self._spans, self._chosen = (), None
        self.set_found((), None)
        self._boxes, self._links = {}, {}

    def set_hit(self, page: int, spans: Sequence[Span]) -> None:
        """Highlight these words of a page."""
        self._hit_page, self._spans = page, tuple(spans)

    def set_found(self, found: Sequence[FoundHere], chosen: FoundHere | None) -> None:
        """Mark what was found."""
        self._chosen = chosen
        if found is not self._found:
            self._found = found
            self._found_on = {}
            for page, letters in found:
                self._found_on.setdefault(page, []).append(letters)

    def missing(self, page: int) -> tuple[Letters, ...] | None:
        """Return the letters of a page whose places are not known; None if all is."""
        known = self._boxes.get(page)
        letters = [*self._hit_letters(page), *self._found_on.get(page, ())]
        if known is None:
            return tuple(letters)
        return tuple(one for one in letters if one not in known) or None

    def take(self, letters: Sequence[Letters], measured: Measured) -> None:
        """Learn where letters are that were asked about."""
        known = self._boxes.setdefault(measured.page, {})
        known.update(zip(letters, measured.boxes, strict=False))
        self._links[measured.page] = measured.links

    def marks(self, page: int) -> list[PageMark]:
        """Return what is to be painted on a page."""
        kinds = [
            MarkKind.EXACT if one.kind is HighlightKind.EXACT else MarkKind.RELATED
            for one in (self._spans if page == self._hit_page else ())
        ]
        pairs = list(zip(self._hit_letters(page), kinds, strict=True))
        for one in self._found_on.get(page, ()):
            is_chosen = self._chosen == (page, one)
            pairs.append((one, MarkKind.CHOSEN if is_chosen else MarkKind.FOUND))
        known = self._boxes.get(page, {})
        return [PageMark(QRectF(*box), kind) for one, kind in pairs for box in known.get(one, ())]

    def box_of(self, page: int, letters: Letters | None) -> QRectF | None:
        """Return where letters are, of the hit if None is given; None if unknown.

        The words of a hit may stand far apart: the box is that of the first among most of them.
        """
        known = self._boxes.get(page, {})
        if letters is not None:
            boxes = known.get(letters, ())
            return QRectF(*boxes[0]) if boxes else None
        if page != self._hit_page:
            return None
        return _amid(
            [
                (QRectF(*known[one][0]), span)
                for span, one in zip(self._spans, self._hit_letters(page), strict=True)
                if known.get(one)
            ]
        )

    def hit_boxes(self) -> list[tuple[Span, tuple[Rect, ...]]]:
        """Return the words of the hit whose places are known, with the places: maybe none."""
        known = self._boxes.get(self._hit_page, {})
        letters = self._hit_letters(self._hit_page)
        pairs = zip(self._spans, letters, strict=True)
        return [(span, known[one]) for span, one in pairs if one in known]

    def links(self, page: int) -> tuple[Link, ...]:
        """Return what can be clicked on a page."""
        return self._links.get(page, ())

    def link_at(self, page: int, at: QPointF) -> Link | None:
        """Return the link at a point of a page."""
        for link in self.links(page):
            if any(QRectF(*box).contains(at) for box in link.boxes):
                return link
        return None

    def _hit_letters(self, page: int) -> list[Letters]:
        if page != self._hit_page:
            return []
        return [Letters(one.start, one.end, one.text) for one in self._spans]


def _amid(words: Sequence[tuple[QRectF, Span]]) -> QRectF | None:
    """Return the topmost box where the most words stand near each other; None if there are none."""
    best, most = None, 0
    for top in (box.top() for box, _ in words):
        near = [(box, word) for box, word in words if top <= box.top() <= top + _NEAR]
        kinds = {word.text.casefold(): word.kind for _, word in near}
        weight = sum(_WEIGHTS[kind] for kind in kinds.values())
        if weight > most:
            best, most = min((box for box, _ in near), key=QRectF.top), weight
    return best
