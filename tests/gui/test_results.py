"""What can be done with results, without an engine behind them?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.engine.search_messages import (
    FileFacts,
    FoundPassage,
    Place,
    SearchResults,
)
from app.ui.filter_bar import FilterBar
from app.ui.history import History
from app.ui.result_actions import ResultActions, citation
from app.ui.results_list import ResultsList
from app.ui.results_model import Order, ResultRow, ResultsModel, RowKind
from app.ui.theme import LIGHT
from sparkbert.types import Channel, Hit, Tier


def passage(path: str, text: str, score: float, page: int | None = None) -> FoundPassage:
    place = Place(Path(path), page, "Rent › Due" if page else None, 0, 0, len(text))  # noqa: RUF001
    hit = Hit(1, text, score, Tier.RANKED, {Channel.LEXICAL: score}, (), (), (), False)
    return FoundPassage(hit, place, ())


PASSAGES = (
    passage("/a/zebra.pdf", "The rent\n is due.", 0.9, page=3),
    passage("/a/Apple.md", "Rent again.", 0.8),
    passage("/a/zebra.pdf", "More rent.", 0.7, page=9),
    passage("/b/mango.txt", "Rent at last.", 0.6),
)
TIMES = {"/a/zebra.pdf": 10, "/a/Apple.md": 30, "/b/mango.txt": 20}
RESULTS = SearchResults(
    passages=PASSAGES,
    files={Path(path): FileFacts(5, time) for path, time in TIMES.items()},
    by_meaning=True,
    words_only_reason=None,
    n_chunks=4,
    n_chunks_by_meaning=4,
    seconds=0.01,
)


@pytest.fixture
def results(qtbot: QtBot) -> ResultsList:
    one = ResultsList(LIGHT)
    qtbot.addWidget(one)
    one.resize(500, 600)
    one.show()
    one.show_results(RESULTS)
    return one


def names(results: ResultsList) -> list[str]:
    return [one.path.name for one in results.rows.documents]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.RELEVANCE, ["zebra.pdf", "Apple.md", "mango.txt"]),
        (Order.DATE, ["Apple.md", "mango.txt", "zebra.pdf"]),
        (Order.NAME, ["Apple.md", "mango.txt", "zebra.pdf"]),
    ],
)
def test_documents_come_in_the_order_that_is_chosen(
    qtbot: QtBot, results: ResultsList, order: Order, expected: list[str]
) -> None:
    bar = FilterBar(LIGHT)
    qtbot.addWidget(bar)
    bar.order_changed.connect(results.set_order)
    bar.set_order(order)
    assert names(results) == expected
    results.show_results(RESULTS)  # what comes later, too
    assert names(results) == expected
    best = next(one for one in results.rows.documents if one.path.name == "zebra.pdf")
    assert [one.hit.score for one in best.passages] == [0.9, 0.7]


def test_a_passage_is_copied_with_its_source(results: ResultsList) -> None:
    actions = ResultActions(History(None))
    results.copied.connect(actions.copy_passage)
    QTest.keyClick(results, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text == "“The rent is due.”\n— zebra.pdf, page 3, Rent › Due"  # noqa: RUF001
    plain = ResultRow(RowKind.DOCUMENT, results.rows.documents[1], 0)
    assert citation(plain) == "“Rent again.”\n— Apple.md"


def test_the_menu_of_a_result_says_what_can_be_done(qtbot: QtBot, results: ResultsList) -> None:
    actions = ResultActions(History(None))
    asked: list[ResultRow] = []
    results.menu_requested.connect(lambda row, where: asked.append(row))
    reason, middle = QContextMenuEvent.Reason.Keyboard, QPoint(20, 20)
    QApplication.sendEvent(
        results.viewport(), QContextMenuEvent(reason, middle, results.mapToGlobal(middle))
    )
    assert [one.document.path.name for one in asked] == ["zebra.pdf"]
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = actions.menu(asked[0], parent)
    texts = [one.text().split("\t")[0] for one in menu.actions()]
    assert texts == ["Open", "Show in folder", "Copy path", "Copy passage with source"]
    with qtbot.waitSignal(actions.used):
        menu.actions()[2].trigger()
    assert QGuiApplication.clipboard().text() == str(Path("/a/zebra.pdf"))


def test_the_row_for_more_has_no_menu_and_nothing_to_copy(results: ResultsList) -> None:
    asked: list[object] = []
    results.menu_requested.connect(lambda row, where: asked.append(row))
    results.copied.connect(asked.append)
    more = next(
        at
        for at in range(results.rows.rowCount())
        if results.rows.index(at).data(ResultsModel.ROW_ROLE).kind is RowKind.MORE
    )
    results.setCurrentIndex(results.rows.index(more))
    QTest.keyClick(results, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(results.viewport(), QContextMenuEvent(reason, QPoint(5, 5), QPoint()))
    assert asked == []


def test_a_dragged_result_is_its_file(results: ResultsList) -> None:
    rows = results.rows
    assert rows.flags(rows.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert [Path(url.toLocalFile()) for url in rows.mimeData([rows.index(0)]).urls()] == [
        Path("/a/zebra.pdf")
    ]
