"""What can be done with results, without an engine behind them?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.engine.search_messages import (
    FileFacts,
    FoundPassage,
    Place,
    SearchResults,
)
from app.ui.look.format import date_text
from app.ui.look.icons import SIDE
from app.ui.look.theme import DARK, GRID, LIGHT, Theme
from app.ui.results.citation import html_citation, markdown_citation, plain_citation
from app.ui.results.drag_picture import drag_picture
from app.ui.results.foot import foot_line
from app.ui.results.result_actions import ResultActions
from app.ui.results.result_delegate import ResultDelegate, _Fonts, marks_in
from app.ui.results.result_rows import first_new
from app.ui.results.results_list import ResultsList
from app.ui.results.results_model import FoundDocument, Order, ResultRow, ResultsModel, RowKind
from app.ui.results.row_text import note_texts, row_text
from app.ui.search.filter_bar import FilterBar
from app.ui.search.history import History
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
    assert plain_citation(plain) == "“Rent again.”\n— Apple.md"


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
    by_text = {one.text().split("\t")[0]: one for one in menu.actions() if one.text()}
    assert list(by_text) == [
        "Open",
        "Show in folder",
        "Why was this found?",
        "Find more like this passage",
        "Find more like this file",
        "Copy passage with source",
        "Copy as Markdown quotation",
        "Copy path",
    ]
    with qtbot.waitSignal(actions.why_requested) as why:
        by_text["Why was this found?"].trigger()
    assert why.args == [asked[0]]
    with qtbot.waitSignal(actions.used):
        by_text["Copy path"].trigger()
    assert QGuiApplication.clipboard().text() == str(Path("/a/zebra.pdf"))
    by_text["Copy as Markdown quotation"].trigger()
    assert QGuiApplication.clipboard().text() == (
        "> The rent\n> is due.\n>\n"
        "> — [zebra.pdf](file:///a/zebra.pdf#page=3), page 3, Rent › Due\n"  # noqa: RUF001
    )


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


def test_a_dragged_result_is_its_file_and_its_passage(results: ResultsList) -> None:
    rows = results.rows
    assert rows.flags(rows.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not rows.flags(rows.index(1)) & Qt.ItemFlag.ItemIsDragEnabled  # the way to see more
    data = rows.mimeData([rows.index(0)])
    assert [Path(url.toLocalFile()) for url in data.urls()] == [Path("/a/zebra.pdf")]
    assert data.text().startswith("“The rent is due.”")
    assert 'href="file:///a/zebra.pdf#page=3"' in data.html()


def test_rich_text_is_copied_beside_the_plain(results: ResultsList) -> None:
    actions = ResultActions(History(None))
    results.copied.connect(actions.copy_passage)
    QTest.keyClick(results, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasHtml()
    assert data.hasText()


def test_names_and_texts_that_look_like_marks_are_quoted() -> None:
    odd = passage("/a/[x](y)_*.md", "1 < 2 & <b>bold</b>", 1.0)
    document = FoundDocument(odd.place.path, None, (odd,))
    row = ResultRow(RowKind.DOCUMENT, document, 0)
    assert "&lt;b&gt;bold&lt;/b&gt;" in html_citation(row)
    assert r"[\[x\]\(y\)\_\*.md](file:///a/%5Bx%5D%28y%29_%2A.md)" in markdown_citation(row)
    assert r"> 1 \< 2 & \<b>bold\</b>" in markdown_citation(row)


def test_arrows_fold_and_letters_ask(qtbot: QtBot, results: ResultsList) -> None:
    rows = results.rows
    QTest.keyClick(results, Qt.Key.Key_Right)
    assert rows.is_open(rows.documents[0])
    QTest.keyClick(results, Qt.Key.Key_Right)  # stays so
    assert rows.is_open(rows.documents[0])
    QTest.keyClick(results, Qt.Key.Key_Down)
    assert results.choice == (Path("/a/zebra.pdf"), 1)
    QTest.keyClick(results, Qt.Key.Key_Left)
    assert not rows.is_open(rows.documents[0])
    assert results.choice == (Path("/a/zebra.pdf"), 0)
    QTest.keyClick(results, Qt.Key.Key_End)
    assert results.choice == (Path("/b/mango.txt"), 0)
    QTest.keyClick(results, Qt.Key.Key_Right)  # there is nothing to unfold
    assert not rows.is_open(rows.documents[-1])
    QTest.keyClick(results, Qt.Key.Key_Home)
    assert results.choice == (Path("/a/zebra.pdf"), 0)
    with qtbot.waitSignal(results.like_wanted):
        QTest.keyClick(results, Qt.Key.Key_M)
    with qtbot.waitSignal(results.file_like_wanted):
        QTest.keyClick(results, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(results.read_requested):
        QTest.keyClick(results, Qt.Key.Key_Space)
    with qtbot.waitSignal(results.typed) as typed:
        QTest.keyClick(results, Qt.Key.Key_X)
    assert typed.args == ["x"]


def test_a_screen_reader_hears_file_place_position_and_passage(results: ResultsList) -> None:
    rows = results.rows
    role = Qt.ItemDataRole.AccessibleTextRole

    def heard() -> list[object]:
        return [rows.index(at).data(role) for at in range(rows.rowCount())]

    rent = "p. 3 · § Rent › Due"  # noqa: RUF001
    best, more, *others = heard()
    assert best == f"zebra.pdf, {rent}, 1 of 3, The rent is due."
    assert str(more).startswith("Show 1 more passage")
    assert others == [
        "Apple.md, 2 of 3, Rent again.",
        "mango.txt, 3 of 3, Rent at last.",
    ]
    QTest.keyClick(results, Qt.Key.Key_Right)
    assert heard()[1:3] == [
        "passage 2 of 2 in zebra.pdf, p. 9 · § Rent › Due, More rent.",  # noqa: RUF001
        "Show fewer passages of zebra.pdf",
    ]
    described = rows.index(0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == "/a, Jan 1, 1970, 5 bytes"


def test_screen_readers_are_given_the_rows(results: ResultsList) -> None:
    interface = QAccessible.queryAccessibleInterface(results)
    assert interface is not None
    name, description = QAccessible.Text.Name, QAccessible.Text.Description
    assert interface.text(name) == "Results"
    first = interface.child(0)
    assert first.text(name).startswith("zebra.pdf, p. 3")
    assert first.text(description).startswith("/a, ")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_what_is_dragged_hangs_small_at_the_pointer(results: ResultsList, theme: Theme) -> None:
    short = drag_picture(Path("/a/b.pdf"), theme, results.font(), results)
    long = drag_picture(Path(f"/a/{'long ' * 60}.pdf"), theme, results.font(), results)
    assert 40 < short.width() < long.width() <= 320
    assert short.height() <= 40
    assert short.toImage().pixelColor(short.width() // 2, 2) == theme.surface


def test_marks_of_a_name_follow_it_when_its_middle_is_cut() -> None:
    name = "Supply agreement of March, final.pdf"
    marks = [(0, 6), (7, 16), (27, 32)]
    assert marks_in(name, name, marks) == marks
    shown = "Supply agr…final.pdf"
    found = marks_in(shown, name, marks)
    assert [shown[a:b] for a, b in found] == ["Supply", "agr", "final"]


def test_other_files_with_the_same_text_are_named() -> None:
    found = passage("/a/one.txt", "The same words.", 0.5)
    twins = tuple(replace(found.place, path=Path(f"/b/{name}.txt")) for name in ("two", "three"))
    copy = replace(found.place, path=Path("/b/Copies/one.txt"))
    for also_in, said in (
        (twins[:1], "also in two.txt"),
        (twins, "also in 2 other files"),
        ((copy,), "also in Copies"),  # one name says nothing twice
    ):
        document = FoundDocument(Path("/a/one.txt"), None, (replace(found, also_in=also_in),))
        row = ResultRow(RowKind.DOCUMENT, document, 0)
        assert said in note_texts(row)
        assert said in row_text(row, (1, 1), is_open=False)


@pytest.mark.parametrize("width", [266, 420, 530, 777])
@pytest.mark.parametrize(
    "text",
    [
        "illicit little lilies fill it till it tilts, " * 30,  # narrow letters
        "WHEREAS MAMMOTHS WALK WHOMEVER WE WARM. " * 30,
        "a table\n\n     1                    2\n" * 12,
        "Rhababerbarbarabarbarbarenbartbarbierbier " * 20,
        "short",
    ],
)
def test_a_row_is_as_high_as_what_is_painted(results: ResultsList, text: str, width: int) -> None:
    found = passage("/a/zebra.pdf", text, 0.9)
    results.resize(width, 600)
    results.show_results(replace(RESULTS, passages=(found,)))
    row = results.current_row
    assert row is not None
    delegate = results.itemDelegate()
    assert isinstance(delegate, ResultDelegate)
    area = results.visualRect(results.currentIndex())
    inner = results.width() - 4 * GRID - 2 * GRID - SIDE - GRID
    fonts = _Fonts(results.font())
    painted = delegate._layout_snippet(row, fonts, inner).boundingRect().height()
    assert abs(delegate._snippet_height(row, fonts, inner) - painted) < 2
    assert area.height() > painted


def test_the_first_new_file_comes_before_new_passages_of_others() -> None:
    def numbered(path: str, chunk_id: int) -> FoundPassage:
        found = passage(path, "x", 1.0)
        return replace(found, hit=replace(found.hit, chunk_id=chunk_id))

    old = FoundDocument(Path("/a"), None, (numbered("/a", 1), numbered("/a", 2)))
    new = FoundDocument(Path("/b"), None, (numbered("/b", 3),))
    assert first_new([old, new], {1}) == (Path("/b"), 0)
    assert first_new([old, new], {1, 3}) == (Path("/a"), 1)
    assert first_new([old, new], set()) == (Path("/a"), 0)
    assert first_new([old, new], {1, 2, 3}) is None


def test_the_line_below_a_result_gives_way_bit_by_bit() -> None:
    found = passage("/home/ann/Papers/Taxes/return.pdf", "x", 1.0)
    twin = replace(found.place, path=Path("/b/copy.pdf"))
    found = replace(found, also_in=(twin,))
    document = FoundDocument(found.place.path, FileFacts(5, 10**18), (found,))
    row = ResultRow(RowKind.DOCUMENT, document, 0)
    date = date_text(10**18)
    lines = [foot_line(row, len, room) for room in (99, 60, 48, 40, 30, 26, 20)]
    assert lines == [
        f"/home/ann/Papers/Taxes · {date} · 5 bytes · also in copy.pdf",
        f"/home/ann/…/Taxes · {date} · 5 bytes · also in copy.pdf",
        f"/home/…/Taxes · {date} · also in copy.pdf",
        f"…/Taxes · {date} · also in copy.pdf",
        "…/Taxes · also in copy.pdf",
        "…/Taxes · also in copy.pdf",
        "/h…es · also in cop…",
    ]
