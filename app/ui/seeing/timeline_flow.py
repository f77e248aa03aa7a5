"""Which files does the timeline show, and what comes of the span that is chosen on it?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.engine.likeness import SearchLike
from app.engine.search_messages import Filters, Search, SearchResults
from app.ui.bridge import Bridge
from app.ui.search.filter_bar import FilterBar
from app.ui.search.search_controller import TOP_K, SearchController, Shown, likely_part
from app.ui.seeing.timeline import Timeline
from app.ui.seeing.timeline_files import TimelineFiles

_NEVER_NS = 2**63


@dataclass(frozen=True, slots=True)
class _Found:
    """When the files found were changed, how many passages they have, and if these are all."""

    times_ns: dict[Path, int] = field(default_factory=dict)
    n_passages: int = 0
    is_all: bool = True
    n_listed: int | None = None


_NONE = _Found()


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
        self._found = _NONE
        self._outside = _NONE
        self._group: frozenset[Path] | None = None
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

    def set_group(self, group: SearchResults | None) -> None:
        """Count the files of one group of what was found alone, or all if it is None."""
        group_paths = None if group is None else frozenset(group.files)
        if group_paths != self._group:
            self._group = group_paths
            self._show()

    def _on_cleared(self) -> None:
        self._found, self._outside, self._of, self._group = _NONE, _NONE, None, None
        self._is_searching = False
        self._timeline.set_files(TimelineFiles())
        self.changed.emit()

    def _on_shown(self, shown: Shown) -> None:
        """Count what is shown, be it final or not, so that this and the list say the same."""
        self._is_searching = True
        filters = replace(self._search.filters, without=self._search.without)
        wide = replace(filters, modified_from_ns=None, modified_until_ns=None)
        request = (
            Search(shown.text, TOP_K, wide)
            if shown.like is None
            else SearchLike(shown.like, TOP_K, wide)
        )
        found = shown.results
        n_listed = found.n_listed
        self._found = _Found(_times(found), len(found.passages), shown.is_all, n_listed)
        if request != self._of:  # what lies outside is of another search
            self._of, self._outside = None, _NONE
        if shown.is_final and wide == filters:
            self._of, self._outside = request, self._found
        elif shown.is_final and self._of is None:
            self._of = request
            self._find_outside(request)
        self._show()

    def _find_outside(self, request: Search | SearchLike) -> None:
        def arrived(results: SearchResults) -> None:
            if request == self._of:
                likely = likely_part(results)
                n = len(likely.passages)
                is_all = n < len(results.passages) or n < TOP_K
                self._outside = _Found(_times(likely), n, is_all)
                self._show()

        self._bridge.ask(request, arrived, lambda error: None)

    def _show(self) -> None:
        """Count within the span what is found now, and outside what was found without it."""
        filters = self._search.filters
        first = -_NEVER_NS if filters.modified_from_ns is None else filters.modified_from_ns
        end = filters.modified_until_ns or _NEVER_NS
        outside = {
            path: time for path, time in self._outside.times_ns.items() if not first <= time < end
        }
        times = outside | self._found.times_ns
        is_all = self._found.is_all and self._outside.is_all
        n_listed = self._found.n_listed
        group = times if self._group is None else self._group
        self._timeline.set_files(
            TimelineFiles(
                tuple(time for path, time in times.items() if path in group),
                tuple(time for path, time in times.items() if path not in group),
                None if is_all or n_listed is not None else self._found.n_passages,
                None if is_all else n_listed,
            )
        )
        self.changed.emit()


def _times(results: SearchResults) -> dict[Path, int]:
    """Return when the files of the passages were changed."""
    return {path: facts.mtime_ns for path, facts in results.files.items()}
