"""Does a preview show a document as it was written, however long, and find things in it?"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from app.engine.messages import DocumentText
from app.ui.look.theme import DARK
from app.ui.preview.finder import places
from app.ui.preview.flow import LaidFlow, PlainFlow
from app.ui.preview.pane import PreviewPane
from sparkbert.types import Section
from tests.gui.conftest import OpenWindow
from tests.support.passages import ROOT
from tests.support.previews import button, passages_with, show_word, text_of

PATIENCE_MS = 30_000
SAMPLES = ROOT / "resources/samples"
DOCUMENTS = ROOT.parent / "shared/documents"
WRITTEN = """# The **orchard** guide

Read [the rules](https://example.org/rules) and ![a bee](https://example.org/bee.png) first.

1. Lean the *ladder* on the tree.
2. Prune.

| Tool | Price |
|------|-------|
| Saw  | 20    |

```
if ladder:
    climb()
```
"""


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "guide.md"
    path.write_text(WRITTEN)
    return path


def test_markdown_is_shown_as_it_was_written(pane: PreviewPane, guide: Path) -> None:
    show_word(pane, guide, "ladder")
    text = pane.reader.toPlainText()
    assert text.startswith("The orchard guide\n")
    assert "1.\tLean the ladder on the tree." in text
    assert "    climb()" in text
    document = pane.reader.document()
    tables = [one for one in document.rootFrame().childFrames() if isinstance(one, QTextTable)]
    assert [(one.rows(), one.columns()) for one in tables] == [(2, 2)]
    assert document.begin().blockFormat().headingLevel() == 1
    assert pane.reader.highlighted_words() == ["ladder"]
    cursor = document.find("ladder")
    assert cursor.charFormat().fontItalic()
    assert document.find("the rules").charFormat().anchorHref() == "https://example.org/rules"
    assert pane.warning == ""


def is_as_written(pane: PreviewPane) -> bool:
    return pane.reader.is_as_written


def test_plain_text_is_a_click_away_and_back(pane: PreviewPane, guide: Path) -> None:
    show_word(pane, guide, "ladder")
    QTest.mouseClick(pane.header.plain_button, Qt.MouseButton.LeftButton)
    assert not is_as_written(pane)
    assert "Tool | Price\nSaw | 20" in pane.reader.toPlainText()
    assert pane.reader.highlighted_words() == ["ladder"]
    QTest.mouseClick(pane.header.plain_button, Qt.MouseButton.LeftButton)
    assert is_as_written(pane)
    assert pane.reader.highlighted_words() == ["ladder"]


def test_a_title_of_front_matter_is_a_heading_and_keywords_are_small(
    pane: PreviewPane, tmp_path: Path
) -> None:
    path = tmp_path / "bees.md"
    path.write_text(
        "---\ntitle: Bees in winter\nkeywords: wax moths, brood, smoke\n---\n\nThe brood is warm.\n"
    )
    show_word(pane, path, "brood")
    blocks = [
        pane.reader.document().findBlockByNumber(n)
        for n in range(pane.reader.document().blockCount())
    ]
    assert [one.text() for one in blocks] == [
        "Bees in winter",
        "The brood is warm.",
        "keywords: wax moths, brood, smoke",
    ]
    assert [one.blockFormat().headingLevel() for one in blocks] == [1, 0, 0]
    sizes = [one.begin().fragment().charFormat().font().pointSizeF() for one in blocks]
    assert sizes[0] > sizes[1] > sizes[2]
    document = passages_with(text_of(path), "brood")
    assert len(document.passages) == 2
    pane.show_passage(document, 1)  # that among the keywords
    assert pane.reader.highlighted_words() == ["brood"]


def test_what_runs_to_the_left_has_its_bullets_at_the_right(
    pane: PreviewPane, tmp_path: Path
) -> None:
    path = tmp_path / "مواعيد.md"
    path.write_text("# الحصاد\n\n- الزيتون\n- العنب\n\n> لا تقرأ النحل.\n\nThe English words.\n")
    show_word(pane, path, "الزيتون")
    document = pane.reader.document()
    found = document.find("•")
    found.setPosition(found.selectionStart())
    bullet = pane.reader.cursorRect(found).left()
    assert pane.reader.viewport().width() / 2 < bullet < pane.reader.viewport().width() - 8
    english = document.find("English").block().blockFormat()
    assert english.layoutDirection() is not Qt.LayoutDirection.RightToLeft


def table_of(pane: PreviewPane) -> QTextTable:
    [table] = [
        one
        for one in pane.reader.document().rootFrame().childFrames()
        if isinstance(one, QTextTable)
    ]
    return table


def test_cells_of_a_table_go_to_the_side_that_was_written(
    pane: PreviewPane, tmp_path: Path
) -> None:
    path = tmp_path / "table.md"
    path.write_text("| Tool | Price |\n|:----:|------:|\n| Saw | 20 |\n")
    show_word(pane, path, "Saw")
    cells = [table_of(pane).cellAt(1, column).firstCursorPosition() for column in (0, 1)]
    sides = [one.blockFormat().alignment() for one in cells]
    assert sides[0] & Qt.AlignmentFlag.AlignHCenter
    assert sides[1] & Qt.AlignmentFlag.AlignRight
    assert pane.reader.horizontalScrollBar().maximum() == 0


def test_a_wide_table_scrolls_and_breaks_no_word(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    words = [f"incomprehensibilities{n}" for n in range(8)]
    path = tmp_path / "wide.md"
    row = " | ".join(words)
    path.write_text(f"Before it some words.\n\n| {row} |\n|{'---|' * 8}\n| {row} |\n")
    show_word(pane, path, words[0])
    assert pane.reader.horizontalScrollBar().maximum() > 300
    table = table_of(pane)
    for column in range(8):
        block = table.cellAt(1, column).firstCursorPosition().block()
        assert block.layout().lineCount() == 1, block.text()
    across = pane.reader.horizontalScrollBar()
    assert across.value() == 0
    pane.begin_find()
    QTest.keyClicks(pane.find_bar.line, words[7])
    QTest.keyClick(pane.find_bar.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: across.value() > 300, timeout=PATIENCE_MS)


def y_of_word(pane: PreviewPane, word: str) -> int:
    found = pane.reader.document().find(word)
    assert not found.isNull(), word
    found.setPosition(found.selectionStart())
    return pane.reader.cursorRect(found).top()


@pytest.mark.parametrize("scrolls_away", [False, True])
def test_plain_text_and_back_keeps_the_place(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path, *, scrolls_away: bool
) -> None:
    parts = [
        f"## Part {n}\n\n" + " ".join(f"w{n}x{i}" for i in range(120)) + "\n\n- one\n- two\n"
        for n in range(40)
    ]
    path = tmp_path / "long.md"
    path.write_text("# Long 🦊\n\n" + "\n".join(parts))
    show_word(pane, path, "w20x60")
    reader = pane.reader
    if scrolls_away:
        bar = reader.verticalScrollBar()
        QTest.keyClick(reader, Qt.Key.Key_PageDown)
        QTest.keyClick(reader, Qt.Key.Key_PageDown)
        assert bar.value() > 0
        at = reader.cursorForPosition(QPoint(reader.viewport().width() // 2, 0))
        at.select(QTextCursor.SelectionType.WordUnderCursor)
        word = at.selectedText()
        assert word.startswith("w")
    else:
        word = "w20x60"
    before = y_of_word(pane, word)
    for _ in range(3):
        for is_plain in (True, False):
            QTest.mouseClick(pane.header.plain_button, Qt.MouseButton.LeftButton)
            assert reader.is_as_written is not is_plain
            qtbot.waitUntil(lambda: abs(y_of_word(pane, word) - before) < 30, timeout=PATIENCE_MS)


def test_a_text_file_offers_no_other_look(pane: PreviewPane, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The fox naps.")
    show_word(pane, tmp_path / "a.txt", "fox")
    assert not pane.header.plain_button.isVisible()


def test_a_document_that_has_no_looks_says_so(pane: PreviewPane, tmp_path: Path) -> None:
    text = DocumentText(tmp_path / "a.docx", "", (Section("The fox naps."),), False, None)
    pane.show_passage(passages_with(text, "fox"), 0)
    pane.set_text(text)
    assert "shown as plain text" in pane.warning
    assert pane.reader.highlighted_words() == ["fox"]


def test_nothing_is_ever_loaded(
    pane: PreviewPane, guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def load(self: QTextBrowser, kind: int, name: QUrl) -> None:
        asked.append(QUrl(name).toString())

    monkeypatch.setattr(QTextBrowser, "loadResource", load)
    show_word(pane, guide, "ladder")
    pane.grab()
    kind = QTextDocument.ResourceType.ImageResource.value
    pane.reader.document().resource(kind, QUrl("https://example.org/bee.png"))
    assert asked == []


def test_links_open_on_a_click_and_only_those_of_the_web(
    qtbot: QtBot, pane: PreviewPane, guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "app.ui.opening.opener.QDesktopServices.openUrl",
        lambda url: opened.append(url.toString()),
    )
    show_word(pane, guide, "orchard")
    assert opened == []
    cursor = pane.reader.document().find("rules")
    cursor.setPosition(cursor.selectionStart() + 2)
    at = pane.reader.cursorRect(cursor).center()
    QTest.mouseClick(pane.reader.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == ["https://example.org/rules"]
    assert "guide" in pane.reader.toPlainText()  # it has not gone there itself
    pane.reader.link_chosen.emit("file:///etc/passwd")
    assert len(opened) == 1


def all_files() -> list[Path]:
    folders = (SAMPLES, DOCUMENTS)
    found = [one for folder in folders for one in sorted(folder.rglob("*"))]
    return [one for one in found if one.suffix in (".docx", ".md") and one.stat().st_size < 300_000]


def test_marked_words_are_the_words_of_the_text(pane: PreviewPane) -> None:
    chance = random.Random(7)
    n_tried = 0
    for path in all_files():
        text = text_of(path)
        pane.reader.set_text(text)
        words = [
            (number, one.start(), one.end())
            for number, section in enumerate(text.sections)
            for one in re.finditer(r"\w+", section.text)
        ]
        for number, start, end in chance.sample(words, min(len(words), 8)):
            pane.reader.show_found([(number, start, end)], (number, start, end))
            expected = text.sections[number].text[start:end]
            assert pane.reader.found_words() == [expected], path.name
            n_tried += 1
    assert n_tried >= 40


def test_a_long_text_is_shown_around_the_hit_and_goes_on(
    qtbot: QtBot, pane: PreviewPane, tmp_path: Path
) -> None:
    lines = [f"Line {n} of a very long text about nothing in particular." for n in range(200_000)]
    lines[120_000] = "Here a lantern burns."
    text = DocumentText(tmp_path / "a.txt", "", (Section("\n".join(lines)),), False)
    pane.show_passage(passages_with(text, "lantern"), 0)
    pane.set_text(text)
    assert pane.reader.highlighted_words() == ["lantern"]
    reader = pane.reader
    assert reader.document().characterCount() < 20_000
    assert "Line 119999 " in reader.toPlainText()
    bar = reader.verticalScrollBar()
    reader.setFocus()
    for _ in range(5):
        before = bar.value()
        QTest.keyClick(reader, Qt.Key.Key_PageDown)
        qtbot.wait(1)  # lets more be written, which must not lead back
        assert bar.value() > before
    for key, wanted in ((Qt.Key.Key_PageDown, "Line 120200 "), (Qt.Key.Key_PageUp, "Line 119900 ")):

        def goes_on(key: Qt.Key = key, wanted: str = wanted) -> bool:
            QTest.keyClick(reader, key)
            return wanted in reader.toPlainText()

        qtbot.waitUntil(goes_on, timeout=PATIENCE_MS)
    assert reader.document().characterCount() < 120_000
    assert 0 < bar.value() < bar.maximum()


def test_what_is_added_above_moves_nothing(qtbot: QtBot, pane: PreviewPane, tmp_path: Path) -> None:
    lines = [f"Line {n} of a long text." for n in range(3000)]
    lines[1500] = "Here a lantern burns."
    text = DocumentText(tmp_path / "a.txt", "", (Section("\n".join(lines)),), False)
    pane.show_passage(passages_with(text, "lantern"), 0)
    pane.set_text(text)
    reader = pane.reader
    cursor = reader.document().find("lantern")
    QTest.keyClick(reader, Qt.Key.Key_Up)  # it need not stay in sight
    before = reader.cursorRect(cursor).top()
    n_before = reader.document().characterCount()
    assert reader._grow(down=False, by=3000)
    assert reader.document().characterCount() > n_before + 1000
    assert abs(reader.cursorRect(cursor).top() - before) <= 2


def test_very_long_lines_are_cut_where_words_end(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(5000))
    flow = PlainFlow((Section(words), Section("end")))
    at = flow.at(0, 0)
    parts = []
    while at is not None:
        parts.append(at)
        at = flow.after(at)
    assert "".join(words[one.start : one.end] for one in parts if one.section == 0) == words
    assert all(not words[one.end - 1].isalnum() for one in parts[:-2])
    backwards = [parts[-1]]
    while (before := flow.before(backwards[-1])) is not None:
        backwards.append(before)
    assert backwards[::-1] == parts
    middle = parts[len(parts) // 2]
    assert flow.at(0, middle.start) == flow.at(0, middle.end - 1) == middle


def test_stretches_of_a_layout_lead_both_ways(guide: Path) -> None:
    text = text_of(guide)
    assert text.layout is not None
    flow = LaidFlow(text.sections, text.layout)
    at = flow.at(0, 0)
    parts = []
    while at is not None:
        parts.append(at)
        at = flow.after(at)
    assert len(parts) == 6  # the table is one
    backwards = [parts[-1]]
    while (before := flow.before(backwards[-1])) is not None:
        backwards.append(before)
    assert backwards[::-1] == parts


def test_words_are_found_by_keys_and_look_otherwise_than_hits(
    qtbot: QtBot, pane: PreviewPane, guide: Path
) -> None:
    show_word(pane, guide, "ladder")
    QTest.mouseClick(button(pane, "Find in this file"), Qt.MouseButton.LeftButton)
    line = pane.find_bar.line
    assert line.isVisible()
    QTest.keyClicks(line, "THE")
    qtbot.waitUntil(lambda: "of" in pane.find_bar.count_text, timeout=PATIENCE_MS)
    n_places = len(re.findall("the", text_of(guide).sections[0].text, re.IGNORECASE))
    qtbot.waitUntil(
        lambda: pane.find_bar.count_text.endswith(f"of {n_places}"), timeout=PATIENCE_MS
    )
    assert {one.lower() for one in pane.reader.found_words()} == {"the"}
    marks = pane.reader.extraSelections()
    hit, other = marks[0].format, marks[-1].format
    assert hit.background() != other.background()
    assert hit.fontUnderline() != other.fontUnderline() or hit.underlineStyle()
    first = pane.find_bar.count_text
    QTest.keyClick(line, Qt.Key.Key_Return)
    second = pane.find_bar.count_text
    assert second != first
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pane.find_bar.count_text == first
    line.selectAll()
    QTest.keyClicks(line, "zebra")
    qtbot.waitUntil(lambda: pane.find_bar.count_text == "not found", timeout=PATIENCE_MS)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert pane.reader.found_words() == []
    assert pane.reader.highlighted_words() == ["ladder"]


def test_what_is_far_away_is_found_too(qtbot: QtBot, pane: PreviewPane, tmp_path: Path) -> None:
    lines = ["Here a lantern burns.", *(f"Line {n}." for n in range(100_000)), "A Zebra  sleeps."]
    text = DocumentText(tmp_path / "a.txt", "", (Section("\n".join(lines)),), False)
    pane.show_passage(passages_with(text, "lantern"), 0)
    pane.set_text(text)
    pane.begin_find()
    QTest.keyClicks(pane.find_bar.line, "zebra sleeps")
    qtbot.waitUntil(lambda: pane.find_bar.count_text == "1 of 1", timeout=PATIENCE_MS)
    assert pane.reader.found_words() == ["Zebra  sleeps"]
    assert "lantern" not in pane.reader.toPlainText()


@given(
    st.lists(st.text("abAB \n\tß🦊İ", max_size=40), min_size=1, max_size=3),
    st.text("abAB ßİ", min_size=1, max_size=4).filter(str.strip),
)
@settings(deadline=None)
def test_places_are_those_of_a_pattern_without_case(texts: list[str], wanted: str) -> None:
    sections = [Section(text) for text in texts]
    pattern = re.compile(r"\s+".join(map(re.escape, wanted.split())), re.IGNORECASE)
    expected = [
        (number, one.start(), one.end())
        for number, text in enumerate(texts)
        for one in pattern.finditer(text)
    ]
    for step in (1, 7, 100_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.ui.preview.finder._STEP", step)
            assert [one for one in places(sections, wanted) if one is not None] == expected


def test_selected_text_can_be_copied_and_is_handed_on(
    qtbot: QtBot, pane: PreviewPane, guide: Path
) -> None:
    show_word(pane, guide, "ladder")
    pane.reader.setFocus()
    cursor = pane.reader.document().find("Lean the ladder")
    pane.reader.setTextCursor(QTextCursor(cursor))
    QTest.keyClick(pane.reader, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Lean the ladder"
    QGuiApplication.clipboard().clear()
    wanted: list[str] = []
    pane.like_requested.connect(wanted.append)
    menu = pane.make_menu()
    actions = {one.text(): one for one in menu.actions()}
    actions["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == "Lean the ladder"
    actions["Find more like the selection"].trigger()
    menu.close()
    pane.reader.setTextCursor(QTextCursor(pane.reader.document()))
    menu = pane.make_menu()
    actions = {one.text(): one for one in menu.actions()}
    assert not actions["Copy"].isEnabled()
    actions["Find more like this"].trigger()
    menu.close()
    assert wanted == ["Lean the ladder", ""]


def test_letters_grow_and_shrink_around_the_hit(pane: PreviewPane, guide: Path) -> None:
    show_word(pane, guide, "ladder")
    usual = pane.reader.document().find("Prune").charFormat().fontPointSize()
    QTest.mouseClick(button(pane, "Zoom in"), Qt.MouseButton.LeftButton)
    assert pane.reader.document().find("Prune").charFormat().fontPointSize() > usual
    assert pane.reader.highlighted_words() == ["ladder"]
    QTest.mouseClick(button(pane, "Fit to width"), Qt.MouseButton.LeftButton)
    assert pane.reader.document().find("Prune").charFormat().fontPointSize() == usual
    QTest.wheelEvent(
        pane.window().windowHandle(),
        pane.reader.mapTo(pane.window(), pane.reader.rect().center()),
        QPoint(0, 120),
        stateKey=Qt.KeyboardModifier.ControlModifier,
    )
    assert pane.reader.document().find("Prune").charFormat().fontPointSize() > usual


def test_colours_follow_the_theme(pane: PreviewPane, guide: Path) -> None:
    show_word(pane, guide, "ladder")
    pane.set_theme(DARK)
    letters = pane.reader.document().find("Prune").charFormat()
    assert letters.foreground().color() == DARK.text
    assert pane.reader.highlighted_words() == ["ladder"]
    assert pane.reader.cursorForPosition(QPoint(5, 5)).position() >= 0


def test_the_window_shows_documents_of_all_kinds(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "guide.md").write_text(WRITTEN)
    for name in ("Letter on washing machine warranty.docx", "Allotment diary.txt"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    window = open_window()
    window.add_paths([folder])

    def search(words: str, name: str) -> None:
        window.box.setFocus()
        window.box.selectAll()
        QTest.keyClicks(window.box, words)
        preview = window.preview
        qtbot.waitUntil(
            lambda: (
                preview.passage is not None
                and preview.passage.place.path.name == name
                and len(preview.reader.highlighted_words()) > 0
                and preview.message == ""
            ),
            timeout=PATIENCE_MS,
        )

    qtbot.waitUntil(lambda: window.overview.n_files_by_words == 3, timeout=PATIENCE_MS)
    search("ladder tree ", "guide.md")
    assert is_as_written(window.preview)
    assert {"ladder", "tree"} <= set(window.preview.reader.highlighted_words())
    assert "1.\tLean" in window.preview.reader.toPlainText()
    search("washing machine warranty ", "Letter on washing machine warranty.docx")
    assert is_as_written(window.preview)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.preview.find_bar.line.hasFocus()
    QTest.keyClicks(window.preview.find_bar.line, "the")
    qtbot.waitUntil(lambda: " of " in window.preview.find_bar.count_text, timeout=PATIENCE_MS)
    QTest.keyClick(window.preview.find_bar.line, Qt.Key.Key_Escape)
    assert window.preview.reader.hasFocus()
    size = window.preview.reader.document().begin().charFormat().fontPointSize()
    QTest.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert window.preview.reader.document().begin().charFormat().fontPointSize() > size
    search("potatoes slugs ", "Allotment diary.txt")
    assert not is_as_written(window.preview)
