"""What becomes of a search, from what is typed to what the window shows and remembers?"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.engine.messages import WarmUp
from app.engine.query_language import parse_typed
from app.engine.standing import Activity, EncoderState, Overview
from app.ui.announce import announce
from app.ui.bridge import Bridge
from app.ui.filter_bar import FilterBar
from app.ui.format import files_text, number_text, passages_text
from app.ui.history import History
from app.ui.middle import Middle
from app.ui.preview.pane import PreviewPane
from app.ui.results_model import ResultRow
from app.ui.search_box import SearchBox
from app.ui.search_controller import SearchController, Shown

_REFRESH_MS = 1000  # so often results follow what happens in the folders, at most
_SETTLED_MS = 2500  # so long a search stands before it is remembered


class SearchFlow(QObject):
    """Connects box, filters, results and preview with the searches of a `SearchController`."""

    def __init__(
        self,
        bridge: Bridge,
        search: SearchController,
        history: History,
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
        self._box = box
        self._filter_bar = filter_bar
        self._middle = middle
        self._preview = preview
        self._overview = Overview()
        self._has_warmed = False
        self._refresh = self._single_shot(_REFRESH_MS)
        self._settled = self._single_shot(_SETTLED_MS)
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
        self._box.moved.connect(self._middle.results.move_by_key)
        self._box.entered.connect(self._middle.results.open_current)
        self._box.emptied.connect(lambda: self._search.type(""))
        self._filter_bar.operator_requested.connect(self._box.begin_operator)
        self._filter_bar.item_removed.connect(self._box.take_out)
        self._filter_bar.update_requested.connect(self._search.submit)
        self._filter_bar.more_requested.connect(self._search.show_more)
        self._filter_bar.filters_changed.connect(self._search.set_filters)
        self._filter_bar.order_changed.connect(self._middle.results.set_order)
        self._search.shown.connect(self._on_shown)
        self._search.cleared.connect(self._on_cleared)
        self._search.failed.connect(self._middle.show_trouble)
        self._search.outdated.connect(self._on_outdated)
        self._middle.start.search_requested.connect(self._box.take)
        self._middle.nothing.unfilter_requested.connect(self._on_unfilter)
        self._middle.nothing.search_requested.connect(self._box.take)
        self._middle.results.rested.connect(self._on_rested)
        self._middle.results.typed.connect(self._box.insert_typed)
        self._middle.results.read_requested.connect(self._preview.focus_content)
        self._preview.hit_changed.connect(self._middle.results.choose_passage)
        self._refresh.timeout.connect(self._search.refresh)
        self._settled.timeout.connect(self.remember)

    def _on_typed(self, text: str) -> None:
        if text and not self._has_warmed and self._overview.encoder is EncoderState.ASLEEP:
            self._bridge.ask(WarmUp(), on_error=lambda error: None)
            self._has_warmed = True
        self._middle.results.forget_choice()
        self._settled.stop()
        self._search.type(text)

    def _on_unfilter(self) -> None:
        self._filter_bar.clear()
        if (parsed := parse_typed(self._box.text())).items:
            self._box.take(parsed.text)

    def _on_cleared(self) -> None:
        self._settled.stop()
        self._middle.results.clear()
        self._preview.clear()
        self._filter_bar.set_summary("")
        self._filter_bar.set_more(False)
        self._middle.setCurrentWidget(self._middle.start)

    def _on_shown(self, shown: Shown) -> None:
        results = self._middle.results
        self._filter_bar.set_outdated(self._search.is_outdated and results.has_chosen)
        results.show_results(shown.results)
        n = len(results.rows.documents)
        self._filter_bar.set_summary(_summary(shown, n))
        can_more = shown.is_final and not shown.is_all and self._search.can_show_more
        self._filter_bar.set_more(can_more)
        if n:
            self._middle.show_found()
        elif shown.is_final and shown.like is not None:
            self._preview.clear()
            self._middle.show_note(self.tr("No other file holds anything like this."))
        elif shown.is_final:
            self._preview.clear()
            self._middle.nothing.show_query(
                shown.text,
                is_filtered=bool(self._search.filters or parse_typed(self._search.text).items),
                is_indexing=self._overview.activity in (Activity.READING, Activity.SCANNING),
            )
            self._middle.setCurrentWidget(self._middle.nothing)
        if n and shown.is_final:
            self._settled.start()
        if shown.is_final:
            announce(results, self._filter_bar.summary)

    def _on_outdated(self) -> None:
        """Follow what happens in the folders, but move nothing that the user has chosen."""
        if self._middle.results.has_chosen:
            self._filter_bar.set_outdated(True)
        elif not self._refresh.isActive():
            self._refresh.start()

    def _on_rested(self, row: ResultRow) -> None:
        self._preview.show_passage(row.document, row.number)

    def _single_shot(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer


def _summary(shown: Shown, n_documents: int) -> str:
    """Say what was found; of results that are not all, that they are the best."""
    results = shown.results
    passages = passages_text(len(results.passages))
    best = "" if shown.is_all else "best "
    files = files_text(n_documents)
    milliseconds = number_text(max(round(1000 * results.seconds), 1))
    how = "" if results.by_meaning else " · by words only"
    return f"{best}{passages} in {files} · {milliseconds} ms{how}"
