"""Are searches kept until the user takes them away, and folders off until they are on?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.folders.searched_folders import SearchedFolders
from app.ui.look.theme import LIGHT
from app.ui.search.filter_bar import Choice
from app.ui.search.history import History
from app.ui.search.operators import Span
from app.ui.search.saved_searches import SavedSearch, SavedSearches, _as_plain, _from_plain
from app.ui.search.start_page import StartPage

PAPERS = Path("/home/me/Papers")
CHOICE = Choice(PAPERS, ("pdf",), Span.YEAR)


def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def act(menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if one.text() == text).trigger()


def test_searches_last_from_one_window_to_the_next(tmp_path: Path) -> None:
    saved = SavedSearches(store(tmp_path))
    saved.toggle("  notice   period ", CHOICE)
    saved.toggle("rent", Choice())
    saved.rename(saved.searches[1], "Leaving")
    again = SavedSearches(store(tmp_path))
    assert [(one.name, one.text, one.choice) for one in again.searches] == [
        ("rent", "rent", Choice()),
        ("Leaving", "notice period", CHOICE),
    ]
    assert again.find("notice period", CHOICE) is not None
    assert again.find("notice period", Choice()) is None
    again.toggle("notice period", CHOICE)
    again.rename(again.searches[0], " ")  # nobody can read that
    assert [one.name for one in SavedSearches(store(tmp_path)).searches] == ["rent"]


def test_searches_go_when_a_folder_goes(tmp_path: Path) -> None:
    saved = SavedSearches(store(tmp_path))
    saved.toggle("rent", Choice())
    saved.keep_under([PAPERS, Path("/other")])
    assert saved.searches
    saved.keep_under([PAPERS])
    assert not saved.searches
    assert not SavedSearches(store(tmp_path)).searches


@pytest.mark.parametrize(
    "text", ["{", "3", '[1, {"name": "a"}, {"name": "a", "text": "b", "choice": 3}]', '[{"a": {}}]']
)
def test_what_is_damaged_is_left_out(tmp_path: Path, text: str) -> None:
    settings = store(tmp_path)
    settings.setValue("saved", text)
    settings.setValue("folders_off", text)
    assert list(SavedSearches(settings).searches) == []
    assert SearchedFolders(settings).off == ()


@given(
    st.builds(
        SavedSearch,
        st.text(),
        st.text(),
        st.builds(
            Choice,
            st.sampled_from([None, PAPERS]),
            st.lists(st.text(), max_size=3).map(tuple),
            st.sampled_from([None, *Span]),
            st.tuples(st.none() | st.integers(), st.none() | st.integers()),
        ),
    )
)
def test_what_is_written_is_read_again(search: SavedSearch) -> None:
    assert _from_plain(_as_plain(search)) == search


def test_the_start_page_lists_renames_and_removes_them(qtbot: QtBot) -> None:
    saved = SavedSearches()
    page = StartPage(LIGHT, History(), saved)
    qtbot.addWidget(page)
    saved.toggle("notice period", CHOICE)
    assert page.entries == ["notice period, In: Papers, Type: PDF, Changed: last year"]
    with qtbot.waitSignal(page.saved_requested) as asked:
        page.findChildren(QPushButton)[0].click()
    assert asked.args == [saved.searches[0]]
    act(page.menu_of(saved.searches[0]), "Rename …")
    dialog = page.ask_name(saved.searches[0])
    assert dialog.textValue() == "notice period"
    dialog.setTextValue("Leaving")
    dialog.accept()
    assert page.entries[0].startswith("Leaving (notice period, In: Papers")
    saved.toggle("rent", Choice())
    act(page.menu_of(saved.searches[0]), "Remove")
    assert [one.name for one in saved.searches] == ["Leaving"]
    act(page.menu_of(saved.searches[0]), "Remove all saved searches")
    assert page.entries == []


def test_folders_stay_off_and_leave_with_their_source(tmp_path: Path) -> None:
    searched = SearchedFolders(store(tmp_path))
    searched.set_searched(PAPERS, False)
    searched.set_searched(Path("/other"), False)
    searched.set_searched(Path("/other"), True)
    again = SearchedFolders(store(tmp_path))
    assert again.off == (PAPERS,)
    again.keep([PAPERS, Path("/other")])
    assert again.off == (PAPERS,)
    again.keep([Path("/other")])
    assert SearchedFolders(store(tmp_path)).off == ()


def test_a_saved_search_stands_once_on_the_start_page(qtbot: QtBot, tmp_path: Path) -> None:
    history, saved = History(store(tmp_path)), SavedSearches(store(tmp_path))
    page = StartPage(LIGHT, history, saved)
    qtbot.addWidget(page)
    history.add_search("rent")
    history.add_search("Notice period")
    saved.toggle("notice period", CHOICE)  # with filters it is another one
    assert page.entries[:3] == [
        "notice period, In: Papers, Type: PDF, Changed: last year",
        "Notice period",
        "rent",
    ]
    saved.toggle("Rent", Choice())
    assert [one for one in page.entries if one.casefold() == "rent"] == ["Rent"]
