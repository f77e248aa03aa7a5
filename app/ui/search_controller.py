"""When is what searched, and which answer is shown, while a person types?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.engine.likeness import Like, SearchLike
from app.engine.search_messages import (
    Filters,
    Search,
    SearchResults,
    SearchStage,
)
from app.ui.bridge import Bridge
from app.ui.engine_texts import search_error_text
from sparkbert.errors import QueryError

TOP_K = 60
_MORE = 4
"""So many times more results are asked for each time."""
_MOST = 960
_PAUSE_MS = 70
"""So long nothing is typed before a search begins."""
_WORDS_WAIT_MS = 150
"""So long results by words are held back, because those by meaning may come in time."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Results with the query that they answer, or what they are like instead.

    Not `is_final` if better ones may follow, and not `is_all` if there may be more than these.
    """

    text: str
    results: SearchResults
    is_final: bool
    is_all: bool
    like: Like | None = None


class SearchController(QObject):
    """Turns what is typed, and filters, into results; knows no widgets.

    `shown` brings a `Shown`, `cleared` says that nothing is asked for, `failed` brings a sentence,
    and `outdated` says that the index has changed since the results were found.
    """

    shown = Signal(object)
    cleared = Signal()
    failed = Signal(str)
    outdated = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._generation = 0
        self._full_has_come = False
        self._text = ""
        self._like: Like | None = None
        self._filters = Filters()
        self._early: Shown | None = None
        self._is_outdated = False
        self._is_typing = False
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
        if text.strip():
            self._pause.start()
        else:
            self._forget()
            self.cleared.emit()

    def find_like(self, like: Like) -> None:
        """Search for what is like something, instead of for a text."""
        self._text, self._like = "", like
        self._top_k = TOP_K
        self._search(is_typing=False)

    def submit(self) -> None:
        """Search at once: the last word is finished."""
        if self._is_asked:
            self._search(is_typing=False)

    def show_more(self) -> None:
        """Search again for more results."""
        self._top_k = min(self._top_k * _MORE, _MOST)
        self.submit()

    def refresh(self) -> None:
        """Search again as it was, if the index has changed since."""
        if self._is_asked and self._is_outdated:
            self._search(is_typing=self._is_typing)

    def set_filters(self, filters: Filters) -> None:
        """Let other files count."""
        if filters != self._filters:
            self._filters = filters
            self.submit()

    def set_types(self, types: tuple[str, ...]) -> None:
        """Let files of these types count alone; of all types if there are none."""
        self.set_filters(replace(self._filters, types=types))

    @property
    def _is_asked(self) -> bool:
        return self._like is not None or bool(self._text.strip())

    def _search_while_typing(self) -> None:
        self._search(is_typing=not self._text.endswith(" "))

    def _search(self, *, is_typing: bool) -> None:
        self._forget()
        self._is_typing = is_typing
        self._is_outdated = False
        generation = self._generation
        for stage in SearchStage:
            request = (
                Search(self._text, self._top_k, self._filters, stage, is_typing)
                if self._like is None
                else SearchLike(self._like, self._top_k, self._filters, stage)
            )
            self._bridge.ask(
                request,
                partial(self._on_results, generation, stage),
                partial(self._on_error, generation),
            )

    def _forget(self) -> None:
        self._generation += 1
        self._full_has_come = False
        self._early = None
        self._pause.stop()
        self._hold.stop()

    def _on_results(self, generation: int, stage: SearchStage, results: SearchResults) -> None:
        if generation != self._generation or self._full_has_come:
            return
        is_final = stage is SearchStage.FULL
        is_all = len(results.passages) < self._top_k
        shown = Shown(self._text, results, is_final, is_all, like=self._like)
        if is_final:
            self._full_has_come = True
            self._hold.stop()
            self.shown.emit(shown)
        else:
            self._early = shown
            self._hold.start()

    def _show_early(self) -> None:
        if self._early is not None and not self._full_has_come:
            self.shown.emit(self._early)

    def _on_error(self, generation: int, error: Exception) -> None:
        if generation != self._generation:
            return
        if isinstance(error, QueryError) and self._like is None:  # nothing but spaces and signs
            return
        self._forget()
        self.failed.emit(search_error_text(error))

    @Slot(int)
    def _on_committed(self, commit: int) -> None:
        del commit
        if self._is_asked:
            self._is_outdated = True
            self.outdated.emit()


def _single_shot(parent: QObject, milliseconds: int, slot: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
