"""What becomes of a search, from what is typed to what the window shows and remembers?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.engine.hints import (
    CheckFolders,
    FindNames,
    FindSpelling,
    FoldersChecked,
    NameKind,
    SpellingFound,
)
from app.engine.messages import WarmUp
from app.engine.query_language import parse_typed
from app.engine.standing import Activity, EncoderState, Overview
from app.ui.bridge import Bridge
from app.ui.look.format import files_text, number_text, passages_text
from app.ui.manners.announce import announce
from app.ui.preview.pane import PreviewPane
from app.ui.results.middle import LessLikely, Middle
from app.ui.results.results_model import ResultRow
from app.ui.search.filter_bar import FilterBar
from app.ui.search.history import History
from app.ui.search.operators import slip_text
from app.ui.search.saved_searches import SavedSearch, SavedSearches
from app.ui.search.search_box import SearchBox
from app.ui.search.search_controller import SearchController, Shown
from app.ui.translation import tr

_REFRESH_MS = 1000  # so often results follow what happens in the folders, at most
_SETTLED_MS = 2500  # so long a search stands before it is remembered
_BUSY_MS = 150  # what takes longer is said to be under way


class SearchFlow(QObject):
    """Connects box, filters, results and preview with the searches of a `SearchController`."""

    def __init__(
        self,
        bridge: Bridge,
        search: SearchController,
        history: History,
        saved: SavedSearches,
        box: SearchBox,
        filter_bar: FilterBar,
        middle: Middle,
        preview: PreviewPane,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._search = search
        self._history = history
        self._saved = saved
        self._box = box
        self._filter_bar = filter_bar
        self._middle = middle
        self._preview = preview
        self._overview = Overview()
        self._has_warmed = False
        self._known = _Known()
        self._known_before: _Known | None = None  # if more was asked for
        self._refresh = self._single_shot(_REFRESH_MS)
        self._settled = self._single_shot(_SETTLED_MS)
        self._busy = self._single_shot(_BUSY_MS)
        self._connect()

    def set_overview(self, overview: Overview) -> None:
        """Know how the index stands; search again if there was nothing to be found before."""
        had_chunks = self._overview.n_chunks
        self._overview = overview
        self._has_warmed &= overview.encoder is EncoderState.ASLEEP  # it may fall asleep again
        if overview.n_chunks and not had_chunks and self._search.text:
            self._search.submit()

    def remember(self) -> None:
        """Put the search into the history: somebody has made something of its results."""
        if self._middle.results.rows.documents:
            self._history.add_search(self._search.text)

    def _connect(self) -> None:
        self._box.textEdited.connect(self._on_typed)
        self._box.textChanged.connect(
            lambda text: self._filter_bar.set_typed(parse_typed(text).items)
        )
        self._box.operators.names_wanted.connect(self._ask_names)
        self._box.operators.changed.connect(self._on_offered)
        self._box.moved.connect(self._middle.results.move_by_key)
        self._box.entered.connect(self._middle.results.open_current)
        self._box.emptied.connect(lambda: self._search.type(""))
        self._box.save_requested.connect(
            lambda: self._saved.toggle(self._box.text(), self._filter_bar.choice)
        )
        self._box.textChanged.connect(self._show_saved)
        self._saved.changed.connect(self._show_saved)
        self._filter_bar.filters_changed.connect(self._show_saved)
        self._middle.start.saved_requested.connect(self._on_saved_requested)
        self._filter_bar.operator_requested.connect(self._box.begin_operator)
        self._filter_bar.item_removed.connect(self._box.take_out)
        self._filter_bar.phrase_requested.connect(self._box.begin_phrase)
        self._filter_bar.exclusion_requested.connect(self._box.begin_exclusion)
        self._filter_bar.spelling.chosen.connect(self._box.take)
        self._filter_bar.update_requested.connect(lambda: self._on_more(self._search.show_new))
        self._filter_bar.more_requested.connect(lambda: self._on_more(self._search.show_more))
        self._filter_bar.filters_changed.connect(self._search.set_filters)
        self._filter_bar.order_changed.connect(self._middle.results.set_order)
        self._search.shown.connect(self._on_shown)
        self._search.cleared.connect(self._on_cleared)
        self._search.failed.connect(self._on_failed)
        self._search.outdated.connect(self._on_outdated)
        self._search.renewed.connect(self._on_renewed)
        self._middle.start.search_requested.connect(self._box.take)
        self._middle.nothing.unfilter_requested.connect(self._on_unfilter)
        self._middle.nothing.search_requested.connect(self._box.take)
        self._middle.nothing.less_likely_requested.connect(
            lambda: self._on_more(self._search.show_less_likely)
        )
        self._middle.less_likely_wanted.connect(
            lambda: self._on_more(self._search.show_less_likely)
        )
        self._middle.likely_wanted.connect(self._search.hide_less_likely)
        self._middle.results.rested.connect(self._on_rested)
        self._middle.results.typed.connect(self._box.insert_typed)
        self._middle.results.read_requested.connect(self._preview.focus_content)
        self._preview.hit_changed.connect(self._middle.results.choose_passage)
        self._refresh.timeout.connect(self._on_refresh)
        self._settled.timeout.connect(self.remember)
        self._busy.timeout.connect(self._say_busy)

    def _on_typed(self, text: str) -> None:
        if text and not self._has_warmed and self._overview.encoder is EncoderState.ASLEEP:
            self._bridge.ask(WarmUp(), on_error=lambda error: None)
            self._has_warmed = True
        self._middle.results.forget_choice()
        self._settled.stop()
        self._end_more()
        self._offer(SpellingFound(None))
        self._search.type(self._box.operators.searched)

    def _on_offered(self) -> None:
        """Search by a filter as soon as it is complete, and not by the half of its value."""
        searched = self._box.operators.searched
        if self._search.like is None and searched.split() != self._search.text.split():
            self._search.type(searched)

    def _show_saved(self) -> None:
        found = self._saved.find(self._box.text(), self._filter_bar.choice)
        self._box.set_saved(found is not None)

    def _on_saved_requested(self, saved: SavedSearch) -> None:
        self._filter_bar.choose(saved.choice)
        self._box.take(saved.text)

    def _on_more(self, ask: Callable[[], None]) -> None:
        """Ask for more results; the button that was pressed goes, the keyboard to what is new.

        The list stays as it is until they are there: what is chosen changes once.
        """
        self._known_before = self._known
        self._middle.results.setFocus()
        self._filter_bar.set_waiting(True)
        self._middle.less_likely.setEnabled(False)
        self._busy.start()
        ask()

    def _say_busy(self) -> None:
        self._filter_bar.set_summary(self.tr("searching …"))
        announce(self._middle.results, self._filter_bar.summary)

    def _end_more(self) -> None:
        """Wait for no further results any more."""
        self._known_before = None
        self._busy.stop()
        self._filter_bar.set_waiting(False)
        self._middle.less_likely.setEnabled(True)

    def _on_failed(self, text: str) -> None:
        self._end_more()
        self._filter_bar.set_summary("")
        self._middle.show_trouble(text)

    def _on_unfilter(self) -> None:
        self._filter_bar.clear()
        if (parsed := parse_typed(self._box.text())).items:
            self._box.take(parsed.text)

    def _on_cleared(self) -> None:
        self._settled.stop()
        self._end_more()
        self._middle.results.clear()
        self._preview.clear()
        self._filter_bar.set_summary("")
        self._filter_bar.set_hint("")
        self._filter_bar.set_more(False)
        self._filter_bar.set_new(0)
        self._filter_bar.spelling.offer(SpellingFound(None))
        self._middle.show_start()

    def _on_shown(self, shown: Shown) -> None:
        results = self._middle.results
        self._filter_bar.set_new(0)
        results.show_results(shown.results)
        self._known = _identities(shown)
        n = len(results.rows.documents)
        self._filter_bar.set_summary(summary_text(shown, n))
        self._filter_bar.set_listing(shown.results.n_listed is not None)
        can_more = shown.is_final and not shown.is_all and self._search.can_show_more
        self._filter_bar.set_more(can_more)
        self._filter_bar.set_hint(slip_text(shown.text, has_found=True) if n else "")
        if n:
            self._middle.show_found(_less_likely(shown))
        elif shown.is_final and shown.like is not None:
            self._preview.clear()
            self._middle.show_note(self.tr("No other file has anything like this."))
        elif shown.is_final:
            self._show_nothing(shown)
        if shown.is_final:
            known = self._known_before
            self._end_more()
            if n and known is not None:
                results.choose_new(known.chunk_ids, known.paths)
            self._ask_spelling(shown)
            self._settled.start()
            announce(results, self._filter_bar.summary)
            if self._search.is_outdated:  # by what was committed meanwhile
                self._on_outdated()

    def _ask_names(self, kind: NameKind, part: str) -> None:
        self._bridge.ask(
            FindNames(kind, part),
            lambda found: self._box.operators.set_names(kind, part, found.names),
            lambda error: self._box.operators.set_names(kind, part, ()),
        )

    def _show_nothing(self, shown: Shown) -> None:
        self._preview.clear()
        self._middle.nothing.show_query(
            shown.text,
            is_filtered=bool(self._search.filters or parse_typed(shown.text).items),
            is_indexing=self._overview.activity in (Activity.READING, Activity.SCANNING),
            has_folders_off=bool(self._search.without),
            n_less_likely=shown.n_less_likely,
        )
        self._middle.show_nothing()
        self._ask_folders(shown)

    def _ask_folders(self, shown: Shown) -> None:
        """Say which folder that the query asks for is none of the user's."""
        names = parse_typed(shown.text).filters.folder_names
        if not names:
            return

        def found(checked: FoldersChecked) -> None:
            if checked.missing and self._search.text == shown.text:
                self._middle.nothing.explain_folder(checked.missing[0])

        self._bridge.ask(CheckFolders(names), found, lambda error: None)

    def _ask_spelling(self, shown: Shown) -> None:
        """Offer words that there are in place of those that stand in no passage."""
        unknown = shown.results.unknown_words
        if not unknown:
            self._offer(SpellingFound(None))
            return

        def found(spelling: SpellingFound) -> None:
            if self._search.text == shown.text:
                self._offer(spelling)

        request = FindSpelling(shown.text, unknown)
        self._bridge.ask(request, found, lambda error: self._offer(SpellingFound(None)))

    def _offer(self, spelling: SpellingFound) -> None:
        is_nothing = self._middle.currentWidget() is self._middle.nothing
        self._filter_bar.spelling.offer(SpellingFound(None) if is_nothing else spelling)
        self._middle.nothing.offer_spelling(spelling)

    def _on_outdated(self) -> None:
        if not self._refresh.isActive():
            self._refresh.start()

    def _on_refresh(self) -> None:
        """Follow what happens in the folders, but move nothing that the user has chosen."""
        if self._middle.results.has_chosen:
            self._search.look_again()
        else:
            self._search.refresh()

    def _on_renewed(self, shown: Shown) -> None:
        """Say how many files would be found that are not shown, if the user has chosen by now."""
        if self._middle.results.has_chosen:
            self._filter_bar.set_new(n_new_files(self._known, shown))
        else:
            self._search.refresh()

    def _on_rested(self, row: ResultRow) -> None:
        self._preview.show_passage(row.document, row.number)

    def _single_shot(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer


def _less_likely(shown: Shown) -> LessLikely:
    if not shown.is_final:
        return LessLikely.NONE
    if shown.has_less_likely:
        return LessLikely.SHOWN
    return LessLikely.HELD_BACK if shown.n_less_likely else LessLikely.NONE


@dataclass(frozen=True, slots=True)
class _Known:
    """Which files and passages are shown."""

    paths: frozenset[Path] = frozenset()
    chunk_ids: frozenset[int] = frozenset()


def _identities(shown: Shown) -> _Known:
    passages = shown.results.passages
    return _Known(
        frozenset(one.place.path for one in passages),
        frozenset(one.hit.chunk_id for one in passages),
    )


def n_new_files(known: _Known, shown: Shown) -> int:
    """Count the files of results that are not known; one that was moved or renamed is no other."""
    return len(
        {
            one.place.path
            for one in shown.results.passages
            if one.place.path not in known.paths and one.hit.chunk_id not in known.chunk_ids
        }
    )


def summary_text(shown: Shown, n_documents: int) -> str:
    """Say what was found; of results that are not all, that they are the best."""
    results = shown.results
    parts = []
    if results.n_listed is not None:
        parts.append(_listed_text(results.n_listed, n_documents))
    elif n_documents:
        passages, files = passages_text(len(results.passages)), files_text(n_documents)
        found = tr("{passages} in {files}") if shown.is_all else tr("best {passages} in {files}")
        parts.append(found.format(passages=passages, files=files))
    else:
        parts.append(tr("no good match") if shown.n_less_likely else tr("nothing found"))
    if results.seconds:
        parts.append(tr("%Ln ms", "", max(round(1000 * results.seconds), 1)))
    if n_documents and results.n_listed is None and not results.by_meaning:
        parts.append(tr("by words only"))
    return " · ".join(parts)


def _listed_text(n: int, n_shown: int) -> str:
    if n_shown < n:
        return tr("newest {shown} of {all}").format(shown=number_text(n_shown), all=files_text(n))
    return files_text(n)
