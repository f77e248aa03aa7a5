"""When is a map asked for, and what comes of what is done with it?"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.engine.likeness import Like
from app.engine.search_messages import SearchResults
from app.engine.seeing import DrawMap, PassageMap
from app.ui.bridge import Bridge
from app.ui.engine_texts import error_text
from app.ui.look.format import files_text, number_text, passages_text
from app.ui.manners.announce import announce
from app.ui.results.results_list import ResultsList
from app.ui.results.results_model import ResultRow, RowKind, group_by_document
from app.ui.search.filter_bar import FilterBar
from app.ui.search.search_controller import SearchController, Shown
from app.ui.seeing.map.dots import Dot, Group
from app.ui.seeing.map.page import MapPage
from app.ui.translation import tr

_CHIP_LETTERS = 32


class MapFlow(QObject):
    """Draws what a search has found while the map is wanted, and lets a group alone be listed.

    `group_listed` brings the results that are listed of a group, or None if all are.
    """

    group_listed = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        search: SearchController,
        results: ResultsList,
        filter_bar: FilterBar,
        page: MapPage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._search = search
        self._list = results
        self._filter_bar = filter_bar
        self._page = page
        self._is_wanted = False
        self._asked_for: tuple[str, Like | None] = ("", None)
        self._found: SearchResults | None = None
        self._asked: tuple[int, ...] | None = None
        self._map: PassageMap | None = None
        self._groups: tuple[Group, ...] = ()
        self._only: int | None = None
        search.shown.connect(self._on_shown)
        search.cleared.connect(self._on_cleared)
        filter_bar.group_removed.connect(lambda: self._set_only(None))
        page.canvas.group_clicked.connect(self._on_group_clicked)
        page.canvas.chosen.connect(self._on_chosen)
        results.selectionModel().currentChanged.connect(self._follow_list)

    def set_wanted(self, is_wanted: bool) -> None:
        """Draw maps from now on, or not."""
        self._is_wanted = is_wanted
        self._ask()

    def _on_shown(self, shown: Shown) -> None:
        asked = (shown.text, self._search.like)
        if asked != self._asked_for:
            self._asked_for = asked
            self._set_only(None, is_list_whole=True)
        if not shown.is_final:
            if self._is_wanted and not self._page.canvas.dots:
                self._page.show_waiting()
            return
        self._found = shown.results
        if self._only is not None:
            self._list_group()
        self._ask()

    def _on_cleared(self) -> None:
        self._asked_for, self._found, self._asked, self._map = ("", None), None, None, None
        self._set_only(None, is_list_whole=True)
        self._page.clear()

    def _ask(self) -> None:
        if not self._is_wanted or self._found is None:
            self._asked = None
            return
        ids = tuple(one.hit.chunk_id for one in self._found.passages)
        if ids == self._asked:
            return
        self._asked = ids
        if not self._page.canvas.dots:
            self._page.show_waiting()

        def arrived(drawn: PassageMap) -> None:
            if ids == self._asked:
                self._show(drawn)

        def failed(error: Exception) -> None:
            if ids == self._asked:
                self._asked = None
                self._page.show_trouble(error_text(error))

        self._bridge.ask(DrawMap(ids), arrived, failed)

    def _show(self, drawn: PassageMap) -> None:
        if self._found is None:
            return
        self._set_only(None)
        self._map = drawn
        rows = {
            passage.hit.chunk_id: ResultRow(
                RowKind.PASSAGE if number else RowKind.DOCUMENT, document, number
            )
            for document in group_by_document(self._found)
            for number, passage in enumerate(document.passages)
        }
        dots = [Dot(rows[one.chunk_id], one.x, one.y, one.group) for one in drawn.points]
        counts = [0] * len(drawn.names)
        for dot in dots:
            counts[dot.group] += 1
        self._groups = tuple(
            Group(_names(words), n) for words, n in zip(drawn.names, counts, strict=True)
        )
        self._page.show_dots(dots, self._groups, len(drawn.missing))
        self._follow_list()

    # Groups

    def _on_group_clicked(self, group: int) -> None:
        self._list.hold()
        self._set_only(None if group == self._only else group)

    def _set_only(self, group: int | None, *, is_list_whole: bool = False) -> None:
        """Let the list hold one group, or all that was found (if it does not already)."""
        before, self._only = self._only, group
        self._page.canvas.set_only(group)
        if group is not None:
            self._list_group()
            return
        self._filter_bar.set_group("")
        if before is not None and not is_list_whole and self._found is not None:
            self._list.show_results(self._found)
        if before is not None:
            self.group_listed.emit(None)

    def _list_group(self) -> None:
        assert self._found is not None
        if self._map is None or self._only is None:
            return
        ids = {one.chunk_id for one in self._map.points if one.group == self._only}
        some = tuple(one for one in self._found.passages if one.hit.chunk_id in ids)
        if some:
            likely = self._found.passages[: self._found.n_likely]
            n_likely = sum(one.hit.chunk_id in ids for one in likely)
            paths = {one.place.path for one in some}
            files = {path: facts for path, facts in self._found.files.items() if path in paths}
            listed = replace(self._found, passages=some, files=files, n_likely=n_likely)
            self._list.show_results(listed)
            said = _listed_text(len(some), len(self._found.passages), len(files))
            self._filter_bar.set_group(_short(self._groups[self._only]), said)
            announce(self._list, said)
            self.group_listed.emit(listed)
        else:
            self._set_only(None)

    # What is chosen, in the list and on the map

    def _on_chosen(self, row: ResultRow) -> None:
        self._list.choose(row.document.path, row.passage.hit.chunk_id)

    def _follow_list(self, *_: object) -> None:
        row = self._list.current_row
        if row is not None and row.kind is not RowKind.MORE:
            self._page.canvas.set_current(row.passage.hit.chunk_id)


def _short(group: Group) -> str:
    """Return as much of a group's name as a chip should say."""
    fits = (name for name in group.names if len(name) <= _CHIP_LETTERS)
    return next(fits, f"{group.names[-1][:_CHIP_LETTERS]}…")


def _listed_text(n: int, n_found: int, n_files: int) -> str:
    """Say how much of what was found is listed."""
    return tr("{n} of {passages} in {files}").format(
        n=number_text(n), passages=passages_text(n_found), files=files_text(n_files)
    )


def _names(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a group is called, and what if there is less room."""
    separator = tr(", ", "between the words of a group's name")
    names = [separator.join(words[:n]) for n in range(len(words), 0, -1)]
    return tuple(names) or (tr("Other passages"),)
