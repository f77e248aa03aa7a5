"""Which files does the timeline show, and what comes of the span that is chosen on it?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.engine.likeness import SearchLike
from app.engine.search_messages import Filters, Search, SearchResults
from app.ui.bridge import Bridge
from app.ui.search.filter_bar import FilterBar
from app.ui.search.search_controller import TOP_K, SearchController, Shown, likely_part
from app.ui.seeing.timeline import Timeline

_NEVER_NS = 2**63


class TimelineFlow(QObject):
    """Shows what was found, also outside of the span that the search keeps to.

    What lies outside was found when there was no span; if there always was one, it is searched for.
    `changed` says that the timeline shows something else.
    """

    changed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        search: SearchController,
        filter_bar: FilterBar,
        timeline: Timeline,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._search = search
        self._timeline = timeline
        self._found: dict[Path, int] = {}
        self._outside: dict[Path, int] = {}
        self._of: Search | SearchLike | None = None  # the search that found these
        self._is_searching = False
        search.shown.connect(self._on_shown)
        search.cleared.connect(self._on_cleared)
        timeline.span_chosen.connect(filter_bar.set_between)
        filter_bar.filters_changed.connect(self._on_filters)

    @property
    def is_searching(self) -> bool:
        """Whether there is a search whose files are shown, be they few."""
        return self._is_searching

    def _on_filters(self, filters: Filters) -> None:
        self._timeline.set_span(filters.modified_from_ns, filters.modified_until_ns)

    def _on_cleared(self) -> None:
        self._found, self._outside, self._of = {}, {}, None
        self._is_searching = False
        self._timeline.set_files(())
        self.changed.emit()

    def _on_shown(self, shown: Shown) -> None:
        self._is_searching = True
        if not shown.is_final:
            if self._of is None:
                self._found = {path: one.mtime_ns for path, one in shown.results.files.items()}
                self._show()
            return
        filters = replace(self._search.filters, without=self._search.without)
        wide = replace(filters, modified_from_ns=None, modified_until_ns=None)
        request = (
            Search(shown.text, TOP_K, wide)
            if shown.like is None
            else SearchLike(shown.like, TOP_K, wide)
        )
        found = {path: facts.mtime_ns for path, facts in shown.results.files.items()}
        if wide == filters:
            self._of, self._outside = request, found
        elif request != self._of:
            self._of, self._outside = request, {}
            self._find_outside(request)
        self._found = found
        self._show()

    def _find_outside(self, request: Search | SearchLike) -> None:
        def arrived(results: SearchResults) -> None:
            if request == self._of:
                self._outside = _times(likely_part(results))
                self._show()

        self._bridge.ask(request, arrived, lambda error: None)

    def _show(self) -> None:
        """Count within the span what is found now, and outside what was found without it."""
        filters = self._search.filters
        first = -_NEVER_NS if filters.modified_from_ns is None else filters.modified_from_ns
        end = filters.modified_until_ns or _NEVER_NS
        outside = {path: time for path, time in self._outside.items() if not first <= time < end}
        self._timeline.set_files(list((outside | self._found).values()))
        self.changed.emit()


def _times(results: SearchResults) -> dict[Path, int]:
    """Return when the files of the likely passages were changed."""
    likely = {one.place.path for one in results.passages[: results.n_likely]}
    return {path: facts.mtime_ns for path, facts in results.files.items() if path in likely}
