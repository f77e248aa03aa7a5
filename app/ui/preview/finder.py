"""Where in a file is what somebody looks for, and which of these places is shown?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from app.extract.pdf_messages import Found
from app.ui.preview.find_bar import FindBar
from app.ui.preview.page_marks import FoundHere
from app.ui.preview.pdf_pages import PdfPages
from app.ui.preview.placement import Mark
from app.ui.preview.reader_page import ReaderPage
from sparkbert.types import Section

_MAX_FOUND = 2000
_STEP = 100_000  # characters that are looked through at once
_SLICE_S = 0.008  # the GUI's thread does other things in between


class Finder(QObject):
    """Looks for what is typed into the bar, in the text or in the PDF, whichever is shown."""

    def __init__(
        self, bar: FindBar, reader: ReaderPage, pages: PdfPages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._reader = reader
        self._pages = pages
        self._in_pages = False
        self._generation = 0
        self._found: list[Mark] = []
        self._of_pages: list[FoundHere] = []
        self._at: int | None = None
        self._is_done = True
        self._search: Iterator[Mark | None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_slice)
        bar.typed.connect(self.look_for)
        bar.stepped.connect(self.step)
        bar.left.connect(self.forget)

    @property
    def n_found(self) -> int:
        """How many places there are, as far as it is known."""
        return len(self._of_pages) if self._in_pages else len(self._found)

    def set_in_pages(self, in_pages: bool) -> None:
        """Look in the PDF's pages, or in the text, from now on; and again, if something was."""
        self._in_pages = in_pages
        if not self._bar.isHidden():
            self.look_for(self._bar.line.text())

    def look_for(self, text: str) -> None:
        """Begin to look for words."""
        self._reset()
        if not text.split():
            self._show()
            return
        self._is_done = False
        if self._in_pages:
            self._look_in_pages(text, 0, self._generation)
        else:
            self._search = places(self._reader.sections, text)
            self._timer.start(0)
        self._tell()

    def step(self, by: int) -> None:
        """Show the next place, or the one before."""
        if self.n_found:
            self._at = ((self._at or 0) + by if self._at is not None else 0) % self.n_found
            self._show()

    def forget(self) -> None:
        """Mark nothing any more."""
        self._reset()
        self._show()

    def _reset(self) -> None:
        self._generation += 1
        self._timer.stop()
        self._found, self._of_pages, self._at, self._is_done = [], [], None, True

    def _on_slice(self) -> None:
        until = perf_counter() + _SLICE_S
        while perf_counter() < until:
            try:
                place = next(self._search)
            except StopIteration:
                self._finish()
                return
            if place is not None:
                self._found.append(place)
                if len(self._found) == _MAX_FOUND:
                    self._finish()
                    return
        self._tell()

    def _look_in_pages(self, text: str, first: int, generation: int) -> None:
        def arrived(found: Found) -> None:
            if generation != self._generation:
                return
            self._of_pages = [*self._of_pages, *found.places][:_MAX_FOUND]
            if self._at is None and self._of_pages:
                self._choose_nearest()
            if found.next_page is None or len(self._of_pages) >= _MAX_FOUND:
                self._finish()
            else:
                self._tell()
                self._look_in_pages(text, found.next_page, generation)

        self._pages.look_for(text, first, arrived)

    def _choose_nearest(self) -> None:
        """Choose the first place from where one looks."""
        if self._in_pages:
            page = self._pages.page - 1
            later = [i for i, (number, _) in enumerate(self._of_pages) if number >= page]
            if not later and not self._is_done:
                return  # it may still come
            self._at = later[0] if later else 0
        else:
            self._at = bisect_left(self._found, self._reader.place) % max(len(self._found), 1)
        self._show()

    def _finish(self) -> None:
        self._timer.stop()
        self._is_done = True
        if self._at is None and self.n_found:
            self._choose_nearest()
        else:
            self._show()

    def _show(self) -> None:
        if self._in_pages:
            chosen = self._of_pages[self._at] if self._at is not None else None
            self._pages.show_found(self._of_pages, chosen)
        else:
            self._reader.show_found(
                self._found, self._found[self._at] if self._at is not None else None
            )
        self._tell()

    def _tell(self) -> None:
        number = 0 if self._at is None else self._at + 1
        is_all = self.n_found < _MAX_FOUND
        self._bar.set_count(number, self.n_found, is_done=self._is_done, is_all=is_all)


def places(sections: Sequence[Section], text: str) -> Iterator[Mark | None]:
    """Yield where words stand one after the other, in any case; None now and then, to pause."""
    words = text.split()
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    reach = _STEP + len(words[0])
    for number, section in enumerate(sections):
        at = 0
        while at < len(section.text):
            end = at
            for start in _starts(section.text, at, at + reach, words[0]):
                match = pattern.match(section.text, start) if end <= start < at + _STEP else None
                if match is not None:
                    yield number, start, match.end()
                    end = match.end()
            at = max(at + _STEP, end)
            yield None


def _starts(text: str, start: int, end: int, word: str) -> Iterator[int]:
    """Yield where a word may begin; twenty times as fast as a pattern without case."""
    part, wanted = text[start:end].lower(), word.lower()
    if len(part) != min(end, len(text)) - start or len(wanted) != len(word):
        # Some letters are two in lower case, so that places in it are others.
        pattern = re.compile(re.escape(word), re.IGNORECASE)
        yield from (one.start() for one in pattern.finditer(text, start, end))
        return
    at = part.find(wanted)
    while at >= 0:
        yield start + at
        at = part.find(wanted, at + 1)
