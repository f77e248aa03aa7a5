"""When is what searched, and which answer is shown, while a person types?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.engine.likeness import Like, SearchLike
from app.engine.search_messages import (
    Filters,
    Search,
    SearchResults,
    SearchStage,
)
from app.errors import SourceError
from app.ui.bridge import Bridge
from app.ui.engine_texts import error_text
from sparkbert.errors import QueryError

TOP_K = 60
_MORE = 4
"""So many times more results are asked for each time."""
_MOST = 960
_PAUSE_MS = 70
"""So long nothing is typed before a search begins."""
_FIRST_K = 20
"""So many results by words are asked for: what is in sight until those by meaning come."""
_WORDS_WAIT_MS = 90
"""So long after a search began its results by words are held back: better ones may be in time."""

_NOTHING = SearchResults(
    passages=(),
    files={},
    by_meaning=False,
    words_only_reason=None,
    n_chunks=0,
    n_chunks_by_meaning=0,
    seconds=0.0,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Results with the query that they answer, or what they are like instead.

    Parameters
    ----------
    text
        The query.
    results
        What is to be shown: without the less likely passages, unless they were asked for.
    is_final
        Whether no better ones may follow.
    is_all
        Whether there are no more like these.
    n_less_likely
        How many passages are held back.
    has_less_likely
        Whether there are some among what is shown that would be, had they not been asked for.
    """

    text: str
    results: SearchResults
    is_final: bool
    is_all: bool
    n_less_likely: int = 0
    like: Like | None = None
    has_less_likely: bool = False


class SearchController(QObject):
    """Turns what is typed, and filters, into results; knows no widgets.

    `shown` brings a `Shown`, `cleared` says that nothing is asked for, `failed` brings a sentence,
    and `outdated` says that the index has changed since the results were found. `renewed` brings
    the `Shown` that would be found now, if somebody has asked by `look_again`.
    """

    shown = Signal(object)
    cleared = Signal()
    failed = Signal(str)
    outdated = Signal()
    renewed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._generation = 0
        self._full_has_come = False
        self._text = ""
        self._like: Like | None = None
        self._filters = Filters()
        self._without: tuple[Path, ...] = ()
        self._has_less_likely = False
        self._early: Shown | None = None
        self._is_outdated = False
        self._is_typing = False
        self._is_waiting = False  # for the final answer
        self._top_k = TOP_K
        self._pause = _single_shot(self, _PAUSE_MS, self._search_while_typing)
        self._hold = _single_shot(self, _WORDS_WAIT_MS, self._show_early)
        bridge.committed.connect(self._on_committed)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self._text

    @property
    def like(self) -> Like | None:
        """What is to be found the like of, in place of a text."""
        return self._like

    @property
    def filters(self) -> Filters:
        """Which files count."""
        return self._filters

    @property
    def without(self) -> tuple[Path, ...]:
        """Which folders are left out."""
        return () if self._filters.folders else self._without

    @property
    def can_show_more(self) -> bool:
        """Whether more results can be asked for than now."""
        return self._top_k < _MOST

    @property
    def is_outdated(self) -> bool:
        """Whether the index has changed since what is shown was searched."""
        return self._is_outdated

    @Slot(str)
    def type(self, text: str) -> None:
        """Search for a text as soon as nothing more is typed."""
        self._text, self._like = text, None
        self._top_k = TOP_K
        self._has_less_likely = False
        if text.strip():
            self._pause.start()
        else:
            self._forget()
            self.cleared.emit()

    def find_like(self, like: Like) -> None:
        """Search for what is like something, instead of for a text."""
        self._text, self._like = "", like
        self._top_k = TOP_K
        self._has_less_likely = False
        self._search(is_typing=False)

    def submit(self) -> None:
        """Search at once: the last word is finished."""
        if self._is_asked:
            self._search(is_typing=False)

    def show_more(self) -> None:
        """Search again for more results."""
        self._top_k = min(self._top_k * _MORE, _MOST)
        self.show_new()

    def show_less_likely(self) -> None:
        """Search again, and hold nothing back."""
        self._has_less_likely = True
        self.show_new()

    def hide_less_likely(self) -> None:
        """Search again, and hold back what is less likely, as before."""
        self._has_less_likely = False
        self.show_new()

    def show_new(self) -> None:
        """Search again, with what has come since; what is shown stays until all is found."""
        if self._is_asked:
            self._search(is_typing=self._is_typing, stages=(SearchStage.FULL,))

    def look_again(self) -> None:
        """Find out what would be found now, if the index has changed; what is shown stays."""
        if not self._is_asked or not self._is_outdated or self._is_waiting:
            return
        generation = self._generation

        def arrived(results: SearchResults) -> None:
            if generation == self._generation:
                self.renewed.emit(self._shown(results, SearchStage.FULL))

        request = self._request(SearchStage.FULL, is_typing=self._is_typing)
        self._bridge.ask(request, arrived, lambda error: None)

    def refresh(self) -> None:
        """Search again as it was, if the index has changed since; but let one that runs end."""
        if self._is_asked and self._is_outdated and not self._is_waiting:
            self._search(is_typing=self._is_typing)

    def set_filters(self, filters: Filters) -> None:
        """Let other files count."""
        if filters != self._filters:
            self._filters = filters
            self._has_less_likely = False
            self.submit()

    def set_without(self, folders: tuple[Path, ...]) -> None:
        """Leave folders out of all searches but those in a folder that is chosen."""
        if folders != self._without:
            self._without = folders
            self.submit()

    @property
    def _is_asked(self) -> bool:
        return self._like is not None or bool(self._text.strip())

    def _search_while_typing(self) -> None:
        self._search(is_typing=not self._text.endswith(" "))

    def _search(self, *, is_typing: bool, stages: Iterable[SearchStage] = SearchStage) -> None:
        self._forget()
        self._is_typing = is_typing
        self._is_outdated = False
        self._is_waiting = True
        self._hold.start()
        generation = self._generation
        for stage in stages:
            self._bridge.ask(
                self._request(stage, is_typing=is_typing),
                partial(self._on_results, generation, stage),
                partial(self._on_error, generation),
            )

    def _request(self, stage: SearchStage, *, is_typing: bool) -> Search | SearchLike:
        filters = replace(self._filters, without=self.without)
        if self._like is not None:
            return SearchLike(self._like, self._top_k_of(stage), filters, stage)
        return Search(self._text, self._top_k_of(stage), filters, stage, is_typing)

    def _top_k_of(self, stage: SearchStage) -> int:
        is_first = stage is SearchStage.WORDS and self._top_k == TOP_K
        return _FIRST_K if is_first else self._top_k

    def _shown(self, results: SearchResults, stage: SearchStage) -> Shown:
        n_found = len(results.passages)
        kept = results if self._has_less_likely else likely_part(results)
        n_kept = len(kept.passages)
        return Shown(
            self._text,
            kept,
            is_final=stage is SearchStage.FULL,
            is_all=n_kept < n_found or n_found < self._top_k_of(stage),
            n_less_likely=n_found - n_kept,
            like=self._like,
            has_less_likely=results.n_likely < n_kept,
        )

    def _forget(self) -> None:
        self._generation += 1
        self._full_has_come = False
        self._is_waiting = False
        self._early = None
        self._pause.stop()
        self._hold.stop()

    def _on_results(self, generation: int, stage: SearchStage, results: SearchResults) -> None:
        if generation != self._generation or self._full_has_come:
            return
        shown = self._shown(results, stage)
        if shown.is_final:
            self._full_has_come = True
            self._is_waiting = False
            self._hold.stop()
            self.shown.emit(shown)
        else:
            self._early = shown
            if not self._hold.isActive():
                self._show_early()

    def _show_early(self) -> None:
        if self._early is not None and not self._full_has_come:
            self.shown.emit(self._early)

    def _on_error(self, generation: int, error: Exception) -> None:
        if generation != self._generation:
            return
        if isinstance(error, QueryError) and self._like is None:  # nothing but spaces and signs
            return
        self._forget()
        if isinstance(error, SourceError) and self._like is None:  # no file passes the filters
            self.shown.emit(Shown(self._text, _NOTHING, is_final=True, is_all=True))
        else:
            self.failed.emit(error_text(error))

    @Slot(int)
    def _on_committed(self, commit: int) -> None:
        del commit
        if self._is_asked:
            self._is_outdated = True
            self.outdated.emit()


def likely_part(results: SearchResults) -> SearchResults:
    """Return results without those that have little to do with the query."""
    if results.n_likely >= len(results.passages):
        return results
    passages = results.passages[: results.n_likely]
    paths = {one.place.path for one in passages}
    files = {path: facts for path, facts in results.files.items() if path in paths}
    return replace(results, passages=passages, files=files)


def _single_shot(parent: QObject, milliseconds: int, slot: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
