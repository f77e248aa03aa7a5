from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparkbert.index.catalog import connect_reader
from sparkbert.index.snapshot import Snapshot
from sparkbert.index.word_list import read_words, texts_with_word
from sparkbert.ranking.spelling import WordBook, correction, unknown_words, written_form
from tests.support.indexes import document, open_writer, put, remove

BOOK = WordBook(
    [
        ("machine", 7),
        ("machines", 3),
        ("marching", 90),
        ("washing", 4),
        ("washington", 40),
        ("lease", 2),
        ("tease", 9),
        ("please", 50),
        ("agreement", 5),
        ("2024", 9),
        ("mark", 30),
        ("goverment", 1),
        ("government", 300),
    ]
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mahcine", "machine"),  # two letters exchanged are one slip
        ("machne", "machine"),
        ("Machinee", "machine"),  # before "machines", which is as near: it is more frequent
        ("leese", "lease"),  # the same first letter goes before the more frequent word
        ("agremnet", "agreement"),  # two slips, in a long word
        ("govermnet", "government"),  # much more frequent than what others have mistyped
        ("amrk", "mark"),
        ("goverment", "government"),
        ("govermen", "government"),  # not "goverment", which others have mistyped
    ],
)
def test_the_nearest_word_is_first(typed: str, expected: str) -> None:
    assert BOOK.near(typed)[0] == expected


SLIPS = Path(__file__).parents[3] / "fixtures" / "spelling" / "slips.tsv"


def test_what_was_meant_is_first_in_a_folder_of_real_files() -> None:
    wrong = []
    lines = [one for one in SLIPS.read_text().splitlines() if not one.startswith("#")]
    for line in lines:
        typed, meant, near = line.split("\t")
        book = WordBook((word, int(n)) for word, n in (one.split(":") for one in near.split()))
        if book.near(typed)[:1] != [meant]:
            wrong.append(typed)
    assert len(lines) == 66
    assert not wrong


def test_a_slip_that_is_easily_made_goes_before_a_frequent_word() -> None:
    assert WordBook([("stop", 9000), ("shop", 90), ("soup", 2)]).near("soop")[0] == "soup"
    near = WordBook([("receipt", 3300), ("receive", 400), ("recipe", 2)]).near("receipe")
    assert near[0] == "recipe"


@pytest.mark.parametrize("typed", ["mache", "lse", "2023", "水洗機械", "e-mail", "machine", "mars"])
def test_nothing_is_offered_for(typed: str) -> None:
    assert not {"machine", "mark"} & set(BOOK.near(typed))
    assert BOOK.parts(typed) is None


def test_a_space_that_is_missing_is_found() -> None:
    assert BOOK.parts("washingmachine") == ("washing", "machine")
    assert correction("washingmachine", BOOK, lambda word: [word]) == "washing machine"


@given(st.text("abcdefghij", min_size=4, max_size=12), st.data())
def test_one_slip_in_any_word_is_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    slips = [word[:at] + "z" + word[at:]]
    if len(word) > 4:
        slips += [word[:at] + word[at + 1 :], word[:at] + "z" + word[at + 1 :]]
    for slip in slips:
        if slip != word:
            assert WordBook([(word, 1)]).near(slip) == [word]


def test_a_word_is_offered_as_it_is_written() -> None:
    assert written_form("cafe", ["Das Café schließt", "im Café", "CAFE"]) == "Café"
    assert written_form("machine", ["Machine parts", "Machine", "the machine"]) == "machine"
    assert written_form("gone", ["something else"]) is None


def test_words_of_the_index_as_they_are_now(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        put(
            writer,
            document("a", "Who pays when the washing machines break?"),
            document("b", "The harbour e-mail of O'Brien"),
            document("c", "an old lantern"),
        )
        remove(writer, "c")
    connection = connect_reader(tmp_path)
    counted = read_words(connection)
    assert ("machines", 1) in counted
    assert "lantern" not in dict(counted)
    assert texts_with_word(connection, "harbour", 3) == ["The harbour e-mail of O'Brien"]
    connection.close()
    with Snapshot.open(tmp_path) as snapshot:
        asked = "The washng machine of OBrien, e-mial, hardor lantern 12-34"
        assert unknown_words(asked, snapshot) == ["washng", "mial", "hardor", "lantern"]
        assert unknown_words("e-mail email", snapshot) == []
        assert unknown_words("washed machine HARBOURS e-mails breaking", snapshot) == []
        assert unknown_words("wash har", snapshot, is_typing=True) == []
        assert unknown_words("hxr har", snapshot, is_typing=True) == ["hxr"]
        assert unknown_words("har hxr", snapshot, is_typing=True) == ["har", "hxr"]
